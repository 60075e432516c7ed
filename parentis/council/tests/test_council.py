"""The first page of the council as a parent: what needs somebody, and where it is."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from parentis.accounts.roles import Permission, Role
from parentis.accounts.tests.factories import CommitteeOfficerFactory, UserFactory
from parentis.meetings.tests.factories import (
    ActionFactory,
    FromYoungPeopleFactory,
    MeetingFactory,
)
from parentis.recommendations.tests.factories import RecommendationFactory

pytestmark = pytest.mark.django_db
URL = "/council/"


def test_it_says_what_is_late_first_and_leads_there(visit):
    RecommendationFactory.create(due_on=date(2025, 3, 31))
    ActionFactory.create(due_on=date(2026, 4, 30))
    FromYoungPeopleFactory.create()
    officer = CommitteeOfficerFactory.create()

    page = visit(URL, by=officer)

    assert "1 recommendation past the day to be done" in page.text
    assert "1 action of meetings overdue" in page.text
    assert "1 thing that young people asked waits for an answer" in page.text
    late = page.text.index("1 action of meetings overdue")
    assert late < page.text.index("1 thing that young people asked")


def test_where_nothing_waits_it_says_so(visit):
    page = visit(URL, by=CommitteeOfficerFactory.create())

    assert "Nothing is late, and nothing waits for an answer." in page.text


def test_the_next_meetings_are_there(visit):
    soon = timezone.now() + timedelta(days=9)
    MeetingFactory.create(body__name="Corporate Parenting Panel", begins_at=soon)

    page = visit(URL, by=CommitteeOfficerFactory.create())

    assert "Corporate Parenting Panel" in page.text


@pytest.mark.parametrize("role", Role)
def test_every_place_it_leads_to_opens_for_who_is_shown_it(client, role):
    person = UserFactory.create(role=role)
    client.force_login(person)
    home = client.get(URL)

    for place in home.context["page"].places:
        assert client.get(place.address).status_code == 200, place.name
    shown = {place.name for place in home.context["page"].places}
    assert ("Funding" in shown) == person.may(Permission.KEEP_PROMISES)
