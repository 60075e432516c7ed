"""Many children's returns of five years, made at random from a fixed seed.

Nothing in them is likely, and some of it is wrong (a child twice, episodes that
overlap, empty cells): what every engine must agree on, whatever the rows.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

import polars as pl

from parentis.indicators.tests.drawn import returns_on, typed
from parentis.ssda903 import codes
from parentis.ssda903.returns import Held, Returns, first_day, last_day, schema_of
from parentis.ssda903.tables import TABLES

YEARS = range(2021, 2026)
COUNCILS = ("888", "889")
POSTCODES = tuple(f"AB{n} {n % 9}CD" for n in range(1, 30))
Row = dict[str, Any]


def held() -> frozenset[Held]:
    """Every table of every year, of both councils."""
    return frozenset(
        Held(council, year, table.name)
        for council in COUNCILS
        for year in YEARS
        for table in TABLES
    )


def frames(*, children: int = 60, seed: int = 903) -> dict[str, pl.DataFrame]:
    """Every table of the return. The same seed gives the same rows."""
    random = Random(seed)  # noqa: S311
    rows: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    for council in COUNCILS:
        for number in range(children):
            _add_child(rows, random, {"council": council, "child": f"C{number}"})
    return {
        table.name: typed(
            [
                {name: _text(value) for name, value in row.items()}
                for row in rows[table.name]
            ],
            schema_of(table),
        )
        for table in TABLES
    }


def returns_on_engine(engine: str, spark: Any = None) -> Returns:
    """These children's returns, as an engine holds them."""
    return returns_on(engine, frames(), held=held(), postcodes=postcodes(), spark=spark)


def postcodes() -> str:
    """A drawn postcode file that knows nearly all of the children's."""
    rows = [
        f"{code.replace(' ', '')} | E{n % 3} | {n * 4_000} | {n * n * 50}"
        for n, code in enumerate(POSTCODES[:-2])
    ]
    return "\n".join(["postcode | authority | easting | northing", "-", *rows])


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _add_child(rows: dict[str, list[Row]], random: Random, child: Row) -> None:
    if random.random() < 0.3:
        born = date(2002, 4, 1) + timedelta(days=random.randrange(5 * 365))
        life = _fostered_to_18(random, born)
    else:
        born = date(2000, 1, 1) + timedelta(days=random.randrange(24 * 365))
        life = _life(random, max(born, date(2018, 6, 1)))
    for year in YEARS:
        row = {**child, "year": year, "dob": _maybe(random, born)}
        _add_header(rows, random, row)
        episodes = [
            {**row, **_as_seen(episode, year)}
            for episode in life
            if episode["decom"] <= last_day(year)
            and (episode["dec"] is None or episode["dec"] >= first_day(year))
        ]
        for episode in episodes:
            rows["episodes"] += [_without(episode, "dob")] * _times(random)
        if episodes:
            _add_years_of_care(rows, random, row, year)
        if year - born.year >= 17:
            rows["oc3"] += [_care_leaver(random, row)] * _times(random)


def _life(random: Random, day: date) -> list[Row]:
    episodes: list[Row] = []
    day += timedelta(days=random.randrange(1_500))
    reason = "S"
    for _ in range(random.randrange(1, 9)):
        ended = day + timedelta(days=random.choice((0, 1, 20, 90, 200, 400, 900)))
        if ended > date(2025, 3, 31):
            episodes.append(_episode(random, day, None, reason, None))
            break
        goes_on = random.random() < 0.8
        left = "X1" if goes_on else _one_of(random, codes.REC)
        episodes.append(_episode(random, day, ended, reason, left))
        gap = 0 if goes_on else random.choice((0, 1, 30, 200))
        day = ended + timedelta(days=gap)
        reason = random.choice("LPTBU") if goes_on else "S"
    return list({episode["decom"]: episode for episode in episodes}.values())


def _fostered_to_18(random: Random, born: date) -> list[Row]:
    leapling = (born.month, born.day) == (2, 29)
    grown_up = (
        date(born.year + 18, 3, 1) if leapling else born.replace(year=born.year + 18)
    )
    began = date(2016, 1, 1)
    left = "E17" if grown_up <= date(2025, 3, 31) else None
    ended = grown_up if left else None
    return [{**_episode(random, began, ended, "S", left), "place": "U6"}]


def _episode(
    random: Random, began: date, ended: date | None, reason: str, left: str | None
) -> Row:
    return {
        "decom": began,
        "rne": _maybe(random, reason),
        "ls": random.choices(("C2", "V2", "V4", None), (60, 30, 5, 5))[0],
        "cin": "N1",
        "place": random.choice(("U6", "U6", "U4", "U1", "K2", "T1", "A4", "H5", None)),
        "dec": ended,
        "rec": _maybe(random, left),
        "home_post": POSTCODES[random.randrange(5)],
        "pl_post": random.choice(POSTCODES[:9]),
        "urn": random.choice(("1", "1", "2", None)),
    }


def _as_seen(episode: Row, year: int) -> Row:
    """The episode as its year's return knew it: an end yet to come is not in it."""
    if episode["dec"] is not None and episode["dec"] > last_day(year):
        return {**episode, "dec": None, "rec": None}
    return episode


def _add_header(rows: dict[str, list[Row]], random: Random, row: Row) -> None:
    header = {
        **row,
        "sex": random.choice(("1", "2", "M", "F", None)),
        "ethnic": _one_of(random, codes.ETHNIC),
    }
    rows["header"] += [header] * random.choices((0, 1, 2), (5, 90, 5))[0]


def _add_years_of_care(
    rows: dict[str, list[Row]], random: Random, row: Row, year: int
) -> None:
    if random.random() < 0.2:
        ended = random.choice((None, _day_in(random, year), last_day(year)))
        rows["uasc"].append({**row, "duc": ended})
    if random.random() < 0.8:
        yes_or_no = {
            column: _maybe(random, random.choice("01"))
            for column in (
                "convicted",
                "health_check",
                "immunisations",
                "teeth_check",
                "health_assessment",
                "substance_misuse",
            )
        }
        score = _maybe(random, random.randrange(41))
        rows["oc2"].append({**row, "sdq_score": score, **yes_or_no})
    for _ in range(random.randrange(4)):
        code = _maybe(random, _one_of(random, codes.REVIEW_CODE))
        review = {**row, "review": _day_in(random, year), "review_code": code}
        rows["reviews"] += [review] * _times(random)
    for _ in range(random.randrange(3)):
        began = _day_in(random, year)
        ended = random.choice((None, began + timedelta(days=random.randrange(40))))
        kind = _one_of(random, codes.MISSING)
        rows["missing"].append(
            {**row, "missing": kind, "mis_start": began, "mis_end": ended}
        )
    for _ in range(random.randrange(6) if year >= 2024 else 0):
        rows["sw_episodes"].append(
            {
                **row,
                "sw_id": f"SW{random.randrange(6)}",
                "sw_decom": _day_in(random, year),
            }
        )


def _care_leaver(random: Random, row: Row) -> Row:
    return {
        **row,
        "in_touch": _maybe(random, _one_of(random, codes.IN_TOUCH)),
        "activ": _maybe(random, _one_of(random, codes.ACTIV)),
        "accom": _maybe(random, _one_of(random, codes.ACCOM)),
    }


def _day_in(random: Random, year: int) -> date:
    return first_day(year) + timedelta(days=random.randrange(-5, 365))


def _one_of(random: Random, code_set: codes.CodeSet) -> str:
    return random.choice(code_set.codes).code


def _maybe(random: Random, value: Any) -> Any:
    return value if random.random() < 0.93 else None


def _times(random: Random) -> int:
    return 2 if random.random() < 0.05 else 1


def _without(row: Row, name: str) -> Row:
    return {key: value for key, value in row.items() if key != name}
