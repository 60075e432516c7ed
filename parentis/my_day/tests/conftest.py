"""A team, its people, and a young person who needs a good deal today."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from parentis.accounts.models import Team, User
from parentis.accounts.tests.factories import (
    AdviserFactory,
    ManagerFactory,
    TeamFactory,
    TeamMembershipFactory,
)
from parentis.activities.models import MainActivity
from parentis.care_history.tests.factories import CarePeriodFactory
from parentis.contacts.tests.factories import ContactFactory
from parentis.homes.tests.factories import HomeFactory
from parentis.young_people.models import YoungPerson
from parentis.young_people.tests.factories import AllocationFactory, YoungPersonFactory

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def team(db: None) -> Team:
    team: Team = TeamFactory.create(name="Leaving care north")
    return team


def member(team: Team, factory: Any, name: str) -> User:
    person: User = factory.create(name=name)
    TeamMembershipFactory.create(team=team, person=person, started_on=date(2024, 1, 1))
    return person


@pytest.fixture
def bethan(team: Team) -> User:
    return member(team, AdviserFactory, "Bethan Marsh")


@pytest.fixture
def kwame(team: Team) -> User:
    return member(team, AdviserFactory, "Kwame Aldous")


@pytest.fixture
def rukhsana(team: Team) -> User:
    return member(team, ManagerFactory, "Rukhsana Peel")


@pytest.fixture
def other_manager(team: Team) -> User:
    """Of another team of the same service."""
    other: Team = TeamFactory.create(name="South", service=team.service)
    return member(other, ManagerFactory, "Ines Holt")


def a_young_person(team: Team, adviser: User | None, **names: Any) -> YoungPerson:
    made: YoungPerson = YoungPersonFactory.create(service=team.service, **names)
    if adviser:
        AllocationFactory.create(
            young_person=made, person=adviser, started_on=date(2025, 1, 1)
        )
    return made


@pytest.fixture
def sam(team: Team, bethan: User) -> YoungPerson:
    """Nineteen, homeless, out of work, not reached since March."""
    sam = a_young_person(
        team, bethan, given_name="Sam", family_name="Thornbury", born=date(2006, 7, 20)
    )
    CarePeriodFactory.create(
        young_person=sam, started_on=date(2018, 1, 1), ended_on=date(2024, 7, 20)
    )
    HomeFactory.create(
        young_person=sam,
        kind="S",
        is_suitable=False,
        why="Nowhere to go",
        started_on=date(2026, 5, 1),
    )
    MainActivity.objects.create(
        young_person=sam, kind="G5", started_on=date(2026, 1, 5), recorded_at=NOW
    )
    ContactFactory.create(
        young_person=sam,
        held_at=datetime(2026, 3, 2, 10, tzinfo=UTC),
        next_step="Ring the housing office",
        next_step_on=date(2026, 5, 30),
    )
    return sam


@pytest.fixture
def noor(team: Team, kwame: User) -> YoungPerson:
    """In work, reached last week."""
    noor = a_young_person(
        team, kwame, given_name="Ayan", family_name="Noor", born=date(2003, 3, 3)
    )
    MainActivity.objects.create(
        young_person=noor, kind="F5", started_on=date(2026, 1, 5), recorded_at=NOW
    )
    ContactFactory.create(
        young_person=noor, held_at=datetime(2026, 5, 26, 10, tzinfo=UTC)
    )
    return noor
