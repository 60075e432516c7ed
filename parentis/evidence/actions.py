"""Keeping evidence: the fields of any table of it, and a file on the disk."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings

from parentis.accounts.models import User
from parentis.case_file.actions import NO_ROOM
from parentis.evidence import queries
from parentis.evidence.choices import EvidenceKind, FileForm
from parentis.indicators import INDICATOR_BY_CODE
from parentis.indicators.indicator import Figure
from parentis.meetings.actions_asked import queries as actions_asked
from parentis.recorded.actions import NotRecorded

NOT_DONE = (
    "Choose an action that is done. One that is still to be done shows nothing yet."
)
NO_EVIDENCE = (
    "Give the evidence: words, a document, a figure with its target, or an action that"
    " is done."
)


@dataclass(frozen=True, kw_only=True)
class NewFile:
    """A document to keep: what it is, its clean name, and every byte of it."""

    form: FileForm
    name: str
    contents: bytes


@dataclass(frozen=True, kw_only=True)
class NewEvidence:
    """Evidence as somebody gives it: of its kind's own parts, all are needed."""

    kind: EvidenceKind
    words: str = ""
    file: NewFile | None = None
    indicator: str = ""
    direction: str = ""
    target: float | None = None
    action: int | None = None


@contextmanager
def evidence_kept(
    evidence: NewEvidence, *, by: User | None
) -> Iterator[dict[str, Any]]:
    """The fields of a row of evidence; its file is on the disk, unless all fails.

    A figure is written down as the public may read it now. Raises NotRecorded, with
    one clear sentence, where the evidence is none.
    """
    fields = _fields(evidence, by)
    path = None
    if evidence.kind is EvidenceKind.FILE and evidence.file is not None:
        kept_as = uuid4()
        path = _written(kept_as, evidence.file)
        fields |= {
            "kept_as": kept_as,
            "file_name": evidence.file.name,
            "file_form": evidence.file.form.value,
            "size": len(evidence.file.contents),
            "sha256": sha256(evidence.file.contents).hexdigest(),
        }
    try:
        yield fields
    except BaseException:
        if path is not None:
            path.unlink(missing_ok=True)
        raise


def _fields(evidence: NewEvidence, by: User | None) -> dict[str, Any]:
    fields: dict[str, Any] = {"kind": evidence.kind, "words": evidence.words}
    match evidence.kind:
        case EvidenceKind.INDICATOR:
            return fields | _figure(evidence, by)
        case EvidenceKind.ACTION:
            return fields | {"action_id": _done(evidence.action, by)}
        case EvidenceKind.FILE if evidence.file is None:
            raise NotRecorded(NO_EVIDENCE)
        case EvidenceKind.WORDS if not evidence.words.strip():
            raise NotRecorded(NO_EVIDENCE)
    return fields


def _done(action: int | None, by: User | None) -> int:
    """By Parentis itself (None), only for actions that it knows to be done."""
    if action is None:
        raise NotRecorded(NOT_DONE)
    if by is not None and actions_asked.get_action(action, viewer=by).done_on is None:
        raise NotRecorded(NOT_DONE)
    return action


def _figure(evidence: NewEvidence, by: User | None) -> dict[str, Any]:
    is_whole = evidence.direction and evidence.target is not None
    if evidence.indicator not in INDICATOR_BY_CODE or not is_whole:
        raise NotRecorded(NO_EVIDENCE)
    told = queries.figure_now(evidence.indicator, viewer=None)
    now = _as_public_may_read(evidence.indicator, by) if by else told
    return {
        "indicator": evidence.indicator,
        "direction": evidence.direction,
        "target": evidence.target,
        "value_then": now.value if now else None,
        "year_then": now.year if now else None,
        "is_hidden_then": bool(now and now.is_hidden),
        "was_told_then": now is not None and _same(now, told),
    }


def _as_public_may_read(indicator: str, by: User) -> Figure | None:
    """Held against all that the public was told before."""
    return queries.figures_now([indicator], viewer=by, for_public=True).get(indicator)


def _same(now: Figure, told: Figure | None) -> bool:
    return told is not None and (now.year, now.value, now.is_hidden) == (
        told.year,
        told.value,
        told.is_hidden,
    )


def _written(kept_as: UUID, file: NewFile) -> Path:
    """Readable by the product alone, under a name nobody guesses."""
    folder = Path(settings.MEDIA_ROOT) / "evidence" / kept_as.hex[:2]
    path = folder / kept_as.hex
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(path, flags, 0o600), "wb") as kept:
            kept.write(file.contents)
            kept.flush()
            os.fsync(kept.fileno())
    except OSError as refused:
        path.unlink(missing_ok=True)
        raise NotRecorded(NO_ROOM) from refused
    return path
