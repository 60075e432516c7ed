"""The whole product as an operator starts it: web server, worker and database."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.installed import install

ROOT = Path(__file__).resolve().parents[2]
CHILDREN, YEARS = 60, 3
SECONDS_TO_START, SECONDS_TO_STOP = 120, 20
# What the tests themselves are set to, and this site must not be.
OF_THE_TESTS = {"DATABASE_URL", "DATABASE_OWNER_URL", "DJANGO_SETTINGS_MODULE"}


@dataclass(frozen=True, kw_only=True)
class Site:
    """A site that answers, and the made-up people to enter as."""

    url: str
    analyst: str = "analyst@aldermere.example"
    officer: str = "committee@aldermere.example"


@contextmanager
def served(data: Path) -> Iterator[Site]:
    """`parentis serve --demo` with a council of its own, until the block ends."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in OF_THE_TESTS and not name.startswith("PARENTIS_")
    } | {
        "PARENTIS_DATA": str(data),
        "PARENTIS_DEMO": "yes",
        "PARENTIS_WORKERS": "1",
        "DJANGO_SETTINGS_MODULE": "parentis.config.settings",
    }
    install(data)
    fill = [sys.executable, "-m", "tests.journeys.fill", str(CHILDREN), str(YEARS)]
    subprocess.run(fill, env=environment, cwd=ROOT, check=True)
    port = _free_port()
    log = data / "serve.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "parentis.config.serve", "--demo", f"--port={port}"],
            env=environment,
            cwd=ROOT,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        url = f"http://localhost:{port}"
        _wait_for_an_answer(url, process, log)
        yield Site(url=url)
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=SECONDS_TO_STOP)
        if process.poll() is None:
            process.kill()


def _wait_for_an_answer(
    url: str, process: "subprocess.Popen[bytes]", log: Path
) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        with (
            suppress(urllib.error.URLError, OSError),
            urllib.request.urlopen(f"{url}/healthz", timeout=5),  # noqa: S310
        ):
            return
        time.sleep(0.2)
    raise RuntimeError(f"The site did not start:\n{log.read_text()}")


def _free_port() -> int:
    with socket.socket() as knock:
        knock.bind(("127.0.0.1", 0))
        port: int = knock.getsockname()[1]
        return port
