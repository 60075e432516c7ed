"""What makes a look worth a question. Facts in, patterns out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from parentis.audit.choices import Pattern


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """Whoever looks, or is looked at: as much as can be compared."""

    names: Sequence[str]
    born: date | None = None
    postcodes: Sequence[str] = ()


def patterns_of(
    viewer: Somebody,
    young_person: Somebody,
    *,
    is_restricted: bool,
    is_outside_allocation: bool,
) -> tuple[Pattern, ...]:
    return tuple(
        _patterns(
            viewer,
            young_person,
            is_restricted=is_restricted,
            is_outside_allocation=is_outside_allocation,
        )
    )


def _patterns(
    viewer: Somebody,
    young_person: Somebody,
    *,
    is_restricted: bool,
    is_outside_allocation: bool,
) -> Iterator[Pattern]:
    if _is_same_person(viewer, young_person):
        yield Pattern.OWN_RECORD
    if _surnames(viewer) & _surnames(young_person):
        yield Pattern.SAME_SURNAME
    if _plain_all(viewer.postcodes) & _plain_all(young_person.postcodes):
        yield Pattern.SAME_ADDRESS
    if is_restricted:
        yield Pattern.RESTRICTED
    if is_outside_allocation:
        yield Pattern.OUTSIDE_ALLOCATION


def _is_same_person(one: Somebody, other: Somebody) -> bool:
    """The same name, unless both birthdays are known and differ."""
    are_apart = one.born and other.born and one.born != other.born
    return not are_apart and bool(_plain_all(one.names) & _plain_all(other.names))


def _surnames(somebody: Somebody) -> set[str]:
    return {words[-1] for name in somebody.names if (words := name.casefold().split())}


def _plain_all(words: Sequence[str]) -> set[str]:
    """Without spaces and capitals: `PR1 8XJ` and `pr18xj` are one postcode."""
    return {"".join(word.casefold().split()) for word in words} - {""}
