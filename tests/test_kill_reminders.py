"""kill -9 of the worker while it sends reminders: no e-mail twice, none lost unseen.

A real mail server, a real queue, a real worker as `serve` starts it. The worker is
killed again and again in the middle of its work. Every e-mail the server took is there
once; each of which nobody can know is listed for a person.
"""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from parentis.accounts.models import User
from parentis.config.database import APPLICATION
from parentis.config.environment import secret
from parentis.reminders import actions
from parentis.reminders.choices import Fate
from parentis.reminders.models import Reminder
from parentis.young_people.tests.factories import AllocationFactory

ROOT = Path(__file__).resolve().parent.parent
SECONDS_A_MESSAGE = 0.03
SECONDS_IN_ALL = 240


class Mailbox:
    """What a mail server does with what it takes: it is slow, and keeps everything."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        message = envelope.content.decode()
        (number,) = [
            line for line in message.splitlines() if line.startswith("Message-ID:")
        ]
        self.taken.append((envelope.rcpt_tos[0], number))
        # Taken, and not yet said so: to be killed here is the worst that can happen.
        time.sleep(SECONDS_A_MESSAGE)
        return "250 OK"


@contextmanager
def mail_server() -> Iterator[tuple[int, Mailbox]]:
    with socket.socket() as knock:
        knock.bind(("127.0.0.1", 0))
        port = knock.getsockname()[1]
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port, mailbox
    finally:
        controller.stop()


@contextmanager
def worker(port: int) -> Iterator["subprocess.Popen[bytes]"]:
    where = connection.settings_dict
    password = quote(secret(f"database-{APPLICATION}"), safe="")
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "parentis.config.manage", "procrastinate"),
            *("worker", "--queues", "reminders"),
        ],
        cwd=ROOT,
        env=os.environ
        | {
            "DATABASE_URL": f"postgresql://{APPLICATION}:{password}@/{where['NAME']}"
            f"?host={quote(str(where['HOST']))}",
            "DJANGO_SETTINGS_MODULE": "parentis.config.settings",
            "PARENTIS_EMAIL_HOST": "127.0.0.1",
            "PARENTIS_EMAIL_PORT": str(port),
        },
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


@pytest.mark.parametrize(
    ("people", "sent_a_life", "fewest_kills"),
    [(30, 12, 2), pytest.param(200, 14, 10, marks=pytest.mark.slow)],
)
def test_no_e_mail_goes_twice_whatever_is_killed(
    as_application, people, sent_a_life, fewest_kills
):
    advisers = [AllocationFactory.create().person for _ in range(people)]
    actions.queue_reminders(by=None, at=timezone.now())
    draw = random.Random(people)  # noqa: S311
    killed, until = 0, time.monotonic() + SECONDS_IN_ALL

    with mail_server() as (port, mailbox):
        while Reminder.objects.waiting().exists() and time.monotonic() < until:
            app.configure_task("reminders.send_reminders").defer(timestamp=0)
            with worker(port) as process:
                some = len(mailbox.taken) + draw.randrange(
                    sent_a_life // 2, sent_a_life
                )
                while len(mailbox.taken) < some and Reminder.objects.waiting().exists():
                    assert process.poll() is None
                    time.sleep(0.01)
            killed += 1

    assert killed >= fewest_kills
    assert not Reminder.objects.waiting().exists()
    actions.list_cut_off(by=None, at=timezone.now() + timedelta(minutes=11))
    taken = Counter(to for to, _number in mailbox.taken)
    assert max(taken.values()) == 1
    fates = dict(Reminder.objects.values_list("person__email", "fate"))
    assert set(fates.values()) <= {Fate.SENT, Fate.NOT_KNOWN}
    assert set(fates) == {person.email for person in advisers}
    sent = {email for email, fate in fates.items() if fate == Fate.SENT}
    assert sent <= set(taken)
    # Whoever was cut off is listed, and nobody else: at most one a kill.
    assert len(set(fates) - sent) <= killed
    assert User.objects.filter(email__in=set(taken)).count() == len(taken)
