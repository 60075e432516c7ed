"""Children who went missing, or were away without leave."""

import narwhals as nw

from parentis.indicators.care import CHILD_YEAR, care_years, with_age
from parentis.indicators.days import return_year
from parentis.indicators.indicator import EVERYBODY, Better, Cohort, Indicator, Theme
from parentis.indicators.looked_after import EXCLUSIONS
from parentis.indicators.sources import lait
from parentis.ssda903.returns import Frame, Returns
from parentis.ssda903.tables import FIRST_YEAR


def _looked_after_in_the_year(returns: Returns) -> Frame:
    """Children looked after on any day of the year; `was_missing` and `was_away`."""
    in_the_year = (return_year(nw.col("mis_start")) <= nw.col("year")) & (
        nw.col("mis_end").is_null() | (return_year(nw.col("mis_end")) >= nw.col("year"))
    )
    incidents = (
        returns["missing"]
        .filter(in_the_year)
        .group_by(CHILD_YEAR)
        .agg(
            was_missing=(nw.col("missing") == "M").cast(nw.Int64).max(),
            was_away=(nw.col("missing") == "A").cast(nw.Int64).max(),
        )
    )
    return (
        with_age(care_years(returns), returns)
        .join(incidents, on=CHILD_YEAR, how="left")
        .with_columns(
            was_missing=(nw.col("was_missing") == 1).fill_null(value=False),
            was_away=(nw.col("was_away") == 1).fill_null(value=False),
        )
    )


LOOKED_AFTER_IN_THE_YEAR = Cohort(
    "looked-after-in-the-year",
    "Children looked after on any day of the year",
    _looked_after_in_the_year,
    tables=("episodes", "missing"),
)


def _incident(
    code: str, title: str, short_title: str, *, why: str, counted: str, measure: str
) -> Indicator:
    return Indicator(
        code=code,
        title=title,
        short_title=short_title,
        theme=Theme.SAFETY,
        why_it_matters=why,
        counted=counted,
        out_of="All children looked after on any day of the year.",
        exclusions=EXCLUSIONS,
        source=lait(measure),
        first_year=FIRST_YEAR,
        # Councils record it so differently that more may mean better recording.
        better=Better.NEITHER,
        cohort=LOOKED_AFTER_IN_THE_YEAR,
        denominator=EVERYBODY,
        numerator=nw.col(f"was_{code}"),
        decided_by=(f"was_{code}",),
    )


MISSING = _incident(
    "missing",
    "Children looked after who went missing in the year",
    "Missing",
    why="A child who goes missing may be running from harm, or to it.",
    counted=(
        "Children missing at least once in the year, or already missing when it began."
    ),
    measure="Children_missing",
)
AWAY = _incident(
    "away",
    "Children looked after who were away without leave in the year",
    "Away without leave",
    why=(
        "Somebody knows where the child is, but the child is not where they should be."
        " Some councils record all of this as missing."
    ),
    counted=(
        "Children away from their placement without authorisation at least once in the"
        " year, or already away when it began."
    ),
    measure="Children_Away",
)

INDICATORS = (MISSING, AWAY)
