"""What pages and figures read of the returns received."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import polars as pl
from django.conf import settings
from django.db.models import Count, Q
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


def received(*, viewer: User) -> list[YearOfUploads]:
    """Every return received, by year, the latest year first."""
    require(viewer, Permission.SEE_RETURNS)
    years: dict[int | None, list[UploadRow]] = {}
    for row in _rows(Upload.objects.select_related("received_by").newest_first()):
        years.setdefault(row.upload.year, []).append(row)
    return [
        YearOfUploads(year=year, uploads=rows)
        for year, rows in sorted(years.items(), key=lambda each: -(each[0] or 9999))
    ]


def get_upload(pk: int, *, viewer: User) -> Upload:
    require(viewer, Permission.SEE_RETURNS)
    return get_object_or_404(Upload, pk=pk)


def upload_page(pk: int, *, viewer: User) -> UploadPage:
    upload = get_upload(pk, viewer=viewer)
    files = (
        Found.objects.filter(upload=upload)
        .values("file")
        .annotate(
            errors=Count("pk", filter=Q(severity=FindingSeverity.ERROR)),
            warnings=Count("pk", filter=Q(severity=FindingSeverity.WARNING)),
        )
        .order_by("file")
    )
    return UploadPage(
        row=_rows([upload])[0],
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
    pk: int, *, viewer: User, file: str = "", severity: str = "", after: int = 0
) -> FindingsPage:
    """Findings of one upload, a hundred at a time, from the one after `after`."""
    upload = get_upload(pk, viewer=viewer)
    chosen = _chosen(upload, file=file, severity=severity)
    found = list(chosen.filter(pk__gt=after).order_by("pk")[: FINDINGS_ON_A_PAGE + 1])
    shown = found[:FINDINGS_ON_A_PAGE]
    return FindingsPage(
        upload=upload,
        findings=shown,
        total=chosen.count(),
        after=shown[-1].pk if len(found) > len(shown) else None,
        file=file,
        severity=severity,
        files=[(name, name) for name in _files_with_findings(upload)],
    )


def findings_sheet(pk: int, *, viewer: User) -> Download:
    """Every finding of an upload, file by file, as a sheet to put right from."""
    upload = get_upload(pk, viewer=viewer)
    found = Found.objects.filter(upload=upload).in_order_of_file()
    sheet = Sheet(
        name="Findings",
        columns=FINDING_COLUMNS,
        rows=[
            (FindingSeverity(each[0]).label, *each[1:])
            for each in found.values_list(
                "severity", "file", "row", "column", "value", "child", "message"
            )
        ],
    )
    return Download(sheet=sheet, about=[("Return", str(upload))])


def returns_in_force(*, viewer: User) -> Returns:
    """The returns that figures are computed from, every year's, lazily from disk."""
    require(viewer, Permission.SEE_FIGURES)
    frames: dict[str, list[pl.LazyFrame]] = {}
    held = set()
    for each in InForce.objects.select_related("upload").order_by("year"):
        for path in sorted(each.upload.tables_folder.glob("*.parquet")):
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


def _files_with_findings(upload: Upload) -> list[str]:
    found = Found.objects.filter(upload=upload)
    return list(found.values_list("file", flat=True).distinct().order_by("file"))


def _chosen(upload: Upload, *, file: str, severity: str) -> FoundQuerySet:
    chosen = Found.objects.filter(upload=upload)
    if file:
        chosen = chosen.filter(file=file)
    if severity:
        chosen = chosen.filter(severity=severity)
    return chosen


def _rows(uploads: Iterable[Upload]) -> list[UploadRow]:
    uploads = list(uploads)
    in_force = set(InForce.objects.values_list("upload_id", flat=True))
    counts: dict[int, dict[str, int]] = {}
    for each in (
        Found.objects.filter(upload__in=[upload.pk for upload in uploads])
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
