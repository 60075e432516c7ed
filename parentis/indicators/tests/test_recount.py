"""Two counts, made apart, agree on who is counted and out of whom.

One is the product's; the other, in `recount.py`, is plain Python written from the
published definitions. They are held together on made-up councils, and on small returns
drawn to be difficult: days on the edge of a year, children who leave and come back,
temporary placements, short breaks, duplicates and missing cells.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from parentis.indicators import INDICATOR_BY_CODE, INDICATORS
from parentis.indicators.compute import compute
from parentis.indicators.indicator import Figure, Indicator, Kind
from parentis.indicators.tests.difficult_children import a_council
from parentis.indicators.tests.recount import Spot, recount, recount_distances
from parentis.indicators.tests.recount_care import Years, read_years
from parentis.indicators.tests.recount_days import bank_holidays
from parentis.indicators.tests.recount_year import Answer
from parentis.madeup import make_up
from parentis.ssda903 import reader, working_days
from parentis.ssda903.returns import Held, Returns, from_frames, schema_of
from parentis.ssda903.tables import TABLES

# What the reader of a difference needs: the indicator, the year, and who.
Difference = tuple[str, int, str, object, object]


# -- the product's count -----------------------------------------------------------


def members_of(returns: Returns) -> dict[str, pl.DataFrame]:
    """Everybody each indicator counts or does not, its cohort's rows made once."""
    rows: dict[str, nw.LazyFrame[Any]] = {}
    found = {}
    for indicator in INDICATORS:
        cohort = indicator.cohort
        if cohort.name not in rows:
            rows[cohort.name] = cohort.rows(returns).collect("polars").lazy()
        ready = rows[cohort.name]
        made = replace(
            indicator,
            cohort=replace(cohort, rows=lambda _, ready=ready: ready),  # type: ignore[misc]
        )
        everyone = made.members(returns).select("year", "child", "counted")
        found[indicator.code] = nw.to_native(everyone.collect("polars"))
    return found


def differences(
    returns: Returns, years: Years, spots: Mapping[str, Spot] | None = None
) -> list[Difference]:
    """Where the two counts of one council disagree, and in what."""
    figures = {(each.indicator, each.year): each for each in compute(returns)}
    members = members_of(returns)
    found: list[Difference] = []
    for year in years:
        answers = recount(years, year)
        if spots is not None:
            answers |= recount_distances(years, year, spots)
        for code, answer in sorted(answers.items()):
            rows = members[code].filter(pl.col("year") == year)
            figure = _of(figures[code, year])
            pairs: dict[str, tuple[object, object]] = {
                "out of": (sorted(rows["child"].to_list()), sorted(answer.out_of)),
                "who": (
                    sorted(rows.filter("counted")["child"].to_list()),
                    sorted(answer.counted),
                ),
                "figure": (figure, _expected(INDICATOR_BY_CODE[code], answer)),
            }
            found += [
                (code, year, what, product, second)
                for what, (product, second) in pairs.items()
                if product != second
            ]
    return found


def _of(figure: Figure) -> tuple[object, ...]:
    return (figure.unavailable, figure.numerator, figure.denominator, figure.value)


def _expected(indicator: Indicator, answer: Answer) -> tuple[object, ...]:
    of, number = len(answer.out_of), len(answer.counted)
    match indicator.kind:
        case Kind.COUNT:
            return ("", number, None, number)
        case Kind.MEAN:
            number = sum(answer.scores.values())
            return ("", number, of, number / of if of else None)
        case _:
            return ("", number, of, 100 * number / of if of else None)


def as_returns(years: Years, council: str = "a council") -> Returns:
    frames = {}
    for table in TABLES:
        rows = [
            {"council": council, "year": year, **row}
            for year, tables in years.items()
            for row in tables.get(table.name, ())
        ]
        frames[table.name] = pl.DataFrame(rows, schema=schema_of(table))
    held = {Held(council, year, table.name) for year in years for table in TABLES}
    return from_frames(frames, held=frozenset(held))


def some_places(years: Years) -> dict[str, Spot]:
    """Where each postcode of the episodes might be: near or far, in the area or not."""
    draw = random.Random(7)  # noqa: S311 - drawn alike each time
    postcodes = {
        str(row[name]).replace(" ", "")
        for tables in years.values()
        for row in tables["episodes"]
        for name in ("home_post", "pl_post")
        if row[name]
    }
    return {
        each: Spot(
            authority=draw.choice(["ours", "ours", "theirs"]),
            easting=draw.randrange(400_000, 450_000),
            northing=draw.randrange(400_000, 450_000),
        )
        for each in sorted(postcodes)[1:]  # one is in no directory
    }


@st.composite
def councils(draw: st.DrawFn) -> Years:
    def pick(options: Sequence[Any]) -> Any:
        return draw(st.sampled_from(options))

    return a_council(pick, draw(st.integers(1, 15)), draw(st.integers(2018, 2027)))


# -- the tests ---------------------------------------------------------------------


def test_two_counts_of_a_made_up_council_agree(tmp_path: Path) -> None:
    make_up(tmp_path, children=40, years=3, seed=3)
    years = read_years(tmp_path)
    returns = reader.read_years(tmp_path, council="a council").returns
    spots = some_places(years)
    frame = pl.LazyFrame([{"postcode": key, **vars(it)} for key, it in spots.items()])
    postcodes = {"postcodes": nw.from_native(frame)}
    returns = replace(returns, reference={**returns.reference, **postcodes})

    assert differences(returns, years, spots) == []


@pytest.mark.parametrize(("children", "last_year"), [(120, 2018), (250, 2025)])
def test_two_counts_of_difficult_children_agree(children: int, last_year: int) -> None:
    pick = random.Random(5).choice  # noqa: S311 - drawn alike each time
    years = a_council(pick, children, last_year)

    assert differences(as_returns(years), years) == []


@settings(
    deadline=None,
    max_examples=2,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
)
@given(councils())
def test_two_counts_of_any_small_council_agree(years: Years) -> None:
    assert differences(as_returns(years), years) == []


def test_every_indicator_is_counted_twice() -> None:
    """Some end with 2017, some begin with 2023, and some need two earlier returns."""
    nobody: Years = {year: {} for year in (2017, 2023, 2024, 2025)}
    answered = {
        code
        for year in nobody
        for code in {**recount(nobody, year), **recount_distances(nobody, year, {})}
    }

    assert answered == {indicator.code for indicator in INDICATORS}


def test_bank_holidays_worked_out_by_rule_are_those_written_out() -> None:
    years = range(working_days.FIRST_DAY.year, working_days.LAST_DAY.year + 1)
    ours = {day for year in years for day in bank_holidays(year)}

    assert ours == set(working_days.BANK_HOLIDAYS)
