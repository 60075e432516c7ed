"""Care leavers from 17 to 25: whether we are in touch, what they do, where they live.

Each answer follows from the year before: somebody in work mostly stays in work. A draw
is kept from one birthday to the next with some probability and made anew otherwise, so
every year keeps the proportions asked of it and each life still hangs together.
"""

from dataclasses import dataclass

import polars as pl

from parentis.madeup.calendar import Years, birthday, return_year
from parentis.madeup.draws import Draws, Weights, pick
from parentis.madeup.episodes import staying_on
from parentis.ssda903.codes import FOSTERED, LEFT_THE_COHORT

YOUNGEST, OLDEST = 17, 25
THIRTEEN_WEEKS = 91
FIRST_YEAR_TO_25 = 2023
# F3 and P3 were divided into F4/F5 and P4/P5.
DIVIDED_FROM = 2022

_KEEPS_TOUCH, _KEEPS_DOING, _KEEPS_LIVING = 0.72, 0.66, 0.62


@dataclass(frozen=True)
class Then:
    """A share that moved, evenly, from what it was in 2016 to what it is in 2025."""

    at_first: float
    at_last: float

    def on(self, progress: pl.Expr) -> pl.Expr:
        return self.at_first + (self.at_last - self.at_first) * progress


# The county's story: it had lost touch with three in ten, and found them again.
_IN_TOUCH = {
    17: Then(0.80, 0.965),
    18: Then(0.78, 0.96),
    19: Then(0.68, 0.955),
    20: Then(0.66, 0.94),
    21: Then(0.65, 0.925),
    22: Then(0.40, 0.58),
    23: Then(0.32, 0.45),
    24: Then(0.24, 0.36),
    25: Then(0.20, 0.30),
}
# Of those we know about, in education, employment or training.
_IN_EET = {
    17: Then(0.60, 0.66),
    18: Then(0.58, 0.66),
    19: Then(0.47, 0.60),
    20: Then(0.455, 0.585),
    21: Then(0.445, 0.575),
}
_AFTER_21 = Then(0.45, 0.54)

# Higher education, other education, apprenticeship, other training or work: of a
# hundred who learn or earn.
_LEARNING: dict[int, Weights] = {
    17: (("1", 0.5), ("2", 80), ("4", 6), ("5", 13.5)),
    18: (("1", 4), ("2", 67), ("4", 7), ("5", 22)),
    19: (("1", 10), ("2", 45), ("4", 7), ("5", 38)),
    20: (("1", 12), ("2", 32), ("4", 6), ("5", 50)),
    21: (("1", 11.5), ("2", 24), ("4", 5), ("5", 59.5)),
}
_AFTER_21_LEARNING: Weights = (("1", 9), ("2", 16), ("4", 4), ("5", 71))

# Homes of those not staying put, by age.
_HOMES: dict[int, Weights] = {
    17: (
        ("B", 45),
        ("D", 26),
        ("U", 5),
        ("E", 8),
        ("C", 5),
        ("K", 2),
        ("T", 4),
        ("X", 3),
        ("Y", 1.5),
        ("S", 0.5),
    ),
    18: (
        ("D", 38),
        ("U", 15),
        ("B", 15),
        ("E", 10),
        ("C", 6),
        ("T", 6),
        ("K", 3),
        ("X", 3),
        ("Y", 2.2),
        ("S", 1),
        ("V", 0.3),
        ("W", 0.3),
        ("R", 0.3),
        ("G", 0.3),
    ),
    19: (
        ("U", 37),
        ("D", 24),
        ("B", 15),
        ("E", 6),
        ("C", 3.5),
        ("T", 4),
        ("K", 3.5),
        ("X", 3.7),
        ("Y", 2.5),
        ("S", 1.4),
        ("V", 0.4),
        ("W", 0.4),
        ("R", 0.6),
        ("G", 0.8),
        ("H", 0.1),
    ),
    21: (
        ("U", 52),
        ("D", 11),
        ("B", 16),
        ("E", 2),
        ("C", 2),
        ("T", 2),
        ("K", 4.5),
        ("X", 4.3),
        ("Y", 2.5),
        ("S", 1.8),
        ("V", 0.4),
        ("W", 0.4),
        ("R", 0.9),
        ("G", 1.1),
        ("H", 0.1),
    ),
}
# How often a home of this kind is not suitable. Custody and the street never are.
_UNSUITABLE = {
    "B": 0.02,
    "C": 0.01,
    "D": 0.012,
    "E": 0.01,
    "G": 0.1,
    "H": 1.0,
    "K": 0.05,
    "R": 1.0,
    "S": 1.0,
    "T": 0.02,
    "U": 0.012,
    "V": 0.8,
    "W": 0.9,
    "X": 1.0,
    "Y": 0.3,
}
# Where there were foster carers to stay with: still there, by age.
_STAYS_PUT = {18: 0.60, 19: 0.40, 20: 0.21, 21: 0.09}


def care_leavers_of(
    spells: pl.DataFrame,
    episodes: pl.DataFrame,
    years: Years,
    draws: Draws,
    *,
    story: pl.Expr | None = None,
) -> pl.DataFrame:
    """OC3: a row for each birthday from 17 that a care leaver has in these years.

    Columns: person, dob, in_touch, activ, accom, year. Nobody is here on a birthday on
    which they are looked after, or after having died or gone home for good. `story`
    says how far a council has come, from 0 to 1, asked of a row with `year` and
    `person`; without one it is the county's, over its last ten years.
    """
    people = _eligible(spells, episodes, draws)
    rows: list[pl.DataFrame] = []
    if story is None:
        story = ((pl.col("year") - (years.last - 9)) / 9.0).clip(0.0, 1.0)
    for age in range(YOUNGEST, OLDEST + 1):
        turned = people.pipe(_turn, age, story, draws)
        rows.append(turned.filter(_is_told(age, years)))
        people = turned.filter(~(pl.col("has_gone") & pl.col("is_told")))
    return pl.concat(rows).select("person", "dob", "in_touch", "activ", "accom", "year")


def _eligible(
    spells: pl.DataFrame, episodes: pl.DataFrame, draws: Draws
) -> pl.DataFrame:
    """Looked after 13 weeks since 14, part of it after 16; short breaks aside."""
    b14, b16 = birthday(pl.col("dob"), 14), birthday(pl.col("dob"), 16)
    since_14 = pl.col("end") - pl.max_horizontal("entry", b14)
    in_care = (
        spells.filter(pl.col("stream") != "breaks")
        .with_columns(since_14=pl.max_horizontal(since_14, pl.lit(0)), b16=b16)
        .group_by("person", maintain_order=True)
        .agg(
            pl.col("dob", "b18", "is_male", "stream", "b16", "road").first(),
            pl.col("since_14").sum(),
            left=pl.col("end").max(),
            key=pl.col("key").max(),
        )
        .filter(
            (pl.col("since_14") >= THIRTEEN_WEEKS) & (pl.col("left") > pl.col("b16"))
        )
    )
    last = episodes.filter(pl.col("is_last")).select(
        "key",
        "rec",
        was_fostered=pl.col("place").is_in(FOSTERED) & (pl.col("dec") == pl.col("b18")),
    )
    return (
        in_care.join(last, on="key", maintain_order="left")
        .filter(~pl.col("rec").is_in(["E2", "E3", "E15"]))
        .with_columns(
            staying_on=pl.when("was_fostered").then(staying_on(draws)).otherwise(1.0),
            touch=pl.lit(0.0),
            doing=pl.lit(0.0),
            living=pl.lit(0.0),
            has_begun=pl.lit(value=False),
        )
    )


def _is_told(age: int, years: Years) -> pl.Expr:
    """The birthday is in these years, after care, and of an age then collected."""
    collected = max(years.first, FIRST_YEAR_TO_25) if age > 21 else years.first
    return (
        pl.col("is_told")
        & (pl.col("year") >= collected)
        & (pl.col("year") <= years.last)
    )


def _turn(people: pl.DataFrame, age: int, story: pl.Expr, draws: Draws) -> pl.DataFrame:
    """A birthday: what was true the year before, kept or changed."""
    key = pl.col("person") * 32 + age
    turns = birthday(pl.col("dob"), age)
    return (
        people.with_columns(turns=turns)
        .with_columns(
            year=return_year(pl.col("turns")),
            is_told=pl.col("left") <= pl.col("turns"),
            touch=_kept(draws, key, "touch", _KEEPS_TOUCH),
            doing=_kept(draws, key, "doing", _KEEPS_DOING),
            living=_kept(draws, key, "living", _KEEPS_LIVING),
        )
        .with_columns(progress=story)
        .with_columns(in_touch=_touch(draws, key, age))
        .with_columns(
            is_known=(pl.col("in_touch") == "YES")
            # Sometimes others tell us how somebody is whom we do not see ourselves.
            | (
                pl.col("in_touch").is_in(["NO", "REFU", "NREQ"])
                & draws.happens(key, "told by others", 0.06 if age < 22 else 0.02)
            ),
            has_gone=pl.col("in_touch").is_in(LEFT_THE_COHORT),
        )
        .with_columns(
            activ=_activity(draws, key, age), accom=_accommodation(draws, key, age)
        )
        .with_columns(has_begun=pl.col("has_begun") | pl.col("is_told"))
    )


def _kept(draws: Draws, key: pl.Expr, name: str, keeps: float) -> pl.Expr:
    is_kept = pl.col("has_begun") & draws.happens(key, f"keeps {name}", keeps)
    return pl.when(is_kept).then(name).otherwise(draws.share(key, name))


def _touch(draws: Draws, key: pl.Expr, age: int) -> pl.Expr:
    lost: Weights = (("NO", 70), ("REFU", 13), ("NREQ", 17))
    after_21: Weights = (("NO", 52), ("REFU", 4), ("NREQ", 44))
    # Who goes home at 16 or 17 and is still there after six months needs us no more.
    went_home = (
        ~pl.col("has_begun")
        & pl.col("rec").is_in(["E4A", "E4B"])
        & (pl.col("left") < pl.col("b18"))
        & (pl.col("turns") - pl.col("left") > 183)
        & draws.happens(pl.col("person"), "stays home", 0.45)
    )
    stays_put = pl.col("staying_on") < _STAYS_PUT.get(age, 0.0)
    return (
        pl.when(draws.happens(key, "dies", 0.0012))
        .then(pl.lit("DIED"))
        .when(went_home)
        .then(pl.lit("RHOM"))
        .when((pl.col("touch") < _IN_TOUCH[age].on(pl.col("progress"))) | stays_put)
        .then(pl.lit("YES"))
        .otherwise(
            pick(
                draws.share(pl.col("person"), "how lost"),
                lost if age < 22 else after_21,
            )
        )
    )


def _activity(draws: Draws, key: pl.Expr, age: int) -> pl.Expr:
    in_eet = _IN_EET.get(age, _AFTER_21).on(pl.col("progress"))
    learning = pick(pl.col("doing") / in_eet, _LEARNING.get(age, _AFTER_21_LEARNING))
    undivided = pl.col("year") < DIVIDED_FROM
    learning = (
        pl.when(undivided & learning.is_in(["4", "5"]))
        .then(pl.lit("3"))
        .otherwise(learning)
    )
    part_time = draws.happens(key, "part time", 0.17)
    letter = pl.when(part_time).then(pl.lit("P")).otherwise(pl.lit("F"))
    neet = (pl.col("doing") - in_eet) / (1.0 - in_eet)
    parenting = pl.when("is_male").then(0.015).otherwise(0.03 + 0.07 * (age - 17))
    not_learning = (
        pl.when(neet > 0.73)
        .then(pl.lit("G4"))
        .when(neet < parenting.clip(0.0, 0.34))
        .then(pl.lit("G6"))
        .otherwise(pl.lit("G5"))
    )
    return (
        pl.when(~pl.col("is_known"))
        .then(pl.lit("0"))
        .when(pl.col("doing") < in_eet)
        .then(letter + learning)
        .otherwise(not_learning)
    )


def _accommodation(draws: Draws, key: pl.Expr, age: int) -> pl.Expr:
    nearest = max(known for known in _HOMES if known <= age)
    home = pick(pl.col("living"), _HOMES[nearest])
    stays_put = pl.col("staying_on") < _STAYS_PUT.get(age, 0.0)
    home = pl.when(stays_put & (age >= 18)).then(pl.lit("Z")).otherwise(home)
    unsuitable = home.replace_strict(
        _UNSUITABLE, default=0.003, return_dtype=pl.Float64
    )
    worse_then = 2.4 - 1.4 * pl.col("progress")
    digit = (
        pl.when(draws.share(key, "suitable") < unsuitable * worse_then)
        .then(pl.lit("2"))
        .otherwise(pl.lit("1"))
    )
    return pl.when("is_known").then(home + digit).otherwise(pl.lit("0"))


def mothers_of(people: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    """Girls who have a child while they are young: person, mc_dob (day)."""
    born = birthday(pl.col("dob"), 15) + draws.whole(
        pl.col("person"), "first child", 3 * 365
    )
    return people.filter(
        ~pl.col("is_male")
        & (pl.col("stream") == "care")
        & draws.happens(pl.col("person"), "mother", 0.06)
    ).select("person", mc_dob=born)
