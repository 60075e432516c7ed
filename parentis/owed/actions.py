"""Deciding what the law's dates alone do not settle."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.entries import actions as entries
from parentis.owed.models import Confirmation

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson

KIND = "decisions"


def decide(
    young_person: "YoungPerson",
    *,
    by: User,
    at: datetime,
    question: str,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Confirmation:
    """Keeps who decided what, why and on which day. Raises NotRecorded the 2nd time."""
    require(by, Permission.CHANGE_RECORDS)
    return entries.add(
        Confirmation,
        young_person,
        by=by,
        at=at,
        kind=KIND,
        answers=dict(answers) | {"question": question},
        sent_as=sent_as,
    )


def strike_out_decision(
    confirmation: Confirmation, *, by: User, at: datetime, why: str
) -> Confirmation:
    """Takes a decision back: the question is asked again."""
    require(by, Permission.CHANGE_RECORDS)
    return entries.strike_out(confirmation, by=by, at=at, why=why)
