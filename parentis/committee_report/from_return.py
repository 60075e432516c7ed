"""A committee report straight from returns: what the command gives."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from parentis.committee_report.choice import chosen
from parentis.committee_report.evidence import Beside, Evidence, ReturnRead
from parentis.committee_report.request import ReportRefused, ReportRequest
from parentis.committee_report.shapes import SCRUTINY
from parentis.committee_report.write import write
from parentis.documents.content import Document
from parentis.indicators.compute import compute
from parentis.indicators.indicator import Indicator
from parentis.published import Published
from parentis.ssda903.returns import Returns

UNNAMED = "The council"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the command was asked for. Empty text and 0 mean: choose for me.

    `council` is a code, an ONS code or a name; `year` the year ending 31 March;
    `meeting` and `contact` are lines for the head; `source` names the files.
    """

    year: int | None = None
    council: str = ""
    council_name: str = ""
    codes: Sequence[str] = ()
    template: str = SCRUTINY.code
    title: str = ""
    contact: str = ""
    meeting: str = ""
    source: str = ""
    read_on: date | None = None
    is_internal: bool = False


def report_from_return(
    returns: Returns, asked: Asked, *, published: Published | None = None
) -> Document:
    """The report on one council's returns.

    Raises `ReportRefused`, one sentence for staff, where the year is not held, the
    council cannot be told, or the template or an indicator does not exist.
    """
    own = _own_council(returns, asked.council)
    year = _year(returns, own, asked.year)
    named = asked.council or own
    request = ReportRequest(
        council=own,
        council_name=asked.council_name or _name(named, published),
        year=year,
        indicators=tuple(asked.codes),
        shape=asked.template,
        title=asked.title,
        head=_head(asked),
        is_internal=asked.is_internal,
    )
    request.layout()
    indicators = chosen(request.indicators, year=year)
    figures = compute(returns)
    evidence = Evidence(
        figures=tuple(each for each in figures if each.council == own),
        comparisons=_comparisons(published, named, indicators, returns, own),
        returns=tuple(
            ReturnRead(year=each, name=asked.source, read_on=asked.read_on)
            for council, each in returns.councils_and_years
            if council == own
        ),
    )
    return write(request, evidence)


def _head(asked: Asked) -> dict[str, str]:
    given = {"contact-officer": asked.contact, "meeting": asked.meeting}
    return {code: text for code, text in given.items() if text}


def _own_council(returns: Returns, asked: str) -> str:
    """The council as the frames have it. A lake holds many: then it must be said."""
    held = sorted({council for council, _ in returns.councils_and_years})
    if not held:
        raise ReportRefused("There is no return to write a report from.")
    if len(held) == 1:
        return held[0]
    if asked in held:
        return asked
    councils = ", ".join(held[:10])
    message = f"Say which council the report is for, with --council: {councils}."
    raise ReportRefused(message)


def _year(returns: Returns, council: str, asked: int | None) -> int:
    held = [year for code, year in returns.councils_and_years if code == council]
    if asked is None:
        return held[-1]
    if asked not in held:
        years = ", ".join(map(str, held))
        message = f"There is no return of {asked}. The returns held are of {years}."
        raise ReportRefused(message)
    return asked


def _name(council: str, published: Published | None) -> str:
    """The council's name as DfE writes it, where the published files know it."""
    if published is None or not council:
        return UNNAMED
    try:
        return published.council(council).name
    except LookupError as unknown:
        raise ReportRefused(str(unknown)) from unknown


def _comparisons(
    published: Published | None,
    council: str,
    indicators: Iterable[Indicator],
    returns: Returns,
    own: str,
) -> dict[tuple[str, int], Beside]:
    if published is None:
        return {}
    if not council:
        raise ReportRefused(
            "Say which council to compare: add --council with its code or name."
        )
    held = [year for code, year in returns.councils_and_years if code == own]
    # One year before the first return too: benchmark tables then show what DfE has.
    years = [min(held) - 1, *held]
    return {
        (each.code, year): beside
        for each in indicators
        for year in years
        if not each.part_of
        if (beside := Beside.of(published.compare(council, each.code, year))).is_shown
    }
