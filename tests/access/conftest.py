"""One council for all requests of these tests, and somebody's browser for each."""

import io
import logging
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.template.base import Template
from django.test import Client, RequestFactory, override_settings
from django.test.client import ClientHandler
from django.test.utils import _TestState
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from parentis.accounts.models import User
from tests.access.canaries import plant
from tests.access.council import Council, build
from tests.access.matrix import EVERYBODY
from tests.access.readings import Reading, changes, logged_to, read_from
from tests.access.things import things

Ask = Callable[..., HttpResponse]


@pytest.fixture(scope="package")
def council(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Council]:
    """Built once, in a transaction that never ends well."""
    files = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=files):
        with transaction.atomic():
            built = build(timezone.now())
            yield built
            transaction.set_rollback(True)
        connection.close()


@pytest.fixture(autouse=True)
def _as_it_was(council: Council) -> Iterator[None]:
    """What a test changes in the council is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def sessions(council: Council) -> dict[int, str]:
    """Everybody is signed in, with two factors: the keys of their sessions."""
    return {person.pk: signed_in(person) for person in council.staff.values()}


def signed_in(person: User) -> str:
    client = Client()
    client.force_login(person)
    request = RequestFactory().get("/")
    request.session, request.user = client.session, person
    record_authentication(request, person, "mfa", type="totp")
    request.session.save()
    return str(request.session.session_key)


@pytest.fixture(scope="package")
def _quick() -> Iterator[None]:
    """Thousands of requests follow: without their log, and copies of their contexts."""
    template: Any = Template
    of_tests = template._render
    logging.disable(logging.CRITICAL)
    template._render = template_render()
    yield
    template._render = of_tests
    logging.disable(logging.NOTSET)


def template_render() -> Any:
    """As it is outside tests: Django's tests copy the context of each template."""
    saved: Any = vars(_TestState)["saved_data"]
    return saved.template_render


@pytest.fixture(scope="package")
def ask(sessions: dict[int, str], _quick: None) -> Ask:
    """`ask(person, "POST", url, {…})`: one request, whose changes are taken back."""
    # Setting the middleware up takes longer than much of what it then does.
    handlers = {checks: ClientHandler(checks) for checks in (False, True)}

    def send(
        person: User | None,
        method: str,
        url: str,
        answers: dict[str, Any] | None = None,
        *,
        checks_forms: bool = False,
        is_led_on: bool = False,
    ) -> HttpResponse:
        client = Client(raise_request_exception=False)
        client.handler = handlers[checks_forms]
        if person is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = sessions[person.pk]
        with transaction.atomic():
            response: HttpResponse = getattr(client, method.lower())(
                url, answers or {}, follow=is_led_on
            )
            if response.streaming:
                response.content = b"".join(response)
            transaction.set_rollback(True)
        return response

    return send


@pytest.fixture(scope="package")
def held(
    council: Council, sessions: Any, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What is there to open, with a canary in whatever few may see.

    Made when everybody has come in, or a form that was held would greet them.
    """
    found = things(council, tmp_path_factory.mktemp("published"))
    plant(council)
    return found


@pytest.fixture(scope="package")
def log() -> io.StringIO:
    """Of every reading."""
    return io.StringIO()


@pytest.fixture(scope="package")
def read(
    council: Council, held: dict[str, Any], ask: Ask, log: io.StringIO
) -> Callable[[str], Reading]:
    """`read("/figures/")`: what each person of the matrix gets there."""
    people = {
        name: council.person(known) if known else None
        for name, known in EVERYBODY.items()
    }

    @cache
    def reading(url: str) -> Reading:
        before = changes()
        with logged_to(log):
            got = {
                name: read_from(ask(person, "GET", url))
                for name, person in people.items()
            }
        return Reading(got=got, written=changes() - before)

    return reading
