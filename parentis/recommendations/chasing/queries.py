"""Which updates are overdue."""

from datetime import date

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.recommendations.models import (
    Recommendation,
)
from parentis.recommendations.queries import Line


def updates_due(*, viewer: User | None, on: date) -> list[Line]:
    """Those on which an update is overdue, the longest first. None: for a task."""
    if viewer is not None:
        require(viewer, Permission.SEE_COUNCIL)
    lines = Line.of_each(Recommendation.objects.standing(), on, is_public=False)
    late = [line for line in lines if line.is_update_overdue]
    return sorted(late, key=lambda line: line.update_due_on or on)
