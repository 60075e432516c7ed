"""What happens to a child while in care: reviews, social workers, missing, health.

Frames here have days as whole numbers and one `key` a spell; `year` is the return year
in which a row belongs, where it belongs in only one.
"""

from datetime import date

import polars as pl

from parentis.madeup.calendar import (
    YEAR,
    Years,
    as_date,
    as_days,
    birthday,
    day,
    return_year,
)
from parentis.madeup.draws import Draws, Weights, pick
from parentis.madeup.placements import is_unsettled
from parentis.ssda903.tables import SW_EPISODES

_TOOK_PART: Weights = (
    ("PN1", 55),
    ("PN2", 6),
    ("PN3", 4),
    ("PN4", 3),
    ("PN5", 8),
    ("PN6", 18),
    ("PN7", 6),
)
# Days from one review to the next, short of three and of six months by a margin.
_FIRST, _SECOND, _LATER = 21, 80, 170
_IS_LATE = 0.025
_REVIEWED_FROM = 28


def reviews_of(spells: pl.DataFrame, years: Years, draws: Draws) -> pl.DataFrame:
    """Reviews: person, dob, review (day), review_code, year."""
    long_enough = spells.filter(
        (pl.col("end") >= years.opens)
        & (pl.col("end") - pl.col("entry") > _REVIEWED_FROM)
        & (pl.col("stream") != "breaks")
    )
    nth, step = pl.col("nth"), pl.col("key") * 128 + pl.col("nth")
    due = (
        pl.col("entry")
        + _FIRST
        + pl.when(nth > 0).then(_SECOND).otherwise(0)
        + pl.max_horizontal(nth - 1, pl.lit(0)) * _LATER
    )
    late = pl.when(draws.happens(step, "late", _IS_LATE)).then(
        12 + draws.whole(step, "how late", 30)
    )
    earlier = (years.opens - pl.col("entry") - _FIRST - _SECOND) // _LATER
    last = pl.min_horizontal("end", pl.lit(years.closes)) - pl.col("entry")
    return (
        long_enough.select("person", "key", "dob", "entry", "end")
        .with_columns(
            nth=pl.int_ranges(pl.max_horizontal(earlier, pl.lit(0)), 3 + last // _LATER)
        )
        .explode("nth")
        .with_columns(
            review=due + draws.whole(step, "which day", 5) - 2 + late.fill_null(0)
        )
        .with_columns(review=_on_a_weekday("review"))
        .filter(
            (pl.col("review") < pl.col("end"))
            & pl.col("review").is_between(years.opens, years.closes)
        )
        .select(
            "person",
            "dob",
            "review",
            review_code=pl.when(pl.col("review") < birthday(pl.col("dob"), 4))
            .then(pl.lit("PN0"))
            .otherwise(pick(draws.share(step, "took part"), _TOOK_PART)),
            year=return_year(pl.col("review")),
        )
        .unique(["person", "review"], keep="first", maintain_order=True)
    )


def _on_a_weekday(column: str) -> pl.Expr:
    """The Friday before, of a day in a weekend."""
    weekday = as_date(pl.col(column)).dt.weekday().cast(pl.Int64)
    return pl.col(column) - pl.max_horizontal(weekday - 5, pl.lit(0, dtype=pl.Int64))


_WHY_ANOTHER: Weights = (
    ("LEFTRL", 42),
    ("TSPROC", 28),
    ("ORGRST", 10),
    ("ABSENC", 9),
    ("FCONTA", 5),
    ("MANAGE", 3),
    ("CHCHAN", 1.5),
    ("PCCHAN", 0.5),
    ("OTHERS", 1),
)
_MOST_WORKERS = 16
_CHILDREN_A_WORKER = 9


def social_workers_of(
    spells: pl.DataFrame, years: Years, draws: Draws, *, children: int
) -> pl.DataFrame:
    """Social workers one after another, from shortly before they were first collected.

    Columns: person, dob, sw_id, sw_decom, sw_dec (days; it may lie after the last
    return), sw_reason (why that social worker gave up the child; blank for the last).
    """
    began = day(date(max(SW_EPISODES.first_year, years.first) - 1, 4, 1))
    key = pl.col("key")
    step = key * _MOST_WORKERS * 4 + pl.col("nth")
    workers = max(children // _CHILDREN_A_WORKER, 3)
    mean = pl.when(is_unsettled(draws)).then(190).otherwise(330)
    reckoned_from = pl.max_horizontal(
        pl.col("entry"), began - 300 + draws.whole(key, "since", 300)
    )
    return (
        spells.filter((pl.col("end") >= began) & (pl.col("entry") <= years.closes))
        .select("person", "key", "dob", "entry", "end")
        .with_columns(since=reckoned_from, nth=pl.int_ranges(0, _MOST_WORKERS))
        .filter(pl.col("since") < pl.col("end"))
        .explode("nth")
        .with_columns(lasts=15 + draws.wait(step, "social worker", mean).cast(pl.Int64))
        .with_columns(ran=pl.col("lasts").cum_sum() - pl.col("lasts"))
        .with_columns(
            sw_decom=pl.col("since")
            + pl.col("ran")
            - pl.when(pl.col("nth") == 0).then("ran").forward_fill()
        )
        .filter(
            (pl.col("sw_decom") < pl.col("end")) & (pl.col("sw_decom") <= years.closes)
        )
        .with_columns(
            sw_dec=pl.when(key.shift(-1) == key)
            .then(pl.col("sw_decom").shift(-1))
            .otherwise("end"),
            sw_reason=pl.when(key.shift(-1) == key).then(
                pick(draws.share(step, "why another"), _WHY_ANOTHER)
            ),
            sw_id=_registered(draws, step, workers),
        )
        .select("person", "dob", "sw_id", "sw_decom", "sw_dec", "sw_reason")
    )


def _registered(draws: Draws, step: pl.Expr, workers: int) -> pl.Expr:
    """Numbers begin with 9, as no registered social worker's does."""
    number = draws.whole(step, "who", workers) * 7_919 % 9_999_991
    return pl.format("SW9{}", number.cast(pl.String).str.zfill(9))


def missing_of(spells: pl.DataFrame, years: Years, draws: Draws) -> pl.DataFrame:
    """Times missing or away: person, dob, missing, mis_start, mis_end (days), year."""
    key = pl.col("key")
    each = _years_in_care(spells, years).with_columns(
        step=key * 64 + pl.col("year") % 64
    )
    step = pl.col("step")
    age = (pl.col("until") - pl.col("dob")) / YEAR
    likely = (
        pl.when(age < 10)
        .then(0.004)
        .when(age < 13)
        .then(0.06)
        .when(age < 16)
        .then(0.17)
        .otherwise(0.22)
    ) * pl.when(is_unsettled(draws)).then(2.6).otherwise(0.8)
    days = pl.col("until") - pl.col("since")
    # Never so many that two of them could touch.
    times = pl.min_horizontal(
        1 + draws.wait(step, "how often", 3.2).cast(pl.Int64), days // 8, pl.lit(30)
    )
    slot = pl.col("step") * 32 + pl.col("nth")
    length = days / pl.col("times")
    begins = pl.col("since") + (
        (pl.col("nth") + 0.8 * draws.share(slot, "begins")) * length
    ).floor().cast(pl.Int64)
    return (
        each.filter(draws.happens(step, "goes missing", likely) & (days > 10))
        .with_columns(times=times)
        .with_columns(nth=pl.int_ranges(0, pl.col("times")))
        .explode("nth")
        .with_columns(mis_start=begins)
        .with_columns(
            mis_end=pl.min_horizontal(
                pl.col("mis_start")
                + pl.min_horizontal(
                    draws.wait(slot, "stays away", 0.9), (length * 0.15).floor()
                ).cast(pl.Int64),
                pl.col("until"),
            ),
            missing=pick(draws.share(slot, "kind"), (("M", 93), ("A", 7))),
        )
        .select("person", "dob", "missing", "mis_start", "mis_end", "year")
    )


def deprivations_of(spells: pl.DataFrame, years: Years, draws: Draws) -> pl.DataFrame:
    """Deprivation of liberty orders: person, dob, dolo_start, dolo_end, year."""
    step = pl.col("key") * 64 + pl.col("year") % 64
    room = pl.col("until") - pl.col("since")
    return (
        _years_in_care(spells, years)
        .filter(
            (pl.col("since") - pl.col("dob") > 12 * YEAR)
            & (room > 120)
            & draws.happens(step, "deprived of liberty", 0.02)
        )
        .with_columns(dolo_start=pl.col("since") + 5 + draws.whole(step, "when", 20))
        .select(
            "person",
            "dob",
            "dolo_start",
            "year",
            dolo_end=pl.col("dolo_start") + 21 + draws.whole(step, "how long", 70),
        )
    )


def _years_in_care(spells: pl.DataFrame, years: Years) -> pl.DataFrame:
    """One row a spell and return year: since and until, the days of it in that year."""
    first = pl.max_horizontal(return_year(pl.col("entry")), pl.lit(years.first))
    last = pl.min_horizontal(return_year(pl.col("end")), pl.lit(years.last))
    opens = as_days(pl.date(pl.col("year") - 1, 4, 1))
    closes = as_days(pl.date(pl.col("year"), 3, 31))
    return (
        spells.filter(
            (pl.col("stream") != "breaks")
            & (pl.col("end") >= years.opens)
            & (pl.col("entry") <= years.closes)
        )
        .select("person", "key", "dob", "entry", "end", "is_male", "stream")
        .with_columns(year=pl.int_ranges(first, last + 1))
        .explode("year")
        .with_columns(
            since=pl.max_horizontal("entry", opens),
            until=pl.min_horizontal(pl.col("end") - 1, closes),
            closes=closes,
        )
        .filter(pl.col("until") >= pl.col("since"))
    )


def health_of(spells: pl.DataFrame, years: Years, draws: Draws) -> pl.DataFrame:
    """OC2: one row for each child looked after for the twelve months to 31 March."""
    person = pl.col("person")
    step = person * 64 + pl.col("year") % 64
    age = _age_at_close()
    # The SDQ score follows the child: hurt does not come and go with the year.
    score = (
        14.0
        + 6.0 * draws.bell(person, "difficulties")
        + 3.2 * draws.bell(step, "difficulties this year")
        + pl.when("unsettled").then(3.5).otherwise(0.0)
    )
    is_asked = (pl.col("age") >= 4) & (pl.col("age") <= 16)
    has_score = is_asked & draws.happens(step, "sdq", 0.80)
    uses = draws.happens(
        step,
        "substances",
        pl.when(pl.col("age") < 12)
        .then(0.001)
        .otherwise(pl.when("unsettled").then(0.15).otherwise(0.04)),
    )
    helped = draws.happens(step, "helped", 0.47)
    convicted = draws.happens(
        step, "convicted", pl.when("unsettled").then(0.08).otherwise(0.013)
    )
    kept = _flag
    return (
        _years_in_care(spells, years)
        .filter(
            (pl.col("entry") <= pl.col("closes") - 365)
            & (pl.col("end") > pl.col("closes"))
        )
        .with_columns(age=age, unsettled=is_unsettled(draws))
        .with_columns(has_score=has_score, uses=uses, helped=helped)
        .select(
            "person",
            "dob",
            "year",
            sdq_score=pl.when("has_score").then(
                score.clip(0, 40).round(0).cast(pl.Int64)
            ),
            sdq_reason=pl.when(is_asked & ~pl.col("has_score")).then(
                pick(
                    draws.share(step, "no sdq"),
                    (
                        ("SDQ1", 45),
                        ("SDQ2", 8),
                        ("SDQ3", 14),
                        ("SDQ4", 20),
                        ("SDQ5", 13),
                    ),
                )
            ),
            convicted=kept((pl.col("age") >= 10) & convicted),
            health_check=pl.when(pl.col("age") < 5).then(
                kept(draws.happens(step, "development", 0.88))
            ),
            immunisations=kept(draws.happens(step, "immunised", 0.82)),
            teeth_check=kept(draws.happens(step, "dentist", 0.79)),
            health_assessment=kept(draws.happens(step, "assessed", 0.89)),
            substance_misuse=kept(pl.col("uses")),
            intervention_received=pl.when("uses").then(kept(pl.col("helped"))),
            intervention_offered=pl.when(pl.col("uses") & ~pl.col("helped")).then(
                kept(draws.happens(step, "offered", 0.8))
            ),
        )
    )


def _flag(is_so: pl.Expr) -> pl.Expr:
    return pl.when(is_so).then(pl.lit("1")).otherwise(pl.lit("0"))


def _age_at_close() -> pl.Expr:
    """Age in whole years on 31 March."""
    born, closes = as_date(pl.col("dob")).dt, as_date(pl.col("closes")).dt
    before_birthday = (born.month() * 100 + born.day()).cast(pl.Int64) > 331
    return (closes.year() - born.year()).cast(pl.Int64) - before_birthday.cast(pl.Int64)
