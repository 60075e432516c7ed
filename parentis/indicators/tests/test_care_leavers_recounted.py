"""Figures of care leavers, recounted one by one by plain Python."""

from collections.abc import Callable
from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from parentis.indicators import INDICATOR_BY_CODE
from parentis.indicators.compute import compute
from parentis.indicators.tests.drawn import COUNCIL
from parentis.ssda903 import codes
from parentis.ssda903.returns import Held, from_frames, schema_of
from parentis.ssda903.tables import OC3

YEAR = 2025
Row = tuple[date | None, str | None, str | None, str | None]
BANDS = {"17-to-18": (17, 18), "19-to-21": (19, 21), "22-to-25": (22, 25)}


def _code_of(code_set: codes.CodeSet) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from([each.code for each in code_set.codes])


ROWS = st.lists(
    st.tuples(
        st.none()
        | st.builds(
            lambda days: date(1998, 1, 1) + timedelta(days=days),
            st.integers(0, 11 * 365),
        ),
        _code_of(codes.IN_TOUCH),
        _code_of(codes.ACTIV),
        _code_of(codes.ACCOM),
    ),
    max_size=40,
)


def _age(born: date) -> int:
    """The age on 31 March, the last day of the return year."""
    return YEAR - born.year - ((born.month, born.day) > (3, 31))


def _is_suitable(row: Row) -> bool:
    return (row[3] or "0")[1:] == "1"


COUNTED: dict[str, Callable[[Row], bool]] = {
    "in-touch": lambda row: row[1] == "YES",
    "eet": lambda row: (row[2] or "0")[0] in "FP",
    "higher-education": lambda row: row[2] in ("F1", "P1"),
    "neet": lambda row: (row[2] or "0")[0] == "G",
    "suitable-accommodation": _is_suitable,
}


def _recount(rows: list[Row], stem: str, ages: tuple[int, int]) -> tuple[int, int]:
    out_of = [
        row
        for row in rows
        if row[0] is not None
        and ages[0] <= _age(row[0]) <= ages[1]
        and row[1] not in ("DIED", "RHOM")
    ]
    if stem == "suitable-accommodation":
        out_of = [row for row in out_of if (row[3] or "0")[0] not in "GHR"]
    return sum(COUNTED[stem](row) for row in out_of), len(out_of)


@settings(deadline=None, max_examples=25)
@given(ROWS)
def test_figures_are_what_counting_one_by_one_gives(rows):
    schema = schema_of(OC3)
    frame = pl.DataFrame(
        [(COUNCIL, YEAR, f"C{n}", *row) for n, row in enumerate(rows)],
        schema=schema,
        orient="row",
    )
    asked = [INDICATOR_BY_CODE[f"{stem}-{band}"] for stem in COUNTED for band in BANDS]

    returns = from_frames({"oc3": frame}, held=frozenset({Held(COUNCIL, YEAR, "oc3")}))

    assert {
        each.indicator: (each.numerator, each.denominator)
        for each in compute(returns, asked)
    } == {
        f"{stem}-{band}": _recount(rows, stem, ages)
        for stem in COUNTED
        for band, ages in BANDS.items()
    }
