"""What a report rests on: the council's figures, the comparators, and which returns.

Everything that leaves the building goes through `for_eyes_outside` first, so that a
sentence, a table and a chart can only say what disclosure control has left.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from parentis.indicators.disclosure import protect
from parentis.indicators.indicator import Figure
from parentis.published.figures import Comparison


@dataclass(frozen=True, kw_only=True)
class ReturnRead:
    """One year's return behind the figures: what it was called and when it was read."""

    year: int
    name: str
    read_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What others' figures are, of one indicator and year: no more than a report says.

    Values are per cents or means as published; `own` is what DfE published for the
    council itself. `neighbours_with_value` of `neighbours_listed` had one.
    """

    own: float | None = None
    model: str = ""
    neighbours_mean: float | None = None
    neighbours_with_value: int = 0
    neighbours_listed: int = 0
    region_name: str = ""
    region: float | None = None
    england: float | None = None
    sources: tuple[str, ...] = ()

    @classmethod
    def of(cls, comparison: Comparison) -> "Beside":
        """The comparison that `published` makes, cut down to this."""
        shown = [
            figure
            for figure in (
                comparison.own,
                comparison.region,
                comparison.england,
                *comparison.neighbours,
            )
            if figure is not None
        ]
        return cls(
            own=comparison.own.value if comparison.own else None,
            model=comparison.model,
            neighbours_mean=comparison.neighbours_mean,
            neighbours_with_value=comparison.neighbours_with_value,
            neighbours_listed=comparison.neighbours_listed,
            region_name=comparison.region_name,
            region=comparison.region.value if comparison.region else None,
            england=comparison.england.value if comparison.england else None,
            sources=tuple(sorted({str(figure.source) for figure in shown})),
        )

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to set beside the council."""
        values = (self.own, self.neighbours_mean, self.region, self.england)
        return any(value is not None for value in values)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The council's own figures of every year held, and whatever they are beside.

    `figures` are those of the whole council (no breakdowns). `comparisons` is keyed by
    indicator and year, and may be empty. `is_protected` says that disclosure control
    has been over all of the council's figures: once is enough, and twice might hide
    others, so that two documents together would tell what each hides.
    """

    figures: Sequence[Figure]
    is_protected: bool = False
    comparisons: Mapping[tuple[str, int], Beside] = field(default_factory=dict)
    returns: Sequence[ReturnRead] = ()

    @cached_property
    def _by_code_and_year(self) -> dict[tuple[str, int], Figure]:
        return {(each.indicator, each.year): each for each in self.figures}

    def figure(self, code: str, year: int) -> Figure | None:
        """The council's figure, or none where no return of that year is held."""
        return self._by_code_and_year.get((code, year))

    def beside(self, code: str, year: int) -> Beside | None:
        return self.comparisons.get((code, year))

    @property
    def years(self) -> list[int]:
        return sorted({each.year for each in self.figures})

    def return_of(self, year: int) -> ReturnRead | None:
        return next((each for each in self.returns if each.year == year), None)

    def for_eyes_outside(self) -> "Evidence":
        """The same with small counts hidden, and whatever would give them away."""
        if self.is_protected:
            return self
        hidden = tuple(protect(list(self.figures)))
        return replace(self, figures=hidden, is_protected=True)
