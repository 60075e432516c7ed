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

from parentis.accounts.models import Team, User
from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import (
    AnalystFactory,
    TeamFactory,
    TeamMembershipFactory,
    UserFactory,
)
from parentis.figures.tests import a_council
from parentis.reports.tests.factories import ReportFactory
from parentis.young_people.models import YoungPerson
from parentis.young_people.tests.factories import (
    AddressFactory,
    AllocationFactory,
    ListedStaffFactory,
    RestrictionFactory,
    YoungPersonFactory,
)

MOST_KEYS = 5
"""Of one model: enough to find something, few enough to find it often."""


@dataclass(frozen=True)
class World:
    """A team that has work, and the keys of records by their model and by its app."""

    numbers: dict[str, list[Any]]
    team: Team


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
    team = TeamFactory.create()
    _young_people(team)
    return World(numbers=_numbers(), team=team)


def _young_people(team: Team) -> None:
    """One with an address, allocated to the team; one whose record is restricted."""
    sam, kai = YoungPersonFactory.create_batch(2, service=team.service)
    AddressFactory.create(young_person=sam)
    adviser = TeamMembershipFactory.create(team=team).person
    AllocationFactory.create(young_person=sam, person=adviser)
    restriction = RestrictionFactory.create(young_person=kai)
    ListedStaffFactory.create(restriction=restriction, person=adviser)


def _numbers() -> dict[str, list[Any]]:
    """By the name of the model, as places in addresses are named, and by its app."""
    found: dict[str, set[Any]] = {}
    for model in apps.get_models():
        app = model.__module__.rpartition(".")[0]
        is_history = model.__name__.endswith("Event")
        if app.startswith("parentis.") and not is_history:
            keys = model._default_manager.order_by("pk").values_list("pk", flat=True)
            for name in (app, model._meta.model_name or ""):
                found.setdefault(name, set()).update(keys[:MOST_KEYS])
    return {name: sorted(keys, key=str) for name, keys in found.items()}


@pytest.fixture
def client_of(world: World) -> Callable[[Role | None], Client]:
    """A browser of somebody of this role in the team, or of nobody."""

    def sign_in(role: Role | None) -> Client:
        client = Client(raise_request_exception=False)
        if role is not None:
            person = UserFactory.create(role=role)
            TeamMembershipFactory.create(team=world.team, person=person)
            _give_work(person)
            client.force_login(person)
        return client

    return sign_in


def _give_work(person: User) -> None:
    for young_person in YoungPerson.objects.all():
        AllocationFactory.create(young_person=young_person, person=person)


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
