"""Working days and the time limits of complaints, drawn."""

from datetime import date

import pytest

from parentis.law.complaints import INVESTIGATION, LOCAL
from parentis.law.working_days import bank_holidays, working_days_after

# As GOV.UK listed them for England and Wales: from memory.
HOLIDAYS = {
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}


@pytest.mark.parametrize("year", HOLIDAYS)
def test_bank_holidays_are_those_of_england(year):
    drawn = {date.fromisoformat(f"{year}-{day}") for day in HOLIDAYS[year].split()}

    assert bank_holidays(year) == drawn


@pytest.mark.parametrize(
    ("made_on", "due_on"),
    [
        ("2026-06-01", "2026-06-15"),
        ("2026-06-06", "2026-06-19"),
        ("2026-03-27", "2026-04-14"),
        ("2026-12-18", "2027-01-06"),
    ],
)
def test_a_complaint_is_answered_within_ten_working_days(made_on, due_on):
    assert LOCAL.due_on(date.fromisoformat(made_on)) == date.fromisoformat(due_on)


def test_an_answer_may_be_put_off():
    made_on = date(2026, 6, 1)

    assert LOCAL.due_at_the_latest(made_on) == date(2026, 6, 29)
    assert INVESTIGATION.due_at_the_latest(made_on) == date(2026, 9, 1)


def test_the_time_limits_say_that_they_are_from_memory():
    assert LOCAL.source.is_from_memory


def test_no_days_are_the_day_itself():
    assert working_days_after(date(2026, 6, 6), 0) == date(2026, 6, 6)
