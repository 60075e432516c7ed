"""What the position costs at 5,000 young people with two years of contacts each."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from time import perf_counter, process_time
from typing import Any

import pgtrigger
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parentis.accounts.tests.factories import TeamFactory
from parentis.activities.models import MainActivity
from parentis.care_history.models import CarePeriod
from parentis.contacts.models import Contact
from parentis.homes.models import Home
from parentis.law.care import birthday
from parentis.personal_details.models import AboutThem
from parentis.position import actions, queries
from parentis.young_people.models import YoungPerson

pytestmark = pytest.mark.bench

YOUNG_PEOPLE, CONTACTS_EACH = 5_000, 24
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
MOST_SECONDS = 5


@pytest.fixture
def five_thousand(db):
    """Aged 16 to 25, most of them care leavers. Their history is not kept: it waits."""
    with pgtrigger.ignore():
        _make_five_thousand()


def _make_five_thousand() -> None:
    random = Random(903)  # noqa: S311 - made-up people
    service = TeamFactory.create().service
    people = YoungPerson.objects.bulk_create(
        YoungPerson(
            child_number=f"{80_000_000 + number}",
            given_name="Sam",
            family_name=f"Thornbury{number}",
            born=date(2001, 1, 1) + timedelta(days=random.randrange(9 * 365)),
            service=service,
        )
        for number in range(YOUNG_PEOPLE)
    )
    CarePeriod.objects.bulk_create(
        CarePeriod(
            young_person=each,
            started_on=date(2010 + part * 3, 1, 1),
            ended_on=date(2013 + part * 3, 1, 1)
            if part < 3
            else birthday(each.born or TODAY, 18),
            legal_status="C2",
            placement="U6",
            recorded_at=NOW,
        )
        for each in people
        for part in range(4)
    )
    AboutThem.objects.bulk_create(
        AboutThem(young_person=each, gender="F", ethnicity="WBRI", recorded_at=NOW)
        for each in people
    )
    Home.objects.bulk_create(
        Home(
            young_person=each,
            kind=random.choice("UDKZ"),
            is_suitable=True,
            recorded_at=NOW,
            **_year(part),
        )
        for each in people
        for part in range(3)
    )
    MainActivity.objects.bulk_create(
        MainActivity(
            young_person=each,
            kind=random.choice(["F5", "F2", "G5"]),
            recorded_at=NOW,
            **_year(part),
        )
        for each in people
        for part in range(3)
    )
    Contact.objects.bulk_create(
        (
            Contact(
                young_person=each,
                kind="call",
                is_made=random.random() < 0.7,
                held_at=NOW - timedelta(days=random.randrange(730)),
                note="They were well, and spoke of their new place. " * 4,
                recorded_at=NOW,
            )
            for each in people
            for _ in range(CONTACTS_EACH)
        ),
        batch_size=5_000,
    )


def _year(part: int) -> dict[str, Any]:
    ended_on = date(2025 + part, 6, 1) if part < 2 else None
    return {"started_on": date(2024 + part, 6, 1), "ended_on": ended_on}


def test_five_thousand_young_people_take_five_seconds(five_thousand, capsys):
    with CaptureQueriesContext(connection) as captured:
        began, worked = perf_counter(), process_time()
        position = queries.position_on(viewer=None, on=TODAY)
        figures = [len(each.figures) for each in position.cohorts.values()]
        took, worked = perf_counter() - began, process_time() - worked
    began = perf_counter()
    actions.keep(by=None, month_end=date(2026, 10, 31), at=NOW)
    kept = perf_counter() - began
    people = {kind.value: len(e.cohort.rows) for kind, e in position.cohorts.items()}
    with capsys.disabled():
        print(
            f"\nposition of {YOUNG_PEOPLE:,}: {took:.1f} s"
            f" ({worked:.1f} s of work in this process), {figures} figures,"
            f" {len(captured)} queries, {people}; kept in {kept:.1f} s"
        )
        for each in sorted(captured, key=lambda e: -float(e["time"]))[:5]:
            print(each["time"], each["sql"][:120])

    assert took < MOST_SECONDS
