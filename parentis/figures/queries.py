"""What pages read of the figures computed from our own returns.

Whoever may not see small numbers is given them hidden, as the public would be.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Sum
from django.http import Http404

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.comparisons import queries as comparisons
from parentis.comparisons.queries import Comparator
from parentis.design.charts import kept_in, measure_of
from parentis.design.sparkline import Sparkline, sparkline
from parentis.documents.charts import (
    DrawnChart,
    Role,
    Series,
    trend,
)
from parentis.figures.models import Computation, ComputedFigure, ToldYear
from parentis.indicators import INDICATOR_BY_CODE, INDICATORS
from parentis.indicators.breakdowns import BREAKDOWNS
from parentis.indicators.indicator import Figure, Indicator, Theme
from parentis.indicators.people import Member, members
from parentis.indicators.told_before import Telling, Told, fit_to_tell
from parentis.indicators.wording import Change, change
from parentis.returns import queries as returns
from parentis.young_people import queries as young_people

ON_A_PAGE = 50
# The headlines fit for the public, by what they were worked out from.
_FOR_PUBLIC: dict[tuple[object, ...], list[Figure]] = {}
_AGES = re.compile(r"-\d+(-to-\d+)?$")


@dataclass(frozen=True, kw_only=True)
class ScorecardRow:
    """One indicator in one year, beside its own past and beside others."""

    indicator: Indicator
    figure: Figure
    before: Figure | None
    comparator: Comparator | None
    trend: Sequence[float | None]

    @property
    def name(self) -> str:
        return _name_of(self.indicator)

    @property
    def change(self) -> Change | None:
        """How it moved since the year before, where both years have a value."""
        return change(self.figure, self.before, self.indicator)

    @property
    def line(self) -> Sparkline:
        """The years as a line the size of a word."""
        return sparkline(self.trend, says=f"Trend of {self.name}")


@dataclass(frozen=True, kw_only=True)
class Scorecard:
    """All indicators of one year, by theme, and the choices that made it."""

    year: int
    years: Sequence[int]
    theme: str
    is_full: bool
    groups: Sequence[tuple[Theme, Sequence[ScorecardRow]]]

    @property
    def rows(self) -> list[ScorecardRow]:
        return [row for _, rows in self.groups for row in rows]

    @property
    def themes(self) -> list[Theme]:
        return list(Theme)

    @property
    def before(self) -> int:
        return self.year - 1

    @property
    def region_name(self) -> str:
        return _region_name(row.comparator for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class YearRow:
    """One year of an indicator: our figure and the comparators."""

    year: int
    figure: Figure
    comparator: Comparator | None


@dataclass(frozen=True, kw_only=True)
class Group:
    """One group of a breakdown, by its name."""

    title: str
    figure: Figure


@dataclass(frozen=True, kw_only=True)
class BreakdownTable:
    slug: str
    title: str
    groups: Sequence[Group]


@dataclass(frozen=True, kw_only=True)
class IndicatorPage:
    """An indicator with everything a reader may ask about it."""

    indicator: Indicator
    year: int
    rows: Sequence[YearRow]
    breakdowns: Sequence[BreakdownTable]
    related: Sequence[Indicator]
    computed: Computation | None
    may_see_people: bool

    @property
    def name(self) -> str:
        return _name_of(self.indicator)

    @property
    def row(self) -> YearRow:
        return next(row for row in self.rows if row.year == self.year)

    @property
    def region_name(self) -> str:
        return _region_name(row.comparator for row in self.rows)

    @property
    def chart(self) -> DrawnChart:
        """The trend beside neighbours, region and England, with its words."""
        beside = [row.comparator for row in self.rows]
        return trend(
            self.indicator.title,
            [row.year for row in self.rows],
            [
                Series(
                    name="Ours",
                    values=[row.figure.value for row in self.rows],
                    role=Role.OWN,
                ),
                *_others(beside, self.region_name),
            ],
            measure=measure_of(self.indicator),
            kept_in=kept_in(),
        )


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody behind a figure, and their record where the viewer may open it."""

    member: Member
    record: int | None = None


@dataclass(frozen=True, kw_only=True)
class People:
    """The young people behind one figure, without restricted ones not to be opened.

    How many it leaves out is told nowhere. The figure itself counts everybody.
    """

    indicator: Indicator
    year: int
    figure: Figure

    @property
    def name(self) -> str:
        return _name_of(self.indicator)

    @property
    def year_query(self) -> str:
        return f"?year={self.year}"


@dataclass(frozen=True, kw_only=True)
class PeoplePage(People):
    """One of its two lists, those counted or those not, fifty at a time."""

    are_counted: bool
    people: "Page[Person]"

    @property
    def slug(self) -> str:
        return "counted" if self.are_counted else "not-counted"

    @property
    def heading(self) -> str:
        return "Counted" if self.are_counted else "Not counted"

    @property
    def why(self) -> str:
        if self.are_counted:
            return self.indicator.counted
        return "In the number it is out of, and not counted."

    @property
    def lists(self) -> list[dict[str, str | bool]]:
        here, there = self.are_counted, not self.are_counted
        return [
            {"text": "Counted", "link": "?list=counted", "is_here": here},
            {"text": "Not counted", "link": "?list=not-counted", "is_here": there},
        ]

    @property
    def previous(self) -> str:
        return self._page(self.people.number - 1)

    @property
    def next(self) -> str:
        return self._page(self.people.number + 1)

    def _page(self, number: int) -> str:
        """Its address, or nothing where there is no such page."""
        if number not in self.people.paginator.page_range:
            return ""
        return f"?list={self.slug}&page={number}"


@dataclass(frozen=True, kw_only=True)
class PeopleToTakeAway(People):
    """Both of its lists whole, for a file."""

    members: Sequence[Member]


@dataclass(frozen=True, kw_only=True)
class ToldFigures:
    """A year's headline figures as the public knows them, and since when."""

    year: int
    told_at: datetime
    computed_at: datetime
    figures: Sequence[Figure]


def _name_of(indicator: Indicator) -> str:
    """Short, but for a category: 'Other education' alone does not tell whose."""
    return indicator.title if indicator.part_of else indicator.short_title


def scorecard(
    *, viewer: User, year: int | None = None, theme: str = "", is_full: bool = False
) -> Scorecard | None:
    """The scorecard of a year, by default the latest; None while there is no figure.

    Main indicators, or with `is_full` every single age and category as well.
    """
    require(viewer, Permission.SEE_FIGURES)
    themes = [each for each in Theme if each.name.lower() == theme] or list(Theme)
    shown = [
        each
        for each in INDICATORS
        if each.theme in themes and (is_full or each.is_main)
    ]
    found = _headlines(viewer, of=[each.code for each in shown])
    years = sorted({year for _, year in found}, reverse=True)
    if not years:
        return None
    chosen = year if year in years else years[0]
    beside = comparisons.comparators(viewer=viewer, year=chosen)
    groups: dict[Theme, list[ScorecardRow]] = {}
    for indicator in shown:
        # An indicator that came with a new version waits for the next computation.
        if (indicator.code, chosen) not in found or _is_over(indicator, chosen):
            continue
        groups.setdefault(indicator.theme, []).append(
            ScorecardRow(
                indicator=indicator,
                figure=found[indicator.code, chosen],
                before=found.get((indicator.code, chosen - 1)),
                comparator=beside.get((indicator.code, chosen)),
                trend=[_value(found, indicator.code, each) for each in reversed(years)],
            )
        )
    return Scorecard(
        year=chosen,
        years=years,
        theme=theme,
        is_full=is_full,
        groups=list(groups.items()),
    )


def figures_of_all_years(*, viewer: User, for_public: bool = False) -> list[Figure]:
    """Every headline figure: what a report is written from.

    `for_public` hides small numbers whoever asks: an analyst's report may be published.
    """
    require(viewer, Permission.SEE_FIGURES)
    return list(_headlines(viewer, for_public=for_public).values())


def as_told_today(*, viewer: User) -> dict[int, Told]:
    """By year: what the public would be told today, after all it was told before."""
    require(viewer, Permission.SEE_FIGURES)
    before: dict[int, list[Telling]] = {}
    for each in ToldYear.objects.order_by("told_at", "pk"):
        before.setdefault(each.year, []).append(each.telling())
    computed = ComputedFigure.objects.all()
    years = computed.order_by("year").values_list("year", flat=True).distinct()
    return {
        year: fit_to_tell(computed.telling(year), before.get(year, []))
        for year in years
    }


def figures_for_public(*, viewer: User) -> list[Figure]:
    """Every headline as the public would be told it today: what a report may print.

    Worked out once for as long as no figure changes and nothing more is told.
    """
    require(viewer, Permission.SEE_FIGURES)
    figures = ComputedFigure.objects.aggregate(
        Max("pk"), Sum("numerator"), Sum("denominator"), Sum("value")
    )
    told = ToldYear.objects.aggregate(Max("pk"), Count("pk"))
    as_of = (*figures.values(), *told.values())
    if as_of not in _FOR_PUBLIC:
        _FOR_PUBLIC.clear()
        _FOR_PUBLIC[as_of] = [
            figure
            for year in as_told_today(viewer=viewer).values()
            for figure in year.figures
            if not figure.by
        ]
    return list(_FOR_PUBLIC[as_of])


def told_to_public(*, viewer: User | None) -> list[ToldFigures]:
    """What the public was told last of each year, the latest year first."""
    latest = ToldYear.objects.order_by("-year", "-told_at", "-pk").distinct("year")
    return [
        ToldFigures(
            year=each.year,
            told_at=each.told_at,
            computed_at=each.computed_at,
            figures=list(each.public(headlines=True)),
        )
        for each in latest
    ]


def breakdown_figures(indicator: str, *, viewer: User) -> list[Figure]:
    """Every group's figure of one indicator, every breakdown and year."""
    require(viewer, Permission.SEE_FIGURES)
    rows = ComputedFigure.objects.filter(indicator=indicator).exclude(by="")
    is_public = not viewer.may(Permission.SEE_SMALL_NUMBERS)
    return list(rows.order_by("place").figures(is_public=is_public))


def are_behind(*, viewer: User) -> bool:
    """Whether a return came into force since the figures were last computed."""
    require(viewer, Permission.SEE_FIGURES)
    computed = last_computation(viewer=viewer)
    in_force = returns.years_in_force(viewer=viewer)
    now = {str(year): upload.pk for year, upload in in_force.items()}
    return now != (computed.uploads if computed else {})


def last_computation(*, viewer: User) -> Computation | None:
    require(viewer, Permission.SEE_FIGURES)
    return Computation.objects.order_by("-computed_at").first()


def get_indicator(code: str, *, viewer: User) -> Indicator:
    require(viewer, Permission.SEE_FIGURES)
    if code not in INDICATOR_BY_CODE:
        raise Http404(f"No indicator is called {code}.")
    return INDICATOR_BY_CODE[code]


def indicator_page(
    code: str, *, viewer: User, year: int | None = None
) -> IndicatorPage:
    """One indicator, every year of it, and its breakdowns in one year."""
    indicator = get_indicator(code, viewer=viewer)
    is_public = not viewer.may(Permission.SEE_SMALL_NUMBERS)
    rows = ComputedFigure.objects.headline().filter(indicator=code)
    figures = {each.year: each for each in rows.figures(is_public=is_public)}
    if not figures:
        raise Http404("No return is in force, so there is no figure yet.")
    beside = comparisons.comparators_of(code, viewer=viewer)
    chosen = year if year in figures else max(figures)
    return IndicatorPage(
        indicator=indicator,
        year=chosen,
        rows=[
            YearRow(year=each, figure=figures[each], comparator=beside.get(each))
            for each in sorted(figures)
        ],
        breakdowns=_breakdowns(breakdown_figures(code, viewer=viewer), chosen),
        related=_related(indicator),
        computed=last_computation(viewer=viewer),
        may_see_people=viewer.may(Permission.SEE_CHILD_NUMBERS),
    )


def people_page(
    code: str,
    year: int,
    *,
    viewer: User,
    at: datetime,
    are_counted: bool = True,
    page: str = "",
) -> PeoplePage:
    """Those in the denominator who count, or who do not, by the return's child number.

    Each one shown is on record. `page` as it stands in the address.
    """
    found, members = _people(code, year, viewer=viewer, at=at)
    listed = [Person(member=each) for each in members if each.counted == are_counted]
    shown = Paginator(listed, ON_A_PAGE).get_page(page)
    records = young_people.children_shown(
        [person.member.child for person in shown.object_list], viewer=viewer, at=at
    )
    shown.object_list = [
        replace(person, record=records.get(person.member.child))
        for person in shown.object_list
    ]
    return PeoplePage(
        indicator=found.indicator,
        year=year,
        figure=found.row.figure,
        are_counted=are_counted,
        people=shown,
    )


def people_to_take_away(
    code: str, year: int, *, viewer: User, at: datetime
) -> PeopleToTakeAway:
    """Everyone in the denominator by the return's child number, counted or not."""
    found, members = _people(code, year, viewer=viewer, at=at)
    young_people.children_shown(
        [member.child for member in members], viewer=viewer, at=at
    )
    return PeopleToTakeAway(
        indicator=found.indicator, year=year, figure=found.row.figure, members=members
    )


def _people(
    code: str, year: int, *, viewer: User, at: datetime
) -> tuple[IndicatorPage, list[Member]]:
    """A figure's page, and who is behind it but for records not to be opened."""
    require(viewer, Permission.SEE_CHILD_NUMBERS)
    page = indicator_page(code, viewer=viewer, year=year)
    if page.year != year:
        raise Http404(f"There is no figure of {year}.")
    if page.row.figure.unavailable:
        return page, []
    in_force = returns.returns_in_force(viewer=viewer)
    hidden = young_people.restricted_from(viewer=viewer, at=at)
    found = members(page.indicator, in_force, "", year)
    return page, [member for member in found if member.child.lower() not in hidden]


def _region_name(beside: Iterable[Comparator | None]) -> str:
    return next((each.region_name for each in beside if each and each.region_name), "")


def _others(beside: Sequence[Comparator | None], region_name: str) -> list[Series]:
    """Lines of those who have any value at all."""
    lines = [
        Series(
            name="Neighbours",
            values=[each.neighbours_median if each else None for each in beside],
            role=Role.NEIGHBOURS,
        ),
        Series(
            name=region_name or "Region",
            values=[each.region if each else None for each in beside],
            role=Role.REGION,
        ),
        Series(
            name="England",
            values=[each.england if each else None for each in beside],
            role=Role.ENGLAND,
        ),
    ]
    return [line for line in lines if any(v is not None for v in line.values)]


def _headlines(
    viewer: User, *, of: Sequence[str] | None = None, for_public: bool = False
) -> dict[tuple[str, int], Figure]:
    """By indicator and year: of all indicators, or of those asked for alone."""
    is_public = for_public or not viewer.may(Permission.SEE_SMALL_NUMBERS)
    rows = ComputedFigure.objects.headline()
    if of is not None:
        rows = rows.filter(indicator__in=of)
    return {
        (figure.indicator, figure.year): figure
        for figure in rows.figures(is_public=is_public)
    }


def _value(
    found: dict[tuple[str, int], Figure], indicator: str, year: int
) -> float | None:
    figure = found.get((indicator, year))
    return figure.value if figure else None


def _is_over(indicator: Indicator, year: int) -> bool:
    return indicator.last_year is not None and year > indicator.last_year


def _breakdowns(figures: Sequence[Figure], year: int) -> list[BreakdownTable]:
    tables: dict[str, list[Group]] = {}
    for figure in figures:
        if figure.year == year and figure.group:
            title = BREAKDOWNS[figure.by].groups[figure.group]
            tables.setdefault(figure.by, []).append(Group(title=title, figure=figure))
    return [
        BreakdownTable(slug=slug, title=BREAKDOWNS[slug].title, groups=groups)
        for slug, groups in sorted(
            tables.items(), key=lambda each: list(BREAKDOWNS).index(each[0])
        )
    ]


def _related(indicator: Indicator) -> list[Indicator]:
    """The other categories of its distribution, or the same figure at other ages."""
    if indicator.part_of:
        return [
            each
            for each in INDICATORS
            if each.part_of == indicator.part_of and each.code != indicator.code
        ]
    return [
        each
        for each in INDICATORS
        if not each.part_of
        and each.code != indicator.code
        and _AGES.sub("", each.code) == _AGES.sub("", indicator.code)
    ]
