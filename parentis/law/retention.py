"""How long a record of somebody looked after is kept.

Until what would be their 75th birthday; or, for who died before 18, for 15 years.
"""

from dataclasses import dataclass
from datetime import date

from parentis.law.care import LEAVES_CARE_AT, birthday
from parentis.law.sources import Source

KEPT_UNTIL_AGE = 75
YEARS_AFTER_A_DEATH = 15
REGULATION_50 = Source(
    "Care Planning, Placement and Case Review (England) Regulations 2010",
    "regulation 50",
    "https://www.legislation.gov.uk/uksi/2010/959",
    is_from_memory=True,
)


@dataclass(frozen=True, kw_only=True)
class Retention:
    """The first day on which a record may go, and why. None: it may never go yet."""

    until: date | None
    why: str
    source: Source = REGULATION_50


def retention(*, born: date | None, died_on: date | None) -> Retention:
    if born is None:
        return Retention(
            until=None, why="It is kept: their date of birth is not known."
        )
    if died_on and died_on < birthday(born, LEAVES_CARE_AT):
        # The anniversary of a 29 February is 1 March, as for birthdays: a day longer.
        return Retention(
            until=birthday(died_on, YEARS_AFTER_A_DEATH),
            why=f"{YEARS_AFTER_A_DEATH} years after they died, before the age of 18.",
        )
    return Retention(
        until=birthday(born, KEPT_UNTIL_AGE),
        why=f"The day of their {KEPT_UNTIL_AGE}th birthday.",
    )
