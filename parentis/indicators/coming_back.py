"""Coming back to a placement from a temporary one: a move in the return, but none.

It is told by the same type of placement, postcode and URN as before.
"""

import narwhals as nw

from parentis.indicators.care import (
    ADOPTIVE_PLACEMENTS,
    CHILD_YEAR,
    FIRST_DAY,
    count,
    episodes,
    is_a_move,
    is_passing,
    is_so,
)
from parentis.indicators.days import return_year
from parentis.indicators.made_once import made_once
from parentis.ssda903.returns import Frame, Returns

_PLACEMENT = ("place", "pl_post", "urn")


@made_once
def of_those_ever_away(returns: Returns) -> Frame:
    """The episodes of children who are ever placed temporarily."""
    listed = episodes(returns)
    away = listed.filter(is_passing()).select("council", "child").unique()
    return listed.join(away, on=["council", "child"], how="semi")


@made_once
def came_back(returns: Returns) -> Frame:
    """How often in a year a child came back to a placement from a temporary one.

    One row for each council, year and child who did: `came_back`, and of those
    `came_back_to_adopt` to adopters. The return records it as a move; it is none. Few
    children are ever placed temporarily, so their histories are picked first.
    """
    history = (
        of_those_ever_away(returns)
        .group_by("council", "child", "decom")
        .agg(
            *(nw.col(name).max() for name in ("rne", *_PLACEMENT, "began", "ended")),
        )
    )
    returned = _returned(history, ["council", "child"]).with_columns(
        year=return_year(nw.col("decom"))
    )
    is_adoptive = is_so(nw.col("place").is_in(ADOPTIVE_PLACEMENTS))
    return returned.group_by(CHILD_YEAR).agg(
        came_back=nw.len(), came_back_to_adopt=count(is_adoptive)
    )


def came_back_in_year(returns: Returns) -> Frame:
    """How often a child came back to a placement of the same year: `came_back`.

    Only the year's own return is asked, so that other returns do not change a figure.
    """
    returned = _returned(of_those_ever_away(returns), CHILD_YEAR)
    return (
        returned.filter(nw.col("ended_before") > FIRST_DAY)
        .group_by(CHILD_YEAR)
        .agg(came_back=nw.len())
    )


def _returned(listed: Frame, who: list[str]) -> Frame:
    """Of each one's episodes those that came back to the placement before another."""
    lasting = listed.filter(~is_passing()).with_columns(
        *(nw.col(name).fill_null("") for name in _PLACEMENT)
    )
    before = lasting.with_columns(
        *(
            nw.col(name).shift(1).over(*who, order_by="decom").alias(f"{name}_before")
            for name in (*_PLACEMENT, "ended")
        )
    )
    is_same_placement = nw.all_horizontal(
        *(nw.col(name) == nw.col(f"{name}_before") for name in _PLACEMENT),
        ignore_nulls=False,
    )
    return before.filter(
        is_a_move(),
        is_so(is_same_placement),
        is_so(nw.col("ended_before") < nw.col("began")),
    )
