"""What pages and figures read of the returns received."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

import polars as pl
from django.conf import settings
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.design.downloads import Download
from parentis.documents.spreadsheet import Sheet
from parentis.returns.choices import FindingSeverity, UploadState
from parentis.returns.models import Found, FoundQuerySet, InForce, Upload
from parentis.ssda903.postcodes import read_postcodes
from parentis.ssda903.returns import Held, Returns, from_frames
from parentis.ssda903.tables import TABLES
from parentis.young_people import queries as young_people
from parentis.young_people.choices import THOSE_YOU_MAY_OPEN

FINDINGS_ON_A_PAGE = 100
FINDING_COLUMNS = (
    "How serious",
    "File",
    "Row",
    "Column",
    "The value as it was",
    "Child",
    "What to do",
)


@dataclass(frozen=True, kw_only=True)
class UploadRow:
    """An upload as the list shows it."""

    upload: Upload
    errors: int
    warnings: int
    is_in_force: bool

    @property
    def can_be_put_back(self) -> bool:
        return self.upload.is_complete and not self.is_in_force


@dataclass(frozen=True, kw_only=True)
class YearOfUploads:
    """Everything received for one year, newest first; no `year` until it is read."""

    year: int | None
    uploads: Sequence[UploadRow]


@dataclass(frozen=True, kw_only=True)
class FileFindings:
    """How many findings one file has, by severity."""

    file: str
    errors: int
    warnings: int


@dataclass(frozen=True, kw_only=True)
class TableRows:
    """A table of the return and how many rows came; None where it was in no file."""

    title: str
    rows: int | None


@dataclass(frozen=True, kw_only=True)
class UploadPage:
    row: UploadRow
    files: Sequence[FileFindings]
    tables: Sequence[TableRows]

    @property
    def upload(self) -> Upload:
        return self.row.upload


@dataclass(frozen=True, kw_only=True)
class FindingsPage:
    """A page of findings, and the key to the next where there is one."""

    upload: Upload
    findings: Sequence[Found]
    total: int
    after: int | None
    file: str
    severity: str
    files: Sequence[tuple[str, str]]

    @property
    def severities(self) -> list[tuple[str, str]]:
        return list(FindingSeverity.choices)

    @property
    def next_address(self) -> str:
        asked = {"file": self.file, "severity": self.severity, "after": self.after}
        return "?" + urlencode({name: value for name, value in asked.items() if value})


@dataclass(frozen=True, kw_only=True)
class StatutoryReturn:
    """A whole return to send to DfE: nobody in it is left out."""

    upload: Upload
    returns: Returns
    findings: Sheet


def received(*, viewer: User, at: datetime) -> list[YearOfUploads]:
    """Every return received, by year, the latest year first."""
    require(viewer, Permission.SEE_RETURNS)
    uploads = Upload.objects.select_related("received_by").newest_first()
    years: dict[int | None, list[UploadRow]] = {}
    for row in _rows(uploads, _found(viewer, at)):
        years.setdefault(row.upload.year, []).append(row)
    return [
        YearOfUploads(year=year, uploads=rows)
        for year, rows in sorted(years.items(), key=lambda each: -(each[0] or 9999))
    ]


def get_upload(pk: int, *, viewer: User) -> Upload:
    require(viewer, Permission.SEE_RETURNS)
    return get_object_or_404(Upload, pk=pk)


def upload_page(pk: int, *, viewer: User, at: datetime) -> UploadPage:
    """One upload. What was found is counted as it is listed (`findings_page`)."""
    upload = get_upload(pk, viewer=viewer)
    found = _found(viewer, at)
    files = (
        found.filter(upload=upload)
        .values("file")
        .annotate(
            errors=Count("pk", filter=Q(severity=FindingSeverity.ERROR)),
            warnings=Count("pk", filter=Q(severity=FindingSeverity.WARNING)),
        )
        .order_by("file")
    )
    return UploadPage(
        row=_rows([upload], found)[0],
        files=[
            FileFindings(
                file=each["file"], errors=each["errors"], warnings=each["warnings"]
            )
            for each in files
        ],
        tables=[
            TableRows(title=table.title, rows=upload.tables.get(table.name))
            for table in TABLES
            if table.first_year <= (upload.year or 0) <= table.last_year
        ],
    )


def findings_page(
    pk: int,
    *,
    viewer: User,
    at: datetime,
    file: str = "",
    severity: str = "",
    after: int = 0,
) -> FindingsPage:
    """Findings of one upload, a hundred at a time, from the one after `after`.

    None is of a child whose restricted record the viewer may not open.
    """
    upload = get_upload(pk, viewer=viewer)
    of_upload = _found(viewer, at).filter(upload=upload)
    chosen = _chosen(of_upload, file=file, severity=severity)
    found = list(chosen.filter(pk__gt=after).order_by("pk")[: FINDINGS_ON_A_PAGE + 1])
    shown = found[:FINDINGS_ON_A_PAGE]
    _put_on_record((each.child for each in shown), viewer, at)
    return FindingsPage(
        upload=upload,
        findings=shown,
        total=chosen.count(),
        after=shown[-1].pk if len(found) > len(shown) else None,
        file=file,
        severity=severity,
        files=[(name, name) for name in _files_of(of_upload)],
    )


def findings_sheet(pk: int, *, viewer: User, at: datetime) -> Download:
    """Every finding of an upload, file by file, as a sheet to put right from."""
    upload = get_upload(pk, viewer=viewer)
    found = _found(viewer, at).filter(upload=upload)
    _put_on_record(found.values_list("child", flat=True).distinct(), viewer, at)
    return Download(
        sheet=_sheet(found),
        about=[("Return", str(upload)), ("Who is in it", THOSE_YOU_MAY_OPEN)],
    )


def get_upload_to_send(pk: int, *, viewer: User) -> Upload:
    require(viewer, Permission.MAKE_STATUTORY_RETURN)
    upload = get_upload(pk, viewer=viewer)
    if upload.state != UploadState.READ:
        raise Http404("This return was not read, so there is none to send.")
    return upload


def statutory_return(
    pk: int, *, viewer: User, at: datetime, why: str
) -> StatutoryReturn:
    """A whole return, restricted records among it. Every child is put on record."""
    upload = get_upload_to_send(pk, viewer=viewer)
    found = Found.objects.filter(upload=upload)
    frames = {path.stem: pl.scan_parquet(path) for path in _files_of_tables(upload)}
    children = pl.concat([frame.select("child") for frame in frames.values()])
    of_findings = found.values_list("child", flat=True).distinct()
    _put_on_record(
        [*children.unique().collect()["child"].drop_nulls(), *of_findings],
        viewer,
        at,
        why=why,
    )
    held = {Held("", upload.known_year, table) for table in upload.tables}
    return StatutoryReturn(
        upload=upload,
        returns=from_frames(frames, held=frozenset(held)),
        findings=_sheet(found),
    )


def returns_in_force(*, viewer: User) -> Returns:
    """The returns that figures are computed from, every year's, lazily from disk."""
    require(viewer, Permission.SEE_FIGURES)
    frames: dict[str, list[pl.LazyFrame]] = {}
    held = set()
    for each in InForce.objects.select_related("upload").order_by("year"):
        for path in _files_of_tables(each.upload):
            frames.setdefault(path.stem, []).append(pl.scan_parquet(path))
        held |= {Held("", each.year, table) for table in each.upload.tables}
    in_force = from_frames(
        {table: pl.concat(parts) for table, parts in frames.items()},
        held=frozenset(held),
    )
    if settings.POSTCODES.exists():
        return in_force.with_postcodes(read_postcodes(settings.POSTCODES))
    return in_force


def years_in_force(*, viewer: User) -> dict[int, Upload]:
    """Which upload each year's figures rest on: the provenance a report prints."""
    require(viewer, Permission.SEE_FIGURES)
    return {
        each.year: each.upload
        for each in InForce.objects.select_related("upload").order_by("year")
    }


def are_any_waiting(*, viewer: User) -> bool:
    require(viewer, Permission.SEE_RETURNS)
    return Upload.objects.filter(
        state__in=(UploadState.WAITING, UploadState.READING)
    ).exists()


def _found(viewer: User, at: datetime) -> FoundQuerySet:
    """Findings, but of children whose restricted record the viewer may not open."""
    hidden = young_people.restricted_from(viewer=viewer, at=at)
    return Found.objects.without_children(hidden)


def _put_on_record(
    children: Iterable[str], viewer: User, at: datetime, *, why: str = ""
) -> None:
    named = sorted({child for child in children if child})
    young_people.children_shown(named, viewer=viewer, at=at, why=why)


def _sheet(found: FoundQuerySet) -> Sheet:
    return Sheet(
        name="Findings",
        columns=FINDING_COLUMNS,
        rows=[
            (
                FindingSeverity(each.severity).label,
                each.file,
                each.row,
                each.column,
                each.value,
                each.child,
                each.message,
            )
            for each in found.in_order_of_file()
        ],
    )


def _files_of_tables(upload: Upload) -> list[Path]:
    return sorted(upload.tables_folder.glob("*.parquet"))


def _files_of(found: FoundQuerySet) -> list[str]:
    return list(found.values_list("file", flat=True).distinct().order_by("file"))


def _chosen(chosen: FoundQuerySet, *, file: str, severity: str) -> FoundQuerySet:
    if file:
        chosen = chosen.filter(file=file)
    if severity:
        chosen = chosen.filter(severity=severity)
    return chosen


def _rows(uploads: Iterable[Upload], found: FoundQuerySet) -> list[UploadRow]:
    uploads = list(uploads)
    in_force = set(InForce.objects.values_list("upload_id", flat=True))
    counts: dict[int, dict[str, int]] = {}
    for each in (
        found.filter(upload__in=[upload.pk for upload in uploads])
        .values("upload_id", "severity")
        .annotate(n=Count("pk"))
    ):
        counts.setdefault(each["upload_id"], {})[each["severity"]] = each["n"]
    return [
        UploadRow(
            upload=upload,
            errors=counts.get(upload.pk, {}).get(FindingSeverity.ERROR, 0),
            warnings=counts.get(upload.pk, {}).get(FindingSeverity.WARNING, 0),
            is_in_force=upload.pk in in_force,
        )
        for upload in uploads
    ]
