"""kill -9 of web workers while contacts are saved, and each is sent until it is.

As a phone on a bad line does: what got no answer is sent again, on the same sheet, and
now and then what was answered is sent once more. Each sheet is one contact in the end,
with one line in the timeline.
"""

import threading
import time
import urllib.parse
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.utils import timezone

from parentis.contacts.models import Contact
from parentis.drafts.models import Draft
from parentis.entries.models import TimelineEntry
from tests.test_kill import (
    FAILURES,
    PEOPLE,
    TOKEN,
    kill_workers,
    status_of,
    web_server,
    young_people,
)

__all__ = ["young_people"]

SAVES, SAVES_IN_A_LONG_RUN = 200, 2_000
SAVES_BETWEEN_KILLS = 20
# Each so many saves, somebody taps twice.
DOUBLE_TAPS = 10
SECONDS_TO_GIVE_UP = 60


@dataclass
class Sent:
    """The sheets that one person sent, and how often."""

    acknowledged: list[UUID] = field(default_factory=list)
    unexpected: list[int] = field(default_factory=list)
    again: int = 0


def save_contacts(
    port: int, session: str, pk: int, times: int, answered: list[str]
) -> Sent:
    sent = Sent()
    for number in range(times):
        sheet = uuid4()
        taps = 2 if number % DOUBLE_TAPS == 0 else 1
        for _tap in range(taps):
            save_until_answered(port, session, pk, sheet, sent)
        answered.append(str(sheet))
    return sent


def save_until_answered(
    port: int, session: str, pk: int, sheet: UUID, sent: Sent
) -> None:
    until = time.monotonic() + SECONDS_TO_GIVE_UP
    while time.monotonic() < until:
        try:
            status = save_contact(port, session, pk, sheet)
        except FAILURES:
            # Its worker died, before or after it had saved. Nobody knows, so: again.
            sent.again += 1
            time.sleep(0.1)
            continue
        if status == 302:
            sent.acknowledged.append(sheet)
        else:
            sent.unexpected.append(status)
        return


def save_contact(port: int, session: str, pk: int, sheet: UUID) -> int:
    today = timezone.localtime()
    typed = {
        "csrfmiddlewaretoken": TOKEN,
        "sent_as": str(sheet),
        "kind": "call",
        "is_made": "yes",
        "held_on-day": str(today.day),
        "held_on-month": str(today.month),
        "held_on-year": str(today.year),
        "held_time": "00:00",
        "note": f"Marker {sheet}",
    }
    return status_of(
        port,
        "POST",
        f"/young-people/{pk}/record-contact/",
        body=urllib.parse.urlencode(typed),
        headers={
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session};"
            f" {settings.CSRF_COOKIE_NAME}={TOKEN}",
        },
    )


@pytest.mark.parametrize(
    "saves",
    [
        pytest.param(SAVES, id="short"),
        pytest.param(SAVES_IN_A_LONG_RUN, id="long", marks=pytest.mark.slow),
    ],
)
def test_each_contact_is_saved_once_however_often_workers_are_killed(
    young_people,
    saves,
):
    session, people = young_people
    answered: list[str] = []
    over = threading.Event()
    with web_server() as (port, master), ThreadPoolExecutor(PEOPLE + 1) as pool:
        killing = pool.submit(
            kill_workers, master, answered, over, every=SAVES_BETWEEN_KILLS
        )
        saving = [
            pool.submit(
                save_contacts, port, session, each.pk, saves // PEOPLE, answered
            )
            for each in people
        ]
        done = [each.result() for each in saving]
        over.set()
        killed = killing.result()

    again = sum(sent.again for sent in done)
    print(f"{saves} contacts, {killed} workers killed, {again} sent again")
    assert killed >= saves / SAVES_BETWEEN_KILLS / 2
    assert again > 0, "Nobody was cut off: this shows little."
    assert [status for sent in done for status in sent.unexpected] == []
    acknowledged = {sheet for sent in done for sheet in sent.acknowledged}
    assert len(acknowledged) == saves
    kept = Counter(Contact.objects.values_list("sent_as", flat=True))
    assert kept == Counter(acknowledged)
    told = Counter(TimelineEntry.objects.values_list("about_pk", flat=True))
    assert told == Counter(Contact.objects.values_list("pk", flat=True))
    events: Counter[tuple[int, str]] = Counter(
        Contact.pgh_event_model.objects.values_list(  # type: ignore[attr-defined]
            "pgh_obj_id", "pgh_label"
        )
    )
    assert events == Counter((pk, "insert") for pk in told)
    assert not Draft.objects.open().exists()
