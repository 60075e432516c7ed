"""What they mainly do is added, and ends what they did before."""

from datetime import UTC, date, datetime

import pytest

from parentis.activities.models import MainActivity
from parentis.young_people.tests.factories import AllocationFactory

ANSWERS = {
    "kind": "F4",
    "started_on-day": "7",
    "started_on-month": "9",
    "started_on-year": "2026",
    "with_whom": "Aldermere Joinery",
    "what": "Carpentry",
    "hours_a_week": "30",
    "level": "Level 2",
    "on_hold": "housing",
}


@pytest.fixture
def sam(db):
    return AllocationFactory.create().young_person


@pytest.fixture
def adviser(sam):
    return sam.allocations.get().person


def add_to(sam):
    return f"/young-people/{sam.pk}/record/activities/add/"


def test_an_apprenticeship_says_with_whom_how_long_and_what_holds_it_up(
    visit, sam, adviser
):
    page = visit(add_to(sam), by=adviser, answers=ANSWERS)

    assert "Apprenticeship, full time, Aldermere Joinery" in page.text
    for told in ("Carpentry", "30", "Level 2", "Housing"):
        assert told in page.text


def test_what_they_did_before_ends_on_the_day_the_next_begins(visit, sam, adviser):
    before = MainActivity.objects.create(
        young_person=sam,
        kind="G5",
        started_on=date(2026, 1, 5),
        recorded_at=datetime(2026, 1, 6, tzinfo=UTC),
    )
    visit(add_to(sam), by=adviser, answers=ANSWERS | {"ends_earlier": "on"})

    before.refresh_from_db()
    assert before.ended_on == date(2026, 9, 7)


def test_hours_of_a_week_have_an_end(visit, sam, adviser):
    page = visit(add_to(sam), by=adviser, answers=ANSWERS | {"hours_a_week": "168"})

    assert page.errors == ["Hours a week must be 100 or fewer"]
