"""Exports, opened in a spreadsheet."""

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parentis.documents.spreadsheet import (
    A_NEGATIVE_NUMBER,
    FORMULA_STARTS,
    PASSED_OVER,
    Sheet,
    Value,
    is_formula_like,
    quoted,
    to_csv,
    to_xlsx,
    unquoted,
)

FORMULAS = (
    "=1+1",
    "+44 1632 960123",
    '-2+3+cmd|" /C calc"!A0',
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM",
    "  =1+1",
    "\u200b=1+1",
    "\ufeff@SUM(A1)",
    "\u3000＝1",
    "-1+1",
    "-1\n=2",
    "'=1+1",
    "''+1",
)


def read_csv(file: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(file.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_like_a_formula_is_kept_from_being_one(text: str) -> None:
    workbook = openpyxl.load_workbook(
        BytesIO(to_xlsx([Sheet(name="S", columns=["A"], rows=[[text]])]))
    )
    cell = workbook["S"]["A2"]

    assert read_csv(to_csv(["A"], [[text]]))[1] == [f"'{text}"]
    assert cell.data_type == "s"
    # Of a text with a ' of its own before it, that ' is what keeps it.
    if text.startswith("'"):
        return
    # A tab or line end before a formula is gone or is a line feed: both are text.
    assert cell.quotePrefix or not str(cell.value).startswith(("=", "+", "-", "@"))


def test_numbers_stay_numbers_and_dates_dates() -> None:
    row: list[Value] = [
        -5,
        40.96,
        date(2025, 3, 31),
        datetime(2025, 4, 1, 9, 30, tzinfo=UTC),
        None,
    ]
    sheet = Sheet(name="S", columns=["A", "B", "C", "D", "E"], rows=[row])
    cells = openpyxl.load_workbook(BytesIO(to_xlsx([sheet])))["S"][2]

    assert [cell.value for cell in cells] == [
        -5,
        40.96,
        datetime(2025, 3, 31),  # noqa: DTZ001
        datetime(2025, 4, 1, 9, 30),  # noqa: DTZ001
        None,
    ]
    assert read_csv(to_csv(sheet.columns, [row]))[1] == [
        "-5",
        "40.96",
        "2025-03-31",
        "2025-04-01 09:30:00+00:00",
        "",
    ]


def test_the_symbol_for_not_applicable_is_left_alone() -> None:
    assert read_csv(to_csv(["A"], [["-"], ["~"]]))[1:] == [["-"], ["~"]]


@pytest.mark.parametrize("text", ["-5", "-0.4", "-12%", "-5 to 7", "a=b", "1-2", "'x"])
def test_only_what_could_be_computed_gets_a_sign_before_it(text: str) -> None:
    is_number = text.strip("-0123456789.%") == ""

    assert is_formula_like(text) == (text == "-5 to 7")
    assert (quoted(text) == text) == (is_number or text != "-5 to 7")


STARTS = st.sampled_from([*FORMULA_STARTS, *PASSED_OVER, "'", "-1", "a", ""])
TEXTS = st.builds("".join, st.lists(STARTS | st.text(max_size=3), max_size=5)).map(
    lambda text: text.replace("\0", "")
)


@settings(deadline=None, max_examples=500)
@given(TEXTS)
def test_every_text_comes_back_from_csv_as_it_was(text: str) -> None:
    """And no cell begins with what a spreadsheet would compute."""
    text = text.encode("utf-8", "ignore").decode()
    _, *rows = read_csv(to_csv(["A", "B"], [[text, "end"]]))
    (cell, _), *_ = rows

    assert unquoted(cell) == text
    seen = cell.lstrip(PASSED_OVER)
    is_computed = seen.startswith(FORMULA_STARTS) and seen.strip() not in {"-", "－"}
    assert not is_computed or A_NEGATIVE_NUMBER.fullmatch(cell)


@settings(deadline=None, max_examples=60)
@given(st.lists(TEXTS, min_size=1, max_size=20))
def test_no_text_is_a_formula_in_a_workbook(texts: list[str]) -> None:
    file = to_xlsx([Sheet(name="S", columns=texts, rows=[texts])])
    opened = openpyxl.load_workbook(BytesIO(file))["S"]

    assert {cell.data_type for row in opened for cell in row} <= {"s", "n"}
    assert {type(cell.value) for row in opened for cell in row} <= {str, type(None)}


def test_the_head_is_bold_and_stays_in_sight() -> None:
    row: list[Value] = ["a" * 90, 1]
    sheet = Sheet(name="Figures", columns=["Indicator", "Value"], rows=[row])
    opened = openpyxl.load_workbook(BytesIO(to_xlsx([sheet])))["Figures"]

    assert opened["A1"].font.bold
    assert opened.freeze_panes == "A2"
    assert opened.column_dimensions["A"].width > opened.column_dimensions["B"].width


def test_the_last_sheet_says_what_the_figures_rest_on() -> None:
    file = to_xlsx(
        [Sheet(name="Figures", columns=["A"], rows=[])],
        about=[
            ("Return", "2024/25, held on 12 June 2025"),
            ("Cut-off", date(2025, 3, 31)),
        ],
    )
    workbook = openpyxl.load_workbook(BytesIO(file))

    assert workbook.sheetnames == ["Figures", "Notes"]
    assert [[cell.value for cell in row] for row in workbook["Notes"]][1] == [
        "Return",
        "2024/25, held on 12 June 2025",
    ]


def test_names_of_sheets_are_made_to_fit() -> None:
    wanted = ["Care leavers: 19/21 [2025]", "x" * 40, "X" * 40, "", "'"]
    sheets = [Sheet(name=name, columns=["A"], rows=[]) for name in wanted]

    assert openpyxl.load_workbook(BytesIO(to_xlsx(sheets))).sheetnames == [
        "Care leavers  19 21  2025",
        "x" * 31,
        "X" * 29 + " 2",
        "Sheet",
        "Sheet 2",
    ]


def test_what_excel_cannot_hold_as_a_number_is_text() -> None:
    rows: list[list[Value]] = [[float("nan")], [10**16]]
    sheet = Sheet(name="S", columns=["A"], rows=rows)
    opened = openpyxl.load_workbook(BytesIO(to_xlsx([sheet])))["S"]

    assert [opened["A2"].value, opened["A3"].value] == ["nan", str(10**16)]


VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.integers(),
    st.floats(),
    st.dates(date(1950, 1, 1)),
    st.booleans(),
    st.none(),
)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(VALUES, VALUES), max_size=5))
def test_any_table_can_be_exported(rows: list[tuple[Value, Value]]) -> None:
    sheet = Sheet(name="S", columns=["A", "B"], rows=rows)
    workbook = openpyxl.load_workbook(BytesIO(to_xlsx([sheet])))

    assert len(read_csv(to_csv(sheet.columns, sheet.rows))) == len(rows) + 1
    assert {cell.data_type for row in workbook["S"] for cell in row} <= {*"nsdb"}
