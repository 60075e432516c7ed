"""How each look comes to be on record: a page says what it is, queries whom it shows.

    with looking(Looking.OPENED, by=viewer.pk, page="young_people:detail", …):
        saw([Seen(young_person=7, child="10234")])  # the query that reads them

The door (`parentis.accounts.permissions`) opens such a block around every page that
says it shows young people, and writes what was seen before the answer leaves: what
cannot be written is not shown. A query of young people outside a block fails, so that
none is forgotten.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from parentis.audit.choices import Looking, Outcome, Pattern
from parentis.audit.models import MANY_RECORDS, OPENING, Flag, Look

# What an auditor found to be part of somebody's work is not asked again for as long.
# Each look outside one's work, or at what may be one's own record, is asked about anew.
SETTLED_FOR = timedelta(days=90)
SETTLES = (Pattern.SAME_SURNAME, Pattern.SAME_ADDRESS, Pattern.RESTRICTED)


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
        seen = list(self.seen.values())
        positions = Look.objects.add(
            [
                {
                    "young_person": each.young_person,
                    "child": each.child,
                    "why": each.why,
                    "patterns": ",".join(each.patterns),
                }
                for each in seen
            ],
            at=self.at,
            person=self.by,
            looking=self.looking,
            page=self.page,
            where_from=self.where_from,
        )
        self._flag(dict(zip(positions, seen, strict=True)))

    def _flag(self, seen: dict[int, Seen]) -> None:
        """A flag for each pattern, but for those that wait already or were settled."""
        flags = [
            self._flag_of(pattern, position, each)
            for position, each in seen.items()
            for pattern in each.patterns
        ]
        if self.looking in OPENING and self._has_opened_many():
            flags.append(self._flag_of(Pattern.MANY_RECORDS, max(seen), Seen()))
        if any(flag.pattern in SETTLES for flag in flags):
            settled = self._settled()
            flags = [flag for flag in flags if flag.about not in settled]
        if flags:
            Flag.objects.bulk_create(flags, ignore_conflicts=True)

    def _flag_of(self, pattern: Pattern, position: int, seen: Seen) -> Flag:
        return Flag(
            pattern=pattern,
            person=self.by,
            young_person=seen.young_person,
            child=seen.child,
            look=position,
            raised_at=self.at,
        )

    def _settled(self) -> set[tuple[str, int, str]]:
        """What was found, not long ago, to be part of this person's work."""
        found = Flag.objects.filter(
            person=self.by,
            pattern__in=SETTLES,
            outcome=Outcome.EXPECTED,
            reviewed_at__gt=self.at - SETTLED_FOR,
        )
        return set(found.values_list("pattern", "young_person", "child"))

    def _has_opened_many(self) -> bool:
        return Look.objects.records_opened(self.by, until=self.at) > MANY_RECORDS


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
        key = (seen.young_person, seen.child)
        before = record.seen.get(key)
        record.seen[key] = _both(before, seen) if before else seen


def _both(one: Seen, other: Seen) -> Seen:
    """A page may show somebody twice, such as in a list beside their record."""
    patterns = tuple(dict.fromkeys((*one.patterns, *other.patterns)))
    return replace(one, why=one.why or other.why, patterns=patterns)
