"""What one cell says, and what is told where it says nothing."""

from datetime import date

import pytest

from parentis.ssda903.cells import read_cell
from parentis.ssda903.findings import Severity
from parentis.ssda903.tables import EPISODES, HEADER, OC2, OC3, Column, Table


def column(table: Table, name: str) -> Column:
    return next(each for each in table.columns if each.name == name)


@pytest.mark.parametrize(
    "text",
    [
        "01/02/2024",
        "1/2/2024",
        " 01/02/2024 ",
        "2024-02-01",
        "2024-02-01 00:00:00",
        "2024-02-01T00:00:00.000",
        "01/02/2024 00:00",
        "01-02-2024",
        "01.02.2024",
        "1 Feb 2024",
        "01-February-2024",
    ],
)
def test_a_date_is_read_however_it_is_written(text: str) -> None:
    reading = read_cell(column(EPISODES, "DECOM"), text, 2024)

    assert reading.value == date(2024, 2, 1)
    assert not reading.rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("31/02/2024", "date-impossible"),
        ("29/02/2023", "date-impossible"),
        ("04/31/2024", "date-impossible"),
        ("2024-13-01", "date-impossible"),
        ("00/00/0000", "date-impossible"),
        ("01/02/24", "date-two-digit-year"),
        ("45383", "date-unreadable"),
        ("soon", "date-unreadable"),
        ("1 Foo 2024", "date-unreadable"),
        ("#N/A", "cell-in-error"),
    ],
)
def test_a_date_that_cannot_be_read_is_told(text: str, rule: str) -> None:
    reading = read_cell(column(EPISODES, "DECOM"), text, 2024)

    assert reading.value is None
    assert reading.rule == rule
    assert reading.severity is Severity.ERROR
    assert reading.message.endswith(".")


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("PLACE", "u6", "U6"),
        ("PLACE", " U 6 ", "U6"),
        ("PLACE", "R5", "R5"),
    ],
)
def test_a_code_is_read_whatever_its_case(name: str, text: str, code: str) -> None:
    assert read_cell(column(EPISODES, name), text, 2024).value == code


def test_a_flag_that_a_spreadsheet_took_for_a_number_is_read() -> None:
    assert read_cell(column(OC2, "CONVICTED"), "1.0", 2024).value == "1"


def test_an_unknown_code_is_told_with_those_that_may_be_used() -> None:
    reading = read_cell(column(OC3, "IN_TOUCH"), "MAYBE", 2024)

    assert reading.value is None
    assert reading.rule == "code-unknown"
    assert reading.message == (
        "This is no code of IN_TOUCH: use YES, NO, DIED, REFU, NREQ or RHOM."
    )


@pytest.mark.parametrize(
    ("table", "name", "text", "year", "is_used"),
    [
        (HEADER, "SEX", "1", 2024, True),
        (HEADER, "SEX", "1", 2025, False),
        (HEADER, "SEX", "M", 2024, False),
        (HEADER, "SEX", "M", 2025, True),
        (EPISODES, "PLACE", "K3", 2024, False),
        (EPISODES, "PLACE", "K3", 2025, True),
        (EPISODES, "PLACE", "H5", 2025, True),
        (EPISODES, "PLACE", "H5", 2026, False),
    ],
)
def test_a_code_of_another_year_is_not_used(
    table: Table, name: str, text: str, year: int, *, is_used: bool
) -> None:
    reading = read_cell(column(table, name), text, year)

    assert reading.value == (text if is_used else None)
    assert reading.rule == ("" if is_used else "code-not-in-year")


def test_a_code_whose_last_year_nobody_has_confirmed_is_used_and_told() -> None:
    reading = read_cell(column(OC3, "ACTIV"), "F3", 2024)

    assert reading.value == "F3"
    assert reading.rule == "code-year-not-sure"
    assert reading.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("text", "score", "rule"),
    [
        ("12", 12, ""),
        ("12.0", 12, ""),
        (" 0 ", 0, ""),
        ("40", 40, ""),
        ("41", None, "number-out-of-range"),
        ("-1", None, "number-out-of-range"),
        ("12.5", None, "number-unreadable"),
        ("many", None, "number-unreadable"),
        ("9" * 30, None, "number-unreadable"),
    ],
)
def test_a_score_lies_between_0_and_40(text: str, score: int | None, rule: str) -> None:
    reading = read_cell(column(OC2, "SDQ_SCORE"), text, 2024)

    assert (reading.value, reading.rule) == (score, rule)


def test_a_childs_number_loses_the_nought_that_a_spreadsheet_added() -> None:
    assert read_cell(column(HEADER, "CHILD"), "12345.0", 2024).value == "12345"


def test_a_childs_number_that_a_spreadsheet_shortened_is_told() -> None:
    reading = read_cell(column(HEADER, "CHILD"), "1.23E+11", 2024)

    assert reading.value == "1.23E+11"
    assert reading.rule == "child-number-shortened"


def test_an_empty_cell_says_nothing() -> None:
    reading = read_cell(column(EPISODES, "DECOM"), "  ", 2024)

    assert (reading.value, reading.rule) == (None, "")
