"""Exports, opened in a spreadsheet."""

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parentis.documents.spreadsheet import Sheet, Value, to_csv, to_xlsx

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
