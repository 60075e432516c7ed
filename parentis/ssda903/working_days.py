"""England's working days, for the date by which a first review is due.

Bank holidays are written out, since working them out by the `holidays` package takes a
tenth of the time that a whole council's figures may take; a test holds them to it.
Source: https://www.gov.uk/bank-holidays (England and Wales); those ahead that are not
yet proclaimed follow the rules. Weekend days are left out: they are no working days.
"""

from datetime import date, timedelta
from functools import cache

import polars as pl

FIRST_DAY = date(2014, 1, 1)
LAST_DAY = date(2028, 3, 31)
REVIEW_WORKING_DAYS = 20

# Month and day. Those that were moved or added: 8 May 2020, 2 and 3 June and 19
# September 2022, 8 May 2023.
_BANK_HOLIDAYS: dict[int, str] = {
    2014: "0101 0418 0421 0505 0526 0825 1225 1226",
    2015: "0101 0403 0406 0504 0525 0831 1225 1228",
    2016: "0101 0325 0328 0502 0530 0829 1226 1227",
    2017: "0102 0414 0417 0501 0529 0828 1225 1226",
    2018: "0101 0330 0402 0507 0528 0827 1225 1226",
    2019: "0101 0419 0422 0506 0527 0826 1225 1226",
    2020: "0101 0410 0413 0508 0525 0831 1225 1228",
    2021: "0101 0402 0405 0503 0531 0830 1227 1228",
    2022: "0103 0415 0418 0502 0602 0603 0829 0919 1226 1227",
    2023: "0102 0407 0410 0501 0508 0529 0828 1225 1226",
    2024: "0101 0329 0401 0506 0527 0826 1225 1226",
    2025: "0101 0418 0421 0505 0526 0825 1225 1226",
    2026: "0101 0403 0406 0504 0525 0831 1225 1228",
    2027: "0101 0326 0329 0503 0531 0830 1227 1228",
    2028: "0103 0414 0417 0501 0529 0828 1225 1226",
}
BANK_HOLIDAYS: tuple[date, ...] = tuple(
    date(year, int(day[:2]), int(day[2:]))
    for year, days in _BANK_HOLIDAYS.items()
    for day in days.split()
)


@cache
def working_days() -> pl.DataFrame:
    """Every `day` of the years we know, and the date `twenty_working_days_later`.

    The day itself is not counted, whether or not it is a working day.
    """
    days = pl.date_range(FIRST_DAY, LAST_DAY, timedelta(days=1), eager=True).alias(
        "day"
    )
    return days.to_frame().with_columns(
        pl.col("day")
        .dt.add_business_days(
            REVIEW_WORKING_DAYS, holidays=BANK_HOLIDAYS, roll="backward"
        )
        .alias("twenty_working_days_later")
    )
