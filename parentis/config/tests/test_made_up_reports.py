"""The demo's reports: one that everybody reads, and one being written."""

from datetime import UTC, datetime, timedelta
from typing import Any

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import AnalystFactory, UserFactory
from parentis.bodies.choices import BodyKind
from parentis.config.made_up_reports import fill_reports
from parentis.figures.tests import a_council
from parentis.meetings.choices import MeetingState
from parentis.meetings.tests.factories import AgendaItemFactory
from parentis.reports import queries as reports
from parentis.reports.models import CommitteeReport
from parentis.sign_off.queries import public_report, public_reports

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def test_one_report_is_out_and_another_is_written(db: None, monkeypatch: Any) -> None:
    for role in (
        Role.COMMITTEE_OFFICER,
        Role.CORPORATE_PARENTING_OFFICER,
        Role.LEAD_MEMBER,
    ):
        UserFactory.create(role=role)
    a_council.receive_returns(by=AnalystFactory.create())
    a_council.fill_figures()
    for state, weeks in ((MeetingState.HELD, -5), (MeetingState.PLANNED, 5)):
        AgendaItemFactory.create(
            meeting__state=state,
            meeting__body__kind=BodyKind.PANEL,
            meeting__begins_at=NOW + timedelta(weeks=weeks),
        )
    monkeypatch.setattr(reports, "contents_of", lambda *_, **__: b"a file")

    fill_reports(at=NOW)
    fill_reports(at=NOW)

    [out] = public_reports()
    shown = public_report(out.pk)
    assert shown.title == "How our children and care leavers fare"
    assert "To be written" not in shown.html
    assert "65.00%" in shown.html
    drafts = CommitteeReport.objects.filter(frozen_at=None)
    assert [str(each) for each in drafts] == ["Work: what the council offers its own"]
