"""A young person's history as the law asks about it. Plain facts and their arithmetic.

A day counts from a period's start up to, and not including, its end. An age is reached
at the start of the birthday (Family Law Reform Act 1969, section 9). Somebody born on
29 February has their birthday on 1 March in other years; both are from memory.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property

SHORT_BREAKS = frozenset({"V3", "V4"})
LEAVES_CARE_AT = 18


@cache
def birthday(born: date, age: int) -> date:
    """The day on which somebody reaches an age."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:  # 29 February
        return date(born.year + age, 3, 1)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    next_month = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(
        next_month - timedelta(days=1),
        date(year, month + 1, 1) + timedelta(days=day.day - 1),
    )


@dataclass(frozen=True, kw_only=True)
class Period:
    """From `start` up to, and not including, `end`. None: it goes on."""

    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def until(self, day: date) -> date:
        """Its end, or this day where it goes on longer."""
        return day if self.end is None else min(self.end, day)


@dataclass(frozen=True, kw_only=True)
class LookedAfter(Period):
    """Looked after by a council: legal status and placement as in the return."""

    legal_status: str
    placement: str = ""
    council: str = ""
    reason_ceased: str = ""

    @property
    def is_short_breaks(self) -> bool:
        return self.legal_status in SHORT_BREAKS


@dataclass(frozen=True, kw_only=True)
class Detained(Period):
    """Detained by order of a court, or in hospital (regulation 3)."""

    kind: str = "detained"


@dataclass(frozen=True, kw_only=True)
class Accommodated(Period):
    """In hospital or privately fostered, and not looked after (section 24(2))."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class SpecialGuardianship(Period):
    """A special guardianship order. `start` is the day it was made."""

    was_looked_after_before: bool


@dataclass(frozen=True, kw_only=True)
class Education:
    """A programme of education or training."""

    is_in_plan_from_before_21: bool = False
    informed_on: date | None = None
    ends_on: date | None = None

    def is_known(self, day: date) -> bool:
        """Whether the council had been told of it by this day."""
        return self.informed_on is not None and self.informed_on <= day

    def goes_on(self, day: date) -> bool:
        return self.ends_on is None or day < self.ends_on


_SEQUENCES = (
    "looked_after",
    "detained",
    "at_home",
    "accommodated",
    "education",
    "asked_for_support",
)


@dataclass(frozen=True, kw_only=True)
class History:
    """All the law asks of one young person. What is not known is left out."""

    born: date
    looked_after: Sequence[LookedAfter] = ()
    detained: Sequence[Detained] = ()
    at_home: Sequence[Period] = ()
    accommodated: Sequence[Accommodated] = ()
    special_guardianship: SpecialGuardianship | None = None
    education: Sequence[Education] = ()
    asked_for_support: Sequence[Period] = ()
    adopted_on: date | None = None
    died_on: date | None = None
    # Asked for on thousands of days, so put in order once.
    periods: Sequence[LookedAfter] = field(init=False, repr=False, compare=False)
    _spans: Sequence[tuple[date, date]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # As tuples, so that a history can be looked up by what it says.
        for name in _SEQUENCES:
            object.__setattr__(self, name, tuple(getattr(self, name)))
        object.__setattr__(self, "periods", self._in_order())
        object.__setattr__(self, "_spans", _joined(self._counted_periods()))

    def __hash__(self) -> int:
        """Reckoned once: what rests on a history is looked up by it very often."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        told = (
            self.special_guardianship,
            self.adopted_on,
            self.died_on,
            *(getattr(self, name) for name in _SEQUENCES),
        )
        return hash((self.born, told))

    # -- age ---------------------------------------------------------------------------

    def birthday(self, age: int) -> date:
        return birthday(self.born, age)

    def age_on(self, day: date) -> int:
        age = day.year - self.born.year
        return age if day >= self.birthday(age) else age - 1

    def is_aged(self, youngest: int, oldest: int, *, on: date) -> bool:
        return youngest <= self.age_on(on) <= oldest

    # -- being looked after ------------------------------------------------------------

    def _in_order(self) -> list[LookedAfter]:
        """As they began. An adoption before 16 ends what was before it."""
        found = sorted(self.looked_after, key=lambda period: period.start)
        adopted = self.adopted_on
        if adopted and adopted < self.birthday(16):
            found = [period for period in found if period.start >= adopted]
        return found

    def is_looked_after(self, day: date) -> bool:
        """Nobody is, once they are 18."""
        return self.period_on(day) is not None

    def period_on(self, day: date) -> LookedAfter | None:
        if day >= self.birthday(LEAVES_CARE_AT):
            return None
        covering = [period for period in self.periods if period.covers(day)]
        return min(covering, key=lambda period: period.is_short_breaks, default=None)

    def left_care_on(self, day: date) -> date | None:
        """The day they last ceased to be looked after, at or before this day."""
        limit = self.birthday(LEAVES_CARE_AT)
        ends = [
            period.until(limit)
            for period in self.periods
            if period.start < limit and period.until(limit) <= day
        ]
        return max(ends, default=None)

    def days_since_14(self, until: date) -> int:
        """Days looked after from the 14th birthday until a day, short breaks aside."""
        since = self.birthday(14)
        return sum(
            max((min(end, until) - max(start, since)).days, 0)
            for start, end in self._spans
        )

    def day_of_count(self, days: int) -> date | None:
        """The day until which `days_since_14` first is so many, if it ever is."""
        since, left = self.birthday(14), days
        for start, end in self._spans:
            begins = max(start, since)
            length = (end - begins).days
            if length >= left:
                return begins + timedelta(days=left)
            left -= max(length, 0)
        return None

    def _counted_periods(self) -> Iterable[tuple[date, date]]:
        limit = self.birthday(LEAVES_CARE_AT)
        return (
            (period.start, period.until(limit))
            for period in self.periods
            if not period.is_short_breaks and period.start < period.until(limit)
        )

    # -- what else the law asks --------------------------------------------------------

    def home_since(self, day: date) -> date | None:
        """Since when they live with a parent, or somebody who has a parent's rights.

        A special guardian and an adopter have them from the day of the order. Time at
        home while looked after does not count.
        """
        left = self.left_care_on(day)
        homes = [*self.at_home, *self._at_home_by_order()]
        starts = [home.start for home in homes if home.covers(day)]
        if not starts:
            return None
        return max(min(starts), left) if left else min(starts)

    def _at_home_by_order(self) -> Iterable[Period]:
        order = self.special_guardianship
        if order and order.start >= self.birthday(16):
            yield order
        if self.adopted_on and self.adopted_on >= self.birthday(16):
            yield Period(start=self.adopted_on)


def _joined(spans: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Spans that overlap or touch as one, so that no day counts twice."""
    joined: list[tuple[date, date]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
