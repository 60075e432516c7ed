import os
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.case_file.actions import NO_ROOM, NewFile
from parentis.recorded import actions as recorded
from parentis.recorded.actions import NotRecorded
from parentis.strategy.actions import KEEPS
from parentis.strategy.choices import DocumentForm
from parentis.strategy.models import Milestone, Priority, Strategy


def add_strategy(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    document: NewFile | None = None,
    sent_as: UUID | None = None,
) -> Strategy:
    """With its document, where there is one."""
    if by is not None:
        require(by, KEEPS)
    return recorded.add(
        Strategy,
        by=by,
        at=at,
        needs=KEEPS,
        answers={**answers, **_document(document)},
        sent_as=sent_as,
    )


def change_strategy(
    strategy: Strategy,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
    document: NewFile | None = None,
) -> Strategy:
    """`document` takes the place of the one that is there. None: that one stays."""
    require(by, KEEPS)
    return recorded.change(
        strategy,
        by=by,
        at=at,
        needs=KEEPS,
        version=version,
        answers={**answers, **_document(document)},
    )


def _document(file: NewFile | None) -> dict[str, Any]:
    """Its fields. The file is on the disk, named by what is in it, and is not lost."""
    if file is None:
        return {}
    form = DocumentForm(file.form.value)
    kept = Strategy(file_form=form, sha256=sha256(file.contents).hexdigest())
    if not kept.path.exists():
        _write(kept, file.contents)
    return {
        "file_name": file.name,
        "file_form": form,
        "size": len(file.contents),
        "sha256": kept.sha256,
    }


def _write(kept: Strategy, contents: bytes) -> None:
    """Readable by the product alone, whole before it has its name."""
    half = kept.path.with_suffix(".half")
    try:
        kept.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        with os.fdopen(os.open(half, flags, 0o600), "wb") as file:
            file.write(contents)
            file.flush()
            os.fsync(file.fileno())
        half.replace(kept.path)
    except OSError as refused:
        raise NotRecorded(NO_ROOM) from refused


def add_priority(
    strategy: Strategy,
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Priority:
    return recorded.add(
        Priority,
        by=by,
        at=at,
        needs=KEEPS,
        answers=answers,
        sent_as=sent_as,
        alike={"strategy": strategy},
    )


@transaction.atomic
def strike_out_priority(
    priority: Priority, *, by: User, at: datetime, why: str
) -> Priority:
    """Raises NotRecorded where steps would lead towards nothing any more."""
    require(by, KEEPS)
    if Milestone.objects.standing().filter(priority=priority).exists():
        raise NotRecorded(
            "Steps of an action plan lead towards this priority. Change or strike out"
            " those first."
        )
    return recorded.strike_out(priority, by=by, at=at, needs=KEEPS, why=why)
