"""How long each person is in care, by which road they leave, and under what order.

A spell is one unbroken time in care. Most people have one, some come back for a second,
and those who have single short breaks have one for each break.
"""

import polars as pl

from parentis.madeup.calendar import YEAR, birthday
from parentis.madeup.draws import Draws, Weights, pick

SPELLS_A_PERSON = 16

# How people leave, by age on arrival: after weeks, home after months, to a guardian, to
# adopters, by themselves before 18, or on the 18th birthday.
_ROADS: dict[int, Weights] = {
    0: (
        ("short", 0.21),
        ("home", 0.13),
        ("guardian", 0.20),
        ("adopted", 0.36),
        ("stay", 0.10),
    ),
    1: (
        ("short", 0.27),
        ("home", 0.19),
        ("guardian", 0.21),
        ("adopted", 0.18),
        ("stay", 0.15),
    ),
    5: (
        ("short", 0.32),
        ("home", 0.21),
        ("guardian", 0.14),
        ("adopted", 0.01),
        ("stay", 0.32),
    ),
    10: (
        ("short", 0.30),
        ("home", 0.14),
        ("guardian", 0.03),
        ("leave", 0.06),
        ("stay", 0.47),
    ),
    16: (("short", 0.15), ("leave", 0.08), ("stay", 0.77)),
}
_UNACCOMPANIED_ROADS: Weights = (("short", 0.02), ("leave", 0.05), ("stay", 0.93))
_MEAN_STAY = {"short": 70, "home": 330, "guardian": 300}
_COMES_BACK = 0.13

_CATEGORIES: Weights = (
    ("N1", 67.0),
    ("N2", 3.0),
    ("N3", 3.2),
    ("N4", 8.0),
    ("N5", 14.5),
    ("N6", 1.4),
    ("N7", 0.2),
    ("N8", 2.7),
)
_FIRST_STATUS: dict[str, Weights] = {
    "short": (("V2", 72), ("C1", 16), ("L1", 9), ("L2", 3)),
    "order": (("C1", 54), ("V2", 30), ("L1", 8), ("L2", 5), ("C2", 3)),
}


def spells_of(people: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    """Every spell of these people, one row each.

    Adds to the person's columns: key (one number a spell), road, end (the day it ends,
    None for nobody: it may lie after the last return), status (first legal status),
    interim, full and placing (days of a care order, interim and full, and of a
    placement order), after_police (the status that follows police protection), cin.
    """
    in_breaks = pl.col("stream") == "breaks"
    first = _in_care(people.filter(~in_breaks), draws, nth=0)
    breaks = _short_breaks(people.filter(in_breaks), draws)
    return pl.concat([first, _second(first, draws), breaks.select(first.columns)])


def _age_band(age: pl.Expr) -> pl.Expr:
    years = age / YEAR
    band = pl.lit(0)
    for youngest in (1, 5, 10, 16):
        band = pl.when(years >= youngest).then(youngest).otherwise(band)
    return band


def _road(draws: Draws) -> pl.Expr:
    share = draws.share(pl.col("key"), "road")
    road = pick(share, _ROADS[0])
    for youngest in (1, 5, 10, 16):
        road = (
            pl.when(_age_band(pl.col("age")) == youngest)
            .then(pick(share, _ROADS[youngest]))
            .otherwise(road)
        )
    road = (
        pl.when(pl.col("stream") == "unaccompanied")
        .then(pick(share, _UNACCOMPANIED_ROADS))
        .otherwise(road)
    )
    # Nobody is remanded at nine; a remand is short, and comes to an end of its own.
    is_remand = (
        (road == "short")
        & (pl.col("stream") == "care")
        & (pl.col("age") > 12 * YEAR)
        & draws.happens(pl.col("key"), "remand", 0.12)
    )
    return pl.when(is_remand).then(pl.lit("remand")).otherwise(road)


def _in_care(people: pl.DataFrame, draws: Draws, *, nth: int) -> pl.DataFrame:
    key = pl.col("person") * SPELLS_A_PERSON + nth
    return (
        people.with_columns(key=key)
        .with_columns(road=_road(draws), cin=_category(draws))
        .pipe(_with_legal_status, draws)
        .pipe(_with_end, draws)
    )


def _category(draws: Draws) -> pl.Expr:
    return (
        pl.when(pl.col("stream") == "unaccompanied")
        .then(pl.lit("N8"))
        .otherwise(pick(draws.share(pl.col("key"), "cin"), _CATEGORIES))
    )


def _goes_to_court(draws: Draws) -> pl.Expr:
    """Care proceedings: always before adoption, rarely for those about to turn 16."""
    road, key = pl.col("road"), pl.col("key")
    probability = (
        pl.when(pl.col("age") > 15 * YEAR)
        .then(0.06)
        .when(road == "adopted")
        .then(1.0)
        .when(road == "guardian")
        .then(0.92)
        .when(road == "stay")
        .then(0.88)
        .when(road == "home")
        .then(0.40)
        .otherwise(0.0)
    )
    is_able = (pl.col("stream") == "care") & (pl.col("age") < 16 * YEAR)
    return is_able & draws.happens(key, "court", probability)


def _with_legal_status(spells: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    key, entry = pl.col("key"), pl.col("entry")
    share = draws.share(key, "status")
    is_teen = (pl.col("age") >= 16 * YEAR) | (pl.col("stream") == "unaccompanied")
    status = (
        pl.when(pl.col("road") == "remand")
        .then(pl.lit("J1"))
        .when(is_teen)
        .then(pl.lit("V2"))
        .when(pl.col("in_court"))
        .then(pick(share, _FIRST_STATUS["order"]))
        .otherwise(pick(share, _FIRST_STATUS["short"]))
    )
    begins = (
        pl.when(pl.col("status").is_in(["C1", "C2"]))
        .then(entry)
        .when(pl.col("status") == "L1")
        .then(entry + 1 + draws.whole(key, "police", 3))
        .when(pl.col("status") == "L2")
        .then(entry + 4 + draws.whole(key, "emergency", 5))
        .when(pl.col("status") == "V2")
        .then(entry + 15 + draws.whole(key, "to court", 200))
    )
    # Short of court, police protection is followed by accommodation under section 20.
    after_police = pl.when(
        pl.col("status").is_in(["L1", "L2"]) & ~pl.col("in_court")
    ).then(entry + 1 + draws.whole(key, "police", 3))
    full = (
        pl.when(pl.col("status") == "C2")
        .then(entry)
        .otherwise(pl.col("interim") + 140 + draws.whole(key, "full", 200))
    )
    takes_full = (
        (pl.col("road") == "adopted")
        | (pl.col("road") == "stay")
        | draws.happens(key, "takes full", 0.3)
    )
    return (
        spells.with_columns(in_court=_goes_to_court(draws))
        .with_columns(status=status)
        .with_columns(
            interim=pl.when(pl.col("in_court")).then(begins),
            after_police=after_police,
        )
        .with_columns(full=pl.when(takes_full & pl.col("in_court")).then(full))
        # A care order cannot be made once somebody is 17.
        .with_columns(
            full=pl.when(pl.col("full") < birthday(pl.col("dob"), 17)).then("full")
        )
        .with_columns(
            placing=pl.when(pl.col("road") == "adopted").then(
                pl.col("full") + 5 + draws.whole(key, "placing", 60)
            )
        )
        .drop("in_court")
    )


def _with_end(spells: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    key, road, b18 = pl.col("key"), pl.col("road"), pl.col("b18")
    mean = road.replace_strict(_MEAN_STAY, default=0, return_dtype=pl.Float64)
    to_b18 = (b18 - pl.col("entry")).cast(pl.Float64)
    lasts = (
        pl.when(road == "remand")
        .then(5 + draws.wait(key, "lasts", 45))
        .when(road == "short")
        .then(2 + draws.wait(key, "lasts", mean))
        .when(road == "home")
        .then(90 + draws.wait(key, "lasts", mean))
        .when(road == "guardian")
        .then(240 + draws.wait(key, "lasts", mean))
        .when(road == "leave")
        .then((to_b18 * (0.55 + 0.43 * draws.share(key, "lasts"))).floor())
        .when(road == "adopted")
        .then(pl.col("placing") - pl.col("entry") + 270 + draws.wait(key, "lasts", 200))
        .otherwise(to_b18)
    )
    return spells.with_columns(
        end=pl.min_horizontal(
            pl.col("entry") + pl.max_horizontal(lasts, 1.0).cast(pl.Int64), b18
        )
    )


def _second(first: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    """Of those who went home, some come back: as themselves, a little older."""
    person = pl.col("person")
    again = pl.col("end") + 40 + draws.wait(person, "home for", 300).cast(pl.Int64)
    return (
        first.filter(
            pl.col("road").is_in(["short", "home"])
            & draws.happens(person, "comes back", _COMES_BACK)
        )
        .with_columns(entry=again)
        .with_columns(age=pl.col("entry") - pl.col("dob"))
        # Not after 15, or somebody could turn 17 as a care leaver and then come back.
        .filter(pl.col("age") < 15 * YEAR)
        .select("person", "stream", "entry", "age", "is_male", "ethnic", "dob", "b18")
        .pipe(_in_care, draws, nth=1)
        .select(first.columns)
    )


def _short_breaks(people: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    """Half have one agreement for a year or two (V4), half single breaks (V3)."""
    key, person = pl.col("key"), pl.col("person")
    nothing = pl.lit(None, dtype=pl.Int64)
    by_agreement = draws.happens(person, "agreement", 0.5)
    nth = pl.col("nth")
    return (
        people.with_columns(
            is_agreed=by_agreement, nth=pl.int_ranges(0, SPELLS_A_PERSON)
        )
        .explode("nth")
        .filter(~pl.col("is_agreed") | (nth == 0))
        .with_columns(
            key=person * SPELLS_A_PERSON + nth,
            entry=pl.col("entry") + nth * 33 + draws.whole(person, "weekday", 7),
            road=pl.lit("break"),
            cin=pl.lit("N2"),
            status=pl.when("is_agreed").then(pl.lit("V4")).otherwise(pl.lit("V3")),
            interim=nothing,
            after_police=nothing,
            full=nothing,
            placing=nothing,
        )
        .with_columns(
            end=pl.col("entry")
            + pl.when("is_agreed")
            .then(200 + draws.wait(key, "lasts", 500))
            .otherwise(2 + draws.whole(key, "lasts", 3))
            .cast(pl.Int64)
        )
        .with_columns(end=pl.min_horizontal("end", pl.col("b18")))
        .filter(pl.col("end") > pl.col("entry"))
        .drop("is_agreed", "nth")
    )
