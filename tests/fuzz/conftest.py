"""A council with something in every part of the product, and somebody of each role."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.core.signals import (
    got_request_exception,
    request_finished,
    request_started,
)
from django.db import close_old_connections, transaction
from django.test import Client

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import AnalystFactory, UserFactory
from parentis.figures.tests import a_council
from parentis.reports.tests.factories import ReportFactory

MOST_KEYS = 5
"""Of one model: enough to find something, few enough to find it often."""


@dataclass(frozen=True)
class World:
    """Keys of the records that exist, by the app they are of."""

    numbers: dict[str, list[Any]]


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """A request leaves the test's own connection open, as Django's test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def world(db: None) -> World:
    analyst = AnalystFactory.create()
    a_council.receive_returns(by=analyst)
    a_council.fill_figures()
    ReportFactory.create(made_by=analyst)
    return World(numbers=_numbers())


def _numbers() -> dict[str, list[Any]]:
    found: dict[str, set[Any]] = {}
    for model in apps.get_models():
        app = model.__module__.rpartition(".")[0]
        if app.startswith("parentis."):
            keys = model._default_manager.order_by("pk").values_list("pk", flat=True)
            found.setdefault(app, set()).update(keys[:MOST_KEYS])
    return {app: sorted(keys, key=str) for app, keys in found.items()}


@pytest.fixture
def client_of(db: None) -> Callable[[Role | None], Client]:
    """A browser of somebody of this role, or of nobody."""

    def sign_in(role: Role | None) -> Client:
        client = Client(raise_request_exception=False)
        if role is not None:
            client.force_login(UserFactory.create(role=role))
        return client

    return sign_in


@pytest.fixture
def faults() -> Iterator[list[BaseException]]:
    """What was raised while pages were being made, so that a 500 tells its cause."""
    raised: list[BaseException] = []

    def note(sender: Any, **_named: Any) -> None:
        error = sys.exc_info()[1]
        if error is not None:
            raised.append(error)

    got_request_exception.connect(note)
    yield raised
    got_request_exception.disconnect(note)


@pytest.fixture
def undone(db: None) -> Callable[..., Any]:
    """`undone(work, …)`: does it, gives what it gave, and takes back what it wrote."""

    def do(work: Callable[..., Any], *given: Any, **named: Any) -> Any:
        with transaction.atomic():
            try:
                return work(*given, **named)
            finally:
                transaction.set_rollback(True)

    return do
