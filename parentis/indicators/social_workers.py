"""How many social workers a child had in the year."""

import narwhals as nw

from parentis.indicators.care import CHILD_YEAR, looked_after
from parentis.indicators.days import return_year
from parentis.indicators.indicator import EVERYBODY, Better, Cohort, Indicator, Theme
from parentis.indicators.looked_after import EVERYONE, EXCLUSIONS
from parentis.indicators.sources import lait
from parentis.ssda903.returns import Frame, Returns
from parentis.ssda903.tables import SW_EPISODES

THREE = 3


def _by_social_workers(returns: Returns) -> Frame:
    """Children looked after on 31 March, with `social_workers` they had in the year."""
    in_the_year = (return_year(nw.col("sw_decom")) <= nw.col("year")) & (
        nw.col("sw_dec").is_null() | (return_year(nw.col("sw_dec")) >= nw.col("year"))
    )
    workers = (
        returns["sw_episodes"]
        .filter(in_the_year, ~nw.col("sw_id").is_null())
        .select(*CHILD_YEAR, "sw_id")
        .unique()
        .group_by(CHILD_YEAR)
        .agg(social_workers=nw.len())
    )
    return looked_after(returns).join(workers, on=CHILD_YEAR, how="left")


BY_SOCIAL_WORKERS = Cohort(
    "looked-after-by-social-workers",
    "Children looked after on 31 March, with their social workers in the year",
    _by_social_workers,
    tables=("episodes", "sw_episodes"),
)

THREE_SOCIAL_WORKERS = Indicator(
    code="three-social-workers",
    title="Children looked after who had three or more social workers in the year",
    short_title="Three or more social workers",
    theme=Theme.STABILITY,
    why_it_matters="Nobody wants to tell their story to a stranger again and again.",
    counted=(
        "Children with three or more different social workers in the year. Those they"
        " had before they were looked after count as well."
    ),
    out_of=EVERYONE,
    exclusions=EXCLUSIONS,
    source=lait("Stability_SocialWorker"),
    first_year=SW_EPISODES.first_year,
    better=Better.LOW,
    cohort=BY_SOCIAL_WORKERS,
    denominator=EVERYBODY,
    numerator=nw.col("social_workers") >= THREE,
    decided_by=("social_workers",),
)

INDICATORS = (THREE_SOCIAL_WORKERS,)
