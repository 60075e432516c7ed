"""Keeping what was read from a tracker."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.evidence.actions import NewEvidence
from parentis.evidence.choices import EvidenceKind
from parentis.recommendations.actions import add_recommendation, add_source
from parentis.recommendations.choices import Answer, SourceKind, Status
from parentis.recommendations.models import (
    Recommendation,
    Source,
    StatusSet,
    Update,
)
from parentis.recommendations.updates.actions import NewStatus, add_update, set_status
from parentis.recorded.actions import NotRecorded
from parentis.tracker_files.read import (
    ReportRead,
    RowRead,
    StatusRead,
    TrackerRead,
    UpdateRead,
)
from parentis.tracker_files.says import answer_of

KEEP, TELL = Permission.KEEP_PROMISES, Permission.TELL_PROGRESS
AS_THE_TRACKER_SAYS = "As the tracker says"


def add_read_tracker(
    read: TrackerRead,
    *,
    by: User,
    at: datetime,
    source: Source | None = None,
    kind: SourceKind = SourceKind.OTHER,
    body: int | None = None,
    sent_as: UUID | None = None,
) -> Source:
    """Keeps what a file says, after a person has looked through it. All, or nothing.

    Into a `source` that is there its recommendations go that it has not yet, by their
    numbers, and its updates: what was told before stays. `body` is who was told where
    the file names nobody else. The same update is kept once, however often it is read.
    Raises NotRecorded.
    """
    require(by, KEEP)
    with transaction.atomic():
        into = source or _source_read(read, kind, body, by=by, at=at, sent_as=sent_as)
        _keep_rows(read, into, by=by, at=at)
        found = _by_number(into)
        for update in read.updates:
            _keep_update(update, read.report, found, body, by=by, at=at)
        for row in (each for whole in read.rows for each in (whole, *whole.parts)):
            _keep_status(row, read, found, by=by, at=at)
    return into


def _source_read(
    read: TrackerRead,
    kind: SourceKind,
    body: int | None,
    *,
    by: User,
    at: datetime,
    sent_as: UUID | None,
) -> Source:
    answers = {
        "kind": kind,
        "title": read.title or read.report.title or "A tracker without a title",
        "made_by": read.made_by or "Not told",
        "made_on": read.made_on,
        "reported_to_id": body,
    }
    return add_source(by=by, at=at, answers=answers, sent_as=sent_as)


def _by_number(source: Source) -> dict[str, Recommendation]:
    standing = Recommendation.objects.standing().filter(source=source)
    found = standing.select_related("source", "whole")
    return {each.full_number: each for each in found}


def _keep_rows(read: TrackerRead, source: Source, *, by: User, at: datetime) -> None:
    there = _by_number(source)
    for row in read.rows:
        whole = there.get(row.number) or add_recommendation(
            source, by=by, at=at, answers=_answers_read(row)
        )
        for part in row.parts:
            if f"{row.number}{part.number}" not in there:
                answers = _answers_read(part)
                add_recommendation(source, by=by, at=at, answers=answers, part_of=whole)


def _answers_read(row: RowRead) -> dict[str, Any]:
    said, why = answer_of(row.answer)
    answer = Answer(said) if said else Answer.WAITING
    if not why and answer in (Answer.PARTLY, Answer.NOT_ACCEPTED):
        why = "The tracker does not say why."
    return {
        "number": row.number,
        "text": row.text,
        "theme": row.theme,
        "addressed_to": row.addressed_to,
        "owner": row.owner,
        "due_on": row.due_on,
        "answer": answer,
        "why_answer": why,
    }


def _keep_update(
    update: UpdateRead,
    report: ReportRead,
    found: Mapping[str, Recommendation],
    body: int | None,
    *,
    by: User,
    at: datetime,
) -> None:
    if unknown := [number for number in update.about if number not in found]:
        raise NotRecorded(
            f"The file tells of recommendation {unknown[0]}, which is not among those"
            " of its source. Choose the right source, or leave that update out."
        )
    about = [found[number] for number in update.about]
    on = update.on or report.told_on or timezone.localtime(at).date()
    said = Update.objects.standing().filter(reported_on=on, words=update.words)
    if about and said.filter(told_of__recommendation=about[0]).exists():
        return
    after = found.get(update.superseded_by)
    new = _status_read(
        update.status,
        told_by=update.set_by or report.by or AS_THE_TRACKER_SAYS,
        words="\n".join(update.evidence) or update.words,
        on=on,
        superseded_by=after.pk if after else None,
    )
    add_update(
        about,
        by=by,
        at=at,
        answers={
            "words": update.words,
            "reported_on": on,
            "body_id": None if update.told_to else body,
            "told_to": update.told_to or report.told_to,
            "report": report.title,
            "told_by": report.by,
        },
        statuses={each.pk: new for each in about if each != after} if new else {},
    )


def _keep_status(
    row: RowRead,
    read: TrackerRead,
    found: Mapping[str, Recommendation],
    *,
    by: User,
    at: datetime,
) -> None:
    """The status in a row's own column, once, on the word of the tracker."""
    asked = next((each for each in found.values() if _is_row(each, row)), None)
    on = read.report.told_on or timezone.localtime(at).date()
    after = found.get(row.superseded_by)
    new = _status_read(
        row.status,
        told_by=read.report.by or AS_THE_TRACKER_SAYS,
        words=f"{AS_THE_TRACKER_SAYS}: {row.status_words or row.status}",
        on=on,
        superseded_by=after.pk if after else None,
    )
    if asked is None or new is None:
        return
    there = StatusSet.objects.standing().filter(recommendation=asked, set_on=on)
    if not there.filter(status=new.status).exists():
        set_status(asked, by=by, at=at, new=new)


def _is_row(asked: Recommendation, row: RowRead) -> bool:
    return asked.number == row.number and asked.text == row.text


def _status_read(
    status: StatusRead | None,
    *,
    told_by: str,
    words: str,
    on: date,
    superseded_by: int | None,
) -> NewStatus | None:
    """None where it tells of none, or does not say what supersedes it."""
    if status is None or (status is StatusRead.SUPERSEDED and superseded_by is None):
        return None
    return NewStatus(
        status=Status(status.value),
        set_by=told_by,
        set_on=on,
        evidence=NewEvidence(kind=EvidenceKind.WORDS, words=words),
        superseded_by=superseded_by,
    )
