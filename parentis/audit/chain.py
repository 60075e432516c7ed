"""The hash chain of the record of looking: any change made underneath shows.

The database computes each hash as a row is added (migration 0001). Here it is computed
a second time, in Python and from the rows alone, so that whoever changes a row and the
function that hashes it is found too. A chain cannot show that its end was cut off: the
head is written to the log each day and into every backup, and `verify` takes it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Protocol
from uuid import UUID

from django.db import DataError

START = bytes(32)


class Written(Protocol):
    """A row of the record: a `Look`, or as much of one as is read to verify it."""

    @property
    def position(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def person(self) -> int: ...
    @property
    def looking(self) -> str: ...
    @property
    def page(self) -> str: ...
    @property
    def young_person(self) -> int: ...
    @property
    def child(self) -> str: ...
    @property
    def where_from(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def patterns(self) -> Sequence[str]: ...
    @property
    def request(self) -> UUID: ...
    @property
    def previous(self) -> bytes | memoryview: ...
    @property
    def hash(self) -> bytes | memoryview: ...


# What is hashed, in its order, then what the hash rests on and the hash itself.
COLUMNS = (
    "position",
    "at",
    "person",
    "looking",
    "page",
    "young_person",
    "child",
    "where_from",
    "why",
    "patterns",
    "request",
    "previous",
    "hash",
)


@dataclass(frozen=True, kw_only=True)
class Head:
    """The last row of the record: how many there are, and the hash over them all."""

    position: int
    hash: str

    def __str__(self) -> str:
        return f"{self.position}:{self.hash}"

    @classmethod
    def parse(cls, words: str) -> "Head":
        position, _, found = words.partition(":")
        if not position.isdecimal() or len(found) != 64:
            raise ValueError("A head is written as 1234:<64 letters and digits>.")
        return cls(position=int(position), hash=found.lower())


@dataclass(frozen=True, kw_only=True)
class Broken:
    """Where the record is not as it was written."""

    position: int
    what: str

    def __str__(self) -> str:
        return f"Row {self.position:,}: {self.what}"


def hash_of(look: Written) -> bytes:
    """The SHA-256 of a row: each value in UTF-8 behind its length, after `previous`."""
    values = (
        str(look.position),
        look.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        str(look.person),
        look.looking,
        look.page,
        str(look.young_person),
        look.child,
        look.where_from,
        look.why,
        _joined(map(str, look.patterns)),
        str(look.request),
    )
    return sha256(bytes(look.previous) + _joined(values).encode()).digest()


def _joined(values: Iterable[str]) -> str:
    """Each behind its length in UTF-8, so that no two lists of values read alike."""
    return "".join([f"{len(value.encode())}:{value}" for value in values])


def first_break(looks: Iterable[Written]) -> tuple[Broken | None, Head]:
    """The first row that is not as it was written, if any, and the head before it.

    `looks` are all rows in the order of their position.
    """
    head = Head(position=0, hash=START.hex())
    try:
        for look in looks:
            what = _what_is_wrong(look, head)
            if what:
                return Broken(position=look.position, what=what), head
            head = Head(position=look.position, hash=bytes(look.hash).hex())
    except DataError:
        # Such as the day "infinity": the product writes none that it cannot read.
        unreadable = "a row from here on holds what was never written."
        return Broken(position=head.position + 1, what=unreadable), head
    return None, head


def _what_is_wrong(look: Written, before: Head) -> str:
    if look.position != before.position + 1:
        return f"the rows after {before.position:,} are gone."
    if bytes(look.previous).hex() != before.hash:
        return "it does not follow the row before it, so one of the two was changed."
    if hash_of(look) != bytes(look.hash):
        return "it was changed after it was written."
    return ""
