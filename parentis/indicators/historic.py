"""National indicators 147 and 148, abolished in 2010: to compare with old reports."""

import narwhals as nw

from parentis.indicators.care import episodes
from parentis.indicators.care_leavers import EXCLUSIONS, care_leavers
from parentis.indicators.days import day_number, day_of
from parentis.indicators.indicator import EVERYBODY, Better, Cohort, Indicator, Theme
from parentis.indicators.sources import NI_HANDBOOK_ACTIVITY, NI_HANDBOOK_SUITABLE
from parentis.ssda903.codes import EDUCATION_EMPLOYMENT_OR_TRAINING, SUITABLE
from parentis.ssda903.returns import Frame, Returns
from parentis.ssda903.tables import FIRST_YEAR

AGE = 19


def _looked_after_at_16(returns: Returns) -> Frame:
    """Care leavers aged 19 who were 16 and looked after on 1 April three years before.

    That is the first day of the return of two years ago.
    """
    first_day = day_of(nw.col("year"), 4, 1)
    on_that_day = (
        episodes(returns)
        .filter(
            nw.col("began") <= first_day,
            nw.col("ended").is_null() | (nw.col("ended") > first_day),
        )
        .select("council", "child", (nw.col("year") + 2).alias("year"))
        .unique()
    )
    turned_17_that_day = day_number(nw.col("dob")) == day_of(nw.col("year") - AGE, 4, 1)
    return (
        care_leavers(returns)
        .filter(nw.col("age") == AGE, ~turned_17_that_day)
        .join(on_that_day, on=["council", "year", "child"], how="semi")
    )


LOOKED_AFTER_AT_16 = Cohort(
    "looked-after-at-16",
    "Care leavers aged 19 who were looked after at 16",
    _looked_after_at_16,
    tables=("oc3", "episodes"),
)

_OUT_OF = (
    "Care leavers whose 19th birthday fell in the year, and who were looked after and"
    " aged 16 on 1 April three years before the year ended."
)
_WHY = "An old report can be compared only with a figure counted in the same old way."

NI_147 = Indicator(
    code="ni-147",
    title="Care leavers in suitable accommodation (NI 147, historic)",
    short_title="NI 147: suitable accommodation at 19",
    theme=Theme.ACCOMMODATION,
    why_it_matters=_WHY,
    counted="Care leavers whose home the council judges suitable.",
    out_of=_OUT_OF,
    exclusions=EXCLUSIONS,
    source=NI_HANDBOOK_SUITABLE,
    first_year=FIRST_YEAR,
    better=Better.HIGH,
    cohort=LOOKED_AFTER_AT_16,
    denominator=EVERYBODY,
    numerator=nw.col("accom").str.slice(1, 1) == SUITABLE,
    decided_by=("accom", "in_touch"),
    earlier=(2,),
    is_historic=True,
)
NI_148 = Indicator(
    code="ni-148",
    title="Care leavers in education, employment or training (NI 148, historic)",
    short_title="NI 148: in education, work or training at 19",
    theme=Theme.ACTIVITY,
    why_it_matters=_WHY,
    counted="Care leavers in education, employment or training, full or part time.",
    out_of=_OUT_OF,
    exclusions=EXCLUSIONS,
    source=NI_HANDBOOK_ACTIVITY,
    first_year=FIRST_YEAR,
    better=Better.HIGH,
    cohort=LOOKED_AFTER_AT_16,
    denominator=EVERYBODY,
    numerator=nw.col("activ").is_in(EDUCATION_EMPLOYMENT_OR_TRAINING),
    decided_by=("activ", "in_touch"),
    earlier=(2,),
    is_historic=True,
)

INDICATORS = (NI_147, NI_148)
