"""Each thing that goes wrong has a page that says what to do, and nothing else."""

import lxml.html
import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.template.loader import render_to_string
from django.test import Client

from parentis.accounts.tests.factories import AnalystFactory
from tests.reading import Page

HEADINGS = {
    "400": "This request could not be read",
    "403": "You may not open this page",
    "403_csrf": "This form has timed out",
    "404": "Page not found",
    "405": "This page cannot be used that way",
    "413": "That was too much at once",
    "429": "Too many tries",
    "500": "Sorry, something went wrong here",
    "503": "This site cannot be used at the moment",
}
SECRET = "10.20.30.40 refused parentis_owner"


@pytest.fixture
def client(db):
    client = Client(raise_request_exception=False)
    client.force_login(AnalystFactory.create())
    return client


@pytest.fixture
def failing(client, monkeypatch):
    """The status and the page where opening one's account raises this."""

    def fail_with(error) -> Page:
        def fail(*_given, **_named):
            raise error

        monkeypatch.setattr("parentis.accounts.views.render", fail)
        response = client.get("/your-account/")
        return Page(response, url="/your-account/")

    return fail_with


@pytest.mark.parametrize("name", HEADINGS)
def test_every_page_stands_without_a_request_and_leads_on(name):
    """The last three are shown where nothing can be asked about anybody."""
    page = lxml.html.document_fromstring(render_to_string(f"{name}.html"))

    assert page.findtext(".//h1") == HEADINGS[name]
    main = page.get_element_by_id("main-content")
    assert [a.get("href") for a in main.iter("a")] == ["/"]


@pytest.mark.parametrize(
    "error", [OperationalError(SECRET), InterfaceError(SECRET), ConnectionError(SECRET)]
)
def test_what_fails_shows_no_detail(failing, error):
    page = failing(error)

    is_database = not isinstance(error, ConnectionError)
    assert page.status == (503 if is_database else 500)
    assert page.heading == HEADINGS[str(page.status)]
    assert "10.20.30.40" not in page.html
    assert page.response.headers.get("Retry-After") == ("30" if is_database else None)


def test_a_database_that_is_away_underneath_is_told_so_too(failing):
    on_top = RuntimeError("the page failed")
    on_top.__cause__ = OperationalError(SECRET)

    assert failing(on_top).status == 503


@pytest.mark.parametrize(
    ("error", "status"),
    [(RequestDataTooBig(SECRET), 413), (SuspiciousOperation(SECRET), 400)],
)
def test_what_is_not_taken_shows_no_detail(failing, error, status):
    page = failing(error)

    assert page.status == status
    assert page.heading == HEADINGS[str(status)]
    assert "10.20.30.40" not in page.html


def test_a_form_that_is_too_large_is_said_to_be(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    response = client.post("/your-account/password/", {"oldpassword": "x" * 2_000})

    assert response.status_code == 413
    assert HEADINGS["413"].encode() in response.content


def test_a_way_that_a_page_does_not_take_has_a_page(client):
    response = client.post("/returns/", {})

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET"
    assert Page(response, url="/returns/").heading == HEADINGS["405"]


def test_a_host_that_is_not_ours_is_refused_without_a_word_about_it(client):
    response = client.get("/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert b"evil" not in response.content
    assert HEADINGS["400"].encode() in response.content
