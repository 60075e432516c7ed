"""The return that casework makes, checked as an analyst checks any other."""

import pytest
from click.testing import CliRunner

from parentis.accounts.roles import Role
from parentis.config.command import main
from parentis.position.tests.conftest import (
    amara,
    bethan,
    care_leaver,
    team,
    today,
)

__all__ = ["amara", "bethan", "care_leaver", "team", "today"]


@pytest.fixture
def three_of_whom_all_is_written(care_leaver, today):
    """One who was reached, one nobody has, and one of 18 in supported lodgings."""
    care_leaver("ann")
    care_leaver("ben", reached=None, activity="", home="")
    care_leaver("eve", born=today.replace(year=2008, month=6), home="E1")


def findings_of(files):
    asked = ["check", str(files), "--year", "2027", "--format", "json"]
    checked = CliRunner().invoke(main, asked)
    return checked.exit_code, checked.output.strip()


def test_parentis_check_finds_nothing_in_it(
    visit, amara, three_of_whom_all_is_written, tmp_path
):
    page = visit(
        "/position/statutory-return/2027/take-away/",
        by=amara,
        answers={"why": "To send it to DfE"},
    )
    made = tmp_path / "return-2027.zip"
    made.write_bytes(page.response.content)

    assert findings_of(made) == (0, "[]")


@pytest.mark.browser
@pytest.mark.parametrize("width", [375, 1280])
def test_it_is_taken_away_in_a_browser_and_nothing_is_found_in_it(
    browser_page, three_of_whom_all_is_written, tmp_path, width
):
    page = browser_page(Role.PERFORMANCE_ANALYST)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/position/statutory-return/2027/")
    page.get_by_role("link", name="Take away the files").click()
    page.get_by_label("What is it for?").fill("To send it to DfE")
    with page.expect_download() as download:
        page.get_by_role("button", name="Take away the files").click()
    made = tmp_path / str(download.value.suggested_filename)
    download.value.save_as(made)

    assert findings_of(made) == (0, "[]")
