"""What pages read of the position: today's from casework, and what months kept.

Numbers are counted over everybody. Who is behind one is shown to whom their records
say, and put on record. Whoever may not see small numbers reads what the last month's
end kept: from one day to the next, a number that moves by one tells of one person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.utils import timezone

from parentis.accounts.models import Team, TeamMembership, User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.comparisons import queries as comparisons
from parentis.comparisons.queries import Comparator
from parentis.design.sparkline import Sparkline, sparkline
from parentis.figures import queries as figures
from parentis.indicators import position as definitions
from parentis.indicators.indicator import Figure, Indicator
from parentis.indicators.position import SHOWN, Standing
from parentis.position.choices import CohortKind, GroupedBy
from parentis.position.models import KeptFigure, KeptMember, KeptPosition
from parentis.ssda903 import casework, in_touch
from parentis.ssda903.casework import Cohort, Row
from parentis.statutory_return.queries import Casework, Group, casework_of
from parentis.young_people import queries as young_people

ON_A_PAGE = 50
BY_CODE = {each.code: each for each in SHOWN}


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One cohort: its figures, and who is in each, worked out when asked for."""

    kind: CohortKind
    cohort: Cohort

    @cached_property
    def figures(self) -> Mapping[str, tuple[Figure, bool]]:
        """Each with whether the public may not see it."""
        return definitions.figures_of(self.cohort.returns, year=self.cohort.year)

    @cached_property
    def standings(self) -> Mapping[int, Standing]:
        """By our own number, of everybody who is in any figure."""
        key_of = {row.record.child: row.record.key for row in self.cohort.rows}
        found = definitions.who_counts(self.cohort.returns, year=self.cohort.year)
        return {key_of[child]: each for child, each in found.items()}

    def grouped(self, group_of: Mapping[int, int]) -> dict[int, dict[str, Figure]]:
        """By the number of a group, its figures by indicator."""
        found = definitions.grouped(self.standings, group_of)
        return {
            group: {
                code: _figure(code, self.cohort.year, counted, out_of)
                for code, (counted, out_of) in by_code.items()
            }
            for group, by_code in found.items()
        }


@dataclass(frozen=True, kw_only=True)
class Position:
    """Where care leavers stand on a day, in both cohorts."""

    on: date
    year: int
    casework: Casework
    cohorts: Mapping[CohortKind, Counted]


# -- reading casework ------------------------------------------------------------------


def position_on(
    *, viewer: User | None, on: date, at: datetime | None = None
) -> Position:
    """As casework tells it of a day. No viewer: the clock, which keeps it for later.

    `at` is when whose work somebody is counts; the day's end where it is left out.
    """
    at = at or timezone.make_aware(datetime.combine(on, time(23, 59)))
    people = young_people.everybody_to_count(viewer=viewer, at=at)
    year = in_touch.year_of(on)
    found = casework_of(people, viewer=viewer, year=year, on=on)
    so_far = casework.return_year(found.records, year=year, on=on)
    everybody = casework.everybody_on(found.records, year=year, on=on)
    return Position(
        on=on,
        year=year,
        casework=found,
        cohorts={
            kind: Counted(kind=kind, cohort=cohort)
            for kind, cohort in (
                (CohortKind.RETURN_YEAR, so_far),
                (CohortKind.EVERYBODY, everybody),
            )
        },
    )


def _figure(code: str, year: int, counted: int, out_of: int) -> Figure:
    return Figure(
        indicator=code,
        council="",
        year=year,
        numerator=counted,
        denominator=out_of,
        value=100 * counted / out_of if out_of else None,
    )


# -- this month's position -------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PositionRow:
    """One indicator: now, in the last return, and in other councils."""

    indicator: Indicator
    figure: Figure
    last: Figure | None
    comparator: Comparator | None
    trend: Sequence[float | None]

    @property
    def line(self) -> Sparkline:
        """Its months as a line the size of a word."""
        name = self.indicator.short_title
        return sparkline(self.trend, says=f"Month by month: {name}")


@dataclass(frozen=True, kw_only=True)
class CohortTable:
    kind: CohortKind
    rows: Sequence[PositionRow]
    # The return's cohort grows by a few people each month: to whoever may not see small
    # numbers, how many came to it would tell of them.
    shows_counts: bool

    @property
    def is_return_year(self) -> bool:
        return self.kind is CohortKind.RETURN_YEAR


@dataclass(frozen=True, kw_only=True)
class PositionPage:
    """Both cohorts on a day. `kept` is the month's end it was kept at, if it was."""

    on: date
    year: int
    kept: KeptPosition | None
    tables: Sequence[CohortTable]
    months: Sequence[date]
    last_year: int | None
    may_see_today: bool

    @property
    def month_query(self) -> str:
        return f"?month={self.kept.month_end:%Y-%m}" if self.kept else ""

    @property
    def region_name(self) -> str:
        names = (
            row.comparator.region_name
            for table in self.tables
            for row in table.rows
            if row.comparator
        )
        return next(filter(None, names), "")

    @property
    def comparators_year(self) -> int | None:
        years = (r.comparator.year for t in self.tables for r in t.rows if r.comparator)
        return max(years, default=None)


def position_page(*, viewer: User, on: date, month: str = "") -> PositionPage | None:
    """Today's, or what a month kept ('2026-10'). None where nothing is kept yet."""
    require(viewer, Permission.SEE_FIGURES)
    kept = _kept(viewer, month)
    if kept is None and not viewer.may(Permission.SEE_SMALL_NUMBERS):
        return None
    if kept is not None:
        now = _kept_figures(kept, viewer)
    else:
        today = position_on(viewer=viewer, on=on)
        now = {
            (kind, code): figure
            for kind, counted in today.cohorts.items()
            for code, (figure, _) in counted.figures.items()
        }
    day = kept.month_end if kept else on
    beside = _comparators(viewer)
    last_year, last = _last_return(viewer)
    trends = _trends(viewer, day)
    may_see_small = viewer.may(Permission.SEE_SMALL_NUMBERS)
    return PositionPage(
        on=day,
        year=in_touch.year_of(day),
        kept=kept,
        tables=[
            CohortTable(
                kind=kind,
                rows=[
                    PositionRow(
                        indicator=each,
                        figure=now[kind, each.code],
                        last=last.get(each.code),
                        comparator=beside.get(each.code),
                        trend=[
                            *trends.get((kind, each.code), []),
                            *([] if kept else [now[kind, each.code].value]),
                        ],
                    )
                    for each in SHOWN
                    if (kind, each.code) in now
                ],
                shows_counts=may_see_small or kind is not CohortKind.RETURN_YEAR,
            )
            for kind in CohortKind
        ],
        months=months_kept(viewer=viewer),
        last_year=last_year,
        may_see_today=may_see_small,
    )


def months_kept(*, viewer: User) -> list[date]:
    """The months whose position was kept, the latest first."""
    require(viewer, Permission.SEE_FIGURES)
    found = KeptPosition.objects.order_by("-month_end")
    return list(found.values_list("month_end", flat=True))


def _kept(viewer: User, month: str) -> KeptPosition | None:
    """The month asked for; else, for who may not see today's, the last one kept."""
    found = KeptPosition.objects.all()
    if month:
        year, _, number = month.partition("-")
        if not (year.isdecimal() and number.isdecimal() and len(month) == 7):
            raise Http404("There is no such month.")
        kept = found.filter(
            month_end__year=int(year), month_end__month=int(number)
        ).first()
        if kept is None:
            raise Http404("This month's position was not kept.")
        return kept
    if viewer.may(Permission.SEE_SMALL_NUMBERS):
        return None
    return found.order_by("-month_end").first()


def _kept_figures(
    kept: KeptPosition, viewer: User
) -> dict[tuple[CohortKind, str], Figure]:
    rows = kept.kept_figures.filter(by=GroupedBy.NOBODY)
    return {
        (CohortKind(row.cohort), row.indicator): _shown(row, kept.year, viewer)
        for row in rows
    }


def _shown(row: KeptFigure, year: int, viewer: User) -> Figure:
    if row.is_hidden_from_public and not viewer.may(Permission.SEE_SMALL_NUMBERS):
        return Figure(indicator=row.indicator, council="", year=year, is_hidden=True)
    return _figure(row.indicator, year, row.counted, row.out_of)


def _trends(
    viewer: User, until: date
) -> dict[tuple[CohortKind, str], list[float | None]]:
    """Month by month, up to a day: a year of everybody's, the return's since April."""
    april = date(in_touch.year_of(until) - 1, 4, 1)
    found = (
        KeptFigure.objects.filter(
            by=GroupedBy.NOBODY,
            position__month_end__lte=until,
            position__month_end__gt=until - timedelta(days=366),
        )
        .select_related("position")
        .order_by("position__month_end")
    )
    trends: dict[tuple[CohortKind, str], list[float | None]] = {}
    for row in found:
        kind = CohortKind(row.cohort)
        if kind is CohortKind.RETURN_YEAR and row.position.month_end < april:
            continue
        figure = _shown(row, row.position.year, viewer)
        trends.setdefault((kind, row.indicator), []).append(figure.value)
    return trends


def _comparators(viewer: User) -> dict[str, Comparator]:
    """Of each indicator the latest year in which others have a figure."""
    latest: dict[str, Comparator] = {}
    for (code, year), each in comparisons.comparators(viewer=viewer).items():
        if code in BY_CODE and (code not in latest or year > latest[code].year):
            latest[code] = each
    return latest


def _last_return(viewer: User) -> tuple[int | None, dict[str, Figure]]:
    """The figures of the latest return in force, as this viewer may see them."""
    scorecard = figures.scorecard(viewer=viewer)
    if scorecard is None:
        return None, {}
    return scorecard.year, {row.indicator.code: row.figure for row in scorecard.rows}


# -- one number: by whose work, and who ------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class GroupRow:
    by: GroupedBy
    group: Group
    figure: Figure


@dataclass(frozen=True, kw_only=True)
class MonthRow:
    month_end: date
    figure: Figure


@dataclass(frozen=True, kw_only=True)
class NumberPage:
    """One indicator in one cohort: month by month, and by whose work they are."""

    indicator: Indicator
    kind: CohortKind
    on: date
    kept: KeptPosition | None
    figure: Figure
    months: Sequence[MonthRow]
    teams: Sequence[GroupRow]
    advisers: Sequence[GroupRow]
    shows_counts: bool
    may_see_people: bool
    may_see_numbers: bool

    @property
    def month_query(self) -> str:
        return f"?month={self.kept.month_end:%Y-%m}" if self.kept else ""

    @property
    def groups(self) -> list[tuple[str, Sequence[GroupRow]]]:
        found = [("Team", self.teams), ("Personal adviser", self.advisers)]
        return [(title, rows) for title, rows in found if rows]


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody behind a number. `name` is empty for whoever knows numbers alone."""

    young_person: int
    child: str
    born: date
    age: int
    reasons: Sequence[tuple[str, str, str]]
    name: str = ""
    record: str = ""

    @property
    def child_number(self) -> str:
        """Empty where `child` is our own number, for want of the return's."""
        return "" if self.child == f"P{self.young_person}" else self.child


@dataclass(frozen=True, kw_only=True)
class PeoplePage:
    """Those who count in a number, or who do not, as far as the viewer may see them."""

    number: NumberPage
    are_counted: bool
    people: "Page[Person]"

    @property
    def slug(self) -> str:
        return "counted" if self.are_counted else "not-counted"

    @property
    def heading(self) -> str:
        return "Counted" if self.are_counted else "Not counted"

    @property
    def lists(self) -> list[dict[str, str | bool]]:
        return [
            {
                "text": text,
                "link": f"?list={slug}{self._month}",
                "is_here": slug == self.slug,
            }
            for text, slug in (("Counted", "counted"), ("Not counted", "not-counted"))
        ]

    @property
    def previous(self) -> str:
        return self._page(self.people.number - 1)

    @property
    def next(self) -> str:
        return self._page(self.people.number + 1)

    @property
    def _month(self) -> str:
        return self.number.month_query.replace("?", "&")

    def _page(self, number: int) -> str:
        if number not in self.people.paginator.page_range:
            return ""
        return f"?list={self.slug}{self._month}&page={number}"


def number_page(
    kind: str, code: str, *, viewer: User, on: date, month: str = ""
) -> NumberPage:
    """One number with what it is made of. By team and adviser for those it concerns."""
    require(viewer, Permission.SEE_FIGURES)
    page, _ = _number(kind, code, viewer=viewer, on=on, month=month)
    return page


def people_page(
    kind: str,
    code: str,
    *,
    viewer: User,
    at: datetime,
    month: str = "",
    are_counted: bool = True,
    page: str = "",
) -> PeoplePage:
    """Who is behind a number, by name: those alone whose work they are. On record."""
    require(viewer, Permission.SEE_CASEWORK)
    on = timezone.localtime(at).date()
    number, position = _number(kind, code, viewer=viewer, on=on, month=month)
    found = _people(number, position, are_counted=are_counted)
    shown = _by_name(found, viewer=viewer, at=at, page=page)
    return PeoplePage(number=number, are_counted=are_counted, people=shown)


def child_numbers_page(
    kind: str,
    code: str,
    *,
    viewer: User,
    at: datetime,
    month: str = "",
    are_counted: bool = True,
    page: str = "",
) -> PeoplePage:
    """The same by child number alone, of everybody not restricted. On record."""
    require(viewer, Permission.SEE_CHILD_NUMBERS)
    on = timezone.localtime(at).date()
    number, position = _number(kind, code, viewer=viewer, on=on, month=month)
    found = _people(number, position, are_counted=are_counted)
    shown = _by_number(found, viewer=viewer, at=at, page=page)
    return PeoplePage(number=number, are_counted=are_counted, people=shown)


def _number(
    kind: str, code: str, *, viewer: User, on: date, month: str
) -> tuple[NumberPage, Position | None]:
    if code not in BY_CODE or kind not in CohortKind.values:
        raise Http404("There is no such number.")
    cohort = CohortKind(kind)
    kept = _kept(viewer, month)
    may_see_small = viewer.may(Permission.SEE_SMALL_NUMBERS)
    if kept is None and not may_see_small:
        raise Http404("No month's position was kept yet.")
    position = None
    if kept is not None:
        figure = _kept_figures(kept, viewer)[cohort, code]
        groups = _kept_groups(kept, cohort, code) if may_see_small else []
    else:
        position = position_on(viewer=viewer, on=on)
        figure, _ = position.cohorts[cohort].figures[code]
        groups = _groups(position, cohort, code, viewer=viewer)
    day = kept.month_end if kept else on
    mine = _groups_of(viewer, on)
    groups = [
        each for each in groups if mine is None or (each.by, each.group.pk) in mine
    ]
    shows_counts = may_see_small or cohort is not CohortKind.RETURN_YEAR
    return (
        NumberPage(
            indicator=BY_CODE[code],
            kind=cohort,
            on=day,
            kept=kept,
            figure=figure,
            months=_months(viewer, cohort, code) if shows_counts else [],
            teams=[each for each in groups if each.by is GroupedBy.TEAM],
            advisers=[each for each in groups if each.by is GroupedBy.ADVISER],
            shows_counts=shows_counts,
            may_see_people=viewer.may(Permission.SEE_CASEWORK),
            may_see_numbers=viewer.may(Permission.SEE_CHILD_NUMBERS),
        ),
        position,
    )


def _groups_of(viewer: User, on: date) -> set[tuple[GroupedBy, int]] | None:
    """Whose numbers a manager sees: their teams' and their advisers'. None: all."""
    if viewer.may(Permission.SEE_CHILD_NUMBERS):
        return None
    if not viewer.may(Permission.SEE_TEAM):
        return set()
    teams = Team.objects.of(viewer, on=on)
    members = TeamMembership.objects.on(on).filter(team__in=teams)
    return {
        *((GroupedBy.TEAM, pk) for pk in teams.values_list("pk", flat=True)),
        *(
            (GroupedBy.ADVISER, pk)
            for pk in members.values_list("person_id", flat=True)
        ),
    }


def groups_of_work(
    position: Position, kind: CohortKind, *, viewer: User | None
) -> list[tuple[GroupedBy, Group, dict[str, Figure]]]:
    """Each team's and adviser's figures by indicator: what a month keeps of them."""
    if viewer is not None:
        require(viewer, Permission.SEE_SMALL_NUMBERS)
    work = position.casework.work
    found: list[tuple[GroupedBy, Group, dict[str, Figure]]] = []
    for by in (GroupedBy.TEAM, GroupedBy.ADVISER):
        group_of = {
            key: each.team if by is GroupedBy.TEAM else each.adviser
            for key, each in work.items()
        }
        named = {group.pk: group for group in group_of.values()}
        numbers = {key: group.pk for key, group in group_of.items()}
        by_group = position.cohorts[kind].grouped(numbers)
        found += [(by, named[pk], by_code) for pk, by_code in by_group.items()]
    return sorted(found, key=lambda each: (each[1].pk == 0, each[1].name))


def _groups(
    position: Position, kind: CohortKind, code: str, *, viewer: User
) -> list[GroupRow]:
    return [
        GroupRow(by=by, group=group, figure=by_code[code])
        for by, group, by_code in groups_of_work(position, kind, viewer=viewer)
        if code in by_code
    ]


def _kept_groups(kept: KeptPosition, kind: CohortKind, code: str) -> list[GroupRow]:
    rows = kept.kept_figures.filter(cohort=kind, indicator=code)
    return [
        GroupRow(
            by=GroupedBy(row.by),
            group=Group(pk=row.group, name=row.group_name),
            figure=_figure(code, kept.year, row.counted, row.out_of),
        )
        for row in rows.exclude(by=GroupedBy.NOBODY).order_by("group_name")
    ]


def _months(viewer: User, kind: CohortKind, code: str) -> list[MonthRow]:
    found = KeptFigure.objects.filter(
        cohort=kind, indicator=code, by=GroupedBy.NOBODY
    ).select_related("position")
    return [
        MonthRow(
            month_end=row.position.month_end,
            figure=_shown(row, row.position.year, viewer),
        )
        for row in found.order_by("-position__month_end")
    ]


def _people(
    number: NumberPage, position: Position | None, *, are_counted: bool
) -> list[Person]:
    code = number.indicator.code
    if number.kept is not None:
        members = KeptMember.objects.filter(
            position=number.kept, cohort=number.kind
        ).behind(code, is_counted=are_counted)
        return [
            Person(
                young_person=each.young_person,
                child=each.child,
                born=each.born,
                age=each.age,
                reasons=[(name, value, why) for name, value, why in each.reasons],
            )
            for each in members.order_by("child")
        ]
    assert position is not None  # noqa: S101 - today's, where no month was asked for
    counted = position.cohorts[number.kind]
    nobody = Standing(out_of=frozenset(), counted=frozenset())
    found = []
    for row in counted.cohort.rows:
        standing = counted.standings.get(row.record.key, nobody)
        if code in standing.out_of and (code in standing.counted) == are_counted:
            found.append(_person(row))
    return sorted(found, key=lambda each: each.child)


def _person(row: Row) -> Person:
    return Person(
        young_person=row.record.key,
        child=row.record.child,
        born=row.record.born,
        age=row.age,
        reasons=row.rests_on,
    )


def _by_number(
    found: Sequence[Person], *, viewer: User, at: datetime, page: str
) -> "Page[Person]":
    hidden = young_people.restricted_keys(viewer=viewer, at=at)
    listed = [each for each in found if each.young_person not in hidden]
    shown = Paginator(listed, ON_A_PAGE).get_page(page)
    numbers = {each.young_person: each.child_number for each in shown.object_list}
    young_people.shown_by_number(numbers, viewer=viewer)
    return shown


def _by_name(
    found: Sequence[Person], *, viewer: User, at: datetime, page: str
) -> "Page[Person]":
    """Of the viewer's own work alone: their allocations, or their teams'."""
    theirs = {
        each.pk: each for each in young_people.work_to_count(viewer=viewer, at=at)
    }
    listed = [
        replace(
            each,
            name=theirs[each.young_person].name,
            record=theirs[each.young_person].get_absolute_url(),
        )
        for each in found
        if each.young_person in theirs
    ]
    shown = Paginator(listed, ON_A_PAGE).get_page(page)
    young_people.shown(
        [theirs[each.young_person] for each in shown.object_list], viewer=viewer
    )
    return shown
