"""A page asks the database as often for a thousand rows as for ten."""

from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parentis.accounts.models import Team, User
from parentis.accounts.tests.factories import (
    AdviserFactory,
    ManagerFactory,
    TeamFactory,
    TeamMembershipFactory,
)
from parentis.activities.models import MainActivity
from parentis.care_history.models import CarePeriod
from parentis.contacts.models import Contact
from parentis.contacts.tests.factories import ContactFactory
from parentis.homes.models import Home
from parentis.personal_details.tests.factories import ImportantPersonFactory
from parentis.young_people.models import Allocation, YoungPerson
from parentis.young_people.tests.factories import AllocationFactory, YoungPersonFactory

MORE = (10, 90, 900)


@pytest.fixture
def team(db: None) -> Team:
    team: Team = TeamFactory.create()
    return team


def member(team: Team, factory: Any) -> User:
    person: User = factory.create()
    TeamMembershipFactory.create(team=team, person=person)
    return person


@pytest.fixture
def manager(team: Team) -> User:
    return member(team, ManagerFactory)


@pytest.fixture
def adviser(team: Team) -> User:
    return member(team, AdviserFactory)


def more_young_people(team: Team, adviser: User, many: int) -> None:
    """Each with a home, something they do, a past in care and a contact.

    The first of them turns 19 this month: the return's question about them is open.
    """
    at = timezone.now()
    turns_19 = at.date().replace(day=1).replace(year=at.year - 19)
    written = {"recorded_at": at, "recorded_by": adviser}
    people = YoungPerson.objects.bulk_create(
        YoungPersonFactory.build(
            service=team.service,
            born=date(2003 + each % 6, 1 + each % 12, 5) if each else turns_19,
        )
        for each in range(many)
    )
    Allocation.objects.bulk_create(
        AllocationFactory.build(
            young_person=each, person=adviser, started_on=date(2025, 1, 1)
        )
        for each in people
    )
    Home.objects.bulk_create(
        Home(
            young_person=each,
            kind="U",
            is_suitable=True,
            started_on=date(2025, 1, 1),
            **written,
        )
        for each in people
    )
    MainActivity.objects.bulk_create(
        MainActivity(
            young_person=each, kind="G5", started_on=date(2026, 1, 5), **written
        )
        for each in people
    )
    CarePeriod.objects.bulk_create(
        CarePeriod(
            young_person=each,
            started_on=date(2016, 1, 1),
            ended_on=each.born.replace(year=each.born.year + 18),
            legal_status="C2",
            placement="U1",
            **written,
        )
        for each in people
        if each.born and each.born.year <= 2007
    )
    more_contacts(people, adviser, 1, at)


def more_contacts(
    people: list[YoungPerson], adviser: User, many: int, at: datetime
) -> None:
    Contact.objects.bulk_create(
        ContactFactory.build(
            young_person=each,
            held_at=at - timedelta(days=number),
            recorded_at=at,
            recorded_by=adviser,
        )
        for each in people
        for number in range(many)
    )


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("/my-day/", {}),
        ("/my-day/team/", {}),
        ("/my-day/download.csv", {}),
        ("/young-people/", {}),
        ("/young-people/download.csv", {}),
        ("/young-people/search/", {"words": "sam"}),
    ],
)
def test_for_the_young_people_of_a_team(
    client: Any,
    team: Team,
    adviser: User,
    manager: User,
    url: str,
    words: dict[str, str],
) -> None:
    client.force_login(manager)
    # The first search of a session is written down in it.
    how_often(client, url, words)
    asked = []
    for more in MORE:
        more_young_people(team, adviser, more)
        asked.append(how_often(client, url, words))

    assert asked[0] == asked[1] == asked[2]


@pytest.mark.parametrize("page", ["", "contacts/", "owed/", "record-contact/"])
def test_for_what_was_written_of_one(
    client: Any, team: Team, adviser: User, page: str
) -> None:
    more_young_people(team, adviser, 1)
    sam = YoungPerson.objects.get()
    client.force_login(adviser)
    asked = []
    for more, so_far in zip(MORE, accumulate(MORE), strict=True):
        at = timezone.now() - timedelta(days=so_far)
        more_contacts([sam], adviser, more, at)
        ImportantPersonFactory.create_batch(more // 10, young_person=sam)
        asked.append(how_often(client, f"/young-people/{sam.pk}/{page}", {}))

    assert asked[0] == asked[1] == asked[2]


def how_often(client: Any, url: str, words: dict[str, str]) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(url, words, follow=True) if words else client.get(url)
    assert answer.status_code == 200
    return len(queries)
