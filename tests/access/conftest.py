"""One council for all of a module's requests, and somebody's browser for each."""

import logging
from collections.abc import Callable, Iterator
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
from tests.access.council import Council, build

Ask = Callable[..., HttpResponse]


@pytest.fixture(scope="module")
def council(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Council]:
    """Built once for a module, in a transaction that never ends well."""
    files = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=files):
        with transaction.atomic():
            built = build(timezone.now())
            yield built
            transaction.set_rollback(True)
        connection.close()


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
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
