from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from parentis.accounts.models import User
from parentis.accounts.roles import Permission
from parentis.meetings.models import Declaration
from parentis.recorded import actions as recorded


def add_declaration(
    meeting: int,
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Declaration:
    return recorded.add(
        Declaration,
        by=by,
        at=at,
        needs=Permission.RUN_MEETINGS,
        sent_as=sent_as,
        alike={"meeting_id": meeting},
        answers=answers,
    )
