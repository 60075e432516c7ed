"""Reviews of children looked after: held in time, and with the child's own views."""

import narwhals as nw

from parentis.indicators.care import (
    CHILD_YEAR,
    care_years,
    looked_after,
    since_breaks,
)
from parentis.indicators.days import day_number, day_of, months_later, return_year
from parentis.indicators.indicator import EVERYBODY, Better, Cohort, Indicator, Theme
from parentis.indicators.looked_after import EXCLUSIONS
from parentis.indicators.made_once import made_once
from parentis.indicators.sources import NI_HANDBOOK_REVIEWS, PAF_PARTICIPATION
from parentis.ssda903.codes import TOOK_PART
from parentis.ssda903.returns import Frame, Returns
from parentis.ssda903.tables import FIRST_YEAR

MONTHS_TO_SECOND_REVIEW = 3
MONTHS_TO_NEXT_REVIEW = 6
UNDER_FOUR = "PN0"
YOUNGEST_TO_TAKE_PART = 4
# Four weeks before 31 March.
_FOUR_WEEKS_BEFORE = day_of(nw.col("year"), 3, 3)
_LAST_DAY = day_of(nw.col("year"), 3, 31)


@made_once
def for_four_weeks(returns: Returns) -> Frame:
    """Looked after on 31 March, and for four weeks then.

    `started_on` is the day this time in care began, if this return or the one before
    holds it; empty for a child who has been looked after for longer.
    """
    began = (
        care_years(returns)
        .join(since_breaks(returns), on=CHILD_YEAR, how="left")
        .select(*CHILD_YEAR, began=nw.max_horizontal("started_on", "since"))
        .filter(~nw.col("began").is_null())
    )
    before = began.select(
        "council",
        "child",
        (nw.col("year") + 1).alias("year"),
        nw.col("began").alias("began_before"),
    )
    return (
        looked_after(returns)
        .drop("started_on")
        .join(began, on=CHILD_YEAR, how="left")
        .join(before, on=CHILD_YEAR, how="left")
        .with_columns(started_on=nw.coalesce("began", "began_before"))
        .drop("began", "began_before")
        .filter(
            nw.col("started_on").is_null()
            | (day_number(nw.col("started_on")) <= _FOUR_WEEKS_BEFORE)
        )
    )


def _held(returns: Returns) -> Frame:
    """Every review once, in the year it was held, with the two before it of that child.

    All three (`review`, `review_1_before`, `review_2_before`) are day numbers.
    """
    held = (
        returns["reviews"]
        .filter(return_year(nw.col("review")) == nw.col("year"))
        .select(*CHILD_YEAR, review=day_number(nw.col("review")))
        .unique()
    )
    return held.with_columns(
        *(
            nw.col("review")
            .shift(back)
            .over("council", "child", order_by="review")
            .alias(f"review_{back}_before")
            for back in (1, 2)
        )
    )


def _by_reviews(returns: Returns) -> Frame:
    """Children looked after for four weeks; `is_on_time` if every review due was held.

    The first is due within 20 working days of the start, the second three months after
    the first, each further one six months after the one before it. Without the list of
    working days, nobody.
    """
    if "working_days" not in returns.reference:
        return (
            for_four_weeks(returns)
            .filter(nw.col("child").is_null())
            .with_columns(is_on_time=nw.lit(value=False))
        )
    first_due = returns.reference["working_days"].select(
        nw.col("day").alias("started_on"),
        day_number(nw.col("twenty_working_days_later")).alias("first_due"),
    )
    children = (
        for_four_weeks(returns)
        .join(first_due, on="started_on", how="left")
        .with_columns(start=day_number(nw.col("started_on")))
    )
    reviews = (
        _held(returns)
        .join(children.select(*CHILD_YEAR, "start", "first_due"), on=CHILD_YEAR)
        .filter(nw.col("start").is_null() | (nw.col("review") >= nw.col("start")))
        .with_columns(due=_due(), next_due=_next_due())
        .group_by(CHILD_YEAR)
        .agg(
            late_reviews=(~_is(nw.col("review") <= nw.col("due"))).cast(nw.Int64).sum(),
            next_due=nw.col("next_due").max(),
        )
    )
    is_not_due = _is(nw.coalesce("next_due", "first_due") > _LAST_DAY)
    return (
        children.join(reviews, on=CHILD_YEAR, how="left")
        .with_columns(
            late_reviews=nw.col("late_reviews").fill_null(0), is_overdue=~is_not_due
        )
        .with_columns(is_on_time=(nw.col("late_reviews") == 0) & ~nw.col("is_overdue"))
    )


def _is_first() -> nw.Expr:
    before = nw.col("review_1_before")
    return before.is_null() | _is(before < nw.col("start"))


def _due() -> nw.Expr:
    # Of a child looked after since before these two returns the first two reviews are
    # not known; but they were long ago, unless they were many months late.
    start, second_before = nw.col("start"), nw.col("review_2_before")
    is_second = ~start.is_null() & (
        second_before.is_null() | _is(second_before < start)
    )
    before = nw.col("review_1_before")
    return (
        nw.when(_is_first())
        .then(nw.col("first_due"))
        .when(is_second)
        .then(months_later(before, MONTHS_TO_SECOND_REVIEW))
        .otherwise(months_later(before, MONTHS_TO_NEXT_REVIEW))
    )


def _next_due() -> nw.Expr:
    is_first = _is_first() & ~nw.col("start").is_null()
    return (
        nw.when(is_first)
        .then(months_later(nw.col("review"), MONTHS_TO_SECOND_REVIEW))
        .otherwise(months_later(nw.col("review"), MONTHS_TO_NEXT_REVIEW))
    )


def _by_taking_part(returns: Returns) -> Frame:
    """Children aged 4 and over, looked after for four weeks, with a review in the year.

    `reviews` counts those in which a child could take part, `took_part` those in which
    the child did.
    """
    reviews = (
        returns["reviews"]
        .filter(return_year(nw.col("review")) == nw.col("year"))
        .select(
            *CHILD_YEAR, "review", nw.col("review_code").fill_null("").alias("code")
        )
        .filter(nw.col("code") != UNDER_FOUR)
        .group_by(*CHILD_YEAR, "review")
        .agg(took_part=nw.col("code").is_in(TOOK_PART).cast(nw.Int64).max())
        .group_by(CHILD_YEAR)
        .agg(reviews=nw.len(), took_part=nw.col("took_part").sum())
    )
    return (
        for_four_weeks(returns)
        .filter(nw.col("age") >= YOUNGEST_TO_TAKE_PART)
        .join(reviews, on=CHILD_YEAR)
    )


def _is(condition: nw.Expr) -> nw.Expr:
    return condition.fill_null(value=False)


BY_REVIEWS = Cohort(
    "looked-after-by-reviews",
    "Children looked after for four weeks on 31 March, with their reviews",
    _by_reviews,
    tables=("episodes", "reviews"),
)
BY_TAKING_PART = Cohort(
    "looked-after-by-taking-part",
    "Children aged 4 and over looked after for four weeks, with a review in the year",
    _by_taking_part,
    tables=("episodes", "reviews", "header"),
)

_SINCE = (
    "Time in care begins when short breaks end, and again where a child left and came"
    " back on one day."
)
REVIEWS_ON_TIME = Indicator(
    code="reviews-on-time",
    title="Children looked after whose reviews were all held in time",
    short_title="Reviews in time",
    theme=Theme.VOICE,
    why_it_matters=(
        "A review asks whether the plan for a child still works. Held late, it asks"
        " too late."
    ),
    counted=(
        "Children whose reviews in the year were all held in time: the first within 20"
        " working days of being looked after, the second within three months of the"
        " first, each further one within six months of the last. Nothing was overdue"
        " on 31 March: one due that day and not held is."
    ),
    out_of=(
        f"Children looked after on 31 March who had been so for four weeks. {_SINCE}"
    ),
    exclusions=EXCLUSIONS,
    source=NI_HANDBOOK_REVIEWS,
    first_year=FIRST_YEAR,
    better=Better.HIGH,
    cohort=BY_REVIEWS,
    denominator=EVERYBODY,
    numerator=nw.col("is_on_time"),
    decided_by=("late_reviews", "is_overdue", "started_on"),
    reference=("working_days",),
    earlier=(1,),
)
TOOK_PART_IN_REVIEWS = Indicator(
    code="took-part-in-reviews",
    title="Children looked after who made their views known at every review",
    short_title="Took part in reviews",
    theme=Theme.VOICE,
    why_it_matters="It is their life. Their own view belongs in every decision on it.",
    counted=(
        "Children who took part in each of their reviews in the year: there in person,"
        " through an advocate, or by sending their views another way."
    ),
    out_of=(
        "Children aged 4 and over looked after on 31 March who had been so for four"
        f" weeks and had a review in the year. {_SINCE}"
    ),
    exclusions=(*EXCLUSIONS, "reviews held while the child was under 4"),
    source=PAF_PARTICIPATION,
    first_year=FIRST_YEAR,
    better=Better.HIGH,
    cohort=BY_TAKING_PART,
    denominator=EVERYBODY,
    numerator=nw.col("took_part") == nw.col("reviews"),
    decided_by=("reviews", "took_part"),
)

INDICATORS = (REVIEWS_ON_TIME, TOOK_PART_IN_REVIEWS)
