"""Where young people live, for whoever opened their records or has them in a list."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.homes.models import Home


def homes_on(pks: Collection[int], *, viewer: User, on: date) -> dict[int, Home]:
    """The home of each on a day, by the young person's key; who has none is left out.

    The last day of a home is the first of the next.
    """
    require(viewer, Permission.SEE_ALLOCATED)
    found = _standing(pks).filter(
        Q(ended_on__gt=on) | Q(ended_on__isnull=True), started_on__lte=on
    )
    return {home.young_person_id: home for home in found}


def homes_of(pks: Collection[int], *, viewer: User) -> dict[int, list[Home]]:
    """All homes of each, the first one first."""
    require(viewer, Permission.SEE_ALLOCATED)
    found: dict[int, list[Home]] = {pk: [] for pk in pks}
    for home in _standing(pks).order_by("started_on", "pk"):
        found[home.young_person_id].append(home)
    return found


def _standing(pks: Collection[int]) -> "QuerySet[Home]":
    return Home.objects.filter(young_person__in=pks, struck_out_at__isnull=True)
