"""The council beside its neighbours, its region and England.

The benchmark tables have the form members know: in touch, education or work, suitable
accommodation; one table a year. The scorecard has every indicator asked for.
"""

from collections.abc import Sequence

from parentis.committee_report.evidence import Beside, Evidence
from parentis.committee_report.in_year import InYear
from parentis.committee_report.narrative import inline
from parentis.documents.content import Column, NoteRef, Table, Text
from parentis.indicators.indicator import Indicator, Kind
from parentis.indicators.rounding import percent
from parentis.indicators.wording import (
    HIDDEN,
    WHY_HIDDEN,
    as_published,
    change,
    out_of,
    shown,
    written,
)

BENCHMARKED = ("in-touch", "eet", "suitable-accommodation")
# As computed, with two decimals, since that is how members have always seen them.
DECIMALS = 2
ASSESSED = ("17-to-18", "19-to-21", "22-to-25")
NO_VALUE = "-"
NO_VALUE_IN_WORDS = f"“{NO_VALUE}”: no figure was published or is held."
AS_PUBLISHED = "(published)"


def benchmarked(indicators: Sequence[Indicator], *, year: int) -> list[Indicator]:
    """The indicators that go into the benchmark tables of this year."""
    stems = {
        f"{stem}-{ages}{until}"
        for stem in BENCHMARKED
        for ages in ASSESSED
        for until in ("", "-to-2017")
    }
    return [each for each in indicators if each.code in stems and is_of(each, year)]


def is_of(indicator: Indicator, year: int) -> bool:
    """Whether the definition was in use in this year."""
    return indicator.first_year <= year <= (indicator.last_year or year)


def benchmark_table(
    indicators: Sequence[Indicator],
    evidence: Evidence,
    *,
    council_name: str,
    year: int,
) -> Table | None:
    """Statistical neighbours, the council, region and England, for one year.

    The council's own figure is computed from its return; where none is held, what DfE
    published for it stands there and says so. None where there is nothing to show.
    """
    rows: list[tuple[Text, ...]] = []
    has_others = bool(evidence.comparisons)
    for each in indicators:
        cells = _benchmark_cells(each, evidence, year=year)
        if any(cell != NO_VALUE for cell in cells):
            label: Text = (each.short_title, NoteRef(each.code))
            rows.append((label, *(cells if has_others else cells[1:2])))
    if not rows:
        return None
    heads = (
        "Statistical neighbours",
        council_name,
        region_name(indicators, evidence, year=year),
        "England",
    )
    numbers = [Column(head, is_number=True) for head in heads]
    return Table(
        caption=f"Care leavers, year to 31 March {year}",
        columns=("Measure", *(numbers if has_others else numbers[1:2])),
        rows=rows,
        notes=_notes_beneath([str(cell) for row in rows for cell in row[1:]]),
    )


def _benchmark_cells(
    indicator: Indicator, evidence: Evidence, *, year: int
) -> tuple[str, str, str, str]:
    """Neighbours, the council, region and England."""
    beside = evidence.beside(indicator.code, year)
    return (
        _neighbours(indicator, beside, decimals=DECIMALS),
        _own(indicator, evidence, beside, year=year),
        _place(indicator, beside.region if beside else None, decimals=DECIMALS),
        _place(indicator, beside.england if beside else None, decimals=DECIMALS),
    )


def _own(
    indicator: Indicator,
    evidence: Evidence,
    beside: Beside | None,
    *,
    year: int,
) -> str:
    figure = evidence.figure(indicator.code, year)
    if figure is not None:
        return shown(figure, indicator, decimals=DECIMALS)
    if beside is not None and beside.own is not None:
        value = written(indicator, beside.own, decimals=DECIMALS)
        return f"{value} {AS_PUBLISHED}"
    return NO_VALUE


def _neighbours(indicator: Indicator, beside: Beside | None, *, decimals: int) -> str:
    if beside is None or beside.neighbours_mean is None:
        return NO_VALUE
    return written(indicator, beside.neighbours_mean, decimals=decimals)


def _place(indicator: Indicator, value: float | None, *, decimals: int) -> str:
    if value is None or indicator.kind is Kind.COUNT:
        return NO_VALUE
    return as_published(indicator, value, decimals=decimals)


def _notes_beneath(cells: Sequence[str]) -> tuple[Text, ...]:
    notes = []
    if any(AS_PUBLISHED in cell for cell in cells):
        notes.append(
            f"{AS_PUBLISHED}: no return of that year is held, so this is what the"
            " Department for Education published for the council."
        )
    if HIDDEN in cells:
        notes.append(WHY_HIDDEN)
    if NO_VALUE in cells:
        notes.append(NO_VALUE_IN_WORDS)
    return tuple(notes)


def in_year_table(
    indicators: Sequence[Indicator],
    evidence: Evidence,
    *,
    council_name: str,
    year: int,
    month: InYear,
    is_internal: bool = False,
) -> Table:
    """Per cents of a time no return is held of, in the form of the years' tables."""
    has_others = bool(evidence.comparisons) or any(
        value is not None
        for row in month.rows
        for value in (row.neighbours, row.region, row.england)
    )
    decimals = DECIMALS if month.published_in or is_internal else 0
    rows = []
    for row in month.rows:
        own = _percent(row.percent, decimals=decimals)
        cells = (
            _percent(row.neighbours),
            own,
            _percent(row.region),
            _percent(row.england),
        )
        rows.append((row.label, *(cells if has_others else (own,))))
    heads = (
        "Statistical neighbours",
        council_name,
        region_name(indicators, evidence, year=year),
        "England",
    )
    numbers = [Column(head, is_number=True) for head in heads]
    return Table(
        caption=f"Care leavers, {month.month or 'since the last return'}",
        columns=("Measure", *(numbers if has_others else numbers[1:2])),
        rows=rows,
        notes=_notes_on_month(month, [cell for row in rows for cell in row[1:]]),
    )


def _percent(value: float | None, *, decimals: int = DECIMALS) -> str:
    return NO_VALUE if value is None else f"{percent(value, decimals=decimals)}%"


def _notes_on_month(month: InYear, cells: Sequence[str]) -> tuple[Text, ...]:
    notes = []
    if month.source:
        notes.append(inline(f"Source: {month.source}."))
    if month.published_in:
        notes.append(inline(f"Published in: {month.published_in}."))
    notes.append(
        "No return is held of this time: the council worked out its own per cents."
    )
    if NO_VALUE in cells:
        notes.append(NO_VALUE_IN_WORDS)
    return tuple(notes)


def region_name(
    indicators: Sequence[Indicator], evidence: Evidence, *, year: int
) -> str:
    """The council's region as DfE names it, where any comparison tells."""
    for each in indicators:
        beside = evidence.beside(each.code, year)
        if beside and beside.region_name:
            return beside.region_name
    return "Region"


def scorecard(
    indicators: Sequence[Indicator], evidence: Evidence, *, year: int
) -> Table | None:
    """Every indicator asked for, in the order of the themes, with how it moved."""
    has_others = any(evidence.beside(each.code, year) for each in indicators)
    rows = [
        _scorecard_row(each, evidence, year=year, has_others=has_others)
        for each in indicators
        if not each.part_of
    ]
    if not rows:
        return None
    columns: list[Column | str] = [
        "Measure",
        Column(str(year), is_number=True),
        Column("Counted", is_number=True),
        Column(str(year - 1), is_number=True),
        "Change",
    ]
    if has_others:
        columns += [
            Column("Statistical neighbours", is_number=True),
            Column(region_name(indicators, evidence, year=year), is_number=True),
            Column("England", is_number=True),
        ]
    cells = [str(cell) for row in rows for cell in row[1:]]
    return Table(
        caption=f"All figures chosen for this report, year to 31 March {year}",
        columns=columns,
        rows=rows,
        notes=_notes_beneath(cells),
        is_wide=True,
    )


def _scorecard_row(
    indicator: Indicator, evidence: Evidence, *, year: int, has_others: bool
) -> tuple[Text, ...]:
    now = evidence.figure(indicator.code, year)
    before = evidence.figure(indicator.code, year - 1)
    moved = change(now, before, indicator)
    beside = evidence.beside(indicator.code, year)
    label: Text = (indicator.short_title, NoteRef(indicator.code))
    own: tuple[Text, ...] = (
        label,
        shown(now, indicator),
        out_of(now, indicator),
        shown(before, indicator) if is_of(indicator, year - 1) else NO_VALUE,
        moved.in_words if moved else "",
    )
    if not has_others:
        return own
    if beside is None or indicator.kind is Kind.COUNT:
        return (*own, NO_VALUE, NO_VALUE, NO_VALUE)
    return (
        *own,
        _neighbours(indicator, beside, decimals=1),
        _place(indicator, beside.region, decimals=1),
        _place(indicator, beside.england, decimals=1),
    )
