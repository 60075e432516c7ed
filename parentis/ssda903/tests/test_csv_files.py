"""CSV files as they come."""

from datetime import date
from pathlib import Path

import pytest

from parentis.ssda903.csv_files import read_csv
from parentis.ssda903.reader import ReadReturn, read
from parentis.ssda903.tests.returns import OC3, lines, put, rows, rules, told

ANN = ("ann", date(2005, 6, 1), "YES")
BEN = ("ben", date(2005, 6, 2), "NO")


def read_oc3(folder: Path, content: str | bytes) -> ReadReturn:
    return read(put(folder, {"x.csv": content}), year=2025)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"],
)
def test_text_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    text = lines("""
        CHILD,SEX,DOB,ETHNIC,UPN
        zoë,F,01/06/2005,WBRI,UN1
    """)

    result = read_oc3(tmp_path, text.encode(encoding))

    assert rows(result.returns, "header", "child", "upn") == [("zoë", "UN1")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_of_all_systems_are_read(
    tmp_path: Path, delimiter: str, end: str
) -> None:
    text = lines(OC3).replace(",", delimiter).replace("\n", end)

    result = read_oc3(tmp_path, text)

    assert rows(result.returns, "oc3", "child", "dob", "in_touch") == [ANN, BEN]
    assert not result.findings


def test_iso_dates_and_any_case_and_order_are_read(tmp_path: Path) -> None:
    result = read_oc3(
        tmp_path,
        """
        accom,Activ,in_touch,dob,child
        u1,f2,yes,2005-06-01, ann
        0,0,No,2005-06-02 00:00:00,ben
        """,
    )

    assert rows(result.returns, "oc3", "child", "dob", "in_touch") == [ANN, BEN]
    assert not result.findings


def test_a_title_above_the_headings_does_not_hide_them(tmp_path: Path) -> None:
    result = read_oc3(
        tmp_path,
        """
        Care leavers,,,,

        CHILD,DOB,IN_TOUCH,ACTIV,ACCOM
        ann,31/02/2005,YES,F2,U1
        """,
    )

    assert rows(result.returns, "oc3", "child") == [("ann",)]
    assert told(result.findings, "date-impossible") == [
        ("x.csv", 4, "DOB", "31/02/2005")
    ]


def test_a_row_number_counts_empty_rows_as_a_spreadsheet_does(tmp_path: Path) -> None:
    result = read_oc3(
        tmp_path,
        """
        CHILD,DOB,IN_TOUCH,ACTIV,ACCOM
        ann,01/06/2005,YES,F2,U1

        ,,,,
        ben,02/06/2005,PERHAPS,0,0
        """,
    )

    assert told(result.findings, "code-unknown") == [
        ("x.csv", 5, "IN_TOUCH", "PERHAPS")
    ]
    assert rows(result.returns, "oc3", "child") == [("ann",), ("ben",)]


def test_a_cell_of_two_lines_is_one_cell(tmp_path: Path) -> None:
    result = read(
        put(
            tmp_path,
            {
                "x.csv": 'CHILD,DOB,SW_ID,SW_DECOM\nann,01/06/2005,"A\nB",01/05/2024\n'
                "ben,01/06/2005,C,31/02/2024\n"
            },
        ),
        year=2025,
    )

    assert rows(result.returns, "sw_episodes", "sw_id") == [("A\nB",), ("C",)]
    assert [row for _, row, _, _ in told(result.findings, "date-impossible")] == [3]


def test_a_short_row_is_read_and_told(tmp_path: Path) -> None:
    result = read_oc3(
        tmp_path,
        """
        CHILD,DOB,IN_TOUCH,ACTIV,ACCOM
        ann,01/06/2005,YES
        ben,02/06/2005,NO,0,0
        """,
    )

    assert rows(result.returns, "oc3", "child", "dob", "in_touch") == [ANN, BEN]
    assert told(result.findings, "row-too-short") == [
        ("x.csv", 2, "", "ann, 01/06/2005, YES")
    ]


def test_a_long_row_is_read_and_its_last_cells_told(tmp_path: Path) -> None:
    result = read_oc3(
        tmp_path,
        """
        CHILD,DOB,IN_TOUCH,ACTIV,ACCOM
        ann,01/06/2005,YES,F2,U1,and,more
        ben,02/06/2005,NO,0,0,,
        """,
    )

    assert rows(result.returns, "oc3", "child", "dob", "in_touch") == [ANN, BEN]
    assert told(result.findings, "row-too-long") == [("x.csv", 2, "", "and, more")]


def test_a_short_row_and_a_long_one_do_not_hide_each_other(tmp_path: Path) -> None:
    result = read_oc3(
        tmp_path,
        """
        CHILD,DOB,IN_TOUCH,ACTIV,ACCOM
        ann,01/06/2005,YES,F2,U1,more
        ben,02/06/2005,NO,0
        """,
    )

    assert rules(result.findings) >= {"row-too-long", "row-too-short"}


def test_a_quote_that_nobody_closes_costs_its_own_row_alone(tmp_path: Path) -> None:
    result = read_oc3(
        tmp_path,
        """
        CHILD,DOB,IN_TOUCH,ACTIV,ACCOM
        "amy,01/06/2005,YES,F2,U1
        ann,01/06/2005,YES,F2,U1
        ben,02/06/2005,NO,0,0
        """,
    )

    assert rows(result.returns, "oc3", "child", "dob", "in_touch")[1:] == [ANN, BEN]
    assert [row for _, row, _, _ in told(result.findings, "row-quote-open")] == [2]


def test_every_cell_may_be_quoted(tmp_path: Path) -> None:
    quoted = "\n".join(
        ",".join(f'"{cell}"' for cell in line.split(","))
        for line in lines(OC3).splitlines()
    )

    result = read_oc3(tmp_path, quoted)

    assert rows(result.returns, "oc3", "child", "dob", "in_touch") == [ANN, BEN]
    assert not result.findings


def test_letters_that_no_encoding_has_are_told(tmp_path: Path) -> None:
    result = read_oc3(
        tmp_path, b"CHILD,SEX,DOB,ETHNIC,UPN\nzo\x81,F,01/06/2005,WBRI,UN1\n"
    )

    assert told(result.findings, "text-undecodable") == [
        ("x.csv", 2, "CHILD", "zo\ufffd")
    ]


def test_a_column_more_or_less_is_named() -> None:
    found = read_csv("x.csv", b"CHILD,DOB,IN_TOUCH,ACTIV,Adviser\nann,,YES,F2,Jo\n")

    assert [(each.rule, each.column, each.row) for each in found.findings] == [
        ("column-missing", "ACCOM", 1),
        ("column-not-known", "Adviser", 1),
    ]
    assert "adviser" not in found.tables[0].rows.columns


def test_a_file_of_something_else_is_named() -> None:
    found = read_csv("readme.txt", b"Hello")

    assert not found.tables
    assert [each.rule for each in found.findings] == ["file-not-a-table"]


def test_cells_under_no_heading_are_told(tmp_path: Path) -> None:
    text = "CHILD,DOB,IN_TOUCH,ACTIV,,ACCOM,\nann,01/06/2005,YES,F1,F2,U1,\n"
    found = read(put(tmp_path, {"OC3.csv": text}), year=2025).findings

    assert [(each.row, each.column, each.value, each.rule) for each in found] == [
        (2, "E", "F2", "column-without-heading")
    ]


def test_empty_lines_above_and_below_the_table_are_nothing(tmp_path: Path) -> None:
    text = "\n" * 8 + ",,,,\n" + lines(OC3) + "\n" * 100_000
    result = read(put(tmp_path, {"OC3.csv": text}), year=2025)

    assert rows(result.returns, "oc3", "child") == [("ann",), ("ben",)]
    assert list(result.findings) == []


def test_a_quotation_mark_open_among_the_headings_hides_no_table(
    tmp_path: Path,
) -> None:
    text = lines(OC3).replace("ACTIV", '"ACTIV', 1)
    result = read(put(tmp_path, {"OC3.csv": text}), year=2025)

    assert rows(result.returns, "oc3", "child") == [("ann",), ("ben",)]
