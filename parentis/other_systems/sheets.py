"""A file of another system as one table of text: CSV of any encoding, or .xlsx."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from parentis.other_systems.columns import is_known
from parentis.refusals import Refused
from parentis.ssda903.archives import File, Form
from parentis.ssda903.csv_files import DELIMITERS, to_utf8
from parentis.ssda903.findings import ReturnRejected
from parentis.ssda903.workbooks import text_rows

MOST_ROWS = 1_000_000
MOST_COLUMNS = 200
MOST_BROKEN_ROWS = 500
ROWS_TO_LOOK_AT = 12
LONGEST_HEADING = 200
LONGEST_CELL = 1_000_000

Row = tuple[int, list[str]]
"""A row's number, as a spreadsheet shows it, and its cells."""


class FileRefused(Refused):
    """The file cannot be read, or is not safe to open: one sentence for staff."""


@dataclass(frozen=True)
class Sheet:
    """Headings, and the rows below that hold something, as many cells each.

    `broken` says of a row what is wrong with its cells as a whole.
    """

    name: str
    headings: tuple[str, ...]
    rows: list[Row]
    broken: dict[int, str]


def read_sheet(name: str, data: bytes) -> Sheet:
    """The table in a file. Raises FileRefused. Rows that hold nothing are left out."""
    match File(name, data).form:
        case Form.WORKBOOK:
            return _of_workbook(name, data)
        case Form.TEXT:
            return _of_csv(name, data)
        case Form.OLE:
            raise FileRefused(
                f"{name} is locked with a password, or in Microsoft's old format: open"
                " it and save it as .xlsx without a password."
            )
        case _:
            raise FileRefused(f"{name} is no CSV file and no .xlsx workbook.")


def _of_workbook(name: str, data: bytes) -> Sheet:
    """The sheet with the most rows: others hold notes on the export, or nothing."""
    largest: Sheet | None = None
    try:
        for title, rows in text_rows(File(name, data)):
            numbered = enumerate(_limited(rows), start=1)
            sheet = _table(f"{name}/{title}", numbered, {})
            if sheet and (largest is None or len(sheet.rows) > len(largest.rows)):
                largest = sheet
    except ReturnRejected as refused:
        raise FileRefused(str(refused)) from refused
    if largest is None:
        raise FileRefused(_no_table(name))
    return largest


def _of_csv(name: str, data: bytes) -> Sheet:
    text = to_utf8(data).decode("utf-8", "replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [line + "\n" for line in lines]
    broken: dict[int, str] = {}
    sheet = _table(name, _records(lines, _delimiter(lines), broken), broken)
    if sheet is None:
        raise FileRefused(_no_table(name))
    return sheet


def _no_table(name: str) -> str:
    return (
        f"{name} holds no table: the first row should say what each column is, and"
        " there should be rows below it."
    )


def _delimiter(lines: Sequence[str]) -> str:
    """The sign that cuts the first lines into the most cells."""
    return max(
        DELIMITERS,
        key=lambda sign: max(
            (len(cells) for cells in _first_cells(lines, sign)), default=0
        ),
    )


def _first_cells(lines: Sequence[str], delimiter: str) -> Iterator[list[str]]:
    filled = (line for line in lines[:200] if line.strip())
    for line in islice(filled, ROWS_TO_LOOK_AT):
        try:
            yield next(csv.reader([line[:LONGEST_CELL]], delimiter=delimiter), [])
        except csv.Error:
            continue


def _records(lines: list[str], delimiter: str, broken: dict[int, str]) -> Iterator[Row]:
    """Each record. A quotation mark that nobody closed costs its own row alone.

    It would swallow the rows after it: its first line is read alone, and those again.
    """
    csv.field_size_limit(LONGEST_CELL)
    at = number = 0
    while at < len(lines):
        begun, reader = (
            at,
            csv.reader(islice(lines, at, None), delimiter=delimiter, strict=True),
        )
        try:
            for cells in reader:
                at = begun + reader.line_num
                number += 1
                yield number, cells
        except csv.Error:
            number += 1
            yield number, _alone(lines[at], delimiter, number, broken)
            at += 1


def _alone(line: str, delimiter: str, row: int, broken: dict[int, str]) -> list[str]:
    if line.count('"') % 2 == 0:
        with suppress(csv.Error):
            return next(csv.reader([line], delimiter=delimiter), [])
    broken[row] = (
        "A quotation mark in this row is never closed. Remove it, or close it."
    )
    if len(broken) > MOST_BROKEN_ROWS:
        raise FileRefused(
            f"Over {MOST_BROKEN_ROWS} rows have a quotation mark that is never closed."
            " Export the file again with every text in quotation marks."
        )
    return line.rstrip("\n").split(delimiter)


def _limited(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    for number, row in enumerate(rows):
        if number >= MOST_ROWS:
            raise FileRefused(
                f"The file has over {MOST_ROWS:,} rows. Bring it in in pieces."
            )
        yield row


def _table(name: str, rows: Iterable[Row], broken: dict[int, str]) -> Sheet | None:
    """The headings are among the first rows: titles may stand above them."""
    rows = iter(rows)
    first = [row for row in islice(rows, ROWS_TO_LOOK_AT) if _is_filled(row[1])]
    if not first:
        return None
    place = _place_of_headings([cells for _, cells in first])
    headings = [_tidy(cell)[:LONGEST_HEADING] for cell in first[place][1]]
    while headings and not headings[-1]:
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        raise FileRefused(f"{name} has over {MOST_COLUMNS} columns.")
    width = len(headings)
    kept: list[Row] = []
    for number, cells in (*first[place + 1 :], *rows):
        if not _is_filled(cells):
            continue
        if any(cell.strip() for cell in cells[width:]):
            broken.setdefault(
                number,
                "This row has more cells than there are headings. Look for a comma"
                " inside a cell that is not in quotation marks.",
            )
        kept.append((number, (cells + [""] * width)[:width]))
        if len(kept) > MOST_ROWS:
            raise FileRefused(
                f"{name} has over {MOST_ROWS:,} rows. Bring it in in pieces."
            )
    return Sheet(name, tuple(headings), kept, broken) if kept else None


def _is_filled(cells: Sequence[str]) -> bool:
    return any(cell and not cell.isspace() for cell in cells)


def _place_of_headings(rows: Sequence[Sequence[str]]) -> int:
    """The row with the most headings we know, else the first that is no mere title."""
    filled = [sum(bool(cell.strip()) for cell in cells) for cells in rows]
    wide = [place for place, count in enumerate(filled) if count * 2 > max(filled)]
    known = {place: sum(map(is_known, rows[place])) for place in wide}
    return max(wide, key=lambda place: (known[place], -place))


def _tidy(cell: str) -> str:
    return " ".join(cell.replace("\ufeff", "").split())
