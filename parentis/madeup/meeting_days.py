"""On which days the made-up council's bodies meet, whenever today is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

AHEAD = timedelta(days=365)
PANEL_BEGAN = 2017


@dataclass(frozen=True, kw_only=True)
class Rule:
    """When a body meets: in these months, such as on the second Thursday."""

    key: str
    months: tuple[int, ...]
    week: int
    weekday: int
    hour: int
    years: float
    hours: float = 2


RULES = (
    Rule(key="panel", months=(1, 3, 6, 9, 11), week=2, weekday=3, hour=18, years=99),
    Rule(key="scrutiny", months=(2, 7, 10), week=3, weekday=1, hour=14, years=3),
    Rule(key="cabinet", months=(2, 4, 7, 12), week=1, weekday=2, hour=10, years=2),
    Rule(key="improvement", months=(2, 5, 8, 11), week=4, weekday=0, hour=9, years=1),
    Rule(key="voices", months=(1, 4, 7, 10), week=1, weekday=3, hour=17, years=1),
    Rule(key="moving-on", months=(2, 5, 8, 11), week=1, weekday=1, hour=18, years=1),
)


# On these days no council office is open, whatever the weekday.
FEASTS = {(1, 1), (12, 25), (12, 26)}
MONDAY, MAY, AUGUST = 0, 5, 8
A_WEEK = timedelta(days=7)


def _is_holiday(day: date) -> bool:
    """New Year's Day, Christmas, and the first and last Mondays that are holidays."""
    is_last = (day + A_WEEK).month != day.month
    is_first = day.day <= A_WEEK.days
    is_of_may = day.month == MAY and (is_first or is_last)
    is_of_august = day.month == AUGUST and is_last
    is_monday = day.weekday() == MONDAY and (is_of_may or is_of_august)
    return (day.month, day.day) in FEASTS or is_monday


def days(rule: Rule, on: date) -> Iterator[date]:
    """Every day on which the body met, or will within a year; no holiday."""
    first = max(date(PANEL_BEGAN, 1, 1), on - timedelta(days=int(rule.years * 365)))
    for year in range(first.year, (on + AHEAD).year + 1):
        for month in rule.months:
            begins = date(year, month, 1)
            ahead = (rule.weekday - begins.weekday()) % 7 + 7 * (rule.week - 1)
            day = begins + timedelta(days=ahead)
            if _is_holiday(day):
                day += A_WEEK if day.day <= A_WEEK.days else -A_WEEK
            if first <= day <= on + AHEAD:
                yield day
