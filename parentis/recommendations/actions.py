"""Writing sources and recommendations down, correcting and striking them out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from parentis.accounts.models import User
from parentis.accounts.roles import Permission
from parentis.recommendations.models import (
    Recommendation,
    Source,
)
from parentis.recorded import actions as recorded
from parentis.recorded.actions import NotRecorded

KEEP, TELL = Permission.KEEP_PROMISES, Permission.TELL_PROGRESS
OF_TWO_SOURCES = (
    "These recommendations come from different sources. Write one update for each"
    " source."
)


def add_source(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Source:
    return recorded.add(
        Source, by=by, at=at, needs=KEEP, answers=answers, sent_as=sent_as
    )


def change_source(
    source: Source, *, by: User, at: datetime, version: int, answers: Mapping[str, Any]
) -> Source:
    return recorded.change(
        source, by=by, at=at, needs=KEEP, version=version, answers=answers
    )


def strike_out_source(source: Source, *, by: User, at: datetime, why: str) -> Source:
    """Its recommendations leave every list with it, and stay readable."""
    return recorded.strike_out(source, by=by, at=at, needs=KEEP, why=why)


def add_recommendation(
    source: Source,
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    part_of: Recommendation | None = None,
    sent_as: UUID | None = None,
) -> Recommendation:
    """The next of its source, or a part of another. Raises NotRecorded."""
    if part_of is not None and part_of.whole_id is not None:
        raise NotRecorded("A part of a recommendation has no parts of its own.")
    if part_of is not None and part_of.source_id != source.pk:
        raise NotRecorded(OF_TWO_SOURCES)
    last = Recommendation.objects.filter(source=source).aggregate(last=Max("place"))
    ordered = {"place": (last["last"] or 0) + 1} | dict(answers)
    return recorded.add(
        Recommendation,
        by=by,
        at=at,
        needs=KEEP,
        answers=ordered | {"whole": part_of},
        sent_as=sent_as,
        alike={"source": source},
    )


def change_recommendation(
    recommendation: Recommendation,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
) -> Recommendation:
    return recorded.change(
        recommendation, by=by, at=at, needs=KEEP, version=version, answers=answers
    )


def strike_out_recommendation(
    recommendation: Recommendation, *, by: User, at: datetime, why: str
) -> Recommendation:
    """A mistake, with its parts. What is done, or superseded, is told by a status."""

    def with_parts(whole: Recommendation) -> None:
        for part in whole.parts.standing():
            recorded.strike_out(part, by=by, at=at, needs=KEEP, why=why)

    return recorded.strike_out(
        recommendation, by=by, at=at, needs=KEEP, why=why, besides=with_parts
    )
