"""What tests of figures share: a small council with two years in force."""

import pytest

from parentis.accounts.models import User
from parentis.accounts.tests.factories import (
    AnalystFactory,
    CommitteeOfficerFactory,
)
from parentis.figures.tests import a_council


@pytest.fixture
def analyst(db: None) -> User:
    analyst: User = AnalystFactory.create(name="Amara Whitlock")
    return analyst


@pytest.fixture
def officer(db: None) -> User:
    officer: User = CommitteeOfficerFactory.create()
    return officer


@pytest.fixture
def council(db: None) -> None:
    """Figures to look at; see `returns_in_force` for the young people behind them."""
    a_council.fill_figures()


@pytest.fixture
def returns_in_force(analyst: User) -> None:
    a_council.receive_returns(by=analyst)
