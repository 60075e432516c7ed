"""The headers of every answer: pages, files, redirects and faults."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from parentis.accounts.tests.factories import AnalystFactory

PACKAGE = Path(__file__).resolve().parents[2]

ANSWERS = {
    "/sign-in/": 200,
    "/static/design/icon.svg": 200,
    "/brand.css": 200,
    "/healthz": 200,
    "/nothing/": 404,
    "/static/nothing.css": 404,
    "/figures/": 302,
}
ON_EVERY_ANSWER = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


def answer(address: str, by: Client | None = None):
    response = (by or Client(raise_request_exception=False)).get(address)
    response.close()
    return response


@pytest.mark.parametrize("address", ANSWERS)
def test_every_answer_carries_them(db, address):
    response = answer(address)

    assert response.status_code == ANSWERS[address]
    assert {name: response.headers.get(name) for name in ON_EVERY_ANSWER} == (
        ON_EVERY_ANSWER
    )
    policy = response.headers["Content-Security-Policy"]
    for directive in (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "object-src 'none'",
        "frame-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'none'",
    ):
        assert directive in policy.split("; ")
    assert not re.search(r"unsafe|https?:|\*|data:", policy)
    permissions = response.headers["Permissions-Policy"].split(", ")
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(permissions)
    # Passkeys are asked for by our own pages, and by nobody else's.
    assert "publickey-credentials-get=(self)" in permissions


def test_what_a_person_sees_is_kept_in_no_cache(db):
    """Pages, redirects and pages that are not there."""
    client = Client(raise_request_exception=False)
    client.force_login(AnalystFactory.create())

    for address in ("/figures/", "/", "/nothing/", "/returns/1/", "/your-account"):
        assert "no-store" in answer(address, client).headers["Cache-Control"], address


def test_a_fault_and_a_form_refused_are_kept_in_no_cache(db, monkeypatch):
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.force_login(AnalystFactory.create())
    refused = client.post("/sign-in/", {})
    monkeypatch.setattr("parentis.accounts.views.render", {}.__getitem__)
    failed = client.get("/your-account/")

    assert (refused.status_code, failed.status_code) == (403, 500)
    assert "no-store" in refused.headers["Cache-Control"]
    assert "no-store" in failed.headers["Cache-Control"]


def test_files_that_never_change_may_be_kept(db):
    assert "immutable" in answer("/brand.css").headers["Cache-Control"]
    assert "max-age" in answer("/static/design/icon.svg").headers["Cache-Control"]


@pytest.mark.parametrize("is_https", [True, False])
def test_off_this_machine_only_https_will_do(db, settings, is_https):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    response = Client().get("/accessibility/", secure=is_https)

    assert response.status_code == (200 if is_https else 301)
    strict = response.headers.get("Strict-Transport-Security")
    assert strict == ("max-age=31536000" if is_https else None)


# -- nothing from another host ---------------------------------------------------------

FETCHED = re.compile(
    r"""(?:\bsrc|\bsrcset|\baction|\bformaction|\bposter|\bdata|@import|url\()"""
    r"""\s*[=(]?\s*["']?\s*((?:https?:)?//[^"'\s)]+)""",
    re.IGNORECASE,
)
A_LINK_THAT_FETCHES = re.compile(r"<link\b[^>]*href=[\"']((?:https?:)?//[^\"']+)", re.I)
ASKED_BY_SCRIPT = re.compile(
    r"""(?:fetch|import|open|importScripts|EventSource|WebSocket|sendBeacon)\s*\(\s*"""
    r"""[^)]*?["'`]((?:https?:|wss?:)?//[^"'`]+)""",
    re.IGNORECASE,
)


def our_pages_and_files() -> list[Path]:
    pages = [p for p in PACKAGE.rglob("*.html") if "tests" not in p.parts]
    files = [
        Path(found)
        for finder in finders.get_finders()
        for name, storage in finder.list([])
        if name.endswith((".css", ".js", ".mjs", ".svg"))
        for found in [storage.path(name)]
    ]
    return [*pages, *files]


def test_no_page_and_no_file_fetches_anything_from_another_host():
    kept = our_pages_and_files()
    assert len(kept) > 30

    fetched = {
        f"{path.name}: {found}"
        for path in kept
        for pattern in (FETCHED, A_LINK_THAT_FETCHES, ASKED_BY_SCRIPT)
        for found in pattern.findall(path.read_text(errors="replace"))
    }
    assert fetched == set()
