"""Workbooks with one sheet a table."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from parentis.ssda903.findings import ReturnRejected
from parentis.ssda903.reader import ReadReturn, read
from parentis.ssda903.tests.returns import OC3, put, rows, told

OC3_HEADINGS = ["CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM"]


def a_workbook(sheets: dict[str, list[list[Any]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, table in sheets.items():
        sheet = book.create_sheet(title)
        for row in table:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_book(folder: Path, content: bytes) -> ReadReturn:
    return read(put(folder, {"r.xlsx": content}) / "r.xlsx", year=2025)


def test_each_sheet_is_a_table(tmp_path: Path) -> None:
    result = read_book(
        tmp_path,
        a_workbook(
            {
                "First": [
                    ["CHILD", "SEX", "DOB", "ETHNIC"],
                    [12345, "F", date(2005, 6, 1), "WBRI"],
                    [12346.0, "M", datetime(2005, 6, 2), "WBRI"],  # noqa: DTZ001
                ],
                "Second": [OC3_HEADINGS, ["12345", "01/06/2005", "YES", "F2", "U1"]],
                "Third": [
                    ["CHILD", "DOB", "SDQ_SCORE", "CONVICTED", "TEETH_CHECK"],
                    ["12345", None, "12", True, 1.0],
                ],
                "Blank": [],
            }
        ),
    )

    assert rows(result.returns, "header", "child", "dob") == [
        ("12345", date(2005, 6, 1)),
        ("12346", date(2005, 6, 2)),
    ]
    assert rows(result.returns, "oc3", "child", "dob") == [("12345", date(2005, 6, 1))]
    assert rows(result.returns, "oc2", "sdq_score", "convicted", "teeth_check") == [
        (12, "1", "1")
    ]
    assert {each.rule for each in result.findings} == {"column-missing"}


def test_rows_have_the_numbers_that_excel_shows(tmp_path: Path) -> None:
    result = read_book(
        tmp_path,
        a_workbook(
            {
                "OC3": [
                    ["Care leavers"],
                    [],
                    OC3_HEADINGS,
                    ["ann", None, "YES", "F2", "U1"],
                    [],
                    ["ben", "31/02/2005", "NO", 0, 0, "beyond"],
                ]
            }
        ),
    )

    assert rows(result.returns, "oc3", "child", "activ") == [
        ("ann", "F2"),
        ("ben", "0"),
    ]
    assert told(result.findings, "date-impossible") == [
        ("r.xlsx/OC3", 6, "DOB", "31/02/2005")
    ]
    assert told(result.findings, "row-too-long") == [("r.xlsx/OC3", 6, "", "beyond")]


def test_errors_and_formulas_without_a_value_are_told(tmp_path: Path) -> None:
    result = read_book(
        tmp_path,
        a_workbook(
            {"OC3": [OC3_HEADINGS, ["#N/A", None, "YES", "F2", '=UPPER("u1")']]}
        ),
    )

    assert told(result.findings, "cell-in-error") == [
        ("r.xlsx/OC3", 2, "CHILD", "#N/A")
    ]
    assert told(result.findings, "formula-without-value") == [
        ("r.xlsx/OC3", 2, "E", '=UPPER("u1")')
    ]


def test_workbooks_of_one_table_each_are_one_return(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "a.xlsx": a_workbook(
                {"S": [OC3_HEADINGS, ["ann", None, "YES", "F2", "U1"]]}
            ),
            "b.xlsx": a_workbook({"S": [["CHILD", "SEX", "ETHNIC", "DOB"], ["ann"]]}),
        },
    )

    result = read(tmp_path, year=2025)

    assert result.tables_by_year == {2025: ("header", "oc3")}


def test_a_sheet_of_something_else_is_named(tmp_path: Path) -> None:
    result = read_book(
        tmp_path,
        a_workbook({"Notes": [["Hello"]], "OC3": [OC3_HEADINGS, ["ann"]]}),
    )

    assert told(result.findings, "file-not-a-table") == [("r.xlsx/Notes", 0, "", "")]


def a_locked_workbook() -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]

    out = io.BytesIO()
    plain = io.BytesIO(a_workbook({"OC3": [OC3_HEADINGS]}))
    OOXMLFile(plain).encrypt("secret", out)
    return out.getvalue()


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, data)
    return out.getvalue()


def refusal(folder: Path, content: bytes) -> str:
    with pytest.raises(ReturnRejected) as refused:
        read_book(folder, content)
    return str(refused.value)


def test_a_locked_workbook_is_refused(tmp_path: Path) -> None:
    assert "locked with a password" in refusal(tmp_path, a_locked_workbook())


def test_a_locked_workbook_beside_the_tables_is_told(tmp_path: Path) -> None:
    put(tmp_path, {"OC3.csv": OC3, "secret.xlsx": a_locked_workbook()})

    result = read(tmp_path, year=2025)

    assert told(result.findings, "file-refused") == [("secret.xlsx", 0, "", "")]


def test_a_workbook_with_entities_is_refused(tmp_path: Path) -> None:
    evil = b'<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>'
    content = with_part(
        a_workbook({"OC3": [OC3_HEADINGS]}), "xl/worksheets/sheet1.xml", evil
    )

    assert "declares entities" in refusal(tmp_path, content)


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    content = bytearray(
        with_part(a_workbook({"OC3": [OC3_HEADINGS]}), "xl/media/x.bin", bytes(9))
    )
    at = content.rindex(b"PK\x01\x02") + 24
    content[at : at + 4] = (600 * 1024**2).to_bytes(4, "little")

    assert "more than 512 MiB" in refusal(tmp_path, bytes(content))


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    whole = a_workbook({"OC3": [OC3_HEADINGS]})

    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        assert "damaged" in refusal(tmp_path, with_part(whole, part, b"<not"))
    assert "damaged" in refusal(tmp_path, whole[: len(whole) // 2])


def test_an_old_or_other_workbook_is_refused_with_what_to_do(tmp_path: Path) -> None:
    content = with_part(
        a_workbook({"OC3": [OC3_HEADINGS]}), "xl/workbook.bin", b"binary"
    )

    assert "save it as .xlsx" in refusal(tmp_path, content)
