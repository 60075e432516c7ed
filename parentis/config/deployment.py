"""`parentis check-deploy`: every setting that is unsafe for a council's own records.

A check is a generator of findings. Its docstring says what it is about; where it cannot
tell it raises CannotTell, which is said too, and is not taken for a yes.
"""

import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from django.core import checks
from django.db import DatabaseError
from psycopg import sql

from parentis.config import environment, kept
from parentis.config.backup import LAST_BACKUP
from parentis.config.database import OLDEST_VERSION

LONG_ENOUGH = 50
KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What is unsafe, and what to do; or what could not be checked, and why."""

    what: str
    do: str = ""
    is_unsafe: bool = True

    def __str__(self) -> str:
        if self.is_unsafe:
            return f"{self.what} {self.do}"
        return f"Could not be checked: {self.what}"


class CannotTell(Exception):
    """Why a check could not tell."""


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """What is looked at. The two connections are None where the database is away."""

    settings: Any
    data: Path
    at: datetime
    is_embedded: bool = False
    application: kept.Connection | None = None
    owner: kept.Connection | None = None

    def as_the_product(self) -> kept.Connection:
        return _there(self.application)

    def as_the_owner(self) -> kept.Connection:
        return _there(self.owner)


def _there(connection: kept.Connection | None) -> kept.Connection:
    if connection is None:
        raise CannotTell("the database does not answer.")
    return connection


def findings(deployment: Deployment) -> list[Finding]:
    """All of them, the unsafe ones first."""
    found = [finding for check in CHECKS for finding in _found_by(check, deployment)]
    return sorted(found, key=lambda finding: not finding.is_unsafe)


def _found_by(check: "Check", deployment: Deployment) -> list[Finding]:
    try:
        return list(check(deployment))
    except (CannotTell, psycopg.Error, DatabaseError) as cannot:
        why = str(cannot) if isinstance(cannot, CannotTell) else type(cannot).__name__
        about = (check.__doc__ or "").removeprefix("Whether ").rstrip(".")
        return [Finding(what=f"whether {about}: {why}", is_unsafe=False)]


# -- settings --------------------------------------------------------------------------


def the_demo(asked: Deployment) -> Iterator[Finding]:
    """Whether the demo is off."""
    if asked.settings.IS_DEMO:
        yield Finding(
            what="The demo is on: anybody may enter as its people.",
            do="Take PARENTIS_DEMO away, and begin with an empty database.",
        )


def faults_in_full(asked: Deployment) -> Iterator[Finding]:
    """Whether faults are shown in full."""
    if asked.settings.DEBUG:
        yield Finding(
            what="Pages show faults in full, with what was asked and typed.",
            do="Take PARENTIS_DEBUG away.",
        )


def the_secret_key(asked: Deployment) -> Iterator[Finding]:
    """Whether the secret key is the operator's own."""
    if not environment.text("SECRET_KEY"):
        yield Finding(
            what="The key that signs sessions lies on the disk beside the records.",
            do="Set SECRET_KEY from where you keep secrets.",
        )
    for key in (asked.settings.SECRET_KEY, *asked.settings.SECRET_KEY_FALLBACKS):
        if len(key) < LONG_ENOUGH or len(set(key)) < LONG_ENOUGH // 10:
            yield Finding(
                what="A key that signs sessions is short enough to guess.",
                do=f"Make SECRET_KEY {LONG_ENOUGH} random letters or more.",
            )


def the_hosts(asked: Deployment) -> Iterator[Finding]:
    """Whether the site has a name."""
    hosts = asked.settings.ALLOWED_HOSTS
    if any(host == "*" or host.startswith(".") for host in hosts):
        yield Finding(
            what="The site answers to any name, so that links can be forged.",
            do="List its own names in ALLOWED_HOSTS.",
        )
    if asked.settings.IS_LOOPBACK:
        yield Finding(
            what="The site is set up for this machine alone: its cookies are sent"
            " without HTTPS.",
            do="Set ALLOWED_HOSTS to the name people reach it by.",
        )
    elif not asked.settings.PROXIES:
        yield Finding(
            what="Nothing in front is said to end TLS, so no page will open.",
            do="Set PARENTIS_PROXIES to how many web servers stand in front.",
        )


def the_mail_server(asked: Deployment) -> Iterator[Finding]:
    """Whether e-mail goes out."""
    # Django's own default is a mail server on this machine.
    if asked.settings.EMAIL_HOST in {"", "localhost"}:
        yield Finding(
            what="No mail server is set: invitations and warnings reach nobody.",
            do="Set PARENTIS_EMAIL_HOST.",
        )


def the_data_folder(asked: Deployment) -> Iterator[Finding]:
    """Whether others on the machine can read the data folder."""
    for path in (asked.data, asked.settings.MEDIA_ROOT, asked.data / "secrets"):
        folder = Path(path)
        if not folder.exists():
            continue
        mode = stat.S_IMODE(folder.stat().st_mode)
        # The embedded database, where root runs it, lets others enter the folder above.
        may_enter = 0o011 if folder == asked.data else 0
        if mode & 0o077 & ~may_enter:
            yield Finding(
                what=f"Others on this machine may look into {folder}.",
                do=f"chmod 700 {folder}",
            )


def djangos_own_checks(asked: Deployment) -> Iterator[Finding]:
    """Whether Django finds something."""
    for message in checks.run_checks(
        tags=[checks.Tags.security], include_deployment_checks=True
    ):
        if message.id not in OURS_SAY_IT:
            what = " ".join(str(message.msg).split())
            yield Finding(what=f"Django says ({message.id}): {what}")


# HTTPS, cookies and HSTS follow from the hosts; the key and DEBUG have words of ours.
# W005 and W021: whether names below the council's are its own is not ours to say.
OURS_SAY_IT = {
    f"security.W{number:03}"
    for number in (4, 5, 8, 9, 10, 11, 12, 15, 16, 17, 18, 20, 21, 25)
}


# -- the database ----------------------------------------------------------------------


def the_embedded_database(asked: Deployment) -> Iterator[Finding]:
    """Whether the database is a server of its own."""
    if asked.is_embedded:
        yield Finding(
            what="The embedded PostgreSQL is in use, which is for trying out.",
            do="Set DATABASE_URL and DATABASE_OWNER_URL.",
        )


def the_version(asked: Deployment) -> Iterator[Finding]:
    """Whether PostgreSQL is new enough."""
    version = asked.as_the_product().info.server_version // 10_000
    if version < OLDEST_VERSION:
        yield Finding(
            what=f"The database is PostgreSQL {version}.",
            do=f"Update it to {OLDEST_VERSION} or newer.",
        )


def encryption_on_the_way(asked: Deployment) -> Iterator[Finding]:
    """Whether what goes to the database is encrypted on the way."""
    connection = asked.as_the_product()
    host = connection.info.host
    if not host or host.startswith("/") or host in environment.LOOPBACK:
        return
    row = connection.execute(
        "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
    ).fetchone()
    if not row or not row[0]:
        yield Finding(
            what="Records travel to the database unencrypted.",
            do="Add ?sslmode=verify-full to DATABASE_URL and DATABASE_OWNER_URL.",
        )


def the_two_roles(asked: Deployment) -> Iterator[Finding]:
    """Whether the product's role in the database owns nothing."""
    connection = asked.as_the_product()
    if kept.role(connection) == kept.role(asked.as_the_owner()):
        yield Finding(
            what="The product connects as the role that owns its tables.",
            do="Make a second role (docs/install.md), and set DATABASE_OWNER_URL.",
        )
    for (what,) in connection.execute(_TOO_MUCH):
        yield Finding(
            what=f"The product's role in the database {what}.",
            do="Take that from it: it needs to read and write rows, no more.",
        )


_TOO_MUCH = """
SELECT 'is a superuser' FROM pg_roles WHERE rolname = current_user AND rolsuper
UNION ALL
SELECT 'may make roles' FROM pg_roles WHERE rolname = current_user AND rolcreaterole
UNION ALL
SELECT 'owns tables' WHERE EXISTS (
    SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%'
    AND n.nspname <> 'information_schema'
    AND pg_has_role(current_user, c.relowner, 'MEMBER')
)
UNION ALL
SELECT 'may make tables' WHERE has_schema_privilege(current_user, 'public', 'CREATE')
"""


def what_only_grows(asked: Deployment) -> Iterator[Finding]:
    """Whether the product can change the record of looking."""
    connection = asked.as_the_product()
    here = {name for _, name in kept.tables(connection)}
    tables = [name for name in tables_that_only_grow() if name in here]
    if not tables:
        raise CannotTell("the database has no such table yet.")
    for table in tables:
        may = [
            verb
            for verb in ("UPDATE", "DELETE", "TRUNCATE")
            if _may(connection, table, verb)
        ]
        if may:
            yield Finding(
                what=f"The product may {', '.join(may)} in {table}, which only grows.",
                do=f"As the owner: REVOKE {', '.join(may)} ON {table} FROM its role.",
            )


def _may(connection: kept.Connection, table: str, verb: str) -> bool:
    row = connection.execute("SELECT has_table_privilege(%s, %s)", [table, verb])
    return bool((row.fetchone() or [True])[0])


def tables_that_only_grow() -> list[str]:
    """The tables that migrations say so of, by the operation `OnlyGrows`."""
    from django.db.migrations.loader import MigrationLoader

    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return sorted(
        {
            table
            for migration in migrations.values()
            for operation in migration.operations
            if type(operation).__name__ == "OnlyGrows"
            for table in operation.tables  # type: ignore[attr-defined]
        }
    )


def the_migrations(asked: Deployment) -> Iterator[Finding]:
    """Whether the tables are as this Parentis wants them."""
    known = kept.known_migrations()
    here = {(app, name) for app, name in kept.migrations(asked.as_the_product())}
    if known - here:
        yield Finding(
            what="The tables are not as this Parentis wants them.",
            do="Start `parentis serve` once: it brings them up to date.",
        )


# -- people and copies -----------------------------------------------------------------


def the_administrator(asked: Deployment) -> Iterator[Finding]:
    """Whether somebody looks after who may sign in."""
    from parentis.accounts.roles import Permission

    if not any(person.may(Permission.MANAGE_PEOPLE) for person in _people(asked)):
        yield Finding(
            what="Nobody may say who may sign in.",
            do="Add an administrator (docs/install.md).",
        )


def second_factors(asked: Deployment) -> Iterator[Finding]:
    """Whether everybody has a second factor."""
    from django.apps import apps

    if not apps.is_installed("allauth.mfa"):
        raise CannotTell("this Parentis has none.")
    people = {person.pk for person in _people(asked)}
    covered = _people_in(asked, "mfa_authenticator")
    # Their own council asks those for a second factor who come by single sign-on.
    covered |= _people_in(asked, "socialaccount_socialaccount")
    if without := len(people - covered):
        yield Finding(
            what=f"{without:,} of {len(people):,} people have no second factor.",
            do="They are asked for one when they next sign in; close what is unused.",
        )


def _people(asked: Deployment) -> list[Any]:
    from parentis.accounts.models import User

    asked.as_the_product()
    return list(User.objects.filter(is_active=True))


def _people_in(asked: Deployment, table: str) -> set[int]:
    connection = asked.as_the_product()
    if table not in {name for _, name in kept.tables(connection)}:
        return set()
    query = sql.SQL("SELECT user_id FROM {}")
    rows = connection.execute(query.format(sql.Identifier(table)))
    return {person for (person,) in rows}


def the_last_backup(asked: Deployment) -> Iterator[Finding]:
    """Whether there is a backup of the last day."""
    note = asked.data / LAST_BACKUP
    if not note.exists():
        raise CannotTell("`parentis backup` was never run from this data folder.")
    made_at = datetime.fromisoformat(note.read_text().strip())
    if asked.at - made_at > KEPT_FOR:
        days = (asked.at - made_at).days
        yield Finding(
            what=f"The last backup is {days} days old.",
            do="Run `parentis backup` each day, and try `parentis restore` sometimes.",
        )


Check = Callable[[Deployment], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    the_demo,
    faults_in_full,
    the_secret_key,
    the_hosts,
    the_mail_server,
    the_data_folder,
    djangos_own_checks,
    the_embedded_database,
    the_version,
    encryption_on_the_way,
    the_two_roles,
    what_only_grows,
    the_migrations,
    the_administrator,
    second_factors,
    the_last_backup,
)
