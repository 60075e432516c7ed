"""A team with its people, and a young person who is the work of one of them."""

import pytest

from parentis.accounts.models import Team, User
from parentis.accounts.tests.factories import (
    AdviserFactory,
    DataGuardianFactory,
    ManagerFactory,
    TeamFactory,
    TeamMembershipFactory,
)
from parentis.young_people.models import YoungPerson
from parentis.young_people.tests.factories import (
    AddressFactory,
    AllocationFactory,
    YoungPersonFactory,
)


@pytest.fixture
def team(db: None) -> Team:
    team: Team = TeamFactory.create(name="Leaving care north")
    return team


@pytest.fixture
def bethan(team: Team) -> User:
    """Sam's adviser."""
    bethan: User = AdviserFactory.create(name="Bethan Marsh")
    TeamMembershipFactory.create(team=team, person=bethan)
    return bethan


@pytest.fixture
def kwame(team: Team) -> User:
    """Another adviser of the team: Sam is not his work."""
    kwame: User = AdviserFactory.create(name="Kwame Aldous")
    TeamMembershipFactory.create(team=team, person=kwame)
    return kwame


@pytest.fixture
def rukhsana(team: Team) -> User:
    """The team's manager."""
    rukhsana: User = ManagerFactory.create(name="Rukhsana Peel")
    TeamMembershipFactory.create(team=team, person=rukhsana)
    return rukhsana


@pytest.fixture
def stranger(db: None) -> User:
    """An adviser of another service."""
    stranger: User = AdviserFactory.create(name="Ivo Renn")
    TeamMembershipFactory.create(person=stranger)
    return stranger


@pytest.fixture
def dafydd(db: None) -> User:
    dafydd: User = DataGuardianFactory.create(name="Dafydd Rowe")
    return dafydd


@pytest.fixture
def sam(team: Team, bethan: User) -> YoungPerson:
    sam: YoungPerson = YoungPersonFactory.create(
        service=team.service,
        given_name="Sam",
        family_name="Thornbury",
        child_number="70100042",
    )
    AllocationFactory.create(young_person=sam, person=bethan)
    AddressFactory.create(young_person=sam)
    return sam
