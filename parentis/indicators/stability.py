"""How settled children looked after are, by their placements."""

import narwhals as nw

from parentis.indicators.care import (
    ADOPTIVE_PLACEMENTS,
    CHILD_YEAR,
    care_years,
    looked_after,
)
from parentis.indicators.coming_back import came_back, came_back_in_year
from parentis.indicators.indicator import EVERYBODY, Better, Cohort, Indicator, Theme
from parentis.indicators.looked_after import EVERYONE, EXCLUSIONS
from parentis.indicators.sources import lait_in_part_from_memory
from parentis.ssda903.returns import Frame, Returns
from parentis.ssda903.tables import FIRST_YEAR

THREE = 3
OLDEST = 15


def _by_placements(returns: Returns) -> Frame:
    """Children looked after on 31 March, with `placements` in the year, each once."""
    return (
        looked_after(returns)
        .join(came_back_in_year(returns), on=CHILD_YEAR, how="left")
        .with_columns(
            placements=nw.col("placements") - nw.col("came_back").fill_null(0)
        )
    )


def _settled_for_long(returns: Returns) -> Frame:
    """Under 16 on 31 March, looked after without a break for two and a half years.

    With `moves` to a new carer in the last two years, and of them `moves_to_adopt`.
    """
    year = (
        care_years(returns)
        .join(came_back(returns), on=CHILD_YEAR, how="left")
        .with_columns(
            moves=nw.col("moves") - nw.col("came_back").fill_null(0),
            moves_to_adopt=nw.col("moves_to_adopt")
            - nw.col("came_back_to_adopt").fill_null(0),
        )
    )
    this_year = year.select(*CHILD_YEAR, "moves", "moves_to_adopt")
    year_before = year.filter("is_continuous_from_before").select(
        "council",
        "child",
        (nw.col("year") + 1).alias("year"),
        nw.col("moves").alias("moves_before"),
        nw.col("moves_to_adopt").alias("moves_to_adopt_before"),
    )
    two_years_before = year.filter("is_continuous_since_september").select(
        "council", "child", (nw.col("year") + 2).alias("year")
    )
    return (
        looked_after(returns)
        .filter(nw.col("is_continuous_from_before"), nw.col("age") <= OLDEST)
        .drop("moves", "moves_to_adopt")
        .join(this_year, on=CHILD_YEAR)
        .join(year_before, on=CHILD_YEAR)
        .join(two_years_before, on=CHILD_YEAR, how="semi")
        .with_columns(
            moves=nw.col("moves") + nw.col("moves_before"),
            moves_to_adopt=nw.col("moves_to_adopt") + nw.col("moves_to_adopt_before"),
        )
    )


BY_PLACEMENTS = Cohort(
    "looked-after-by-placements",
    "Children looked after on 31 March, with their placements in the year",
    _by_placements,
    tables=("episodes",),
)
SETTLED_FOR_LONG = Cohort(
    "looked-after-thirty-months",
    "Children under 16 looked after for two and a half years on 31 March",
    _settled_for_long,
    tables=("episodes", "header"),
)

_MOVES = nw.col("moves")
_MOVES_TO_ADOPT = nw.col("moves_to_adopt")
# The adoptive placement and the one before it count together.
_LIVES_WITH_ADOPTERS = nw.col("place").is_in(ADOPTIVE_PLACEMENTS)

THREE_PLACEMENTS = Indicator(
    code="three-placements",
    title="Children looked after who had three or more placements in the year",
    short_title="Three or more placements",
    theme=Theme.STABILITY,
    why_it_matters=(
        "Each move can cost a child a school, friends and trust in adults. Three in a"
        " year is too many for anybody."
    ),
    counted=(
        "Children with three or more placements in the year: the one they were in on"
        " 1 April, and each new one since. A temporary one held on 1 April does not"
        " count, but the one after it does."
    ),
    out_of=EVERYONE,
    exclusions=(
        *EXCLUSIONS,
        "temporary placements (T0 to T4)",
        (
            "coming back from one, told by the same type of placement, postcode and URN"
            " in this year's return; going elsewhere after it counts"
        ),
        "placements of less than a day",
        "changes with the same carer, so also adoption by current carers",
    ),
    source=lait_in_part_from_memory("LACStable_2016on"),
    first_year=FIRST_YEAR,
    better=Better.LOW,
    cohort=BY_PLACEMENTS,
    denominator=EVERYBODY,
    numerator=nw.col("placements") >= THREE,
    decided_by=("placements", "place"),
)
SAME_PLACEMENT_TWO_YEARS = Indicator(
    code="same-placement-two-years",
    title="Children looked after for long who have lived with one carer for two years",
    short_title="Same placement for two years",
    theme=Theme.STABILITY,
    why_it_matters="Children do well where they can stay with somebody who knows them.",
    counted=(
        "Children who have been with the same carer since 31 March two years before, or"
        " are placed for adoption and were there and in the placement before so long."
        " For 2016 to 2019 the published figure asked for the same placement, and not"
        " for the same carer."
    ),
    out_of=(
        "Children under 16 on 31 March who had been looked after without a break for"
        " two and a half years. Leaving care and coming back on one day is a break"
        " (from memory, not yet confirmed)."
    ),
    exclusions=(
        *EXCLUSIONS,
        "children whose date of birth is not known",
        "temporary placements and those of less than a day do not count as a move",
    ),
    source=lait_in_part_from_memory("LAC_LongStable%"),
    first_year=FIRST_YEAR,
    better=Better.HIGH,
    cohort=SETTLED_FOR_LONG,
    denominator=EVERYBODY,
    numerator=(_MOVES == 0)
    | ((_MOVES == 1) & (_MOVES_TO_ADOPT == 1) & _LIVES_WITH_ADOPTERS),
    earlier=(2, 1),
    decided_by=("moves", "place"),
)

INDICATORS = (THREE_PLACEMENTS, SAME_PLACEMENT_TWO_YEARS)
