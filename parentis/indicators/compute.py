"""Every indicator of every council and year, each cohort read once.

All indicators that share a cohort become one aggregation over it, so that 37 questions
asked of 12 age bands cost one pass. On Polars all cohorts are collected together, so
that what they share (the episodes, above all) is read once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw
import polars as pl

from parentis.indicators import INDICATORS
from parentis.indicators.availability import Availability
from parentis.indicators.breakdowns import BREAKDOWNS
from parentis.indicators.indicator import Figure, Indicator, Kind
from parentis.ssda903.returns import Returns


def compute(
    returns: Returns, indicators: Sequence[Indicator] = INDICATORS, *, by: str = ""
) -> list[Figure]:
    """A figure for every council, year and indicator, in that order.

    One that cannot be given says why in `unavailable` and holds no number. Where nobody
    is in the denominator, both counts are 0 and there is no value. `by` names a breakdown
    (see `breakdowns.BREAKDOWNS`); then there is one figure for each group that has
    anybody in its denominator, and one without a group where there is no figure at all.

    Raises KeyError where `by` names no breakdown.
    """
    questions = _questions(indicators)
    frames = _collect([question.asked_of(returns, by=by) for question in questions])
    answer_to = {
        indicator.code: answer
        for question, frame in zip(questions, frames, strict=True)
        for answer in (_Answer.of(question, frame, by=by),)
        for indicator in question.indicators
    }
    availability = Availability(returns)
    return [
        figure
        for council, year in returns.councils_and_years
        for indicator in indicators
        for figure in _figures(
            indicator, council, year, answer_to[indicator.code], availability, by=by
        )
    ]


@dataclass(frozen=True)
class _Question:
    """What all indicators on one cohort ask of it, each different expression once.

    `columns` names, for each indicator's code, the flags it reads as denominator and
    numerator. Expressions are told apart by identity: twelve age bands share a few.
    """

    indicators: tuple[Indicator, ...]
    flags: Mapping[str, nw.Expr]
    columns: Mapping[str, tuple[str, str]]

    def asked_of(self, returns: Returns, *, by: str) -> nw.LazyFrame:
        """One row for each council and year (and group) of the cohort."""
        cohort = self.indicators[0].cohort
        rows = cohort.rows(returns)
        keys = ["council", "year"]
        if by:
            rows = BREAKDOWNS[by].with_group(rows, cohort, returns)
            keys.append("group")
        flags = rows.select(
            *keys, *(flag.alias(name) for name, flag in self.flags.items())
        )
        return flags.group_by(keys).agg(*self._sums())

    def _sums(self) -> Iterator[nw.Expr]:
        for denominator in sorted({names[0] for names in self.columns.values()}):
            yield _count(nw.col(denominator)).alias(f"{denominator}:sum")
        for indicator in self.indicators:
            denominator, numerator = self.columns[indicator.code]
            is_in = nw.col(denominator)
            if indicator.kind is Kind.MEAN:
                score = nw.when(is_in).then(nw.col(numerator))
                yield score.sum().alias(f"{indicator.code}:numerator")
                yield score.count().alias(f"{indicator.code}:denominator")
            elif denominator != numerator:
                counted = is_in & nw.col(numerator)
                yield _count(counted).alias(f"{indicator.code}:numerator")

    def answer_columns(self, indicator: Indicator) -> tuple[str, str]:
        """The columns of the answer that hold its numerator and its denominator."""
        denominator, numerator = self.columns[indicator.code]
        if indicator.kind is Kind.MEAN:
            return f"{indicator.code}:numerator", f"{indicator.code}:denominator"
        if denominator == numerator:
            return f"{denominator}:sum", f"{denominator}:sum"
        return f"{indicator.code}:numerator", f"{denominator}:sum"


@dataclass(frozen=True)
class _Answer:
    """Sums of one cohort: `rows` finds the places of a council and year, by group."""

    rows: Mapping[tuple[str, int], Sequence[tuple[str, int]]]
    sums: Mapping[str, tuple[Sequence[int | None], Sequence[int]]]

    @classmethod
    def of(cls, question: _Question, frame: pl.DataFrame, *, by: str) -> "_Answer":
        rows: dict[tuple[str, int], list[tuple[str, int]]] = {}
        groups = frame["group"].to_list() if by else [""] * len(frame)
        keys = zip(frame["council"], frame["year"], groups, strict=True)
        for place, (council, year, group) in enumerate(keys):
            rows.setdefault((council, year), []).append((group, place))
        if by:
            order = BREAKDOWNS[by].order
            for found in rows.values():
                found.sort(key=lambda row: order(row[0]))
        lists = {name: frame[name].to_list() for name in frame.columns}
        sums = {
            indicator.code: (lists[numerator], lists[denominator])
            for indicator in question.indicators
            for numerator, denominator in (question.answer_columns(indicator),)
        }
        return cls(rows, sums)


def _questions(indicators: Sequence[Indicator]) -> list[_Question]:
    """One question a cohort, in the order in which cohorts first appear."""
    by_cohort: dict[str, list[Indicator]] = {}
    for indicator in indicators:
        by_cohort.setdefault(indicator.cohort.name, []).append(indicator)
    return [_question(tuple(sharing)) for sharing in by_cohort.values()]


def _question(indicators: tuple[Indicator, ...]) -> _Question:
    flags: dict[str, nw.Expr] = {}
    names: dict[int, str] = {}

    def named(expression: nw.Expr, *, is_score: bool) -> str:
        if id(expression) not in names:
            names[id(expression)] = name = f"flag_{len(names)}"
            # Missing never counts; a score that is missing is not there to be averaged.
            flags[name] = expression if is_score else expression.fill_null(value=False)
        return names[id(expression)]

    columns = {
        indicator.code: (
            named(indicator.denominator, is_score=False),
            named(indicator.numerator, is_score=indicator.kind is Kind.MEAN),
        )
        for indicator in indicators
    }
    return _Question(indicators, flags, columns)


def _count(flag: nw.Expr) -> nw.Expr:
    # PySpark adds no truth values, so they become numbers first.
    return flag.cast(nw.Int64).sum()


def _collect(frames: Sequence[nw.LazyFrame]) -> list[pl.DataFrame]:
    """The frames' rows. On Polars in one go, so that shared parts are computed once."""
    if all(frame.implementation.is_polars() for frame in frames):
        return pl.collect_all([frame.to_native() for frame in frames])
    return [frame.collect(backend="polars").to_native() for frame in frames]


def _figures(
    indicator: Indicator,
    council: str,
    year: int,
    answer: _Answer,
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
    numerators, denominators = answer.sums[indicator.code]
    found = answer.rows.get((council, year), ())
    for group, place in found:
        if by and not denominators[place]:
            continue
        yield _figure(
            indicator, council, year, numerators[place], denominators[place], group, by
        )
    if not found and not by:
        yield _figure(indicator, council, year, 0, 0, "", "")


def _figure(
    indicator: Indicator,
    council: str,
    year: int,
    numerator: int | None,
    denominator: int,
    group: str,
    by: str,
) -> Figure:
    counted = numerator or 0
    if indicator.kind is Kind.COUNT:
        value: float | None = counted
    elif denominator:
        per = 100 if indicator.kind is Kind.PROPORTION else 1
        value = per * counted / denominator
    else:
        value = None
    return Figure(
        indicator=indicator.code,
        council=council,
        year=year,
        numerator=counted,
        denominator=None if indicator.kind is Kind.COUNT else denominator,
        value=value,
        group=group,
        by=by,
    )
