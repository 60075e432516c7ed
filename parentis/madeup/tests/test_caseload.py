"""The made-up council's staff and records, as they might stand on a day."""

from collections import Counter
from datetime import date

import pytest

from parentis.madeup.caseload import (
    CASELOAD,
    IN_CARE,
    LEAVING_CARE,
    TEAMS,
    Child,
    Named,
    caseload_of,
    children_of,
)
from parentis.ssda903.returns import from_frames

ON = date(2026, 5, 4)
NAMED = Named(
    adviser="adviser@aldermere.example",
    social_worker="social-worker@aldermere.example",
    manager="manager@aldermere.example",
    employment_adviser="employment@aldermere.example",
    virtual_school="virtual-school@aldermere.example",
)


def child(number):
    """Every second has left care; ages 5 to 24."""
    is_leaver = number % 2 == 0
    age = 17 + number % 8 if is_leaver else 5 + number % 13
    return Child(
        number=str(100_000 + number),
        born=date(2025 - age, 1, 15),
        sex="F" if number % 3 else "M",
        ethnic="WBRI",
        is_leaver=is_leaver,
        activity="G4" if is_leaver and number % 5 == 0 else "F1",
        age=age,
    )


@pytest.fixture(scope="module")
def made():
    return caseload_of([child(number) for number in range(600)], named=NAMED, on=ON)


def now(record):
    return [work for work in record.work if work.ended_on is None]


def test_the_same_children_give_the_same_council(made):
    again = caseload_of([child(number) for number in range(600)], named=NAMED, on=ON)

    assert again == made


def test_leavers_are_a_leaving_care_teams_and_children_in_care_anothers(made):
    for record in made.records:
        service = LEAVING_CARE if record.child.is_leaver else IN_CARE
        assert record.service == service
        assert record.team in TEAMS[service]
        assert [work.team for work in now(record) if work.team] == [record.team]


def test_nobody_has_more_than_a_caseload(made):
    held = Counter(work.email for record in made.records for work in now(record))
    del held[""], held[NAMED.employment_adviser], held[NAMED.virtual_school]

    assert max(held.values()) <= CASELOAD
    assert held[NAMED.adviser] >= 10
    assert held[NAMED.social_worker] >= 10


def test_who_is_in_care_has_a_social_worker_and_who_is_17_to_21_an_adviser(made):
    without = []
    for record in made.records:
        roles = {work.allocated_as for work in now(record)}
        if not record.child.is_leaver:
            assert "social-worker" in roles
        elif record.child.age > 21:
            assert "personal-adviser" not in roles
        elif "personal-adviser" not in roles:
            without.append(record.team)

    # A few of the first team wait for their manager to say who.
    assert 0 < len(without) <= 5
    assert set(without) == {"Leaving Care North"}


def test_nobody_is_one_persons_work_twice_at_a_time(made):
    for record in made.records:
        people = [work.email for work in now(record) if work.email]
        assert len(people) == len(set(people))
        for work in record.work:
            assert work.started_on < (work.ended_on or ON)


def test_some_are_referred_to_the_employment_adviser_and_the_virtual_school(made):
    of = {
        email: [
            record.child
            for record in made.records
            if any(work.email == email for work in record.work)
        ]
        for email in (NAMED.employment_adviser, NAMED.virtual_school)
    }

    assert {each.activity for each in of[NAMED.employment_adviser]} == {"G4"}
    assert all(not each.is_leaver for each in of[NAMED.virtual_school])


def test_two_records_are_restricted_one_overdue_and_one_to_review_soon(made):
    restricted = [record for record in made.records if record.restricted]
    reviews = sorted((record.restricted.review_on - ON).days for record in restricted)

    assert reviews == [-12, 7]
    (hers,) = [r for r in restricted if NAMED.adviser in r.restricted.listed]
    assert NAMED.adviser in [work.email for work in now(hers)]
    assert all(record.is_confidential for record in restricted)
    for record in restricted:
        said = record.restricted
        assert (said.review_on - said.restricted_on).days <= 90


def test_somebody_has_the_advisers_surname_and_is_a_colleagues_work(made):
    (marsh,) = [record for record in made.records if record.names.family == "Marsh"]

    assert marsh.team == "Leaving Care North"
    assert NAMED.adviser not in [work.email for work in now(marsh)]
    email, postcode = made.neighbour
    assert email == NAMED.adviser
    assert postcode in [record.home.postcode for record in made.records]


def test_every_address_on_the_staff_is_one_persons_in_one_team(made):
    emails = [worker.email for worker in made.staff]

    assert len(set(emails)) == len(emails)
    assert {worker.team for worker in made.staff} == {
        t for s in TEAMS.values() for t in s
    }


def test_without_a_return_there_is_nobody():
    assert children_of(from_frames({}, held=frozenset())) == []
    nobody = caseload_of([], named=NAMED, on=ON)
    assert nobody.records == []


def test_a_return_of_three_children_is_enough():
    few = caseload_of([child(number) for number in (1, 2, 3)], named=NAMED, on=ON)

    assert len(few.records) == 3
