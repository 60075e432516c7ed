"""Keeping papers: what somebody gave us, and letters that are written here."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.case_file.choices import FileForm, Letter, PaperKind
from parentis.case_file.models import Paper, PaperFile
from parentis.documents.content import (
    Block,
    Bullets,
    Document,
    Numbering,
    Paragraph,
)
from parentis.entries import actions as entries
from parentis.recorded.actions import NotRecorded

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson

PAPERS = "papers"
"""What the timeline calls them: there is no part of this name."""
NO_ROOM = (
    "The file could not be kept: there is no room left for it, or its folder cannot be"
    " written. Tell whoever looks after Parentis. Nothing else was changed."
)
LONGEST_NAME = 80


@dataclass(frozen=True, kw_only=True)
class NewFile:
    """A file to keep: what it is, its clean name, and every byte of it."""

    form: FileForm
    name: str
    contents: bytes


def keep_paper(
    young_person: "YoungPerson",
    *,
    by: User,
    at: datetime,
    answers: Mapping[str, Any],
    files: Sequence[NewFile],
    sent_as: UUID | None = None,
) -> Paper:
    """Keeps a paper with its files. The same sheet is kept once.

    Raises NotRecorded, with one clear sentence, where the disk does not take them.
    """
    require(by, Permission.CHANGE_RECORDS)
    written = _written(files)
    is_kept = False
    try:
        with transaction.atomic():
            paper = entries.add(
                Paper,
                young_person,
                by=by,
                at=at,
                kind=PAPERS,
                answers=answers,
                sent_as=sent_as,
            )
            if not paper.files.exists():
                for file in written:
                    file.paper = paper
                    file.save(force_insert=True)
                is_kept = True
    finally:
        if not is_kept:
            _remove(written)
    return paper


def make_letter(
    young_person: "YoungPerson",
    *,
    by: User,
    at: datetime,
    letter: Letter,
    title: str,
    text: str,
    address: Sequence[str],
    sent_as: UUID | None = None,
) -> Paper:
    """Makes the letter as Word and PDF, and keeps both. `address` empty: by hand."""
    require(by, Permission.CHANGE_RECORDS)
    from parentis.documents.pdf import to_pdf
    from parentis.documents.word import to_docx

    on = timezone.localtime(at).date()
    document = Document(
        title=title,
        organisation=settings.COUNCIL_NAME,
        date_text=date_format(on, "j F Y"),
        author=by.name,
        blocks=[
            *([Paragraph("\n".join([young_person.name, *address]))] if address else []),
            *_blocks(text),
        ],
        numbering=Numbering.NONE,
        written_at=at,
        is_large=True,
    )
    name = f"{slugify(title)[:LONGEST_NAME] or 'letter'}-{on.isoformat()}"
    return keep_paper(
        young_person,
        by=by,
        at=at,
        answers={
            "kind": PaperKind.LETTER,
            "title": title,
            "dated_on": on,
            "is_shared": True,
            "letter": letter.slug,
            "text": text,
            "note": "Sent by post" if address else "Given by hand, or in another way",
        },
        files=[
            NewFile(form=form, name=f"{name}.{form.value}", contents=make(document))
            for form, make in ((FileForm.WORD, to_docx), (FileForm.PDF, to_pdf))
        ],
        sent_as=sent_as,
    )


def _blocks(text: str) -> Iterable[Block]:
    """Paragraphs stand between empty lines; lines that begin with - are a list."""
    for part in text.split("\n\n"):
        lines = [line.strip() for line in part.strip().splitlines()]
        points = [line[1:].strip() for line in lines if line.startswith("-")]
        words = [line for line in lines if not line.startswith("-")]
        if any(words):
            yield Paragraph("\n".join(words))
        if points:
            yield Bullets(points)


def _written(files: Sequence[NewFile]) -> list[PaperFile]:
    """Each on disk under a name nobody guesses, and not in the database yet."""
    written: list[PaperFile] = []
    try:
        for file in files:
            kept = PaperFile(
                form=file.form,
                name=file.name,
                size=len(file.contents),
                sha256=sha256(file.contents).hexdigest(),
                kept_as=uuid4(),
            )
            written.append(kept)
            _write(kept, file.contents)
    except OSError as refused:
        _remove(written)
        raise NotRecorded(NO_ROOM) from refused
    return written


def _write(file: PaperFile, contents: bytes) -> None:
    """Readable by the product alone, and on the disk before anybody is told."""
    file.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(file.path, flags, 0o600), "wb") as kept:
        kept.write(contents)
        kept.flush()
        os.fsync(kept.fileno())


def _remove(written: Iterable[PaperFile]) -> None:
    for file in written:
        file.path.unlink(missing_ok=True)
