"""By when a complaint of a young person is answered, stage by stage."""

from dataclasses import dataclass
from datetime import date

from parentis.law.sources import Source
from parentis.law.working_days import working_days_after

REPRESENTATIONS = Source(
    "Children Act 1989 Representations Procedure (England) Regulations 2006",
    "time limits of each stage",
    "https://www.legislation.gov.uk/uksi/2006/1738",
    is_from_memory=True,
)


@dataclass(frozen=True, kw_only=True)
class Stage:
    """So many working days, which may be put off to so many."""

    title: str
    working_days: int
    at_most: int
    source: Source = REPRESENTATIONS

    def due_on(self, made_on: date) -> date:
        return working_days_after(made_on, self.working_days)

    def due_at_the_latest(self, made_on: date) -> date:
        return working_days_after(made_on, self.at_most)


LOCAL = Stage(title="Stage 1: answered by the service", working_days=10, at_most=20)
INVESTIGATION = Stage(
    title="Stage 2: looked into by somebody else", working_days=25, at_most=65
)
PANEL = Stage(title="Stage 3: heard by a panel", working_days=30, at_most=30)
