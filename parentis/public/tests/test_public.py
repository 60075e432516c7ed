"""What everybody may read: what is open is there, what is not is nowhere."""

import json
from datetime import UTC, date, datetime

import lxml.etree
import lxml.html
import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from parentis.accounts.tests.factories import CommitteeOfficerFactory
from parentis.bodies.choices import BodyKind, Part
from parentis.bodies.tests.factories import BodyFactory, MembershipFactory
from parentis.figures import actions as figures
from parentis.figures.models import ComputedFigure
from parentis.figures.tests import a_council
from parentis.meetings.choices import MeetingState
from parentis.meetings.tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    DecisionFactory,
    FromYoungPeopleFactory,
    MeetingFactory,
    PaperFactory,
)
from parentis.public import queries
from parentis.recommendations.tests.factories import (
    RecommendationFactory,
    SourceFactory,
    StatusSetFactory,
    UpdateFactory,
)
from parentis.strategy.tests.factories import (
    PriorityFactory,
    PromiseFactory,
    SayingFactory,
    StrategyFactory,
)
from parentis.targets.tests.factories import AchievementFactory, TargetFactory
from parentis.visits.tests.factories import VisitFactory

pytestmark = pytest.mark.django_db

# Planted in everything that is for staff alone. No page, feed or file may hold it.
SECRET = "Zyxwsecret"
TOLD_AT = datetime(2026, 5, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def council():
    """A council with something open and something kept back in every part."""
    panel = BodyFactory.create(name="Corporate Parenting Panel")
    MembershipFactory.create(body=panel, part=Part.CHAIR, councillor__name="Anna Bell")
    MembershipFactory.create(body=panel, young_person=True, name=SECRET)
    MembershipFactory.create(body=panel, foster_carer=True, name=SECRET)
    meeting = MeetingFactory.create(body=panel, held=True, minutes=SECRET)
    item = AgendaItemFactory.create(meeting=meeting, title="Homes near home")
    PaperFactory.create(item=item, title="Annual report")
    PaperFactory.create(item=item, title=SECRET, is_exempt=True)
    DecisionFactory.create(item=item, words="That the homes be visited.")
    ActionFactory.create(item=item)
    exempt = AgendaItemFactory.create(meeting=meeting, title=SECRET, exempt=True)
    DecisionFactory.create(item=exempt, words=SECRET)
    closed = BodyFactory.create(
        name="Improvement Board",
        kind=BodyKind.IMPROVEMENT_BOARD,
        is_open_to_public=False,
    )
    AgendaItemFactory.create(meeting__body=closed, meeting__theme=SECRET)
    FromYoungPeopleFactory.create(asked_of=panel, answered=True)

    source = SourceFactory.create()
    asked = RecommendationFactory.create(source=source, number="10")
    UpdateFactory.create(source=source, of=[asked], words="Everybody has a laptop.")
    UpdateFactory.create(source=source, of=[asked], words=SECRET, is_public=False)
    StatusSetFactory.create(recommendation=asked)
    hidden = SourceFactory.create(title=SECRET, is_public=False)
    RecommendationFactory.create(source=hidden, text=SECRET)

    promise = PromiseFactory.create(words="We answer you within two working days.")
    SayingFactory.create(promise=promise, words="They ring back now.")
    SayingFactory.create(promise=promise, words=SECRET, may_be_quoted=False)
    PriorityFactory.create(strategy__agreed_by=panel)
    StrategyFactory.create(title=SECRET, is_draft=True)

    target = TargetFactory.create()
    AchievementFactory.create(directorate=target.directorate, kind=target.kind)
    VisitFactory.create(home__name=SECRET, saw=SECRET, young_people_said=SECRET)
    return {"meeting": meeting, "source": source, "asked": asked, "panel": panel}


@pytest.fixture
def told(db):
    a_council.fill_figures()
    officer = CommitteeOfficerFactory.create()
    figures.tell_public(by=officer, at=TOLD_AT)
    return officer


def addresses(council):
    """Every page, feed and file there is for the public."""
    plain = (
        "home",
        "bodies",
        "councillors",
        "meetings",
        "calendar",
        "you_said",
        "recommendations",
        "strategy",
        "pledge",
        "targets",
        "visits",
        "figures",
        "news",
        "data",
    )
    return [
        *(reverse(f"public:{name}") for name in plain),
        reverse("public:body", args=[council["panel"].pk]),
        reverse("public:meeting", args=[council["meeting"].pk]),
        reverse("public:source", args=[council["source"].pk]),
        reverse("public:recommendation", args=[council["asked"].pk]),
        *(reverse("public:data_file", args=[name]) for name in queries.DATA),
    ]


def test_nothing_that_is_for_staff_alone_is_anywhere(client, council):
    for address in addresses(council):
        answer = client.get(address)

        assert answer.status_code == 200, address
        assert SECRET not in answer.content.decode(), address


def test_every_page_says_so_where_there_is_nothing_yet(client, db):
    for name in ("home", "recommendations", "strategy", "pledge", "targets", "figures"):
        answer = client.get(reverse(f"public:{name}"))

        assert "published" in answer.content.decode(), name


def test_a_meeting_tells_who_came_to_what_and_which_paragraph_keeps_an_item_back(
    visit, council
):
    page = visit(f"/public/meetings/{council['meeting'].pk}/")

    assert page.heading == "Corporate Parenting Panel, 5 March 2026"
    assert "That the homes be visited." in page.text
    assert "paragraph 3 of Schedule 12A" in page.text


def test_a_recommendation_tells_its_story(visit, council):
    page = visit(f"/public/recommendations/{council['asked'].pk}/")

    assert page.heading == "Recommendation 10"
    assert "3 June 2025" in page.text
    assert "Everybody has a laptop." in page.text
    assert "Green" in page.text


def test_what_is_not_open_is_not_there(client, council):
    meetings = queries.meetings_page(viewer=None, at=TOLD_AT)
    assert {row.body for row in meetings.before} == {"Corporate Parenting Panel"}

    hidden = RecommendationFactory.create(source__is_public=False)
    for address in (
        f"/public/recommendations/{hidden.pk}/",
        f"/public/recommendations/from/{hidden.source_id}/",
        "/public/figures/no-such-figure/",
        "/public/data/no-such-data.json",
    ):
        assert client.get(address).status_code == 404


def test_figures_are_those_that_were_told_and_a_small_correction_is_not(visit, told):
    ComputedFigure.objects.filter(indicator="eet-19-to-21", year=2025, by="").update(
        numerator=29, value=72.5
    )
    before = visit("/public/figures/eet-19-to-21/")
    figures.tell_public(by=told, at=datetime(2026, 6, 3, 9, 0, tzinfo=UTC))
    after = visit("/public/figures/eet-19-to-21/")

    assert "26 of 40" in before.text
    assert "26 of 40" in after.text
    assert "29" not in after.text
    assert "Corrected since by so few young people" in after.text
    # Of two in higher education nobody is told.
    page = visit("/public/figures/higher-education-19-to-21/")
    assert "hidden" in page.text
    assert "2 of 40" not in page.text


def test_the_same_is_there_as_data_and_hidden_counts_are_null(client, told):
    found = json.loads(client.get("/public/data/figures.json").content)
    of_2025 = next(each for each in found["data"] if each["year"] == 2025)
    told_of = {each["indicator"]: each for each in of_2025["figures"]}

    assert told_of["eet-19-to-21"]["numerator"] == 26
    assert told_of["higher-education-19-to-21"]["numerator"] is None
    assert told_of["higher-education-19-to-21"]["is_hidden"] is True


def test_the_feed_is_atom_and_leads_to_pages(client, council, told):
    feed = lxml.etree.fromstring(client.get("/public/news.atom").content)
    spaces = {"atom": "http://www.w3.org/2005/Atom"}
    titles = feed.xpath("atom:entry/atom:title/text()", namespaces=spaces)
    links = feed.xpath("atom:entry/atom:link/@href", namespaces=spaces)

    [author] = feed.xpath("atom:author/atom:name/text()", namespaces=spaces)
    [whose] = feed.xpath("atom:title/text()", namespaces=spaces)

    assert whose == f"{author}: the council as a parent"
    assert all(link.startswith("http://testserver/public/") for link in links)
    assert "Figures of the year to 31 March 2025" in titles
    assert any(
        title.startswith("Agenda: Corporate Parenting Panel") for title in titles
    )
    for link in links:
        assert client.get(link.removeprefix("http://testserver")).status_code == 200


def test_an_entry_of_the_feed_is_as_old_as_what_came_out(client):
    out_at = datetime(2026, 10, 7, 9, 0, tzinfo=UTC)
    to_come = datetime(2999, 10, 14, 17, 0, tzinfo=UTC)
    MeetingFactory.create(begins_at=to_come, agenda_published_at=out_at)
    MeetingFactory.create(held=True, minutes_approved_on=date(2026, 9, 10))

    found = {
        each.title.split(":")[0]: timezone.localtime(each.at).date()
        for each in queries.news(at=datetime(2026, 11, 1, tzinfo=UTC))
    }

    assert found == {"Agenda": date(2026, 10, 7), "Minutes": date(2026, 9, 10)}


def test_what_was_written_with_signs_reads_in_the_feed_as_it_was_written(client):
    source = SourceFactory.create()
    UpdateFactory.create(source=source, words="Fewer than <30> days & less")
    feed = lxml.etree.fromstring(client.get("/public/news.atom").content)
    [said] = feed.xpath("//*[local-name() = 'summary']/text()")

    assert "".join(lxml.html.fromstring(said).itertext()) == (
        "Fewer than <30> days & less"
    )


def test_a_page_that_data_names_opens_for_everybody_from_anywhere(client, council):
    found = json.loads(client.get("/public/data/meetings.json").content)["data"]

    for each in found:
        assert each["address"].startswith("http://testserver/public/meetings/")
        assert client.get(each["address"]).status_code == 200


def test_a_calendar_says_whose_it_is_where_its_days_are_and_each_place(client):
    MeetingFactory.create(
        begins_at=datetime(2999, 7, 1, 17, 0, tzinfo=UTC), place="Hall"
    )
    MeetingFactory.create(
        begins_at=datetime(2999, 7, 2, tzinfo=UTC), state=MeetingState.CANCELLED
    )
    lines = client.get("/public/meetings/calendar.ics").content.decode().split("\r\n")

    assert f"X-WR-CALNAME:{settings.COUNCIL_NAME}: meetings in public" in lines
    assert "X-WR-TIMEZONE:Europe/London" in lines
    assert {"DTSTART:29990701T170000Z", "LOCATION:Hall"} <= set(lines)
    assert "STATUS:CANCELLED" in lines
    uids = [line for line in lines if line.startswith("UID:")]
    assert all(uid.endswith("@testserver") for uid in uids)
    assert len(set(uids)) == len(uids) == lines.count("BEGIN:VEVENT")


def test_a_meeting_that_is_called_off_says_so_in_the_list(client):
    MeetingFactory.create(
        begins_at=datetime(2999, 7, 2, tzinfo=UTC), state=MeetingState.CANCELLED
    )

    assert "Cancelled" in client.get("/public/meetings/").content.decode()


def test_nobody_is_asked_to_sign_in_and_nothing_is_remembered(client, council):
    answer = client.get("/public/")

    assert not answer.cookies
    assert "Promises" in answer.content.decode()
