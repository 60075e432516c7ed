"""The council's own sign-in, against a real OpenID provider."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from parentis.accounts.models import User
from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import AdministratorFactory, AnalystFactory
from parentis.entrance import actions
from tests.sign_in.conftest import heading

pytestmark = pytest.mark.browser
NOT_LET_IN = "You are not let in to Parentis yet"


@pytest.fixture
def amara(transactional_db):
    return AnalystFactory.create(email="amara@aldermere.example", name="Amara")


def come_as(page, name, *, to="/sign-in/"):
    """Through the provider's own pages: who one is, and that Parentis may know it."""
    sign_in_there(page, name, to=to)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Parentis is open source")).to_be_visible()


def sign_in_there(page, name, *, to="/sign-in/"):
    page.goto(to)
    page.get_by_role("button", name="Sign in with your Aldermere account").click()
    page.get_by_placeholder("Enter any login").fill(name)
    page.get_by_placeholder("and password").fill("any")
    page.get_by_role("button", name="Sign-in").click()


def test_somebody_comes_by_their_councils_sign_in_and_needs_nothing_more(
    council_page, axe, provider, amara
):
    provider.knows("amara", email="Amara@Aldermere.example", email_verified=True)
    page = council_page()
    page.goto("/sign-in/")
    axe(page)

    come_as(page, "amara", to="/your-account/")

    assert heading(page) == "Your account"
    link = SocialAccount.objects.get(user=amara)
    assert (link.provider, link.uid) == (provider.issuer, "amara")
    assert link.extra_data == {}
    page.get_by_role("link", name="How you sign in").click()
    expect(page.get_by_text("nothing to set up here")).to_be_visible()
    axe(page)


def test_once_linked_the_providers_number_counts_and_not_the_address(
    council_page, provider, amara
):
    provider.knows("amara", email=amara.email, email_verified=True)
    come_as(council_page(), "amara")
    provider.knows("amara", email="married@aldermere.example", email_verified=True)

    page = council_page()
    come_as(page, "amara", to="/your-account/")

    assert heading(page) == "Your account"


def test_an_address_that_was_given_to_somebody_new_opens_nothing(
    council_page, provider, amara
):
    provider.knows("amara", email=amara.email, email_verified=True)
    come_as(council_page(), "amara")

    provider.knows("newcomer", email=amara.email, email_verified=True)
    page = council_page()
    come_as(page, "newcomer")

    assert heading(page) == NOT_LET_IN


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "amara@aldermere.example", "email_verified": False},
        {"email": "amara@aldermere.example"},
        {"email": "stranger@aldermere.example", "email_verified": True},
        {},
    ],
    ids=["address not verified", "not said whether", "unknown address", "no address"],
)
def test_nobody_else_is_let_in_and_nobody_registers(
    council_page, axe, provider, amara, claims
):
    provider.knows("stranger", **claims)
    page = council_page()
    with page.expect_response("**/sign-in/single-sign-on/back/**") as answer:
        come_as(page, "stranger")

    assert answer.value.status == 403
    assert heading(page) == NOT_LET_IN
    axe(page)
    assert User.objects.count() == 1
    page.goto("/your-account/")
    assert heading(page) == "Sign in"


def test_addresses_are_trusted_where_the_council_says_so(
    council_page, provider, amara, settings
):
    settings.SSO_TRUSTS_ADDRESSES = True
    provider.knows("amara", email=amara.email)
    page = council_page()

    come_as(page, "amara", to="/your-account/")

    assert heading(page) == "Your account"


def test_somebody_whose_account_is_closed_stays_out(council_page, provider, amara):
    provider.knows("amara", email=amara.email, email_verified=True)
    come_as(council_page(), "amara")
    User.objects.update(is_active=False)

    page = council_page()
    come_as(page, "amara")

    assert heading(page) == "You cannot sign in"


def test_whoever_was_invited_may_come_by_single_sign_on(council_page, provider):
    actions.invite(
        by=AdministratorFactory.create(),
        at=timezone.now(),
        email="new@aldermere.example",
        name="New Person",
        roles=[Role.ELECTED_MEMBER],
    )
    provider.knows("new", email="new@aldermere.example", email_verified=True)
    page = council_page()

    come_as(page, "new", to="/your-account/")

    assert heading(page) == "Your account"
    came = User.objects.get(email="new@aldermere.example")
    assert not came.has_usable_password()


def test_somebody_who_stops_it_is_told_so(council_page, axe, provider):
    page = council_page()
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with your Aldermere account").click()
    page.get_by_role("link", name="Cancel").click()

    assert heading(page) == "Your council’s sign-in did not work"
    axe(page)


def test_an_answer_opens_nothing_in_a_browser_that_did_not_ask(
    council_page, provider, amara
):
    provider.knows("amara", email=amara.email, email_verified=True)
    page = council_page()
    sign_in_there(page, "amara")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Continue").click()

    assert heading(page) == "Your council’s sign-in did not work"
    page.goto("/your-account/")
    assert heading(page) == "Sign in"


def test_a_provider_that_cannot_be_reached_is_said_to_be(client, db, settings):
    from parentis.config.environment import single_sign_on

    settings.SSO_ISSUER = "http://127.0.0.1:1"
    settings.SOCIALACCOUNT_PROVIDERS = single_sign_on(
        issuer=settings.SSO_ISSUER, name="x", client_id="x", client_secret="x"
    )

    answer = client.get("/sign-in/single-sign-on/")

    assert answer.status_code == 502
    assert "did not work" in answer.content.decode()


def test_without_a_provider_there_is_no_such_page(visit):
    assert visit("/sign-in/single-sign-on/").status == 404
    assert visit("/sign-in/single-sign-on/back/").status == 404
    assert "Sign in with your" not in visit("/sign-in/").html


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_does_not_begin_it_behind_somebodys_back(
    client, db, settings, site
):
    settings.SSO_ISSUER = "https://provider.example"

    answer = client.get("/sign-in/single-sign-on/", headers={"Sec-Fetch-Site": site})

    assert (answer.status_code, answer.url) == (302, "/sign-in/")
