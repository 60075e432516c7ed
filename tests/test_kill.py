"""kill -9 of web workers while people save: what was said to be saved is, and whole.

A real gunicorn with two workers and a real database, as the product's own role. 240
addresses are added by four people at once; each ends the address before it, and each
row has an event of its own, all in one action. Every few tenths of a second a worker is
killed in the middle of whatever it does.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from parentis.accounts.tests.factories import (
    ManagerFactory,
    TeamFactory,
    TeamMembershipFactory,
)
from parentis.config.database import APPLICATION
from parentis.config.environment import secret
from parentis.young_people.choices import AllocatedAs
from parentis.young_people.models import Address, YoungPerson
from parentis.young_people.tests.factories import (
    AllocationFactory,
    YoungPersonFactory,
)

ROOT = Path(__file__).resolve().parent.parent
SAVES, PEOPLE = 240, 4
SECONDS_BETWEEN_KILLS = 0.3
# A new worker must come to answer, or there would be nothing to lose.
SAVES_BETWEEN_KILLS = 8
SECONDS_TO_START = 60
FEWEST_KILLS = 5
TOKEN = "t" * 32
FAILURES = (OSError, http.client.HTTPException)


@dataclass
class Saves:
    """What was sent, and what the site said was saved."""

    sent: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    unexpected: list[int] = field(default_factory=list)


@pytest.fixture
def young_people(as_application) -> tuple[str, list[YoungPerson]]:
    """A manager's session, and the young people whose addresses they add."""
    team = TeamFactory.create()
    manager = ManagerFactory.create()
    TeamMembershipFactory.create(person=manager, team=team)
    people = [
        AllocationFactory.create(
            person=None,
            team=team,
            allocated_as=AllocatedAs.TEAM,
            young_person=YoungPersonFactory.create(service=team.service),
        ).young_person
        for _ in range(PEOPLE)
    ]
    client = Client()
    client.force_login(manager)
    return client.cookies[settings.SESSION_COOKIE_NAME].value, people


@contextmanager
def web_server() -> Iterator[tuple[int, psutil.Process]]:
    """gunicorn on the test's database. Preloaded: a new worker is soon there."""
    with socket.socket() as knock:
        knock.bind(("127.0.0.1", 0))
        port = knock.getsockname()[1]
    where = connection.settings_dict
    password = quote(secret(f"database-{APPLICATION}"), safe="")
    environment = os.environ | {
        "DATABASE_URL": f"postgresql://{APPLICATION}:{password}@/{where['NAME']}"
        f"?host={quote(str(where['HOST']))}",
        "DJANGO_SETTINGS_MODULE": "parentis.config.settings",
    }
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "parentis.config.wsgi:application"),
            *(f"--bind=127.0.0.1:{port}", "--worker-class=gthread", "--workers=2"),
            *("--threads=4", "--preload", "--log-level=critical"),
        ],
        env=environment,
        cwd=ROOT,
    )
    try:
        wait_for_an_answer(port, process)
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=20)
        if process.poll() is None:
            process.kill()


def wait_for_an_answer(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        with suppress(*FAILURES):
            if status_of(port, "GET", "/healthz") == 200:
                return
        time.sleep(0.1)
    raise RuntimeError("The web server did not start.")


def kill_workers(
    master: psutil.Process,
    answered: list[str],
    over: threading.Event,
    *,
    every: int = SAVES_BETWEEN_KILLS,
) -> int:
    """One and then the other, each once some more saves went well. Gives how many."""
    killed, before = 0, 0
    while not over.wait(SECONDS_BETWEEN_KILLS):
        workers = sorted(master.children(), key=lambda each: each.pid)
        if workers and len(answered) - before >= every:
            before = len(answered)
            with suppress(psutil.NoSuchProcess):
                workers[killed % len(workers)].send_signal(signal.SIGKILL)
                killed += 1
    return killed


def save_addresses(
    port: int, session: str, pk: int, times: int, answered: list[str]
) -> Saves:
    """One after the other, each with words of its own. Nothing is sent twice."""
    saves = Saves()
    for number in range(times):
        words = f"{number} Marker of {pk}"
        saves.sent.append(words)
        try:
            status = save_address(port, session, pk, words)
        except FAILURES:
            # Its worker died. What it had begun in the database ends by itself.
            time.sleep(0.1)
            continue
        if status == 302:
            saves.acknowledged.append(words)
            answered.append(words)
        else:
            saves.unexpected.append(status)
    return saves


def save_address(port: int, session: str, pk: int, words: str) -> int:
    sent = {
        "csrfmiddlewaretoken": TOKEN,
        "lines": words,
        "postcode": "ZZ1 4AB",
        "started_on-day": "1",
        "started_on-month": "3",
        "started_on-year": "2026",
    }
    return status_of(
        port,
        "POST",
        f"/young-people/{pk}/add-address/",
        body=urllib.parse.urlencode(sent),
        headers={
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session};"
            f" {settings.CSRF_COOKIE_NAME}={TOKEN}",
        },
    )


def status_of(port: int, method: str, path: str, **sent: Any) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as asked:
        asked.request(method, path, **sent)
        with asked.getresponse() as answer:
            answer.read()
            return answer.status


def test_killing_workers_loses_nothing_acknowledged_and_leaves_no_half(young_people):
    session, people = young_people
    answered: list[str] = []
    over = threading.Event()
    with web_server() as (port, master), ThreadPoolExecutor(PEOPLE + 1) as pool:
        killing = pool.submit(kill_workers, master, answered, over)
        saving = [
            pool.submit(
                save_addresses, port, session, each.pk, SAVES // PEOPLE, answered
            )
            for each in people
        ]
        done = [each.result() for each in saving]
        over.set()
        killed = killing.result()

    assert killed >= FEWEST_KILLS
    assert [status for saves in done for status in saves.unexpected] == []
    acknowledged = {words for saves in done for words in saves.acknowledged}
    sent = {words for saves in done for words in saves.sent}
    assert len(sent) == SAVES
    assert SAVES / 2 < len(acknowledged) < SAVES, (
        "Some were lost, or this shows little."
    )
    kept = Counter(Address.objects.values_list("lines", flat=True))
    assert acknowledged - kept.keys() == set()
    assert kept.keys() - sent == set()
    assert set(kept.values()) == {1}
    for each in people:
        is_whole(each)


def is_whole(young_person: YoungPerson) -> None:
    """Each address but the last was ended by the one after it, with all its events."""
    addresses = list(Address.objects.filter(young_person=young_person).order_by("pk"))
    day = date(2026, 3, 1)
    assert [each.ended_on for each in addresses] == [
        *[day] * (len(addresses) - 1),
        None,
    ]
    events: Counter[tuple[int, str]] = Counter(
        Address.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
            young_person_id=young_person.pk
        ).values_list("pgh_obj_id", "pgh_label")
    )
    expected = Counter((each.pk, "insert") for each in addresses)
    expected += Counter((each.pk, "update") for each in addresses[:-1])
    assert events == expected
