"""Adoption, the road towards it, and what came before care."""

import polars as pl

from parentis.madeup.calendar import Years, as_date, return_year
from parentis.madeup.council import COUNTY
from parentis.madeup.draws import Draws, Weights, pick

_TURNED_BACK: Weights = (("RD3", 50), ("RD1", 25), ("RD2", 15), ("RD4", 10))
_PLAN_CHANGED = 0.035
_BEFORE_CARE: Weights = (("Z1", 93), ("P1", 2.2), ("P2", 2.6), ("P3", 1.4), ("P4", 0.8))


def adopted_children(
    spells: pl.DataFrame, episodes: pl.DataFrame, years: Years, draws: Draws
) -> pl.DataFrame:
    """AD1: those whose adoption order was made in the year.

    Columns: person, dob, date_int, date_match (days), foster_care, nb_adoptr,
    sex_adoptr, ls_adoptr, year.
    """
    key = pl.col("key")
    last = episodes.filter(
        pl.col("rec").is_in(["E11", "E12"])
        & pl.col("dec").is_between(years.opens, years.closes)
    )
    couple = draws.share(key, "adopters")
    return last.join(
        spells.select("key", "placing"), on="key", maintain_order="left"
    ).select(
        "person",
        "dob",
        date_int=pl.col("placing") - 14 - draws.whole(key, "plan", 40),
        # A match comes before the child moves in; those without a move were matched
        # with the carers they had.
        date_match=pl.when(pl.col("place").is_in(["A5", "A6"]))
        .then(pl.col("decom") - 10 - draws.whole(key, "match", 30))
        .otherwise(pl.col("dec") - 120),
        foster_care=pl.when(pl.col("place") == "A5")
        .then(pl.lit("1"))
        .otherwise(pl.lit("0")),
        nb_adoptr=pl.when(couple < 0.11).then(pl.lit("1")).otherwise(pl.lit("2")),
        sex_adoptr=pick(
            couple, (("F1", 10), ("M1", 1), ("MF", 73), ("MM", 11), ("FF", 5))
        ),
        ls_adoptr=pl.when(couple < 0.11)
        .then(pl.lit("L0"))
        .when(couple < 0.84)
        .then(
            pl.when(draws.happens(key, "married", 0.85))
            .then(pl.lit("L11"))
            .otherwise(pl.lit("L2"))
        )
        .otherwise(
            pl.when(draws.happens(key, "married", 0.7))
            .then(pl.lit("L11"))
            .otherwise(pl.lit("L3"))
        ),
        year=return_year(pl.col("dec")),
    )


def placed_for_adoption(
    spells: pl.DataFrame, years: Years, draws: Draws
) -> pl.DataFrame:
    """PlacedAdoption: decisions to place for adoption, and those that were reversed.

    Columns: person, dob, date_placed, ceased (days; None where the plan was carried
    out), reason, end (the spell's). Which year's return a row is in, and whether the
    reversal is known by then, is told when the return is made.
    """
    key = pl.col("key")
    nothing = pl.lit(None, dtype=pl.Int64)
    carried_out = spells.filter(
        (pl.col("road") == "adopted") & (pl.col("placing") < pl.col("end"))
    ).select(
        "person",
        "dob",
        "end",
        date_placed=pl.col("placing"),
        ceased=nothing,
        reason=pl.lit(None, dtype=pl.String),
    )
    turned_back = spells.filter(
        (pl.col("road") == "stay")
        & (pl.col("age") < 6 * 365)
        & pl.col("full").is_not_null()
        & draws.happens(key, "plan changed", _PLAN_CHANGED * 10)
    ).select(
        "person",
        "dob",
        "end",
        date_placed=pl.col("full") + 30,
        ceased=pl.col("full") + 150 + draws.wait(key, "changed", 250).cast(pl.Int64),
        reason=pick(draws.share(key, "why changed"), _TURNED_BACK),
    )
    return pl.concat([carried_out, turned_back]).filter(
        (pl.col("date_placed") < years.closes)
        & (pl.col("ceased").fill_null(pl.col("end")) >= years.opens)
        & (pl.col("ceased").fill_null(0) < pl.col("end"))
    )


def before_care(spells: pl.DataFrame, years: Years, draws: Draws) -> pl.DataFrame:
    """PrevPerm: what those who came into care in the year had lived in before."""
    key = pl.col("key")
    kind = pl.col("prev_perm")
    arranged = pl.col("entry") - 200 - draws.wait(key, "arranged", 700).cast(pl.Int64)
    when = as_date(pl.max_horizontal(arranged, pl.col("dob") + 60)).dt
    # Often only the year is known; the guide writes what is not known as zz.
    told = pl.when(draws.happens(key, "only year", 0.3)).then(when.strftime("zz/zz/%Y"))
    return (
        spells.filter(
            (pl.col("stream") == "care")
            & pl.col("entry").is_between(years.opens, years.closes)
        )
        .with_columns(
            prev_perm=pl.when(pl.col("age") < 400)
            .then(pl.lit("Z1"))
            .otherwise(pick(draws.share(key, "before care"), _BEFORE_CARE))
        )
        .select(
            "person",
            "dob",
            "prev_perm",
            la_perm=pl.when(kind != "Z1").then(
                pl.when(draws.happens(key, "elsewhere", 0.35))
                .then(pl.lit("OUT"))
                .otherwise(pl.lit(COUNTY.code))
            ),
            date_perm=pl.when(kind.is_in(["P1", "P2", "P3"])).then(
                told.fill_null(when.strftime("%d/%m/%Y"))
            ),
            year=return_year(pl.col("entry")),
        )
        # One row a child: of those who came twice in a year, the first time.
        .unique(["person", "year"], keep="first", maintain_order=True)
    )
