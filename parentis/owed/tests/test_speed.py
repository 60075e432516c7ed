"""How long a caseload's, or a service's, dates take. Run by `make bench`."""

from datetime import date, timedelta
from time import process_time

import pytest

from parentis.accounts.tests.factories import AdviserFactory, ServiceFactory
from parentis.care_history.models import CarePeriod
from parentis.care_history.tests.factories import CarePeriodFactory
from parentis.homes.models import Home
from parentis.homes.tests.factories import HomeFactory
from parentis.law.eligibility import _life
from parentis.owed import queries
from parentis.young_people.models import YoungPerson
from parentis.young_people.tests.factories import YoungPersonFactory

TODAY = date(2026, 11, 22)


def a_service(people):
    """Young people of 15 to 25, each with six periods in care and three homes."""
    service = ServiceFactory.create()
    born = [TODAY - timedelta(days=365 * (15 + n % 10) + n) for n in range(people)]
    made = YoungPerson.objects.bulk_create(
        YoungPersonFactory.build(service=service, born=birthday) for birthday in born
    )
    lives = list(zip(made, born, strict=True))
    CarePeriod.objects.bulk_create(
        CarePeriodFactory.build(
            young_person=each,
            started_on=birthday + timedelta(days=365 * 13 + 250 * spell),
            ended_on=birthday + timedelta(days=365 * 13 + 250 * spell + 240),
        )
        for each, birthday in lives
        for spell in range(6)
    )
    Home.objects.bulk_create(
        HomeFactory.build(
            young_person=each,
            started_on=birthday + timedelta(days=365 * 18 + 300 * home),
            ended_on=birthday + timedelta(days=365 * 18 + 300 * home + 300),
            is_provided=True,
        )
        for each, birthday in lives
        for home in range(3)
    )
    return made


@pytest.mark.bench
@pytest.mark.django_db
@pytest.mark.parametrize("people", [25, 250])
def test_what_a_caseload_is_owed(people, capsys):
    viewer = AdviserFactory.create()
    made = a_service(people)
    took = []
    for _ in range(3):
        began = process_time()
        owed = queries.owed_to(made, viewer=viewer, on=TODAY)
        took.append((process_time() - began) * 1000)
    _life.cache_clear()
    with capsys.disabled():
        print(
            f"\nwhat {people} are owed: {took[0]:.0f} ms of CPU at first,"
            f" {min(took):.0f} ms then"
        )

    assert len(owed) == people
    assert min(took) < 4 * people
