"""The days of the second count: ages, months and working days, by rule."""

from collections.abc import Iterable
from datetime import date, timedelta

Cell = str | int | date | None


def day(cell: Cell) -> date | None:
    return cell if isinstance(cell, date) else None


def age_on(born: date, on: date) -> int:
    """Born on 29 February, one is a year older on 1 March of a common year."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def birthday(born: date, age: int) -> date:
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def months_after(start: date, months: int) -> date:
    """The same day of a later month, or the last day of a month too short for it."""
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    next_month = date(year + month // 12, month % 12 + 1, 1)
    return min(
        date(year, month, 1) + timedelta(days=start.day - 1),
        next_month - timedelta(days=1),
    )


def easter(year: int) -> date:
    """Easter Sunday, as in Meeus, Astronomical Algorithms (the Gregorian rule)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - moon + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, before = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, before + 1)


def bank_holidays(year: int) -> set[date]:
    """England's, with the days moved or added for the crown and for victory."""

    def monday(month: int, *, last: bool = False) -> date:
        first = date(year, month, 25 if last else 1)
        return first + timedelta(days=-first.weekday() % 7)

    def weekday(holiday: date, taken: Iterable[date] = ()) -> date:
        while holiday.weekday() > 4 or holiday in taken:
            holiday += timedelta(days=1)
        return holiday

    christmas = weekday(date(year, 12, 25))
    days = {
        weekday(date(year, 1, 1)),
        easter(year) - timedelta(days=2),
        easter(year) + timedelta(days=1),
        monday(5),
        monday(5, last=True),
        monday(8, last=True),
        christmas,
        weekday(date(year, 12, 26), [christmas]),
    }
    moved = {2020: {date(2020, 5, 4)}, 2022: {date(2022, 5, 30)}}
    added = {
        2020: {date(2020, 5, 8)},
        2022: {date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)},
        2023: {date(2023, 5, 8)},
    }
    return (days - moved.get(year, set())) | added.get(year, set())


def working_days_after(start: date, count: int) -> date:
    """The last of so many working days, counted from the day after the start."""
    holidays = bank_holidays(start.year) | bank_holidays(start.year + 1)
    on = start
    while count:
        on += timedelta(days=1)
        count -= on.weekday() < 5 and on not in holidays
    return on
