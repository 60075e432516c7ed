"""Days as whole numbers (days since 1 January 1970), which lives are reckoned in."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from parentis.ssda903.returns import first_day, last_day

YEAR = 365.25


def day(on: date) -> int:
    """A date as days since 1 January 1970."""
    return (on - date(1970, 1, 1)).days


def as_date(days: pl.Expr) -> pl.Expr:
    return days.cast(pl.Int32).cast(pl.Date)


def as_days(dates: pl.Expr) -> pl.Expr:
    return dates.cast(pl.Int32).cast(pl.Int64)


def birthday(dob: pl.Expr, age: int) -> pl.Expr:
    """The day somebody born on day `dob` turns `age`. Nobody is born on 29 February."""
    born = as_date(dob).dt
    return as_days(pl.date(born.year() + age, born.month(), born.day()))


def not_born_on_leap_day(dob: pl.Expr) -> pl.Expr:
    """The day before, for those who would have a birthday only every fourth year."""
    born = as_date(dob).dt
    is_leap_day = (born.month() == 2) & (born.day() == 29)
    return dob - is_leap_day.cast(pl.Int64)


@dataclass(frozen=True)
class Years:
    """The return years to be written, first and last included."""

    first: int
    last: int

    @property
    def all(self) -> range:
        return range(self.first, self.last + 1)

    @property
    def opens(self) -> int:
        """The first day of the first year."""
        return day(first_day(self.first))

    @property
    def closes(self) -> int:
        """The last day of the last year."""
        return day(last_day(self.last))


def return_year(days: pl.Expr) -> pl.Expr:
    """The return year a day lies in: the year of its 31 March."""
    on = as_date(days).dt
    return on.year().cast(pl.Int64) + (on.month() >= 4).cast(pl.Int64)
