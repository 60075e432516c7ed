"""Working days in England: not a Saturday, a Sunday or a bank holiday.

The bank holidays are those of every year. One that is proclaimed for a single year, as
for a coronation, is a line in `PROCLAIMED`.
"""

from datetime import date, timedelta
from functools import cache

MONDAY, SATURDAY = 0, 5
PROCLAIMED = frozenset({date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)})
# Moved for the jubilee of 2022.
SPRING_2022 = date(2022, 6, 2)


def working_days_after(day: date, count: int) -> date:
    """The last of so many working days. The first is the one after this day."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    easter = _easter(year)
    spring = SPRING_2022 if year == SPRING_2022.year else _last_monday(year, 5)
    christmas = _not_at_a_weekend(date(year, 12, 25), taken=frozenset())
    boxing = _not_at_a_weekend(date(year, 12, 26), taken=frozenset({christmas}))
    return frozenset(
        {
            _not_at_a_weekend(date(year, 1, 1), taken=frozenset()),
            easter - timedelta(days=2),
            easter + timedelta(days=1),
            _first_monday(year, 5),
            spring,
            _last_monday(year, 8),
            christmas,
            boxing,
            *(day for day in PROCLAIMED if day.year == year),
        }
    )


def _not_at_a_weekend(day: date, *, taken: frozenset[date]) -> date:
    """The day, or the first weekday after it that is not a bank holiday already."""
    while day.weekday() >= SATURDAY or day in taken:
        day += timedelta(days=1)
    return day


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(MONDAY - first.weekday()) % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() - MONDAY) % 7)


def _easter(year: int) -> date:
    """Easter Sunday, as Butcher's algorithm finds it."""
    century, of_century = divmod(year, 100)
    leaps, of_leaps = divmod(century, 4)
    drift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * (year % 19) + century - leaps - drift + 15) % 30
    quarters, of_quarters = divmod(of_century, 4)
    weekday = (32 + 2 * of_leaps + 2 * quarters - moon - of_quarters) % 7
    late = (year % 19 + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
