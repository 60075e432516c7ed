"""Every indicator of every council and year, each cohort read once."""

from collections.abc import Iterator, Sequence

import polars as pl

from parentis.indicators import INDICATORS
from parentis.indicators.availability import Availability
from parentis.indicators.indicator import Figure, Indicator, Kind
from parentis.indicators.made_once import prepare
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
    asked = questions(indicators)
    prepared = prepare(returns)
    counts = _collect([question.asked_of(prepared, by=by) for question in asked])
    answers = {
        code: answer
        for question, counted in zip(asked, counts, strict=True)
        for answer in (question.answered_by(counted, by=by),)
        for code in question.asked
    }
    availability = Availability(returns)
    return [
        figure
        for council, year in returns.councils_and_years
        for indicator in indicators
        for figure in _figures(
            indicator, council, year, answers[indicator.code], availability, by=by
        )
    ]


def _collect(frames: Sequence[Frame]) -> list[pl.DataFrame]:
    """The frames' rows. On Polars in one go, so that shared parts are computed once."""
    if all(frame.implementation.is_polars() for frame in frames):
        return pl.collect_all([frame.to_native() for frame in frames])
    return [frame.collect(backend="polars").to_native() for frame in frames]


def _figures(
    indicator: Indicator,
    council: str,
    year: int,
    answer: Answer,
    availability: Availability,
    *,
    by: str,
) -> Iterator[Figure]:
    if why_not := availability.why_not(indicator, council, year):
        yield Figure(
            indicator=indicator.code,
            council=council,
            year=year,
            unavailable=why_not,
            by=by,
        )
        return
    found = answer.counts_of(indicator.code, council, year) or [("", 0, 0)]
    for group, numerator, denominator in found:
        if by and not denominator:
            continue
        is_count = indicator.kind is Kind.COUNT
        yield Figure(
            indicator=indicator.code,
            council=council,
            year=year,
            numerator=numerator,
            denominator=None if is_count else denominator,
            value=_value(indicator.kind, numerator, denominator),
            group=group,
            by=by,
        )


def _value(kind: Kind, numerator: int, denominator: int) -> float | None:
    if kind is Kind.COUNT:
        return numerator
    if not denominator:
        return None
    return (100 if kind is Kind.PROPORTION else 1) * numerator / denominator
