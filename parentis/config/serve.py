"""Everything that `make run` starts, in one process that stops it all again.

    python -m parentis.config.serve --demo

Starts the database (unless DATABASE_URL names one), brings its tables up to date, fills
the made-up council the first time (with --demo), then runs the web server and the
worker of background tasks, and says where to go once the site answers.
"""

import argparse
import ctypes
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import psycopg
from django.core.exceptions import ImproperlyConfigured

from parentis.config import environment
from parentis.config.database import Addresses, DatabaseUnusable, embedded
from parentis.config.installation import database, serving
from parentis.config.restore import UNFINISHED
from parentis.refusals import Refused

# Known to nobody: whoever tries the demo enters as somebody, and signs in as nobody.
DEMO_PASSWORD = secrets.token_hex(32)
USUAL_PORT = 8000
SECONDS_TO_ANSWER = 60
SECONDS_TO_STOP = 15
SECONDS_BETWEEN_LOOKS = 1
PR_SET_PDEATHSIG = 1
"""Linux's name for: send this signal to me when my parent dies."""


class Stopped(Exception):
    """Somebody asked this process to stop, or a part of it died."""


@dataclass(frozen=True, kw_only=True)
class Serving:
    host: str
    port: int
    is_demo: bool
    is_embedded: bool

    @property
    def address(self) -> str:
        name = "localhost" if self.host in environment.LOOPBACK else self.host
        return f"http://{name}:{self.port}/"


def serve(*, host: str = "127.0.0.1", port: int | None = None, demo: bool) -> int:
    """Serves until told to stop. Gives the exit status, having said why if not 0."""
    if demo and host not in environment.LOOPBACK:
        say("The demo's passwords are public, so it is served to this machine alone.")
        return 1
    os.environ["PARENTIS_DEMO"] = "yes" if demo else "no"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parentis.config.settings")
    serving = Serving(
        host=host,
        port=port or _free_port(host),
        is_demo=demo,
        is_embedded=not environment.text("DATABASE_URL"),
    )
    with _stopped_by_signals():
        try:
            with _whole_installation() as addresses:
                _prepare(addresses, is_demo=demo)
                _run(serving, addresses)
        except Stopped as stopped:
            say(str(stopped))
            return 0 if stopped.args == ("Stopped.",) else 1
        except (DatabaseUnusable, ImproperlyConfigured, Refused) as unusable:
            say(str(unusable))
            return 1
    return 0


def say(sentence: str) -> None:
    print(sentence, flush=True)


# -- the parts -------------------------------------------------------------------------


@contextmanager
def _whole_installation() -> Iterator[Addresses]:
    """The database; and nobody restores a backup into it meanwhile."""
    with serving():
        if (environment.data_folder() / UNFINISHED).exists():
            raise Refused(
                "A backup was being restored here and that was broken off. Run the same"
                " `parentis restore` again, then serve."
            )
        if not environment.text("DATABASE_URL"):
            say("Starting the database…")
        with database() as addresses:
            yield addresses


def _prepare(addresses: Addresses, *, is_demo: bool) -> None:
    """Tables as the code wants them, and in the demo a council with children in it.

    In this process: it saves a second at each start.
    """
    os.environ["DATABASE_URL"] = addresses.owner
    import django
    from django.core.management import call_command, get_commands
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if is_demo:
        call_command("fill_demo_people", password=DEMO_PASSWORD, verbosity=0)
        if "fill_demo" in get_commands():
            call_command("fill_demo")
    connection.close()
    os.environ["DATABASE_URL"] = addresses.application


def _run(serving: Serving, addresses: Addresses) -> None:
    """Runs the web server and the worker until one of them ends."""
    parts: list[subprocess.Popen[bytes]] = []
    try:
        parts.append(_web_server(serving))
        parts.append(_worker())
        _wait_for_an_answer(serving, parts)
        _welcome(serving)
        while True:
            if not _database_answers(addresses):
                _wait_for_the_database(serving, addresses, parts)
            _all_are_well(parts)
            time.sleep(SECONDS_BETWEEN_LOOKS)
    finally:
        _stop(parts)


def _database_answers(addresses: Addresses) -> bool:
    try:
        psycopg.connect(addresses.application, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _wait_for_the_database(
    serving: Serving, addresses: Addresses, parts: list[subprocess.Popen[bytes]]
) -> None:
    """The web server says meanwhile that it cannot be used. The worker begins anew.

    Somebody else starts a server of its own again; the embedded one is started here.
    """
    say("The database does not answer. Waiting for it…")
    web, worker = parts
    while not _database_answers(addresses):
        _all_are_well([web])
        if serving.is_embedded:
            with (
                suppress(DatabaseUnusable),
                embedded(environment.data_folder() / "postgres"),
            ):
                pass
        time.sleep(SECONDS_BETWEEN_LOOKS)
    _stop([worker])
    parts[1] = _worker()
    say("The database answers again.")


def _web_server(serving: Serving) -> subprocess.Popen[bytes]:
    workers = environment.number("PARENTIS_WORKERS", 2)
    return _child(
        "gunicorn",
        "parentis.config.wsgi:application",
        f"--bind={serving.host}:{serving.port}",
        "--worker-class=gthread",
        f"--workers={workers}",
        "--threads=4",
        "--timeout=120",
        "--log-level=warning",
        "--logger-class=parentis.config.gunicorn_logs.GunicornLogger",
        "--worker-tmp-dir=/dev/shm" if Path("/dev/shm").is_dir() else "--preload",  # noqa: S108 # nosec B108
    )


def _worker() -> subprocess.Popen[bytes]:
    """Told to stop, it finishes the job in hand, if that does not take too long."""
    return _child(
        "parentis.config.manage",
        *("procrastinate", "worker"),
        f"--shutdown-graceful-timeout={SECONDS_TO_STOP - 3}",
    )


def _child(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """In a session of its own, so that Ctrl-C reaches this process and no other."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        preexec_fn=_dies_with(os.getpid()),  # noqa: PLW1509 (no thread runs yet)
    )


def _dies_with(parent: int) -> Callable[[], None]:
    """For a child to call: Linux then stops it where this process dies, by whatever.

    Nobody is left to tell it so after `kill -9`.
    """
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

    def ask() -> None:
        if libc:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return ask


def _wait_for_an_answer(serving: Serving, parts: list[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < until:
        _all_are_well(parts)
        try:
            with urllib.request.urlopen(f"{serving.address}healthz", timeout=5):  # noqa: S310 # nosec B310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise Stopped(f"The site did not answer within {SECONDS_TO_ANSWER} seconds.")


def _all_are_well(parts: list[subprocess.Popen[bytes]]) -> None:
    for part in parts:
        if part.poll() is not None:
            name = " ".join(str(word) for word in part.args[2:4])  # type: ignore[index]
            raise Stopped(f"{name} ended by itself, so everything is stopped.")


def _stop(parts: list[subprocess.Popen[bytes]]) -> None:
    """Asks each to finish what it does, and ends what does not in time."""
    for part in parts:
        part.terminate()
    until = time.monotonic() + SECONDS_TO_STOP
    for part in parts:
        try:
            part.wait(timeout=max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            os.killpg(part.pid, signal.SIGKILL)
            part.wait()


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Ctrl-C, and what an operator's tools send, end the block once and in order."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)  # a second Ctrl-C leaves nothing behind
        raise Stopped("Stopped.")

    before = {
        name: signal.signal(name, stop)
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _free_port(host: str) -> int:
    for port in range(USUAL_PORT, USUAL_PORT + 100):
        with socket.socket() as knock:
            knock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                knock.bind((host, port))
            except OSError:
                continue
        if port != USUAL_PORT:
            say(f"Port {USUAL_PORT} is taken, so this is on {port}.")
        return port
    raise Stopped(f"No port between {USUAL_PORT} and {USUAL_PORT + 99} is free.")


# -- what is said ----------------------------------------------------------------------


def _welcome(serving: Serving) -> None:
    lines = ["", f"  Parentis is at {serving.address}"]
    if serving.is_demo:
        lines += [
            "",
            "  This council is made up. Choose whom to be, without a password, at",
            f"  {serving.address}enter-as/",
        ]
    lines += ["", "  Ctrl-C stops it.", ""]
    say("\n".join(lines))


def main(arguments: list[str] | None = None) -> int:
    """`parentis serve`. `arguments` are the command line's, unless given."""
    parser = argparse.ArgumentParser(
        prog="parentis serve",
        description="Serve Parentis on this machine, with its database.",
    )
    parser.add_argument("--demo", action="store_true", help="fill a made-up council")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, help=f"otherwise {USUAL_PORT}, or the next")
    chosen = parser.parse_args(arguments)
    return serve(host=chosen.host, port=chosen.port, demo=chosen.demo)


if __name__ == "__main__":
    sys.exit(main())
