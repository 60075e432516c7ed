"""What a record says, for somebody who opened it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from django.shortcuts import get_object_or_404

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.entries.models import Entry, TimelineEntry

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson

E = TypeVar("E", bound=Entry)

LINES_ON_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class TimelinePage:
    """Some lines of a timeline, and where the next page begins, if there is one."""

    lines: Sequence[TimelineEntry]
    next: tuple[date, int] | None


def entries(
    model: type[E],
    young_person: "YoungPerson",
    *,
    viewer: User,
    needs: Permission = Permission.SEE_CASEWORK,
) -> list[E]:
    """All of one kind, those struck out among them, the latest first."""
    require(viewer, needs)
    found = model._base_manager.filter(young_person=young_person)
    found = found.select_related("recorded_by", "changed_by", "struck_out_by")
    return sorted(found, key=lambda each: (each.happened_on, each.pk), reverse=True)


def get_entry(
    model: type[E],
    pk: int,
    *,
    young_person: "YoungPerson",
    viewer: User,
    needs: Permission = Permission.SEE_CASEWORK,
) -> E:
    """An entry of a record that the viewer opened. One struck out is not found."""
    require(viewer, needs)
    standing = model._base_manager.filter(struck_out_at__isnull=True)
    return get_object_or_404(standing, pk=pk, young_person=young_person)


def timeline(
    young_person: "YoungPerson",
    *,
    viewer: User,
    kinds: Collection[str] = (),
    before: tuple[date, int] | None = None,
    limit: int = LINES_ON_A_PAGE,
) -> TimelinePage:
    """Everything of one young person, the latest first, page by page by its place."""
    require(viewer, Permission.SEE_CASEWORK)
    found = TimelineEntry.objects.filter(young_person=young_person).latest_first()
    if kinds:
        found = found.filter(kind__in=kinds)
    if before:
        found = found.before(before)
    lines = list(found.select_related("recorded_by")[: limit + 1])
    is_more = len(lines) > limit
    lines = lines[:limit]
    last = lines[-1] if is_more else None
    return TimelinePage(lines=lines, next=(last.happened_on, last.pk) if last else None)
