"""How a rule of law is written down: conditions, each with its sentence and source."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from parentis.law.care import History
from parentis.law.sources import Source


@dataclass(frozen=True)
class Condition:
    """One test in a rule. `text` completes "The young person …"."""

    text: str
    source: Source
    holds: Callable[[History, date], bool]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A category of the law, and all the conditions that it takes."""

    name: str
    conditions: tuple[Condition, ...]

    def decide(self, history: History, on: date) -> "Finding":
        held = [(c, c.holds(history, on)) for c in self.conditions]
        return Finding(
            rule=self,
            met=tuple(condition for condition, holds in held if holds),
            unmet=tuple(condition for condition, holds in held if not holds),
        )


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one rule says of one young person on one day, and why."""

    rule: Rule
    met: tuple[Condition, ...]
    unmet: tuple[Condition, ...]

    @property
    def applies(self) -> bool:
        return not self.unmet
