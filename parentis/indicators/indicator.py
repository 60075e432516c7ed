"""The shape of an indicator, and of the figure it gives for a council and a year."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import narwhals as nw

from parentis.law.sources import Source
from parentis.ssda903.returns import Frame, Returns


class Kind(StrEnum):
    """PROPORTION: per cent. COUNT: young people. MEAN: the average of a score."""

    PROPORTION = "proportion"
    COUNT = "count"
    MEAN = "mean"


class Better(StrEnum):
    """Which way is good. NEITHER: it tells about the young people, not the council."""

    HIGH = "high"
    LOW = "low"
    NEITHER = "neither"


class Theme(StrEnum):
    """How the scorecard groups indicators, in the order it shows them."""

    IN_TOUCH = "Keeping in touch"
    ACTIVITY = "Education, employment and training"
    ACCOMMODATION = "Where care leavers live"
    LOOKED_AFTER = "Children in our care"
    STABILITY = "Stability"
    HEALTH = "Health and wellbeing"
    SAFETY = "Safety"
    VOICE = "Reviews and taking part"
    LEAVING = "Leaving care"


# The denominator of an indicator that asks about its whole cohort.
EVERYBODY = ~nw.col("child").is_null()


@dataclass(frozen=True)
class Cohort:
    """A named set of young people: one row for each council, year and young person.

    `rows` gives the frame of every year at once, with `council`, `year`, `child`,
    `dob`, `age` and the columns that its indicators ask about. All indicators on one
    cohort are computed in one pass over it.
    """

    name: str
    title: str
    rows: Callable[[Returns], Frame]
    tables: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """A number that a council's returns give, and all that a reader may ask about it.

    `denominator` says, of each row of `cohort`, whether it is in; `numerator` whether
    it counts (for a MEAN: the score; a row without one is not in). Missing never does.
    `earlier` names the earlier returns it needs, as years before its own: (2, 1).
    `decided_by` names the columns that say why somebody counts, for the list of young
    people. `replaces` is the code of what was counted before it. `part_of` names the
    distribution of which it is one category. Which counts add up to which is in
    `relations.py`.
    """

    code: str
    title: str
    short_title: str
    theme: Theme
    why_it_matters: str
    counted: str
    out_of: str
    exclusions: tuple[str, ...] = ()
    source: Source
    first_year: int
    last_year: int | None = None
    kind: Kind = Kind.PROPORTION
    better: Better = Better.NEITHER
    cohort: Cohort
    denominator: nw.Expr
    numerator: nw.Expr
    tables: tuple[str, ...] = ()
    reference: tuple[str, ...] = ()
    earlier: tuple[int, ...] = ()
    decided_by: tuple[str, ...] = ()
    replaces: str = ""
    part_of: str = ""
    is_historic: bool = False
    is_single_age: bool = False

    @property
    def is_main(self) -> bool:
        """Whether a scorecard shows it first: no category, single age or old rule."""
        return not (self.part_of or self.is_single_age or self.is_historic)

    def members(self, returns: Returns) -> Frame:
        """Everyone in the denominator, marked `counted` or not. Missing is not.

        One row for each council, year and young person, with the cohort's columns.
        """
        rows = self.cohort.rows(returns)
        return rows.filter(self.denominator.fill_null(value=False)).with_columns(
            counted=self.numerator.fill_null(value=False)
            if self.kind is not Kind.MEAN
            else ~self.numerator.is_null()
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """What one indicator says of one council in one year.

    `value` is an unrounded per cent, a count or a mean. `unavailable` says in words why
    there is none ('needs the return of 2023'). `is_hidden` is set by disclosure
    control, and then all three numbers are None. `group` is set in a breakdown
    ('female'), and `by` names that breakdown ('sex'). `is_as_told`: it was corrected
    since, and stays as it was told, because the two would give somebody away.
    """

    indicator: str
    council: str
    year: int
    numerator: float | None = None
    denominator: int | None = None
    value: float | None = None
    unavailable: str = ""
    is_hidden: bool = False
    is_as_told: bool = False
    group: str = ""
    by: str = ""
