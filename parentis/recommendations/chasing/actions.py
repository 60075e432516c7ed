"""Asking for the updates that are overdue."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from parentis.accounts.models import User
from parentis.accounts.roles import Permission
from parentis.notices import actions as notices
from parentis.recommendations.chasing import queries
from parentis.recommendations.models import (
    Chased,
    Recommendation,
)

KEEP, TELL = Permission.KEEP_PROMISES, Permission.TELL_PROGRESS


@transaction.atomic
def chase_updates(*, by: User | None, at: datetime) -> int:
    """Asks for updates that are overdue, once for each day on which one was due.

    Whoever sees to it is told, and those who keep promises. Run again, it tells nobody
    anything twice. Gives how many were told of something.
    """
    due = {
        (line.recommendation.pk, line.update_due_on): line.recommendation
        for line in queries.updates_due(viewer=None, on=timezone.localtime(at).date())
    }
    before = Chased.objects.filter(recommendation__in=[pk for pk, _ in due])
    chased = set(before.values_list("recommendation", "due_on"))
    waiting = {key: each for key, each in due.items() if key not in chased}
    made = Chased.objects.bulk_create(
        Chased(recommendation_id=pk, due_on=due_on, chased_at=at)
        for pk, due_on in waiting
        if due_on is not None
    )
    if not made:
        return 0
    keepers = list(User.objects.get_queryset().with_permission(KEEP))
    by_person: dict[User, list[Chased]] = {each: list(made) for each in keepers}
    for each in made:
        owner = waiting[each.recommendation_id, each.due_on].owner_user
        if owner is not None and owner.is_active and owner not in keepers:
            by_person.setdefault(owner, []).append(each)
    for person, theirs in by_person.items():
        about = _is_due(theirs, waiting)
        notices.tell([person], by=by, at=at, about=about, link=_where(theirs))
    return len(by_person)


def _is_due(
    chased: Sequence[Chased], asked: Mapping[tuple[int, date | None], Recommendation]
) -> str:
    if len(chased) > 1:
        return f"Updates are overdue on {len(chased)} recommendations."
    (due,) = chased
    recommendation = asked[due.recommendation_id, due.due_on]
    since = date_format(due.due_on, "j F Y")
    return (
        f"An update on recommendation {recommendation.full_number} of"
        f" “{recommendation.source}” was due on {since}."
    )


def _where(chased: Sequence[Chased]) -> str:
    if len(chased) == 1:
        return f"/recommendations/{chased[0].recommendation_id}/"
    return "/recommendations/list/?show=due"
