"""Which year a return is of: told by its name, or by the dates in it.

A return's year is the one that ends: 2025 is 1 April 2024 to 31 March 2025.
"""

import re
from collections.abc import Iterable, Mapping

import polars as pl

from parentis.ssda903.findings import ReturnRejected
from parentis.ssda903.raw import RawTable
from parentis.ssda903.tables import FIRST_YEAR, LAST_YEAR

# Dates of things that happened, most of them in the year itself. Dates of birth say
# nothing about the year, and an episode may have begun long before it.
EVENTS: Mapping[str, tuple[str, ...]] = {
    "episodes": ("decom", "dec"),
    "reviews": ("review",),
    "missing": ("mis_start", "mis_end"),
    "sw_episodes": ("sw_decom", "sw_dec"),
    "placed_adoption": ("date_placed", "date_placed_ceased"),
    "ad1": ("date_int", "date_match"),
    "dolo": ("dolo_start", "dolo_end"),
}
WITHIN_THE_YEAR = (
    ("episodes", "dec"),
    ("reviews", "review"),
    ("missing", "mis_start"),
)
# How many times more dates must lie in another year before the name is doubted.
CLEARLY_MORE = 2

_TWO_YEARS = re.compile(r"(?<!\d)(20\d\d)[ _/-]?(?:to[ _-]?)?(?:20)?(\d\d)(?!\d)", re.I)
_ONE_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def year_in_name(name: str) -> int | None:
    """The year that a name tells: '2016', 'ssda903_2015-16', '201516'. None if unclear.

    Two years that follow one another are one return year, the second.
    """
    pairs = {
        int(first) + 1
        for first, second in _TWO_YEARS.findall(name)
        if (int(first) + 1) % 100 == int(second)
    }
    if len(pairs) == 1:
        return pairs.pop()
    singles = {int(year) for year in _ONE_YEAR.findall(name)}
    return singles.pop() if len(singles) == 1 and not pairs else None


def dates_by_year(tables: Iterable[RawTable]) -> dict[int, int]:
    """How many dates of events lie in each return year, in tables still unread."""
    dates = [
        _dates(raw.rows[name])
        for raw in tables
        for name in EVENTS.get(raw.table.name, ())
        if name in raw.rows.columns
    ]
    return count_by_year(dates)


def events_by_return(tables: Mapping[str, pl.DataFrame]) -> dict[int, dict[int, int]]:
    """For each return's year, how many dates in its tables lie in each year."""
    counted: dict[int, dict[int, int]] = {}
    for name, column in WITHIN_THE_YEAR:
        if name not in tables:
            continue
        rows = tables[name].select("year", at=_year_of(pl.col(column)))
        for year, at, count in rows.drop_nulls().group_by("year", "at").len().rows():
            of_return = counted.setdefault(year, {})
            of_return[at] = of_return.get(at, 0) + count
    return counted


def _year_of(date: pl.Expr) -> pl.Expr:
    """The return year of a date: from April on, the year after its own."""
    return date.dt.year() + (date.dt.month() >= 4).cast(pl.Int32)


def count_by_year(dates: Iterable[pl.Series]) -> dict[int, int]:
    """How many of these dates lie in each return year."""
    counted: dict[int, int] = {}
    for each in dates:
        dates = each.drop_nulls().to_frame("at")
        years = dates.select(_year_of(pl.col("at")).alias("year"))
        for year, count in years.group_by("year").len().rows():
            counted[year] = counted.get(year, 0) + count
    return counted


def _dates(texts: pl.Series) -> pl.Series:
    day_first = texts.str.to_date("%d/%m/%Y", strict=False)
    return day_first.fill_null(
        texts.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    )


def most_dated(counted: Mapping[int, int]) -> int | None:
    """The year with most dates; of two alike, the later."""
    return max(counted, key=lambda year: (counted[year], year), default=None)


class YearNotKnown(ReturnRejected):
    """The return is of a year whose form is not known here."""


def known(year: int, name: str) -> int:
    """The year, if it is one whose return is known. Else raises `YearNotKnown`."""
    if FIRST_YEAR <= year <= LAST_YEAR:
        return year
    raise YearNotKnown(
        f"{name} looks like the return of {year}, and Parentis knows those of"
        f" {FIRST_YEAR} to {LAST_YEAR}: check the year, or give it."
    )


def decide(
    name: str,
    tables: list[RawTable],
    *,
    given: int | None,
    named: int | None,
    inside: int | None = None,
) -> int:
    """The year of a return: as given, else as its name tells, else as its dates do.

    Where there are no dates, the folder `inside` it that its files lie in may tell.

    Raises `ReturnRejected` where nothing tells the year, or it is not one we know.
    """
    if given is not None:
        return known(given, name)
    if named is not None and FIRST_YEAR <= named <= LAST_YEAR:
        return named
    dated = most_dated(dates_by_year(tables))
    if dated is not None:
        return known(dated, name)
    named = named or inside
    if named is not None:
        return known(named, name)
    raise ReturnRejected(
        f"Nothing in {name} tells which year it is the return of: give the year, with"
        " --year or in the name of the file or folder."
    )


def doubt(year: int, counted: Mapping[int, int]) -> int | None:
    """The other year that the dates clearly point to, if they do."""
    dated = most_dated(counted)
    if dated is None or dated == year:
        return None
    return dated if counted[dated] > CLEARLY_MORE * counted.get(year, 0) else None
