"""Who the care leavers of a return are."""

import narwhals as nw

from parentis.indicators.care import CHILD_YEAR, born_elsewhere
from parentis.indicators.days import age_in, day_number
from parentis.indicators.indicator import Cohort
from parentis.indicators.made_once import listed_once, made_once
from parentis.ssda903.codes import LEFT_THE_COHORT, SHORT_BREAKS
from parentis.ssda903.returns import Frame, Returns

# Ended by death, or by another council taking over: no longer this council's to return.
ENDED_FOR_GOOD = ("E2", "E3")
YOUNGEST, OLDEST = 17, 25

EXCLUSIONS = (
    "those who died after leaving care",
    "those who returned home for six months or more",
    "those who died in care, and those another council took over",
    "those looked after only in a series of short breaks",
)


@made_once
def care_leavers(returns: Returns) -> Frame:
    """One row for each council, year and care leaver who turned 17 to 25 in the year.

    Columns: council, year, child, dob, age, in_touch, activ, accom. Where OC3 does not
    tell the date of birth, Header or another table may.
    """
    listed = listed_once(returns, "oc3")
    return (
        listed.join(
            _no_longer_ours(returns, listed.select(CHILD_YEAR)),
            on=CHILD_YEAR,
            how="anti",
        )
        .join(born_elsewhere(returns), on=CHILD_YEAR, how="left")
        .with_columns(dob=nw.coalesce("dob", "born"))
        .drop("born")
        .with_columns(age=age_in(nw.col("year"), nw.col("dob")))
        .filter(nw.col("age").is_between(YOUNGEST, OLDEST))
        .filter(~nw.col("in_touch").is_in(LEFT_THE_COHORT).fill_null(value=False))
    )


CARE_LEAVERS = Cohort(
    "care-leavers",
    "Care leavers who turned 17 to 25 in the year",
    care_leavers,
    tables=("oc3",),
)


def _no_longer_ours(returns: Returns, children: Frame) -> Frame:
    """Care leavers whom the episodes of this or earlier returns take out, as keys.

    Very few children have such an episode, so their histories are picked first.
    """
    is_short_break = nw.col("ls").is_in(SHORT_BREAKS).fill_null(value=False)
    has_ended = nw.col("rec").is_in(ENDED_FOR_GOOD).fill_null(value=False)
    episodes = (
        listed_once(returns, "episodes")
        .filter(~nw.col("decom").is_null())
        .select(
            "council",
            "child",
            seen_in=nw.col("year"),
            order=_order(),
            is_short_break=is_short_break.cast(nw.Int64),
            has_ended=has_ended.cast(nw.Int64),
        )
    )
    picked = (
        episodes.filter((nw.col("is_short_break") == 1) | (nw.col("has_ended") == 1))
        .select("council", "child")
        .unique()
    )
    seen = (
        children.join(picked, on=["council", "child"], how="semi")
        .join(episodes, on=["council", "child"])
        .filter(nw.col("seen_in") <= nw.col("year"))
    )
    latest = seen.group_by(CHILD_YEAR).agg(
        order=nw.col("order").max(),
        is_only_short_breaks=nw.col("is_short_break").min(),
    )
    return (
        seen.join(latest, on=[*CHILD_YEAR, "order"])
        .filter((nw.col("has_ended") == 1) | (nw.col("is_only_short_breaks") == 1))
        .select(CHILD_YEAR)
        .unique()
    )


def _order() -> nw.Expr:
    """A number that is greatest for the last episode, as the latest return tells it.

    An episode is in each year's return it overlaps.
    """
    return day_number(nw.col("decom")) * _MORE_THAN_ANY_YEAR + nw.col("year")


_MORE_THAN_ANY_YEAR = 10_000
