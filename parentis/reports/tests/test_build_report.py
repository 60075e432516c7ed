"""For whom a report is, what its blocks show, and the template it keeps."""

from datetime import UTC, date, datetime
from typing import Any

from parentis.accounts.models import User
from parentis.bodies.tests.factories import BodyFactory
from parentis.committee_report.shape_data import shape_from_data
from parentis.meetings.tests.factories import AgendaItemFactory
from parentis.recommendations.tests.factories import (
    RecommendationFactory,
    SourceFactory,
)
from parentis.report_templates.tests.factories import TemplateFactory
from parentis.reports.models import CommitteeReport
from parentis.reports.tests.test_make_report import ANSWERS


def test_a_report_keeps_the_template_it_began_with_until_it_takes_the_newer(
    visit: Any, amara: User, tomasz: User
) -> None:
    template = TemplateFactory.create(name="Our own")
    visit("/reports/make/", by=tomasz, answers={**ANSWERS, "shape": template.code})
    report = CommitteeReport.objects.get()
    template.layout["body"] = "The Board"
    template.save()

    page = visit(f"/reports/{report.pk}/", by=tomasz)
    assert page.summary["Template"] == "Our own"
    assert "Take over the template of today" in page.buttons
    assert shape_from_data(report.layout_kept).body == "The committee"

    page = visit(f"/reports/{report.pk}/take-over-template/", by=tomasz, answers={})
    report.refresh_from_db()
    assert report.layout.body == "The Board"
    assert "Take over the template of today" not in page.buttons

    template.struck_out_at, template.why_struck_out = report.made_at, "Another is used"
    template.save()
    changed = {**ANSWERS, "shape": template.code, "title": "Its own title"}
    page = visit(f"/reports/{report.pk}/change/", by=tomasz, answers=changed)
    assert page.heading == "Its own title"
    assert page.summary["Template"] == "Our own"


def test_the_body_and_the_meeting_stand_in_its_head(
    visit: Any, report: CommitteeReport, tomasz: User
) -> None:
    item = AgendaItemFactory.create(
        meeting__begins_at=datetime(2099, 3, 4, 14, tzinfo=UTC)
    )
    CommitteeReport.objects.update(head={"meeting": "Panel, as I write it"})
    answers = {
        "body_id": str(item.meeting.body_id),
        "item_id": str(item.pk),
        "who_may_read": "everybody",
    }

    page = visit(f"/reports/{report.pk}/for-whom/", by=tomasz, answers=answers)

    assert page.messages == ["Whom it is for, and who may read it, is saved"]
    report.refresh_from_db()
    assert report.head["meeting"] == "Panel, as I write it"
    assert report.head["meeting-date"] == "4 March 2099"


def test_an_item_of_another_body_or_not_open_is_not_its_own(
    visit: Any, report: CommitteeReport, tomasz: User
) -> None:
    address = f"/reports/{report.pk}/for-whom/"
    elsewhere = BodyFactory.create()
    item, secret = (
        AgendaItemFactory.create(
            meeting__begins_at=datetime(2099, 3, 4, 14, tzinfo=UTC), **traits
        )
        for traits in ({}, {"is_exempt": True, "paragraph": "3"})
    )

    for chosen, body, why in (
        (item, elsewhere.pk, "That item is of another body's meeting."),
        (secret, secret.meeting.body_id, "That item is not open to the public"),
    ):
        answers = {"body_id": str(body), "item_id": str(chosen.pk)}
        page = visit(
            address, by=tomasz, answers={**answers, "who_may_read": "everybody"}
        )
        assert page.errors[0].startswith(why)
        report.refresh_from_db()
        assert report.item is None


def test_an_exempt_report_says_by_which_paragraph_and_why(
    visit: Any, report: CommitteeReport, tomasz: User
) -> None:
    address = f"/reports/{report.pk}/for-whom/"

    page = visit(address, by=tomasz, answers={"who_may_read": "exempt"})
    assert page.errors == [
        "Choose the paragraph of Schedule 12A",
        "Say why it is kept from the public",
    ]

    answers = {
        "who_may_read": "exempt",
        "paragraph": "3",
        "why_exempt": "It names prices.",
    }
    page = visit(address, by=tomasz, answers=answers)
    assert "exempt by paragraph 3" in page.summary["Who may read it"]


def test_its_blocks_show_the_recommendations_somebody_chose(
    visit: Any, report: CommitteeReport, tomasz: User
) -> None:
    source = SourceFactory.create()
    asked = RecommendationFactory.create(source=source, text="Find more placements.")
    RecommendationFactory.create(source=source, text="Write to every school.")
    address = f"/reports/{report.pk}/blocks/"

    page = visit(address, by=tomasz, answers={"sources": [source.pk], "look": "yes"})
    assert "Find more placements." in page
    visit(
        address,
        by=tomasz,
        answers={"sources": [source.pk], "recommendations": [asked.pk]},
    )

    preview = visit(f"/reports/{report.pk}/preview/", by=tomasz)
    assert "Find more placements." in preview
    assert "Write to every school." not in preview


def test_days_that_are_the_wrong_way_round_are_explained(
    visit: Any, report: CommitteeReport, tomasz: User
) -> None:
    answers = {"who_may_read": "everybody"}
    for name, day in (("begins_on", date(2026, 5, 1)), ("ends_on", date(2026, 4, 1))):
        answers |= {
            f"{name}-day": str(day.day),
            f"{name}-month": str(day.month),
            f"{name}-year": str(day.year),
        }

    page = visit(f"/reports/{report.pk}/for-whom/", by=tomasz, answers=answers)

    assert page.errors == ["The last day is before the first. Check both"]


def test_what_somebody_leaves_out_of_a_report_is_not_in_it_and_can_come_back(
    visit: Any, report: CommitteeReport, tomasz: User
) -> None:
    url = f"/reports/{report.pk}/blocks/"
    assert "Trends over the years" in visit(f"/reports/{report.pk}/preview/", by=tomasz)

    page = visit(url, by=tomasz, answers={"left_out": ["CHARTS", "PLEDGE"]})
    assert page.errors == []
    preview = visit(f"/reports/{report.pk}/preview/", by=tomasz)
    assert "Trends over the years" not in preview
    assert "Executive summary" in preview
    assert "CHARTS" in visit(url, by=tomasz).html

    visit(url, by=tomasz, answers={"left_out": []})
    assert "Trends over the years" in visit(f"/reports/{report.pk}/preview/", by=tomasz)
