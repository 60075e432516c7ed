"""What a case file holds: plans, complaints, leave to stay, decisions, a death."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import AdviserFactory, UserFactory
from parentis.case_file import queries
from parentis.case_file.models import Death
from parentis.case_file.tests.factories import (
    ComplaintFactory,
    DeathFactory,
    ImmigrationLeaveFactory,
)
from parentis.entries.models import TimelineEntry
from parentis.young_people.tests.factories import AllocationFactory, YoungPersonFactory

TODAY = date(2026, 5, 3)


@pytest.fixture
def sam(db):
    return AllocationFactory.create().young_person


@pytest.fixture
def adviser(sam):
    return sam.allocations.get().person


@pytest.fixture
def employment_adviser(sam):
    """Somebody to whom Sam is referred, and who reads no casework."""
    return AllocationFactory.create(
        young_person=sam,
        allocated_as="employment-adviser",
        person=UserFactory.create(role=Role.EMPLOYMENT_ADVISER),
    ).person


def on(name: str, day: str) -> dict[str, str]:
    parts = zip(("day", "month", "year"), day.split(), strict=True)
    return {f"{name}-{part}": typed for part, typed in parts}


def add(visit, sam, part, *, by, **answers):
    return visit(f"/young-people/{sam.pk}/record/{part}/add/", by=by, answers=answers)


def lines(sam) -> list[str]:
    found = TimelineEntry.objects.filter(young_person=sam).latest_first()
    return [line.headline for line in found]


# -- plans, complaints, decisions, incidents -------------------------------------------

PLAN = {
    "worries": "Somebody waits outside in the evening.",
    "their_words": "I only feel safe when my cousin is here.",
    "what_we_do": "Bethan rings on Fridays. Sam keeps the chain on.",
    **on("made_on", "3 5 2026"),
    **on("review_on", "3 6 2026"),
}


def test_a_safety_plan_holds_both_views(visit, sam, adviser):
    page = add(visit, sam, "safety-plans", by=adviser, **PLAN)

    assert page.summary["What they say"] == "I only feel safe when my cousin is here."
    assert page.summary["Review on"] == "3 June 2026"


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"worries": ""}, "Write what worries you"),
        ({"what_we_do": ""}, "Write what you do about it"),
        (
            on("review_on", "3 5 2026"),
            "The review is not after the day of the plan. Check both days.",
        ),
    ],
)
def test_what_is_wrong_with_a_safety_plan_is_said(
    visit, sam, adviser, answers, sentence
):
    page = add(visit, sam, "safety-plans", by=adviser, **PLAN | answers)

    assert page.errors == [sentence]


@pytest.mark.parametrize(
    ("told", "due_on"),
    [
        ({}, date(2026, 6, 15)),
        ({"stage": "investigation"}, date(2026, 7, 6)),
        (
            {"stage": "investigation", "stage_began_on": date(2026, 6, 15)},
            date(2026, 7, 20),
        ),
        ({"stage": "ombudsman"}, None),
        ({"outcome": "upheld", "answered_on": date(2026, 6, 9)}, None),
    ],
)
def test_a_complaint_is_due_as_its_stage_says(told, due_on):
    assert ComplaintFactory.build(**told).answer_due_on == due_on


def test_a_complaint_is_current_until_it_is_answered():
    answered = ComplaintFactory.build(outcome="upheld", answered_on=TODAY)

    assert ComplaintFactory.build().is_current(TODAY)
    assert not answered.is_current(TODAY)


def test_a_complaint_says_that_its_time_limit_is_from_memory(visit, sam, adviser):
    page = add(
        visit,
        sam,
        "complaints",
        by=adviser,
        about="Nobody rang back about the boiler.",
        stage="local",
        advocate="accepted",
        advocate_name="Yasmin of Voices",
        **on("made_on", "1 6 2026"),
    )

    assert page.summary["Answer due on"] == "15 June 2026"
    assert "from memory, not yet confirmed" in page.summary["That day rests on"]
    assert lines(sam) == ["Complaint made"]


def test_an_answer_to_a_complaint_has_its_day(visit, sam, adviser):
    page = add(
        visit,
        sam,
        "complaints",
        by=adviser,
        about="The boiler.",
        stage="local",
        advocate="offered",
        outcome="upheld",
        **on("made_on", "1 6 2026"),
    )

    assert page.errors == [
        "Where it is answered, say both what came of it and on which day."
    ]


def test_a_decision_says_who_made_it_and_why(visit, sam, adviser):
    decided = on("decided_on", "3 5 2026")
    page = add(visit, sam, "supervision-decisions", by=adviser, **decided)
    assert page.errors == [
        "Enter who decided",
        "Write what was decided",
        "Write why it was decided",
    ]

    add(
        visit,
        sam,
        "supervision-decisions",
        by=adviser,
        decided_by="Rukhsana Peel",
        decision="Weekly visits until the summer.",
        why="Sam asked for them.",
        **decided,
    )
    assert lines(sam) == ["Decision by Rukhsana Peel"]


def test_an_incident_that_is_not_notified_says_so(visit, sam, adviser):
    page = add(
        visit,
        sam,
        "serious-incidents",
        by=adviser,
        kind="serious-harm",
        what_happened="Hit by a car.",
        **on("incident_on", "3 5 2026"),
    )

    assert page.summary["Notified on"] == "Not notified yet"
    assert lines(sam) == ["Serious incident, not notified yet"]


@pytest.mark.parametrize(
    "part",
    [
        "safety-plans",
        "complaints",
        "right-to-stay",
        "supervision-decisions",
        "serious-incidents",
        "death",
    ],
)
def test_none_of_it_is_for_an_employment_adviser(visit, sam, employment_adviser, part):
    page = visit(f"/young-people/{sam.pk}/record/{part}/", by=employment_adviser)

    assert page.status == 403


def test_the_plans_of_another_services_young_person_are_not_found(visit, sam):
    stranger = AdviserFactory.create()

    page = visit(f"/young-people/{sam.pk}/record/safety-plans/", by=stranger)

    assert page.status == 404


# -- leave to stay ---------------------------------------------------------------------


def expiring_of(sam, adviser) -> int | None:
    found = queries.expiring([sam.pk], viewer=adviser, on=TODAY)
    return found[sam.pk].days_left if sam.pk in found else None


@pytest.mark.parametrize(
    ("days", "left"), [(91, None), (90, 90), (0, 0), (-1, -1), (None, None)]
)
def test_leave_is_to_be_renewed_within_ninety_days(sam, adviser, days, left):
    expires_on = None if days is None else TODAY + timedelta(days=days)
    ImmigrationLeaveFactory.create(young_person=sam, expires_on=expires_on)

    assert expiring_of(sam, adviser) == left


def test_only_the_latest_leave_runs_out(sam, adviser):
    ImmigrationLeaveFactory.create(young_person=sam, expires_on=TODAY)
    ImmigrationLeaveFactory.create(
        young_person=sam,
        kind="indefinite",
        granted_on=date(2026, 4, 1),
        expires_on=None,
    )

    assert expiring_of(sam, adviser) is None


def test_leave_that_is_not_yet_granted_does_not_hide_the_one_that_ends(sam, adviser):
    ImmigrationLeaveFactory.create(young_person=sam, expires_on=TODAY)
    ImmigrationLeaveFactory.create(
        young_person=sam, granted_on=date(2026, 6, 1), expires_on=None
    )

    assert expiring_of(sam, adviser) == 0


def test_nothing_is_due_once_they_asked_or_died_or_it_was_struck_out(sam, adviser):
    asked, died, struck = (YoungPersonFactory.create() for _each in range(3))
    ImmigrationLeaveFactory.create(
        young_person=asked, expires_on=TODAY, applied_on=date(2026, 4, 1)
    )
    ImmigrationLeaveFactory.create(young_person=died, expires_on=TODAY)
    DeathFactory.create(young_person=died)
    ImmigrationLeaveFactory.create(
        young_person=struck,
        expires_on=TODAY,
        struck_out_at=timezone.now(),
        why_struck_out="Of somebody else.",
    )

    found = queries.expiring([asked.pk, died.pk, struck.pk], viewer=adviser, on=TODAY)

    assert found == {}


def test_leave_without_an_end_has_none(visit, sam, adviser):
    page = add(
        visit,
        sam,
        "right-to-stay",
        by=adviser,
        kind="settled",
        **on("granted_on", "1 6 2021"),
        **on("expires_on", "1 6 2026"),
    )

    assert page.errors == ["This kind does not come to an end. Take the last day out."]


# -- a death ---------------------------------------------------------------------------


def test_a_death_is_written_down_once(visit, sam, adviser):
    add(visit, sam, "death", by=adviser, **on("died_on", "12 1 2026"))
    add(visit, sam, "death", by=adviser, **on("died_on", "13 1 2026"))

    assert Death.objects.get().died_on == date(2026, 1, 12)
    assert lines(sam) == ["Died"]


def test_nobody_dies_in_the_future(visit, sam, adviser):
    page = add(visit, sam, "death", by=adviser, **on("died_on", "12 1 2099"))

    assert page.errors == ["The day they died cannot be in the future"]


def test_the_record_says_so_to_whoever_knows_them(
    visit, sam, adviser, employment_adviser
):
    DeathFactory.create(young_person=sam)

    for viewer in (adviser, employment_adviser):
        page = visit(f"/young-people/{sam.pk}/", by=viewer)
        assert f"{sam} died on 12 January 2026." in page


def test_who_died_is_known_to_whoever_knows_them(sam, adviser, employment_adviser):
    DeathFactory.create(young_person=sam)
    other = YoungPersonFactory.create()
    DeathFactory.create(
        young_person=other,
        struck_out_at=timezone.now(),
        why_struck_out="It was somebody of the same name.",
    )

    for viewer in (adviser, employment_adviser):
        found = queries.died_on([sam.pk, other.pk], viewer=viewer)
        assert found == {sam.pk: date(2026, 1, 12)}


def test_who_died_is_asked_in_one_query(sam, adviser, django_assert_num_queries):
    young_people = [YoungPersonFactory.create().pk for _each in range(20)]

    with django_assert_num_queries(1):
        queries.died_on(young_people, viewer=adviser)
    with django_assert_num_queries(2):
        queries.expiring(young_people, viewer=adviser, on=TODAY)
