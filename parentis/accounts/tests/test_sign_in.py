"""Signing in, signing out, and what is told to whom."""

import pytest
from django.core.cache import cache
from django.test import Client

from parentis.accounts.models import User
from parentis.accounts.tests.factories import PASSWORD, AnalystFactory


@pytest.fixture
def amara(db):
    return AnalystFactory.create(email="amara@aldermere.example", name="Amara")


def test_somebody_signs_in_with_their_email_address_and_password(visit, amara):
    page = visit("/sign-in/", answers={"login": amara.email, "password": PASSWORD})

    assert page.status == 200
    assert page.url != "/sign-in/"


def test_the_case_of_an_email_address_does_not_matter(visit, amara):
    page = visit(
        "/sign-in/", answers={"login": "Amara@Aldermere.example", "password": PASSWORD}
    )

    assert page.url != "/sign-in/"


def test_missing_answers_are_listed_at_the_top_of_the_page(visit):
    page = visit("/sign-in/", answers={})

    assert page.title == "Error: Sign in – Parentis"
    assert page.errors == ["Enter your email address", "Enter your password"]


def test_a_wrong_password_and_an_unknown_person_get_the_same_answer(visit, amara):
    wrong = visit("/sign-in/", answers={"login": amara.email, "password": "not this"})
    unknown = visit(
        "/sign-in/", answers={"login": "nobody@x.example", "password": "not this"}
    )

    assert wrong.errors == ["Check your email address and your password"]
    assert wrong.errors == unknown.errors


def test_somebody_who_has_left_cannot_sign_in(visit):
    left = AnalystFactory.create(is_active=False)

    page = visit("/sign-in/", answers={"login": left.email, "password": PASSWORD})

    assert page.heading == "You cannot sign in"
    assert visit("/your-account/").heading == "Sign in"


def test_somebody_who_leaves_is_out_at_their_next_page(amara):
    client = Client()
    client.force_login(amara)
    User.objects.filter(pk=amara.pk).update(is_active=False)

    assert client.get("/your-account/").status_code == 302


def test_too_many_tries_are_stopped_for_a_while(visit, amara):
    cache.clear()
    tries = [
        visit("/sign-in/", answers={"login": amara.email, "password": "guess"})
        for _ in range(6)
    ]

    assert tries[-1].errors == [
        "There have been too many tries. Wait five minutes, then try again"
    ]


def test_signing_out_is_never_done_by_a_link(amara):
    client = Client()
    client.force_login(amara)

    assert client.get("/sign-out/").status_code == 405
    assert client.get("/your-account/").status_code == 200

    client.post("/sign-out/")
    assert client.get("/your-account/").status_code == 302


@pytest.mark.parametrize("url", ["/sign-up/", "/signup/", "/sign-in/signup/"])
def test_nobody_registers(visit, url):
    assert visit(url, by=AnalystFactory.create()).status == 404


def test_the_way_on_after_signing_in_never_leads_to_another_site(visit, amara):
    page = visit(
        "/sign-in/?next=https://elsewhere.example/",
        answers={
            "login": amara.email,
            "password": PASSWORD,
            "next": "https://elsewhere.example/",
        },
    )

    assert page.url.startswith("/")
    assert "elsewhere" not in page.response.request.get("SERVER_NAME", "")
