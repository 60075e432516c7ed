"""What changes the returns received: uploading, reading, and putting one in force."""

import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

import polars as pl
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from procrastinate.contrib.django import app as background
from procrastinate.exceptions import AlreadyEnqueued

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.returns.choices import UploadState
from parentis.returns.models import Found, InForce, Upload
from parentis.ssda903.findings import Finding, ReturnRejected
from parentis.ssda903.reader import ReadReturn, read

FINDINGS_AT_ONCE = 2_000
LONGEST_NAME = 255
LONGEST_NAME_IN_BYTES = 240
STEPS = 3
"""To read the files, to keep their tables, to keep what was found."""
OUR_FAULT = (
    "Parentis failed while it read this return. That is a fault of Parentis, not of"
    " your files, which are kept. Ask whoever runs this site to look at its log."
)
Files: TypeAlias = "Sequence[UploadedFile[Any]]"


@transaction.atomic
def receive_return(
    files: Files,
    *,
    by: User,
    at: datetime,
    year: int | None = None,
) -> Upload:
    """Keep the files as they came, and queue their reading. No view on them yet."""
    upload = _keep(files, by=by, at=at, year=year)
    background.configure_task("returns.read_upload").defer(upload=upload.pk)
    return upload


def read_return(
    files: Files,
    *,
    by: User,
    at: datetime,
    year: int | None = None,
) -> Upload:
    """Keep the files and read them at once: for commands, which may take their time.

    Whoever calls computes the figures when all returns are read.
    """
    upload = _keep(files, by=by, at=at, year=year)
    _read(upload, by=by, at=at)
    return upload


def read_upload(pk: int, *, by: User | None, at: datetime) -> Upload:
    """Read a received return: its tables to Parquet, its findings to the database.

    Comes from the queue, so nobody is `by` but whoever uploaded it. May be run again:
    it begins anew. A complete return comes into force, being the newest of its year.
    """
    upload = Upload.objects.get(pk=pk)
    by = by or upload.received_by
    _read(upload, by=by, at=at)
    if upload.is_complete:
        _queue_figures(by=by)
    return upload


def put_in_force(upload: Upload, *, by: User, at: datetime) -> InForce:
    """Compute figures from this upload again, in place of a newer one of its year."""
    require(by, Permission.RECEIVE_RETURNS)
    if not upload.is_complete:
        raise ValidationError(
            "Only a complete return can be in force: one with Header, Episodes and OC3."
        )
    in_force = _put_in_force(upload, by=by, at=at)
    _queue_figures(by=by)
    return in_force


def _keep(files: Files, *, by: User, at: datetime, year: int | None) -> Upload:
    require(by, Permission.RECEIVE_RETURNS)
    names = [str(file.name) for file in files]
    upload = Upload.objects.create(
        name=_named(names),
        size=sum(file.size or 0 for file in files),
        year_given=year,
        received_at=at,
        received_by=by,
    )
    upload.files_folder.mkdir(mode=0o700, parents=True)
    for file, name in zip(files, _apart(names), strict=True):
        with (upload.files_folder / name).open("wb") as kept:
            shutil.copyfileobj(file, kept)
    return upload


def _read(upload: Upload, *, by: User, at: datetime) -> None:
    upload.steps = STEPS
    upload.steps_done = 0
    _say(upload, UploadState.READING)
    try:
        _take(upload, by=by, at=at)
    except ReturnRejected as rejected:
        _say(upload, UploadState.REFUSED, refused_because=str(rejected), read_at=at)
    except Exception:
        # Whoever waits is told; the task's own error goes to the log, and it is tried
        # again.
        _say(upload, UploadState.REFUSED, refused_because=OUR_FAULT, read_at=at)
        raise


def _take(upload: Upload, *, by: User, at: datetime) -> None:
    found = read(_only_file(upload.files_folder), year=upload.year_given)
    _is_done(upload, 1)
    rows = _keep_tables(upload, found)
    _is_done(upload, 2)
    with transaction.atomic():
        upload.findings.all().delete()
        _keep_findings(upload, found.findings)
        upload.year = found.year
        upload.tables = rows
        _say(upload, UploadState.READ, read_at=at)
        if upload.is_complete:
            _put_in_force(upload, by=by, at=at)


def _put_in_force(upload: Upload, *, by: User, at: datetime) -> InForce:
    in_force, _ = InForce.objects.update_or_create(
        year=upload.known_year, defaults={"upload": upload, "since": at, "by": by}
    )
    return in_force


def _queue_figures(*, by: User) -> None:
    """Compute figures once more; one waiting job will do for any number of changes."""
    task = background.configure_task(
        "figures.compute_figures", queueing_lock="figures.compute_figures"
    )
    with suppress(AlreadyEnqueued), transaction.atomic():
        task.defer(by=by.pk)


def _is_done(upload: Upload, steps: int) -> None:
    upload.steps_done = steps
    upload.save(update_fields=["steps_done"])


def _say(
    upload: Upload,
    state: UploadState,
    *,
    read_at: datetime | None = None,
    refused_because: str = "",
) -> None:
    """Save where the upload is, so that the page that waits for it can tell."""
    upload.state = state
    upload.read_at = read_at
    upload.refused_because = refused_because
    upload.save()


def _named(names: Sequence[str]) -> str:
    """What a person would call these files."""
    if len(names) == 1:
        return names[0][:LONGEST_NAME]
    return f"{names[0][: LONGEST_NAME - 40]} and {len(names) - 1} more"


def _apart(names: Iterable[str]) -> list[str]:
    """The files' own names, with a number before any that came twice."""
    given: list[str] = []
    for name in names:
        plain = _short(Path(name.replace("\\", "/")).name.lstrip(".") or "file")
        apart, number = plain, 1
        while apart in given:
            number += 1
            apart = f"{number}-{plain}"
        given.append(apart)
    return given


def _short(name: str) -> str:
    """File systems take 255 bytes, of which é needs two; how the name ends is kept."""
    end = Path(name).suffix[:10]
    start = name.removesuffix(end).encode()[: LONGEST_NAME_IN_BYTES - len(end.encode())]
    return start.decode(errors="ignore") + end


def _only_file(folder: Path) -> Path:
    """The file itself where there is one, else the folder: as the reader takes them."""
    files = list(folder.iterdir())
    return files[0] if len(files) == 1 else folder


def _keep_tables(upload: Upload, found: ReadReturn) -> dict[str, int]:
    """One Parquet file a table, written beside and then moved into place whole.

    Gives how many rows each has.
    """
    fresh = upload.folder / "tables-being-written"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    rows = {}
    for name in found.tables_by_year[found.year]:
        frame: pl.DataFrame = found.returns[name].collect().to_native()
        frame.write_parquet(fresh / f"{name}.parquet")
        rows[name] = frame.height
    shutil.rmtree(upload.tables_folder, ignore_errors=True)
    fresh.rename(upload.tables_folder)
    return rows


def _keep_findings(upload: Upload, findings: Iterable[Finding]) -> None:
    rows = (
        Found(
            upload=upload,
            file=finding.file[:LONGEST_NAME],
            row=finding.row,
            column=finding.column[:LONGEST_NAME],
            value=_storable(finding.value),
            child=_storable(finding.child)[:LONGEST_NAME],
            rule=finding.rule,
            severity=finding.severity.value,
            message=_storable(finding.message),
        )
        for finding in findings
    )
    while batch := list(islice(rows, FINDINGS_AT_ONCE)):
        Found.objects.bulk_create(batch)


def _storable(text: str) -> str:
    """PostgreSQL keeps every character but NUL."""
    return text.replace("\x00", "\N{SYMBOL FOR NULL}")
