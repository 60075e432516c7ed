"""Versions of a report beside each other, and what colleagues say of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.committee_report.parts import WritingPart, parts_of
from parentis.report_versions.models import ReportComment, ReportVersion
from parentis.reports import queries as reports

if TYPE_CHECKING:
    from parentis.reports.models import CommitteeReport

NOW = "As it is now"
THE_WHOLE = "The whole report"


@dataclass(frozen=True, kw_only=True)
class VersionsPage:
    report: "CommitteeReport"
    versions: Sequence[ReportVersion]
    may_write: bool
    is_kept: bool

    @property
    def latest(self) -> ReportVersion | None:
        return self.versions[0] if self.versions else None


@dataclass(frozen=True, kw_only=True)
class PartBeside:
    """One part of a report as two versions have it."""

    name: str
    before: str
    after: str

    @property
    def is_different(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, kw_only=True)
class ComparePage:
    """A version beside another, or beside the report as it is now."""

    report: "CommitteeReport"
    version: ReportVersion
    other: ReportVersion | None
    versions: Sequence[ReportVersion]
    parts: Sequence[PartBeside]
    may_write: bool

    @property
    def other_name(self) -> str:
        return str(self.other) if self.other else NOW

    @property
    def changed(self) -> list[PartBeside]:
        return [each for each in self.parts if each.is_different]


@dataclass(frozen=True, kw_only=True)
class CommentShown:
    comment: ReportComment
    about: str
    answers: Sequence[ReportComment]


@dataclass(frozen=True, kw_only=True)
class CommentsPage:
    report: "CommitteeReport"
    open: Sequence[CommentShown]
    settled: Sequence[CommentShown]
    parts: Sequence[tuple[str, str]]
    may_write: bool


def get_version(pk: int, number: int, *, viewer: User) -> ReportVersion:
    require(viewer, Permission.SEE_REPORTS)
    report = reports.get_report(pk, viewer=viewer)
    return get_object_or_404(_visible(report, viewer), number=number)


def versions_page(pk: int, *, viewer: User) -> VersionsPage:
    require(viewer, Permission.SEE_REPORTS)
    report = reports.get_report(pk, viewer=viewer)
    versions = list(_visible(report, viewer))
    return VersionsPage(
        report=report,
        versions=versions,
        may_write=_may_write(report, viewer),
        is_kept=bool(versions) and versions[0].digest == report.digest,
    )


def compare_page(
    pk: int, number: int, *, viewer: User, other: int | None = None
) -> ComparePage:
    """`other`: the number of another version. None: beside what it says now."""
    version = get_version(pk, number, viewer=viewer)
    beside = get_version(pk, other, viewer=viewer) if other is not None else None
    report = reports.get_report(pk, viewer=viewer)
    return ComparePage(
        report=report,
        version=version,
        other=beside,
        versions=list(_visible(report, viewer)),
        parts=list(
            _beside(version.as_report(), beside.as_report() if beside else report)
        ),
        may_write=_may_write(report, viewer),
    )


def comments_page(pk: int, *, viewer: User) -> CommentsPage:
    require(viewer, Permission.SEE_REPORTS)
    report = reports.get_report(pk, viewer=viewer)
    parts = [(each.code, each.name) for each in parts_of(report.layout)]
    names = {"": THE_WHOLE, **dict(parts)}
    found = list(
        ReportComment.objects.standing()
        .filter(report=report)
        .select_related("recorded_by", "settled_by")
    )
    answers: dict[int, list[ReportComment]] = {}
    for each in found:
        if each.answers_to_id is not None:
            answers.setdefault(each.answers_to_id, []).append(each)
    shown = [
        CommentShown(
            comment=each,
            # A template taken over since may have dropped the part.
            about=names.get(each.part, each.part),
            answers=answers.get(each.pk, []),
        )
        for each in found
        if each.answers_to_id is None
    ]
    return CommentsPage(
        report=report,
        open=[each for each in shown if each.comment.settled_at is None],
        settled=[each for each in shown if each.comment.settled_at is not None],
        parts=[("", THE_WHOLE), *parts],
        may_write=_may_write(report, viewer),
    )


def open_comments(report_pk: int, *, viewer: User) -> int:
    """How many still wait for somebody to settle them."""
    report = reports.get_report(report_pk, viewer=viewer)
    return ReportComment.objects.open().filter(report=report).count()


def get_comment(pk: int, comment: int, *, viewer: User) -> ReportComment:
    """A comment on a report, not an answer to one."""
    require(viewer, Permission.SEE_REPORTS)
    report = reports.get_report(pk, viewer=viewer)
    found = ReportComment.objects.standing().filter(report=report, answers_to=None)
    return get_object_or_404(found, pk=comment)


def _visible(
    report: "CommitteeReport", viewer: User
) -> QuerySet[ReportVersion, ReportVersion]:
    """Those this person may read: a report may have been internal before."""
    found = ReportVersion.objects.filter(report=report).select_related(
        "made_by", "report"
    )
    if not viewer.may(Permission.SEE_SMALL_NUMBERS):
        found = found.exclude(contents__is_internal=True)
    if not viewer.may(Permission.SEE_EXEMPT):
        found = found.exclude(contents__is_exempt=True)
    return found


def _may_write(report: "CommitteeReport", viewer: User) -> bool:
    return viewer.may(Permission.WRITE_REPORTS) and not report.is_frozen


# -- part by part ----------------------------------------------------------------------


def _beside(
    before: "CommitteeReport", after: "CommitteeReport"
) -> Iterator[PartBeside]:
    for name, here, there in _about_beside(before, after):
        yield PartBeside(name=name, before=here, after=there)
    parts = {each.code: each for each in parts_of(after.layout)}
    parts |= {
        each.code: each for each in parts_of(before.layout) if each.code not in parts
    }
    for part in parts.values():
        yield PartBeside(
            name=part.name, before=_text(before, part), after=_text(after, part)
        )


def _about_beside(
    before: "CommitteeReport", after: "CommitteeReport"
) -> Iterator[tuple[str, str, str]]:
    """What was chosen, in words: not what was written."""
    said: dict[str, Callable[[CommitteeReport], str]] = {
        "Title": str,
        "Year": lambda it: f"1 April {it.year - 1} to 31 March {it.year}",
        "Template": lambda it: it.layout.name,
        "Sections": lambda it: "\n".join(each.heading for each in it.layout.sections),
        "Figures": lambda it: "\n".join(it.indicators),
        "Who may read it": _access,
        "What it shows of the council’s records": _blocks,
    }
    for name, words in said.items():
        yield name, words(before), words(after)


def _access(report: "CommitteeReport") -> str:
    if report.is_internal:
        return "Officers only"
    if report.is_exempt:
        return f"Exempt, paragraph {report.paragraph}: {report.why_exempt}"
    return "Everybody"


def _blocks(report: "CommitteeReport") -> str:
    chosen = report.chosen.to_data()
    return "\n".join(
        f"{name.replace('_', ' ').capitalize()}: {_listed(value)}"
        for name, value in chosen.items()
        if value
    )


def _listed(value: Any) -> str:
    if not isinstance(value, list):
        return str(value)
    return f"{len(value)} chosen (numbers {', '.join(map(str, value))})"


def _text(report: "CommitteeReport", part: WritingPart) -> str:
    written = report.written_in(part)
    if not isinstance(written, dict):
        return "\n".join(written)
    if list(written) == ["words"]:
        return written["words"]
    labels = {each.code: each.label for each in part.entries}
    return "\n".join(
        f"{labels.get(code, code.capitalize())}: {words}"
        for code, words in written.items()
        if str(words).strip()
    )
