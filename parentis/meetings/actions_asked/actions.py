from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from parentis.accounts.models import User
from parentis.accounts.roles import Permission
from parentis.meetings.models import Action
from parentis.notices import actions as notices
from parentis.recorded import actions as recorded


def ask_action(
    item: int,
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Action:
    """What somebody was asked to do: `words`, `owner`, `owner_user_id`, `due_on`.

    Whoever has to do it is told at once.
    """

    def tell(action: Action) -> None:
        if action.owner_user is not None and action.owner_user != by:
            notices.tell(
                [action.owner_user],
                by=by,
                at=at,
                about=f"A meeting asked you to do something{_by_when(action)}.",
                link=action.get_absolute_url(),
            )

    return recorded.add(
        Action,
        by=by,
        at=at,
        needs=Permission.RUN_MEETINGS,
        sent_as=sent_as,
        alike={"item_id": item},
        answers=answers,
        besides=tell,
    )


def _by_when(action: Action) -> str:
    return f" by {date_format(action.due_on, 'j F Y')}" if action.due_on else ""


def finish_action(
    action: Action,
    *,
    by: User,
    at: datetime,
    version: int,
    done_on: date,
    what_was_done: str,
) -> Action:
    """By who was asked to do it, or who runs the meetings."""
    return _finish(
        action, by, at, version, {"done_on": done_on, "what_was_done": what_was_done}
    )


def reopen_action(action: Action, *, by: User, at: datetime, version: int) -> Action:
    """It is not done after all. What was written stays in its history."""
    return _finish(action, by, at, version, {"done_on": None})


def require_may_finish(action: Action, *, by: User) -> None:
    """Raises PermissionDenied for who neither does it nor runs the meetings."""
    if action.owner_user_id != by.pk and not by.may(Permission.RUN_MEETINGS):
        raise PermissionDenied("Only who has to do it may say that it is done.")


def _finish(
    action: Action, by: User, at: datetime, version: int, answers: Mapping[str, Any]
) -> Action:
    require_may_finish(action, by=by)
    return recorded.change(
        action,
        by=by,
        at=at,
        needs=Permission.SEE_COUNCIL,
        version=version,
        answers=answers,
    )


# -- what is overdue -------------------------------------------------------------------


@transaction.atomic
def chase_overdue(*, by: User | None, at: datetime) -> int:
    """Tells each who was to do something by a day that has passed, once of each day.

    Run again it tells nobody anything twice. Gives how many were told of something.
    """
    on = timezone.localtime(at).date()
    late = Action.objects.overdue(on).filter(
        owner_user__is_active=True,
        item__struck_out_at__isnull=True,
        item__meeting__struck_out_at__isnull=True,
    )
    waiting = [
        each
        for each in late.select_for_update(of=["self"]).select_related("owner_user")
        if each.told_of_due_on != each.due_on
    ]
    for action in waiting:
        Action.objects.filter(pk=action.pk).update(told_of_due_on=action.due_on)
    by_person: dict[User, list[Action]] = {}
    for action in waiting:
        if action.owner_user is not None:
            by_person.setdefault(action.owner_user, []).append(action)
    for person, theirs in by_person.items():
        notices.tell(
            [person], by=by, at=at, about=_overdue(theirs), link=_where(theirs)
        )
    return len(by_person)


def _overdue(actions: Sequence[Action]) -> str:
    if len(actions) > 1:
        return f"{len(actions)} things that meetings asked you to do are overdue."
    due = actions[0].due_on
    since = f": it was due on {date_format(due, 'j F Y')}" if due else ""
    return f"Something a meeting asked you to do is overdue{since}."


def _where(actions: Sequence[Action]) -> str:
    return (
        actions[0].get_absolute_url()
        if len(actions) == 1
        else "/meetings/actions/?show=mine"
    )
