"""What the pages of a record read."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.case_file import queries as case_file
from parentis.contacts import queries as contacts
from parentis.contacts.queries import LastContact
from parentis.entries import queries as entries
from parentis.entries.choices import Theme
from parentis.entries.models import Entry, TimelineEntry
from parentis.entries.parts import Part
from parentis.entries.queries import TimelineContents, Version
from parentis.law.duties import Owed
from parentis.owed import queries as owed
from parentis.owed.queries import OwedTo
from parentis.pathway_plans import queries as pathway_plans
from parentis.pathway_plans.queries import ActionDue, PlanDays
from parentis.ssda903.in_touch import Window
from parentis.young_people import queries as young_people
from parentis.young_people.queries import YoungPersonPage

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson

LINES_OF_A_PART = 3
LINES_ON_PAPER = 2_000
SOON = timedelta(days=60)


@dataclass(frozen=True, kw_only=True)
class PartPage:
    """One part of a record: its entries, and whether the viewer may add to it."""

    part: Part
    young_person: "YoungPerson"
    standing: Sequence[Entry]
    struck_out: Sequence[Entry]
    may_change: bool

    @property
    def only(self) -> Entry | None:
        """Of a part that a record has once: what it says."""
        return self.standing[0] if self.part.is_single and self.standing else None


@dataclass(frozen=True, kw_only=True)
class EntryPage:
    """One entry, and what it said before."""

    part: Part
    young_person: "YoungPerson"
    entry: Entry
    earlier: Sequence[Version]
    may_change: bool


@dataclass(frozen=True, kw_only=True)
class Line:
    """One part in the contents of a record: how it stands."""

    part: Part
    current: Sequence[Entry]
    may_change: bool

    @property
    def shown(self) -> Sequence[Entry]:
        return self.current[:LINES_OF_A_PART]

    @property
    def others(self) -> int:
        return len(self.current) - len(self.shown)


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """The parts of one theme."""

    theme: Theme
    lines: Sequence[Line]

    @property
    def written(self) -> list[Line]:
        return [line for line in self.lines if line.current]

    @property
    def unwritten(self) -> list[Line]:
        return [line for line in self.lines if not line.current]


@dataclass(frozen=True, kw_only=True)
class Casework:
    """How things stand today, for who reads the whole of a record."""

    last: LastContact
    window: Window | None
    plan: PlanDays
    actions: Sequence[ActionDue]
    owed: OwedTo | None
    on: date

    @property
    def tried_since(self) -> bool:
        """Somebody tried after the last time they were reached."""
        if self.last.tried_on is None:
            return False
        return self.last.made_on is None or self.last.tried_on > self.last.made_on

    @property
    def overdue(self) -> Sequence[Owed]:
        return self.owed.overdue if self.owed else ()

    @property
    def due_soon(self) -> list[Owed]:
        """What the law asks for next, within two months."""
        return [
            each
            for each in (self.owed.duties if self.owed else ())
            if not each.is_done and each.due_on and self.on <= each.due_on
            if each.due_on <= self.on + SOON
        ]

    @property
    def has_overdue_action(self) -> bool:
        return any(each.is_overdue(self.on) for each in self.actions)


@dataclass(frozen=True, kw_only=True)
class RecordPage:
    """The first page of a record, as far as the viewer may read it."""

    person: YoungPersonPage
    chapters: Sequence[Chapter]
    casework: Casework | None
    died_on: date | None
    on: date

    @property
    def young_person(self) -> "YoungPerson":
        return self.person.young_person

    @property
    def is_partial(self) -> bool:
        """Somebody who knows them by referral reads a part of it alone."""
        return self.casework is None

    @property
    def about(self) -> Any:
        return self._first("about-them")

    @property
    def warnings(self) -> Sequence[Any]:
        return self._of("warnings")

    @property
    def home(self) -> Any:
        return self._first("homes")

    @property
    def activity(self) -> Any:
        return self._first("activities")

    def _of(self, slug: str) -> Sequence[Entry]:
        lines = (line for chapter in self.chapters for line in chapter.lines)
        return next((line.current for line in lines if line.part.slug == slug), ())

    def _first(self, slug: str) -> Entry | None:
        return next(iter(self._of(slug)), None)


@dataclass(frozen=True, kw_only=True)
class Told:
    """A line of the timeline, what kind it is in words, and where its entry is."""

    line: TimelineEntry
    kind: str
    address: str


@dataclass(frozen=True, kw_only=True)
class TimelinePage:
    """A young person's life as it was written down, or the part that was asked for."""

    young_person: "YoungPerson"
    lines: Sequence[Told]
    next: str
    contents: TimelineContents
    title_of: Callable[[str], str]

    @property
    def kinds(self) -> list[tuple[str, str, int]]:
        """Each kind there is, its title, and how many lines of it, by title."""
        found = self.contents.kinds.items()
        named = [(kind, self.title_of(kind), lines) for kind, lines in found]
        return sorted(named, key=lambda each: each[1])

    @property
    def years(self) -> list[int]:
        return sorted(self.contents.years, reverse=True)


# -- the first page --------------------------------------------------------------------


def record_page(
    pk: int, *, parts: Sequence[Part], viewer: User, at: datetime
) -> RecordPage:
    """All that matters now, and the contents: with as many queries however much."""
    require(viewer, Permission.SEE_ALLOCATED)
    person = young_people.young_person_page(pk, viewer=viewer, at=at)
    on = timezone.localtime(at).date()
    sees_casework = viewer.may(Permission.SEE_CASEWORK)
    return RecordPage(
        person=person,
        chapters=_chapters(parts, person.young_person, viewer, on),
        casework=_casework(person.young_person, viewer, on) if sees_casework else None,
        died_on=case_file.died_on([pk], viewer=viewer).get(pk),
        on=on,
    )


def _casework(young_person: "YoungPerson", viewer: User, on: date) -> Casework:
    pk = young_person.pk
    due = pathway_plans.actions_due([pk], viewer=viewer, on=on)
    return Casework(
        last=contacts.last_contacts([pk], viewer=viewer)[pk],
        window=contacts.windows([young_person], viewer=viewer, on=on).get(pk),
        plan=pathway_plans.plan_days([pk], viewer=viewer)[pk],
        actions=due.get(pk, ()),
        owed=owed.owed_to([young_person], viewer=viewer, on=on).get(pk),
        on=on,
    )


def _chapters(
    parts: Sequence[Part], young_person: "YoungPerson", viewer: User, on: date
) -> list[Chapter]:
    seen = [part for part in parts if viewer.may(part.see)]
    held = entries.which_hold(
        {part.slug: part.model for part in seen}, young_person, viewer=viewer
    )
    lines = [
        Line(
            part=part,
            current=entries.current(
                part.model, young_person, viewer=viewer, on=on, needs=part.see
            )
            if part.slug in held
            else (),
            may_change=viewer.may(part.change),
        )
        for part in seen
    ]
    return [
        Chapter(theme=theme, lines=of_theme)
        for theme in Theme
        if (of_theme := [line for line in lines if line.part.theme == theme])
    ]


# -- a part, and an entry of it --------------------------------------------------------


def part_page(part: Part, young_person: "YoungPerson", *, viewer: User) -> PartPage:
    require(viewer, part.see)
    found = entries.entries(part.model, young_person, viewer=viewer, needs=part.see)
    return PartPage(
        part=part,
        young_person=young_person,
        standing=[entry for entry in found if not entry.is_struck_out],
        struck_out=[entry for entry in found if entry.is_struck_out],
        may_change=viewer.may(part.change),
    )


def entry_page(
    part: Part, entry: int, young_person: "YoungPerson", *, viewer: User
) -> EntryPage:
    """An entry that stands, or was struck out, with all it said before."""
    require(viewer, part.see)
    found = entries.get_entry_to_read(
        part.model, entry, young_person=young_person, viewer=viewer, needs=part.see
    )
    return EntryPage(
        part=part,
        young_person=young_person,
        entry=found,
        earlier=entries.earlier_versions(found, viewer=viewer, needs=part.see),
        may_change=viewer.may(part.change) and not found.is_struck_out,
    )


# -- the timeline ----------------------------------------------------------------------


def timeline_page(
    young_person: "YoungPerson",
    *,
    viewer: User,
    title_of: Callable[[str], str],
    address_of: Callable[[TimelineEntry], str],
    kinds: Collection[str] = (),
    words: str = "",
    year: int | None = None,
    before: tuple[date, int] | None = None,
    limit: int = entries.LINES_ON_A_PAGE,
) -> TimelinePage:
    """`title_of` a kind and `address_of` a line's entry: record.parts says them."""
    found = entries.timeline(
        young_person,
        viewer=viewer,
        kinds=kinds,
        words=words,
        year=year,
        before=before,
        limit=limit,
    )
    return TimelinePage(
        young_person=young_person,
        lines=[
            Told(line=line, kind=title_of(line.kind), address=address_of(line))
            for line in found.lines
        ],
        next=f"{found.next[0].isoformat()}.{found.next[1]}" if found.next else "",
        contents=entries.timeline_contents(young_person, viewer=viewer),
        title_of=title_of,
    )
