"""Where each child lives in care, one placement after another.

Placements follow one another without a gap. Many of the first are short; most children
then settle; a few move again and again, and for them everything goes less well.
"""

from datetime import date

import polars as pl

from parentis.madeup.calendar import YEAR, day
from parentis.madeup.draws import Draws, Weights, pick
from parentis.madeup.places import (
    COUNTY_AREA,
    FAR,
    FAR_AREA,
    IN_COUNTY,
    NEAR_AREA,
    NEARBY,
    postcode,
)

MOST_PLACEMENTS = 24
KIN = ("U1", "U3")
CARERS = ("U1", "U3", "U4", "U6")

# Supported accommodation (K3) took the place of semi-independent living (H5) and
# independent living (P2), which end with the year to 31 March 2025. New placements
# are K3 from this day, and those still open on the second day become K3 on it.
SUPPORTED_FROM = day(date(2024, 4, 1))
SUPPORTED_ALL = day(date(2025, 1, 1))

_LITTLE: Weights = (("U6", 80), ("U4", 12), ("R3", 3), ("R2", 1), ("P1", 20))
_CHILD: Weights = (("U6", 60), ("U4", 28), ("K2", 8), ("P1", 28))
_YOUNG: Weights = (
    ("U6", 46),
    ("U4", 24),
    ("K2", 30),
    ("P1", 20),
    ("S1", 1.5),
    ("R1", 1.2),
    ("K1", 0.6),
    ("R2", 0.6),
    ("Z1", 0.6),
)
_TEEN: Weights = (
    ("U6", 22),
    ("U4", 6),
    ("H5", 46),
    ("K2", 18),
    ("P2", 4),
    ("P1", 5),
    ("R1", 0.8),
    ("R2", 0.7),
    ("K1", 0.5),
    ("R5", 0.8),
    ("Z1", 0.5),
)
_ALONE: Weights = (("U6", 30), ("U4", 4), ("H5", 58), ("K2", 3), ("P2", 5))

_PROVIDERS: dict[str, Weights] = {
    "U1": (("PR1", 1),),
    "U3": (("PR1", 1),),
    "U4": (("PR1", 58), ("PR4", 36), ("PR5", 5), ("PR2", 1)),
    "U6": (("PR1", 58), ("PR4", 36), ("PR5", 5), ("PR2", 1)),
    "A5": (("PR1", 1),),
    "A6": (("PR1", 60), ("PR2", 25), ("PR5", 15)),
    "K1": (("PR2", 60), ("PR4", 40)),
    "P1": (("PR0", 1),),
    "R2": (("PR3", 1),),
    "R5": (("PR3", 1),),
    "H5": (("PR4", 80), ("PR5", 15), ("PR1", 5)),
    "K3": (("PR4", 80), ("PR5", 15), ("PR1", 5)),
    "P2": (("PR1", 60), ("PR4", 40)),
}
_HOMES: Weights = (("PR4", 80), ("PR1", 14), ("PR5", 6))
_REGISTERED = ("K1", "K2", "K3", "R1", "R3", "S1")


def placements_of(spells: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    """Every placement of these spells, one row each, in order.

    Columns: key and end (the spell's), start (day), ends (day the next one starts, or
    the spell ends), nth, place, place_provider, pl_post, home_post, urn,
    same_carer (the carer is the one before's).
    """
    return (
        spells.pipe(_with_nature, draws)
        .pipe(_one_after_another, draws)
        .pipe(_with_place, draws)
        .pipe(_with_adoption, draws)
        .pipe(_with_address, draws)
        .pipe(_matched_for_long, draws)
        .pipe(_into_supported_accommodation)
        .with_columns(ends=_next_start())
    )


def _next_start() -> pl.Expr:
    following = pl.col("start").shift(-1)
    return (
        pl.when(pl.col("key").shift(-1) == pl.col("key"))
        .then(following)
        .otherwise(pl.col("end"))
    )


def is_unsettled(draws: Draws) -> pl.Expr:
    """Children for whom placements keep breaking down. A trait of the person."""
    return draws.happens(pl.col("person"), "unsettled", 0.15)


def _with_nature(spells: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    key = pl.col("key")
    with_kin = (
        pl.when(pl.col("stream") == "unaccompanied")
        .then(0.03)
        .when(pl.col("road") == "guardian")
        .then(0.78)
        .when(pl.col("road") == "adopted")
        .then(0.0)
        .otherwise(0.155)
    )
    return spells.with_columns(
        is_kin=draws.happens(key, "kin", with_kin) & (pl.col("stream") != "breaks"),
        is_unsettled=is_unsettled(draws) & (pl.col("stream") != "breaks"),
        # Where there is an order to place for adoption, the child moves in with the
        # adopters some months before it is made.
        adopters=pl.when(pl.col("road") == "adopted").then(
            pl.max_horizontal(
                pl.col("placing") + 20,
                pl.col("end") - 240 - draws.whole(key, "adopters", 60),
            )
        ),
    )


def _one_after_another(spells: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    """Placements' first days: the sums of how long those before lasted."""
    step = pl.col("key") * MOST_PLACEMENTS + pl.col("nth")
    is_short = draws.happens(
        step,
        "short stay",
        pl.when("is_unsettled")
        .then(0.74)
        .when("is_kin")
        .then(0.10)
        .when(pl.col("nth") == 0)
        .then(0.44)
        .otherwise(0.24),
    )
    mean_long = pl.when("is_unsettled").then(300).when("is_kin").then(2600)
    lasts = (
        pl.when(is_short)
        .then(12 + draws.wait(step, "stays", 75))
        .otherwise(170 + draws.wait(step, "stays", mean_long.otherwise(2700)))
        .cast(pl.Int64)
    )
    most = pl.min_horizontal(
        2 + (pl.col("end") - pl.col("entry")) // 40, pl.lit(MOST_PLACEMENTS)
    )
    return (
        spells.with_columns(
            nth=pl.int_ranges(
                0, pl.when(pl.col("stream") == "breaks").then(1).otherwise(most)
            )
        )
        .explode("nth")
        .with_columns(lasts=lasts)
        .with_columns(start=_sum_before())
        .filter(
            (pl.col("start") < pl.col("end"))
            & (pl.col("start") < pl.col("adopters").fill_null(pl.col("end")))
        )
        .drop("lasts")
    )


def _sum_before() -> pl.Expr:
    """The spell's first day and all placements before: a running sum, begun anew."""
    running = pl.col("lasts").cum_sum() - pl.col("lasts")
    at_first = pl.when(pl.col("nth") == 0).then(running).forward_fill()
    return pl.col("entry") + running - at_first


def _with_place(moves: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    step = pl.col("key") * MOST_PLACEMENTS + pl.col("nth")
    share = draws.share(step, "place")
    age = pl.col("start") - pl.col("dob")
    place = (
        pl.when("is_kin")
        .then(pick(share, (("U1", 30), ("U3", 70))))
        .when(pl.col("stream") == "breaks")
        .then(pick(share, (("U6", 45), ("K2", 40), ("R1", 15))))
        # Remanded, and for those remanded to detention a young offender institution.
        .when((pl.col("road") == "remand") & (pl.col("nth") == 0))
        .then(pick(share, (("R5", 60), ("K1", 10), ("K2", 15), ("U6", 15))))
        .when((pl.col("stream") == "unaccompanied") & (age >= 16 * YEAR))
        .then(pick(share, _ALONE))
        .when(age < 5 * YEAR)
        .then(pick(share, _LITTLE))
        .when(age < 10 * YEAR)
        .then(pick(share, _CHILD))
        .when(age < 16.05 * YEAR)
        .then(pick(share, _YOUNG))
        .otherwise(pick(share, _TEEN))
    )
    # With parents is a placement only while a care order is in force.
    is_ordered = (pl.col("start") >= pl.col("full")).fill_null(value=False)
    is_new = pl.col("start") >= SUPPORTED_FROM
    return moves.with_columns(place=place).with_columns(
        place=pl.when((pl.col("place") == "P1") & ~is_ordered)
        .then(pl.lit("U6"))
        .when(pl.col("place").is_in(["H5", "P2"]) & is_new)
        .then(pl.lit("K3"))
        .when((pl.col("place") == "Z1") & is_new)
        .then(pl.lit("K2"))
        .otherwise("place")
    )


def _with_adoption(moves: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    """One more row for each child placed with adopters, in four cases the carers."""
    key = pl.col("key")
    last = moves.filter(
        pl.col("adopters").is_not_null()
        & (pl.col("adopters") < pl.col("end"))
        & (key != key.shift(-1).fill_null(-1))
    ).with_columns(
        start=pl.col("adopters"),
        nth=pl.col("nth") + 1,
        place=pick(draws.share(key, "foster to adopt"), (("A5", 15), ("A6", 85))),
    )
    return pl.concat([moves, last]).sort("key", "start", "nth")


def _with_address(moves: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    step = pl.col("key") * MOST_PLACEMENTS + pl.col("nth")
    share = draws.share(step, "provider")
    provider = pick(share, _HOMES)
    for place, weights in _PROVIDERS.items():
        provider = (
            pl.when(pl.col("place") == place)
            .then(pick(share, weights))
            .otherwise(provider)
        )
    # Children's homes, and whatever is not the county's own, are further away.
    is_ours = pl.col("place_provider").is_in(["PR0", "PR1"])
    far = pl.when("is_kin").then(0.14).when(is_ours).then(0.10).otherwise(0.45)
    where = draws.share(step, "where")
    address = (
        pl.when(where > far)
        .then(postcode(COUNTY_AREA, draws.whole(step, "post", IN_COUNTY)))
        .when(where > far * 0.55)
        .then(postcode(NEAR_AREA, draws.whole(step, "post", NEARBY)))
        .otherwise(postcode(FAR_AREA, draws.whole(step, "post", FAR)))
    )
    home = postcode(COUNTY_AREA, draws.whole(pl.col("person"), "home", IN_COUNTY))
    return (
        moves.with_columns(place_provider=provider, home_post=home)
        .with_columns(
            # Those placed with their parents live at home.
            pl_post=pl.when(pl.col("place") == "P1")
            .then("home_post")
            .otherwise(address),
            urn=pl.when(pl.col("place").is_in(_REGISTERED)).then(
                pl.format("SC9{}", 10_000 + draws.whole(step, "urn", 89_999))
            ),
        )
        # A child who came alone from another country has no home to measure from.
        .with_columns(
            home_post=pl.when(pl.col("stream") != "unaccompanied").then("home_post")
        )
    )


def _matched_for_long(moves: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    """Some carers take the child on for good: a new placement type, the same home.

    So is a foster carer who adopts (A5). Only every second move can be of this kind, so
    that the carer before it is a carer somebody truly moved to.
    """
    step = pl.col("key") * MOST_PLACEMENTS + pl.col("nth")
    before = pl.col("place").shift(1)
    is_matched = (
        (pl.col("nth") % 2 == 1)
        & before.is_in(["U3", "U6"])
        & (pl.col("place").is_in(CARERS))
        & draws.happens(step, "matched", 0.22)
    )
    is_adopted = pl.col("place") == "A5"
    is_same = (pl.col("nth") > 0) & (is_matched | is_adopted)
    matched = before.replace_strict({"U3": "U1", "U6": "U4"}, default=None)
    return moves.with_columns(same_carer=is_same.fill_null(value=False)).with_columns(
        place=pl.when(pl.col("same_carer") & ~is_adopted)
        .then(matched)
        .otherwise("place"),
        place_provider=_kept("place_provider"),
        pl_post=_kept("pl_post"),
    )


def _kept(column: str) -> pl.Expr:
    """The carer's own, for as long as the child stays with that carer."""
    return pl.when(~pl.col("same_carer")).then(column).forward_fill().alias(column)


def _into_supported_accommodation(moves: pl.DataFrame) -> pl.DataFrame:
    """Splits what is open when the old codes end: the same home under its new code."""
    ends = _next_start()
    still_open = moves.with_columns(ends=ends).filter(
        pl.col("place").is_in(["H5", "P2", "Z1"])
        & (pl.col("start") < SUPPORTED_ALL)
        & (pl.col("ends") > SUPPORTED_ALL)
    )
    is_other = pl.col("place") == "Z1"
    changed = still_open.drop("ends").with_columns(
        start=pl.lit(SUPPORTED_ALL, dtype=pl.Int64),
        same_carer=True,
        place=pl.when(is_other).then(pl.lit("K2")).otherwise(pl.lit("K3")),
        urn=pl.format("SC9{}", 10_000 + pl.col("key") % 89_999),
    )
    return pl.concat([moves, changed]).sort("key", "start", "nth")
