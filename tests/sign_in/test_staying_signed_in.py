"""Somebody who writes for long: warned in time, and nothing they typed is lost."""

import time

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import PASSWORD, AnalystFactory
from parentis.entrance.models import HeldForm
from tests.sign_in.conftest import code_of, give_password, heading

pytestmark = pytest.mark.browser


@pytest.fixture
def amara(transactional_db):
    return AnalystFactory.create(email="amara@aldermere.example", name="Amara")


def set_up_an_app(page, person):
    """Signs in by the page itself. Gives the key that the app keeps."""
    give_password(page, person.email, PASSWORD)
    page.get_by_role("button", name="Set up an app").click()
    secret = page.locator(".app-key").text_content()
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Set up the app").click()
    return secret


def nothing_was_done_for(seconds):
    """To every session, as if the clock had gone on."""
    for row in Session.objects.all():
        session = row.get_decoded()
        if "last_seen_at" in session:
            session["last_seen_at"] = time.time() - seconds
            row.session_data = Session.objects.encode(session)
            row.save()


def begin_an_invitation(page):
    """A form with words to lose."""
    page.goto("/people/invite/")
    page.get_by_label("Name").fill("Ada Moss")
    page.get_by_label("Email address").fill("ada.moss@aldermere.example")
    page.get_by_label("Auditor").check()


def test_a_warning_comes_two_minutes_before_and_one_press_keeps_somebody_in(
    browser_page, axe
):
    page = browser_page(Role.ADMINISTRATOR)
    page.clock.install()
    begin_an_invitation(page)
    expect(page.locator(".app-idle")).to_have_count(0)

    nothing_was_done_for(28 * 60 + 5)
    page.clock.fast_forward(28 * 60 * 1000 + 2000)
    warning = page.get_by_role("region", name="Staying signed in")
    expect(warning).to_contain_text("You will be signed out in 2 minutes")
    axe(page)
    page.get_by_role("button", name="Stay signed in").click()

    expect(warning).to_have_count(0)
    assert page.get_by_label("Name").input_value() == "Ada Moss"
    page.goto("/your-account/")
    assert heading(page) == "Your account"


def test_a_page_that_was_used_elsewhere_meanwhile_does_not_warn(browser_page):
    page = browser_page(Role.ADMINISTRATOR)
    page.clock.install()
    page.goto("/people/invite/")
    with page.expect_response("**/stay-signed-in/"):
        page.clock.fast_forward(28 * 60 * 1000 + 2000)

    expect(page.locator(".app-idle")).to_have_count(0)


def test_whoever_comes_back_too_late_is_told_and_keeps_what_they_typed(
    browser_page, axe
):
    page = browser_page(Role.ADMINISTRATOR)
    page.clock.install()
    begin_an_invitation(page)
    nothing_was_done_for(31 * 60)
    page.clock.fast_forward(31 * 60 * 1000)

    warning = page.get_by_role("region", name="Staying signed in")
    expect(warning).to_contain_text("You have been signed out")
    assert page.get_by_label("Name").input_value() == "Ada Moss"
    axe(page)
    page.get_by_role("button", name="Invite them").click()
    assert heading(page) == "Sign in"
    assert HeldForm.objects.count() == 1


@pytest.mark.parametrize("with_scripts", [True, False])
def test_a_form_that_comes_too_late_is_there_after_signing_in_again(
    browser_page, axe, amara, with_scripts
):
    amara.roles = [Role.ADMINISTRATOR]
    amara.save()
    page = browser_page(None, with_scripts=with_scripts)
    secret = set_up_an_app(page, amara)
    begin_an_invitation(page)
    nothing_was_done_for(31 * 60)
    page.get_by_role("button", name="Invite them").click()
    expect(page.get_by_text("What you wrote is kept")).to_be_visible()
    if with_scripts:
        axe(page)

    page.get_by_label("Email address").fill(amara.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Code").fill(code_of(secret, later=1))
    page.get_by_role("button", name="Continue").click()

    assert heading(page) == "You were signed out while you were writing"
    written = page.locator("#written")
    expect(written).to_contain_text("Ada Moss")
    expect(written).to_contain_text("ada.moss@aldermere.example")
    if with_scripts:
        axe(page)
    page.get_by_role("button", name="Send it now").click()
    assert heading(page) == "Invitations"
    expect(page.get_by_role("rowheader")).to_contain_text("Ada Moss")
    assert HeldForm.objects.count() == 0


def test_where_somebody_is_signed_in_and_out_again_elsewhere(browser_page, axe, amara):
    here = browser_page(None)
    secret = set_up_an_app(here, amara)
    there = browser_page(None)
    give_password(there, amara.email, PASSWORD)
    there.get_by_label("Code").fill(code_of(secret, later=1))
    there.get_by_role("button", name="Continue").click()

    here.goto("/your-account/sessions/")
    axe(here)
    here.get_by_role("button", name="Sign out there").click()
    expect(here.get_by_text("You are signed out there")).to_be_visible()
    there.goto("/your-account/")
    assert heading(there) == "Sign in"

    here.goto("/your-account/sessions/")
    here.get_by_role("button", name="Sign out everywhere").click()
    assert heading(here) == "Sign in"
    here.go_back()
    here.reload()
    assert heading(here) == "Sign in"


def test_whoever_changes_how_they_sign_in_is_asked_again_after_a_while(
    browser_page, axe, passkeys, amara
):
    page = browser_page(None)
    passkeys(page)
    secret = set_up_an_app(page, amara)
    page.goto("/your-account/second-factor/passkey/")
    page.get_by_role("button", name="Set up the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How you sign in")
    _signed_in_an_hour_ago()

    for way, answer in (
        (
            "With a code",
            lambda: page.get_by_label("Code").fill(code_of(secret, later=1)),
        ),
        ("With a passkey", None),
        (None, lambda: page.get_by_label("Password", exact=True).fill(PASSWORD)),
    ):
        page.goto("/your-account/second-factor/app/remove/")
        assert heading(page) == "Confirm that it is you"
        if way:
            page.get_by_role("link", name=way).click()
        axe(page)
        if answer:
            answer()
            page.get_by_role("button", name="Continue").click()
        else:
            page.get_by_role("button", name="Use my passkey").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Remove the app")
        _signed_in_an_hour_ago()


def _signed_in_an_hour_ago():
    for row in Session.objects.all():
        session = row.get_decoded()
        for record in session.get("account_authentication_methods", []):
            record["at"] -= 3600
        row.session_data = Session.objects.encode(session)
        row.save()
