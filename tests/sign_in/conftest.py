"""Somebody at a real browser, with a passkey, an app that shows codes, a provider."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.cache import cache

ROOT = Path(__file__).resolve().parents[2]
CLIENT_ID, CLIENT_SECRET = "parentis", "a secret of the tests"
SECONDS_TO_START = 20


@pytest.fixture(autouse=True)
def _no_tries_yet(transactional_db: None) -> None:
    """The cache, where tries are counted, is no table that a test empties."""
    cache.clear()


@dataclass(frozen=True, kw_only=True)
class Device:
    """Keeps passkeys, and asks for its owner's finger before it uses one."""

    session: Any
    number: str

    def forgets_its_owner(self) -> None:
        self.session.send(
            "WebAuthn.setUserVerified",
            {"authenticatorId": self.number, "isUserVerified": False},
        )


@pytest.fixture
def passkeys() -> Callable[[Any], Device]:
    """`passkeys(page)`: a device that keeps passkeys and knows its owner."""

    def plug_in(page: Any) -> Device:
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return Device(session=session, number=made["authenticatorId"])

    return plug_in


def code_of(secret: str, *, later: int = 0) -> str:
    """What the app shows now, or `later` half minutes after that."""
    counter = int(time.time()) // 30 + later
    return str(format_hotp_value(hotp_value(secret.strip(), counter)))


# -- a real OpenID provider ------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Provider:
    issuer: str

    def knows(self, name: str, **claims: Any) -> None:
        """Somebody signs in there as `name`, and this is what it tells of them."""
        request = urllib.request.Request(  # noqa: S310
            f"{self.issuer}/accounts/{name}",
            data=json.dumps(claims).encode(),
            method="PUT",
        )
        with urllib.request.urlopen(request, timeout=5):  # noqa: S310
            pass


def _node() -> str:
    found = shutil.which("node")
    beside_the_python_of_tools = ROOT / ".tools" / "bin" / "node"
    if not found and beside_the_python_of_tools.exists():
        found = str(beside_the_python_of_tools)
    is_fetched = (ROOT / "node_modules" / "oidc-provider").is_dir()
    if found and is_fetched:
        return found
    message = "there is no Node.js here, or no oidc-provider: make ready-to-test"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def running_provider(live_server: Any) -> Iterator[Provider]:
    with socket.socket() as knock:
        knock.bind(("127.0.0.1", 0))
        port = knock.getsockname()[1]
    back = f"{live_server.url}/sign-in/single-sign-on/back/"
    program = Path(__file__).with_name("openid_provider.mjs")
    process = subprocess.Popen(
        [_node(), str(program), str(port), CLIENT_ID, CLIENT_SECRET, back],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=sys.stderr,
    )
    issuer = f"http://localhost:{port}"
    try:
        _wait_for(f"{issuer}/.well-known/openid-configuration", process)
        yield Provider(issuer=issuer)
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture
def provider(running_provider: Provider, settings: Any) -> Provider:
    """The council's own sign-in, and Parentis set up to use it."""
    from parentis.config.environment import single_sign_on

    settings.SSO_ISSUER = running_provider.issuer
    settings.SSO_NAME = "your Aldermere account"
    settings.SOCIALACCOUNT_PROVIDERS = single_sign_on(
        issuer=running_provider.issuer,
        name=settings.SSO_NAME,
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
    )
    return running_provider


@pytest.fixture
def council_page(browser: Any, live_server: Any) -> Iterator[Callable[[], Any]]:
    """A new browser's page. The provider's own pages may ask nothing of the world."""
    contexts = []

    def open_page() -> Any:
        context = browser.new_context(base_url=live_server.url)
        contexts.append(context)
        context.route(lambda url: "//localhost" not in url, lambda route: route.abort())
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(url, timeout=2):  # noqa: S310
            return
        time.sleep(0.1)
    raise RuntimeError("The OpenID provider did not start.")


# -- what somebody does on a page ------------------------------------------------------


def give_password(page: Any, email: str, password: str) -> None:
    page.goto("/sign-in/")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def heading(page: Any) -> str:
    return str(page.get_by_role("heading", level=1).inner_text())


def sessions_of(page: Any) -> list[str]:
    return [
        cookie["value"]
        for cookie in page.context.cookies()
        if cookie["name"] == settings.SESSION_COOKIE_NAME
    ]
