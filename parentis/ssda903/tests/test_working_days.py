"""England's working days."""

from datetime import date

import holidays
import polars as pl
import pytest

from parentis.ssda903.working_days import BANK_HOLIDAYS, working_days


def test_bank_holidays_are_those_of_the_holidays_package() -> None:
    england = holidays.country_holidays("GB", subdiv="ENG", years=range(2014, 2029))

    assert set(BANK_HOLIDAYS) == {day for day in england if day.weekday() < 5}


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2024, 6, 3), date(2024, 7, 1)),
        (date(2024, 5, 24), date(2024, 6, 24)),  # a bank holiday between
        (date(2024, 12, 24), date(2025, 1, 24)),  # Christmas and New Year
        (date(2024, 6, 1), date(2024, 6, 28)),  # a Saturday counts from Monday
        (date(2022, 9, 16), date(2022, 10, 17)),  # the late Queen's funeral
    ],
)
def test_twenty_working_days_leave_out_weekends_and_bank_holidays(
    day: date, later: date
) -> None:
    found = working_days().filter(pl.col("day") == day)

    assert found["twenty_working_days_later"].to_list() == [later]


def test_every_day_of_the_years_we_know_is_there() -> None:
    days = working_days()["day"]

    assert (days.min(), days.max()) == (date(2014, 1, 1), date(2028, 3, 31))
    assert days.n_unique() == (date(2028, 3, 31) - date(2014, 1, 1)).days + 1
