"""How far a report has come, and what was kept of those that went out.

What went out is read as it was kept. Only what changed since is asked of today.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.committee_report.unwritten import still_to_write
from parentis.report_blocks import queries as blocks
from parentis.report_blocks.queries import FigureChange
from parentis.report_versions import queries as versions
from parentis.reports import queries as reports
from parentis.reports.choices import DocumentForm
from parentis.sign_off.choices import (
    COLOURS,
    MAY_SIGN,
    SIGNS_AT,
    Capacity,
    Stage,
)
from parentis.sign_off.models import FairCopy, KeptFile, Signature

if TYPE_CHECKING:
    from parentis.reports.models import CommitteeReport

ON_A_PAGE = 30


@dataclass(frozen=True, kw_only=True)
class FairCopyPage:
    """A report on its way out: what is signed, what is next, and the copy itself.

    `signs_as`: in which capacity this viewer may sign now. `why_not`: why somebody who
    might otherwise sign may not.
    """

    report: "CommitteeReport"
    copy: FairCopy | None
    stage: Stage | None
    signatures: Sequence[Signature]
    signs_as: Capacity | None
    why_not: str
    may_hand_in: bool
    may_publish: bool
    may_write: bool
    may_follow: bool
    reads_drafts: bool
    missing: Sequence[str]
    open_comments: int
    changed: Sequence[FigureChange]

    @property
    def colour(self) -> str:
        return COLOURS[self.stage] if self.stage else "grey"

    @property
    def files(self) -> list[KeptFile]:
        return list(self.copy.files.all()) if self.copy else []

    @property
    def computed_at(self) -> datetime | None:
        return _computed_at(self.copy) if self.copy else None

    @property
    def is_out(self) -> bool:
        """Whether it is frozen, so that nothing in it changes any more."""
        return bool(self.copy and self.copy.frozen_at)

    @property
    def shows_copy(self) -> bool:
        """Whoever works on reports may still read what was withdrawn."""
        if self.copy is None:
            return False
        return self.reads_drafts or not self.copy.is_withdrawn


@dataclass(frozen=True, kw_only=True)
class PublicReport:
    """A report for everybody: as it went out, and which figures changed since.

    Of one that was withdrawn, only its title, when and why.
    """

    pk: int
    title: str
    body: str
    body_pk: int | None
    published_at: datetime
    computed_at: datetime | None
    withdrawn_at: datetime | None
    why_withdrawn: str
    html: str
    files: Sequence[KeptFile]
    changed: Sequence[FigureChange]

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def forms(self) -> list[tuple[str, str]]:
        """What it can be downloaded as: the file's ending and its name."""
        return [(each.form, each.get_form_display()) for each in self.files]


# -- on its way out --------------------------------------------------------------------


def fair_copy_page(pk: int, *, viewer: User) -> FairCopyPage:
    """For whoever writes or signs, at any time; for other readers once it is out."""
    report, copy = _readable(pk, viewer)
    reads_drafts = _reads_drafts(report, viewer)
    stage = copy.stage if copy else None
    signatures = list(copy.signatures.select_related("by")) if copy else []
    signs_as, why_not = _signs_as(stage, signatures, viewer)
    may_write = viewer.may(Permission.WRITE_REPORTS) and not report.is_frozen
    return FairCopyPage(
        report=report,
        copy=copy,
        stage=stage,
        signatures=signatures,
        signs_as=signs_as,
        why_not=why_not,
        may_hand_in=may_write,
        may_publish=viewer.may(Permission.PUBLISH),
        may_write=may_write,
        may_follow=viewer.may(Permission.WRITE_REPORTS),
        reads_drafts=reads_drafts,
        missing=[] if report.is_frozen else still_to_write(report.as_request()),
        open_comments=versions.open_comments(pk, viewer=viewer) if reads_drafts else 0,
        changed=_changed(copy, viewer) if copy else [],
    )


def get_fair_copy(pk: int, *, viewer: User) -> FairCopy:
    """The latest fair copy of a report. A 404 where there is none to read."""
    _, copy = _readable(pk, viewer)
    if copy is None:
        raise Http404("This report has not been handed in for sign-off yet.")
    return copy


def get_file(pk: int, form: str, *, viewer: User) -> KeptFile:
    """A file as it was made. What was withdrawn, only for who works on reports."""
    copy = get_fair_copy(pk, viewer=viewer)
    if copy.is_withdrawn and not _reads_drafts(copy.report, viewer):
        raise Http404("This report was withdrawn.")
    return _file(copy, form)


def chart_path(pk: int, key: str, *, viewer: User) -> Path:
    return _chart(get_fair_copy(pk, viewer=viewer), key)


def published(*, viewer: User, page: str = "") -> "Page[FairCopy]":
    """Reports that went out, as this viewer may read them, the latest first."""
    require(viewer, Permission.SEE_REPORTS)
    found = FairCopy.objects.filter(
        published_at__isnull=False, report__is_internal=False
    )
    if not viewer.may(Permission.SEE_EXEMPT):
        found = found.filter(report__is_exempt=False)
    rows = _listed(found)
    return Paginator(rows, ON_A_PAGE).get_page(page)


def to_sign(*, viewer: User) -> list[FairCopy]:
    """Those that wait for this person's signature, the oldest first."""
    require(viewer, Permission.SEE_REPORTS)
    waiting = FairCopy.objects.filter(frozen_at__isnull=True).order_by("pk")
    rows = (
        waiting.select_related("report", "version")
        .prefetch_related("signatures")
        .defer("html", "told")
    )
    latest = {each.report_id: each for each in rows}
    return [
        each
        for each in latest.values()
        if _signs_as(each.stage, list(each.signatures.all()), viewer)[0]
    ]


def _readable(pk: int, viewer: User) -> tuple["CommitteeReport", FairCopy | None]:
    """The report with its fair copy: the one that is out, or the latest."""
    require(viewer, Permission.SEE_REPORTS)
    copies = FairCopy.objects.filter(report=pk).select_related(
        "report__body", "report__item__meeting", "version", "made_by"
    )
    copy = copies.frozen().first() or copies.first()
    if copy is not None and copy.published_at and _may_read(copy, viewer):
        return copy.report, copy
    report = reports.get_report(pk, viewer=viewer)
    return report, copy


def _may_read(copy: FairCopy, viewer: User) -> bool:
    return not copy.report.is_exempt or viewer.may(Permission.SEE_EXEMPT)


def _reads_drafts(report: "CommitteeReport", viewer: User) -> bool:
    found = type(report)._default_manager.filter(pk=report.pk)
    return found.visible_to(viewer).exists()


def _signs_as(
    stage: Stage | None, signatures: Sequence[Signature], viewer: User
) -> tuple[Capacity | None, str]:
    capacity = SIGNS_AT.get(stage) if stage else None
    if capacity is None or not viewer.may(MAY_SIGN[capacity]):
        return None, ""
    if any(each.by_id == viewer.pk for each in signatures):
        return None, "You have signed it already: somebody else signs next."
    return capacity, ""


def _changed(copy: FairCopy, viewer: User | None) -> list[FigureChange]:
    return blocks.changed_figures(copy.told.get("figures", ()), viewer=viewer)


def _computed_at(copy: FairCopy) -> datetime | None:
    at = copy.told.get("provenance", {}).get("computed_at")
    return datetime.fromisoformat(at) if at else None


def _file(copy: FairCopy, form: str) -> KeptFile:
    if form not in DocumentForm.values:
        raise Http404(f"There is no download as {form}.")
    return get_object_or_404(copy.files.select_related("copy__report"), form=form)


def _chart(copy: FairCopy, key: str) -> Path:
    path = copy.folder / "charts" / f"{key}.svg"
    if not path.is_file():
        raise Http404("This report has no such chart.")
    return path


# -- for everybody ---------------------------------------------------------------------


def public_reports(
    *, viewer: User | None = None, body: int | None = None
) -> list[PublicReport]:
    """All that are published, the latest first, without their texts."""
    found = FairCopy.objects.public().filter(withdrawn_at__isnull=True)
    if body is not None:
        found = found.filter(report__body=body)
    return [_public(each) for each in _listed(found)]


def public_report(pk: int, *, viewer: User | None = None) -> PublicReport:
    """A published report as it went out; of a withdrawn one, that it was and why."""
    copy = _public_copy(pk)
    if copy.is_withdrawn:
        return _public(copy)
    return _public(
        copy,
        html=copy.html,
        files=list(copy.files.all()),
        changed=_changed(copy, None),
    )


def public_file(pk: int, form: str, *, viewer: User | None = None) -> KeptFile:
    """A file of a published report, byte for byte as it was made."""
    return _file(_standing(pk), form)


def public_chart(pk: int, key: str, *, viewer: User | None = None) -> Path:
    """A chart of a published report. Its page names them `charts/<key>.svg`."""
    return _chart(_standing(pk), key)


def _listed(found: QuerySet[FairCopy, FairCopy]) -> QuerySet[FairCopy, FairCopy]:
    rows = found.select_related("report__body", "report__item__meeting")
    return rows.defer("html", "told").order_by("-published_at", "-pk")


def _public_copy(pk: int) -> FairCopy:
    found = FairCopy.objects.public().select_related("report__body")
    return get_object_or_404(found, report=pk)


def _standing(pk: int) -> FairCopy:
    copy = _public_copy(pk)
    if copy.is_withdrawn:
        raise Http404("This report was withdrawn.")
    return copy


def _public(
    copy: FairCopy,
    *,
    html: str = "",
    files: Sequence[KeptFile] = (),
    changed: Sequence[FigureChange] = (),
) -> PublicReport:
    if copy.published_at is None:
        raise Http404("This report is not published.")
    return PublicReport(
        pk=copy.report_id,
        title=copy.title,
        body=str(copy.report.body or ""),
        body_pk=copy.report.body_id,
        published_at=copy.published_at,
        computed_at=_computed_at(copy) if html else None,
        withdrawn_at=copy.withdrawn_at,
        why_withdrawn=copy.why_withdrawn,
        html=html,
        files=files,
        changed=changed,
    )
