"""Telling of recommendations, and setting how far each has come."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.evidence.actions import NewEvidence, evidence_kept
from parentis.recommendations.actions import OF_TWO_SOURCES
from parentis.recommendations.choices import Status
from parentis.recommendations.models import (
    Recommendation,
    Source,
    StatusSet,
    ToldOf,
    Update,
)
from parentis.recommendations.queries import may_tell_of
from parentis.recorded import actions as recorded
from parentis.recorded.actions import NotRecorded

KEEP, TELL = Permission.KEEP_PROMISES, Permission.TELL_PROGRESS
OF_NOTHING = "Choose the recommendations that this is about."
NOT_ABOUT_IT = "The update that it was set with is not about this recommendation."
STRUCK_OUT = "It is struck out. Nothing more is told of it."
IN_A_CIRCLE = (
    "The recommendation you chose has itself been superseded, in the end, by this one."
    " Choose another."
)


@dataclass(frozen=True, kw_only=True)
class NewStatus:
    """A status to set, by whom (a post), and on what evidence: it is asked for always.

    `set_on` empty: the day of the update it is set with.
    """

    status: Status
    set_by: str
    evidence: NewEvidence
    set_on: date | None = None
    superseded_by: int | None = None


def require_may_tell(recommendations: Collection[Recommendation], *, by: User) -> None:
    """Raises PermissionDenied for who neither keeps promises nor owns all of these."""
    require(by, TELL)
    if not may_tell_of(recommendations, viewer=by):
        raise PermissionDenied("Somebody else tells of this recommendation.")


def add_update(
    recommendations: Sequence[Recommendation],
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    statuses: Mapping[int, NewStatus] | None = None,
    sent_as: UUID | None = None,
) -> Update:
    """Tells of these, once a sheet, and sets the `statuses` given by their numbers.

    All of it is kept, or nothing. Raises NotRecorded.
    """
    if by is not None:
        require_may_tell(recommendations, by=by)
    source = _one_source(recommendations)
    setting = statuses or {}

    with ExitStack() as files:
        kept = _evidence_kept(setting.values(), by, files)

        def tell(update: Update) -> None:
            ToldOf.objects.bulk_create(
                ToldOf(update_told=update, recommendation=each)
                for each in recommendations
            )
            for each in recommendations:
                if new := setting.get(each.pk):
                    fields = kept[id(new.evidence)]
                    _set(each, new, fields, by=by, at=at, update=update)

        return recorded.add(
            Update,
            by=by,
            at=at,
            needs=TELL,
            answers=answers,
            sent_as=sent_as,
            alike={"source": source},
            besides=tell,
        )


def set_status(
    recommendation: Recommendation,
    *,
    by: User | None,
    at: datetime,
    new: NewStatus,
    sent_as: UUID | None = None,
) -> StatusSet:
    """Sets how far it has come, without an update. Raises NotRecorded."""
    if by is not None:
        require_may_tell([recommendation], by=by)
    _one_source([recommendation])
    if sent_as and (before := StatusSet.objects.filter(sent_as=sent_as).first()):
        return before
    with evidence_kept(new.evidence, by=by) as fields:
        return _set(recommendation, new, fields, by=by, at=at, sent_as=sent_as)


def change_update(
    update: Update,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
    about: Sequence[Recommendation] | None = None,
) -> Update:
    """Corrects what was told, and of which (`about`; None: of the same as before).

    What it said before stays readable beneath it. A status set with it is struck out
    where it is no longer about that recommendation, and is of the day that the update
    is of, where it was before. Raises NotRecorded.
    """
    told_of = list(update.recommendations.select_related("source", "whole"))
    require_may_tell([*told_of, *(about or ())], by=by)
    if about is not None and _one_source(about).pk != update.source_id:
        raise NotRecorded(OF_TWO_SOURCES)

    def tell_of(now: Update) -> None:
        if about is not None:
            _tell_of(now, about, by=by, at=at)
        if now.reported_on != update.reported_on:
            _set_on_its_day(now, update.reported_on, by=by, at=at)

    return recorded.change(
        update,
        by=by,
        at=at,
        needs=TELL,
        version=version,
        answers=answers,
        besides=tell_of,
    )


def _set_on_its_day(update: Update, before: date, *, by: User, at: datetime) -> None:
    """The statuses that were set with it on the day that it was of `before`."""
    for status in update.statuses.standing().filter(set_on=before):
        recorded.change(
            status,
            by=by,
            at=at,
            needs=TELL,
            version=status.version,
            answers={"set_on": update.reported_on},
        )


def _tell_of(
    update: Update, about: Sequence[Recommendation], *, by: User, at: datetime
) -> None:
    """Makes it about these. Those that were struck out since keep what was told."""
    chosen = {each.pk for each in about}
    before = update.told_of.filter(recommendation__struck_out_at__isnull=True)
    there = set(before.values_list("recommendation", flat=True))
    before.exclude(recommendation__in=chosen).delete()
    ToldOf.objects.bulk_create(
        ToldOf(update_told=update, recommendation=each)
        for each in about
        if each.pk not in there
    )
    for status in update.statuses.standing().filter(recommendation__in=there - chosen):
        recorded.strike_out(status, by=by, at=at, needs=TELL, why=NOT_ABOUT_IT)


def strike_out_update(update: Update, *, by: User, at: datetime, why: str) -> Update:
    """The statuses that were set with it are struck out too."""
    require_may_tell(list(update.recommendations.select_related("whole")), by=by)

    def with_statuses(told: Update) -> None:
        for status in told.statuses.standing():
            recorded.strike_out(status, by=by, at=at, needs=TELL, why=why)

    return recorded.strike_out(
        update, by=by, at=at, needs=TELL, why=why, besides=with_statuses
    )


def strike_out_status(
    status: StatusSet, *, by: User, at: datetime, why: str
) -> StatusSet:
    """What was set before it holds again."""
    require_may_tell([status.recommendation], by=by)
    return recorded.strike_out(status, by=by, at=at, needs=TELL, why=why)


def _one_source(recommendations: Sequence[Recommendation]) -> Source:
    if not recommendations:
        raise NotRecorded(OF_NOTHING)
    if len({each.source_id for each in recommendations}) > 1:
        raise NotRecorded(OF_TWO_SOURCES)
    source = recommendations[0].source
    if source.is_struck_out or any(each.is_struck_out for each in recommendations):
        raise NotRecorded(STRUCK_OUT)
    return source


def _evidence_kept(
    statuses: Collection[NewStatus], by: User | None, files: ExitStack
) -> dict[int, dict[str, Any]]:
    """The fields of each piece of evidence, once where several rest on the same."""
    pieces = {id(each.evidence): each.evidence for each in statuses}
    return {
        key: files.enter_context(evidence_kept(evidence, by=by))
        for key, evidence in pieces.items()
    }


@transaction.atomic
def _set(
    recommendation: Recommendation,
    new: NewStatus,
    evidence: Mapping[str, Any],
    *,
    by: User | None,
    at: datetime,
    update: Update | None = None,
    sent_as: UUID | None = None,
) -> StatusSet:
    if new.superseded_by is not None:
        _check_no_circle(recommendation.pk, new.superseded_by)
    today = timezone.localtime(at).date()
    return recorded.add(
        StatusSet,
        by=by,
        at=at,
        needs=TELL,
        answers={
            "status": new.status,
            "set_by": new.set_by,
            "set_on": new.set_on or (update.reported_on if update else today),
            "superseded_by_id": new.superseded_by,
            "update_told": update,
            **evidence,
        },
        sent_as=sent_as,
        alike={"recommendation": recommendation},
    )


def _check_no_circle(pk: int, superseded_by: int) -> None:
    held = StatusSet.objects.current()
    follows = dict(held.values_list("recommendation_id", "superseded_by_id"))
    seen: set[int] = set()
    after: int | None = superseded_by
    while after is not None and after not in seen:
        if after == pk:
            raise NotRecorded(IN_A_CIRCLE)
        seen.add(after)
        after = follows.get(after)
