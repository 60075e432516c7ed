"""Every page, for everybody: axe finds nothing, and it works without JavaScript."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.every_page import NO_PAGES, SIGNED_IN, SIGNED_IN_AS, SIGNED_OUT
from tests.test_repository import ROUTES

pytestmark = pytest.mark.browser

ANALYST = "analyst@aldermere.example"
PAGES = [
    *((address, None) for found in SIGNED_OUT.values() for address in found),
    *((address, ANALYST) for found in SIGNED_IN.values() for address in found),
    *(
        (address, email)
        for email, pages in SIGNED_IN_AS.items()
        for found in pages.values()
        for address in found
    ),
]
# A page's own words, leaving out what only scripts can use.
HEADINGS = """() => [...document.querySelectorAll("main h1, main h2, main h3")]
    .filter(each => each.getClientRects().length)
    .map(each => each.innerText.trim())"""


def test_every_route_is_a_page_here_or_said_to_be_none():
    assert set(ROUTES) == {
        *SIGNED_OUT,
        *SIGNED_IN,
        *(route for pages in SIGNED_IN_AS.values() for route in pages),
        *NO_PAGES,
    }


@pytest.mark.parametrize(("address", "who"), PAGES)
def test_a_page_has_no_fault_that_axe_knows_and_does_not_scroll_sideways(
    open_browser, signed_in_as, there, axe, address, who
):
    page = open_browser(signed_in_as(who) if who else None)
    opens(page, address.format(**there))

    axe(page)


def test_a_page_works_without_scripts(open_browser, signed_in_as, there):
    """Each page says the same, and nothing of it waits for a script to be shown."""
    told = {}
    for with_scripts in (True, False):
        browsers = {
            who: open_browser(
                signed_in_as(who) if who else None, with_scripts=with_scripts
            )
            for who in dict.fromkeys(who for _, who in PAGES)
        }
        for address, who in PAGES:
            page = browsers[who]
            opens(page, address.format(**there))
            told[address, with_scripts] = headings_of(page)

    for address, _ in PAGES:
        assert told[address, False] == told[address, True], address


def opens(page: Any, address: str) -> None:
    answer = page.goto(address)
    assert answer.status == 200, address
    expect(page.locator("main h1").first).to_be_visible()


def headings_of(page: Any) -> list[str]:
    found: list[str] = page.evaluate(HEADINGS)
    return found
