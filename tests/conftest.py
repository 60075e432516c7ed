"""A real browser, for journeys through the product as people make them."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import UserFactory

WIDTHS = (320, 1280)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The system's Chromium. Where a build runs (CI), it must be there."""
    from playwright.sync_api import sync_playwright

    executable = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if executable is None:
        message = "there is no Chromium here: install it, such as: apt install chromium"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    # Playwright's own loop runs in this thread, which Django would take for async.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=executable, args=ARGUMENTS
        )
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def browser_page(
    browser: Any, live_server: Any, transactional_db: None
) -> Iterator[Callable[..., Any]]:
    """`browser_page(Role.ELECTED_MEMBER)`: a Playwright page, signed in as one.

    `browser_page(None)` is nobody's; `with_scripts=False` runs no JavaScript.
    Addresses may be given without the site: `page.goto("/figures/")`. A fault that the
    browser reports on a page (a blocked script, a missing file) fails the test.
    """
    contexts, faults = [], []

    def hear(message: Any) -> None:
        if message.type == "error":
            faults.append(f"{message.location.get('url', '')}: {message.text}")

    def open_page(role: Role | None, *, with_scripts: bool = True) -> Any:
        context = browser.new_context(
            base_url=live_server.url,
            java_script_enabled=with_scripts,
            accept_downloads=True,
        )
        contexts.append(context)
        if role is not None:
            context.add_cookies([_session_of(role, live_server.url)])
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def _session_of(role: Role, url: str) -> dict[str, str]:
    client = Client()
    client.force_login(UserFactory.create(role=role))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    return {"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": url}


@pytest.fixture
def axe() -> Callable[..., None]:
    """Fails where axe finds a fault, or the page scrolls sideways, at any width.

    A page has the same colours at each width, and looking at them takes longer than all
    the rest: they are looked at once. What every page shares is looked at wherever it
    says so, `colours_at=WIDTHS`.
    """
    from axe_playwright_python.base import AXE_SCRIPT, AxeResults

    def check(page: Any, *, colours_at: tuple[int, ...] = WIDTHS[-1:]) -> None:
        page.evaluate(AXE_SCRIPT)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            colours = {"color-contrast": {"enabled": width in colours_at}}
            found = AxeResults(
                page.evaluate(
                    "options => axe.run(options)",
                    {"resultTypes": ["violations"], "rules": colours},
                )
            )
            assert found.violations_count == 0, f"{width} px: {found.generate_report()}"
            wider = page.evaluate(
                "document.documentElement.scrollWidth - window.innerWidth"
            )
            assert wider <= 0, f"at {width} px the page is {wider} px too wide"

    return check
