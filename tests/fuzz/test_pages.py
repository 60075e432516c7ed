"""Requests that nobody thought of, to every page, by everybody: no fault of ours.

The description of tests/fuzz/description.py goes to schemathesis, which makes requests
that fit it and requests that do not. Each must be answered with a status and a kind of
file that a page may give. `-m slow` sends two thousand to each page instead of a few.
"""

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
import schemathesis
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    status_code_conformance,
)

from parentis.accounts.roles import Role
from tests.fuzz.conftest import World
from tests.fuzz.description import description, methods_of
from tests.test_repository import ROUTES

FOUR_ROLES = [
    None,
    Role.PERSONAL_ADVISER,
    Role.PERFORMANCE_ANALYST,
    Role.ADMINISTRATOR,
]
FEW, MANY = 2, 2_000
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
]


def test_no_request_is_a_fault_of_ours(world, client_of, faults, undone):
    everybody = [client_of(role) for role in (None, *Role)]
    for operation in operations(world):
        sends_all(operation, everybody, faults, undone, times=FEW)


@pytest.mark.slow
@pytest.mark.parametrize("role", FOUR_ROLES, ids=str)
@pytest.mark.parametrize("route", sorted(ROUTES))
def test_no_request_of_thousands_is_a_fault_of_ours(
    world, client_of, faults, undone, role, route
):
    for operation in operations(world):
        if operation.definition.raw["operationId"].partition(" ")[2] == route:
            sends_all(operation, [client_of(role)], faults, undone, times=MANY)


def test_every_page_is_described(world):
    described = {
        each.definition.raw["operationId"].split(" ", 1)[1]
        for each in operations(world)
    }

    assert described == set(ROUTES)
    assert all(methods_of(each.callback) for each in ROUTES.values())


def operations(world: World) -> list[Any]:
    schema = schemathesis.openapi.from_dict(description(numbers=world.numbers))
    schema.app = whole_answers_of(get_wsgi_application())
    return [each.ok() for each in schema.get_all_operations() if isinstance(each, Ok)]


def whole_answers_of(application: Any) -> Any:
    """Closes an answer once it is read, as a server does, and so the files in it."""

    def answer(environ: Any, start_response: Any) -> list[bytes]:
        with closing(application(environ, start_response)) as given:
            return [b"".join(given)]

    return answer


def sends_all(
    operation: Any,
    clients: list[Client],
    faults: list[BaseException],
    undone: Callable[..., Any],
    *,
    times: int,
) -> None:
    senders = [sent_by(client) for client in clients]

    @given(
        case=cases(operation),
        known=st.none() | known_places(operation),
        sent_with=st.sampled_from(senders),
    )
    @trying(
        max_examples=times,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def each(case: Any, known: dict[str, Any] | None, sent_with: Any) -> None:
        case.path_parameters.update(known or {})
        answer = undone(case.call, **sent_with)
        assert faults == [], (case.as_curl_command(), faults.pop())
        # Only what watches the process is told in this way that it cannot work.
        is_meant = answer.status_code == 503 and operation.path == "/readyz"
        case.validate_response(answer, checks=CHECKS[1:] if is_meant else CHECKS)

    each()


def cases(operation: Any) -> st.SearchStrategy[Any]:
    fitting: st.SearchStrategy[Any] = operation.as_strategy(
        generation_mode=GenerationMode.POSITIVE
    )
    if not (operation.path_parameters or operation.query or operation.body):
        return fitting
    astray = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    return st.one_of(fitting, astray)


def known_places(operation: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Places of its address with something in each that exists."""
    return st.fixed_dictionaries(
        {
            place["name"]: st.sampled_from(known)
            for place in operation.definition.raw["parameters"]
            if (known := [each["value"] for each in place.get("examples", {}).values()])
        }
    )


def sent_by(client: Client) -> dict[str, dict[str, str]]:
    """As a browser sends it that has read the form before."""
    request = RequestFactory().get("/")
    get_token(request)
    token = request.META["CSRF_COOKIE"]
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    return {
        "cookies": {**cookies, settings.CSRF_COOKIE_NAME: token},
        "headers": {"X-CSRFToken": token},
    }
