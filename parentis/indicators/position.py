"""Where care leavers stand now: the return's own indicators on tables of casework.

Nothing is defined here. It only says which indicators a position shows, and asks each
who is in it and who counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from inspect import getsource

import narwhals as nw
import polars as pl

from parentis.indicators import (
    INDICATORS,
    accommodation,
    activity,
    bands,
    care_leavers,
    contact,
)
from parentis.indicators.bands import GROUPED_AGES
from parentis.indicators.care_leavers import CARE_LEAVERS
from parentis.indicators.compute import compute
from parentis.indicators.disclosure import protect
from parentis.indicators.indicator import Figure
from parentis.ssda903 import casework, in_touch
from parentis.ssda903.returns import Returns

# What a reader could work out is hidden with all of these before it, shown or not.
OF_CARE_LEAVERS = tuple(each for each in INDICATORS if each.cohort is CARE_LEAVERS)
# From 22 on the return holds those alone who asked for support.
_AGES = tuple(band.slug for band in GROUPED_AGES if not band.is_of_those_who_asked)
SHOWN = tuple(
    each
    for each in OF_CARE_LEAVERS
    if each.is_main and each.last_year is None and each.code.endswith(_AGES)
)
_DEFINED_IN = (
    accommodation,
    activity,
    bands,
    care_leavers,
    casework,
    contact,
    in_touch,
)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """In which indicators a young person is, and in which of them they count."""

    out_of: frozenset[str]
    counted: frozenset[str]


def definitions() -> str:
    """A short name that changes whenever what is counted may have."""
    sources = "".join(getsource(each) for each in _DEFINED_IN)
    return sha256(sources.encode()).hexdigest()[:12]


def figures_of(returns: Returns, *, year: int) -> dict[str, tuple[Figure, bool]]:
    """The figures to show, each with whether it is hidden from the public."""
    found = [each for each in compute(returns, OF_CARE_LEAVERS) if each.year == year]
    hidden = [each.is_hidden for each in protect(found)]
    shown = {each.code for each in SHOWN}
    return {
        figure.indicator: (figure, is_hidden)
        for figure, is_hidden in zip(found, hidden, strict=True)
        if figure.indicator in shown
    }


def who_counts(returns: Returns, *, year: int) -> Mapping[str, Standing]:
    """By child number, everybody who is in any of the figures to show."""
    asked = {}
    for each in SHOWN:
        is_in = each.denominator.fill_null(value=False)
        asked[f"in {each.code}"] = is_in
        asked[f"of {each.code}"] = is_in & each.numerator.fill_null(value=False)
    rows = CARE_LEAVERS.rows(returns).filter(nw.col("year") == year)
    found: pl.DataFrame = rows.select("child", **asked).collect("polars").to_native()
    return {
        row["child"]: Standing(
            out_of=_codes(row, "in "),
            counted=_codes(row, "of "),
        )
        for row in found.iter_rows(named=True)
    }


def _codes(row: Mapping[str, object], mark: str) -> frozenset[str]:
    return frozenset(
        name.removeprefix(mark)
        for name, is_so in row.items()
        if is_so is True and name.startswith(mark)
    )


def grouped(
    standings: Mapping[int, Standing], group_of: Mapping[int, int]
) -> dict[int, dict[str, tuple[int, int]]]:
    """By group and indicator, how many count and out of how many."""
    found: dict[int, dict[str, tuple[int, int]]] = {}
    for key, standing in standings.items():
        of_group = found.setdefault(group_of.get(key, 0), {})
        for code in standing.out_of:
            counted, out_of = of_group.get(code, (0, 0))
            of_group[code] = (counted + (code in standing.counted), out_of + 1)
    return found
