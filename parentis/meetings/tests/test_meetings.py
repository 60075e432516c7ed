"""Meetings, from their agenda to what came of them."""

import zipfile
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.http import Http404

from parentis.accounts.tests.factories import (
    AdviserFactory,
    AnalystFactory,
    CommitteeOfficerFactory,
    ElectedMemberFactory,
)
from parentis.bodies.tests.factories import BodyFactory, MembershipFactory
from parentis.documents.calendar import Event, calendar
from parentis.meetings import actions, queries
from parentis.meetings.actions_asked.actions import chase_overdue
from parentis.meetings.actions_asked.queries import actions_told, open_actions
from parentis.meetings.agenda.actions import add_item, publish_agenda
from parentis.meetings.agenda.queries import (
    clear_days,
    meeting_page,
    meeting_to_print,
    public_meeting,
)
from parentis.meetings.attendance.actions import WhoCame, record_attendance
from parentis.meetings.calendar_feed.queries import public_calendar
from parentis.meetings.choices import Came, FileForm, FileRefused
from parentis.meetings.from_young_people.queries import public_you_said, views_told
from parentis.meetings.minutes.actions import approve_minutes
from parentis.meetings.papers.actions import put_paper, withdraw_paper
from parentis.meetings.papers.queries import get_paper
from parentis.meetings.tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    FromYoungPeopleFactory,
    MeetingFactory,
    PaperFactory,
)
from parentis.notices.models import Notice
from parentis.recorded.actions import NotRecorded

pytestmark = pytest.mark.usefixtures("db")
AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
ON = date(2026, 3, 2)


def zipped(*names: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


ZIP = zipped("word/document.xml")


def test_a_new_meeting_has_the_items_every_agenda_has_and_a_report_before_the_last():
    officer = CommitteeOfficerFactory.create()
    body = BodyFactory.create()
    MeetingFactory.create(body=body)
    meeting = actions.add_meeting(
        by=officer,
        at=AT,
        answers={"body_id": body.pk, "begins_at": datetime(2026, 4, 1, 17, tzinfo=UTC)},
    )
    item = add_item(meeting.pk, by=officer, at=AT, answers={"title": "Annual report"})
    page = meeting_page(meeting.pk, viewer=officer, at=AT)

    assert [each.kind for each in page.shown.items] == [
        "apologies",
        "declarations",
        "minutes",
        "young-people",
        "report",
        "actions",
        "forward-plan",
    ]
    assert page.shown.items[2].title == "Minutes of the meeting of 5 March 2026"
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

    public = public_meeting(meeting.pk, on=ON)
    told = [
        public,
        meeting_page(meeting.pk, viewer=adviser, at=AT).shown,
        actions_told(meeting.body_id, viewer=None, on=ON),
        open_actions(viewer=adviser, on=ON),
    ]

    assert "Kestrel" not in str(told)
    assert "paragraph 3 of Schedule 12A" in public.items[0].marking
    assert "Offer Kestrel less" in str(
        meeting_page(meeting.pk, viewer=officer, at=AT).shown
    )


def test_who_is_late_is_told_once_of_each_day():
    owner = AdviserFactory.create()
    actions_late = ActionFactory.create_batch(
        2, owner_user=owner, due_on=date(2026, 3, 1)
    )
    ActionFactory.create(owner_user=owner, due_on=ON)
    told = [chase_overdue(by=None, at=AT) for _ in range(2)]
    assert told == [1, 0]
    assert [each.about for each in Notice.objects.all()] == [
        "2 things that meetings asked you to do are overdue."
    ]

    late = actions_late[0]
    late.due_on = date(2026, 3, 2)
    late.save()
    assert chase_overdue(by=None, at=AT + timedelta(days=1)) == 1
    assert set(
        Notice.objects.filter(about__endswith="2 March 2026.").values_list(
            "link", flat=True
        )
    ) <= {late.get_absolute_url(), "/meetings/actions/?show=mine"}


def test_the_public_read_minutes_once_they_are_approved_and_papers_once_they_are_out():
    officer = CommitteeOfficerFactory.create()
    meeting = MeetingFactory.create(minutes="The chair thanked all.", state="held")
    item = AgendaItemFactory.create(meeting=meeting, minute="Members agreed.")
    PaperFactory.create(item=item, is_exempt=True, title="Kestrel")
    PaperFactory.create(item=item, title="Annual report")
    assert not public_meeting(meeting.pk, on=ON).items
    assert public_meeting(meeting.pk, on=ON).minutes == ""

    publish_agenda(meeting.pk, by=officer, at=AT)
    publish_agenda(meeting.pk, by=officer, at=AT + timedelta(days=1))
    (shown,) = public_meeting(meeting.pk, on=ON).items
    assert ([each.title for each in shown.papers], shown.minute) == (
        ["Annual report"],
        "",
    )
    assert public_meeting(meeting.pk, on=ON).agenda_published_at == AT

    with pytest.raises(NotRecorded, match="before the meeting"):
        approve_minutes(meeting.pk, by=officer, at=AT, approved_on=ON)
    approve_minutes(meeting.pk, by=officer, at=AT, approved_on=date(2026, 5, 7))
    public = public_meeting(meeting.pk, on=ON)
    assert (public.minutes, public.items[0].minute) == (
        "The chair thanked all.",
        "Members agreed.",
    )


def test_what_a_body_that_does_not_meet_in_public_does_is_told_to_staff_alone():
    body = BodyFactory.create(is_open_to_public=False)
    meeting = MeetingFactory.create(body=body, held=True)
    ActionFactory.create(item__meeting=meeting)
    FromYoungPeopleFactory.create(asked_of=body, answered=True)

    with pytest.raises(Http404):
        public_meeting(meeting.pk, on=ON)
    assert queries.public_meetings(at=AT) == []
    assert actions_told(body.pk, viewer=None, on=ON) == []
    assert public_you_said(on=ON) == []
    assert "BEGIN:VEVENT" not in public_calendar(at=AT, home="/")


def test_a_report_puts_itself_on_an_agenda_once_and_leaves_it():
    analyst, item = AnalystFactory.create(), AgendaItemFactory.create()
    where = {"by": analyst, "at": AT, "address": "/reports/7/"}
    first = put_paper(item.pk, title="Draft", **where)
    second = put_paper(
        item.pk, title="Annual report", public_address="/public/reports/7/", **where
    )
    assert first.pk == second.pk
    assert get_paper(first.pk, viewer=analyst).title == "Annual report"

    withdraw_paper(item.pk, why="Not ready", **where)
    with pytest.raises(Http404):
        get_paper(first.pk, viewer=analyst)


def test_what_is_told_of_actions_and_of_young_people_for_a_report():
    open_one = ActionFactory.create(due_on=date(2026, 3, 1))
    meeting = open_one.item.meeting
    ActionFactory.create(
        item=open_one.item, done_on=date(2026, 2, 1), what_was_done="Sent to all"
    )
    ActionFactory.create(
        item=open_one.item, done_on=date(2020, 2, 1), what_was_done="Long ago"
    )
    FromYoungPeopleFactory.create(asked_of=meeting.body, answered=True)
    told = actions_told(meeting.body_id, viewer=None, on=ON)
    assert [each.state for each in told] == [
        "Overdue",
        "Done on 1 February 2026: Sent to all",
    ]
    (said,) = views_told(meeting.body_id, viewer=None, since=date(2026, 1, 1), on=ON)
    assert said.who == "Aldermere Voices"
    assert said.answer.startswith("We will plan")


@pytest.mark.parametrize(
    ("published_on", "left"),
    [
        (date(2026, 3, 5), 5),  # Thursday; the meeting is on the Friday after
        (date(2026, 3, 6), 4),  # a weekend has no clear day
        (date(2026, 3, 13), 0),
    ],
)
def test_clear_days_are_working_days_between(published_on, left):
    assert clear_days(published_on, date(2026, 3, 13), viewer=None) == left


@pytest.mark.parametrize(
    ("contents", "why"),
    [
        (b"<html></html>", "This is not a PDF"),
        (b"%PDF-1.7" + ZIP, "hidden in it"),
        (zipped("word/document.xml", "word/vbaProject.bin"), "macros"),
        (zipped("word/document.xml", "xl/workbook.xml"), "This is not a PDF"),
        (zipped("xl/workbook.xml", "run.exe"), "hidden in it"),
    ],
)
def test_a_paper_that_is_something_else_is_refused(contents, why):
    with pytest.raises(FileRefused, match=why):
        FileForm.of(contents)


def test_a_paper_is_word_or_excel_by_what_is_in_it():
    assert FileForm.of(ZIP) == FileForm.WORD
    assert FileForm.of(zipped("xl/workbook.xml")) == FileForm.EXCEL


def test_a_line_of_a_calendar_is_no_longer_than_others_read():
    event = Event(
        uid="1", title="é" * 60, begins_at=AT, ends_at=AT, words="One, two; three\nfour"
    )
    made = calendar("Meetings", [event], at=AT, zone="Europe/London")
    assert max(len(line.encode()) for line in made.split("\r\n")) <= 75
    assert r"DESCRIPTION:One\, two\; three\nfour" in made
    assert f"SUMMARY:{'é' * 60}" in made.replace("\r\n ", "")


def test_nobody_who_only_reads_can_count_the_young_people_who_came():
    officer = CommitteeOfficerFactory.create()
    meeting = MeetingFactory.create(held=True, body__quorum=2)
    seats = [
        MembershipFactory.create(body=meeting.body),
        MembershipFactory.create(body=meeting.body, young_person=True, name="Zed"),
        MembershipFactory.create(body=meeting.body, young_person=True, name="Yaz"),
    ]
    record_attendance(
        meeting,
        by=officer,
        at=datetime(2026, 3, 6, tzinfo=UTC),
        version=1,
        seats={seat.pk: WhoCame(came=Came.PRESENT) for seat in seats},
    )
    readers = [
        public_meeting(meeting.pk, on=ON),
        meeting_to_print(meeting.pk, viewer=officer, on=ON),
        meeting_page(meeting.pk, viewer=ElectedMemberFactory.create(), at=AT).shown,
    ]

    for shown in readers:
        assert [each.name for each in shown.present] == [
            str(seats[0].councillor),
            "Young people",
        ]
        assert str(shown.quorum) == (
            "Members with a vote took part, young people among them, and 2 are needed:"
            " the meeting could decide."
        )
    whole = meeting_page(meeting.pk, viewer=officer, at=AT).shown
    assert {"Zed", "Yaz"} <= {each.name for each in whole.present}
    assert str(whole.quorum).startswith("3 members")
