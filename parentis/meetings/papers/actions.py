import os
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.shortcuts import get_object_or_404

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.meetings.choices import FileForm
from parentis.meetings.models import AgendaItem, Meeting, Paper
from parentis.recorded import actions as recorded
from parentis.recorded.actions import NotRecorded

NO_ROOM = (
    "The file could not be kept: there is no room left for it, or its folder cannot be"
    " written. Tell whoever looks after Parentis. Nothing else was changed."
)


@dataclass(frozen=True, kw_only=True)
class NewFile:
    """A file to keep: what it is, its clean name, and every byte of it."""

    form: FileForm
    name: str
    contents: bytes


def upload_paper(
    item: int,
    *,
    by: User | None,
    at: datetime,
    title: str,
    file: NewFile,
    is_exempt: bool = False,
    paragraph: str = "",
    sent_as: UUID | None = None,
) -> Paper:
    """Keeps a file under an item. The same sheet is kept once.

    Raises NotRecorded, with one clear sentence, where the disk does not take it.
    """
    try:
        return recorded.add(
            Paper,
            by=by,
            at=at,
            needs=Permission.RUN_MEETINGS,
            sent_as=sent_as,
            alike={"item_id": item},
            answers={
                "title": title,
                "is_exempt": is_exempt,
                "paragraph": paragraph,
                "file_name": file.name,
                "file_form": file.form,
                "size": len(file.contents),
                "sha256": sha256(file.contents).hexdigest(),
            },
            besides=lambda paper: _write(paper, file.contents),
        )
    except OSError as refused:
        raise NotRecorded(NO_ROOM) from refused


def _write(paper: Paper, contents: bytes) -> None:
    """Readable by the product alone, and on the disk before anybody is told.

    The row is new, so a file of its name is nobody's: one left behind by a restore.
    """
    paper.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        with os.fdopen(os.open(paper.path, flags, 0o600), "wb") as kept:
            kept.write(contents)
            kept.flush()
            os.fsync(kept.fileno())
    except OSError:
        paper.path.unlink(missing_ok=True)
        raise


def put_paper(
    item: int,
    *,
    by: User | None,
    at: datetime,
    title: str,
    address: str,
    public_address: str = "",
    is_exempt: bool = False,
    paragraph: str = "",
) -> Paper:
    """A report puts itself under an item. One paper an address, brought up to date."""
    if by is not None:
        require(by, Permission.WRITE_REPORTS)
    with transaction.atomic():
        found = get_object_or_404(AgendaItem.objects.standing(), pk=item)
        # Two reports do not put themselves there at once.
        Meeting.objects.select_for_update().get(pk=found.meeting_id)
        there = Paper.objects.standing().filter(item=item, address=address).first()
        paper = there or Paper(
            item=found, address=address, recorded_by=by, recorded_at=at
        )
        said = {
            "title": title,
            "public_address": public_address,
            "is_exempt": is_exempt,
            "paragraph": paragraph if is_exempt else "",
        }
        if there and all(getattr(there, name) == now for name, now in said.items()):
            return there
        for name, now in said.items():
            setattr(paper, name, now)
        if there:
            paper.changed_by, paper.changed_at = by, at
            paper.version += 1
        paper.save()
    return paper


@transaction.atomic
def withdraw_paper(
    item: int, *, by: User, at: datetime, address: str, why: str
) -> None:
    """A report leaves the agenda. Nothing happens where it is not on it."""
    require(by, Permission.WRITE_REPORTS)
    for paper in Paper.objects.standing().filter(item=item, address=address):
        recorded.strike_out(
            paper, by=by, at=at, needs=Permission.WRITE_REPORTS, why=why
        )
