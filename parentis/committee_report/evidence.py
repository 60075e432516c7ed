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
class Evidence:
    """The council's own figures of every year held, and whatever they are beside.

    `figures` are those of the whole council (no breakdowns). `comparisons` is keyed by
    indicator and year, and may be empty.
    """

    figures: Sequence[Figure]
    comparisons: Mapping[tuple[str, int], Comparison] = field(default_factory=dict)
    returns: Sequence[ReturnRead] = ()

    @cached_property
    def _by_code_and_year(self) -> dict[tuple[str, int], Figure]:
        return {(each.indicator, each.year): each for each in self.figures}

    def figure(self, code: str, year: int) -> Figure | None:
        """The council's figure, or none where no return of that year is held."""
        return self._by_code_and_year.get((code, year))

    def beside(self, code: str, year: int) -> Comparison | None:
        return self.comparisons.get((code, year))

    @property
    def years(self) -> list[int]:
        return sorted({each.year for each in self.figures})

    def return_of(self, year: int) -> ReturnRead | None:
        return next((each for each in self.returns if each.year == year), None)

    def for_eyes_outside(self) -> "Evidence":
        """The same with small counts hidden, and whatever would give them away."""
        return replace(self, figures=tuple(protect(list(self.figures))))
