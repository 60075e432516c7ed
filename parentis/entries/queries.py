"""What a record says, for somebody who opened it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Count, Value, prefetch_related_objects
from django.db.models.functions import ExtractYear
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


@dataclass(frozen=True, kw_only=True)
class TimelineContents:
    """What a timeline is made of: how many lines of each kind, and of each year."""

    kinds: Mapping[str, int]
    years: Mapping[int, int]


@dataclass(frozen=True, kw_only=True)
class Version:
    """What an entry said once, until somebody changed it or struck it out."""

    entry: Entry
    until: datetime


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


def which_hold(
    models: Mapping[str, type[Entry]], young_person: "YoungPerson", *, viewer: User
) -> set[str]:
    """Which of these tables hold anything of a young person: asked of all at once."""
    require(viewer, Permission.SEE_ALLOCATED)
    asked = [
        model._base_manager.filter(young_person=young_person)
        .filter(struck_out_at__isnull=True)
        .order_by()
        .values_list(Value(name), flat=True)
        for name, model in models.items()
    ]
    return set(asked[0].union(*asked[1:])) if asked else set()


def current(
    model: type[E],
    young_person: "YoungPerson",
    *,
    viewer: User,
    on: date,
    needs: Permission = Permission.SEE_CASEWORK,
) -> list[E]:
    """Those of one kind that say how things are on a day, the latest first."""
    require(viewer, needs)
    found = model._base_manager.filter(young_person=young_person)
    standing = [entry for entry in found if entry.is_current(on)]
    return sorted(standing, key=lambda each: (each.happened_on, each.pk), reverse=True)


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


def get_entry_to_read(
    model: type[E],
    pk: int,
    *,
    young_person: "YoungPerson",
    viewer: User,
    needs: Permission = Permission.SEE_CASEWORK,
) -> E:
    """The same, or one that was struck out: it stays readable."""
    require(viewer, needs)
    found = model._base_manager.select_related(
        "recorded_by", "changed_by", "struck_out_by"
    )
    return get_object_or_404(found, pk=pk, young_person=young_person)


def earlier_versions(
    entry: Entry, *, viewer: User, needs: Permission = Permission.SEE_CASEWORK
) -> list[Version]:
    """What an entry said before, the latest first. The database kept each."""
    require(viewer, needs)
    kept = entry.events.order_by("-pgh_id")  # type: ignore[attr-defined]
    names = [field.attname for field in entry._meta.concrete_fields]
    read = [
        (type(entry)(**{name: getattr(each, name) for name in names}), each)
        for each in kept
    ]
    versions = [
        Version(entry=before, until=changed.pgh_created_at)
        for (after, changed), (before, _) in pairwise(read)
        if _reads(before) != _reads(after)
    ]
    prefetch_related_objects(
        [version.entry for version in versions], "recorded_by", "changed_by"
    )
    return versions


def timeline(
    young_person: "YoungPerson",
    *,
    viewer: User,
    kinds: Collection[str] = (),
    words: str = "",
    year: int | None = None,
    before: tuple[date, int] | None = None,
    limit: int = LINES_ON_A_PAGE,
) -> TimelinePage:
    """Everything of one young person, the latest first, page by page by its place.

    Of some kinds, of one year, or with all of these words.
    """
    require(viewer, Permission.SEE_CASEWORK)
    found = TimelineEntry.objects.filter(young_person=young_person).latest_first()
    if kinds:
        found = found.filter(kind__in=kinds)
    if year:
        found = found.filter(happened_on__year=year)
    if before:
        found = found.before(before)
    found = found.containing(words)
    lines = list(found.select_related("recorded_by")[: limit + 1])
    is_more = len(lines) > limit
    lines = lines[:limit]
    last = lines[-1] if is_more else None
    return TimelinePage(lines=lines, next=(last.happened_on, last.pk) if last else None)


def timeline_contents(young_person: "YoungPerson", *, viewer: User) -> TimelineContents:
    require(viewer, Permission.SEE_CASEWORK)
    found = TimelineEntry.objects.filter(young_person=young_person).order_by()
    counted = found.values_list("kind", ExtractYear("happened_on")).annotate(
        lines=Count("*")
    )
    kinds: dict[str, int] = {}
    years: dict[int, int] = {}
    for kind, year, lines in counted:
        kinds[kind] = kinds.get(kind, 0) + lines
        years[year] = years.get(year, 0) + lines
    return TimelineContents(kinds=kinds, years=years)


def _reads(entry: Entry) -> tuple[object, ...]:
    return entry.headline, entry.words, entry.facts
