"""What pages read of committee reports, and the documents made from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.committee_report.choice import Offered, on_offer
from parentis.committee_report.evidence import Beside, Evidence, ReturnRead
from parentis.committee_report.figures_sheet import figures_sheet
from parentis.committee_report.formats import FORMATS
from parentis.committee_report.parts import WritingPart, is_written, parts_of, state_of
from parentis.committee_report.unwritten import still_to_write
from parentis.committee_report.write import suggested_words, write
from parentis.comparisons import queries as comparisons
from parentis.documents.content import Chart, Document
from parentis.documents.html import to_html_fragment
from parentis.documents.spreadsheet import to_xlsx
from parentis.figures import queries as figures
from parentis.reports.choices import DocumentForm
from parentis.reports.models import CommitteeReport, ReportDocument, Written
from parentis.returns import queries as returns

DOCUMENTS_SHOWN = 20
FROM_FIGURES, WRITTEN, TO_WRITE, OPTIONAL = (
    "From the figures",
    "Written",
    "To be written",
    "Optional",
)


@dataclass(frozen=True, kw_only=True)
class ReportsPage:
    """The reports this person may read, and whether they may begin one."""

    reports: Sequence[CommitteeReport]
    may_write: bool
    has_figures: bool


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What a new report can be about."""

    years: Sequence[int]
    offered: Sequence[Offered]
    may_be_internal: bool


@dataclass(frozen=True, kw_only=True)
class PartRow:
    """One part in the list of what there is to write."""

    part: WritingPart
    state: str
    saved_by: str
    saved_at: datetime | None

    @property
    def is_to_write(self) -> bool:
        return self.state == TO_WRITE


@dataclass(frozen=True, kw_only=True)
class ReportPage:
    report: CommitteeReport
    parts: Sequence[PartRow]
    missing: Sequence[str]
    documents: Sequence[ReportDocument]
    forms: Sequence[tuple[str, str]]

    @property
    def before(self) -> int:
        """The year in which the report's year begins."""
        return self.report.year - 1


@dataclass(frozen=True, kw_only=True)
class WritingPage:
    """One part: what stands in it, what the figures suggest, what comes next."""

    report: CommitteeReport
    part: WritingPart
    written: Written
    suggestion: str
    row: PartRow
    following: WritingPart | None

    @property
    def base(self) -> str:
        """The state of what is kept now; the form sends it back."""
        return state_of(self.written)


@dataclass(frozen=True, kw_only=True)
class PreviewPage:
    report: CommitteeReport
    html: str
    missing: Sequence[str]
    forms: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class MadeDocument:
    """A report's file, and what it rested on when it was made."""

    report: CommitteeReport
    form: DocumentForm
    contents: bytes
    provenance: dict[str, Any]


def reports_page(*, viewer: User) -> ReportsPage:
    require(viewer, Permission.SEE_REPORTS)
    found = CommitteeReport.objects.visible_to(viewer).select_related("made_by")
    return ReportsPage(
        reports=list(found.newest_first()),
        may_write=viewer.may(Permission.WRITE_REPORTS),
        has_figures=figures.last_computation(viewer=viewer) is not None,
    )


def choices(*, viewer: User) -> Choices:
    """What may be chosen: years there are figures of, and what a report can show."""
    require(viewer, Permission.WRITE_REPORTS)
    years = sorted(returns.years_in_force(viewer=viewer), reverse=True)
    return Choices(
        years=years,
        offered=on_offer(years[0]) if years else [],
        may_be_internal=viewer.may(Permission.SEE_SMALL_NUMBERS),
    )


def get_report(pk: int, *, viewer: User) -> CommitteeReport:
    """The report, or a 404 that does not say whether it exists."""
    require(viewer, Permission.SEE_REPORTS)
    return get_object_or_404(CommitteeReport.objects.visible_to(viewer), pk=pk)


def report_page(pk: int, *, viewer: User) -> ReportPage:
    report = get_report(pk, viewer=viewer)
    made = _documents(report, viewer).order_by("-made_at", "-pk")
    return ReportPage(
        report=report,
        parts=[_row(report, part) for part in parts_of(report.layout)],
        missing=still_to_write(report.as_request()),
        documents=list(made[:DOCUMENTS_SHOWN]),
        forms=DocumentForm.choices,
    )


def writing_page(pk: int, code: str, *, viewer: User) -> WritingPage:
    """One part of a report. A 404 for a part that this shape does not have."""
    require(viewer, Permission.WRITE_REPORTS)
    report = get_report(pk, viewer=viewer)
    parts = parts_of(report.layout)
    at = next((at for at, part in enumerate(parts) if part.code == code), None)
    if at is None:
        raise Http404(f"This report has no part called {code}.")
    part = parts[at]
    suggested = (
        suggested_words(report.as_request(), _evidence(report, viewer))
        if part.is_drafted
        else {}
    )
    return WritingPage(
        report=report,
        part=part,
        written=report.written_in(part),
        suggestion=suggested.get(code, ""),
        row=_row(report, part),
        following=parts[at + 1] if at + 1 < len(parts) else None,
    )


def preview_page(pk: int, *, viewer: User) -> PreviewPage:
    """The report as it would go out now, for a page of the product."""
    report = get_report(pk, viewer=viewer)
    document = _document(report, viewer)
    html = to_html_fragment(
        document,
        chart_address=lambda chart: _drawn(report, chart),
    )
    return PreviewPage(
        report=report,
        html=html,
        missing=still_to_write(report.as_request()),
        forms=DocumentForm.choices,
    )


def chart_path(pk: int, key: str, *, viewer: User) -> Path:
    """A chart of this report, drawn when its preview was opened."""
    report = get_report(pk, viewer=viewer)
    path = _charts(report) / f"{key}.svg"
    if not path.is_file():
        raise Http404("This chart is drawn anew: open the preview again.")
    return path


def made_document(pk: int, form: str, *, viewer: User) -> MadeDocument:
    """The report as a file. A 404 for a form there is none of."""
    require(viewer, Permission.WRITE_REPORTS)
    report = get_report(pk, viewer=viewer)
    if form not in DocumentForm.values:
        raise Http404(f"There is no download as {form}.")
    chosen = DocumentForm(form)
    contents = (
        _figures_workbook(report, viewer)
        if chosen is DocumentForm.SPREADSHEET
        else FORMATS[f".{form}"](_document(report, viewer))
    )
    return MadeDocument(
        report=report,
        form=chosen,
        contents=contents,
        provenance=_provenance(report, viewer),
    )


def get_document(pk: int, document: int, *, viewer: User) -> ReportDocument:
    report = get_report(pk, viewer=viewer)
    return get_object_or_404(
        _documents(report, viewer).select_related("report"), pk=document
    )


def _documents(
    report: CommitteeReport, viewer: User
) -> QuerySet[ReportDocument, ReportDocument]:
    """Those this person may read: a report may have been internal at first."""
    made = report.documents.select_related("made_by")
    if viewer.may(Permission.SEE_SMALL_NUMBERS):
        return made
    return made.filter(provenance__is_internal=False)


def _row(report: CommitteeReport, part: WritingPart) -> PartRow:
    saved = report.saved.get(part.code, {})
    at = saved.get("at")
    return PartRow(
        part=part,
        state=_state(report, part),
        saved_by=saved.get("by", ""),
        saved_at=datetime.fromisoformat(at) if at else None,
    )


def _state(report: CommitteeReport, part: WritingPart) -> str:
    if is_written(part, report.written_in(part)):
        return WRITTEN
    if part.is_drafted:
        return FROM_FIGURES
    return OPTIONAL if part.is_optional else TO_WRITE


def _document(report: CommitteeReport, viewer: User) -> Document:
    return write(
        report.as_request(), _evidence(report, viewer), kept_in=_charts(report)
    )


def _figures_workbook(report: CommitteeReport, viewer: User) -> bytes:
    sheet, about = figures_sheet(report.as_request(), _evidence(report, viewer))
    return to_xlsx([sheet], about=about)


def _charts(report: CommitteeReport) -> Path:
    """Apart where small numbers are shown, should the report become public later."""
    return report.folder / ("charts-internal" if report.is_internal else "charts")


def _drawn(report: CommitteeReport, chart: Chart) -> str:
    """The address of a chart, which lies drawn in the report's folder."""
    path = _charts(report) / f"{chart.drawing.key}.svg"
    if not path.is_file():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(chart.drawing.svg(), encoding="utf-8")
    return f"{report.get_absolute_url()}charts/{path.name}"


def _evidence(report: CommitteeReport, viewer: User) -> Evidence:
    """All figures in force and what they are beside.

    For the public what is hidden was settled once, when the figures were computed: so
    every page and every document hides the same.
    """
    is_public = not report.is_internal
    beside = {
        key: Beside(
            own=each.published,
            model=each.model,
            neighbours_mean=each.neighbours_mean,
            neighbours_with_value=each.neighbours_with_value,
            neighbours_listed=each.neighbours_listed,
            region_name=each.region_name,
            region=each.region,
            england=each.england,
            sources=tuple(each.sources),
        )
        for key, each in comparisons.comparators(viewer=viewer).items()
    }
    return Evidence(
        figures=figures.figures_of_all_years(viewer=viewer, for_public=is_public),
        is_protected=is_public,
        comparisons={key: each for key, each in beside.items() if each.is_shown},
        returns=[
            ReturnRead(
                year=year,
                name=upload.name,
                read_on=timezone.localtime(upload.read_at).date()
                if upload.read_at
                else None,
            )
            for year, upload in returns.years_in_force(viewer=viewer).items()
        ],
    )


def _provenance(report: CommitteeReport, viewer: User) -> dict[str, Any]:
    computed = figures.last_computation(viewer=viewer)
    uploads = returns.years_in_force(viewer=viewer)
    return {
        "year": report.year,
        "shape": report.shape,
        "is_internal": report.is_internal,
        "saved_at": report.saved_at.isoformat(),
        "computed_at": computed.computed_at.isoformat() if computed else None,
        "returns": {str(year): str(upload) for year, upload in uploads.items()},
    }
