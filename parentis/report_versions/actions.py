"""Keeping a version, putting one back, and saying what one thinks of a report."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.notices import actions as notices
from parentis.recorded import actions as recorded
from parentis.report_versions.choices import WhyKept
from parentis.report_versions.models import ReportComment, ReportVersion
from parentis.reports import actions as reports
from parentis.reports import queries as reports_read

if TYPE_CHECKING:
    from parentis.reports.models import CommitteeReport


@transaction.atomic
def keep_version(
    report: "CommitteeReport",
    *,
    by: User,
    at: datetime,
    why: WhyKept = WhyKept.ASKED,
    note: str = "",
) -> ReportVersion:
    """All that the report says now, with the next number.

    What the last version says already is not kept again by hand.
    """
    require(by, Permission.WRITE_REPORTS)
    # One after the other: two at once would have one number.
    now = reports_read.get_report_to_keep(report.pk, viewer=by)
    last = ReportVersion.objects.filter(report=now).first()
    if why is WhyKept.ASKED and last is not None and last.digest == now.digest:
        return last
    return ReportVersion.objects.create(
        report=now,
        number=last.number + 1 if last else 1,
        why=why,
        note=note,
        contents=now.contents(),
        digest=now.digest,
        made_by=by,
        made_at=at,
    )


@transaction.atomic
def restore_version(version: ReportVersion, *, by: User, at: datetime) -> ReportVersion:
    """The report says again what it said then. What it said until now is kept first."""
    require(by, Permission.WRITE_REPORTS)
    kept = keep_version(
        version.report,
        by=by,
        at=at,
        why=WhyKept.BEFORE_RESTORING,
        note=f"Before version {version.number} was put back",
    )
    reports.put_back(version.report, by=by, at=at, contents=version.contents)
    return kept


def add_comment(
    report: "CommitteeReport",
    *,
    by: User,
    at: datetime,
    part: str,
    words: str,
    sent_as: UUID | None = None,
) -> ReportComment:
    """Says something of a part, or of the whole. Whoever began the report is told."""
    require(by, Permission.SEE_REPORTS)

    def told(comment: ReportComment) -> None:
        if comment.report.made_by != by:
            _tell(comment, comment.report.made_by, by, at, "Somebody commented on")

    return recorded.add(
        ReportComment,
        by=by,
        at=at,
        needs=Permission.SEE_REPORTS,
        sent_as=sent_as,
        alike={"report": report},
        answers={"part": part, "words": words},
        besides=told,
    )


def answer_comment(
    comment: ReportComment,
    *,
    by: User,
    at: datetime,
    words: str,
    sent_as: UUID | None = None,
) -> ReportComment:
    """An answer beneath it. Whoever made the comment is told."""
    require(by, Permission.SEE_REPORTS)

    def told(answer: ReportComment) -> None:
        if comment.recorded_by and comment.recorded_by != by:
            _tell(answer, comment.recorded_by, by, at, "Your comment was answered:")

    return recorded.add(
        ReportComment,
        by=by,
        at=at,
        needs=Permission.SEE_REPORTS,
        sent_as=sent_as,
        alike={"report": comment.report},
        answers={"part": comment.part, "words": words, "answers_to": comment},
        besides=told,
    )


@transaction.atomic
def settle_comment(
    comment: ReportComment, *, by: User, at: datetime, is_settled: bool = True
) -> ReportComment:
    """It is dealt with; or, with `is_settled` off, it is not yet after all."""
    require(by, Permission.SEE_REPORTS)
    now = ReportComment.objects.select_for_update().get(pk=comment.pk)
    now.settled_at, now.settled_by = (at, by) if is_settled else (None, None)
    now.save()
    return now


def _tell(
    comment: ReportComment, whom: User, by: User, at: datetime, what: str
) -> None:
    notices.tell(
        [whom],
        by=by,
        at=at,
        about=f"{what} the report “{comment.report}”",
        link=reverse("report_versions:comments", args=[comment.report_id]),
    )
