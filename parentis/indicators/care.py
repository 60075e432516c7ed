"""What the episodes of a return say of each child's year in care.

Children looked after only in a series of short breaks are not in it: DfE leaves them
out of every figure here. An episode is in the return of each year it overlaps, so its
beginning and its end are each taken from the return of the year in which they fell.
"""

import narwhals as nw

from parentis.indicators.days import age_in, day_number, day_of
from parentis.indicators.made_once import MOVED, STARTED, listed_once, made_once
from parentis.ssda903.codes import CONTINUES, SHORT_BREAKS, TEMPORARY_PLACEMENTS
from parentis.ssda903.returns import Frame, Returns
from parentis.ssda903.tables import HEADER

CHILD_YEAR = ["council", "year", "child"]

ADOPTIVE_PLACEMENTS = ("A3", "A4", "A5", "A6")
WITH_CURRENT_CARERS = ("A3", "A5")
# All that tell of one child in one row, and reviews, which every child soon has.
_TELLING_BIRTHS = ("header", "oc2", "oc3", "uasc", "reviews")

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
    """The rows with `dob` and `age` on 31 March; empty where no table tells a birth.

    The rows are of children looked after in the year.
    """
    return (
        rows.join(_born_in_header(returns), on=CHILD_YEAR, how="left")
        .join(born_elsewhere(returns), on=CHILD_YEAR, how="left")
        .with_columns(dob=nw.coalesce("dob", "born"))
        .drop("born")
        .with_columns(age=age_in(_YEAR, nw.col("dob")))
    )


def _born_in_header(returns: Returns) -> Frame:
    return listed_once(returns, "header").select(*CHILD_YEAR, "dob")


@made_once
def care_years(returns: Returns) -> Frame:
    """One row for each council, year and child looked after in the year: how it went.

    `is_continuous` and `is_continuous_since_september`: looked after on 1 April (or on
    30 September) and every night since, until 31 March, without leaving care and coming
    back on one day; `is_continuous_from_before` says so from 31 March the year before.
    `placements` counts those of the year, `moves` those to a new carer, and
    `moves_to_adopt` those of them to adopters; coming back from a temporary placement
    is still in all three. `started_on` is the latest start of being looked after, if
    this return holds it.
    """
    is_placement = ~is_passing()
    is_begun = is_placement & (_BEGAN >= FIRST_DAY)
    is_of_the_year = is_placement & (_ENDED.is_null() | (_ENDED > FIRST_DAY))
    is_start = is_so(nw.col("rne") == STARTED)
    is_move = is_begun & is_a_move()
    is_new = is_move | (is_begun & is_start)
    is_adoptive = is_so(nw.col("place").is_in(ADOPTIVE_PLACEMENTS))
    return (
        episodes(returns)
        .group_by(CHILD_YEAR)
        .agg(
            *_chain("april", FIRST_DAY),
            *_chain("september", THIRTIETH_SEPTEMBER),
            _any(_ENDED.is_null()).alias("is_open_at_end"),
            nw.when(_ENDED.is_null()).then(_BEGAN).max().alias("open_since"),
            nw.when(is_of_the_year).then(_BEGAN).min().alias("first_placement"),
            nw.when(is_new).then(_BEGAN).min().alias("first_new_placement"),
            count(is_new).alias("new_placements"),
            count(is_move).alias("moves"),
            count(is_move & is_adoptive).alias("moves_to_adopt"),
            nw.when(_is_leaving()).then(_ENDED).max().alias("left_on"),
            nw.when(is_start).then(nw.col("decom")).max().alias("started_on"),
            _any(is_start & (_BEGAN >= FIRST_DAY)).alias("started_in_year"),
        )
        .with_columns(
            is_continuous=_is_unbroken("april", FIRST_DAY),
            is_continuous_since_september=_is_unbroken(
                "september", THIRTIETH_SEPTEMBER
            ),
            placements=nw.col("new_placements") + _was_there_already().cast(nw.Int64),
        )
        .with_columns(
            is_continuous_from_before=nw.col("is_continuous") & ~_broke(FIRST_DAY - 1)
        )
        .select(
            *CHILD_YEAR,
            "is_continuous",
            "is_continuous_from_before",
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
def born_elsewhere(returns: Returns) -> Frame:
    """When children were `born` of whom it is not told where it is looked for first.

    That is Header for those looked after, OC3 for care leavers. Very few, so they are
    picked first.
    """
    told = returns["header"].filter(~nw.col("dob").is_null())
    looked_after = returns["episodes"].select(CHILD_YEAR).unique()
    care_leavers = returns["oc3"].filter(nw.col("dob").is_null()).select(CHILD_YEAR)
    not_told = looked_after.join(told.select(CHILD_YEAR), on=CHILD_YEAR, how="anti")
    return _births(returns, nw.concat([not_told, care_leavers]))


def _births(returns: Returns, children: Frame) -> Frame:
    """One row for each of some children whose date of birth any table tells: `born`.

    Header's is taken before another table's, and of those the earliest. `children` has
    council, year and child; only the return of that year is asked.
    """
    born, is_header = nw.col("dob"), nw.col("is_header")
    told = nw.concat(
        [
            returns[name]
            .filter(~born.is_null())
            .select(*CHILD_YEAR, "dob", is_header=nw.lit(name == HEADER.name))
            for name in _TELLING_BIRTHS
        ]
    )
    return (
        told.join(children, on=CHILD_YEAR, how="semi")
        .group_by(CHILD_YEAR)
        .agg(
            in_header=nw.when(is_header).then(born).max(),
            elsewhere=nw.when(~is_header).then(born).min(),
        )
        .select(*CHILD_YEAR, born=nw.coalesce("in_header", "elsewhere"))
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


def since_breaks(returns: Returns) -> Frame:
    """The day care began again after what broke it: `since`, for those it has for.

    Short breaks are no care, so time in care begins when they end; and it begins again
    when somebody left, even if they came back that day. Only what this return holds.
    """
    is_short_break = is_so(nw.col("ls").is_in(SHORT_BREAKS))
    broken = (
        listed_once(returns, "episodes")
        .filter(is_short_break | _is_leaving(), ~nw.col("dec").is_null())
        .select(*CHILD_YEAR, broke=day_number(nw.col("dec")))
        .filter(nw.col("broke") <= LAST_DAY)
        .group_by(CHILD_YEAR)
        .agg(broke=nw.col("broke").max())
    )
    return (
        episodes(returns)
        .join(broken, on=CHILD_YEAR)
        .filter(nw.col("broke") <= _BEGAN)
        .group_by(CHILD_YEAR)
        .agg(since=nw.col("decom").min())
    )


def is_passing() -> nw.Expr:
    """Temporary placements, and those of less than a day, are no placements."""
    is_temporary = is_so(nw.col("place").is_in(TEMPORARY_PLACEMENTS))
    return is_temporary | is_so(_ENDED == _BEGAN)


def is_a_move() -> nw.Expr:
    """To a new carer. Carers who adopt the child they foster are not new."""
    is_with_current = is_so(nw.col("place").is_in(WITH_CURRENT_CARERS))
    return is_so(nw.col("rne").is_in(MOVED)) & ~is_with_current


def _is_leaving() -> nw.Expr:
    return is_so(nw.col("rec") != CONTINUES)


def _was_there_already() -> nw.Expr:
    """In a placement on 1 April, or first in one that was not recorded as new.

    One that a temporary placement held on 1 April interrupted is there as well.
    """
    first, first_new = nw.col("first_placement"), nw.col("first_new_placement")
    return ~first.is_null() & (first_new.is_null() | is_so(first < first_new))


def is_so(condition: nw.Expr) -> nw.Expr:
    """Missing is not."""
    return condition.fill_null(value=False)


def _any(condition: nw.Expr) -> nw.Expr:
    return condition.cast(nw.Int64).max()


def count(condition: nw.Expr) -> nw.Expr:
    return condition.cast(nw.Int64).sum()


def _chain(since: str, day: nw.Expr) -> tuple[nw.Expr, ...]:
    """What is needed to tell whether care was unbroken from a day to 31 March."""
    began_after = (day < _BEGAN).cast(nw.Int64)
    ended_after = is_so(day < _ENDED).cast(nw.Int64)
    was_open = (day >= _BEGAN) & (_ENDED.is_null() | (day < _ENDED))
    return (
        _any(was_open).alias(f"was_open_{since}"),
        (began_after - ended_after).sum().alias(f"unmatched_{since}"),
        (began_after * _BEGAN - ended_after * _ENDED.fill_null(0))
        .sum()
        .alias(f"gap_{since}"),
    )


def _is_unbroken(since: str, day: nw.Expr) -> nw.Expr:
    """Open at first and at last, and each episode begun on the day another ended.

    Episodes of one child do not overlap, so no gap is less than nothing, and gaps add
    up to nothing only where there are none. That spares a sort of all England's.
    """
    return (
        (nw.col(f"was_open_{since}") == 1)
        & (nw.col("is_open_at_end") == 1)
        & (nw.col(f"unmatched_{since}") == 0)
        & (nw.col(f"gap_{since}") == 0)
        & ~_broke(day)
    )


def _broke(day: nw.Expr) -> nw.Expr:
    """Left care after a day, or started: even if the other was on the same day."""
    started_on = day_number(nw.col("started_on"))
    return is_so(nw.col("left_on") > day) | is_so(started_on > day)
