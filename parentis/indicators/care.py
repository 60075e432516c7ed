"""What the episodes of a return say of each child's year in care.

Children looked after only in a series of short breaks are not in it: DfE leaves them
out of every figure here. An episode is in the return of each year it overlaps, so its
beginning and its end are each taken from the return of the year in which they fell.
"""

import narwhals as nw

from parentis.indicators.days import age_in, day_number, day_of, return_year
from parentis.indicators.made_once import listed_once, made_once
from parentis.ssda903.codes import SHORT_BREAKS, TEMPORARY_PLACEMENTS
from parentis.ssda903.returns import Frame, Returns

CHILD_YEAR = ["council", "year", "child"]

STARTED = "S"
MOVED = ("P", "B")
ADOPTIVE_PLACEMENTS = ("A3", "A4", "A5", "A6")

_YEAR = nw.col("year")
_BEGAN = nw.col("began")
_ENDED = nw.col("ended")
FIRST_DAY = day_of(_YEAR, 4, 1)
LAST_DAY = day_of(_YEAR, 3, 31)
# Thirty months before the end of the year after next.
THIRTIETH_SEPTEMBER = day_of(_YEAR, 9, 30)


def episodes(returns: Returns) -> Frame:
    """Episodes but short breaks, in each year they overlap, with `began` and `ended`.

    Both are day numbers. An episode still open on 31 March has no end that year.
    """
    is_short_break = nw.col("ls").is_in(SHORT_BREAKS).fill_null(value=False)
    return (
        listed_once(returns, "episodes")
        .filter(~is_short_break, ~nw.col("decom").is_null(), ~nw.col("child").is_null())
        .with_columns(
            began=day_number(nw.col("decom")), ended=day_number(nw.col("dec"))
        )
        .filter(_BEGAN <= LAST_DAY, _ENDED.is_null() | (_ENDED >= FIRST_DAY))
        .with_columns(
            ended=nw.when(_ENDED <= LAST_DAY).then(_ENDED).otherwise(nw.lit(None))
        )
    )


def with_age(rows: Frame, returns: Returns) -> Frame:
    """The rows with `dob` and `age` on 31 March; empty for a child not in Header."""
    born = listed_once(returns, "header").select(*CHILD_YEAR, "dob")
    return rows.join(born, on=CHILD_YEAR, how="left").with_columns(
        age=age_in(_YEAR, nw.col("dob"))
    )


@made_once
def care_years(returns: Returns) -> Frame:
    """One row for each council, year and child looked after in the year: how it went.

    `is_continuous` and `is_continuous_since_september`: looked after on 1 April (or on
    30 September) and every night since, until 31 March. `placements` counts those of
    the year, `moves` those to a new carer, and `moves_to_adopt` those of them to
    adopters; coming back from a temporary placement is still in all three.
    `started_on` is the latest start of being looked after, if this return holds it.
    """
    is_new_placement = ~_is_passing() & (_BEGAN >= FIRST_DAY)
    is_move = is_new_placement & _is(nw.col("rne").is_in(MOVED))
    is_start = _is(nw.col("rne") == STARTED)
    is_adoptive = _is(nw.col("place").is_in(ADOPTIVE_PLACEMENTS))
    was_open_before = (_BEGAN < FIRST_DAY) & (_ENDED.is_null() | (_ENDED > FIRST_DAY))
    return (
        episodes(returns)
        .group_by(CHILD_YEAR)
        .agg(
            *_chain("april", FIRST_DAY),
            *_chain("september", THIRTIETH_SEPTEMBER),
            _any(_ENDED.is_null()).alias("is_open_at_end"),
            _any(was_open_before).alias("was_open_before"),
            nw.when(_ENDED.is_null()).then(_BEGAN).max().alias("open_since"),
            _count(is_move | (is_new_placement & is_start)).alias("new_placements"),
            _count(is_move).alias("moves"),
            _count(is_move & is_adoptive).alias("moves_to_adopt"),
            nw.when(is_start).then(nw.col("decom")).max().alias("started_on"),
            _any(is_start & (_BEGAN >= FIRST_DAY)).alias("started_in_year"),
        )
        .with_columns(
            is_continuous=_is_unbroken("april"),
            is_continuous_since_september=_is_unbroken("september"),
            placements=nw.col("was_open_before") + nw.col("new_placements"),
        )
        .select(
            *CHILD_YEAR,
            "is_continuous",
            "is_continuous_since_september",
            "placements",
            "moves",
            "moves_to_adopt",
            "started_on",
            "started_in_year",
            "open_since",
        )
    )


@made_once
def looked_after(returns: Returns) -> Frame:
    """One row for each child looked after on 31 March: as then, and how the year went.

    Where a file holds two episodes open on that day, the later to begin is the one.
    """
    on_the_day = episodes(returns).filter(_ENDED.is_null())
    rows = on_the_day.select(
        *CHILD_YEAR,
        "decom",
        "began",
        "ls",
        "cin",
        "place",
        "place_provider",
        "home_post",
        "pl_post",
    ).join(care_years(returns), on=CHILD_YEAR)
    return with_age(rows.filter(nw.col("open_since") == _BEGAN), returns).drop(
        "began", "open_since"
    )


@made_once
def came_back(returns: Returns) -> Frame:
    """How often in a year a child came back to a placement from a temporary one.

    One row for each council, year and child who did: `came_back`, and of those
    `came_back_to_adopt` to adopters. The return records it as a move; it is none. Few
    children are ever placed temporarily, so their histories are picked first.
    """
    listed = episodes(returns)
    away = listed.filter(_is_passing()).select("council", "child").unique()
    placement = ("place", "pl_post", "urn")
    history = (
        listed.join(away, on=["council", "child"], how="semi")
        .group_by("council", "child", "decom")
        .agg(
            *(nw.col(name).max() for name in ("rne", *placement, "began", "ended")),
        )
        .filter(~_is_passing())
        .with_columns(*(nw.col(name).fill_null("") for name in placement))
    )
    before = history.with_columns(
        *(
            nw.col(name)
            .shift(1)
            .over("council", "child", order_by="decom")
            .alias(f"{name}_before")
            for name in (*placement, "ended")
        )
    )
    is_same_placement = nw.all_horizontal(
        *(nw.col(name) == nw.col(f"{name}_before") for name in placement),
        ignore_nulls=False,
    )
    returned = before.filter(
        _is(nw.col("rne").is_in(MOVED)),
        _is(is_same_placement),
        _is(nw.col("ended_before") < _BEGAN),
    ).with_columns(year=return_year(nw.col("decom")))
    is_adoptive = _is(nw.col("place").is_in(ADOPTIVE_PLACEMENTS))
    return returned.group_by(CHILD_YEAR).agg(
        came_back=nw.len(), came_back_to_adopt=_count(is_adoptive)
    )


def _is_passing() -> nw.Expr:
    """Temporary placements, and those of less than a day, are no placements."""
    is_temporary = _is(nw.col("place").is_in(TEMPORARY_PLACEMENTS))
    return is_temporary | _is(_ENDED == _BEGAN)


def _is(condition: nw.Expr) -> nw.Expr:
    """Missing is not."""
    return condition.fill_null(value=False)


def _any(condition: nw.Expr) -> nw.Expr:
    return condition.cast(nw.Int64).max()


def _count(condition: nw.Expr) -> nw.Expr:
    return condition.cast(nw.Int64).sum()


def _chain(since: str, day: nw.Expr) -> tuple[nw.Expr, ...]:
    """What is needed to tell whether care was unbroken from a day to 31 March."""
    began_after = (day < _BEGAN).cast(nw.Int64)
    ended_after = _is(day < _ENDED).cast(nw.Int64)
    was_open = (day >= _BEGAN) & (_ENDED.is_null() | (day < _ENDED))
    return (
        _any(was_open).alias(f"was_open_{since}"),
        (began_after - ended_after).sum().alias(f"unmatched_{since}"),
        (began_after * _BEGAN - ended_after * _ENDED.fill_null(0))
        .sum()
        .alias(f"gap_{since}"),
    )


def _is_unbroken(since: str) -> nw.Expr:
    """Open at first and at last, and each episode begun on the day another ended.

    Episodes of one child do not overlap, so no gap is less than nothing, and gaps add
    up to nothing only where there are none. That spares a sort of all England's.
    """
    return (
        (nw.col(f"was_open_{since}") == 1)
        & (nw.col("is_open_at_end") == 1)
        & (nw.col(f"unmatched_{since}") == 0)
        & (nw.col(f"gap_{since}") == 0)
    )
