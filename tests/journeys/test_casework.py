"""A contact in three taps, a caseload handed over and back, and the return's OC3."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import enter_as
from tests.journeys.site import ROOT

ADVISER, MANAGER = "adviser@aldermere.example", "manager@aldermere.example"

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [375, 1280])
def test_a_contact_is_recorded_in_three_taps(open_browser, axe, width):
    page = open_browser(width=width)
    enter_as(page, ADVISER)
    expect(page.get_by_role("heading", level=1)).to_have_text("My day")
    whom = page.locator(".app-day .app-entry").first.get_by_role("link").first
    name, record = whom.inner_text(), whom.get_attribute("href")

    page.get_by_role("link", name=f"Record a contact with {name}").click()
    page.get_by_text("Phone call", exact=True).click()
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Record a contact")
    page.goto(f"{record}timeline/")
    expect(page.get_by_role("main")).to_contain_text("Phone call")
    axe(page)


def test_a_caseload_is_handed_over_and_comes_back(open_browser):
    page = open_browser()
    enter_as(page, MANAGER)
    page.goto("/young-people/")
    theirs = page.locator("a[href*='/hand-over/']")
    assert theirs.count() > 1
    address = theirs.nth(1).get_attribute("href")
    page.goto(address)
    told = set(page.locator("input[name=allocations]").evaluate_all(VALUES))
    page.get_by_role("group", name="Who takes over?").get_by_role("checkbox").nth(
        0
    ).check()
    page.get_by_role("button", name="Hand over").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Handed over")

    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_role("main")).to_contain_text("undone")
    page.goto(address)
    after = page.locator("input[name=allocations]")
    assert after.count() == len(told)


VALUES = "boxes => boxes.map(box => box.value)"


def test_the_returns_oc3_is_made_from_casework_and_read_back(
    open_browser, site, tmp_path
):
    page = open_browser()
    enter_as(page, site.analyst)
    page.goto("/position/")
    page.get_by_role("link", name=re.compile("^The return of .* from casework")).click()
    expect(page.get_by_role("main")).to_contain_text("rows are complete")
    page.get_by_role("link", name="Take away the files").click()
    year = page.url.split("/")[-3]
    files = taken_away(page, tmp_path)

    checked = subprocess.run(
        [
            *(sys.executable, "-m", "parentis.config.command", "check", str(files)),
            *("--year", year, "--format", "json"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    # The made-up county has gaps, which are told. Nothing in the files is wrong.
    # tests/test_return_from_casework.py takes a whole one away, without any finding.
    found = json.loads(checked.stdout)
    assert [each for each in found if each["severity"] == "error"] == []


def taken_away(page: Any, folder: Path) -> Path:
    page.get_by_label("What is it for?").fill("To try it with the validator")
    for box in page.get_by_role("checkbox").all():
        box.check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Take away the files").click()
    to = folder / str(download.value.suggested_filename)
    download.value.save_as(to)
    return to
