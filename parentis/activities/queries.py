"""What young people mainly do, for who opened their records or has them in a list."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.activities.models import MainActivity

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson


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
