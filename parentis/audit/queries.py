"""What the record of looking says.

Who may ask is decided by the callers, which know roles: see `parentis.who_looked`.
Numbers of people go in and come out; `viewer` is the number of whoever asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import TruncDate

from parentis.audit.chain import COLUMNS, Broken, Head, first_break
from parentis.audit.choices import Looking
from parentis.audit.models import OPENING, Flag, FlagQuerySet, Look, LookQuerySet


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Some looks, the latest first, and from where newer and older ones go on."""

    looks: Sequence[Look]
    newer: int | None
    older: int | None


@dataclass(frozen=True, kw_only=True)
class OnADay:
    """How much somebody looked on one day. `records`: how many they opened."""

    day: date
    records: int
    opened: int
    listed: int
    taken: int


def looks_at(young_person: int, *, child: str, viewer: int) -> LookQuerySet:
    """Every look at one young person, the latest first."""
    return Look.objects.at_young_person(young_person, child=child).latest_first()


def looks_by(person: int, *, viewer: int) -> LookQuerySet:
    """Every look by one member of staff, the latest first."""
    return Look.objects.by_person(person).latest_first()


def looks_at_child_number(child: str, *, viewer: int) -> LookQuerySet:
    """Every look at a child of a return who has no record, the latest first."""
    return Look.objects.at_child_number(child).latest_first()


def stretch(
    looks: LookQuerySet,
    *,
    viewer: int,
    size: int,
    before: int | None = None,
    after: int | None = None,
) -> Stretch:
    """As many as fit on a page. By position, so that what is added moves no page."""
    if after is not None:
        newest_last = looks.filter(position__gt=after).order_by("position")
        found = list(newest_last[: size + 1])
        has_newer, has_older = len(found) > size, True
        found = found[:size][::-1]
    else:
        older = looks.filter(position__lt=before) if before is not None else looks
        found = list(older[: size + 1])
        has_newer, has_older = before is not None, len(found) > size
        found = found[:size]
    return Stretch(
        looks=found,
        newer=found[0].position if found and has_newer else None,
        older=found[-1].position if found and has_older else None,
    )


def by_day(looks: LookQuerySet, *, viewer: int) -> list[OnADay]:
    """How many, on each day of the council's calendar, the latest first."""
    opened = Q(looking__in=OPENING)
    listed = Q(looking__in=[Looking.LISTED, Looking.SEARCHED])
    days = looks.order_by().annotate(day=TruncDate("at")).values("day")
    counted = days.annotate(
        records=Count("young_person", distinct=True, filter=opened),
        opened=Count("pk", filter=opened),
        listed=Count("pk", filter=listed),
        taken=Count("pk", filter=~opened & ~listed),
    )
    return [OnADay(**each) for each in counted.order_by("-day")]


def flags(*, viewer: int) -> FlagQuerySet:
    return Flag.objects.latest_first()


def verify(*, viewer: int | None) -> tuple[Broken | None, Head]:
    """Where the record was changed, if it was, and its head. None: an operator asks."""
    looks = Look.objects.order_by("position").values_list(*COLUMNS, named=True)
    return first_break(looks.iterator(chunk_size=10_000))


def look_at_position(position: int, *, viewer: int | None) -> Look | None:
    return Look.objects.filter(position=position).first()
