"""Every address, by every method, for everybody: as the table in matrix.py says."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse

from parentis.accounts.permissions import access_of
from parentis.accounts.roles import Role
from tests.access.matrix import EVERYBODY, PEOPLE, rows
from tests.access.readings import changes
from tests.access.things import address
from tests.test_repository import ROUTES

ROWS = rows()
REFUSED = ("PUT", "PATCH", "DELETE", "OPTIONS")
# A new route without a row fails test_every_address_has_a_row, which says what to do.
HELD = sorted(set(ROUTES) & set(ROWS))

Answer = Callable[..., HttpResponse]


@pytest.fixture(scope="module")
def answer(council, held, ask) -> Answer:
    """What a person of the table gets by a method from a route's address."""

    def given(name: str, method: str, route: str, **how: Any) -> HttpResponse:
        known = EVERYBODY[name]
        person = council.person(known) if known else None
        response: HttpResponse = ask(person, method, address(route, held), **how)
        return response

    return given


def test_every_address_has_a_row():
    missing = "".join(f"\n  {route}" for route in sorted(set(ROUTES) - set(ROWS)))

    assert missing == "", (
        f"Say who gets what from these, a row each, in tests/access/matrix.py:{missing}"
    )
    assert set(ROWS) - set(ROUTES) == set(), "These rows are of no address any more."


def test_every_role_is_in_the_table(council):
    roles = {role for name in PEOPLE.values() for role in council.person(name).roles}

    assert roles == {role.value for role in Role}


@pytest.mark.parametrize("route", HELD)
def test_everybody_reads_what_the_table_says_and_changes_nothing_by_it(
    read, held, route
):
    expected, _ = ROWS[route]
    reading = read(address(route, held))

    assert reading.written == set(), f"GET {route}"
    assert reading.statuses == expected, f"GET {route}"
    if expected["nobody"] == 302:
        leads_to_signing_in(reading.got["nobody"].leads_to, route)


@pytest.mark.parametrize("route", HELD)
def test_head_says_what_get_says_and_nothing_else(answer, route):
    """Or is refused, as by most of our pages, to who may come in."""
    expected, _ = ROWS[route]
    before = changes()
    one_of_each = {status: name for name, status in expected.items()}.values()
    got = {name: answer(name, "HEAD", route) for name in one_of_each}

    assert changes() - before == set(), f"HEAD {route}"
    for name, status in statuses(got).items():
        comes_in = expected[name] != 403 and (name != "nobody" or is_public(route))
        assert status in ({expected[name], 405} if comes_in else {expected[name]}), name
    assert {name for name, each in got.items() if each.content} == set()


@pytest.mark.parametrize("route", HELD)
def test_everybody_sends_what_the_table_says(answer, route):
    _, expected = ROWS[route]
    got = {name: answer(name, "POST", route) for name in EVERYBODY}

    assert statuses(got) == expected, f"POST {route}"
    if expected["nobody"] == 302:
        leads_to_signing_in(got["nobody"].headers["Location"], route)


@pytest.mark.parametrize("route", HELD)
def test_every_other_method_is_refused_and_changes_nothing(answer, route):
    before = changes()
    for method in REFUSED:
        # It is refused before anybody asks who comes: three speak for all.
        got = {
            name: answer(name, method, route)
            for name in ("nobody", "adviser", "administrator")
        }

        assert set(statuses(got).values()) == {405}, f"{method} {route}"
    assert changes() - before == set()


@pytest.mark.parametrize("route", HELD)
def test_a_form_without_its_token_is_refused(answer, route):
    """By whoever may send it, if anybody: no other site sends it for them."""
    _, post = ROWS[route]
    senders = [name for name in EVERYBODY if post[name] not in {403, 405}]
    for name in senders:
        got = answer(name, "POST", route, checks_forms=True)

        assert got.status_code == 403, name
        assert "This form has timed out" in got.content.decode(), name
    for method in ("PUT", "PATCH", "DELETE") if senders else ():
        assert answer(senders[-1], method, route, checks_forms=True).status_code == 403


def statuses(got: dict[str, HttpResponse]) -> dict[str, int]:
    return {name: each.status_code for name, each in got.items()}


def leads_to_signing_in(location: str, route: str) -> None:
    assert is_public(route) or location.startswith("/sign-in/"), route


def is_public(route: str) -> bool:
    access = access_of(ROUTES[route].callback)
    return access is not None and access.is_public
