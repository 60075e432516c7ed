from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from parentis.accounts.models import User
from parentis.accounts.roles import Permission
from parentis.meetings.models import FromYoungPeople
from parentis.recorded import actions as recorded


def add_from_young_people(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> FromYoungPeople:
    """What a group asks of a body: `asked_of_id`, `said_by`, `words`, `said_on`."""
    return recorded.add(
        FromYoungPeople,
        by=by,
        at=at,
        needs=Permission.KEEP_PROMISES,
        answers=answers,
        sent_as=sent_as,
    )


def answer_young_people(
    saying: FromYoungPeople,
    *,
    by: User,
    at: datetime,
    version: int,
    answer: str,
    answered_on: date,
) -> FromYoungPeople:
    """What the body answers: "we will"."""
    return recorded.change(
        saying,
        by=by,
        at=at,
        needs=Permission.KEEP_PROMISES,
        version=version,
        answers={"answer": answer, "answered_on": answered_on},
    )


def tell_young_people(
    saying: FromYoungPeople,
    *,
    by: User,
    at: datetime,
    version: int,
    told_on: date,
    how_told: str,
) -> FromYoungPeople:
    """That the answer went back to them, when and how."""
    return recorded.change(
        saying,
        by=by,
        at=at,
        needs=Permission.KEEP_PROMISES,
        version=version,
        answers={"told_on": told_on, "how_told": how_told},
    )
