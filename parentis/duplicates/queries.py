"""Records that may be of one young person, and two of them side by side."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from typing import TYPE_CHECKING, Any

from django.http import Http404

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.other_systems.names import are_alike
from parentis.personal_details import queries as personal_details
from parentis.young_people import queries as young_people

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson

MOST_PAIRS = 200
# Of one birthday or number, more than these are a fault of the data, not duplicates.
MOST_ALIKE = 30
FIELDS = (
    ("given_name", "First name they use"),
    ("family_name", "Last name they use"),
    ("legal_given_name", "Legal first name"),
    ("legal_family_name", "Legal last name"),
    ("born", "Date of birth"),
    ("child_number", "Child number"),
)


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two records, and why they may be of one young person."""

    one: "YoungPerson"
    other: "YoungPerson"
    why: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """What the two say of one thing. `differs` where a person chooses."""

    field: str
    label: str
    one: Any
    other: Any

    @property
    def differs(self) -> bool:
        return bool(self.one or self.other) and self.one != self.other


@dataclass(frozen=True, kw_only=True)
class SideBySide:
    one: "YoungPerson"
    other: "YoungPerson"
    lines: Sequence[Line]


def likely_pairs(*, viewer: User, at: datetime) -> list[Pair]:
    """Of records the viewer may open: the surest first."""
    people = young_people.records_to_join(viewer=viewer, at=at)
    numbers = personal_details.insurance_numbers(
        [each.pk for each in people], viewer=viewer
    )
    found: dict[tuple[int, int], Pair] = {}
    for one, other, why in _alike(people, numbers):
        if len(found) >= MOST_PAIRS:
            break
        pair = Pair(one=one, other=other, why=why)
        found.setdefault((one.pk, other.pk), pair)
    shown = {pk for pair in found for pk in pair}
    young_people.shown_to_compare(shown, viewer=viewer, at=at)
    return list(found.values())


def side_by_side(one: int, other: int, *, viewer: User, at: datetime) -> SideBySide:
    """Two records, of which the viewer may open both; else 404."""
    require(viewer, Permission.BRING_IN_RECORDS)
    if one == other:
        raise Http404("These are one record.")
    first = young_people.get_young_person(one, viewer=viewer, at=at)
    second = young_people.get_young_person(other, viewer=viewer, at=at)
    return SideBySide(
        one=first,
        other=second,
        lines=[
            Line(
                field=field,
                label=label,
                one=getattr(first, field),
                other=getattr(second, field),
            )
            for field, label in FIELDS
        ],
    )


def _alike(
    people: Sequence["YoungPerson"], numbers: dict[int, str]
) -> Iterator[tuple["YoungPerson", "YoungPerson", str]]:
    by_number = _together(people, lambda each: _plain(each.child_number))
    for one, other in _pairs(by_number):
        yield one, other, "They have the same child number, written in two ways."
    by_insurance = _together(people, lambda each: numbers.get(each.pk, ""))
    for one, other in _pairs(by_insurance):
        yield one, other, "They have the same National Insurance number."
    by_birthday = _together(people, lambda each: each.born)
    for one, other in _pairs(by_birthday):
        if _are_named_alike(one, other):
            yield one, other, "They were born on the same day, with names alike."


def _together(
    people: Iterable["YoungPerson"], key: Any
) -> dict[Any, list["YoungPerson"]]:
    found: dict[str | date, list[YoungPerson]] = defaultdict(list)
    for each in people:
        if said := key(each):
            found[said].append(each)
    return found


def _pairs(
    together: dict[Any, list["YoungPerson"]],
) -> Iterator[tuple["YoungPerson", "YoungPerson"]]:
    for alike in together.values():
        if len(alike) <= MOST_ALIKE:
            yield from combinations(alike, 2)


def _plain(number: str) -> str:
    return "".join(each for each in number.casefold() if each.isalnum())


def _are_named_alike(one: "YoungPerson", other: "YoungPerson") -> bool:
    """Names they use or legal ones, in either order: some systems swap the two."""
    return any(
        (are_alike(a, c) and are_alike(b, d)) or (are_alike(a, d) and are_alike(b, c))
        for a, b in _names(one)
        for c, d in _names(other)
    )


def _names(person: "YoungPerson") -> set[tuple[str, str]]:
    given, family = person.given_name, person.family_name
    return {
        (given, family),
        (person.legal_given_name or given, person.legal_family_name or family),
    }
