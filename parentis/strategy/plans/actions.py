from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.recorded import actions as recorded
from parentis.strategy.actions import KEEPS, TELLS, require_theirs, tell_whose_it_is
from parentis.strategy.models import ActionPlan, Milestone

SHORT = 120


def add_plan(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> ActionPlan:
    return recorded.add(
        ActionPlan, by=by, at=at, needs=KEEPS, answers=answers, sent_as=sent_as
    )


def add_milestone(
    plan: ActionPlan,
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Milestone:
    return recorded.add(
        Milestone,
        by=by,
        at=at,
        needs=KEEPS,
        answers=answers,
        sent_as=sent_as,
        alike={"plan": plan},
    )


def tell_progress(
    milestone: Milestone,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
) -> Milestone:
    """How far a step has come, or that it is done and with what."""
    require_theirs(milestone, by=by)
    return recorded.change(
        milestone, by=by, at=at, needs=TELLS, version=version, answers=answers
    )


@transaction.atomic
def chase_milestones(*, by: User | None, at: datetime) -> int:
    """Tells whose they are of steps that are overdue, once for each due date.

    Of a step that is nobody's who signs in, those who keep promises are told. Gives how
    many steps there are.
    """
    if by is not None:
        require(by, KEEPS)
    on = timezone.localtime(at).date()
    # Only the steps are locked: who owns them may be changed meanwhile.
    overdue = list(
        Milestone.objects.to_chase(on)
        .filter(plan__struck_out_at__isnull=True)
        .select_related("owner_user")
        .select_for_update(of=["self"])
    )
    for step in overdue:
        tell_whose_it_is(
            step,
            by=by,
            at=at,
            about=(
                f"It was due on {date_format(step.due_on, 'j F Y')} and is not done:"
                f" {_short(step.words)}. Tell how far it has come."
            ),
        )
        Milestone.objects.filter(pk=step.pk).update(chased_for=step.due_on)
    return len(overdue)


def _short(words: str) -> str:
    if len(words) <= SHORT:
        return words.rstrip(".")
    return f"{words[:SHORT].rstrip()}…"
