"""What everybody may read. Whoever asks is given the same: `viewer` is the public."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, datetime, time
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from parentis.accounts.models import User
from parentis.bodies import queries as bodies
from parentis.bodies.queries import PublicBody, PublicCouncillor
from parentis.committee_report.from_council import (
    ChampionTold,
    PromiseTold,
    SourceTold,
    TargetTold,
    VisitsTold,
)
from parentis.comparisons import queries as comparisons
from parentis.comparisons.queries import Comparator
from parentis.figures import queries as figures
from parentis.figures.queries import ScorecardRow, ToldFigures
from parentis.indicators import INDICATOR_BY_CODE, INDICATORS
from parentis.indicators.indicator import Figure, Indicator, Theme
from parentis.meetings import queries as meetings
from parentis.meetings.forward_plan.queries import MonthPlanned, public_forward_plan
from parentis.meetings.from_young_people.queries import YouSaid, public_you_said
from parentis.meetings.queries import MeetingRow
from parentis.members import queries as members
from parentis.recommendations import queries as recommendations
from parentis.recommendations.in_reports import queries as in_reports
from parentis.recommendations.queries import SourceLines
from parentis.sign_off import queries as sign_off
from parentis.sign_off.queries import PublicReport
from parentis.strategy.pledge.queries import public_pledge
from parentis.strategy.strategies.queries import (
    StrategyTold,
    public_strategies,
    public_strategy,
)
from parentis.targets import queries as targets
from parentis.targets.choices import WHOLE_COUNCIL
from parentis.targets.queries import YearTable
from parentis.visits import queries as visits
from parentis.visits.choices import twelve_months

ON_HOME = 4
NEWS = 50


# -- the first page --------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """What the council promised, and how it is doing, in a few lines each."""

    promises: Sequence[PromiseTold]
    sources: Sequence[SourceLines]
    to_come: Sequence[MeetingRow]
    reports: Sequence[PublicReport]
    year: int | None
    is_targets_there: bool

    @property
    def is_empty(self) -> bool:
        return not (self.promises or self.sources or self.to_come or self.year)


def home_page(*, viewer: User | None = None, at: datetime) -> HomePage:
    on = timezone.localtime(at).date()
    to_come = [
        each
        for each in meetings.public_meetings(viewer=None, at=at, since=on)
        if each.begins_at >= at
    ]
    told = figures.told_to_public(viewer=None)
    return HomePage(
        promises=public_pledge(viewer=None, on=on),
        sources=recommendations.public_sources(viewer=None, on=on),
        to_come=to_come[:ON_HOME],
        reports=sign_off.public_reports(viewer=None)[:ON_HOME],
        year=told[0].year if told else None,
        is_targets_there=bool(targets.public_years(viewer=None)),
    )


# -- figures ---------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class FiguresPage:
    """The main figures of a year as the public was told them, by theme."""

    told: ToldFigures
    years: Sequence[int]
    groups: Sequence[tuple[Theme, Sequence[ScorecardRow]]]

    @property
    def year(self) -> int:
        return self.told.year

    @property
    def before(self) -> int:
        return self.told.year - 1

    @property
    def region_name(self) -> str:
        rows = (row for _, rows in self.groups for row in rows)
        found = (row.comparator for row in rows if row.comparator)
        return next((each.region_name for each in found if each.region_name), "")

    @property
    def has_as_told(self) -> bool:
        return any(row.figure.is_as_told for _, rows in self.groups for row in rows)


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """A year of one figure, as it was told, beside others."""

    year: int
    figure: Figure
    comparator: Comparator | None
    told_at: datetime


@dataclass(frozen=True, kw_only=True)
class FigurePage:
    indicator: Indicator
    rows: Sequence[FigureRow]

    @property
    def region_name(self) -> str:
        found = (row.comparator for row in self.rows if row.comparator)
        return next((each.region_name for each in found if each.region_name), "")

    @property
    def has_as_told(self) -> bool:
        return any(row.figure.is_as_told for row in self.rows)


def figures_page(
    *, viewer: User | None = None, year: int | None = None
) -> FiguresPage | None:
    """The main figures of a year, by default the latest; None before any is told."""
    told = {each.year: each for each in figures.told_to_public(viewer=None)}
    if not told:
        return None
    chosen = told[year] if year in told else told[max(told)]
    found = {
        (figure.indicator, each.year): figure
        for each in told.values()
        for figure in each.figures
    }
    beside = comparisons.comparators(viewer=None, year=chosen.year)
    years = sorted(told)
    groups: dict[Theme, list[ScorecardRow]] = {}
    for indicator in INDICATORS:
        figure = found.get((indicator.code, chosen.year))
        if figure is None or not indicator.is_main or figure.unavailable:
            continue
        row = ScorecardRow(
            indicator=indicator,
            figure=figure,
            before=found.get((indicator.code, chosen.year - 1)),
            comparator=beside.get((indicator.code, chosen.year)),
            trend=[_value(found.get((indicator.code, each))) for each in years],
        )
        groups.setdefault(indicator.theme, []).append(row)
    in_order = sorted(groups.items(), key=lambda each: list(Theme).index(each[0]))
    return FiguresPage(told=chosen, years=years[::-1], groups=in_order)


def figure_page(code: str, *, viewer: User | None = None) -> FigurePage:
    """One figure, every year it was told. Raises Http404 for one that never was."""
    indicator = INDICATOR_BY_CODE.get(code)
    beside = comparisons.comparators_of(code, viewer=None)
    rows = [
        FigureRow(
            year=told.year,
            figure=figure,
            comparator=beside.get(told.year),
            told_at=told.told_at,
        )
        for told in figures.told_to_public(viewer=None)
        for figure in told.figures
        if figure.indicator == code
    ]
    if indicator is None or not rows:
        raise Http404("There is no such figure.")
    return FigurePage(indicator=indicator, rows=rows)


def _value(figure: Figure | None) -> float | None:
    return figure.value if figure else None


# -- bodies, councillors, meetings -----------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class BodyPage:
    body: PublicBody
    to_come: Sequence[MeetingRow]
    before: Sequence[MeetingRow]
    plan: Sequence[MonthPlanned]
    said: Sequence[YouSaid]
    reports: Sequence[PublicReport]


def body_page(pk: int, *, viewer: User | None = None, at: datetime) -> BodyPage:
    on = timezone.localtime(at).date()
    rows = meetings.public_meetings(viewer=None, at=at, body=pk)
    return BodyPage(
        body=bodies.public_body(pk, viewer=None, on=on),
        to_come=[each for each in rows if each.begins_at >= at],
        before=[each for each in rows if each.begins_at < at],
        plan=public_forward_plan(viewer=None, on=on, body=pk),
        said=public_you_said(viewer=None, on=on, body=pk),
        reports=sign_off.public_reports(viewer=None, body=pk),
    )


@dataclass(frozen=True, kw_only=True)
class CouncillorsPage:
    councillors: Sequence[PublicCouncillor]
    champions: Sequence[ChampionTold]


def councillors_page(*, viewer: User | None = None, on: date) -> CouncillorsPage:
    return CouncillorsPage(
        councillors=bodies.public_councillors(viewer=None, on=on),
        champions=members.champions_told(viewer=None, on=on),
    )


@dataclass(frozen=True, kw_only=True)
class MeetingsPage:
    to_come: Sequence[MeetingRow]
    before: Sequence[MeetingRow]
    plan: Sequence[MonthPlanned]


def meetings_page(*, viewer: User | None = None, at: datetime) -> MeetingsPage:
    rows = meetings.public_meetings(viewer=None, at=at)
    return MeetingsPage(
        to_come=[each for each in rows if each.begins_at >= at],
        before=[each for each in rows if each.begins_at < at],
        plan=public_forward_plan(viewer=None, on=timezone.localtime(at).date()),
    )


# -- strategy, pledge, targets, visits -------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class StrategyPage:
    shown: StrategyTold
    others: Sequence[StrategyTold]


def strategy_page(
    pk: int | None = None, *, viewer: User | None = None, on: date
) -> StrategyPage | None:
    """The strategy in force, or another; None where none is agreed."""
    shown = public_strategy(pk, viewer=None, on=on)
    if shown is None:
        return None
    others = public_strategies(viewer=None, on=on)
    return StrategyPage(
        shown=shown, others=[each for each in others if each.pk != shown.pk]
    )


@dataclass(frozen=True, kw_only=True)
class TargetsPage:
    years: Sequence[int]
    table: YearTable
    targets: Sequence[TargetTold]


def targets_page(
    *, viewer: User | None = None, year: int | None = None
) -> TargetsPage | None:
    """The targets of a financial year (2010 is 2010-11); None where there is none."""
    years = targets.public_years(viewer=None)
    if not years:
        return None
    chosen = year if year in years else years[0]
    return TargetsPage(
        years=years,
        table=targets.public_table(chosen, viewer=None),
        targets=_whole_council_first(targets.public_targets(chosen, viewer=None)),
    )


def _whole_council_first(told: Sequence[TargetTold]) -> list[TargetTold]:
    return sorted(told, key=lambda each: each.directorate != WHOLE_COUNCIL)


def visits_page(*, viewer: User | None = None, on: date) -> VisitsTold:
    """Twelve months of visits to children's homes, with this one."""
    return visits.public_visits(twelve_months(on), on, viewer=None)


# -- the same as data ------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Data:
    """One file of data: what is in it, in words, and how it is made for a moment."""

    about: str
    make: Callable[[datetime], Any]


def _bodies(at: datetime) -> list[PublicBody]:
    on = timezone.localtime(at).date()
    found = bodies.public_bodies(viewer=None, on=on)
    return [bodies.public_body(each.pk, viewer=None, on=on) for each in found]


def _councillors(at: datetime) -> list[PublicCouncillor]:
    return bodies.public_councillors(viewer=None, on=_day(at))


def _meetings(at: datetime) -> list[dict[str, Any]]:
    return [
        asdict(each) | {"address": reverse("public:meeting", args=[each.pk])}
        for each in meetings.public_meetings(viewer=None, at=at)
    ]


def _forward_plan(at: datetime) -> list[MonthPlanned]:
    return public_forward_plan(viewer=None, on=_day(at))


def _you_said(at: datetime) -> list[YouSaid]:
    return public_you_said(viewer=None, on=_day(at))


def _recommendations(at: datetime) -> list[SourceTold]:
    on = _day(at)
    found = recommendations.public_sources(viewer=None, on=on)
    pks = [each.source.pk for each in found]
    return in_reports.told(pks, viewer=None, on=on) if pks else []


def _pledge(at: datetime) -> list[PromiseTold]:
    return public_pledge(viewer=None, on=_day(at))


def _strategy(at: datetime) -> StrategyTold | None:
    return public_strategy(viewer=None, on=_day(at))


def _targets(_at: datetime) -> list[TargetTold]:
    return [
        each
        for year in targets.public_years(viewer=None)
        for each in targets.public_targets(year, viewer=None)
    ]


def _visits(at: datetime) -> VisitsTold:
    return visits_page(viewer=None, on=_day(at))


def _reports(_at: datetime) -> list[dict[str, Any]]:
    return [
        {
            "pk": each.pk,
            "title": each.title,
            "body": each.body,
            "published_at": each.published_at,
            "address": reverse("public:report", args=[each.pk]),
        }
        for each in sign_off.public_reports(viewer=None)
    ]


def _figures(_at: datetime) -> list[dict[str, Any]]:
    return [
        {
            "year": told.year,
            "told_at": told.told_at,
            "figures": [_figure(each) for each in told.figures],
        }
        for told in figures.told_to_public(viewer=None)
    ]


DATA = {
    "bodies": Data(about="Bodies and who sits on them", make=_bodies),
    "councillors": Data(about="Councillors and where they sit", make=_councillors),
    "meetings": Data(about="Meetings in public", make=_meetings),
    "forward-plan": Data(about="What meetings will talk about", make=_forward_plan),
    "you-said": Data(
        about="What young people said, and what was answered", make=_you_said
    ),
    "recommendations": Data(
        about="Recommendations, and every update on them", make=_recommendations
    ),
    "pledge": Data(about="The promises of the pledge", make=_pledge),
    "strategy": Data(about="The strategy in force", make=_strategy),
    "targets": Data(about="Employment targets of every year", make=_targets),
    "visits": Data(about="A year of visits to children's homes", make=_visits),
    "reports": Data(about="Reports to committees, as they went out", make=_reports),
    "figures": Data(about="Figures of every year that was published", make=_figures),
}


def as_data(name: str, *, viewer: User | None = None, at: datetime, site: str) -> Any:
    """What a page tells, as plain data. Raises Http404 for a name there is none of.

    `site`: what the address of each page is put after, for it is read elsewhere.
    """
    if name not in DATA:
        raise Http404(f"There is no data called {name}.")
    made = DATA[name].make(at)
    rows = [_plain(row) for row in made] if isinstance(made, list) else _plain(made)
    for row in rows if isinstance(rows, list) else ():
        if row.get("address"):
            row["address"] = f"{site}{row['address']}"
    return rows


def _plain(made: Any) -> Any:
    is_ours = is_dataclass(made) and not isinstance(made, type)
    return asdict(made) if is_ours else made


def _figure(figure: Figure) -> dict[str, Any]:
    """A figure with its definition's name. Hidden numbers are null, and said to be."""
    indicator = INDICATOR_BY_CODE.get(figure.indicator)
    return {
        "indicator": figure.indicator,
        "title": indicator.title if indicator else figure.indicator,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": figure.value,
        "unavailable": figure.unavailable,
        "is_hidden": figure.is_hidden,
        "is_as_told_before": figure.is_as_told,
    }


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


# -- what is new -----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class New:
    """One thing that is new, for whoever follows the council. `key` never changes."""

    key: str
    title: str
    words: str
    address: str
    at: datetime


def news(*, viewer: User | None = None, at: datetime) -> list[New]:
    """What was published last: agendas, minutes, updates and figures, latest first."""
    found = [*_new_reports(), *_new_meetings(at), *_new_updates(at), *_new_figures()]
    return sorted(found, key=lambda each: each.at, reverse=True)[:NEWS]


def _new_reports() -> Iterator[New]:
    for each in sign_off.public_reports(viewer=None):
        yield New(
            key=f"report-{each.pk}",
            title=f"Report: {each.title}",
            words=f"To {each.body}" if each.body else "",
            address=reverse("public:report", args=[each.pk]),
            at=each.published_at,
        )


def _new_meetings(at: datetime) -> Iterator[New]:
    for row in meetings.public_meetings(viewer=None, at=at):
        out_at = _midnight(row.minutes_approved_on) or row.agenda_out_at
        if out_at is None:
            continue
        what = "Minutes" if row.has_minutes else "Agenda"
        on = date_format(timezone.localtime(row.begins_at), "j F Y")
        yield New(
            key=f"meeting-{row.pk}-{what.lower()}",
            title=f"{what}: {row.body}, {on}",
            words=row.theme,
            address=reverse("public:meeting", args=[row.pk]),
            at=out_at,
        )


def _midnight(on: date | None) -> datetime | None:
    """When a day begins, where the council is."""
    return timezone.make_aware(datetime.combine(on, time())) if on else None


def _new_updates(at: datetime) -> Iterator[New]:
    for source in recommendations.public_sources(viewer=None, on=_day(at)):
        for line in source.lines:
            told = line.latest
            if told is None:
                continue
            asked = line.recommendation
            number = asked.full_number
            yield New(
                key=f"recommendation-{asked.pk}-update-{told.pk}",
                title=f"Update on recommendation {number} of {source.source}",
                words=told.words,
                address=reverse("public:recommendation", args=[asked.pk]),
                at=told.recorded_at,
            )


def _new_figures() -> Iterator[New]:
    for told in figures.told_to_public(viewer=None):
        yield New(
            key=f"figures-{told.year}-{told.told_at:%Y%m%d%H%M}",
            title=f"Figures of the year to 31 March {told.year}",
            words="Published, or corrected.",
            address=f"{reverse('public:figures')}?year={told.year}",
            at=told.told_at,
        )
