"""What the pages of looking read: who looked at a record, and what somebody looked at.

A manager reads it of the records they may open, by name. An auditor or a data guardian
reads it of every record, restricted ones too, and by number alone: no name of a young
person and no address of theirs is read here for them. Their pages are on record too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.audit import queries as audit
from parentis.audit.choices import Pattern
from parentis.audit.looking import Seen, saw
from parentis.audit.models import IN_MINUTES, Flag, Look, LookQuerySet
from parentis.audit.plain_words import ON_PAPER_AT_MOST, WHO_LOOKED, Day, days_told
from parentis.who_looked.choices import WORK_OF
from parentis.young_people import queries as young_people
from parentis.young_people.choices import AllocatedAs

if TYPE_CHECKING:
    from parentis.young_people.models import Allocation

ON_A_PAGE = 50
OF_EACH_PATTERN = 25
AROUND_A_FLAG = 200
IN_A_FILE = 50_000
DAYS_AT_FIRST = 30
Asked = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Record:
    """Whose looks are asked for. `name` is empty for who may know the number alone."""

    young_person: int
    child: str
    name: str

    @property
    def reference(self) -> str:
        return self.child or f"P{self.young_person}"

    @property
    def title(self) -> str:
        return self.name or f"record {self.reference}"

    @property
    def address(self) -> str:
        return _address(self.young_person, self.child)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One look, in words. `where_from` is for auditors."""

    look: Look
    who: "Who"

    @property
    def did(self) -> str:
        if self.look.page.startswith(WHO_LOOKED):
            return "Read who had looked"
        words = self.look.looking_words
        return words[:1].upper() + words[1:]

    @property
    def reference(self) -> str:
        return self.look.child or f"P{self.look.young_person}"

    @property
    def address(self) -> str:
        return _address(self.look.young_person, self.look.child)


@dataclass(frozen=True, kw_only=True)
class Who:
    """A member of staff: who they are, and what they are today."""

    pk: int
    name: str
    role: str
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Looks:
    """Fifty looks, and where newer and older ones begin."""

    lines: Sequence[Line]
    newer: int | None
    older: int | None


@dataclass(frozen=True, kw_only=True)
class StaffPage:
    who: Who
    looks: Looks
    days: Sequence[audit.OnADay]
    started_on: date | None


@dataclass(frozen=True, kw_only=True)
class FlagLine:
    flag: Flag
    who: Who
    reviewer: Who | None

    @property
    def reference(self) -> str:
        flag = self.flag
        if not flag.young_person and not flag.child:
            return ""
        return flag.child or f"P{flag.young_person}"

    @property
    def address(self) -> str:
        flag = self.flag
        return _address(flag.young_person, flag.child) if self.reference else ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """The flags of one pattern that wait: the latest, and how many there are."""

    pattern: Pattern
    lines: Sequence[FlagLine]
    waiting: int


@dataclass(frozen=True, kw_only=True)
class FlagPage:
    line: FlagLine
    looks: Looks
    is_cut: bool
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class Found:
    records: Sequence[Record]
    staff: Sequence[Who]


@dataclass(frozen=True, kw_only=True)
class ForThem:
    record: Record
    days: Sequence[Day]
    started_on: date | None
    ended_on: date
    is_cut: bool


# -- one young person ------------------------------------------------------------------


def get_record(pk: int, *, viewer: User, at: datetime) -> Record:
    """Theirs by name, or any by number for who reviews looking. Otherwise a 404."""
    require(viewer, Permission.SEE_WHO_LOOKED)
    try:
        found = young_people.get_young_person(pk, viewer=viewer, at=at)
    except Http404:
        if not viewer.may(Permission.REVIEW_LOOKING):
            raise
        child = young_people.child_number_of(pk, viewer=viewer)
        record = Record(young_person=pk, child=child, name="")
        saw([_seen(record)])
        return record
    return Record(young_person=pk, child=found.child_number, name=found.name)


def get_child(number: str, *, viewer: User) -> Record:
    """A child of a return, of whom there may be no record here: by number."""
    require(viewer, Permission.REVIEW_LOOKING)
    young_person = next(iter(young_people.records_numbered(number, viewer=viewer)), 0)
    record = Record(young_person=young_person, child=number, name="")
    if not _looks_at(record, viewer).exists():
        raise Http404("Nobody looked at a child of this number.")
    saw([_seen(record)])
    return record


def who_looked_at(record: Record, *, viewer: User) -> list[tuple[int, str]]:
    """Everybody who ever looked, by name."""
    require(viewer, Permission.SEE_WHO_LOOKED)
    people = _looks_at(record, viewer).order_by().values_list("person", flat=True)
    return sorted(
        ((who.pk, who.name) for who in _staff(people.distinct()).values()),
        key=lambda each: each[1].casefold(),
    )


def looks_at(
    record: Record,
    *,
    viewer: User,
    asked: Asked,
    before: int | None = None,
    after: int | None = None,
) -> Looks:
    require(viewer, Permission.SEE_WHO_LOOKED)
    looks = _asked_for(_looks_at(record, viewer), asked)
    return _fifty(looks, viewer, before, after)


def for_them(record: Record, *, viewer: User, at: datetime, asked: Asked) -> ForThem:
    """The same in plain words, for the young person."""
    require(viewer, Permission.SEE_WHO_LOOKED)
    looks = list(_asked_for(_looks_at(record, viewer), asked)[: ON_PAPER_AT_MOST + 1])
    staff = _staff({look.person for look in looks})
    work = _whose_work(record, viewer=viewer)

    def who(person: int, day: date) -> str:
        return f"{staff[person].name}, {_to_them(staff[person], work, day)},"

    return ForThem(
        record=record,
        days=days_told(looks[:ON_PAPER_AT_MOST], who),
        started_on=asked.get("started_on"),
        ended_on=asked.get("ended_on") or timezone.localtime(at).date(),
        is_cut=len(looks) > ON_PAPER_AT_MOST,
    )


# -- one member of staff ---------------------------------------------------------------


def staff_page(
    pk: int,
    *,
    viewer: User,
    on: date,
    asked: Asked,
    before: int | None = None,
    after: int | None = None,
) -> StaffPage:
    """What somebody looked at, by number. The last 30 days, where no day is asked."""
    who, looks, first = _looks_by(pk, viewer, on, asked)
    fifty = _fifty(looks, viewer, before, after)
    saw(_shown(fifty.lines))
    return StaffPage(
        who=who,
        looks=fifty,
        days=audit.by_day(looks, viewer=viewer.pk),
        started_on=first,
    )


def staff_to_take_away(
    pk: int, *, viewer: User, on: date, asked: Asked
) -> tuple[Who, list[Line]]:
    """The same for a file, as far as a file should go."""
    who, looks, _ = _looks_by(pk, viewer, on, asked)
    lines = _lines(looks[:IN_A_FILE])
    saw(_shown(lines))
    return who, lines


# -- what was flagged ------------------------------------------------------------------


def waiting(*, viewer: User) -> list[Group]:
    """What waits for an auditor, by pattern, the latest first."""
    require(viewer, Permission.REVIEW_LOOKING)
    flags = audit.flags(viewer=viewer.pk).waiting()
    counted = dict(flags.order_by().values_list("pattern").annotate(count=Count("pk")))
    shown = {
        pattern: list(flags.filter(pattern=pattern)[:OF_EACH_PATTERN])
        for pattern in Pattern
        if pattern in counted
    }
    lines = _flag_lines([flag for flags in shown.values() for flag in flags])
    return [
        Group(
            pattern=pattern,
            lines=[line for line in lines if line.flag.pattern == pattern],
            waiting=counted[pattern],
        )
        for pattern in shown
    ]


def reviewed(*, viewer: User, page: int = 1) -> "tuple[Page[Flag], list[FlagLine]]":
    require(viewer, Permission.REVIEW_LOOKING)
    flags = audit.flags(viewer=viewer.pk).reviewed()
    shown = Paginator(flags, ON_A_PAGE).get_page(page)
    return shown, _flag_lines(list(shown.object_list))


def get_flag(pk: int, *, viewer: User) -> Flag:
    require(viewer, Permission.REVIEW_LOOKING)
    return get_object_or_404(audit.flags(viewer=viewer.pk), pk=pk)


def flag_page(flag: Flag, *, viewer: User) -> FlagPage:
    """A flag, and what the same person looked at ten minutes before and after."""
    (line,) = _flag_lines([get_flag(flag.pk, viewer=viewer)])
    around = audit.looks_by(flag.person, viewer=viewer.pk).filter(
        at__gte=flag.raised_at - IN_MINUTES, at__lte=flag.raised_at + IN_MINUTES
    )
    lines = _lines(around[: AROUND_A_FLAG + 1])
    looks = Looks(lines=lines[:AROUND_A_FLAG], newer=None, older=None)
    saw(_shown(looks.lines))
    return FlagPage(
        line=line,
        looks=looks,
        is_cut=len(lines) > AROUND_A_FLAG,
        is_own=flag.person == viewer.pk,
    )


def find(words: str, *, viewer: User) -> Found:
    """Records of this number, and staff with these words in name or e-mail address."""
    require(viewer, Permission.REVIEW_LOOKING)
    if not words:
        return Found(records=[], staff=[])
    staff = User.objects.filter(Q(name__icontains=words) | Q(email__icontains=words))
    records = _records_of(words, viewer=viewer)
    saw(map(_seen, records))
    return Found(
        records=records,
        staff=[_who(person) for person in staff.order_by("name", "pk")[:ON_A_PAGE]],
    )


# -- what these share ------------------------------------------------------------------


def _looks_at(record: Record, viewer: User) -> LookQuerySet:
    if not record.young_person:
        return audit.looks_at_child_number(record.child, viewer=viewer.pk)
    return audit.looks_at(record.young_person, child=record.child, viewer=viewer.pk)


def _looks_by(
    pk: int, viewer: User, on: date, asked: Asked
) -> tuple[Who, LookQuerySet, date | None]:
    require(viewer, Permission.REVIEW_LOOKING)
    who = _who(get_object_or_404(User, pk=pk))
    first = asked.get("started_on")
    if not first and not asked.get("ended_on"):
        first = on - timedelta(days=DAYS_AT_FIRST - 1)
    looks = audit.looks_by(pk, viewer=viewer.pk)
    return who, _asked_for(looks, {**asked, "started_on": first}), first


def _asked_for(looks: LookQuerySet, asked: Asked) -> LookQuerySet:
    looks = looks.on_days(asked.get("started_on"), asked.get("ended_on"))
    if asked.get("person"):
        looks = looks.by_person(asked["person"])
    return looks.without_lists() if asked.get("without_lists") else looks


def _fifty(
    looks: LookQuerySet, viewer: User, before: int | None, after: int | None
) -> Looks:
    found = audit.stretch(
        looks, viewer=viewer.pk, size=ON_A_PAGE, before=before, after=after
    )
    return Looks(lines=_lines(found.looks), newer=found.newer, older=found.older)


def _lines(looks: Iterable[Look]) -> list[Line]:
    looks = list(looks)
    staff = _staff({look.person for look in looks})
    return [Line(look=look, who=staff[look.person]) for look in looks]


def _flag_lines(flags: Sequence[Flag]) -> list[FlagLine]:
    numbers = {flag.person for flag in flags} | {flag.reviewed_by for flag in flags}
    staff = _staff(number for number in numbers if number is not None)
    saw(
        Seen(young_person=flag.young_person, child=flag.child)
        for flag in flags
        if flag.young_person or flag.child
    )
    return [
        FlagLine(
            flag=flag,
            who=staff[flag.person],
            reviewer=staff[flag.reviewed_by] if flag.reviewed_by else None,
        )
        for flag in flags
    ]


def _staff(numbers: Iterable[int]) -> dict[int, Who]:
    """By number. The record outlives accounts, so somebody may be a number alone."""
    wanted = set(numbers)
    people = User.objects.in_bulk(wanted)
    return {
        number: _who(people[number])
        if number in people
        else Who(pk=number, name=f"Person {number}", role="")
        for number in wanted
    }


def _who(person: User) -> Who:
    return Who(
        pk=person.pk, name=person.name, role=person.role_words, email=person.email
    )


def _seen(record: Record) -> Seen:
    return Seen(young_person=record.young_person, child=record.child)


def _shown(lines: Iterable[Line]) -> Iterable[Seen]:
    looks = (line.look for line in lines)
    return [Seen(young_person=each.young_person, child=each.child) for each in looks]


def _records_of(words: str, *, viewer: User) -> list[Record]:
    """By child number, or by the number that stands for one: P12."""
    records = [
        Record(young_person=pk, child=child, name="")
        for pk, child in young_people.records_numbered(words, viewer=viewer).items()
    ]
    if not records and Look.objects.at_child_number(words).exists():
        return [Record(young_person=0, child=words, name="")]
    return records


def _address(young_person: int, child: str) -> str:
    if young_person:
        return reverse("who_looked:young_person", args=[young_person])
    return reverse("who_looked:child", args=[child])


def _whose_work(record: Record, *, viewer: User) -> "dict[int, list[Allocation]]":
    """Whose work a young person was, ever, by the number of who it was."""
    found: dict[int, list[Allocation]] = {}
    for each in young_people.work_with(record.young_person, viewer=viewer):
        found.setdefault(each.person_id or 0, []).append(each)
    return found


def _to_them(who: Who, work: "Mapping[int, list[Allocation]]", day: date) -> str:
    """`your personal adviser` on that day, or what they are to others."""
    for each in work.get(who.pk, []):
        if each.holds_on(day):
            return WORK_OF[AllocatedAs(each.allocated_as)]
    if not who.role:
        return "who has left the council"
    return f"{'an' if who.role[0] in 'aeiou' else 'a'} {who.role}"
