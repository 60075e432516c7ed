"""What everybody gets at an address: asked once, for all tests that want to know."""

import io
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpResponse

from parentis.audit.models import Flag, Look
from parentis.config.logs import REQUESTS, JsonLines
from tests.access.canaries import words_in

# What only reads may write who looked, and keep a session alive. Nothing else.
WRITTEN_BY_LOOKING = {
    Look._meta.db_table,
    Flag._meta.db_table,
    f"{Flag._meta.db_table}event",
    Session._meta.db_table,
    # allauth clears away the entries of one's own sessions that have ended.
    UserSession._meta.db_table,
    settings.CACHES["default"]["LOCATION"],
}
# As pg_stat_xact_user_tables says, without what it works out for every index.
CHANGES = """
    SELECT * FROM (
        SELECT relname, pg_stat_get_xact_tuples_inserted(oid) AS inserted,
            pg_stat_get_xact_tuples_updated(oid) AS updated,
            pg_stat_get_xact_tuples_deleted(oid) AS deleted
        FROM pg_class
        WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
    ) AS written
    WHERE inserted + updated + deleted > 0 AND NOT relname = ANY(%s)
"""


@dataclass(frozen=True)
class Read:
    """Of one answer: its status, where it leads, and which canaries are in it."""

    status: int
    leads_to: str
    words: frozenset[str]


@dataclass(frozen=True)
class Reading:
    """What each person of the matrix got, and what their asking wrote."""

    got: Mapping[str, Read]
    written: frozenset[Any]

    @property
    def statuses(self) -> dict[str, int]:
        return {name: each.status for name, each in self.got.items()}


def read_from(response: HttpResponse) -> Read:
    return Read(
        status=response.status_code,
        leads_to=response.headers.get("Location", ""),
        words=frozenset(words_in(response)),
    )


def changes() -> frozenset[Any]:
    """What this transaction has written, table by table, taken back or not."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGES, [list(WRITTEN_BY_LOOKING)])
        return frozenset(cursor.fetchall())


@contextmanager
def logged_to(written: io.StringIO) -> Iterator[None]:
    """What an installation would write to its log meanwhile."""
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    root, ours = logging.getLogger(), logging.getLogger(REQUESTS)
    level, disabled = ours.level, root.manager.disable
    ours.setLevel(logging.INFO)
    root.addHandler(handler)
    logging.disable(logging.NOTSET)
    yield
    logging.disable(disabled)
    root.removeHandler(handler)
    ours.setLevel(level)
