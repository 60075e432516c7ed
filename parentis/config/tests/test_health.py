"""Whether the process is well, whether it can work, and pages while it cannot."""

import signal
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta

import psutil
import pytest
from django.db import OperationalError, connection
from django.test import Client

from parentis.config import health
from parentis.config.tests.test_serve import served
from tests.installed import install

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)


def hear_of_a_worker(at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [at]
        )


def test_it_is_ready_where_the_database_and_the_worker_are_there(db):
    hear_of_a_worker(AT - timedelta(seconds=20))

    assert health.is_ready(at=AT)


@pytest.mark.parametrize("since", [None, timedelta(minutes=2)])
def test_it_is_not_ready_without_a_worker(db, since):
    if since:
        hear_of_a_worker(AT - since)

    assert not health.is_ready(at=AT)


def test_it_is_not_ready_before_its_tables_are(db):
    hear_of_a_worker(AT)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'returns'")

    assert not health.is_ready(at=AT)


def test_it_is_not_ready_without_its_database(monkeypatch):
    def away():
        raise OperationalError("connection to 10.0.0.7 refused")

    monkeypatch.setattr(health, "_are_tables_as_wanted", away)
    assert not health.is_ready(at=AT)


def test_the_two_pages_say_one_word_and_no_detail(client, db):
    assert client.get("/healthz").content == b"ok\n"

    not_yet = client.get("/readyz")
    assert (not_yet.status_code, not_yet.content) == (503, b"not ready\n")

    hear_of_a_worker(datetime.now(UTC))
    ready = client.get("/readyz")
    assert (ready.status_code, ready.content) == (200, b"ready\n")
    assert ready["Content-Type"] == "text/plain; charset=utf-8"


def test_the_process_is_well_though_its_database_is_away(monkeypatch):
    """No `db` here: a query would fail the test."""
    assert Client().get("/healthz").status_code == 200


# With it the database is asked who this is.
OF_A_SESSION = {"Cookie": f"session={'x' * 32}"}


def status_of(address: str, headers: dict[str, str] | None = None) -> tuple[int, str]:
    request = urllib.request.Request(address, headers=headers or {})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=15) as page:  # noqa: S310
            return page.status, page.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_a_database_that_dies_is_a_page_and_comes_back(tmp_path):
    install(tmp_path)
    with served(tmp_path) as (process, said):
        address = said.split("Parentis is at ")[1].split()[0]
        ready_at = _until(200, f"{address}readyz", seconds=30)
        assert ready_at
        (postmaster,) = [
            each
            for each in psutil.process_iter(["cmdline"])
            if str(tmp_path / "postgres") in (each.info["cmdline"] or [])
        ]
        for each in (postmaster, *postmaster.children()):
            each.send_signal(signal.SIGKILL)

        began = time.monotonic()
        status, page = status_of(f"{address}your-account/", OF_A_SESSION)
        assert time.monotonic() - began < 10
        assert status == 503
        assert "This site cannot be used at the moment" in page
        assert "Traceback" not in page
        assert "psycopg" not in page
        assert status_of(f"{address}healthz")[0] == 200
        assert status_of(f"{address}readyz")[0] == 503

        assert _until(200, f"{address}readyz", seconds=40)
        assert status_of(f"{address}your-account/", OF_A_SESSION)[0] == 200
        assert process.poll() is None


def _until(status: int, address: str, *, seconds: int) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if status_of(address)[0] == status:
            return True
        time.sleep(0.2)
    return False
