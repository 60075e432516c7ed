"""`parentis serve`: it starts all its parts, says where it is, and stops them all."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest

from parentis.config import serve
from parentis.config.database import SUPERUSER, embedded
from parentis.config.installation import serving
from parentis.config.restore import UNFINISHED
from parentis.refusals import Refused
from tests.installed import install


@contextmanager
def served(data) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process, and all it said until it said how to stop it."""
    left_out = {"DATABASE_URL", "PARENTIS_DEMO"}
    environment = {k: v for k, v in os.environ.items() if k not in left_out}
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "parentis.config.serve"),
            *("--port", str(_a_free_port())),
        ],
        env=environment
        | {
            "PARENTIS_DATA": str(data),
            "DJANGO_SETTINGS_MODULE": "parentis.config.settings",
            "PARENTIS_WORKERS": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = ""
    assert process.stdout
    for line in process.stdout:
        said += line
        if "Ctrl-C stops it" in line:
            break
    assert "Ctrl-C stops it" in said, said
    try:
        yield process, said
    finally:
        process.terminate()
        process.wait(timeout=60)
        process.stdout.close()


@pytest.fixture
def installed(tmp_path):
    install(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("by", "is_first_start"), [(signal.SIGINT, True), (signal.SIGTERM, False)]
)
def test_it_answers_and_whoever_stops_it_stops_every_part(tmp_path, by, is_first_start):
    if not is_first_start:
        install(tmp_path)
    with served(tmp_path) as (process, said):
        address = re.search(r"http://localhost:\d+/", said)
        assert address, said
        with urllib.request.urlopen(f"{address[0]}sign-in/") as page:  # noqa: S310
            assert b"Sign in" in page.read()
        parts = psutil.Process(process.pid).children(recursive=True)
        database = [p for p in psutil.process_iter(["cmdline"]) if _is_in(p, tmp_path)]
        assert len(parts) >= 3
        assert database

        process.send_signal(by)
        assert process.wait(timeout=60) == 0
        assert not [part for part in (*parts, *database) if _is_alive(part)]


def test_it_stops_everything_where_one_part_dies(installed):
    with served(installed) as (process, _):
        parts = psutil.Process(process.pid).children()
        worker = next(part for part in parts if "procrastinate" in part.cmdline())
        worker.kill()

        assert process.wait(timeout=60) == 1
        assert process.stdout
        assert "ended by itself" in process.stdout.read()
        assert not [part for part in parts if _is_alive(part)]


def test_kill_9_leaves_no_part_of_it_running(installed):
    with served(installed) as (process, _):
        parts = psutil.Process(process.pid).children(recursive=True)
        assert len(parts) >= 3

        process.kill()
        process.wait(timeout=60)
        _, left = psutil.wait_procs(parts, timeout=20)

        assert [part.cmdline() for part in left if _is_alive(part)] == []
    # The database outlives it; the next who needs it finds it, and stops it at the end.
    with environment_of(installed), embedded(installed / "postgres"):
        pass
    assert not [p for p in psutil.process_iter(["cmdline"]) if _is_in(p, installed)]


def test_while_a_backup_is_restored_nothing_is_served(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PARENTIS_DATA", str(tmp_path))
    monkeypatch.setenv("PARENTIS_DEMO", "no")
    with serving(alone=True):
        assert serve.serve(demo=False) == 1
    assert "being restored here" in capsys.readouterr().out

    (tmp_path / UNFINISHED).touch()
    assert serve.serve(demo=False) == 1
    assert "Run the same `parentis restore` again" in capsys.readouterr().out


def test_what_is_served_is_not_restored_into(tmp_path, monkeypatch):
    monkeypatch.setenv("PARENTIS_DATA", str(tmp_path))

    with (
        serving(),
        serving(),
        pytest.raises(Refused, match="Stop `parentis serve`"),
        serving(alone=True),
    ):
        pass


def test_the_demo_is_served_to_this_machine_alone(capsys):
    assert serve.serve(host="0.0.0.0", demo=True) == 1  # noqa: S104
    assert "this machine alone" in capsys.readouterr().out


def test_a_database_out_of_reach_is_one_sentence(monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "postgresql://x@127.0.0.1:1/x")
    monkeypatch.setenv("PARENTIS_DEMO", "no")

    assert serve.serve(demo=False) == 1
    said = capsys.readouterr().out
    assert "does not answer" in said
    assert SUPERUSER not in said


@contextmanager
def environment_of(data) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARENTIS_DATA", str(data))
        yield


def _a_free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return int(any_port.getsockname()[1])


def _is_in(process: psutil.Process, folder) -> bool:
    return str(folder) in " ".join(process.info["cmdline"] or [])


def _is_alive(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
