"""This installation, for the commands that work on the whole of it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from parentis.config import environment
from parentis.config.archive import BackupRefused
from parentis.config.backup import Installation
from parentis.config.database import (
    Addresses,
    DatabaseUnusable,
    check_server,
    embedded,
)

if TYPE_CHECKING:
    from parentis.config.deployment import Deployment

SERVING = "serving"
NOWHERE = "postgresql:///parentis?host=nowhere"


@contextmanager
def database() -> Iterator[Addresses]:
    """The server that DATABASE_URL names, or the embedded one for as long as it lasts.

    Raises DatabaseUnusable.
    """
    url = environment.text("DATABASE_URL")
    if url:
        check_server(url)
        owner = environment.text("DATABASE_OWNER_URL", url)
        yield Addresses(superuser=owner, owner=owner, application=url)
        return
    with embedded(environment.data_folder() / "postgres") as addresses:
        yield addresses


@contextmanager
def this_installation() -> Iterator[Installation]:
    """Its database and its files, and Django ready to be asked about its models."""
    with database() as addresses:
        set_up_django(addresses.owner)
        yield Installation(
            owner=addresses.owner,
            application=addresses.application,
            files=environment.files_folder(),
        )


@contextmanager
def deployment_here() -> Iterator["Deployment"]:
    """What check-deploy looks at. A database that does not answer is no fault here."""
    is_embedded = not environment.text("DATABASE_URL")
    with ExitStack() as open_ones:
        addresses = None
        with suppress(DatabaseUnusable):
            addresses = open_ones.enter_context(database())
        set_up_django(addresses.application if addresses else NOWHERE)
        from django.conf import settings
        from django.db import connection

        from parentis.config.deployment import Deployment

        if addresses:
            connection.ensure_connection()
        yield Deployment(
            settings=settings,
            data=environment.data_folder(),
            at=datetime.now(UTC),
            is_embedded=is_embedded,
            application=connection.connection,
            owner=open_ones.enter_context(psycopg.connect(addresses.owner))
            if addresses
            else None,
        )
        connection.close()


def set_up_django(url: str) -> None:
    os.environ["DATABASE_URL"] = url
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parentis.config.settings")
    import django

    django.setup()


@contextmanager
def serving(*, alone: bool = False) -> Iterator[None]:
    """Whoever serves shares this lock; a restore holds it alone. BackupRefused if not.

    The kernel lets go for a process that dies.
    """
    path: Path = environment.data_folder() / SERVING
    with path.open("w") as lock:
        how = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
        try:
            fcntl.flock(lock, how | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupRefused(
                "Parentis is being served from this data folder. Stop `parentis serve`"
                " first, then try again."
                if alone
                else "A backup is being restored here. Serve once that has ended."
            ) from None
        yield
