"""The demo's cards, and an invitation from the administrator to the first page."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from parentis.accounts.roles import Role
from tests.sign_in.conftest import heading

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("with_scripts", [True, False])
def test_one_press_of_a_card_enters_the_demo(browser_page, axe, settings, with_scripts):
    settings.IS_DEMO = True
    call_command("fill_demo_people", password="made-up council", verbosity=0)
    page = browser_page(None, with_scripts=with_scripts)
    page.goto("/")
    assert heading(page) == "Enter as…"
    if with_scripts:
        axe(page)

    page.get_by_role("button", name="Enter as Amara Whitlock").click()
    page.goto("/your-account/")
    expect(page.get_by_text("analyst@aldermere.example")).to_be_visible()
    page.goto("/your-account/second-factor/")
    if with_scripts:
        axe(page)


def test_an_invitation_leads_somebody_all_the_way_in(browser_page, axe, passkeys):
    joan = browser_page(Role.ADMINISTRATOR)
    joan.goto("/people/invitations/")
    axe(joan)
    joan.get_by_role("button", name="Invite somebody").click()
    joan.get_by_role("button", name="Invite them").click()
    axe(joan)
    joan.get_by_label("Name").fill("Ada Moss")
    joan.get_by_label("Email address").fill("ada.moss@aldermere.example")
    joan.get_by_label("Performance analyst").check()
    joan.get_by_role("button", name="Invite them").click()
    axe(joan)
    link = joan.locator("#link").inner_text()

    ada = browser_page(None)
    passkeys(ada)
    ada.goto(link)
    assert heading(ada) == "Welcome to Parentis, Ada Moss"
    axe(ada)
    ada.get_by_label("Choose a password").fill("seven green bicycles")
    ada.get_by_role("button", name="Continue").click()
    ada.get_by_role("button", name="Set up a passkey").click()
    ada.get_by_role("button", name="Set up the passkey").click()
    ada.get_by_role("link", name="Do this later").click()
    ada.wait_for_url("**/figures/")

    joan.goto("/people/invitations/")
    expect(joan.get_by_text("No invitation is open")).to_be_visible()
