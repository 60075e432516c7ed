"""A report built, signed off, frozen and published in a real browser."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from parentis.accounts.models import User
from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import AnalystFactory
from parentis.committee_report.shape_data import shape_to_data
from parentis.figures.tests import a_council
from parentis.meetings.models import Paper
from parentis.meetings.tests.factories import AgendaItemFactory
from parentis.report_templates.tests.factories import TemplateFactory
from parentis.reports.models import CommitteeReport
from parentis.sign_off import queries
from parentis.sign_off.tests.conftest import SHORT

pytestmark = pytest.mark.browser

HEADS = (
    "To",
    "Meeting date",
    "From",
    "Electoral divisions affected",
    "Contact officer",
)


@pytest.fixture
def council(transactional_db: None) -> None:
    """One with figures, and a meeting to come that has a place for a report."""
    a_council.receive_returns(by=AnalystFactory.create())
    a_council.fill_figures()
    AgendaItemFactory.create(
        title="Our young people at work",
        meeting__body__name="Parenting Panel",
        meeting__begins_at=datetime(2099, 3, 4, 14, tzinfo=UTC),
    )


def test_a_report_is_built_signed_by_both_frozen_and_published(
    council: None, browser_page: Callable[..., Any], axe: Callable[[Any], None]
) -> None:
    officer = browser_page(Role.COMMITTEE_OFFICER)
    change_a_template(officer)
    looked_at(officer, "template", axe)
    report = build(officer)
    shot(officer, "write", 375)
    officer.get_by_role("link", name="Sign-off").click()
    officer.get_by_role("button", name="Hand it in for sign-off").click()
    officer.get_by_label("Yes, I sign it off as it stands").check()
    officer.get_by_role("button", name="Save my answer").click()
    expect(officer.get_by_text("Waits for the Lead Member to sign it")).to_be_visible()

    lead = browser_page(Role.LEAD_MEMBER, with_scripts=False)
    lead.set_viewport_size({"width": 375, "height": 800})
    lead.goto("/reports/published/")
    lead.locator("#to-sign a").click()
    expect(lead.get_by_text("More of them are in work.").first).to_be_visible()
    shot(lead, "lead", 375)
    lead.get_by_label("Yes, I sign it off as it stands").check()
    shot(lead, "lead-signs", 375)
    lead.get_by_role("button", name="Save my answer").click()
    expect(lead.get_by_text("Signed by both")).to_be_visible()

    officer.reload()
    officer.get_by_role("button", name="Freeze it").click()
    officer.get_by_role("button", name="Publish it").click()
    expect(officer.locator("#stage .govuk-tag").first).to_have_text("Published")
    looked_at(officer, "published", axe)
    assert queries.public_report(report.pk, viewer=None).title == "Who is at work"
    assert Paper.objects.get().public_address == f"/public/reports/{report.pk}/"
    assert User.objects.filter(notices__about__contains="signed by both").exists()


def change_a_template(page: Any) -> None:
    """A short one: a section goes up a place, and another is added."""
    template = TemplateFactory.create(
        name="Report to our panel",
        layout=shape_to_data(replace(SHORT, name="Report to our panel")),
    )
    page.goto(template.get_absolute_url())
    page.locator("#section-asked").get_by_role("button", name="Move up").click()
    expect(page.locator("#sections > li").last).to_contain_text("What changed")
    page.get_by_role("link", name="Add a section").click()
    page.get_by_label("Heading", exact=True).fill("Who is at work")
    page.get_by_label("What is the officer asked to write?").fill("Who found work?")
    page.get_by_label("Block 1").select_option("members")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#sections > li").last).to_contain_text("Who is at work")


def build(page: Any) -> CommitteeReport:
    page.goto("/reports/make/")
    page.get_by_label("Title").fill("Who is at work")
    page.get_by_label("Which year is it about?").select_option("2025")
    page.get_by_label("Report to our panel").check()
    page.locator("input:checked[type=checkbox]").evaluate_all(
        "ticked => ticked.slice(2).forEach(box => { box.checked = false })"
    )
    page.get_by_role("button", name="Begin the report").click()
    report = CommitteeReport.objects.get()
    page.get_by_role("link", name="Change for whom it is").click()
    page.get_by_label("Which body is it for?").select_option("Parenting Panel")
    page.get_by_label("Under which item").select_option(index=1)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Recommendations").click()
    page.get_by_role("textbox").fill("Note what is done.")
    page.get_by_role("button", name="Save draft").click()
    while True:
        page.goto(f"/reports/{report.pk}/")
        left = page.locator("#parts li").filter(has_text="To be written")
        if not left.count():
            return report
        left.first.get_by_role("link").click()
        for box in page.get_by_role("textbox").all():
            box.fill("More of them are in work.")
        page.get_by_role("button", name="Save draft").click()


def looked_at(page: Any, name: str, axe: Callable[[Any], None]) -> None:
    axe(page)
    for width in (320, 375, 1280):
        shot(page, name, width)


def shot(page: Any, name: str, width: int) -> None:
    if folder := os.environ.get("SHOTS"):
        page.set_viewport_size({"width": width, "height": 900})
        path = Path(folder) / f"report-{name}-{width}.png"
        page.screenshot(path=path)
