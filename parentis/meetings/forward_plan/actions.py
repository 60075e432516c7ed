from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from parentis.accounts.models import User
from parentis.accounts.roles import Permission
from parentis.meetings.models import ForwardPlanItem
from parentis.recorded import actions as recorded


def plan_ahead(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> ForwardPlanItem:
    """An item of a forward plan: `body_id`, `month` (its first day), `title`…"""
    return recorded.add(
        ForwardPlanItem,
        by=by,
        at=at,
        needs=Permission.RUN_MEETINGS,
        answers=answers,
        sent_as=sent_as,
    )
