"""Episodes: what the return makes of a spell, one row a change of status or placement.

Each begins on the day the one before ceased, and says why: that is what makes ten
years of returns agree with each other.
"""

import polars as pl

from parentis.madeup.draws import Draws, Weights, pick
from parentis.madeup.placements import CARERS
from parentis.ssda903.codes import SHORT_BREAKS

_WHY_MOVED: Weights = (
    ("CARPL", 46),
    ("CREQB", 12),
    ("CREQO", 8),
    ("CHILD", 6),
    ("LAREQ", 7),
    ("CLOSE", 4),
    ("ALLEG", 1.5),
    ("STAND", 2),
    ("APPRR", 0.5),
    ("OTHER", 13),
)
_HOME: Weights = (("E4A", 68), ("E4B", 28), ("E13", 3), ("E8", 4), ("E3", 1))
_GUARDIAN: Weights = (("E45", 50), ("E47", 28), ("E46", 8), ("E48", 4), ("E41", 10))
_LEAVES: Weights = (
    ("E5", 28),
    ("E6", 13),
    ("E4A", 24),
    ("E4B", 18),
    ("E9", 3),
    ("E8", 12),
    ("E3", 1.5),
    ("E2", 0.5),
)
_AT_18: Weights = (
    ("E5", 45),
    ("E6", 21),
    ("E4A", 9),
    ("E4B", 3),
    ("E7", 5),
    ("E9", 2),
    ("E8", 15),
)
_REASONS: dict[str, Weights] = {
    "short": _HOME,
    "home": _HOME,
    "guardian": _GUARDIAN,
    "adopted": (("E12", 62), ("E11", 38)),
    "leave": _LEAVES,
    "stay": _AT_18,
    "remand": (("E14", 70), ("E9", 30)),
    "break": (("E4A", 1),),
}
# Of those who turn 18 with foster carers: recorded as staying with them.
STAYS_ON = 0.66


def staying_on(draws: Draws) -> pl.Expr:
    """How soon one who turns 18 with foster carers moves on: 0 stays longest."""
    return draws.share(pl.col("person"), "staying on")


def episodes_of(
    spells: pl.DataFrame, placements: pl.DataFrame, draws: Draws
) -> pl.DataFrame:
    """Every episode of these spells, in order, as if nobody's year had ended.

    Columns: person, key, nth of the spell, decom, dec (days), rne, ls, cin, place,
    place_provider, rec, reason_place_change, home_post, pl_post, urn, start (of the
    spell), is_last, and the person's dob and b18.
    """
    moved = placements.select(
        "key",
        "place",
        "place_provider",
        "pl_post",
        "home_post",
        "urn",
        "same_carer",
        decom=pl.col("start"),
        placement=pl.int_range(pl.len(), dtype=pl.Int64),
    )
    events = pl.concat([moved, _statuses(spells)], how="diagonal").sort(
        "key", "decom", maintain_order=True
    )
    # The first row of a spell is its placement and its status on one day, so filling
    # forward never reaches into the child before.
    filled = events.with_columns(
        pl.col("placement", "place", "place_provider", "pl_post").forward_fill(),
        pl.col("ls").forward_fill(),
    ).with_columns(
        _filled_within_placement("home_post"), _filled_within_placement("urn")
    )
    return (
        filled.filter(~_same_day_follows())
        .join(
            spells.select(
                "key", "person", "dob", "b18", "end", "road", "cin", start="entry"
            ),
            on="key",
            maintain_order="left",
        )
        .pipe(_with_reasons, draws)
    )


def _filled_within_placement(column: str) -> pl.Expr:
    """Filled forward, though it may rightly be blank: only the placement's own."""
    return (
        pl.when(pl.col("same_carer").is_not_null())
        .then(pl.col(column).fill_null(""))
        .forward_fill()
        .replace("", None)
        .alias(column)
    )


def _same_day_follows() -> pl.Expr:
    return (
        (pl.col("key").shift(-1) == pl.col("key"))
        & (pl.col("decom").shift(-1) == pl.col("decom"))
    ).fill_null(value=False)


def _statuses(spells: pl.DataFrame) -> pl.DataFrame:
    """A row for each legal status, on the day it begins."""
    rows = [spells.select("key", "end", decom="entry", ls="status")]
    rows += [
        spells.filter(pl.col(column).is_not_null()).select(
            "key", "end", decom=column, ls=pl.lit(code)
        )
        for column, code in (
            ("after_police", "V2"),
            ("interim", "C1"),
            ("full", "C2"),
            ("placing", "E1"),
        )
    ]
    # A care order made on the first day is already the first status.
    return (
        pl.concat(rows)
        .filter(pl.col("decom") < pl.col("end"))
        .unique(["key", "decom"], keep="last", maintain_order=True)
        .drop("end")
    )


def _with_reasons(episodes: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    key = pl.col("key")
    is_first = (key != key.shift(1)).fill_null(value=True)
    is_last = (key != key.shift(-1)).fill_null(value=True)
    status_changed = pl.col("ls") != pl.col("ls").shift(1)
    moved = pl.col("placement") != pl.col("placement").shift(1)
    # A care order and a status change may lie between a move and the row it came on.
    same = pl.col("same_carer").fill_null(value=False) | ~moved
    rne = (
        pl.when(is_first)
        .then(pl.lit("S"))
        .when(status_changed & moved & same)
        .then(pl.lit("U"))
        .when(status_changed & moved)
        .then(pl.lit("B"))
        .when(status_changed)
        .then(pl.lit("L"))
        .when(same)
        .then(pl.lit("T"))
        .otherwise(pl.lit("P"))
    )
    return (
        episodes.with_columns(
            same_carer=pl.col("same_carer").forward_fill(),
            is_first=is_first,
            is_last=is_last,
        )
        .with_columns(rne=rne)
        .with_columns(
            dec=pl.when("is_last").then("end").otherwise(pl.col("decom").shift(-1)),
            rec=pl.when("is_last").then(_why_left(draws)).otherwise(pl.lit("X1")),
            reason_place_change=_why_moved(draws),
        )
    )


def _why_left(draws: Draws) -> pl.Expr:
    key = pl.col("key")
    share = draws.share(key, "left")
    road = (
        pl.when(pl.col("end") == pl.col("b18"))
        .then(pl.lit("stay"))
        .otherwise(pl.col("road"))
    )
    why: pl.Expr = pl.lit("E8")
    for name, weights in _REASONS.items():
        why = pl.when(road == name).then(pick(share, weights)).otherwise(why)
    is_fostered = pl.col("place").is_in(CARERS) & ~pl.col("ls").is_in(SHORT_BREAKS)
    stays = (road == "stay") & is_fostered & (staying_on(draws) < STAYS_ON)
    died = draws.happens(key, "died", 0.0015) & (road != "stay")
    moves_away = draws.happens(key, "another council", 0.004)
    return (
        pl.when(stays)
        .then(pl.lit("E17"))
        .when(died)
        .then(pl.lit("E2"))
        .when(moves_away & (road != "break"))
        .then(pl.lit("E3"))
        .otherwise(why)
    )


def _why_moved(draws: Draws) -> pl.Expr:
    """Told on the episode that ceased, of the move that followed."""
    following = pl.col("rne").shift(-1)
    share = draws.share(pl.col("key") * 64 + pl.col("decom") % 64, "why moved")
    return (
        pl.when(pl.col("is_last"))
        .then(None)
        .when(following.is_in(["T", "U"]))
        .then(pl.lit("PLACE"))
        .when(following.is_in(["P", "B"]) & (pl.col("place").shift(-1) == "R5"))
        .then(pl.lit("CUSTOD"))
        .when(following.is_in(["P", "B"]))
        .then(pick(share, _WHY_MOVED))
    )
