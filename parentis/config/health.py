"""Whether this process can do its work, for whoever sends visitors to it."""

from datetime import datetime, timedelta
from functools import lru_cache

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.recorder import MigrationRecorder

from parentis.config.kept import known_migrations

HEARD_OF_LATELY = timedelta(seconds=60)
"""The worker of background tasks says every ten seconds that it is there."""


def is_ready(*, at: datetime) -> bool:
    """The database answers, its tables are as wanted, and background work is done."""
    try:
        return _are_tables_as_wanted() and _is_worker_there(at)
    except (DatabaseError, InterfaceError):
        return False


def _are_tables_as_wanted() -> bool:
    # Those of a newer Parentis may be there: while one is replaced, both run.
    return _wanted() <= MigrationRecorder(connection).applied_migrations().keys()


@lru_cache
def _wanted() -> frozenset[tuple[str, str]]:
    return frozenset(known_migrations())


def _is_worker_there(at: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        row = cursor.fetchone()
    return bool(row and row[0] and at - row[0] < HEARD_OF_LATELY)
