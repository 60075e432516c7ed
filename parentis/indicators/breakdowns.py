"""The groups by which a figure can be broken down."""

from collections.abc import Callable
from dataclasses import dataclass

import narwhals as nw

from parentis.indicators.indicator import Cohort
from parentis.ssda903.returns import Returns


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """One way of dividing young people. `groups` gives each group's slug its title."""

    slug: str
    title: str
    groups: dict[str, str]
    with_group: Callable[[nw.LazyFrame, Cohort, Returns], nw.LazyFrame]

    def order(self, group: str) -> int:
        """The place of a group among the others."""
        return list(self.groups).index(group)


BREAKDOWNS: dict[str, Breakdown] = {}
