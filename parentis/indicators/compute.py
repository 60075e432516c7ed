"""Every indicator of every council and year, each cohort read once."""

from collections.abc import Sequence

import polars as pl

from parentis.indicators import INDICATORS
from parentis.indicators.availability import Availability, Needs, needs_of
from parentis.indicators.indicator import Figure, Indicator, Kind
from parentis.indicators.made_once import prepared
from parentis.indicators.questions import Answer, questions
from parentis.ssda903.returns import Frame, Returns


def compute(
    returns: Returns, indicators: Sequence[Indicator] = INDICATORS, *, by: str = ""
) -> list[Figure]:
    """A figure for every council, year and indicator, in that order.

    One that cannot be given says why in `unavailable` and holds no number. Where nobody
    is in the denominator, both counts are 0 and there is no value. `by` names a
    breakdown (see `breakdowns.BREAKDOWNS`): then there is one figure for each group
    that has anybody in the denominator, and one without a group where there is none.

    Raises KeyError where `by` names no breakdown.
    """
    answers = _answers(returns, indicators, by=by)
    # Hundreds of indicators have the same few needs: each is looked into once a year.
    number_of: dict[Needs, int] = {}
    asked = [
        (each, answers[each.code], number_of.setdefault(needs_of(each), len(number_of)))
        for each in indicators
    ]
    availability = Availability(returns)
    figures: list[Figure] = []
    for council, year in returns.councils_and_years:
        why_not = [availability.why_not(needs, council, year) for needs in number_of]
        for indicator, answer, needs in asked:
            if why_not[needs]:
                figures.append(_none(indicator, council, year, why_not[needs], by=by))
            else:
                figures += _figures(indicator, council, year, answer, by=by)
    return figures


def _answers(
    returns: Returns, indicators: Sequence[Indicator], *, by: str
) -> dict[str, Answer]:
    """The answer that holds the sums of each indicator, by code."""
    asked = questions(indicators)
    with prepared(returns) as ready:
        counts = _collect([question.asked_of(ready, by=by) for question in asked])
    return {
        code: answer
        for question, counted in zip(asked, counts, strict=True)
        for answer in (question.answered_by(counted, by=by),)
        for code in question.asked
    }


def _collect(frames: Sequence[Frame]) -> list[pl.DataFrame]:
    """The frames' rows. On Polars in one go, so that shared parts are computed once."""
    if all(frame.implementation.is_polars() for frame in frames):
        return pl.collect_all([frame.to_native() for frame in frames])
    return [frame.collect(backend="polars").to_native() for frame in frames]


def _none(
    indicator: Indicator, council: str, year: int, why_not: str, *, by: str
) -> Figure:
    return Figure(
        indicator=indicator.code,
        council=council,
        year=year,
        unavailable=why_not,
        by=by,
    )


def _figures(
    indicator: Indicator, council: str, year: int, answer: Answer, *, by: str
) -> list[Figure]:
    found = answer.counts_of(indicator.code, council, year)
    if by:
        found = [each for each in found if each[2]]
    is_count = indicator.kind is Kind.COUNT
    return [
        Figure(
            indicator=indicator.code,
            council=council,
            year=year,
            numerator=numerator,
            denominator=None if is_count else denominator,
            value=_value(indicator.kind, numerator, denominator),
            group=group,
            by=by,
        )
        for group, numerator, denominator in found or _NOBODY[bool(by)]
    ]


# Of a cohort without anybody: one figure of nobody, or no group at all.
_NOBODY: dict[bool, list[tuple[str, int, int]]] = {False: [("", 0, 0)], True: []}


def _value(kind: Kind, numerator: int, denominator: int) -> float | None:
    if kind is Kind.COUNT:
        return numerator
    if not denominator:
        return None
    return (100 if kind is Kind.PROPORTION else 1) * numerator / denominator
