"""Meetings, from their agenda to what came of them."""

from datetime import UTC, date, datetime

import pytest

from parentis.accounts.tests.factories import AdviserFactory, CommitteeOfficerFactory
from parentis.bodies.tests.factories import BodyFactory
from parentis.meetings import actions, queries
from parentis.meetings.tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    MeetingFactory,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
ON = date(2026, 3, 2)


def test_a_new_meeting_has_the_items_every_agenda_has_and_a_report_before_the_last():
    officer = CommitteeOfficerFactory.create()
    body = BodyFactory.create()
    meeting = actions.add_meeting(
        by=officer,
        at=AT,
        answers={"body_id": body.pk, "begins_at": datetime(2026, 4, 1, 17, tzinfo=UTC)},
    )
    item = actions.add_item(
        meeting.pk, by=officer, at=AT, answers={"title": "Annual report"}
    )
    page = queries.meeting_page(meeting.pk, viewer=officer, at=AT)

    assert [each.kind for each in page.shown.items] == [
        "apologies",
        "declarations",
        "minutes",
        "young-people",
        "report",
        "actions",
        "forward-plan",
    ]
    assert queries.agenda_items_for_reports(viewer=officer, at=AT) == [
        (item.pk, f"{body.name}, 1 April 2026: 5. Annual report")
    ]


def test_what_is_exempt_is_told_to_nobody_else():
    meeting = MeetingFactory.create(held=True)
    item = AgendaItemFactory.create(
        meeting=meeting, exempt=True, title="What Kestrel Lettings asks"
    )
    ActionFactory.create(item=item, words="Offer Kestrel less")
    adviser, officer = AdviserFactory.create(), CommitteeOfficerFactory.create()

    public = queries.public_meeting(meeting.pk, on=ON)
    told = [
        public,
        queries.meeting_page(meeting.pk, viewer=adviser, at=AT).shown,
        queries.actions_told(meeting.body_id, viewer=None, on=ON),
        queries.open_actions(viewer=adviser, on=ON),
    ]

    assert "Kestrel" not in str(told)
    assert "paragraph 3 of Schedule 12A" in public.items[0].marking
    assert "Offer Kestrel less" in str(
        queries.meeting_page(meeting.pk, viewer=officer, at=AT).shown
    )
