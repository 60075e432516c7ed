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
    return TeamFactory.create(name="Leaving care north")


@pytest.fixture
def bethan(team: Team) -> User:
    """Sam's adviser."""
    bethan = AdviserFactory.create(name="Bethan Marsh")
    return TeamMembershipFactory.create(team=team, person=bethan).person


@pytest.fixture
def kwame(team: Team) -> User:
    """Another adviser of the team: Sam is not his work."""
    kwame = AdviserFactory.create(name="Kwame Aldous")
    return TeamMembershipFactory.create(team=team, person=kwame).person


@pytest.fixture
def rukhsana(team: Team) -> User:
    """The team's manager."""
    rukhsana = ManagerFactory.create(name="Rukhsana Peel")
    return TeamMembershipFactory.create(team=team, person=rukhsana).person


@pytest.fixture
def stranger(db: None) -> User:
    """An adviser of another service."""
    stranger = AdviserFactory.create(name="Ivo Renn")
    return TeamMembershipFactory.create(person=stranger).person


@pytest.fixture
def dafydd(db: None) -> User:
    return DataGuardianFactory.create(name="Dafydd Rowe")


@pytest.fixture
def sam(team: Team, bethan: User) -> YoungPerson:
    sam = YoungPersonFactory.create(
        service=team.service,
        given_name="Sam",
        family_name="Thornbury",
        child_number="70100042",
    )
    AllocationFactory.create(young_person=sam, person=bethan)
    AddressFactory.create(young_person=sam)
    return sam
