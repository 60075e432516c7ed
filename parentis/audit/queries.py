"""What the record of looking says.

Who may ask is decided by the callers, which know roles: see `parentis.who_looked`.
Numbers of people go in and come out; `viewer` is the number of whoever asks.
"""

from parentis.audit.chain import Broken, Head, first_break
from parentis.audit.models import Flag, FlagQuerySet, Look, LookQuerySet


def looks_at(young_person: int, *, child: str, viewer: int) -> LookQuerySet:
    """Every look at one young person, the latest first."""
    return Look.objects.at_young_person(young_person, child=child).latest_first()


def looks_by(person: int, *, viewer: int) -> LookQuerySet:
    """Every look by one member of staff, the latest first."""
    return Look.objects.by_person(person).latest_first()


def flags(*, viewer: int) -> FlagQuerySet:
    return Flag.objects.latest_first()


def verify(*, viewer: int | None) -> tuple[Broken | None, Head]:
    """Where the record was changed, if it was, and its head. None: an operator asks."""
    looks = Look.objects.order_by("position")
    return first_break(looks.iterator(chunk_size=10_000))


def look_at_position(position: int, *, viewer: int | None) -> Look | None:
    return Look.objects.filter(position=position).first()
