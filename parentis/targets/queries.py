"""A year's targets and what came of them, as each reader may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.committee_report.from_council import TargetTold
from parentis.indicators.wording import HIDDEN
from parentis.meetings import queries as meetings
from parentis.targets.choices import (
    FIRST_YEAR,
    LAST_YEAR,
    NO_ONE_DIRECTORATE,
    WHOLE_COUNCIL,
    CountedFrom,
    first_day,
    in_words,
    key_of,
    last_day,
    with_totals,
    year_name,
    year_of,
)
from parentis.targets.models import (
    Achievement,
    AchievementQuerySet,
    Directorate,
    OpportunityKind,
    Target,
    ToldTargets,
)

NOT_TOLD_YET = "not told yet"
MEETINGS_TO_CHOOSE = 40


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One place of a year's table: of a directorate and a kind, or a total.

    `taken_up` is as the reader may see it: a number, `hidden`, or a
    number with the day as of which it was told. `target` is None where none was set.
    """

    target: int | None
    offered: int
    taken_up: str
    of: Target | None = None

    @property
    def is_empty(self) -> bool:
        is_nothing = self.taken_up in {"0", HIDDEN, NOT_TOLD_YET}
        return self.target is None and not self.offered and is_nothing

    @property
    def percent(self) -> int | None:
        """How much of the target was offered. None where none was set, or nought."""
        return 100 * self.offered // self.target if self.target else None

    @property
    def is_reached(self) -> bool:
        """Whether as many places were offered as were promised."""
        return self.target is not None and self.offered >= self.target


@dataclass(frozen=True, kw_only=True)
class Row:
    """A directorate's entries, by kind in the table's order, and its total."""

    name: str
    entries: Sequence[Entry]
    total: Entry


@dataclass(frozen=True, kw_only=True)
class OfKind:
    """One kind of opportunity: each directorate that has any, and the whole council."""

    kind: OpportunityKind
    rows: Sequence[tuple[str, Entry]]
    total: Entry


@dataclass(frozen=True, kw_only=True)
class YearTable:
    """A year by directorate and kind. `told_as_of`: the day the counts are as of.

    None where the reader sees everything, or where nothing was told yet.
    """

    year: int
    kinds: Sequence[OpportunityKind]
    rows: Sequence[Row]
    totals: Row
    shows_all: bool
    told_as_of: date | None

    @property
    def name(self) -> str:
        return year_name(self.year)

    @property
    def by_kind(self) -> list[OfKind]:
        return [
            OfKind(
                kind=kind,
                rows=[
                    (row.name, row.entries[place])
                    for row in self.rows
                    if not row.entries[place].is_empty
                ],
                total=self.totals.entries[place],
            )
            for place, kind in enumerate(self.kinds)
        ]

    @property
    def by_directorate(self) -> list[Row]:
        """Each that has anything in the year."""
        return [row for row in self.rows if not row.total.is_empty]

    @property
    def explained(self) -> list[Target]:
        """Targets that say whom they are for, or who set them."""
        entries = [each for row in (*self.rows, self.totals) for each in row.entries]
        of = [each.of for each in entries if each.of]
        return [e for e in of if e.eligibility or e.ring_fence or e.ring_fenced_until]


# -- for reports, and for everybody ----------------------------------------------------


def targets_told(
    year: int, *, viewer: User | None, for_public: bool = False
) -> list[TargetTold]:
    """A financial year's targets (2010 is 2010-11) with what came of them.

    By directorate and kind, then for the council as a whole, where it has a target of
    its own or more than one directorate has the kind. To the public (`viewer` None, or
    `for_public`), and to whoever sees no small numbers, young people are counted only
    as they were told at a quarter's end.
    """
    if viewer is not None:
        require(viewer, Permission.SEE_COUNCIL)
    table = _table(year, shows_all=_sees_all(viewer) and not for_public)
    several = [
        (WHOLE_COUNCIL, entry, kind)
        for place, (entry, kind) in enumerate(
            zip(table.totals.entries, table.kinds, strict=True)
        )
        if entry.of or _how_many_have(table, place) > 1
    ]
    cells = [
        (row.name, entry, kind)
        for row in table.rows
        for entry, kind in zip(row.entries, table.kinds, strict=True)
        if not entry.is_empty
    ]
    return [
        TargetTold(
            year=year_name(year),
            directorate=whose,
            kind=kind.name,
            target=entry.target or 0,
            offered=entry.offered,
            taken_up=entry.taken_up,
            eligibility=entry.of.eligibility if entry.of else "",
            ring_fence=_ring_fence(entry.of) if entry.of else "",
        )
        for whose, entry, kind in (*cells, *several)
    ]


def public_targets(year: int, *, viewer: User | None = None) -> list[TargetTold]:
    """What everybody may read of a year, whoever they are."""
    return targets_told(year, viewer=viewer, for_public=True)


def public_table(year: int, *, viewer: User | None = None) -> YearTable:
    """A year's table as everybody may read it, whoever they are."""
    if viewer is not None:
        require(viewer, Permission.SEE_COUNCIL)
    return _table(year, shows_all=False)


def public_years(*, viewer: User | None = None) -> list[int]:
    """The years there is a target for, the latest first."""
    if viewer is not None:
        require(viewer, Permission.SEE_COUNCIL)
    years = Target.objects.standing().order_by("-year")
    return list(years.values_list("year", flat=True).distinct())


# -- pages -----------------------------------------------------------------------------


def year_table(year: int, *, viewer: User) -> YearTable:
    """A year's table as this viewer may read it. Raises Http404 for no such year."""
    require(viewer, Permission.SEE_COUNCIL)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404("There is no such year.")
    return _table(year, shows_all=_sees_all(viewer))


def years(*, viewer: User, on: date) -> list[int]:
    """This year and the next, and those there is a target for, the latest first."""
    return sorted({*public_years(viewer=viewer), year_of(on), year_of(on) + 1})[::-1]


@dataclass(frozen=True, kw_only=True)
class Version:
    """What a target said until a day."""

    target: Target
    until: datetime


@dataclass(frozen=True, kw_only=True)
class TargetPage:
    """A target, what came of it, and what it said before."""

    target: Target
    entry: Entry
    before: Sequence[Version]
    may_change: bool


def target_page(pk: int, *, viewer: User) -> TargetPage:
    target = get_target(pk, viewer=viewer)
    table = _table(target.year, shows_all=_sees_all(viewer))
    entries = [each for row in (*table.rows, table.totals) for each in row.entries]
    return TargetPage(
        target=target,
        entry=next(each for each in entries if each.of and each.of.pk == pk),
        before=_versions(target),
        may_change=viewer.may(Permission.KEEP_PROMISES),
    )


def get_target(pk: int, *, viewer: User) -> Target:
    """One that stands."""
    require(viewer, Permission.SEE_COUNCIL)
    found = Target.objects.standing().select_related(
        "directorate", "kind", "meeting__body", "recorded_by", "changed_by"
    )
    return get_object_or_404(found, pk=pk)


def _versions(target: Target) -> list[Version]:
    """What it said before, the latest first. The database kept each."""
    kept = list(target.events.order_by("-pgh_id"))  # type: ignore[attr-defined]
    names = [field.attname for field in Target._meta.concrete_fields]
    versions = [
        Version(
            target=Target(**{name: getattr(before, name) for name in names}),
            until=after.pgh_created_at,
        )
        for after, before in pairwise(kept)
    ]
    prefetch_related_objects([each.target for each in versions], "directorate", "kind")
    return versions


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One entry of what was achieved. `taken_up` is None where it stays hidden."""

    achieved: Achievement
    taken_up: int | None
    may_change: bool


def achieved_in(year: int, *, viewer: User) -> list[Counted]:
    """All that was counted in a year, the latest first.

    How many young people an entry counts, who wrote it down reads, and who may see
    small numbers.
    """
    require(viewer, Permission.TELL_PROGRESS)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404("There is no such year.")
    found = _achieved().filter(
        happened_on__gte=first_day(year), happened_on__lte=last_day(year)
    )
    return [_counted(each, viewer) for each in found.latest_first()]


def get_achieved(pk: int, *, viewer: User) -> Achievement:
    """One that the viewer may read whole."""
    require(viewer, Permission.TELL_PROGRESS)
    found = get_object_or_404(_achieved(), pk=pk)
    if _counted(found, viewer).taken_up is None:
        raise Http404("Somebody else wrote this down.")
    return found


def _achieved() -> AchievementQuerySet:
    found = Achievement.objects.standing().select_related("kind", "recorded_by")
    return found.select_related("directorate").prefetch_related("directorate__names")


def _counted(achieved: Achievement, viewer: User) -> Counted:
    theirs = viewer.pk in {achieved.recorded_by_id, achieved.changed_by_id}
    is_read = theirs or _sees_all(viewer)
    is_by_hand = achieved.counted_from == CountedFrom.BY_HAND
    return Counted(
        achieved=achieved,
        taken_up=achieved.taken_up if is_read else None,
        may_change=is_read and is_by_hand,
    )


# -- what there is to choose -----------------------------------------------------------


def directorates(*, viewer: User) -> list[Directorate]:
    """All that stand, with their names, in order."""
    require(viewer, Permission.SEE_COUNCIL)
    return list(Directorate.objects.standing().with_names().in_order())


def kinds(*, viewer: User) -> list[OpportunityKind]:
    require(viewer, Permission.SEE_COUNCIL)
    return list(OpportunityKind.objects.standing().in_order())


def get_directorate(pk: int, *, viewer: User) -> Directorate:
    require(viewer, Permission.SEE_COUNCIL)
    return get_object_or_404(Directorate.objects.standing().with_names(), pk=pk)


def get_kind(pk: int, *, viewer: User) -> OpportunityKind:
    require(viewer, Permission.SEE_COUNCIL)
    return get_object_or_404(OpportunityKind.objects.standing(), pk=pk)


def directorate_choices(year: int, *, viewer: User) -> list[tuple[int, str]]:
    """Those that existed in a year, as they were called when it ended."""
    require(viewer, Permission.SEE_COUNCIL)
    there = Directorate.objects.between(first_day(year), last_day(year))
    found = there.with_names().in_order()
    return [(each.pk, each.name_on(last_day(year))) for each in found]


def kind_choices(*, viewer: User, besides: int = 0) -> list[tuple[int, str]]:
    """Those in use, and the one that something has already (`besides`)."""
    found = kinds(viewer=viewer)
    return [(e.pk, e.name) for e in found if e.is_in_use or e.pk == besides]


def meeting_choices(
    *, viewer: User, at: datetime, besides: int = 0
) -> list[tuple[int, str]]:
    """The latest meetings, and the one that a target has already (`besides`)."""
    found = meetings.meetings(viewer=viewer, at=at)[:MEETINGS_TO_CHOOSE]
    choices = [(each.pk, meetings.name_of(each, viewer=viewer)) for each in found]
    if besides and besides not in dict(choices):
        kept = meetings.get_meeting(besides, viewer=viewer)
        choices.append((besides, meetings.name_of(kept, viewer=viewer)))
    return choices


def _how_many_have(table: YearTable, place: int) -> int:
    """How many directorates have the kind that stands at this place."""
    return sum(not row.entries[place].is_empty for row in table.rows)


def _sees_all(viewer: User | None) -> bool:
    return viewer is not None and viewer.may(Permission.SEE_SMALL_NUMBERS)


def _ring_fence(target: Target) -> str:
    if target.ring_fenced_until is None:
        return target.ring_fence
    until = f"until {in_words(target.ring_fenced_until)}"
    return f"{target.ring_fence} ({until})" if target.ring_fence else f"Kept {until}"


# -- how a table is made ---------------------------------------------------------------


class _Told:
    """What the public was told of a year, the latest first."""

    def __init__(self, year: int) -> None:
        self.tellings = list(ToldTargets.objects.filter(year=year).order_by("-as_of"))

    @property
    def as_of(self) -> date | None:
        return self.tellings[0].as_of if self.tellings else None

    def taken_up(self, key: str) -> str:
        """The latest count that was told, or that it is hidden."""
        for telling in self.tellings:
            if key in telling.told:
                count = str(telling.counted[key])
                is_latest = telling.as_of == self.as_of
                return count if is_latest else f"{count} by {in_words(telling.as_of)}"
        if any(key in telling.counted for telling in self.tellings):
            return HIDDEN
        return NOT_TOLD_YET


class _Year:
    """What is kept of a year, by directorate and kind."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.targets: dict[tuple[int | None, int | None], Target] = {
            (each.directorate_id, each.kind_id): each
            for each in Target.objects.of_year(year)
            .select_related("directorate", "kind")
            .prefetch_related("directorate__names")
        }
        achieved = Achievement.objects.of_year(year)
        self.offered: dict[tuple[int, int], int] = {}
        self.taken_up: dict[tuple[int, int], int] = {}
        for directorate, kind, offered, taken_up in achieved.by_cell():
            self.offered[directorate or 0, kind] = offered
            self.taken_up[directorate or 0, kind] = taken_up

    @cached_property
    def cells(self) -> set[tuple[int, int]]:
        targets = self.targets.values()
        of_targets = {
            (e.directorate_id, e.kind_id) for e in targets if e.directorate_id
        }
        return of_targets | set(self.offered)

    @cached_property
    def places(self) -> dict[str, int]:
        """How many are promised, by key. The council's own target is its total."""
        places = with_totals(
            {
                (each.directorate_id, each.kind_id): each.places
                for each in self.targets.values()
                if each.directorate_id
            }
        )
        for (directorate, kind), target in self.targets.items():
            if directorate is None:
                places[key_of(None, kind)] = target.places
        of_kinds = [places.get(key_of(None, kind.pk)) for kind in self.kinds]
        known = [each for each in of_kinds if each is not None]
        return places | ({key_of(None, None): sum(known)} if known else {})

    @cached_property
    def kinds(self) -> list[OpportunityKind]:
        used = {each.kind_id for each in self.targets.values()}
        used |= {kind for _, kind in self.cells}
        return list(OpportunityKind.objects.filter(pk__in=used).in_order())

    @cached_property
    def directorates(self) -> list[tuple[int, str]]:
        """Each with what it was called when the year ended."""
        used = {directorate for directorate, _ in self.cells}
        found = Directorate.objects.filter(pk__in=used).with_names().in_order()
        named = [(each.pk, each.name_on(last_day(self.year))) for each in found]
        return [*named, (0, NO_ONE_DIRECTORATE)] if 0 in used else named


def _table(year: int, *, shows_all: bool) -> YearTable:
    kept, told = _Year(year), _Told(year)
    targets = kept.places
    offered, taken_up = with_totals(kept.offered), with_totals(kept.taken_up)

    def entry(directorate: int | None, kind: int | None) -> Entry:
        key = key_of(directorate, kind)
        shown = str(taken_up.get(key, 0)) if shows_all else told.taken_up(key)
        return Entry(
            target=targets.get(key),
            offered=offered.get(key, 0),
            taken_up=shown,
            of=kept.targets.get((directorate, kind)),
        )

    def row(directorate: int | None, name: str) -> Row:
        return Row(
            name=name,
            entries=[entry(directorate, kind.pk) for kind in kept.kinds],
            total=entry(directorate, None),
        )

    return YearTable(
        year=year,
        kinds=kept.kinds,
        rows=[row(pk, name) for pk, name in kept.directorates],
        totals=row(None, WHOLE_COUNCIL),
        shows_all=shows_all,
        told_as_of=None if shows_all else told.as_of,
    )
