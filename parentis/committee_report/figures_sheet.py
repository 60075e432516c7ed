"""The figures of a report as a spreadsheet, for whoever checks them."""

from collections.abc import Iterable, Iterator, Sequence

from parentis.committee_report import choice
from parentis.committee_report.benchmarks import is_of
from parentis.committee_report.evidence import Evidence
from parentis.committee_report.notes import ATTRIBUTION, day
from parentis.committee_report.request import ReportRequest
from parentis.committee_report.write import INTERNAL, seen_by_readers
from parentis.documents.spreadsheet import Sheet, Value
from parentis.indicators.indicator import Figure, Indicator
from parentis.indicators.wording import HIDDEN, NOBODY, NOT_HELD, WHY_HIDDEN

COLUMNS = (
    "Indicator",
    "Code",
    "Year to 31 March",
    "Value",
    "Counted",
    "Out of",
    "Why there is no value",
    "Mean of statistical neighbours",
    "Region",
    "England",
    "Source of the definition",
)


def figures_sheet(
    request: ReportRequest, evidence: Evidence
) -> tuple[Sheet, tuple[tuple[str, str], ...]]:
    """Every figure of the report, unrounded, with last year's; and what they rest on.

    As in the report, disclosure control has been applied unless it is internal.
    """
    seen = seen_by_readers(request, evidence)
    indicators = choice.chosen(request.indicators, year=request.year)
    every = {each.code: each for each in (*indicators, *_categories(indicators))}
    rows = _rows(every.values(), seen, year=request.year)
    return Sheet(name="Figures", columns=COLUMNS, rows=list(rows)), _about(
        request, seen
    )


def _categories(indicators: Sequence[Indicator]) -> Iterator[Indicator]:
    for distribution in choice.distributions(indicators):
        yield from distribution


def _rows(
    indicators: Iterable[Indicator], evidence: Evidence, *, year: int
) -> Iterator[tuple[Value, ...]]:
    for each in indicators:
        for shown in (year, year - 1):
            if not is_of(each, shown):
                continue
            figure = evidence.figure(each.code, shown)
            beside = evidence.beside(each.code, shown)
            yield (
                each.title,
                each.code,
                shown,
                figure.value if figure else None,
                figure.numerator if figure else None,
                figure.denominator if figure else None,
                why_not(figure),
                beside.neighbours_mean if beside else None,
                beside.region if beside else None,
                beside.england if beside else None,
                str(each.source),
            )


def why_not(figure: Figure | None) -> str:
    """In words why there is no value; empty where there is one."""
    if figure is None:
        return NOT_HELD
    if figure.is_hidden:
        return HIDDEN
    if figure.unavailable:
        return figure.unavailable
    return NOBODY if figure.value is None else ""


def _about(request: ReportRequest, evidence: Evidence) -> tuple[tuple[str, str], ...]:
    read = evidence.return_of(request.year)
    named = f"{read.name}" if read else NOT_HELD
    when = f", read on {day(read.read_on)}" if read and read.read_on else ""
    about = [
        ("Council", request.council_name),
        ("Year", f"1 April {request.year - 1} to 31 March {request.year}"),
        ("Return", f"{named}{when}"),
        ("Who may see it", INTERNAL if request.is_internal else "May be published"),
    ]
    if not request.is_internal:
        about.append(("Hidden", WHY_HIDDEN))
    if evidence.comparisons:
        about.append(("Others' figures", ATTRIBUTION))
    return tuple(about)
