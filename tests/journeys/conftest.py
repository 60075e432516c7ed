"""A served site and a browser that is signed in to it."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from parentis.madeup import make_up
from parentis.ssda903.in_touch import year_of
from tests.journeys.site import Site, served

FIRST_YEAR, LAST_YEAR = 2023, 2025


@pytest.fixture(scope="session")
def site(browser: Any) -> Iterator[Site]:
    """The product, served once for all journeys; only where there is a browser."""
    # A short path: a database's socket lies within it, and its length is limited.
    with (
        tempfile.TemporaryDirectory(prefix="parentis-") as data,
        served(Path(data)) as site,
    ):
        yield site


@pytest.fixture(scope="session")
def signed_in(browser: Any, site: Site) -> dict[str, Any]:
    """What a browser keeps once somebody has entered as the analyst."""
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    enter_as(page, site.analyst)
    state: dict[str, Any] = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="session")
def signed_in_as(browser: Any, site: Site) -> Callable[[str], dict[str, Any]]:
    """The same for anybody of the demo, by their e-mail address."""

    @cache
    def state_of(email: str) -> dict[str, Any]:
        context = browser.new_context(base_url=site.url)
        enter_as(context.new_page(), email)
        state: dict[str, Any] = context.storage_state()
        context.close()
        return state

    return state_of


def enter_as(page: Any, email: str) -> None:
    """The demo's one click in. Signing in itself is tried in tests/sign_in."""
    page.goto("/enter-as/")
    page.locator(f"button[value='{email}']").click()


@pytest.fixture(scope="session")
def there(
    browser: Any, site: Site, signed_in: dict[str, Any], another_return: Path
) -> dict[str, str]:
    """Numbers to put into addresses: a return with findings, one refused, a report, and
    the year that the next return is of.
    """
    context = browser.new_context(base_url=site.url, storage_state=signed_in)
    context.set_default_timeout(20_000)
    page = context.new_page()
    # Without OC3 it is not complete: no figure changes, and none is waited for.
    folder = another_return / str(FIRST_YEAR)
    files = [folder / f"{table}.csv" for table in ("Header", "Episodes", "Reviews")]
    found = {"upload": _uploaded(page, files, says="What it holds")}
    no_return = {"name": "x.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"}
    found["refused"] = _uploaded(page, no_return, says="No figure was changed")
    page.goto("/public/reports/")
    out = page.locator("main a[href^='/public/reports/']").first
    found["published"] = _number_in(str(out.get_attribute("href")))
    page.goto("/reports/make/")
    page.get_by_role("button", name="Begin the report").click()
    page.get_by_text("Read it and take it away").wait_for()
    found["report"] = _number_in(page.url)
    context.close()
    found["year"] = str(year_of(datetime.now(UTC).date()))
    return found


def _uploaded(page: Any, files: Any, *, says: str) -> str:
    page.goto("/returns/upload-return/")
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name="Upload", exact=True).click()
    page.get_by_text(says).wait_for(timeout=60_000)
    return _number_in(page.url)


def _number_in(url: str) -> str:
    return url.rstrip("/").rsplit("/", 1)[-1]


@pytest.fixture
def open_browser(browser: Any, site: Site) -> Iterator[Callable[..., Any]]:
    """A new page, nobody's unless a `state` is given. What it complains of is a fault.

    `with_scripts=False` runs no JavaScript.
    """
    pages: list[Any] = []
    faults: list[str] = []

    def open_page(state: dict[str, Any] | None = None, **how: Any) -> Any:
        pages.append(a_page(browser, site, faults, state, **how))
        return pages[-1]

    yield open_page
    for page in pages:
        page.context.close()
    assert faults == []


def a_page(
    browser: Any,
    site: Site,
    faults: list[str],
    state: dict[str, Any] | None,
    *,
    with_scripts: bool = True,
    width: int = 1280,
) -> Any:
    """In a window of its own. `faults` takes what the browser complains of."""

    def hear(message: Any) -> None:
        if message.type == "error":
            faults.append(f"{message.location.get('url', '')}: {message.text}")

    context = browser.new_context(
        base_url=site.url,
        java_script_enabled=with_scripts,
        accept_downloads=True,
        storage_state=state,
        viewport={"width": width, "height": 900},
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.on("console", hear)
    page.on("pageerror", lambda error: faults.append(str(error)))
    return page


@pytest.fixture(scope="session")
def another_return(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns that the site has not seen: a larger council's, with ten mistakes."""
    folder = tmp_path_factory.mktemp("another")
    make_up(folder, children=90, years=3, seed=7, mistakes=10, last_year=LAST_YEAR)
    return folder
