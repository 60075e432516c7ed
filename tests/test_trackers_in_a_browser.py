"""A tracker is read in, looked through, corrected and saved; axe at two widths."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from parentis.accounts.roles import Role
from parentis.recommendations.models import Recommendation
from parentis.trackers.models import Piece
from parentis.trackers.tests.trackers import NEARER_HOME, TWO_LISTS

pytestmark = pytest.mark.browser


def test_a_tracker_is_read_in_looked_through_and_saved(browser_page, axe, tmp_path):
    page = browser_page(Role.COMMITTEE_OFFICER)
    file = tmp_path / "panel.txt"
    file.write_text(NEARER_HOME)

    page.goto("/trackers/upload/")
    page.locator("input[type=file]").set_input_files(file)
    shot(page, "upload")
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("panel.txt")
    shot(page, "reading")
    axe(page)

    piece = Piece.objects.get(number="2")
    page.locator(f"#piece-{piece.pk}").get_by_role("link", name="Change").click()
    page.get_by_label("Who sees to it?").fill("Leaving Care Team Manager")
    shot(page, "change")
    page.get_by_role("button", name="Save").click()
    expect(
        page.get_by_text("Who sees to it: Leaving Care Team Manager")
    ).to_be_visible()
    page.get_by_role("button", name="Save all of this").click()
    expect(page.get_by_text("It is saved")).to_be_visible()
    shot(page, "saved")

    assert Recommendation.objects.get(number="2").owner == "Leaving Care Team Manager"


def test_two_lists_of_one_file_lead_to_each_other(browser_page, axe, tmp_path):
    page = browser_page(Role.COMMITTEE_OFFICER)
    file = tmp_path / "both.txt"
    file.write_text(TWO_LISTS)

    page.goto("/trackers/upload/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_text("This file holds more than one list")).to_be_visible()
    shot(page, "two-lists")
    axe(page)

    page.get_by_role("link", name="Ofsted inspection 2024").click()
    expect(page.get_by_text("Health checks in time")).to_be_visible()
    page.get_by_role("button", name="Make one list of them").click()
    expect(page.get_by_text("The lists of this file are one")).to_be_visible()


def shot(page, name):
    """A picture to look at, where a folder for them is named."""
    if folder := os.environ.get("SHOTS"):
        for width in (320, 375, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            path = Path(folder) / f"{name}-{width}.png"
            page.screenshot(path=path, full_page=True)
