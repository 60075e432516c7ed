"""A council with figures, a report that is wholly written, and who signs it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from parentis.accounts.models import User
from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import (
    AnalystFactory,
    CommitteeOfficerFactory,
    ElectedMemberFactory,
    UserFactory,
)
from parentis.bodies.tests.factories import BodyFactory
from parentis.committee_report.shape import Part, Section, Shape
from parentis.committee_report.shape_data import shape_to_data
from parentis.documents.content import Numbering
from parentis.figures.tests import a_council
from parentis.meetings.tests.factories import AgendaItemFactory
from parentis.reports import queries as reports
from parentis.reports.choices import DocumentForm
from parentis.reports.models import CommitteeReport
from parentis.reports.queries import WrittenReport
from parentis.reports.tests.factories import ReportFactory
from parentis.sign_off import actions
from parentis.sign_off.models import FairCopy

AT = datetime(2025, 6, 9, 9, 0, tzinfo=UTC)
SHORT = Shape(
    code="short",
    name="A short report",
    description="",
    numbering=Numbering.PLAIN,
    body="The panel",
    asks="is asked to:",
    head=(),
    sections=(
        Section(code="words", heading="What we see", prompt="What do you see?"),
        Section(
            code="figures", heading="Figures", parts=(Part.BENCHMARKS, Part.CHARTS)
        ),
        Section(
            code="changes",
            heading="What changed",
            parts=(Part.CHANGES,),
            is_optional=True,
        ),
        Section(code="asked", heading="Asked", parts=(Part.RECOMMENDATIONS,)),
    ),
)


@pytest.fixture(autouse=True)
def _quickly_made(request: pytest.FixtureRequest, monkeypatch: Any) -> None:
    """Documents take a second to make: only who asks for `real_files` waits."""
    if "real_files" in request.fixturenames:
        return

    def made(now: WrittenReport, form: DocumentForm, *, viewer: User) -> bytes:
        return f"{now.document.title} as {form.value}".encode()

    monkeypatch.setattr(reports, "contents_of", made)


@pytest.fixture
def real_files() -> None:
    """Every document is really made."""


@pytest.fixture
def analyst(db: None) -> User:
    person: User = AnalystFactory.create(name="Amara")
    return person


@pytest.fixture
def with_figures(analyst: User) -> None:
    a_council.receive_returns(by=analyst)
    a_council.fill_figures()


@pytest.fixture
def tomasz(db: None) -> User:
    officer: User = CommitteeOfficerFactory.create(name="Tomasz")
    return officer


@pytest.fixture
def officer(db: None) -> User:
    person: User = UserFactory.create(
        name="Olive", role=Role.CORPORATE_PARENTING_OFFICER
    )
    return person


@pytest.fixture
def lead(db: None) -> User:
    member: User = UserFactory.create(name="Councillor Lead", role=Role.LEAD_MEMBER)
    return member


@pytest.fixture
def priya(db: None) -> User:
    councillor: User = ElectedMemberFactory.create(name="Councillor Priya")
    return councillor


@pytest.fixture
def report(analyst: User, tomasz: User) -> CommitteeReport:
    panel = BodyFactory.create(name="Parenting Panel")
    item = AgendaItemFactory.create(meeting__body=panel)
    return a_report(made_by=tomasz, body=panel, item=item)


def a_report(**said: Any) -> CommitteeReport:
    made: CommitteeReport = ReportFactory.create(
        **{
            "shape": "council-1",
            "layout_kept": shape_to_data(SHORT),
            "narrative": {"words": "More of them are in work. <script>"},
            "recommendations": ["note the figures"],
            **said,
        }
    )
    return made


@pytest.fixture
def handed_in(report: CommitteeReport, tomasz: User) -> FairCopy:
    return actions.hand_in(report, by=tomasz, at=AT)


@pytest.fixture
def signed(handed_in: FairCopy, officer: User, lead: User) -> FairCopy:
    actions.sign(handed_in, by=officer, at=AT)
    actions.sign(handed_in, by=lead, at=AT)
    return handed_in


@pytest.fixture
def out(signed: FairCopy, tomasz: User) -> FairCopy:
    frozen = actions.freeze(signed, by=tomasz, at=AT)
    return actions.publish(frozen, by=tomasz, at=AT)
