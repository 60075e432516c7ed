"""What pages read of committee reports, and the documents made from them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.bodies import queries as bodies
from parentis.committee_report.choice import Offered, on_offer
from parentis.committee_report.evidence import Beside, Evidence, ReturnRead
from parentis.committee_report.figures_sheet import figures_sheet
from parentis.committee_report.formats import FORMATS
from parentis.committee_report.from_council import FromCouncil
from parentis.committee_report.parts import WritingPart, is_written, parts_of, state_of
from parentis.committee_report.request import ReportRequest
from parentis.committee_report.shape import LEAVABLE, Part
from parentis.committee_report.shape_data import shape_to_data
from parentis.committee_report.unwritten import still_to_write
from parentis.committee_report.write import suggested_words, write
from parentis.comparisons import queries as comparisons
from parentis.documents.content import Chart, Document
from parentis.documents.html import to_html_fragment
from parentis.documents.spreadsheet import to_xlsx
from parentis.figures import queries as figures
from parentis.meetings import queries as meetings
from parentis.report_blocks import queries as blocks
from parentis.report_blocks.queries import BlockChoices
from parentis.report_templates import queries as templates
from parentis.report_templates.queries import Layout
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
    may_edit_templates: bool
    may_sign: bool
    has_figures: bool


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What a new report can be about."""

    years: Sequence[int]
    offered: Sequence[Offered]
    layouts: Sequence[Layout]
    may_be_internal: bool


@dataclass(frozen=True, kw_only=True)
class Places:
    """To whom a report can go, and under which item of a meeting to come."""

    bodies: Sequence[tuple[int, str]]
    items: Sequence[tuple[int, str]]


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
    has_blocks: bool
    has_newer_template: bool

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
    may_write: bool


@dataclass(frozen=True, kw_only=True)
class WrittenReport:
    """A report as it would go out now, and everything it was written from."""

    report: CommitteeReport
    request: ReportRequest
    evidence: Evidence
    document: Document
    provenance: dict[str, Any]


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
        may_edit_templates=viewer.may(Permission.EDIT_TEMPLATES),
        may_sign=viewer.may(Permission.SIGN_OFF_AS_OFFICER)
        or viewer.may(Permission.SIGN_OFF_AS_LEAD_MEMBER),
        has_figures=figures.last_computation(viewer=viewer) is not None,
    )


def choices(*, viewer: User, of: CommitteeReport | None = None) -> Choices:
    """What may be chosen: years there are figures of, and what a report can show.

    Of a report that is there, its own template too, where it is not used any more.
    """
    require(viewer, Permission.WRITE_REPORTS)
    layouts = templates.layouts(viewer=viewer)
    if of is not None and of.shape not in {each.code for each in layouts}:
        layouts = [*layouts, Layout(code=of.shape, shape=of.template)]
    years = sorted(returns.years_in_force(viewer=viewer), reverse=True)
    return Choices(
        years=years,
        offered=on_offer(years[0]) if years else [],
        layouts=layouts,
        may_be_internal=viewer.may(Permission.SEE_SMALL_NUMBERS),
    )


def get_report(pk: int, *, viewer: User) -> CommitteeReport:
    """The report, or a 404 that does not say whether it exists."""
    require(viewer, Permission.SEE_REPORTS)
    return get_object_or_404(CommitteeReport.objects.visible_to(viewer), pk=pk)


def get_report_to_keep(pk: int, *, viewer: User) -> CommitteeReport:
    """The same for whoever keeps what it says, and for nobody else meanwhile."""
    require(viewer, Permission.WRITE_REPORTS)
    found = CommitteeReport.objects.visible_to(viewer)
    return get_object_or_404(found.select_for_update(of=["self"]), pk=pk)


def places(*, viewer: User, at: datetime, of: CommitteeReport) -> Places:
    """Bodies of today and items of meetings to come; and those that `of` has."""
    require(viewer, Permission.WRITE_REPORTS)
    on = timezone.localtime(at).date()
    found = bodies.body_choices(viewer=viewer, on=on)
    items = meetings.agenda_items_for_reports(viewer=viewer, at=at)
    if of.body_id and of.body_id not in dict(found):
        found = [*found, (of.body_id, str(of.body))]
    if of.item_id and of.item_id not in dict(items):
        items = [*items, (of.item_id, f"{of.item and of.item.meeting}: {of.item}")]
    return Places(bodies=found, items=items)


def block_choices(
    report: CommitteeReport, *, viewer: User, on: date, sources: Sequence[int]
) -> BlockChoices:
    """What its blocks may show; `sources` are those chosen so far."""
    require(viewer, Permission.WRITE_REPORTS)
    return blocks.block_choices(
        viewer=viewer, on=on, for_public=report.is_open, among=sources
    )


def report_page(pk: int, *, viewer: User) -> ReportPage:
    report = get_report(pk, viewer=viewer)
    made = _documents(report, viewer).order_by("-made_at", "-pk")
    return ReportPage(
        report=report,
        parts=[_row(report, part) for part in parts_of(report.layout)],
        missing=still_to_write(report.as_request()),
        documents=list(made[:DOCUMENTS_SHOWN]),
        forms=DocumentForm.choices,
        has_blocks=bool(LEAVABLE.intersection(report.template.parts())),
        has_newer_template=_has_newer_template(report, viewer),
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


def written(report: CommitteeReport, *, viewer: User, on: date) -> WrittenReport:
    """The report as it would go out now, from figures and records as they are."""
    require(viewer, Permission.SEE_REPORTS)
    request = report.as_request(_from_council(report, viewer, on))
    evidence = _evidence(report, viewer)
    return WrittenReport(
        report=report,
        request=request,
        evidence=evidence,
        document=write(request, evidence, kept_in=_charts(report)),
        provenance=_provenance(report, viewer),
    )


def preview_page(pk: int, *, viewer: User, on: date) -> PreviewPage:
    """The report as it would go out now, for a page of the product."""
    report = get_report(pk, viewer=viewer)
    html = to_html_fragment(
        written(report, viewer=viewer, on=on).document,
        chart_address=lambda chart: _drawn(report, chart),
    )
    return PreviewPage(
        report=report,
        html=html,
        missing=still_to_write(report.as_request()),
        forms=DocumentForm.choices,
        may_write=viewer.may(Permission.WRITE_REPORTS) and not report.is_frozen,
    )


def chart_path(pk: int, key: str, *, viewer: User) -> Path:
    """A chart of this report, drawn when its preview was opened."""
    report = get_report(pk, viewer=viewer)
    path = _charts(report) / f"{key}.svg"
    if not path.is_file():
        raise Http404("This chart is drawn anew: open the preview again.")
    return path


def made_document(pk: int, form: str, *, viewer: User, on: date) -> MadeDocument:
    """The report as a file. A 404 for a form there is none of."""
    require(viewer, Permission.WRITE_REPORTS)
    report = get_report(pk, viewer=viewer)
    if form not in DocumentForm.values:
        raise Http404(f"There is no download as {form}.")
    chosen = DocumentForm(form)
    now = written(report, viewer=viewer, on=on)
    return MadeDocument(
        report=report,
        form=chosen,
        contents=contents_of(now, chosen, viewer=viewer),
        provenance=now.provenance,
    )


def contents_of(now: WrittenReport, form: DocumentForm, *, viewer: User) -> bytes:
    """The file of this form."""
    require(viewer, Permission.WRITE_REPORTS)
    if form is DocumentForm.SPREADSHEET:
        sheet, about = figures_sheet(now.request, now.evidence)
        return to_xlsx([sheet], about=about)
    return FORMATS[f".{form.value}"](now.document)


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


def _has_newer_template(report: CommitteeReport, viewer: User) -> bool:
    now = templates.layout(report.shape, viewer=viewer)
    return bool(now and report.layout_kept) and (
        shape_to_data(now.shape) != report.layout_kept if now else False
    )


def _from_council(report: CommitteeReport, viewer: User, on: date) -> FromCouncil:
    """What the council tells in it, as its readers may see it, and what changed."""
    chosen = report.chosen.filled(
        on=on,
        body=report.body_id,
        begins_on=report.begins_on,
        ends_on=report.ends_on,
        year=report.year,
    )
    parts = frozenset(report.layout.parts())
    told = blocks.gather(
        parts, chosen, viewer=viewer, on=on, for_public=not report.is_internal
    )
    last = _last_to_body(report) if Part.CHANGES in parts else None
    if last is None:
        return told
    return replace(
        told,
        changes=blocks.changes_since(last.told, told, viewer=viewer, year=report.year),
        last_told=last.told.get("told_to", ""),
    )


def _last_to_body(report: CommitteeReport) -> CommitteeReport | None:
    """The last report that went to the same body, fit for this one's readers.

    Not one that was withdrawn: nobody is to read again what it said.
    """
    if report.body_id is None:
        return None
    before = CommitteeReport.objects.frozen().filter(body=report.body_id)
    before = before.exclude(fair_copies__withdrawn_at__isnull=False)
    if report.is_open:
        before = before.filter(is_exempt=False)
    return before.exclude(pk=report.pk).order_by("-frozen_at").first()


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

    For the public they are held against what it was told before, so that no two
    reports together give anybody away.
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
        figures=figures.figures_for_public(viewer=viewer)
        if is_public
        else figures.figures_of_all_years(viewer=viewer),
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
