"""Looks that were made, without opening pages for them."""

from datetime import UTC, datetime

import pytest

from parentis.accounts.tests.factories import (
    AdviserFactory,
    AuditorFactory,
    ManagerFactory,
    TeamFactory,
    TeamMembershipFactory,
)
from parentis.audit.choices import Looking
from parentis.audit.looking import Seen, looking, saw
from parentis.young_people.tests.factories import AllocationFactory, YoungPersonFactory

NOW = datetime(2026, 5, 3, 13, 5, tzinfo=UTC)  # 14:05 by the council's clocks


def look(
    by,
    *seen,
    what=Looking.OPENED,
    at=NOW,
    page="record:record",
    why="",
    patterns=(),
):
    """`by` was shown these: young people, or numbers of children."""
    with looking(what, by=by.pk, page=page, at=at, where_from="10.0.0.7") as record:
        saw(_seen(each, why, patterns) for each in seen)
        record.write()


def _seen(each, why, patterns):
    if isinstance(each, str):
        return Seen(child=each, why=why, patterns=patterns)
    return Seen(
        young_person=each.pk, child=each.child_number, why=why, patterns=patterns
    )


@pytest.fixture
def team(db):
    return TeamFactory.create()


@pytest.fixture
def manager(team):
    person = ManagerFactory.create(name="Oluwaseun Adeyemi")
    TeamMembershipFactory.create(team=team, person=person)
    return person


@pytest.fixture
def bethan(team):
    person = AdviserFactory.create(name="Bethan Marsh")
    TeamMembershipFactory.create(team=team, person=person)
    return person


@pytest.fixture
def amara(team, bethan):
    """A young person, whose personal adviser Bethan is."""
    young_person = YoungPersonFactory.create(
        given_name="Amara",
        family_name="Thornbury",
        child_number="90100007",
        service=team.service,
    )
    AllocationFactory.create(young_person=young_person, person=bethan)
    return young_person


@pytest.fixture
def auditor(db):
    return AuditorFactory.create(name="Priya Holloway")
