"""What indicators ask of a cohort, and the answer: sums by council, year and group.

The engine counts the young people once, by which denominators they are in; the few rows
that come back are added up here, on Polars whatever the engine was. Twelve age bands of
37 figures each so cost an engine 37 sums, and not 444.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import narwhals as nw
import polars as pl

from parentis.indicators.breakdowns import BREAKDOWNS
from parentis.indicators.indicator import Indicator, Kind
from parentis.ssda903.returns import Frame, Returns


@dataclass(frozen=True)
class Question:
    """Everything that indicators on one cohort ask of it, each expression once.

    `asked` names each indicator's denominator and numerator. Expressions are told apart
    by identity: age bands share theirs.
    """

    indicators: tuple[Indicator, ...]
    denominators: Mapping[str, nw.Expr]
    numerators: Mapping[str, nw.Expr]
    scores: Mapping[str, nw.Expr]
    asked: Mapping[str, tuple[str, str]]

    def asked_of(self, returns: Returns, *, by: str) -> Frame:
        """The cohort counted by council, year (and group), and denominators.

        The bits of `within` say in which of the denominators the counted ones are.
        Missing never counts; a missing score is not there to be averaged.
        """
        cohort = self.indicators[0].cohort
        rows = cohort.rows(returns)
        if by:
            rows = BREAKDOWNS[by].with_group(rows, cohort, returns)
        within = nw.sum_horizontal(
            *(
                _as_number(denominator) * 2**bit
                for bit, denominator in enumerate(self.denominators.values())
            )
        )
        marked = rows.select(
            *_keys(by),
            within.alias("within"),
            *(_as_number(flag).alias(name) for name, flag in self.numerators.items()),
            *(score.alias(name) for name, score in self.scores.items()),
        )
        return marked.group_by(*_keys(by), "within").agg(
            *(nw.col(name).sum() for name in (*self.numerators, *self.scores)),
            *(nw.col(name).count().alias(f"{name}:given") for name in self.scores),
            nw.len().alias("everyone"),
        )

    def answered_by(self, counts: pl.DataFrame, *, by: str) -> "Answer":
        """The sums, from what the engine counted."""
        numbers = counts.select(
            *_keys(by), pl.exclude(_keys(by)).cast(pl.Int64).fill_null(0)
        )
        sums = numbers.group_by(_keys(by)).agg(self._sums()).sort("council", "year")
        return Answer.of(sums, by=by)

    def _sums(self) -> Iterator[pl.Expr]:
        is_in = {
            name: (pl.col("within") // 2**bit) % 2 == 1
            for bit, name in enumerate(self.denominators)
        }
        for code, (denominator, numerator) in self.asked.items():
            everyone = f"{numerator}:given" if numerator in self.scores else "everyone"
            for count, column in (("numerator", numerator), ("denominator", everyone)):
                counted = pl.col(column).filter(is_in[denominator]).sum()
                yield counted.alias(f"{code}:{count}")


@dataclass(frozen=True)
class Answer:
    """Sums of the indicators of one question.

    `places` finds the rows of a council and year, one for each group that has anybody;
    `sums` are columns, by 'code:numerator' and 'code:denominator'.
    """

    places: Mapping[tuple[str, int], Sequence[tuple[str, int]]]
    sums: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, sums: pl.DataFrame, *, by: str) -> "Answer":
        places: dict[tuple[str, int], list[tuple[str, int]]] = {}
        groups = sums["group"].to_list() if by else [""] * len(sums)
        keys = zip(sums["council"], sums["year"], groups, strict=True)
        for place, (council, year, group) in enumerate(keys):
            places.setdefault((council, year), []).append((group, place))
        if by:
            for found in places.values():
                found.sort(key=lambda row: BREAKDOWNS[by].order(row[0]))
        return cls(places, sums.to_dict(as_series=False))

    def counts_of(
        self, code: str, council: str, year: int
    ) -> list[tuple[str, int, int]]:
        """Group, numerator and denominator, one for each group in order."""
        numerators = self.sums[f"{code}:numerator"]
        denominators = self.sums[f"{code}:denominator"]
        return [
            (group, numerators[place], denominators[place])
            for group, place in self.places.get((council, year), ())
        ]


def questions(indicators: Iterable[Indicator]) -> list[Question]:
    """One question a cohort, in the order in which cohorts first appear."""
    by_cohort: dict[str, list[Indicator]] = {}
    for indicator in indicators:
        by_cohort.setdefault(indicator.cohort.name, []).append(indicator)
    return [_question(tuple(sharing)) for sharing in by_cohort.values()]


def _question(indicators: tuple[Indicator, ...]) -> Question:
    denominators, numerators, scores = _Named("d"), _Named("n"), _Named("s")
    asked = {
        indicator.code: (
            denominators.name_of(indicator.denominator),
            (scores if indicator.kind is Kind.MEAN else numerators).name_of(
                indicator.numerator
            ),
        )
        for indicator in indicators
    }
    return Question(
        indicators,
        denominators.expressions,
        numerators.expressions,
        scores.expressions,
        asked,
    )


@dataclass
class _Named:
    """Expressions under short names, the same expression under the same name."""

    prefix: str
    expressions: dict[str, nw.Expr] = field(default_factory=dict)
    _names: dict[int, str] = field(default_factory=dict)

    def name_of(self, expression: nw.Expr) -> str:
        name = self._names.setdefault(
            id(expression), f"{self.prefix}{len(self._names)}"
        )
        self.expressions[name] = expression
        return name


def _keys(by: str) -> tuple[str, ...]:
    return ("council", "year", "group") if by else ("council", "year")


def _as_number(flag: nw.Expr) -> nw.Expr:
    # PySpark adds no truth values.
    return flag.fill_null(value=False).cast(nw.Int64)
