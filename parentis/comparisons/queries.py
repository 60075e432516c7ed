"""What pages read of others' published figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.comparisons.models import Comparator as Comparator
from parentis.comparisons.models import (
    PublishedCouncil,
    PublishedNeighbour,
    PublishedValue,
)
from parentis.design.charts import kept_in, measure_of
from parentis.documents.charts import Bar, DrawnChart, Role, compare
from parentis.indicators import INDICATOR_BY_CODE
from parentis.indicators.indicator import Indicator, Kind
from parentis.indicators.rounding import percent
from parentis.published import Published
from parentis.published.cells import FIGURES
from parentis.published.figures import ENGLAND, NATION, REGION, PublishedFigure
from parentis.published.neighbours import NEIGHBOURS
from parentis.published.records import from_records

MOST_COUNCILS = 12
ROLES = {NATION: Role.ENGLAND, REGION: Role.REGION}


@dataclass(frozen=True, kw_only=True)
class ComparedPlace:
    """One place's figures, a year each, in the order of the page's years."""

    code: str
    name: str
    is_own: bool
    figures: Sequence[PublishedFigure | None]

    def bar(self, year: int) -> Bar:
        figure = next(
            (each for each in self.figures if each and each.year == year), None
        )
        role = Role.OWN if self.is_own else ROLES.get(figure.level if figure else "")
        return Bar(
            name=self.name,
            value=figure.value if figure else None,
            text="" if figure is None or figure.is_shown else figure.symbol,
            role=role or Role.OTHER,
        )


@dataclass(frozen=True, kw_only=True)
class ComparePage:
    """Places side by side for one indicator. `councils` are those one may choose."""

    indicator: Indicator | None
    indicators: Sequence[Indicator]
    years: Sequence[int]
    councils: Sequence[PublishedCouncil]
    chosen: Sequence[str]
    places: Sequence[ComparedPlace]
    model: str
    models: Sequence[str]
    sources: Sequence[str]
    most: int = MOST_COUNCILS

    @property
    def query(self) -> str:
        """These choices as an address keeps them."""
        chosen = [("council", code) for code in self.chosen]
        return (
            urlencode([("indicator", self.indicator.code), *chosen])
            if (self.indicator)
            else ""
        )

    @property
    def latest(self) -> int | None:
        """The last year in which any of these places has a figure."""
        return max(
            (
                figure.year
                for place in self.places
                for figure in place.figures
                if figure and figure.is_shown
            ),
            default=None,
        )

    @property
    def chart(self) -> DrawnChart | None:
        """The places side by side in the latest year."""
        year = self.latest
        if self.indicator is None or year is None:
            return None
        return compare(
            f"{self.indicator.title}, year ending 31 March {year}",
            [place.bar(year) for place in self.places],
            measure=measure_of(self.indicator),
            kept_in=kept_in(),
        )

    @property
    def revisions(self) -> list[str]:
        """Where sources differ: both are told, and the later release is shown."""
        return [
            f"{place.name}, {figure.year}: {_said(figure, self.indicator)} is shown;"
            f" {_said(other, self.indicator)} was said before"
            for place in self.places
            for figure in place.figures
            if figure
            for other in figure.revisions
        ]


def comparators(
    *, viewer: User | None, year: int | None = None
) -> dict[tuple[str, int], Comparator]:
    """Others' figures beside ours, by indicator and year. They are public already."""
    if viewer is not None:
        require(viewer, Permission.SEE_FIGURES)
    found = Comparator.objects.all()
    if year is not None:
        found = found.filter(year=year)
    return {(each.indicator, each.year): each for each in found}


def comparators_of(indicator: str, *, viewer: User | None) -> dict[int, Comparator]:
    """The same for one indicator, by year."""
    if viewer is not None:
        require(viewer, Permission.SEE_FIGURES)
    return {each.year: each for each in Comparator.objects.filter(indicator=indicator)}


def published_figures(
    indicator: str, *, viewer: User, places: Iterable[str] | None = None
) -> Published:
    """What was published of one indicator, as the plain core reads it."""
    require(viewer, Permission.SEE_FIGURES)
    values = PublishedValue.objects.filter(indicator=indicator)
    if places is not None:
        values = values.filter(place__in=list(places))
    return from_records(
        values.values_list(*FIGURES),
        councils=[each.details for each in PublishedCouncil.objects.all()],
        neighbours=PublishedNeighbour.objects.values(*NEIGHBOURS),
    )


def compare_page(
    *, viewer: User, own: str, indicator: str = "", councils: Sequence[str] = ()
) -> ComparePage:
    """Chosen councils side by side; at first our own and its statistical neighbours."""
    require(viewer, Permission.SEE_FIGURES)
    codes = set(
        PublishedValue.objects.order_by().values_list("indicator", flat=True).distinct()
    )
    indicators = [each for code, each in INDICATOR_BY_CODE.items() if code in codes]
    chosen_indicator = INDICATOR_BY_CODE.get(indicator) or next(iter(indicators), None)
    known = list(PublishedCouncil.objects.order_by("name"))
    if chosen_indicator is None:
        return ComparePage(
            indicator=None,
            indicators=[],
            years=[],
            councils=known,
            chosen=[],
            places=[],
            model="",
            models=[],
            sources=[],
        )
    published = published_figures(chosen_indicator.code, viewer=viewer)
    names = {each.code: each.name for each in known}
    chosen = [code for code in councils if code in names][:MOST_COUNCILS]
    if not chosen and own in names:
        chosen = [own, *published.neighbours(own)]
    years = published.years(chosen_indicator.code)
    region = published.council(own).region if own in names else ""
    places = [
        ComparedPlace(
            code=code,
            name=published.name_of(code),
            is_own=code == own,
            figures=[
                published.figure(code, chosen_indicator.code, year) for year in years
            ],
        )
        for code in [*chosen, *filter(None, [region]), ENGLAND]
    ]
    shown = [figure for place in places for figure in place.figures if figure]
    return ComparePage(
        indicator=chosen_indicator,
        indicators=indicators,
        years=years,
        councils=known,
        chosen=chosen,
        places=places,
        model=published.models[0] if published.models else "",
        models=published.models,
        sources=sorted({str(figure.source) for figure in shown}),
    )


def _said(figure: PublishedFigure, indicator: Indicator | None) -> str:
    """'41.0% (170 of 415), LAIT, release 2026'."""
    is_percent = indicator is not None and indicator.kind is Kind.PROPORTION
    value = figure.symbol
    if figure.value is not None:
        value = f"{percent(figure.value, decimals=1)}{'%' if is_percent else ''}"
    counts = (
        f" ({figure.numerator:,} of {figure.denominator:,})"
        if figure.numerator is not None and figure.denominator is not None
        else ""
    )
    return f"{value}{counts}, {figure.source}"
