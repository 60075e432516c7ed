"""A password and one thing more: passkeys, codes of an app, recovery codes."""

import pytest
from playwright.sync_api import expect

from parentis.accounts.tests.factories import PASSWORD, AnalystFactory
from tests.sign_in.conftest import code_of, give_password, heading

pytestmark = pytest.mark.browser


@pytest.fixture
def amara(transactional_db):
    return AnalystFactory.create(email="amara@aldermere.example", name="Amara")


def set_up_a_passkey(page):
    page.get_by_role("button", name="Set up a passkey").click()
    page.get_by_label("What do you call this passkey?").fill("Work laptop")
    page.get_by_role("button", name="Set up the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")


def set_up_an_app(page):
    """Gives the key that the app keeps."""
    page.get_by_role("button", name="Set up an app").click()
    page.get_by_text("I cannot point a telephone at it").click()
    secret = page.locator(".app-key").inner_text()
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Set up the app").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    return secret


def see_recovery_codes(page):
    page.get_by_role("button", name="Show my recovery codes").click()
    expect(page.locator("#codes li")).to_have_count(10)
    return page.locator("#codes li").all_inner_texts()


def sign_out(page):
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def is_in(page):
    page.goto("/your-account/")
    return heading(page) == "Your account"


def test_a_password_alone_leads_to_setting_up_a_second_factor_and_nowhere_else(
    browser_page, axe, amara
):
    page = browser_page(None)
    give_password(page, amara.email, PASSWORD)
    assert heading(page) == "One thing more before you begin"
    axe(page)

    for url in ("/figures/", "/your-account/", "/your-account/password/", "/returns/"):
        page.goto(url)
        assert heading(page) == "One thing more before you begin"


def test_somebody_sets_up_a_passkey_and_signs_in_with_it_alone(
    browser_page, axe, passkeys, amara
):
    page = browser_page(None)
    passkeys(page)
    give_password(page, amara.email, PASSWORD)
    page.get_by_role("button", name="Set up a passkey").click()
    axe(page)
    page.go_back()
    set_up_a_passkey(page)
    axe(page)
    see_recovery_codes(page)
    axe(page)
    page.get_by_role("button", name="I have kept them: continue").click()
    assert is_in(page)

    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/figures/")
    assert is_in(page)


def test_a_password_and_a_passkey_together_open_the_page_that_was_asked_for(
    browser_page, axe, passkeys, amara
):
    page = browser_page(None)
    passkeys(page)
    give_password(page, amara.email, PASSWORD)
    set_up_a_passkey(page)
    sign_out(page)

    page.goto("/your-account/sessions/")
    page.get_by_label("Email address").fill(amara.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert heading(page) == "Show that it is you"
    axe(page)
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where you are signed in")


def test_a_device_that_does_not_know_its_owner_opens_nothing(
    browser_page, passkeys, amara
):
    page = browser_page(None)
    device = passkeys(page)
    give_password(page, amara.email, PASSWORD)
    set_up_a_passkey(page)
    sign_out(page)

    device.forgets_its_owner()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("No passkey was used")).to_be_visible()
    assert not is_in(page)


def test_an_app_is_set_up_and_its_codes_open_the_account_once(browser_page, axe, amara):
    page = browser_page(None)
    give_password(page, amara.email, PASSWORD)
    page.get_by_role("button", name="Set up an app").click()
    axe(page)
    page.go_back()
    secret = set_up_an_app(page)
    sign_out(page)

    give_password(page, amara.email, PASSWORD)
    assert heading(page) == "Show that it is you"
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Continue").click()
    axe(page)
    code = code_of(secret, later=1)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Continue").click()
    assert is_in(page)

    sign_out(page)
    give_password(page, amara.email, PASSWORD)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("was used before")


def test_a_recovery_code_opens_the_account_once_without_javascript_too(
    browser_page, amara
):
    page = browser_page(None, with_scripts=False)
    give_password(page, amara.email, PASSWORD)
    page.get_by_role("button", name="Set up an app").click()
    secret = page.locator(".app-key").text_content()
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Set up the app").click()
    code, *_ = see_recovery_codes(page)
    sign_out(page)

    for opens in (True, False):
        give_password(page, amara.email, PASSWORD)
        page.get_by_label("Code").fill(code)
        page.get_by_role("button", name="Continue").click()
        assert is_in(page) == opens
        if opens:
            sign_out(page)


def test_recovery_codes_are_shown_once(browser_page, axe, amara):
    page = browser_page(None)
    give_password(page, amara.email, PASSWORD)
    set_up_an_app(page)
    first_codes = see_recovery_codes(page)

    page.goto("/your-account/second-factor/recovery-codes/")
    assert "10 of your codes" in page.locator("main").inner_text()
    assert not any(code in page.content() for code in first_codes)
    axe(page)
    page.get_by_role("link", name="Make new recovery codes").click()
    axe(page)
    page.get_by_role("button", name="Make new codes").click()
    assert see_recovery_codes(page) != first_codes


def test_the_last_way_to_sign_in_is_not_removed(browser_page, axe, passkeys, amara):
    page = browser_page(None)
    passkeys(page)
    give_password(page, amara.email, PASSWORD)
    set_up_a_passkey(page)

    page.goto("/your-account/second-factor/")
    axe(page)
    page.get_by_role("link", name="Remove Work laptop").click()
    expect(page.get_by_text("the only way you have")).to_be_visible()
    assert page.get_by_role("button", name="Remove this passkey").count() == 0
    axe(page)

    page.goto("/your-account/second-factor/")
    set_up = page.get_by_role("button", name="Set up an app")
    set_up.click()
    page.get_by_text("I cannot point a telephone at it").click()
    page.get_by_label("Code").fill(code_of(page.locator(".app-key").inner_text()))
    page.get_by_role("button", name="Set up the app").click()
    page.get_by_role("link", name="Remove Work laptop").click()
    page.get_by_role("button", name="Remove this passkey").click()
    expect(page.get_by_text("That passkey no longer opens")).to_be_visible()


def test_everything_can_be_pasted(browser_page, amara):
    page = browser_page(None)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/sign-in/")
    for label, text in (("Email address", amara.email), ("Password", PASSWORD)):
        page.evaluate("text => navigator.clipboard.writeText(text)", text)
        page.get_by_label(label, exact=True).focus()
        page.keyboard.press("Control+V")
        assert page.get_by_label(label, exact=True).input_value() == text
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Set up an app").click()
    page.evaluate("text => navigator.clipboard.writeText(text)", "123456")
    page.get_by_label("Code").focus()
    page.keyboard.press("Control+V")
    assert page.get_by_label("Code").input_value() == "123456"
    assert page.get_by_label("Code").get_attribute("autocomplete") == "one-time-code"
