"""One chart a theme: the council over the years, beside the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from parentis.committee_report.benchmarks import NO_VALUE
from parentis.committee_report.evidence import Evidence
from parentis.documents.charts import Measure, Role, Series, trend
from parentis.documents.content import Chart, Column, NoteRef, Table, Text
from parentis.indicators.disclosure import HIDDEN_EXPLANATION, HIDDEN_TEXT
from parentis.indicators.indicator import Indicator, Kind, Theme
from parentis.indicators.wording import as_published, written

# Of each theme the figure members ask for first; any other where it was not chosen.
LEADS = (
    "in-touch-19-to-21",
    "eet-19-to-21",
    "suitable-accommodation-19-to-21",
    "looked-after",
    "three-placements",
    "health-assessment",
    "missing",
    "reviews-on-time",
    "adopted",
)
LONGEST = 10
"""Years on a chart. Committees ask for five or ten."""


@dataclass(frozen=True)
class Line:
    """One line of a chart, before it is drawn."""

    name: str
    role: Role
    values: tuple[float | None, ...]

    @property
    def is_drawn(self) -> bool:
        return any(value is not None for value in self.values)


def leads(indicators: Sequence[Indicator]) -> list[Indicator]:
    """The indicators that get a chart: one for each theme with any."""
    chosen = []
    for theme in Theme:
        there = [
            each
            for each in indicators
            if each.theme is theme and not each.part_of and not each.is_historic
        ]
        there.sort(key=lambda each: each.code not in LEADS)
        chosen += there[:1]
    return chosen


def charts(
    indicators: Sequence[Indicator],
    evidence: Evidence,
    *,
    council_name: str,
    year: int,
    kept_in: Path | None = None,
) -> list[Chart]:
    """A chart for each theme in which at least two years can be shown."""
    years = [each for each in evidence.years if year - LONGEST < each <= year]
    found = [
        _chart(each, evidence, years, council_name=council_name, kept_in=kept_in)
        for each in leads(indicators)
    ]
    return [chart for chart in found if chart is not None]


def _chart(
    indicator: Indicator,
    evidence: Evidence,
    years: Sequence[int],
    *,
    council_name: str,
    kept_in: Path | None,
) -> Chart | None:
    own = Line(council_name, Role.OWN, tuple(_own(indicator, evidence, years)))
    if sum(value is not None for value in own.values) < 2:
        return None
    lines = [own, *_others(indicator, evidence, years)]
    drawing = trend(
        indicator.title,
        years,
        [Series(name=line.name, values=line.values, role=line.role) for line in lines],
        measure=_measure(indicator),
        kept_in=kept_in,
    )
    return Chart(
        title=indicator.title,
        alt=drawing.alt,
        drawing=drawing,
        table=_table(indicator, evidence, years, lines),
    )


def _own(
    indicator: Indicator, evidence: Evidence, years: Sequence[int]
) -> list[float | None]:
    figures = [evidence.figure(indicator.code, year) for year in years]
    return [figure.value if figure else None for figure in figures]


def _others(
    indicator: Indicator, evidence: Evidence, years: Sequence[int]
) -> list[Line]:
    """Neighbours, region and England; not for counts, which no two councils share."""
    if indicator.kind is Kind.COUNT:
        return []
    beside = [evidence.beside(indicator.code, year) for year in years]
    region = next(
        (each.region_name for each in beside if each and each.region_name), ""
    )
    lines = (
        Line(
            "Statistical neighbours",
            Role.NEIGHBOURS,
            tuple(each.neighbours_mean if each else None for each in beside),
        ),
        Line(
            region or "Region",
            Role.REGION,
            tuple(each.region if each else None for each in beside),
        ),
        Line(
            "England",
            Role.ENGLAND,
            tuple(each.england if each else None for each in beside),
        ),
    )
    return [line for line in lines if line.is_drawn]


def _measure(indicator: Indicator) -> Measure:
    match indicator.kind:
        case Kind.PROPORTION:
            return Measure()
        case Kind.COUNT:
            return Measure(axis="Young people", is_percent=False)
        case _:
            return Measure(axis="Mean score", is_percent=False, decimals=1)


def _table(
    indicator: Indicator,
    evidence: Evidence,
    years: Sequence[int],
    lines: Sequence[Line],
) -> Table:
    """The same figures, a line a row: ten years across take less room than down.

    So many columns leave no room for words: cells are numbers, or DfE's c.
    """
    rows = [
        (line.name, *_cells(indicator, evidence, line, years=years)) for line in lines
    ]
    notes: list[Text] = [("Definition: note", NoteRef(indicator.code))]
    if any(HIDDEN_TEXT in row for row in rows):
        notes.append(HIDDEN_EXPLANATION)
    unit = "per cent, " if indicator.kind is Kind.PROPORTION else ""
    return Table(
        caption=f"{indicator.title}: {unit}years to 31 March",
        columns=("Whose", *(Column(str(year), is_number=True) for year in years)),
        rows=rows,
        notes=notes,
    )


def _cells(
    indicator: Indicator, evidence: Evidence, line: Line, *, years: Sequence[int]
) -> Iterator[str]:
    is_published = line.role in (Role.REGION, Role.ENGLAND)
    write = as_published if is_published else written
    for year, value in zip(years, line.values, strict=True):
        figure = evidence.figure(indicator.code, year)
        is_hidden = line.role is Role.OWN and figure is not None and figure.is_hidden
        if value is None:
            yield HIDDEN_TEXT if is_hidden else NO_VALUE
        else:
            yield write(indicator, value).rstrip("%")
