"""The young people behind a figure, each with what decided it, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw

from parentis.indicators.indicator import Indicator
from parentis.ssda903.returns import Frame, Returns
from parentis.ssda903.tables import TABLES

COLUMNS = {column.field: column for table in TABLES for column in table.columns}
# The words of the list of young people; where there are none, the return's own.
TOLD_AS = {
    "activ": "Activity",
    "accom": "Accommodation",
    "in_touch": "Contact",
    "place": "Placement",
    "rec": "Reason for leaving care",
    "dec": "Left care on",
    "sdq_score": "SDQ score",
    "health_check": "Development checks up to date",
    # What cohorts work out.
    "is_unaccompanied": "Unaccompanied asylum-seeking child",
    "placements": "Placements in the year",
    "moves": "Moves to another carer in two years",
    "social_workers": "Social workers in the year",
    "is_outside": "Placed outside the council's area",
    "is_far": "More than 20 miles from home",
    "was_missing": "Missing in the year",
    "was_away": "Away without leave in the year",
    "started_on": "Started to be looked after on",
    "late_reviews": "Reviews held late",
    "is_overdue": "A review was overdue on 31 March",
    "reviews": "Reviews in the year",
    "took_part": "Reviews the child took part in",
    "turned_18_on": "Turned 18 on",
}
NOT_RECORDED = "not recorded"


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody in a denominator. `facts` are what decided whether they count."""

    child: str
    dob: date | None
    age: int | None
    counted: bool
    facts: tuple[str, ...]


def members(
    indicator: Indicator, returns: Returns, council: str, year: int
) -> list[Member]:
    """Everyone in the denominator of one figure, in order of child number."""
    rows = indicator.members(_of(returns, council, year)).filter(
        nw.col("council") == council, nw.col("year") == year
    )
    asked = [
        name
        for name in ("child", "dob", "age", "counted", *indicator.decided_by)
        if name in rows.collect_schema().names()
    ]
    found = rows.select(*dict.fromkeys(asked)).collect(backend="polars")
    return [
        Member(
            child=row["child"],
            dob=row.get("dob"),
            age=row.get("age"),
            counted=row["counted"],
            facts=tuple(_facts(indicator, row)),
        )
        for row in found.sort("child").iter_rows(named=True)
    ]


def _of(returns: Returns, council: str, year: int) -> Returns:
    """The returns a figure may ask: of its council, of its year and those before."""

    def asked(frame: Frame) -> Frame:
        return frame.filter(nw.col("council") == council, nw.col("year") <= year)

    tables = {name: asked(frame) for name, frame in returns.tables.items()}
    return Returns(tables, returns.held, returns.reference)


def _facts(indicator: Indicator, row: Mapping[str, Any]) -> Iterator[str]:
    for name in indicator.decided_by:
        if name not in row:
            continue
        said = TOLD_AS.get(name) or COLUMNS[name].meaning
        yield f"{said}: {_in_words(name, row[name])}"


def _in_words(name: str, value: Any) -> str:
    column = COLUMNS.get(name)
    match value:
        case None:
            return NOT_RECORDED
        case bool():
            return "yes" if value else "no"
        case date():
            return f"{value.day} {value:%B %Y}"
        case str() if column is not None and column.codes is not None:
            return column.codes.meaning_of(value)
        case _:
            return str(value)
