"""Writing down and correcting a care history. No return overwrites it in silence."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.care_history.choices import CameFrom
from parentis.care_history.models import CarePeriod
from parentis.care_history.queries import Differences, periods_beside_return
from parentis.entries import actions as entries
from parentis.recorded.actions import NotRecorded

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson

KIND = "care-history"
SAY_WHY = "Write why you correct what was brought in"


def add_period(
    young_person: "YoungPerson",
    *,
    by: User,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> CarePeriod:
    """Writes a period by hand. Raises NotRecorded where it overlaps with another."""
    require(by, Permission.CHANGE_RECORDS)
    return entries.add(
        CarePeriod,
        young_person,
        by=by,
        at=at,
        kind=KIND,
        answers=dict(answers) | {"came_from": CameFrom.HAND},
        sent_as=sent_as,
    )


def correct_period(
    period: CarePeriod,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
) -> CarePeriod:
    """Corrects a period by hand: one that was brought in, with the reason.

    Raises NotRecorded where there is none, and ChangedSince where somebody was first.
    """
    require(by, Permission.CHANGE_RECORDS)
    if period.is_brought_in and not str(answers.get("why_corrected", "")).strip():
        raise NotRecorded(f"{SAY_WHY}.")
    return entries.change(
        period, by=by, at=at, kind=KIND, version=version, answers=answers
    )


def strike_out_period(
    period: CarePeriod, *, by: User, at: datetime, why: str
) -> CarePeriod:
    """Takes a period out of use; no return brings it back."""
    require(by, Permission.CHANGE_RECORDS)
    return entries.strike_out(period, by=by, at=at, why=why)


@transaction.atomic
def set_periods_from_return(
    young_person: "YoungPerson",
    rows: Sequence[Mapping[str, Any]],
    *,
    by: User,
    at: datetime,
    came_from: CameFrom = CameFrom.RETURN,
) -> Differences:
    """Takes a return's periods into a record, each a mapping of CarePeriod's fields.

    What an earlier return said and nobody corrected is brought up to date. What a
    person wrote, corrected or struck out stays as it is, and is among the `conflicts`.
    Twice is as once.
    """
    require(by, Permission.BRING_IN_RECORDS)
    found = periods_beside_return(young_person, rows, viewer=by)
    for period, row in found.changed:
        entries.change(
            period,
            by=by,
            at=at,
            kind=KIND,
            version=period.version,
            answers=row,
            needs=Permission.BRING_IN_RECORDS,
        )
    for row in found.added:
        entries.add(
            CarePeriod,
            young_person,
            by=by,
            at=at,
            kind=KIND,
            answers=dict(row) | {"came_from": came_from},
            needs=Permission.BRING_IN_RECORDS,
        )
    return found
