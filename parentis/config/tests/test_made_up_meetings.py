"""The demo's meetings: years of them, the last three told in full, some ahead."""

from datetime import UTC, datetime

import pytest

from parentis.accounts.tests.factories import CommitteeOfficerFactory
from parentis.bodies.tests.factories import BodyFactory, MembershipFactory
from parentis.config.made_up_meetings import fill_meetings
from parentis.meetings import queries
from parentis.meetings.actions_asked.queries import actions_page
from parentis.meetings.agenda.queries import meeting_page, public_meeting
from parentis.meetings.forward_plan.queries import public_forward_plan
from parentis.meetings.from_young_people.queries import from_young_people_page
from parentis.meetings.models import Meeting

pytestmark = pytest.mark.usefixtures("db")
AT = datetime(2026, 9, 25, 10, tzinfo=UTC)


def test_the_made_up_council_has_met_for_years_and_will_meet_again():
    officer = CommitteeOfficerFactory.create(email="committee@aldermere.example")
    panel = BodyFactory.create(name="Corporate Parenting Panel")
    BodyFactory.create(name="Cabinet", kind="cabinet")
    MembershipFactory.create_batch(7, body=panel)

    fill_meetings(at=AT)
    fill_meetings(at=AT)

    met = Meeting.objects.filter(body=panel)
    years = {each.begins_at.year for each in met}
    assert years == set(range(2017, 2028))
    assert {met.filter(begins_at__year=year).count() for year in range(2017, 2027)} == {
        5
    }
    last = met.filter(state="held").latest("begins_at")
    page = meeting_page(last.pk, viewer=officer, at=AT).shown
    assert page.quorum.is_met
    assert [each.title for each in page.items if each.decisions] == [
        "Work: what the council offers as an employer",
        "Keeping in touch with care leavers",
    ]
    assert all(each.papers for each in page.items if each.kind == "report")
    assert actions_page(viewer=officer, on=AT.date()).how_many_overdue
    waiting = from_young_people_page(viewer=officer, on=AT.date())
    assert waiting.sayings[0].words.startswith("Nobody told us")
    planned = public_forward_plan(on=AT.date(), body=panel.pk)
    assert "Loneliness in a first home" in str(planned)
    assert queries.public_meetings(at=AT)[0].begins_at > AT
    exempt = met.model.objects.get(
        body__name="Cabinet", begins_at__year=2025, begins_at__month=12
    )
    assert "scored highest" not in str(public_meeting(exempt.pk, on=AT.date()))
