"""A database for each process that tests, in a fraction of a second.

Migrating from empty takes seconds. It is done once, into a template named by the
migrations' hash; each process gets a copy of it, and drops it at the end.
"""

import hashlib
import inspect
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
import psycopg.conninfo
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from parentis.config.database import APPLICATION, let_the_application_in
from parentis.config.environment import as_django

COPY = "test_parentis"
TEMPLATE = "template_parentis_"
# Of other branches' migrations, whose tests may be about to copy theirs.
TEMPLATES_KEPT = 4
ONE_AT_A_TIME = 903
TIMES_TO_TRY = 3
MILLISECONDS_TO_GO = 10_000
# What Django writes once it has migrated: a test that empties the rest leaves it.
OF_DJANGO = {"auth_permission", "django_content_type", "django_migrations"}

# A server that copies another's rows does not ask its own rules about them.
RULES = "session_replication_role"


@contextmanager
def test_database(url: str, *, process: str) -> Iterator[None]:
    """Django's connection leads to a copy of the template while the block lasts."""
    name = f"{COPY}_{os.getpid()}_{process}"
    template = _template(url)
    _run(url, "CREATE DATABASE {} TEMPLATE {}", name, template)
    before = dict(connection.settings_dict)
    connection.settings_dict.update(as_django(url) | {"NAME": name})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)
        drop(url, name)


def create(url: str, name: str, *, like: str) -> None:
    """A copy of another database, which whoever of ours a test left there leaves."""
    _run_alone(url, like, "CREATE DATABASE {} TEMPLATE {}", name, like)


def drop(url: str, name: str) -> None:
    """The database, and whoever of ours a test left in it.

    Not WITH (FORCE): that is refused to all but superusers while the server tidies the
    database up by itself (autovacuum). A plain DROP sends the server's own away.
    """
    _run_alone(url, name, "DROP DATABASE {}", name)


def _run_alone(url: str, alone_in: str, statement: str, *names: str) -> None:
    """What the server does only where nobody is connected to a database."""
    for times_left in reversed(range(TIMES_TO_TRY)):
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(
                "SELECT pg_terminate_backend(pid, %s) FROM pg_stat_activity"
                " WHERE datname = %s AND usename = current_user",
                [MILLISECONDS_TO_GO, alone_in],
            )
        try:
            return _run(url, statement, *names)
        except psycopg.errors.ObjectInUse:
            # On a busy machine who was sent away is not gone at once.
            if not times_left:
                raise
    return None


def empty_again() -> None:
    """Takes out what a test wrote for good: what a test's own transaction cannot hold.

    Django truncates every table, and the three hundred of ours take a second or two,
    however few were written in. These few are found, and emptied without their rules:
    what only grows in use, too. Where the server does not let us, Django does it.
    """
    tables = set(connection.introspection.table_names()) - OF_DJANGO
    has_rows = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})")
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_parameter_privilege(%s, 'SET')", [RULES])
        if cursor.fetchone() != (True,):
            call_command("flush", verbosity=0, interactive=False, reset_sequences=False)
            return
        asked = [
            has_rows.format(sql.Literal(each), sql.Identifier(each)) for each in tables
        ]
        cursor.execute(sql.SQL(" UNION ALL ").join(asked))
        written = [name for (name,) in cursor.fetchall()]
        with transaction.atomic():
            cursor.execute(f"SET LOCAL {RULES} = replica")
            for name in written:
                cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))


def _template(url: str) -> str:
    """The migrated database that copies are made of, made the first time."""
    name = f"{TEMPLATE}{hash_of_migrations()}"
    with psycopg.connect(url, autocommit=True) as server:
        # Several processes start at once; one migrates, the others wait for it.
        server.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        _drop_what_the_dead_left(server, url, keep=name)
        if name not in _databases(server):
            _run(url, "CREATE DATABASE {}", "making_template")
            _migrate(url, "making_template")
            _run(url, "ALTER DATABASE {} RENAME TO {}", "making_template", name)
    return name


def _migrate(url: str, name: str) -> None:
    before = dict(connection.settings_dict)
    connection.settings_dict.update(as_django(url) | {"NAME": name})
    try:
        if APPLICATION in _roles(url):
            let_the_application_in(_of(url, name), APPLICATION)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict.update(before)


def hash_of_migrations() -> str:
    found = hashlib.sha256()
    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    for (app, name), migration in sorted(migrations.items()):
        found.update(f"{app}.{name}".encode())
        found.update(inspect.getsource(type(migration)).encode())
    return found.hexdigest()[:16]


def _drop_what_the_dead_left(
    server: psycopg.Connection, url: str, *, keep: str
) -> None:
    names = _databases(server)
    templates = [each for each in names if each.startswith(TEMPLATE) and each != keep]
    old = templates[:-TEMPLATES_KEPT]
    for name in names:
        if name in old or name == "making_template" or _is_copy_of_the_dead(name):
            with suppress(psycopg.Error):
                _run(url, "DROP DATABASE {}", name)


def _is_copy_of_the_dead(name: str) -> bool:
    if not name.startswith(f"{COPY}_"):
        return False
    process = name.removeprefix(f"{COPY}_").split("_")[0]
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, ValueError):
        return False
    return False


def _roles(url: str) -> set[str]:
    with psycopg.connect(url) as server:
        rows = server.execute("SELECT rolname FROM pg_roles").fetchall()
    return {name for (name,) in rows}


def _of(url: str, name: str) -> str:
    """The same server's database of this name."""
    return psycopg.conninfo.make_conninfo(url, dbname=name)


def _databases(server: psycopg.Connection) -> list[str]:
    """In the order they were made."""
    rows = server.execute("SELECT datname FROM pg_database ORDER BY oid").fetchall()
    return [name for (name,) in rows]


def _run(url: str, statement: str, *names: str) -> None:
    query = sql.SQL(statement).format(*(sql.Identifier(name) for name in names))
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(query)
