"""How much work the home page is: an adviser's list, and a large team's."""

from datetime import date
from time import process_time
from typing import Any

import pytest
from django.db import connection

from parentis.accounts.models import Team, User
from parentis.activities.models import MainActivity
from parentis.care_history.tests.factories import CarePeriodFactory
from parentis.contacts.tests.factories import ContactFactory
from parentis.homes.tests.factories import HomeFactory
from parentis.my_day.tests.conftest import NOW, a_young_person


@pytest.mark.bench
@pytest.mark.parametrize(("how_many", "ms"), [(25, 100), (250, 400)])
def test_the_home_page_takes_little_work(
    client: Any, team: Team, bethan: User, how_many: int, ms: int
) -> None:
    """In processor time of this process, the page as it is sent."""
    for n in range(how_many):
        born = date(2003 + n % 6, 1 + n % 12, 1 + n % 28)
        each = a_young_person(team, bethan, born=born)
        CarePeriodFactory.create(
            young_person=each, started_on=date(2018, 1, 1), ended_on=None
        )
        HomeFactory.create(young_person=each, started_on=date(2025, 1, 1))
        MainActivity.objects.create(
            young_person=each, kind="G5", started_on=date(2026, 1, 5), recorded_at=NOW
        )
        ContactFactory.create(young_person=each)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client.force_login(bethan)
    client.get("/my-day/")
    took = []
    for _ in range(5):
        begun = process_time()
        assert client.get("/my-day/").status_code == 200
        took.append(1_000 * (process_time() - begun))

    assert min(took) <= ms, [round(each) for each in took]
