"""Writing sources and recommendations down, correcting and striking them out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from parentis.accounts.models import User
from parentis.accounts.roles import Permission
from parentis.recommendations.models import (
    Recommendation,
    Source,
    StatusSet,
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
    """Its recommendations leave every list with it, and stay readable.

    Raises NotRecorded where one of another source was superseded by one of them.
    """
    _check_takes_no_place(Recommendation.objects.filter(source=source))
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
    """A mistake, with its parts. What is done, or superseded, is told by a status.

    Raises NotRecorded where another was superseded by it: nobody would see to either.
    """
    gone = Q(pk=recommendation.pk) | Q(whole=recommendation.pk)
    _check_takes_no_place(Recommendation.objects.filter(gone))

    def with_parts(whole: Recommendation) -> None:
        for part in whole.parts.standing():
            recorded.strike_out(part, by=by, at=at, needs=KEEP, why=why)

    return recorded.strike_out(
        recommendation, by=by, at=at, needs=KEEP, why=why, besides=with_parts
    )


def _check_takes_no_place(gone: QuerySet[Recommendation]) -> None:
    """Whether none that stays was superseded by one of these. Raises NotRecorded."""
    stay = Recommendation.objects.standing().exclude(pk__in=gone)
    held = StatusSet.objects.current().filter(
        recommendation__in=StatusSet.objects.filter(superseded_by__in=gone).values(
            "recommendation"
        )
    )
    places = set(gone.values_list("pk", flat=True))
    superseded = {e.recommendation_id for e in held if e.superseded_by_id in places}
    of = stay.filter(pk__in=superseded).select_related("whole", "source").first()
    if of is not None:
        raise NotRecorded(
            f"{of} of {of.source} is superseded by it. Strike out that status first, or"
            " set another: nobody would see to either."
        )
