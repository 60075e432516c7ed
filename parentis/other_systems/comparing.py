"""What another system says beside what is written here: which may be taken over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

NOTHING_SAID = (None, "")


@dataclass(frozen=True)
class Compared:
    """`changes` may be made. What is in `differs`, somebody wrote here otherwise."""

    changes: dict[str, Any] = field(default_factory=dict)
    differs: dict[str, Any] = field(default_factory=dict)


def compare(
    ours: Mapping[str, Any], theirs: Mapping[str, Any], said: Mapping[str, Any]
) -> Compared:
    """`said` is what the other system said last, as JSON keeps it.

    An empty field is filled. One that still is as the other system gave it follows the
    other system. Anything else was written here by somebody, and is never overwritten.
    What the other system says again, and was told before, is told no more.
    """
    found = Compared()
    for name, value in theirs.items():
        if value in NOTHING_SAID or is_same(value, ours[name]):
            continue
        kept = said.get(name)
        if ours[name] in NOTHING_SAID and kept in NOTHING_SAID:
            found.changes[name] = value
        elif kept is not None and is_same(as_json(value), kept):
            continue
        elif kept is not None and is_same(kept, as_json(ours[name])):
            found.changes[name] = value
        else:
            found.differs[name] = value
    return found


def is_same(one: Any, other: Any) -> bool:
    """Texts whatever their capitals and spaces; anything else as it is."""
    if isinstance(one, str) and isinstance(other, str):
        return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
    return bool(one == other)


def as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def said_of(values: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """What the other system said last of each field, as JSON keeps it."""
    new = {
        name: as_json(value)
        for name, value in values.items()
        if value not in NOTHING_SAID
    }
    return {**before, **new}
