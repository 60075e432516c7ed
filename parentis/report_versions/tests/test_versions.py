"""Versions are kept, set beside each other and put back; comments are answered."""

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
from parentis.notices.models import Notice
from parentis.report_versions.models import ReportComment, ReportVersion
from parentis.reports.models import CommitteeReport
from parentis.reports.tests.factories import ReportFactory


@pytest.fixture
def tomasz(db: None) -> User:
    officer: User = CommitteeOfficerFactory.create(name="Tomasz")
    return officer


@pytest.fixture
def lead(db: None) -> User:
    member: User = UserFactory.create(name="Councillor Lead", role=Role.LEAD_MEMBER)
    return member


@pytest.fixture
def report(tomasz: User) -> CommitteeReport:
    made: CommitteeReport = ReportFactory.create(
        made_by=tomasz, narrative={"risk": "Fewer will be in touch."}
    )
    return made


def rewrite(report: CommitteeReport, words: str) -> None:
    report.narrative = {"risk": words}
    report.save()


def test_a_version_is_kept_once_and_says_why(
    visit: Any, report: CommitteeReport, tomasz: User
) -> None:
    address = f"/reports/{report.pk}/versions/"

    visit(address, by=tomasz, answers={"note": "As sent to the Director"})
    page = visit(address, by=tomasz, answers={"note": "Again"})

    [row] = page.table("Versions")
    assert row[:2] == ["Version 1", "Kept by hand: As sent to the Director"]
    assert row[3] == "Tomasz"
    assert "What the report says now is kept as Version 1" in page


def test_two_versions_stand_beside_each_other_part_by_part(
    visit: Any, report: CommitteeReport, tomasz: User, lead: User
) -> None:
    visit(f"/reports/{report.pk}/versions/", by=tomasz, answers={})
    rewrite(report, "More will be in touch.")
    visit(f"/reports/{report.pk}/versions/", by=tomasz, answers={})

    page = visit(f"/reports/{report.pk}/versions/1/?beside=2", by=lead)

    assert page.heading == "Version 1 beside version 2"
    assert "Fewer will be in touch." in page
    assert "More will be in touch." in page
    assert "Risk management" in page
    assert "Put this version back" not in page.buttons
    now = visit(f"/reports/{report.pk}/versions/2/", by=lead)
    assert "Nothing differs" in now


def test_putting_a_version_back_keeps_what_was_there(
    visit: Any, report: CommitteeReport, tomasz: User
) -> None:
    visit(f"/reports/{report.pk}/versions/", by=tomasz, answers={})
    rewrite(report, "More will be in touch.")

    page = visit(f"/reports/{report.pk}/versions/1/restore/", by=tomasz, answers={})

    assert page.messages == ["Version 1 is put back. What it said before is Version 2"]
    report.refresh_from_db()
    assert report.narrative == {"risk": "Fewer will be in touch."}
    kept = ReportVersion.objects.get(number=2)
    assert kept.contents["narrative"] == {"risk": "More will be in touch."}


def test_a_comment_is_answered_and_settled(
    visit: Any, report: CommitteeReport, tomasz: User, lead: User
) -> None:
    address = f"/reports/{report.pk}/comments/"
    page = visit(address, by=lead, answers={"part": "risk", "words": ""})
    assert page.errors == ["Write what you want to say"]

    said = {"part": "risk", "words": "What would it cost?"}
    page = visit(address, by=lead, answers=said)
    assert "Risk management" in page
    assert "commented on the report" in Notice.objects.get(person=tomasz).about

    comment = ReportComment.objects.get()
    page = visit(
        f"{address}{comment.pk}/answer/",
        by=tomasz,
        answers={"words": "Two posts, for a year."},
    )
    assert "Two posts, for a year." in page
    assert "answered" in Notice.objects.get(person=lead).about

    page = visit(f"{address}{comment.pk}/settle/", by=lead, answers={})
    assert "No comment waits for an answer" in page
    assert "1 settled" in page
    page = visit(f"{address}{comment.pk}/settle/", by=lead, answers={"open": "yes"})
    assert "No comment waits for an answer" not in page


def test_councillors_who_do_not_sign_read_no_drafts(
    visit: Any, report: CommitteeReport
) -> None:
    priya = ElectedMemberFactory.create()

    assert visit(f"/reports/{report.pk}/comments/", by=priya).status == 404
    assert visit(f"/reports/{report.pk}/versions/", by=priya).status == 404


def test_a_version_that_was_internal_stays_with_those_who_see_small_numbers(
    visit: Any, report: CommitteeReport, tomasz: User
) -> None:
    analyst = AnalystFactory.create()
    CommitteeReport.objects.update(is_internal=True)
    visit(f"/reports/{report.pk}/versions/", by=analyst, answers={})
    CommitteeReport.objects.update(is_internal=False)

    page = visit(f"/reports/{report.pk}/versions/", by=tomasz)

    assert "No version is kept yet" in page
    assert visit(f"/reports/{report.pk}/versions/1/", by=tomasz).status == 404
