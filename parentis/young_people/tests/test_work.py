"""Whose day is whose: what `work` gives, and what is put on record of it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from parentis.accounts.models import Team, User
from parentis.accounts.tests.factories import AnalystFactory
from parentis.audit.choices import Looking
from parentis.audit.looking import Record, looking
from parentis.young_people import actions, queries
from parentis.young_people.models import YoungPerson
from parentis.young_people.tests.factories import (
    AllocationFactory,
    ListedStaffFactory,
    RestrictionFactory,
    YoungPersonFactory,
)


@pytest.fixture(autouse=True)
def on_record() -> Iterator[Record]:
    with looking(
        Looking.LISTED, by=1, page="my_day", at=timezone.now(), where_from="127.0.0.1"
    ) as record:
        yield record


def seen(record: Record) -> set[int]:
    return {young_person for young_person, _ in record.seen}


def work(viewer: User) -> set[YoungPerson]:
    return set(queries.work(viewer=viewer, at=timezone.now()))


def test_an_adviser_has_their_own_and_a_manager_their_teams(
    sam: YoungPerson, team: Team, bethan: User, kwame: User, rukhsana: User
) -> None:
    of_team = YoungPersonFactory.create(service=team.service)
    AllocationFactory.create(
        young_person=of_team, allocated_as="team", team=team, person=None
    )

    assert work(bethan) == {sam}
    assert work(kwame) == set()
    assert work(rukhsana) == {sam, of_team}


def test_a_record_opened_for_a_reason_is_nobodys_work(
    sam: YoungPerson, kwame: User
) -> None:
    actions.say_why(sam, by=kwame, at=timezone.now(), reason="Covering for Bethan")

    assert work(kwame) == set()


def test_a_restricted_record_is_the_work_of_those_it_lists(
    sam: YoungPerson, bethan: User, rukhsana: User
) -> None:
    restriction = RestrictionFactory.create(young_person=sam)
    ListedStaffFactory.create(restriction=restriction, person=bethan)

    assert work(bethan) == {sam}
    assert work(rukhsana) == set()


def test_only_who_is_shown_is_put_on_record(
    sam: YoungPerson, bethan: User, on_record: Record
) -> None:
    people = queries.work_to_count(viewer=bethan, at=timezone.now())
    assert seen(on_record) == set()

    queries.shown(people, viewer=bethan)
    assert seen(on_record) == {sam.pk}


def test_who_does_no_casework_has_none(db: None, sam: YoungPerson) -> None:
    with pytest.raises(PermissionDenied):
        queries.work(viewer=AnalystFactory.create(), at=timezone.now())


def test_it_asks_as_often_for_forty_as_for_ten(
    team: Team, bethan: User, django_assert_max_num_queries: Any
) -> None:
    for more in (10, 30):
        for _ in range(more):
            AllocationFactory.create(
                young_person=YoungPersonFactory.create(service=team.service),
                person=bethan,
            )
        with django_assert_max_num_queries(3):
            found = queries.work(viewer=bethan, at=timezone.now())

    assert len(found) == 40
    assert all(len(vars(each)["current_allocations"]) == 1 for each in found)
