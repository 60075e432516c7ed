"""Every page, for everybody: axe finds nothing, and it works without JavaScript."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

from tests.journeys.conftest import a_page
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
    .map(each => `${each.tagName} ${each.innerText.trim()}`)"""


def test_every_route_is_a_page_here_or_said_to_be_none():
    assert set(ROUTES) == {
        *SIGNED_OUT,
        *SIGNED_IN,
        *(route for pages in SIGNED_IN_AS.values() for route in pages),
        *NO_PAGES,
    }


@pytest.fixture(scope="module")
def faults() -> list[str]:
    """What the browser has complained of, on any page."""
    return []


@pytest.fixture(scope="module")
def page_of(browser, site, signed_in_as, faults) -> Iterator[Callable[..., Any]]:
    """Somebody's page, with scripts or without: kept, as a person keeps a window."""

    pages = []

    @cache
    def opened(who: str | None, *, with_scripts: bool) -> Any:
        state = signed_in_as(who) if who else None
        page = a_page(browser, site, faults, state, with_scripts=with_scripts)
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.context.close()
    assert faults == []


@pytest.mark.parametrize(("address", "who"), PAGES)
def test_a_page_has_no_fault_and_says_the_same_without_scripts(
    page_of, there, axe, faults, address, who
):
    """None that axe knows; it does not scroll sideways; nothing waits for a script."""
    with_scripts = page_of(who, with_scripts=True)
    told = headings_at(address.format(**there), with_scripts)
    axe(with_scripts)

    without = page_of(who, with_scripts=False)
    assert headings_at(address.format(**there), without) == told
    # What a page before this one complained of too late is heard here, by its address.
    heard = faults.copy()
    faults.clear()
    assert heard == []


def headings_at(address: str, page: Any) -> list[str]:
    """The page opens there, under its heading: all of them, as one sees them."""
    answer = page.goto(address)
    assert answer.status == 200, address
    found: list[str] = page.evaluate(HEADINGS)
    assert any(each.startswith("H1 ") for each in found), address
    return found
