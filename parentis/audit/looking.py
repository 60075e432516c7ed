"""How each look comes to be on record: a page says what it is, queries whom it shows.

    with looking(Looking.OPENED, by=viewer.pk, page="young_people:detail", …):
        saw([Seen(young_person=7, child="10234")])  # the query that reads them

The door (`parentis.accounts.permissions`) opens such a block around every page that
says it shows young people, and writes what was seen before the answer leaves: what
cannot be written is not shown. A query of young people outside a block fails, so that
none is forgotten.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from parentis.audit.choices import Looking, Pattern
from parentis.audit.models import IN_MINUTES, MANY_RECORDS, Flag, Look


class LookingIsNotRecorded(Exception):
    """Young people are read where nobody says what for. See the module's words."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One young person as shown, by our number, the child number, or both."""

    young_person: int = 0
    child: str = ""
    why: str = ""
    patterns: tuple[Pattern, ...] = ()


@dataclass(kw_only=True)
class Record:
    """What one page, task or command has shown so far."""

    looking: Looking
    by: int
    page: str
    where_from: str
    at: datetime
    seen: dict[tuple[int, str], Seen] = field(default_factory=dict)

    def write(self) -> None:
        """One row for each young person shown, and a flag for each new pattern."""
        if not self.seen:
            return
        request = uuid.uuid4()
        looks = [
            Look(
                at=self.at,
                person=self.by,
                looking=self.looking,
                page=self.page,
                young_person=seen.young_person,
                child=seen.child,
                where_from=self.where_from,
                why=seen.why,
                patterns=list(seen.patterns),
                request=request,
            )
            for seen in self.seen.values()
        ]
        positions = Look.objects.add(looks)
        _flag(looks, positions)


_record: ContextVar[Record | None] = ContextVar("record of looking", default=None)


@contextmanager
def looking(
    what: Looking, *, by: int, page: str, at: datetime, where_from: str
) -> Iterator[Record]:
    """Whoever is seen inside the block is gathered. `write` puts them on record."""
    record = Record(looking=what, by=by, page=page, at=at, where_from=where_from)
    token = _record.set(record)
    try:
        yield record
    finally:
        _record.reset(token)


def saw(people: Iterable[Seen]) -> None:
    """These young people are shown to whoever asks. For queries, as they read them.

    Raises LookingIsNotRecorded where no page, task or command says what it is for.
    """
    record = _record.get()
    if record is None:
        raise LookingIsNotRecorded(
            "Mark the page with @page(…, looking=Looking.…), or read within `looking`."
        )
    for seen in people:
        record.seen.setdefault((seen.young_person, seen.child), seen)


def _flag(looks: list[Look], positions: list[int]) -> None:
    flags = [
        _flag_of(look, position, Pattern(pattern))
        for look, position in zip(looks, positions, strict=True)
        for pattern in look.patterns
    ]
    last = looks[-1]
    if last.looking == Looking.OPENED and _has_opened_many(last):
        flag = _flag_of(last, positions[-1], Pattern.MANY_RECORDS)
        flag.young_person, flag.child = 0, ""
        flags.append(flag)
    if flags:
        Flag.objects.bulk_create(flags, ignore_conflicts=True)


def _flag_of(look: Look, position: int, pattern: Pattern) -> Flag:
    return Flag(
        pattern=pattern,
        person=look.person,
        young_person=look.young_person,
        child=look.child,
        look=position,
        raised_at=look.at,
    )


def _has_opened_many(look: Look) -> bool:
    """Lists do not count, nor does the same record twice."""
    opened = Look.objects.by_person(look.person).filter(
        looking=Looking.OPENED, at__gt=look.at - IN_MINUTES, at__lte=look.at
    )
    return opened.values("young_person").distinct().count() > MANY_RECORDS
