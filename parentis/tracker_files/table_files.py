"""Workbooks and CSV files as grids: a sheet each, formulas as text where they stand."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from parentis.documents.spreadsheet import unquoted
from parentis.ssda903.csv_files import to_utf8
from parentis.tracker_files.cell_comments import cell_comments
from parentis.tracker_files.fills import fill_of, theme_colours
from parentis.tracker_files.laid_out import Cell, Grid, Line
from parentis.tracker_files.opening import MOST_LINES, damaged, parts_of, too_long

MOST_COLUMNS = 100
MOST_SHEETS = 50
LONGEST_CELL = 40_000
MOST_MERGED = 200
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_DELIMITERS = (",", "\t", ";", "|")


def workbook_pieces(name: str, contents: bytes) -> tuple[list[Grid], list[Line]]:
    """Each sheet that holds anything, and the comments. Raises `TrackerRefused`."""
    parts = parts_of(name, contents)
    return _grids(name, contents, parts), list(cell_comments(parts))


def _grids(name: str, contents: bytes, parts: Mapping[str, bytes]) -> list[Grid]:
    has_formulas = any(b"<f>" in part or b"<f " in part for part in parts.values())
    values = _worked_out(name, contents) if has_formulas else {}
    theme = theme_colours(parts)
    found, lines = [], 0
    for title, path, rows in _sheets(name, contents, is_worked_out=False):
        merged = merged_cells(parts.get(path, b""))
        grid: list[list[Cell]] = []
        for at, row in enumerate(rows):
            lines += 1
            if lines > MOST_LINES:
                raise too_long(name)
            grid.append(
                [
                    replace(
                        _cell(each, values.get((title, at, place)), theme),
                        **merged.get((at, place), {}),
                    )
                    for place, each in enumerate(row)
                ]
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
        for title, _, rows in _sheets(name, contents, is_worked_out=True)
        for at, row in enumerate(islice(rows, MOST_LINES))
        for place, cell in enumerate(row)
        if (text := _text(cell.value))
    }


def _sheets(
    name: str, contents: bytes, *, is_worked_out: bool
) -> Iterator[tuple[str, str, Iterator[list[Any]]]]:
    """The title of each sheet, which part of the package it is, and its rows."""
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
        path = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
        yield sheet.title, path, _rows(name, sheet)


def _rows(name: str, sheet: Any) -> Iterator[list[Any]]:
    try:
        # What a sheet says of its own size is not always true.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_col=MOST_COLUMNS):
            yield list(row)
    except Exception as error:
        raise damaged(name) from error


def merged_cells(sheet: bytes) -> dict[tuple[int, int], dict[str, Any]]:
    """Cells that were made one: how many columns the first of them stands across, and
    which below it go on with it."""
    from openpyxl.utils import column_index_from_string

    found: dict[tuple[int, int], dict[str, Any]] = {}
    for merged in islice(_MERGED.finditer(sheet), MOST_LINES):
        left, right = (column_index_from_string(merged[at].decode()) for at in (1, 3))
        top, bottom = int(merged[2]), int(merged[4])
        found[top - 1, left - 1] = {"span": max(min(right, MOST_COLUMNS) - left + 1, 1)}
        for row in range(top, min(bottom, top + MOST_MERGED)):
            found[row, left - 1] = {"is_continued": True}
    return found


def _cell(cell: Any, worked_out: str | None, theme: Sequence[str]) -> Cell:
    text = _text(cell.value)
    if worked_out and text.startswith("=") and getattr(cell, "data_type", "") == "f":
        text = worked_out
    return Cell(text=text.strip(), fill=fill_of(cell, theme))


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
