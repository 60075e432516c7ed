"""A council with figures, and the people who write reports about them.

Of its forty care leavers aged 19 to 21, 26 are in education, employment or training;
two are in higher education, a number to hide.
"""

import pytest

from parentis.accounts.models import User
from parentis.accounts.tests.factories import (
    AnalystFactory,
    CommitteeOfficerFactory,
    ElectedMemberFactory,
)
from parentis.figures.tests import a_council
from parentis.reports.models import CommitteeReport
from parentis.reports.tests.factories import ReportFactory


@pytest.fixture
def amara(db: None) -> User:
    """A performance analyst; her council has figures."""
    analyst: User = AnalystFactory.create(name="Amara")
    a_council.receive_returns(by=analyst)
    a_council.fill_figures()
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
