"""A council with figures, and the people who write reports about them."""

import pytest

from parentis.accounts.models import User
from parentis.accounts.tests.factories import (
    AnalystFactory,
    CommitteeOfficerFactory,
    ElectedMemberFactory,
)
from parentis.reports.models import CommitteeReport
from parentis.reports.tests.factories import ReportFactory, figures_of_two_years


@pytest.fixture
def amara(db: None) -> User:
    """A performance analyst; her council has figures."""
    analyst: User = AnalystFactory.create(name="Amara")
    figures_of_two_years(by=analyst)
    return analyst


@pytest.fixture
def tomasz(db: None) -> User:
    officer: User = CommitteeOfficerFactory.create(name="Tomasz")
    return officer


@pytest.fixture
def priya(db: None) -> User:
    councillor: User = ElectedMemberFactory.create(name="Councillor Priya")
    return councillor


@pytest.fixture
def report(amara: User) -> CommitteeReport:
    begun: CommitteeReport = ReportFactory.create(made_by=amara)
    return begun
