"""Health, written down and read back by the pages of a record."""

import pytest

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import AdviserFactory, UserFactory
from parentis.entries.models import TimelineEntry
from parentis.young_people.tests.factories import AllocationFactory


@pytest.fixture
def sam(db):
    return AllocationFactory.create().young_person


@pytest.fixture
def adviser(sam):
    return sam.allocations.get().person


def on(name: str, day: str) -> dict[str, str]:
    """A day as its three boxes send it: `on("started_on", "3 5 2026")`."""
    parts = zip(("day", "month", "year"), day.split(), strict=True)
    return {f"{name}-{part}": typed for part, typed in parts}


def add(visit, sam, part, *, by, **answers):
    return visit(f"/young-people/{sam.pk}/record/{part}/add/", by=by, answers=answers)


def lines(sam) -> list[str]:
    found = TimelineEntry.objects.filter(young_person=sam).latest_first()
    return [line.headline for line in found]


def test_a_doctor_is_written_down(visit, sam, adviser):
    page = add(
        visit,
        sam,
        "registrations",
        by=adviser,
        kind="gp",
        where="Lantern Row Surgery",
        **on("started_on", "6 1 2025"),
    )

    assert page.summary["From"] == "6 January 2025"
    assert lines(sam) == ["Registered with Lantern Row Surgery (Doctor (GP))"]


def test_a_check_says_when_the_next_is_due(visit, sam, adviser):
    page = add(
        visit,
        sam,
        "health-checks",
        by=adviser,
        kind="dental",
        outcome="done",
        **on("checked_on", "3 5 2026"),
        **on("next_due_on", "3 11 2026"),
    )

    assert page.summary["Next due on"] == "3 November 2026"
    assert lines(sam) == ["Dental check"]


def test_a_check_that_was_not_wanted_says_so(visit, sam, adviser):
    add(
        visit,
        sam,
        "health-checks",
        by=adviser,
        kind="health-assessment",
        outcome="not-wanted",
        **on("checked_on", "3 5 2026"),
    )

    assert lines(sam) == ["Health assessment: they did not want it"]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (
            {"sdq_score": "12"},
            "A score is for feelings and behaviour (SDQ) alone, from 0 to 40.",
        ),
        ({"kind": "sdq", "sdq_score": "41"}, "The score must be 40 or less"),
        ({"kind": ""}, "Choose which check it is"),
        ({"outcome": ""}, "Say what came of it"),
        (
            on("next_due_on", "3 5 2026"),
            "The next check is not after this one. Check both days.",
        ),
        (
            on("checked_on", "3 5 2099"),
            "The check is not yet. Write it down when it has taken place",
        ),
    ],
)
def test_what_is_wrong_with_a_check_is_said(visit, sam, adviser, answers, sentence):
    right = {"kind": "dental", "outcome": "done", **on("checked_on", "3 5 2026")}

    page = add(visit, sam, "health-checks", by=adviser, **right | answers)

    assert page.errors == [sentence]


def test_a_score_of_nought_is_shown(visit, sam, adviser):
    page = add(
        visit,
        sam,
        "health-checks",
        by=adviser,
        kind="sdq",
        outcome="done",
        sdq_score="0",
        **on("checked_on", "3 5 2026"),
    )

    assert page.summary["Score"] == "0"


def test_a_passport_and_support_are_written_down(visit, sam, adviser):
    add(
        visit,
        sam,
        "health-passports",
        by=adviser,
        form="both",
        **on("given_on", "4 5 2026"),
    )
    add(
        visit,
        sam,
        "mental-health",
        by=adviser,
        given_by="counselling",
        stage="waiting",
        note="Thursdays suit them best",
        **on("started_on", "3 5 2026"),
    )

    assert lines(sam) == [
        "Health passport given",
        (
            "Mental health support: Counselling or talking therapy"
            " (Asked for, and waiting)"
        ),
    ]


@pytest.mark.parametrize(
    "part", ["registrations", "health-checks", "health-passports", "mental-health"]
)
def test_an_employment_adviser_does_not_read_about_health(visit, sam, part):
    referred = AllocationFactory.create(
        young_person=sam,
        allocated_as="employment-adviser",
        person=UserFactory.create(role=Role.EMPLOYMENT_ADVISER),
    )

    page = visit(f"/young-people/{sam.pk}/record/{part}/", by=referred.person)

    assert page.status == 403


def test_the_health_of_another_services_young_person_is_not_found(visit, sam):
    page = visit(
        f"/young-people/{sam.pk}/record/health-checks/", by=AdviserFactory.create()
    )

    assert page.status == 404
