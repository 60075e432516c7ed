"""Tables for a spreadsheet: .xlsx and CSV, safe to open.

A text that a spreadsheet would take for a formula is kept from being one (ASVS 1.2.10):
somebody may have typed `=HYPERLINK(…)` where a name belongs. Numbers stay numbers and
dates dates. Every export of the product goes through here.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from math import isfinite
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from parentis.documents.numbering import clean

Value = str | int | float | Decimal | date | datetime | bool | None
"""What a cell holds. None is an empty cell; a bool reads Yes or No."""

# The last four are the full-width forms that some spreadsheets read as the plain ones.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
# What a spreadsheet, or a hand that tidies up, takes away from the start of a cell.
PASSED_OVER = " \u00a0\u200b\u200c\u200d\u200e\u200f\u2060\u3000\ufeff"
A_NEGATIVE_NUMBER = re.compile(r"-\d+(?:\.\d+)?%?", re.ASCII)
QUOTE = "'"
LONGEST_TEXT = 32_767
LONGEST_SHEET_NAME = 31
NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
NARROWEST, WIDEST = 8, 60
ROWS_MEASURED = 200
LARGEST_WHOLE_NUMBER = 10**15
"""Beyond it Excel rounds: such a number is written as text."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: a name, the heads of its columns, its rows."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Value]]


def is_formula_like(text: str) -> bool:
    """Whether a spreadsheet might read the text as a formula.

    A lone "-", as published tables have for 'not applicable', computes nothing, and
    neither does a negative number.
    """
    seen = text.lstrip(PASSED_OVER)
    if not seen.startswith(FORMULA_STARTS):
        return False
    return seen.strip() not in {"-", "－"} and not A_NEGATIVE_NUMBER.fullmatch(text)


def quoted(text: str) -> str:
    """For CSV: with a ' before it where a spreadsheet might compute it.

    One more where there are such already, so that `unquoted` gives every text back.
    """
    return QUOTE + text if is_formula_like(text.lstrip(QUOTE)) else text


def unquoted(cell: str) -> str:
    """The text of a cell of our CSV, as it was before it was exported."""
    is_quoted = cell.startswith(QUOTE) and is_formula_like(cell.lstrip(QUOTE))
    return cell[len(QUOTE) :] if is_quoted else cell


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A CSV file that Excel, too, reads as UTF-8. See `csv_lines`."""
    return "".join(csv_lines(columns, rows)).encode()


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """The lines of a CSV file (RFC 4180), one at a time for long tables.

    A text like a formula gets a ' before it. The first line opens with a BOM.
    """
    line = StringIO()
    writer = csv.writer(line)
    line.write("\ufeff")
    writer.writerow([_csv_cell(head) for head in columns])
    yield line.getvalue()
    for row in rows:
        line.seek(0)
        line.truncate()
        writer.writerow([_csv_cell(value) for value in row])
        yield line.getvalue()


def to_xlsx(
    sheets: Sequence[Sheet], *, about: Sequence[tuple[str, Value]] = ()
) -> bytes:
    """A workbook: a sheet each, and a last one that says what the figures rest on.

    `about` holds (label, text) pairs: source, year, cut-off, who may see it. Names of
    sheets are shortened and told apart as Excel needs.
    """
    file = BytesIO()
    workbook = xlsxwriter.Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    formats = _Formats(workbook)
    notes = [Sheet(name="Notes", columns=("About", "What it says"), rows=about)]
    every = [*sheets, *(notes if about else ())]
    taken: set[str] = set()
    for sheet in every:
        name = _sheet_name(sheet.name, taken)
        _write_sheet(workbook.add_worksheet(name), sheet, formats)
    workbook.close()
    return file.getvalue()


class _Formats:
    """How cells look: made once a workbook."""

    def __init__(self, workbook: Any) -> None:
        self.head = workbook.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 2}
        )
        self.text = workbook.add_format({"valign": "top", "text_wrap": True})
        # Excel's own ': the text is shown as it is and never computed, edited or not.
        self.quoted = workbook.add_format(
            {"valign": "top", "text_wrap": True, "quote_prefix": True}
        )
        self.number = workbook.add_format({"valign": "top"})
        self.date = workbook.add_format({"valign": "top", "num_format": "d mmm yyyy"})
        self.moment = workbook.add_format(
            {"valign": "top", "num_format": "d mmm yyyy hh:mm"}
        )


def _write_sheet(worksheet: Any, sheet: Sheet, formats: _Formats) -> None:
    widths = [len(head) for head in sheet.columns]
    for column, head in enumerate(sheet.columns):
        worksheet.write_string(0, column, clean(head), formats.head)
    for at, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            _write_cell(worksheet, at, column, value, formats)
        if at <= ROWS_MEASURED:
            lengths = [len(_shown(value)) for value in row]
            widths = [max(pair) for pair in zip(widths, lengths, strict=True)]
    for column, width in enumerate(widths):
        worksheet.set_column(column, column, min(max(width + 2, NARROWEST), WIDEST))
    worksheet.freeze_panes(1, 0)


def _write_cell(
    worksheet: Any, row: int, column: int, value: Value, formats: _Formats
) -> None:
    match value:
        case None:
            return
        case bool() | str():
            text = _words(value)
            is_quoted = is_formula_like(text)
            look = formats.quoted if is_quoted else formats.text
            worksheet.write_string(row, column, text, look)
        case datetime():
            # Excel knows no time zones: the time is written as its own clock shows it.
            naive = value.replace(tzinfo=None)
            worksheet.write_datetime(row, column, naive, formats.moment)
        case date():
            worksheet.write_datetime(row, column, value, formats.date)
        case int() | float() | Decimal():
            _write_number(worksheet, row, column, float(value), formats)


def _write_number(
    worksheet: Any, row: int, column: int, value: float, formats: _Formats
) -> None:
    # The second is more than Excel holds without rounding.
    if isfinite(value) and abs(value) < LARGEST_WHOLE_NUMBER:
        worksheet.write_number(row, column, value, formats.number)
    else:
        worksheet.write_string(row, column, f"{value:.0f}", formats.text)


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return clean(str(value))[:LONGEST_TEXT]


def _shown(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str | bool):
        return max(_words(value).split("\n"), key=len)
    return "00 May 2025 00:00" if isinstance(value, date) else str(value)


def _csv_cell(value: Value) -> str | int | float | Decimal:
    match value:
        case None:
            return ""
        case bool():
            return _words(value)
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case date():
            return value.isoformat()
        case str():
            return quoted(value.replace("\0", ""))
        case _:
            return value


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel takes: short, without signs of a path, unlike any other."""
    plain = clean(wanted).translate(NOT_IN_SHEET_NAMES).strip(" '") or "Sheet"
    name = plain[:LONGEST_SHEET_NAME]
    count = 1
    while name.lower() in taken:
        count += 1
        ending = f" {count}"
        name = plain[: LONGEST_SHEET_NAME - len(ending)] + ending
    taken.add(name.lower())
    return name
