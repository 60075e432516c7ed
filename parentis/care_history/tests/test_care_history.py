"""Periods in care, by hand and from a return: in order, corrected with a reason."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from parentis.accounts.tests.factories import AdviserFactory, ManagerFactory
from parentis.care_history import actions, queries
from parentis.care_history.choices import CameFrom
from parentis.care_history.models import CarePeriod
from parentis.care_history.tests.factories import CarePeriodFactory
from parentis.entries.models import TimelineEntry
from parentis.recorded.actions import NotRecorded
from parentis.young_people.tests.factories import AllocationFactory

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
ANSWERS = {
    "started_on-day": "1",
    "started_on-month": "6",
    "started_on-year": "2022",
    "ended_on-day": "1",
    "ended_on-month": "9",
    "ended_on-year": "2023",
    "legal_status": "V2",
    "placement": "K2",
    "reason_ceased": "X1",
}


@pytest.fixture
def sam(db):
    return AllocationFactory.create().young_person


@pytest.fixture
def adviser(sam):
    return sam.allocations.get().person


@pytest.fixture
def page(sam):
    return f"/young-people/{sam.pk}/care-history/"


def test_a_period_is_added_and_read_in_words(visit, sam, adviser, page):
    shown = visit(f"{page}add/", by=adviser, answers=ANSWERS)

    assert "1 June 2022 to 1 September 2023" in shown.text
    assert "Accommodated under section 20, single period" in shown.text
    assert "Children's home" in shown.text
    assert TimelineEntry.objects.get(young_person=sam).kind == "care-history"


def test_periods_stand_in_their_order(visit, sam, adviser, page):
    CarePeriodFactory.create(young_person=sam, started_on=date(2023, 9, 1))
    CarePeriodFactory.create(
        young_person=sam, started_on=date(2022, 6, 1), ended_on=date(2023, 9, 1)
    )

    words = visit(page, by=adviser).text

    assert words.index("1 June 2022 to 1 September 2023") < words.index(
        "1 September 2023 to now"
    )


def test_days_since_14_are_counted_for_the_reader(visit, sam, adviser, page):
    CarePeriodFactory.create(
        young_person=sam, started_on=date(2022, 6, 1), ended_on=date(2022, 9, 1)
    )

    assert "92 days in care since turning 14" in visit(page, by=adviser).text


def test_overlap_is_refused_in_one_sentence(visit, sam, adviser, page):
    CarePeriodFactory.create(young_person=sam, started_on=date(2023, 8, 31))

    shown = visit(f"{page}add/", by=adviser, answers=ANSWERS)

    (error,) = shown.errors
    assert error.startswith("They were looked after in another period on some of these")
    assert CarePeriod.objects.count() == 1


def test_the_database_refuses_overlap_by_whatever_way(sam):
    CarePeriodFactory.create(young_person=sam, started_on=date(2023, 8, 31))

    with pytest.raises(IntegrityError), transaction.atomic():
        CarePeriodFactory.create(young_person=sam, started_on=date(2024, 1, 1))


def test_what_a_return_brought_in_is_corrected_with_a_reason(visit, sam, adviser, page):
    period = CarePeriodFactory.create(young_person=sam, came_from=CameFrom.RETURN)
    address = f"{page}{period.pk}/correct/"

    assert visit(address, by=adviser, answers=ANSWERS).errors == [
        "Write why you correct what was brought in"
    ]
    shown = visit(
        address,
        by=adviser,
        answers=ANSWERS | {"why_corrected": "The court order says 1 June."},
    )

    assert "The court order says 1 June." in shown.text
    period.refresh_from_db()
    assert period.changed_by == adviser


def test_a_correction_without_a_reason_is_refused_behind_the_page_too(sam, adviser):
    period = CarePeriodFactory.create(young_person=sam, came_from=CameFrom.RETURN)

    with pytest.raises(NotRecorded, match="Write why"):
        actions.correct_period(
            period, by=adviser, at=NOW, version=1, answers={"placement": "K2"}
        )


def test_the_page_of_a_period_says_what_it_said_before(visit, sam, adviser, page):
    period = CarePeriodFactory.create(young_person=sam)
    actions.correct_period(
        period, by=adviser, at=NOW, version=1, answers={"placement": "K2"}
    )

    words = visit(f"{page}{period.pk}/", by=adviser).text

    assert "In care: Children's home" in words
    assert "What it said before" in words
    assert "Fostered by another carer" in words


def test_a_period_needs_a_last_day_before_a_reason_for_its_end(visit, adviser, page):
    answers = {key: said for key, said in ANSWERS.items() if "ended_on" not in key}

    assert visit(f"{page}add/", by=adviser, answers=answers).errors == [
        "Enter the last day, or leave out why it ended"
    ]


def test_a_period_is_struck_out_with_a_reason_and_stays_readable(
    visit, sam, adviser, page
):
    period = CarePeriodFactory.create(young_person=sam)

    words = visit(
        f"{page}{period.pk}/strike-out/",
        by=adviser,
        answers={"why": "It was his brother's."},
    ).text

    assert "It was his brother's." in words
    assert "No period in care is written down yet" in words


def test_the_care_history_of_another_service_is_not_found(visit, page):
    assert visit(page, by=AdviserFactory.create()).status == 404


@pytest.mark.parametrize(
    ("part", "answers", "shown"),
    [
        ("stays", {"kind": "at-home", "started_on": 1}, "At home with a parent"),
        (
            "special-guardianship",
            {"was_looked_after_before": "yes", "started_on": 1},
            "Special guardianship order",
        ),
        ("adoption", {"adopted_on": 1}, "Adopted"),
        (
            "programmes",
            {"name": "Nursing", "kind": "higher", "started_on": 1},
            "Education or training: Nursing",
        ),
        ("support-asked-for", {"started_on": 1}, "Asked for advice and support"),
        ("unaccompanied", {"arrived_on": 1}, "Came to the country alone"),
    ],
)
def test_what_else_counts_is_written_down(visit, sam, adviser, part, answers, shown):
    sent: dict[str, str] = {}
    for name, said in answers.items():
        if said == 1:
            sent |= {f"{name}-day": "1", f"{name}-month": "6", f"{name}-year": "2026"}
        else:
            sent[name] = said

    page = visit(f"/young-people/{sam.pk}/record/{part}/add/", by=adviser, answers=sent)

    assert shown in page.text


# -- from a return ---------------------------------------------------------------------

FIRST = {
    "started_on": date(2022, 6, 1),
    "legal_status": "C2",
    "placement": "U6",
    "ended_on": None,
}
ENDED = FIRST | {"ended_on": date(2023, 9, 1), "reason_ceased": "X1"}
SECOND = {
    "started_on": date(2023, 9, 1),
    "legal_status": "C2",
    "placement": "K2",
    "ended_on": None,
}


@pytest.fixture
def manager(sam):
    return ManagerFactory.create()


def bring_in(sam, manager, *rows):
    return actions.set_periods_from_return(sam, rows, by=manager, at=NOW)


def kept(sam):
    found = CarePeriod.objects.filter(young_person=sam, struck_out_at=None)
    return [
        (each.started_on, each.ended_on, each.placement)
        for each in found.order_by("started_on")
    ]


def test_a_later_return_ends_what_an_earlier_one_left_open(sam, manager):
    bring_in(sam, manager, FIRST)
    found = bring_in(sam, manager, SECOND, ENDED)

    assert [row["started_on"] for row in found.added] == [date(2023, 9, 1)]
    assert [period.started_on for period, _ in found.changed] == [date(2022, 6, 1)]
    assert kept(sam) == [
        (date(2022, 6, 1), date(2023, 9, 1), "U6"),
        (date(2023, 9, 1), None, "K2"),
    ]


def test_the_same_return_twice_is_as_once(sam, manager):
    bring_in(sam, manager, ENDED, SECOND)
    found = bring_in(sam, manager, ENDED, SECOND)

    assert (found.added, found.changed, found.conflicts) == ([], [], [])
    assert len(found.same) == 2


def test_what_a_person_corrected_stands_and_is_reported(sam, manager, adviser):
    bring_in(sam, manager, FIRST)
    actions.correct_period(
        CarePeriod.objects.get(),
        by=adviser,
        at=NOW,
        version=1,
        answers={"placement": "K2", "why_corrected": "He never lived there."},
    )

    found = bring_in(sam, manager, ENDED)

    assert [conflict.row for conflict in found.conflicts] == [ENDED]
    assert kept(sam) == [(date(2022, 6, 1), None, "K2")]


def test_what_a_person_struck_out_is_not_brought_back(sam, manager, adviser):
    bring_in(sam, manager, FIRST)
    period = CarePeriod.objects.get()
    actions.strike_out_period(period, by=adviser, at=NOW, why="His brother's")

    found = bring_in(sam, manager, FIRST)

    assert [conflict.why for conflict in found.conflicts] == [
        "Somebody struck this period out."
    ]
    assert kept(sam) == []


def test_a_period_of_a_return_that_overlaps_is_reported_and_not_added(sam, manager):
    CarePeriodFactory.create(
        young_person=sam, started_on=date(2022, 1, 1), ended_on=date(2022, 7, 1)
    )

    (conflict,) = bring_in(sam, manager, FIRST).conflicts

    assert "in another period on some of these days" in conflict.why
    assert kept(sam) == [(date(2022, 1, 1), date(2022, 7, 1), "U6")]


def test_looking_first_changes_nothing(sam, manager):
    found = queries.periods_beside_return(sam, [FIRST], viewer=manager)

    assert len(found.added) == 1
    assert kept(sam) == []
