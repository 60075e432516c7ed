"""Where young people live, for whoever opened their records or has them in a list."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.homes.models import Home

if TYPE_CHECKING:
    from parentis.young_people.models import Address, YoungPerson


def homes_of(pks: Collection[int], *, viewer: User) -> dict[int, list[Home]]:
    """All homes of each, the first one first."""
    require(viewer, Permission.SEE_ALLOCATED)
    found: dict[int, list[Home]] = {pk: [] for pk in pks}
    for home in _standing(pks).order_by("started_on", "pk"):
        found[home.young_person_id].append(home)
    return found


def _standing(pks: Collection[int]) -> "QuerySet[Home]":
    return Home.objects.filter(young_person__in=pks, struck_out_at__isnull=True)


def home_without_end(young_person: "YoungPerson", *, viewer: User) -> Home | None:
    """Where somebody lives as far as is written down: what a new home would end."""
    require(viewer, Permission.SEE_ALLOCATED)
    return _standing([young_person.pk]).filter(ended_on__isnull=True).first()


def addresses_to_choose(
    young_person: "YoungPerson", *, viewer: User
) -> list[tuple[int, str]]:
    """The addresses of an opened record. A confidential one is not spelt out."""
    require(viewer, Permission.SEE_ALLOCATED)
    found = young_person.addresses.order_by("-started_on", "-pk")
    return [(each.pk, _named(each)) for each in found]


def _named(address: "Address") -> str:
    if not address.is_confidential:
        return address.in_a_line
    began = address.started_on
    since = f", since {began.day} {began:%B %Y}" if began else ""
    return f"A confidential address{since}"
