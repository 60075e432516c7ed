"""Days and return years as whole numbers, on every engine alike.

Of date arithmetic only comparing, `offset_by` and taking the year, month and day run on
Polars, DuckDB and PySpark alike. Whole numbers do the rest, and need no date made from
the `year` column.
"""

import narwhals as nw


def return_year(day: nw.Expr) -> nw.Expr:
    """The return year a day falls in: it ends on the 31 March on or after that day."""
    return day.dt.year().cast(nw.Int64) + (day.dt.month() >= 4).cast(nw.Int64)


def age_in(year: nw.Expr, born: nw.Expr) -> nw.Expr:
    """Age on 31 March of a return year, which is also the age turned in that year."""
    return year - return_year(born)


def day_number(day: nw.Expr) -> nw.Expr:
    """A number that is the same for the same day and greater for each later day.

    Months are taken as 31 days long, so differences are not numbers of days.
    """
    return (
        day.dt.year().cast(nw.Int64) * _DAYS_IN_YEAR
        + day.dt.month().cast(nw.Int64) * _DAYS_IN_MONTH
        + day.dt.day().cast(nw.Int64)
    )


def months_later(day: nw.Expr, months: int) -> nw.Expr:
    """The number of a day, so many months on.

    Where that month is too short, a number after its last day and before the next
    month's first: so comparing it says the same as comparing with the last day.
    """
    return day + months * _DAYS_IN_MONTH


def day_of(year: nw.Expr, month: int, day: int) -> nw.Expr:
    """The number of a day of the return year, which begins in April the year before."""
    calendar_year = year - 1 if month >= 4 else year
    return calendar_year * _DAYS_IN_YEAR + (month * _DAYS_IN_MONTH + day)


def eighteenth_birthday(born: nw.Expr) -> nw.Expr:
    """The day somebody turns 18. Born on 29 February: 1 March.

    No year is both a leap year and 18 years after one. That the birthday is then
    1 March, and not 28 February, is from memory of the law's usual reading.
    """
    leapling = (born.dt.month() == 2) & (born.dt.day() == 29)
    return (
        nw.when(leapling)
        .then(born.dt.offset_by("1d").dt.offset_by("18y"))
        .otherwise(born.dt.offset_by("18y"))
    )


_DAYS_IN_MONTH = 31
_DAYS_IN_YEAR = 12 * _DAYS_IN_MONTH
