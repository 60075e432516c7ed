"""Workbooks and CSV files as grids: a sheet each, formulas as text where they stand."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from parentis.documents.spreadsheet import unquoted
from parentis.ssda903.csv_files import to_utf8
from parentis.tracker_files.laid_out import Cell, Grid
from parentis.tracker_files.opening import MOST_LINES, damaged, parts_of, too_long

MOST_COLUMNS = 100
MOST_SHEETS = 50
LONGEST_CELL = 40_000
_DELIMITERS = (",", "\t", ";", "|")


def workbook_grids(name: str, contents: bytes) -> list[Grid]:
    """Each sheet that holds anything. Raises `TrackerRefused`."""
    parts = parts_of(name, contents)
    has_formulas = any(b"<f>" in part or b"<f " in part for part in parts.values())
    values = _worked_out(name, contents) if has_formulas else {}
    found, lines = [], 0
    for title, rows in _sheets(name, contents, is_worked_out=False):
        grid: list[list[Cell]] = []
        for at, row in enumerate(rows):
            lines += 1
            if lines > MOST_LINES:
                raise too_long(name)
            grid.append(
                [_cell(each, values.get((title, at, n))) for n, each in enumerate(row)]
            )
        while grid and not any(cell.text for cell in grid[-1]):
            grid.pop()
        if grid:
            found.append(Grid(title=title, rows=grid))
    return found


def _worked_out(name: str, contents: bytes) -> Mapping[tuple[str, int, int], str]:
    """What formulas came to when the workbook was saved. None is worked out here."""
    return {
        (title, at, place): text
        for title, rows in _sheets(name, contents, is_worked_out=True)
        for at, row in enumerate(islice(rows, MOST_LINES))
        for place, cell in enumerate(row)
        if (text := _text(cell.value))
    }


def _sheets(
    name: str, contents: bytes, *, is_worked_out: bool
) -> Iterator[tuple[str, Iterator[list[Any]]]]:
    import openpyxl

    try:
        workbook = openpyxl.load_workbook(
            io.BytesIO(contents), read_only=True, data_only=is_worked_out
        )
        sheets = workbook.worksheets[:MOST_SHEETS]
    except Exception as error:
        # openpyxl raises almost anything on a damaged part.
        raise damaged(name) from error
    for sheet in sheets:
        yield sheet.title, _rows(name, sheet)


def _rows(name: str, sheet: Any) -> Iterator[list[Any]]:
    try:
        # What a sheet says of its own size is not always true.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_col=MOST_COLUMNS):
            yield list(row)
    except Exception as error:
        raise damaged(name) from error


def _cell(cell: Any, worked_out: str | None) -> Cell:
    text = _text(cell.value)
    if worked_out and text.startswith("=") and getattr(cell, "data_type", "") == "f":
        text = worked_out
    return Cell(text=text.strip(), fill=_fill(cell))


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat()
        case _:
            return (
                str(value)[:LONGEST_CELL].replace("\r\n", "\n").replace("_x000D_", "")
            )


def _fill(cell: Any) -> str:
    """The colour that a cell is filled with, where it is given as one."""
    try:
        fill = cell.fill
        if fill is None or fill.fill_type != "solid":
            return ""
        colour = fill.fgColor
        return str(colour.rgb)[-6:] if colour.type == "rgb" else ""
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return ""


def csv_grid(name: str, contents: bytes) -> Grid:
    """The rows of a CSV file, with whichever sign they are parted."""
    text = to_utf8(contents).decode("utf-8", "replace").replace("\0", "")
    start = text[:4096]
    delimiter = max(_DELIMITERS, key=start.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[Cell]] = []
    try:
        for row in reader:
            if len(rows) >= MOST_LINES:
                raise too_long(name)
            rows.append([Cell(text=unquoted(each.strip())) for each in row])
    except csv.Error as error:
        raise damaged(name) from error
    return Grid(title="", rows=[row[:MOST_COLUMNS] for row in rows])
