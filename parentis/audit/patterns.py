"""What makes a look worth a question. Facts in, patterns out."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from parentis.audit.choices import Pattern

# Letters without an accent to take off, as they are typed where a keyboard lacks them.
_AS_TYPED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
_HYPHENS = re.compile(r"[-\u2010-\u2015]+")
# What stands before a surname as a word of its own: O Neill is O'Neill.
_BEFORE_SURNAMES = frozenset(
    {"o", "mc", "mac", "st", "de", "da", "di", "du", "la", "le", "van", "von", "al"}
)


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
    """The same name, unless both birthdays are known and differ.

    With the same birthday a first name or a surname is enough: Beth may be Bethan, and
    people marry.
    """
    if one.born and other.born:
        if one.born != other.born:
            return False
        if _surnames(one) & _surnames(other) or _first_names(one) & _first_names(other):
            return True
    return bool(_plain_all(one.names) & _plain_all(other.names))


def _first_names(somebody: Somebody) -> set[str]:
    return _plain_all([name.split()[0] for name in somebody.names if name.split()])


def _surnames(somebody: Somebody) -> set[str]:
    """Each surname, and each part of a double-barrelled one: relatives share a part."""
    return {
        surname for name in somebody.names for surname in _surnames_of(name.split())
    } - {""}


def _surnames_of(words: Sequence[str]) -> Iterator[str]:
    if not words:
        return
    yield _plain(words[-1])
    for part in _HYPHENS.split(words[-1]):
        yield _plain(part)
    if len(words) > 2 and _plain(words[-2]) in _BEFORE_SURNAMES:
        yield _plain(words[-2] + words[-1])


def _plain_all(words: Sequence[str]) -> set[str]:
    return {_plain(word) for word in words} - {""}


def _plain(words: str) -> str:
    """Letters and digits alone: `PR1 8XJ` is `pr18xj`, and `Zoë O’Neill` `zoeoneill`.

    Letters of every alphabet stay.
    """
    apart = unicodedata.normalize("NFKD", words.casefold().translate(_AS_TYPED))
    return "".join(sign for sign in apart if sign.isalnum())
