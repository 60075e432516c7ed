"""Pages of meetings: as a committee officer works, and as others see them."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document as WordDocument

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import (
    AdviserFactory,
    CommitteeOfficerFactory,
    UserFactory,
)
from parentis.bodies.tests.factories import (
    BodyFactory,
    MembershipFactory,
    TermOfOfficeFactory,
)
from parentis.meetings.models import AgendaItem, FromYoungPeople, Meeting
from parentis.meetings.tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    DecisionFactory,
    ForwardPlanItemFactory,
    FromYoungPeopleFactory,
    MeetingFactory,
)
from parentis.notices.models import Notice

pytestmark = pytest.mark.usefixtures("db")
PDF = b"%PDF-1.7 a paper"


def in_boxes(name: str, day: date) -> dict[str, str]:
    return {
        f"{name}-day": str(day.day),
        f"{name}-month": str(day.month),
        f"{name}-year": str(day.year),
    }


@pytest.fixture
def officer():
    return CommitteeOfficerFactory.create()


def test_a_committee_officer_takes_a_meeting_from_its_agenda_to_its_minutes(
    visit, officer, client
):
    body = BodyFactory.create(name="Corporate Parenting Panel", quorum=2)
    chair = MembershipFactory.create(body=body, part="chair")
    other = MembershipFactory.create(body=body)
    carer = MembershipFactory.create(body=body, foster_carer=True, name="Rosa Marsh")
    on = timezone.localdate()
    meeting = {"body_id": body.pk, "place": "County Hall", "how": "in-person"}
    page = visit(
        "/meetings/add/meetings/",
        by=officer,
        answers=meeting | {"begins": "6pm", "ends": "5.30 pm"} | in_boxes("on_day", on),
    )
    assert page.errors == ["The meeting must end after it begins"]
    page = visit(
        "/meetings/add/meetings/",
        by=officer,
        answers=meeting | {"begins": "12:01 am"} | in_boxes("on_day", on),
    )
    held = Meeting.objects.get()
    assert page.messages == ["The meeting is added"]

    visit(
        f"/meetings/{held.pk}/add/items/",
        by=officer,
        answers={"title": "Pledge", "kind": "report"},
    )
    item = AgendaItem.objects.get(title="Pledge")
    client.force_login(officer)
    page = visit(
        f"/meetings/items/{item.pk}/upload-paper/",
        by=officer,
        answers={"title": "The pledge", "file": SimpleUploadedFile("pledge.pdf", PDF)},
    )
    assert "The pledge" in page.links
    assert b"".join(client.get(page.links["The pledge"])) == PDF

    page = visit(f"/meetings/{held.pk}/publish-agenda/", by=officer)
    assert "No clear day is left before the meeting" in page.text
    assert "section 100B (from memory, not yet confirmed)" in page.text
    visit(f"/meetings/{held.pk}/publish-agenda/", by=officer, answers={"yes": "1"})

    came = {f"came_{seat.pk}": "present" for seat in (chair, carer)}
    page = visit(
        f"/meetings/{held.pk}/attendance/",
        by=officer,
        answers=came | {"version": Meeting.objects.get().version},
    )
    assert page.errors == [f"Say whether {other.councillor} came"]
    page = visit(
        f"/meetings/{held.pk}/attendance/",
        by=officer,
        answers=came
        | {
            f"came_{other.pk}": "apologies",
            f"remote_{chair.pk}": "on",
            "version": Meeting.objects.get().version,
        },
    )
    assert "2 members with a vote took part, and 2 are needed" in page.text
    assert "1 of them came online" in page.text

    visit(
        f"/meetings/items/{item.pk}/add/decisions/",
        by=officer,
        answers={"kind": "resolved", "words": "That the pledge be kept.", "votes": ""},
    )
    owner = UserFactory.create(role=Role.VIRTUAL_SCHOOL)
    page = visit(
        f"/meetings/items/{item.pk}/add/actions/",
        by=officer,
        answers={
            "words": "Print the pledge",
            "owner": "Virtual School Headteacher",
            "owner_user_id": owner.pk,
        },
    )
    assert page.heading == "Print the pledge"
    assert Notice.objects.get(person=owner).about == (
        "A meeting asked you to do something."
    )
    visit(
        f"/meetings/change/minute/{item.pk}/",
        by=officer,
        answers={"minute": "Members spoke of every promise.", "version": 1},
    )
    page = visit(
        f"/meetings/{held.pk}/approve-minutes/",
        by=officer,
        answers=in_boxes("approved_on", on),
    )
    assert "Resolved: That the pledge be kept." in page.text
    assert "Members spoke of every promise." in page.text

    printed = client.get(f"/meetings/{held.pk}/print/minutes/docx/")
    document = WordDocument(BytesIO(printed.content))
    said = [each.text for each in document.element.body.iter() if each.text]
    assert "Members spoke of every promise." in said
    assert "That the pledge be kept." in said
    assert "Print the pledge" in said
    assert "Foster carer" in str(said)
    assert "Rosa Marsh" not in str(said)


def test_an_item_that_is_not_open_is_hidden_and_printed_with_its_marking(
    visit, officer, client
):
    meeting = MeetingFactory.create(held=True)
    AgendaItemFactory.create(
        meeting=meeting, exempt=True, title="Offer of Kestrel Lettings"
    )
    page = visit(f"/meetings/{meeting.pk}/", by=AdviserFactory.create())
    assert "An item not open to the public" in page.text
    assert "Paragraph 3: somebody's financial or business affairs" in page.text
    assert "Kestrel" not in page.html

    page = visit(f"/meetings/{meeting.pk}/", by=officer)
    assert "Offer of Kestrel Lettings" in page.text
    client.force_login(officer)
    whole = client.get(f"/meetings/{meeting.pk}/print/agenda/html/").content.decode()
    public = client.get(
        f"/meetings/{meeting.pk}/print/agenda/html/?for=public"
    ).content.decode()
    marking = "NOT FOR PUBLICATION by virtue of paragraph 3 of Schedule 12A"
    assert marking in whole
    assert marking in public
    assert "Parts of this are not for publication" in whole
    assert "Kestrel" in whole
    assert "Kestrel" not in public


def test_a_paper_of_an_open_item_may_be_kept_back_by_its_own_paragraph(visit, officer):
    meeting = MeetingFactory.create(held=True)
    item = AgendaItemFactory.create(meeting=meeting)
    answers = {"title": "Kestrel", "is_exempt": "on"}
    where = f"/meetings/items/{item.pk}/upload-paper/"

    def sent(**more: str):
        file = SimpleUploadedFile("prices.pdf", PDF)
        return visit(where, by=officer, answers=answers | {"file": file} | more)

    assert sent().errors == ["Choose the paragraph that keeps it back"]
    page = sent(paragraph="3")
    assert "Paragraph 3: somebody's financial or business affairs" in page.text
    paper = item.papers.get()
    adviser = AdviserFactory.create()
    assert "Kestrel" not in visit(f"/meetings/{meeting.pk}/", by=adviser).html
    assert visit(f"/meetings/papers/{paper.pk}/", by=adviser).status == 404


def test_items_move_and_close_up_where_one_is_struck_out(visit, officer):
    meeting = MeetingFactory.create()
    items = [
        AgendaItemFactory.create(meeting=meeting, place=place, title=title)
        for place, title in enumerate(("One", "Two", "Three"), 1)
    ]
    visit(f"/meetings/items/{items[2].pk}/move/", by=officer, answers={"where": "up"})
    page = visit(
        f"/meetings/strike-out/items/{items[0].pk}/",
        by=officer,
        answers={"why": "Withdrawn by its author"},
    )

    assert "1. Three" in page.text
    assert "2. Two" in page.text
    assert "One: Withdrawn by its author" in page.text


def test_what_an_exempt_item_lacks_is_said(visit, officer):
    meeting = MeetingFactory.create()
    page = visit(
        f"/meetings/{meeting.pk}/add/items/",
        by=officer,
        answers={"title": "Bid", "kind": "report", "is_exempt": "on"},
    )
    assert page.errors == ["Choose the paragraph that keeps it back"]
    page = visit(f"/meetings/{meeting.pk}/add/items/", by=officer, answers={})
    assert page.errors[0] == "Write what the item is"


def test_one_person_counts_once_towards_the_quorum(visit, officer):
    held = MeetingFactory.create(begins_at=datetime(2026, 1, 8, 14, tzinfo=UTC))
    seats = [MembershipFactory.create(body=held.body) for _ in range(3)]
    first, second, third = seats
    spare = TermOfOfficeFactory.create().councillor
    address = f"/meetings/{held.pk}/attendance/"

    def answers(**came):
        apologies = {f"came_{each.pk}": "apologies" for each in seats}
        return {**apologies, **came, "version": Meeting.objects.get().version}

    page = visit(
        address,
        by=officer,
        answers=answers(
            **{f"substitute_{each.pk}": spare.pk for each in (first, second)}
        ),
    )
    assert page.errors == [f"They came for {first.councillor}: one person counts once"]
    page = visit(
        address,
        by=officer,
        answers=answers(
            **{
                f"came_{third.pk}": "present",
                f"substitute_{first.pk}": third.councillor_id,
            }
        ),
    )
    assert page.errors == [
        f"{third.councillor} came themselves: they cannot stand in for another"
    ]
    page = visit(
        address, by=officer, answers=answers(**{f"substitute_{first.pk}": spare.pk})
    )
    assert "1 member with a vote took part" in page.text


def test_who_sat_there_on_another_day_counts_no_more_once_the_day_is_corrected(
    visit, officer
):
    held = MeetingFactory.create(begins_at=datetime(2026, 1, 8, 14, tzinfo=UTC))
    stays = MembershipFactory.create(body=held.body)
    gone = MembershipFactory.create(body=held.body, ended_on=date(2026, 1, 20))
    address = f"/meetings/{held.pk}/attendance/"
    came = {f"came_{each.pk}": "present" for each in (stays, gone)}
    page = visit(address, by=officer, answers={**came, "version": held.version})
    assert "2 members with a vote took part" in page.text
    Meeting.objects.update(begins_at=datetime(2026, 2, 5, 14, tzinfo=UTC))
    came.pop(f"came_{gone.pk}")

    version = Meeting.objects.get().version
    page = visit(address, by=officer, answers={**came, "version": version})

    assert "1 member with a vote took part" in page.text


def test_two_who_change_one_item_read_both_texts(visit, officer):
    item = AgendaItemFactory.create(title="Pledge", version=2, changed_by=officer)
    page = visit(
        f"/meetings/change/items/{item.pk}/",
        by=officer,
        answers={"title": "Promises", "kind": "report", "version": 1},
    )
    assert "What is different" in page.text
    assert "Promises" in page.html
    assert AgendaItem.objects.get(pk=item.pk).title == "Pledge"


def test_who_has_to_do_it_says_that_it_is_done_and_nobody_else(visit):
    owner = AdviserFactory.create()
    action = ActionFactory.create(owner_user=owner, due_on=date(2020, 1, 2))
    other = visit(f"/meetings/actions/{action.pk}/finish/", by=AdviserFactory.create())
    assert other.status == 403

    page = visit("/meetings/actions/?show=mine", by=owner)
    assert "1 action is overdue" in page.text
    tomorrow = timezone.localdate() + timedelta(days=1)
    page = visit(
        f"/meetings/actions/{action.pk}/finish/",
        by=owner,
        answers={"what_was_done": "Written", "version": 1}
        | in_boxes("done_on", tomorrow),
    )
    assert page.errors == ["The day it was done cannot be in the future"]
    page = visit(
        f"/meetings/actions/{action.pk}/finish/",
        by=owner,
        answers={"what_was_done": "Each home has it", "version": 1}
        | in_boxes("done_on", timezone.localdate()),
    )
    assert "Each home has it" in page.text


def test_what_young_people_ask_is_put_on_an_agenda_answered_and_told(visit, officer):
    body = BodyFactory.create()
    meeting = MeetingFactory.create(
        body=body, begins_at=timezone.now() + timedelta(days=20)
    )
    visit(
        "/meetings/add/from-young-people/",
        by=officer,
        answers={
            "asked_of_id": body.pk,
            "said_by": "Aldermere Voices",
            "words": "Nobody tells us when our worker leaves.",
        }
        | in_boxes("said_on", date(2026, 1, 20)),
    )
    said = FromYoungPeople.objects.get()
    waiting = visit("/meetings/young-people/", by=officer)
    assert "1 is waiting" in waiting.text
    visit(
        f"/meetings/young-people/{said.pk}/put-on-agenda/",
        by=officer,
        answers={"meeting": meeting.pk},
    )
    item = meeting.items.get()
    ActionFactory.create(
        item=item,
        words="Write to each before a worker leaves",
        done_on=date(2026, 4, 1),
        what_was_done="Every young person had a letter",
    )
    page = visit(
        f"/meetings/change/told/{said.pk}/",
        by=officer,
        answers={"how_told": "A visit", "version": 1}
        | in_boxes("told_on", date(2026, 4, 2)),
    )
    assert page.errors == ["Write the answer before it goes back."]
    visit(
        f"/meetings/change/answer/{said.pk}/",
        by=officer,
        answers={"answer": "We will tell you first.", "version": 1}
        | in_boxes("answered_on", date(2026, 3, 5)),
    )
    page = visit(
        f"/meetings/change/told/{said.pk}/",
        by=officer,
        answers={"how_told": "The chair came to their meeting", "version": 2}
        | in_boxes("told_on", date(2026, 4, 2)),
    )
    assert "You said Nobody tells us" in page.text
    assert "We will We will tell you first." in page.text
    assert "We did Every young person had a letter" in page.text
    assert "Answered, and told" in page.text
    assert (
        "All that young people asked"
        in visit("/meetings/young-people/", by=officer).text
    )


def test_the_forward_plan_is_by_month_and_asks_for_a_meeting_or_a_month(
    visit, officer, client
):
    planned = ForwardPlanItemFactory.create(
        month=timezone.localdate().replace(day=1), is_key_decision=True
    )
    page = visit(f"/meetings/forward-plan/?body={planned.body_id}", by=officer)
    assert planned.title in page.text
    assert "Key decision" in page.text
    page = visit(
        "/meetings/add/forward-plan/",
        by=officer,
        answers={"body_id": planned.body_id, "title": "Budget"},
    )
    assert page.errors == ["Choose a meeting or a month"]
    client.force_login(officer)
    printed = client.get("/meetings/forward-plan/print/html/").content.decode()
    assert planned.title in printed


def test_a_calendar_of_ones_own_holds_the_chosen_bodies(visit, officer, client):
    ours = MeetingFactory.create(
        begins_at=timezone.now() + timedelta(days=3), state="cancelled"
    )
    MeetingFactory.create(place="Elsewhere", begins_at=timezone.now())
    page = visit("/meetings/calendar/", by=officer, answers={"bodies": [ours.body_id]})
    address = page.text.split("http://testserver")[1].split()[0]
    client.logout()
    found = client.get(address).content.decode().replace("\r\n ", "")

    assert f"SUMMARY:Cancelled: {ours.body.name}" in found
    assert "STATUS:CANCELLED" in found
    assert f"URL:http://testserver/meetings/{ours.pk}/" in found
    assert "Elsewhere" not in found
    assert client.get("/meetings/calendar/another.ics").status_code == 404


@pytest.mark.parametrize(
    ("address", "opens"),
    [
        ("/meetings/", 200),
        ("/meetings/actions/", 200),
        ("/meetings/add/meetings/", 403),
        ("/meetings/add/from-young-people/", 403),
        ("/meetings/add/items/", 404),
        ("/meetings/add/nothing/", 404),
    ],
)
def test_all_staff_read_and_few_write(visit, address, opens):
    assert visit(address, by=AdviserFactory.create()).status in (opens, 403)


@pytest.mark.parametrize(
    "address",
    ["/meetings/", "/meetings/{pk}/", "/meetings/young-people/?show=all"],
)
def test_a_page_asks_as_often_for_much_as_for_little(visit, officer, address):
    body = BodyFactory.create()
    meeting = MeetingFactory.create(body=body, held=True)

    def asked(much: int) -> int:
        for said in FromYoungPeopleFactory.create_batch(much, asked_of=body):
            item = AgendaItemFactory.create(meeting=meeting, asked_by_young_people=said)
            ActionFactory.create_batch(2, item=item)
            DecisionFactory.create(item=item)
            MeetingFactory.create(body=body, held=True)
        with CaptureQueriesContext(connection) as queries:
            visit(address.format(pk=meeting.pk), by=officer)
        return len(queries)

    assert asked(2) == asked(10)
