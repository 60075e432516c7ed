"""Guessing is stopped, and nobody can stop anybody else."""

from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from parentis.accounts import devices
from parentis.accounts.tests.factories import PASSWORD, AnalystFactory
from tests.reading import Page

TOO_MANY = "There have been too many tries. Wait five minutes, then try again"
WRONG = "Check your email address and your password"
GUESS = "guess"
OFFICE, AT_HOME = "192.0.2.1", "198.51.100.7"


@pytest.fixture(autouse=True)
def clock(db):
    cache.clear()
    with time_machine.travel("2026-05-04 09:00 +0000", tick=False) as clock:
        yield clock


@pytest.fixture
def amara():
    return AnalystFactory.create(email="amara@aldermere.example")


def try_to_sign_in(email, password=GUESS, *, at=OFFICE, client=None):
    answer: Any = (client or Client()).post(
        "/sign-in/", {"login": email, "password": password}, REMOTE_ADDR=at, follow=True
    )
    return Page(answer, url=answer.request["PATH_INFO"])


def is_let_through(page) -> bool:
    return bool(page.heading == "One thing more before you begin")


def a_device_of(person) -> Client:
    """On which they have fully signed in before."""
    from django.http import HttpRequest, HttpResponse

    client, answer = Client(), HttpResponse()
    devices.remember(HttpRequest(), answer, account=person.email)
    client.cookies.update(answer.cookies)
    return client


def test_five_failures_of_an_account_from_an_address_stop_it_for_five_minutes(
    clock, amara
):
    pages = [try_to_sign_in(amara.email) for _ in range(6)]
    assert [page.errors for page in pages] == [[WRONG]] * 5 + [[TOO_MANY]]
    assert try_to_sign_in(amara.email, PASSWORD).errors == [TOO_MANY]

    clock.shift(5 * 60)
    assert is_let_through(try_to_sign_in(amara.email, PASSWORD))


def test_the_owner_at_another_address_is_not_stopped(amara):
    for _ in range(6):
        try_to_sign_in(amara.email)

    assert is_let_through(try_to_sign_in(amara.email, PASSWORD, at=AT_HOME))


def test_a_colleague_at_the_same_address_is_not_stopped(amara):
    colleague = AnalystFactory.create()
    for _ in range(6):
        try_to_sign_in(amara.email)

    assert is_let_through(try_to_sign_in(colleague.email, PASSWORD))


def test_the_owners_own_device_is_not_stopped_by_a_stranger_at_the_same_address(amara):
    for n in range(25):
        try_to_sign_in(f"person{n}@aldermere.example")
        try_to_sign_in(amara.email)

    own = a_device_of(amara)
    assert is_let_through(try_to_sign_in(amara.email, PASSWORD, client=own))


def test_a_stranger_with_many_addresses_is_stopped_and_the_owners_device_is_not(
    clock, amara
):
    for n in range(30):
        clock.shift(61)
        assert try_to_sign_in(amara.email, at=f"203.0.113.{n}").errors == [WRONG]

    stopped = try_to_sign_in(amara.email, PASSWORD, at="203.0.113.99")
    assert stopped.errors == [TOO_MANY]
    own = a_device_of(amara)
    assert is_let_through(try_to_sign_in(amara.email, PASSWORD, client=own))


def test_an_address_that_tries_many_accounts_is_stopped(clock):
    pages = [try_to_sign_in(f"person{n}@aldermere.example") for n in range(21)]
    assert pages[19].errors == [WRONG]
    assert pages[20].errors == [TOO_MANY]

    clock.shift(60)
    assert try_to_sign_in("person@aldermere.example").errors == [WRONG]


def test_a_known_device_is_stopped_too_after_five_failures(amara):
    own = a_device_of(amara)
    for _ in range(5):
        try_to_sign_in(amara.email, client=own)

    assert try_to_sign_in(amara.email, PASSWORD, client=own).errors == [TOO_MANY]


def test_signing_in_rightly_counts_for_nothing(amara):
    for _ in range(12):
        assert is_let_through(try_to_sign_in(amara.email, PASSWORD))


def test_an_unknown_account_is_stopped_in_the_same_way(amara):
    known = [try_to_sign_in(amara.email).errors for _ in range(7)]
    unknown = [
        try_to_sign_in("nobody@aldermere.example", at=AT_HOME).errors for _ in range(7)
    ]

    assert known == unknown


@pytest.mark.parametrize("made_up", ["", "x", "eyJpZCI6IngifQ:1vP:abc"])
def test_a_made_up_device_is_not_known(amara, made_up, settings):
    client = Client()
    client.cookies[settings.DEVICE_COOKIE_NAME] = made_up
    for _ in range(5):
        try_to_sign_in(amara.email, client=client)

    assert try_to_sign_in(amara.email, PASSWORD, at=OFFICE).errors == [TOO_MANY]


def test_a_device_of_somebody_else_is_not_known(amara):
    theirs = a_device_of(AnalystFactory.create())
    for _ in range(6):
        try_to_sign_in(amara.email)

    page = try_to_sign_in(amara.email, PASSWORD, client=theirs)
    assert page.errors == [TOO_MANY]


def test_the_cookie_of_a_device_names_nobody(amara, settings):
    cookie = a_device_of(amara).cookies[settings.DEVICE_COOKIE_NAME]

    assert "amara" not in cookie.value
    assert cookie["httponly"]
