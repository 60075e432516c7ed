"""By keyboard alone: Tab comes to what a page is for, and shows where it is."""

from typing import Any

import pytest

pytestmark = pytest.mark.browser

MOST_TABS = 60
# Where the keyboard is, in words, and whether an eye can tell.
WHERE = """() => {
    const here = document.activeElement
    const look = getComputedStyle(here)
    const box = here.getBoundingClientRect()
    const label = here.labels && here.labels.length ? here.labels[0].innerText : ""
    return {
        is_page: here === document.body,
        says: (label || here.innerText || here.value || "").trim(),
        is_shown: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0
            || look.boxShadow !== "none",
        is_on_screen: box.width > 0 && box.height > 0
            && box.bottom > 0 && box.top < innerHeight,
    }
}"""
MAIN_ACTION = {
    "/figures/": "In education, work or training, aged 19 to 21",
    "/figures/eet-19-to-21/": "See the young people behind this figure",
    "/figures/eet-19-to-21/young-people/2025/": "CSV",
    "/compare/": "Compare",
    "/returns/": "Upload a return",
    "/returns/upload-return/": "Upload",
    "/returns/{upload}/findings/": "Show",
    "/reports/": "Begin a report",
    "/reports/{report}/": "Preview the report",
}


@pytest.mark.parametrize("address", MAIN_ACTION)
def test_tab_reaches_what_the_page_is_for_and_shows_where_it_is(
    open_browser, signed_in, there, address
):
    page = open_browser(signed_in)
    page.goto(address.format(**there))

    stops = list(walk(page, to=MAIN_ACTION[address]))

    assert stops[0]["says"] == "Skip to main content"
    assert stops[-1]["says"] == MAIN_ACTION[address], [each["says"] for each in stops]
    assert [each["says"] for each in stops if not each["is_shown"]] == []
    assert [each["says"] for each in stops if not each["is_on_screen"]] == []


def test_a_choice_is_made_and_sent_by_keyboard(open_browser, signed_in, there):
    page = open_browser(signed_in)
    page.goto("/figures/")
    for _ in walk(page, to="Theme"):
        pass
    page.keyboard.type("Safety")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/figures/?**")

    tables = page.locator("main table caption")
    assert tables.all_inner_texts() == ["Safety"]


def walk(page: Any, *, to: str) -> Any:
    """Each place the keyboard comes to, until the one that says `to`."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        here = page.evaluate(WHERE)
        yield here
        if here["says"] == to or here["is_page"]:
            return
