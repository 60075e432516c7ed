"""Two counts, made apart, agree on who is counted and out of whom.

One is the product's; the other, in `recount.py`, is plain Python written from the
published definitions. They are held together on made-up councils, and on small returns
drawn to be difficult: days on the edge of a year, children who leave and come back,
temporary placements, short breaks, duplicates and missing cells.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
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
from parentis.indicators.tests.recount import (
    Answer,
    Cell,
    Row,
    Spot,
    Years,
    bank_holidays,
    birthday,
    months_after,
    read_years,
    recount,
    recount_distances,
    working_days_after,
)
from parentis.madeup import make_up
from parentis.ssda903 import reader, working_days
from parentis.ssda903.returns import Held, Returns, from_frames, schema_of
from parentis.ssda903.tables import TABLES

Pick = Callable[[Sequence[Any]], Any]
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


# -- difficult children ------------------------------------------------------------

PLACES = ["U1", "U4", "U6", "U6", "U6", "K2", "A6", "P1", "S1", "R5", "Z1", "H5", None]
IN_CARE = ["C2", "C2", "C2", "V2", "E1", None]
SHORT_BREAKS = ["V3", "V4"]
LENGTHS = [0, 1, 2, 20, 27, 28, 60, 200, 400, 700]
GAPS = [0, 0, 0, 0, 0, 1, 30]
ENDINGS = ["E4A", "E11", "E17", "E3", "E2", "E5", "E45", "E8"]


def a_childs_rows(
    pick: Pick, child: str, last_year: int
) -> dict[int, dict[str, list[Row]]]:
    """One life, as the returns of the last year and the two before it tell it."""
    born = _a_birth(pick, last_year)
    episodes = _some_episodes(pick, born, last_year)
    reviews = _some_reviews(pick, episodes, last_year)
    rows: dict[int, dict[str, list[Row]]] = {}
    for year in range(last_year - 2, last_year + 1):
        tables: dict[str, list[Any]] = {
            "header": [{"dob": pick([born, born, born, None])}]
            * pick([0, 1, 1, 1, 1, 2]),
            "episodes": [
                {**each, **_as_known_in(year, each)}
                for each in episodes
                if each["decom"] <= date(year, 3, 31)
                and (each["dec"] or date.max) >= date(year - 1, 4, 1)
            ],
            "reviews": [
                {"review": on, "review_code": code}
                for on, code in reviews
                if date(year - 1, 4, 1) <= on <= date(year, 3, 31)
            ],
            **_yearly(pick, born, year),
        }
        rows[year] = {
            name: [{"child": child, **row} for row in some]
            for name, some in tables.items()
        }
        if rows[year]["episodes"] and pick([False] * 5 + [True]):
            rows[year]["episodes"].append(rows[year]["episodes"][0])
    return rows


def _as_known_in(year: int, episode: dict[str, Any]) -> dict[str, Cell]:
    """An episode that ends after 31 March is still open in the return of that year."""
    if episode["dec"] and episode["dec"] <= date(year, 3, 31):
        return {}
    return {"dec": None, "rec": None}


def _a_birth(pick: Pick, last_year: int) -> date:
    """Days near the edges of a year and of an age, and 29 February."""
    year = last_year - pick(
        [1, 3, 4, 5, 9, 10, 15, 16, 17, 18, 18, 19, 19, 20, 20, 21, 25]
    )
    leap = year - year % 4
    born: date = pick(
        [
            *(date(year, 3, 31), date(year, 4, 1), date(year, 4, 2), date(year, 6, 15)),
            *(date(year, 3, 30), date(year - 1, 12, 31), date(leap, 2, 29)),
        ]
    )
    return born


def _some_episodes(pick: Pick, born: date, last_year: int) -> list[dict[str, Any]]:
    begin = _a_day(pick, born, last_year)
    found: list[dict[str, Any]] = []
    first_days = [date(year - 1, 4, 1) for year in range(last_year - 2, last_year + 1)]
    statuses, new = IN_CARE, "S"
    for left in range(pick([0, 1, 1, 2, 3, 4, 6]), 0, -1):
        if new == "S":
            statuses = pick([IN_CARE] * 5 + [SHORT_BREAKS])
        place = _a_place(pick, new, found)
        around = {place, *(each["place"] for each in found[-1:])}
        if new != "S" and {"T1", "T3"} & around:
            new = "P"
        end = pick(
            [begin + timedelta(days=pick(LENGTHS)), _a_day(pick, born, last_year)]
        )
        if end < begin + timedelta(days=left > 1) or (
            left == 1 and pick([True, False])
        ):
            end = None
        gap = pick(GAPS)
        if place in ("T1", "T3") and any(
            begin <= first < (end or date.max) for first in first_days
        ):
            place = "K2"
        if end == birthday(born, 18):
            left = 1
        goes_on = left > 1 and not gap
        reason = None if end is None else "X1" if goes_on else pick(ENDINGS)
        found.append(
            {
                "decom": begin,
                "rne": new,
                "ls": pick(statuses),
                "place": place,
                "pl_post": pick(["A1", "B2"]),
                "dec": end,
                "rec": reason,
            }
        )
        if end is None or left == 1:
            break
        begin = end + timedelta(days=gap)
        changes = ["P", "B"] if begin in first_days else [*"LPPPTBU"]
        new = pick(changes) if goes_on else "S"
    return found


def _a_place(pick: Pick, new: str, before: list[dict[str, Any]]) -> Any:
    """Temporary ones follow another; foster carers adopt those they foster."""
    last = before[-1]["place"] if before else None
    if new in ("T", "U") and last in ("U5", "U6"):
        return pick(["A3", "U4"])
    if new == "L":
        return last
    return pick([*PLACES, "T1", "T3"] if last and new == "P" else PLACES)


def _a_day(pick: Pick, born: date, last_year: int) -> Any:
    return pick(
        [
            *(date(last_year - 1, 3, 31), date(last_year - 1, 4, 1)),
            *(
                date(last_year - 1, 4, 2),
                date(last_year, 3, 30),
                date(last_year, 3, 31),
            ),
            *(date(last_year, 3, 2), date(last_year, 3, 3), date(last_year, 3, 4)),
            *(date(last_year - 3, 4, 1), date(last_year - 3, 4, 2)),
            *(date(last_year - 3, 9, 29), date(last_year - 3, 9, 30)),
            *(date(last_year - 3, 10, 1), date(last_year - 2, 3, 31)),
            *(
                date(last_year - 2, 4, 1),
                date(last_year - 1, 8, 31),
                birthday(born, 18),
            ),
            *(birthday(born, 18) - timedelta(days=1), date(last_year - 1, 12, 5)),
        ]
    )


def _some_reviews(
    pick: Pick, episodes: list[dict[str, Any]], last_year: int
) -> list[tuple[date, str | None]]:
    """On the last day allowed, the day before it, or the day after."""
    if not episodes:
        return []
    found = []
    on = working_days_after(pick(episodes)["decom"], 20)
    for months in (3, 6, 6, 6, 6):
        on += timedelta(days=pick([-1, 0, 0, 0, 0, 0, 1]))
        found.append(
            (on, pick(["PN0", "PN1", "PN1", "PN2", "PN4", "PN5", "PN7", None]))
        )
        on = months_after(on, months)
    return found


def _yearly(pick: Pick, born: date, year: int) -> dict[str, list[Row]]:
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    days = [
        None,
        None,
        first - timedelta(days=1),
        first,
        last,
        last + timedelta(days=1),
    ]
    ours = ["1", "1", "0", None]
    incident = {"missing": pick(["M", "A", None]), "mis_start": pick(days)}
    leaver = {
        "dob": born,
        "in_touch": pick(["YES", "YES", "NO", "REFU", "NREQ", "DIED", "RHOM", None]),
        "activ": pick(["F1", "P2", "F3", "F4", "P5", "G4", "G5", "G6", "0", None]),
        "accom": pick(
            ["B1", "Z1", "Z1", "U2", "G1", "H2", "R2", "S2", "X2", "0", None]
        ),
    }
    checks = ("health_check", "immunisations", "teeth_check", "health_assessment")
    outcomes = {
        "dob": born,
        "sdq_score": pick([None, 0, 13, 40]),
        **{name: pick(ours) for name in (*checks, "convicted", "substance_misuse")},
    }
    workers = [
        {
            "sw_id": pick(["1", "2", "3", None]),
            "sw_decom": pick(days),
            "sw_dec": pick(days),
        }
        for _ in range(pick([0, 2, 4]))
    ]
    return {
        "oc3": [leaver] * pick([0, 1, 1, 1, 1, 2]),
        "oc2": [outcomes] * pick([0, 1, 1, 1, 2]),
        "uasc": [{"dob": born, "duc": pick(days)}] * pick([0, 0, 1, 2]),
        "missing": [{**incident, "mis_end": pick(days)}] * pick([0, 1, 2]),
        "sw_episodes": [each for each in workers if each["sw_decom"]],
    }


def a_council(pick: Pick, children: int, last_year: int) -> Years:
    years: dict[int, dict[str, list[Row]]] = {}
    for number in range(children):
        for year, tables in a_childs_rows(pick, f"child {number}", last_year).items():
            for name, rows in tables.items():
                years.setdefault(year, {}).setdefault(name, []).extend(rows)
    return years


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
