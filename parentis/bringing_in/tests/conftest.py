"""A team with its manager and an adviser, who bring in what another system exports."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parentis.accounts.models import Team, User
from parentis.accounts.tests.factories import (
    AdviserFactory,
    ManagerFactory,
    TeamFactory,
    TeamMembershipFactory,
)
from parentis.bringing_in import actions
from parentis.bringing_in.choices import FileHolds
from parentis.bringing_in.models import BroughtFile
from parentis.other_systems.columns import Holds, guess_columns

AT = datetime(2026, 5, 4, 10, tzinfo=UTC)


@pytest.fixture
def team(db: None) -> Team:
    team: Team = TeamFactory.create(name="Leaving care north")
    return team


@pytest.fixture
def rukhsana(team: Team) -> User:
    """The team's manager."""
    rukhsana: User = ManagerFactory.create(name="Rukhsana Peel")
    TeamMembershipFactory.create(team=team, person=rukhsana)
    return rukhsana


@pytest.fixture
def bethan(team: Team) -> User:
    bethan: User = AdviserFactory.create(
        name="Bethan Marsh", email="bethan@aldermere.example"
    )
    TeamMembershipFactory.create(team=team, person=bethan)
    return bethan


Bring = Callable[..., BroughtFile]


@pytest.fixture
def compared(rukhsana: User, team: Team) -> Bring:
    """A file of another system, as far as what it would change."""

    def bring(
        holds: FileHolds,
        text: str | bytes,
        *,
        by: User = rukhsana,
        system: str = "Mosaic",
        name: str = "export.csv",
    ) -> BroughtFile:
        data = text if isinstance(text, bytes) else text.encode()
        file = actions.receive_file(
            SimpleUploadedFile(name, data),
            by=by,
            at=AT,
            holds=holds,
            system=system,
            team=team,
        )
        file = actions.read_file(file.pk, by=None, at=AT)
        if not file.headings:
            return file
        actions.match_columns(
            file,
            by=by,
            at=AT,
            columns=guess_columns(Holds(holds), file.headings),
            kinds={},
        )
        return actions.compare_file(file.pk, by=None, at=AT)

    return bring


@pytest.fixture
def brought(compared: Bring) -> Bring:
    """The same, confirmed and brought in."""

    def bring(holds: FileHolds, text: str | bytes, **kwargs: object) -> BroughtFile:
        file = compared(holds, text, **kwargs)
        by = file.received_by
        actions.confirm_file(file, by=by, at=AT)
        return actions.bring_in_file(file.pk, by=None, at=AT)

    return bring
