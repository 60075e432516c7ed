"""Care leavers who stayed with their foster carers after they turned 18."""

import narwhals as nw

from parentis.indicators.care import episodes
from parentis.indicators.care_leavers import EXCLUSIONS, care_leavers
from parentis.indicators.days import eighteenth_birthday
from parentis.indicators.indicator import Better, Cohort, Indicator, Theme
from parentis.indicators.sources import DFE_GUIDANCE_STAYING_PUT
from parentis.ssda903.codes import CONTINUES, FOSTERED
from parentis.ssda903.returns import Frame, Returns
from parentis.ssda903.tables import FIRST_YEAR


def _left_fostering_at_18(returns: Returns) -> Frame:
    """Care leavers aged 18 to 20 fostered until the day they turned 18.

    Those of 19 and 20 turned 18 in the year before or the year before that.
    """
    goes_on = (nw.col("rec") == CONTINUES).fill_null(value=False)
    endings = (
        episodes(returns)
        .filter(nw.col("place").is_in(FOSTERED), ~goes_on)
        .select("council", "child", nw.col("dec").alias("turned_18_on"))
        .drop_nulls()
        .unique()
    )
    return (
        care_leavers(returns)
        .filter(nw.col("age").is_between(18, 20))
        .with_columns(turned_18_on=eighteenth_birthday(nw.col("dob")))
        .join(endings, on=["council", "child", "turned_18_on"], how="semi")
    )


LEFT_FOSTERING_AT_18 = Cohort(
    "left-fostering-at-18",
    "Care leavers aged 18 to 20 who were fostered until they turned 18",
    _left_fostering_at_18,
    tables=("oc3", "episodes"),
)

_LIVES_WITH_FORMER_CARERS = nw.col("accom").str.slice(0, 1) == "Z"


def _staying_put(
    slug: str, ages: str, denominator: nw.Expr, earlier: tuple[int, ...]
) -> Indicator:
    return Indicator(
        code=f"staying-put-{slug}",
        title=f"Care leavers {ages} still living with their former foster carers",
        short_title=f"Staying put, {ages}",
        theme=Theme.ACCOMMODATION,
        why_it_matters=(
            "Few young people leave home at 18. Staying put lets those in foster care"
            " stay where they belong until they are ready."
        ),
        counted="Care leavers who live with their former foster carers.",
        out_of=(
            f"Care leavers {ages} who were fostered until the day they turned 18. Born"
            " on 29 February, they turn 18 on 1 March (from memory, not yet confirmed)."
        ),
        exclusions=EXCLUSIONS,
        source=DFE_GUIDANCE_STAYING_PUT,
        first_year=FIRST_YEAR,
        better=Better.HIGH,
        cohort=LEFT_FOSTERING_AT_18,
        denominator=denominator,
        numerator=_LIVES_WITH_FORMER_CARERS,
        decided_by=("accom", "turned_18_on"),
        earlier=earlier,
    )


INDICATORS = (
    _staying_put("18", "aged 18", nw.col("age") == 18, ()),
    _staying_put("19-to-20", "aged 19 or 20", nw.col("age").is_between(19, 20), (2, 1)),
)
