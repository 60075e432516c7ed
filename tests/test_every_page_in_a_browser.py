"""Pages that belong to no feature, in a real browser: axe, widths, no JavaScript."""

import pytest

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import PASSWORD, AnalystFactory
from tests.conftest import WIDTHS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("url", ["/sign-in/", "/accessibility/"])
def test_a_public_page_has_no_fault_that_axe_knows(browser_page, axe, url):
    page = browser_page(None)
    page.goto(url)

    axe(page, colours_at=WIDTHS)


@pytest.mark.parametrize("url", ["/your-account/", "/your-account/password/"])
def test_a_page_behind_the_door_has_no_fault_that_axe_knows(browser_page, axe, url):
    page = browser_page(Role.PERFORMANCE_ANALYST)
    page.goto(url)

    axe(page, colours_at=WIDTHS)


def test_the_demo_says_that_it_is_made_up(browser_page, axe, settings):
    settings.IS_DEMO = True
    page = browser_page(Role.ELECTED_MEMBER)
    page.goto("/your-account/")

    assert page.get_by_text("This council is made up").is_visible()
    axe(page, colours_at=WIDTHS)


def test_mistakes_are_shown_without_fault(browser_page, axe):
    page = browser_page(None)
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in", exact=True).click()

    assert page.title() == "Error: Sign in – Parentis"
    axe(page, colours_at=WIDTHS)


@pytest.mark.parametrize("with_scripts", [True, False])
def test_somebody_signs_in_and_out(browser_page, with_scripts):
    analyst = AnalystFactory.create(name="Amara Whitlock")
    page = browser_page(None, with_scripts=with_scripts)

    page.goto("/your-account/")
    page.get_by_label("Email address").fill(analyst.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    # How somebody goes on from here is tried in tests/sign_in.
    heading = page.get_by_role("heading", level=1).inner_text()
    assert heading == "One thing more before you begin"

    page.get_by_role("button", name="Sign out").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Sign in"


def test_the_keyboard_reaches_the_content_first(browser_page):
    page = browser_page(None)
    page.goto("/sign-in/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main-content"


def test_the_councils_own_colour_is_on_the_page(browser_page, settings):
    settings.BRAND_COLOUR = "#7a1f3d"
    page = browser_page(None)
    page.goto("/sign-in/")

    header = page.locator(".govuk-generic-header")
    assert header.evaluate("e => getComputedStyle(e).backgroundColor") == (
        "rgb(122, 31, 61)"
    )
