"""The young people behind a figure, each with what decided it, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw

from parentis.indicators.indicator import Indicator
from parentis.ssda903.codes import CodeSet
from parentis.ssda903.returns import Returns
from parentis.ssda903.tables import TABLES, Kind

NOT_FACTS = frozenset({"council", "year", "child", "dob", "age", "counted"})
COLUMNS = {column.field: column for table in TABLES for column in table.columns}


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody in a denominator. `facts` are what the return says, in words."""

    child: str
    dob: date | None
    age: int | None
    counted: bool
    facts: tuple[str, ...]


def members(
    indicator: Indicator, returns: Returns, council: str, year: int
) -> list[Member]:
    """Everyone in the denominator of one figure, in order of child number."""
    rows = indicator.members(returns).filter(
        nw.col("council") == council, nw.col("year") == year
    )
    # Only the return's own columns are facts; what cohorts work with in between is not.
    collected = rows.collect("polars").to_native().sort("child")
    return [
        Member(
            child=row["child"],
            dob=row.get("dob"),
            age=row.get("age"),
            counted=row["counted"],
            facts=tuple(_facts(row)),
        )
        for row in collected.iter_rows(named=True)
    ]


def _facts(row: Mapping[str, Any]) -> Iterator[str]:
    for name, value in row.items():
        column = COLUMNS.get(name)
        if name in NOT_FACTS or column is None or value is None:
            continue
        words = _in_words(value, column.codes) if column.kind is Kind.CODE else value
        yield f"{column.meaning}: {words:%-d %B %Y}" if isinstance(
            words, date
        ) else f"{column.meaning}: {words}"


def _in_words(value: str, codes: CodeSet | None) -> str:
    return codes.meaning_of(value) if codes else value
