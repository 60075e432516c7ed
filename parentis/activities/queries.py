"""What young people mainly do, for who opened their records or has them in a list."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.activities.models import MainActivity

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson


def activities_on(
    pks: Collection[int], *, viewer: User, on: date
) -> dict[int, MainActivity]:
    """What each mainly does on a day, by the young person's key; who has none
    written down is left out.

    The last day of one activity is the first of the next.
    """
    require(viewer, Permission.SEE_ALLOCATED)
    found = _standing(pks).filter(
        Q(ended_on__gt=on) | Q(ended_on__isnull=True), started_on__lte=on
    )
    return {activity.young_person_id: activity for activity in found}


def activities_of(
    pks: Collection[int], *, viewer: User
) -> dict[int, list[MainActivity]]:
    """All that each mainly did, the first one first."""
    require(viewer, Permission.SEE_ALLOCATED)
    found: dict[int, list[MainActivity]] = {pk: [] for pk in pks}
    for activity in _standing(pks).order_by("started_on", "pk"):
        found[activity.young_person_id].append(activity)
    return found


def _standing(pks: Collection[int]) -> "QuerySet[MainActivity]":
    return MainActivity.objects.filter(young_person__in=pks, struck_out_at__isnull=True)


def activity_without_end(
    young_person: "YoungPerson", *, viewer: User
) -> MainActivity | None:
    """What they mainly do as far as is written down: what a new one would end."""
    require(viewer, Permission.SEE_ALLOCATED)
    return _standing([young_person.pk]).filter(ended_on__isnull=True).first()
