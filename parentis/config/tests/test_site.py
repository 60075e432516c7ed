"""The site around the pages: headers, errors, the start page."""

import pytest
from django.test import Client

from parentis.accounts.roles import ROLES, Permission, Role
from parentis.accounts.tests.factories import AnalystFactory, UserFactory

COMES_FIRST = {
    Permission.SEE_ALLOCATED: "/my-day/",
    Permission.GUARD_RECORDS: "/young-people/restrictions/",
    Permission.REVIEW_LOOKING: "/who-looked/",
    Permission.MANAGE_PEOPLE: "/people/",
}


@pytest.mark.parametrize("role", list(Role))
def test_the_start_page_is_what_the_role_comes_for(visit, role):
    """Young people for those who work with them, then what each watches over."""
    may = ROLES[role].permissions
    first = next(
        (address for permission, address in COMES_FIRST.items() if permission in may),
        "/figures/",
    )

    assert visit("/", by=UserFactory.create(role=role)).url == first


def test_nothing_inline_and_nothing_from_elsewhere_may_run(client, db):
    policy = client.get("/sign-in/").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_pages_behind_the_door_are_kept_in_no_cache(db):
    client = Client()
    client.force_login(AnalystFactory.create())

    assert "no-store" in client.get("/your-account/").headers["Cache-Control"]


def test_a_page_that_is_not_there_says_what_to_do(visit):
    page = visit("/nothing/", by=AnalystFactory.create())

    assert page.status == 404
    assert page.heading == "Page not found"
    assert page.links["Go to the start page"] == "/"


def test_a_form_that_came_too_late_says_that_nothing_was_saved(db):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/sign-in/", {"login": "x", "password": "y"})

    assert response.status_code == 403
    assert b"Nothing was saved" in response.content


def test_a_fault_of_ours_shows_a_page_and_no_detail(db, monkeypatch):
    client = Client(raise_request_exception=False)
    client.force_login(AnalystFactory.create())
    monkeypatch.setattr("parentis.accounts.views.render", {}.__getitem__)

    response = client.get("/your-account/")

    assert response.status_code == 500
    assert b"The fault is ours" in response.content
    assert b"Error" not in response.content


def test_the_councils_name_and_colour_are_on_the_page(client, db, settings):
    settings.COUNCIL_NAME = "Borsetshire"
    settings.BRAND_COLOUR = "#123456"

    assert b"Borsetshire" in client.get("/sign-in/").content
    assert b"#123456" in client.get("/brand.css").content


def test_the_process_says_that_it_is_well(client, db):
    assert client.get("/healthz").content == b"ok\n"
