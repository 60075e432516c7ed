"""A small leaving care service, drawn as stories on real records."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine

from parentis.accounts.models import Team, User
from parentis.accounts.tests.factories import (
    AdviserFactory,
    AnalystFactory,
    ManagerFactory,
    TeamFactory,
    TeamMembershipFactory,
)
from parentis.activities.models import MainActivity
from parentis.care_history.tests.factories import CarePeriodFactory
from parentis.contacts.tests.factories import ContactFactory, InTouchAnswerFactory
from parentis.homes.tests.factories import HomeFactory
from parentis.personal_details.tests.factories import AboutThemFactory
from parentis.young_people.models import YoungPerson
from parentis.young_people.tests.factories import AllocationFactory, YoungPersonFactory

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
WRITTEN_AT = datetime(2026, 11, 1, 9, tzinfo=UTC)

CareLeaver = Callable[..., YoungPerson]


@pytest.fixture
def team(db: None) -> Team:
    team: Team = TeamFactory.create(name="Leaving care north")
    return team


@pytest.fixture
def bethan(team: Team) -> User:
    """An adviser."""
    bethan: User = AdviserFactory.create(name="Bethan Marsh")
    TeamMembershipFactory.create(team=team, person=bethan)
    return bethan


@pytest.fixture
def rukhsana(team: Team) -> User:
    """The team's manager."""
    rukhsana: User = ManagerFactory.create(name="Rukhsana Peel")
    TeamMembershipFactory.create(team=team, person=rukhsana)
    return rukhsana


@pytest.fixture
def amara(db: None) -> User:
    """Counts for the council, and knows young people by number."""
    amara: User = AnalystFactory.create(name="Amara Whitlock")
    return amara


@pytest.fixture
def care_leaver(team: Team, bethan: User) -> CareLeaver:
    """Somebody who was in care until 18, with what the story says of them since.

    Turned 19 on 1 June 2026 where nothing else is said; `home` and `activity` are codes
    of the return since they left care, `reached` the day somebody last spoke to them.
    """

    def make(
        child: str,
        *,
        born: date = date(2007, 6, 1),
        home: str = "U1",
        activity: str = "F5",
        reached: date | None = date(2026, 6, 3),
        answer: str = "",
        adviser: User | None = bethan,
        **care: object,
    ) -> YoungPerson:
        person: YoungPerson = YoungPersonFactory.create(
            child_number=child,
            given_name=child.capitalize(),
            family_name="Thornbury",
            born=born,
            service=team.service,
        )
        left = born.replace(year=born.year + 18)
        AboutThemFactory.create(young_person=person)
        CarePeriodFactory.create(
            **{
                "young_person": person,
                "started_on": date(2018, 3, 1),
                "ended_on": left,
                "reason_started": "S",
                "need": "N1",
                "provider": "PR1",
                "reason_ceased": "E5",
                **care,
            }
        )
        if adviser:
            AllocationFactory.create(young_person=person, person=adviser)
        if home:
            lives(person, home, since=left)
        if activity:
            does(person, activity, since=left)
        if reached:
            reach(person, reached)
        if answer:
            age = 2026 - born.year
            said = {"evidence": "To the adviser", "evidence_on": date(2026, 6, 2)}
            InTouchAnswerFactory.create(
                young_person=person, age=age, answer=answer, **said
            )
        return person

    return make


def lives(
    person: YoungPerson, code: str, *, since: date, until: date | None = None
) -> None:
    HomeFactory.create(
        young_person=person,
        kind=code[0],
        is_suitable=code[1] == "1",
        why="" if code[1] == "1" else "No heating",
        started_on=since,
        ended_on=until,
    )


def does(
    person: YoungPerson, code: str, *, since: date, until: date | None = None
) -> None:
    MainActivity.objects.create(
        young_person=person,
        kind=code,
        started_on=since,
        ended_on=until,
        recorded_at=WRITTEN_AT,
    )


def reach(person: YoungPerson, on: date, **how: object) -> None:
    """A call that was answered; `tried=True` one that was not."""
    held_at = datetime(on.year, on.month, on.day, 10, 30, tzinfo=UTC)
    ContactFactory.create(young_person=person, held_at=held_at, **how)


@pytest.fixture
def today() -> Iterator[date]:
    """Pages are opened on 20 November 2026."""
    with time_machine.travel(NOW, tick=False):
        yield TODAY
