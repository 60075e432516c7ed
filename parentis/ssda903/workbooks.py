"""An .xlsx workbook with one sheet a table, read cell by cell.

openpyxl is slower than fastexcel, but fastexcel turns '#N/A' into an empty cell and
drops the empty rows above a table, so that values would go missing and rows would have
the wrong number.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import chain, islice
from typing import Any

import polars as pl

from parentis.ssda903.archives import File, check_limits, unpacked
from parentis.ssda903.csv_files import MOST_LINES_ABOVE
from parentis.ssda903.findings import Finding, ReturnRejected
from parentis.ssda903.raw import (
    ROW,
    RawFile,
    RawTable,
    about_columns,
    letters,
    not_a_table,
    without_nameless,
)
from parentis.ssda903.recognise import Recognised, recognise

_OLD_FORMS = ("xl/workbook.bin", "content.xml")
_LONGEST_HEADING = 4096
_MOST_EMPTY_ROWS = 100


def read_workbook(file: File) -> RawFile:
    """The tables in a workbook; a sheet that is none gives a finding.

    Raises `ReturnRejected` for a workbook that is damaged, in another form than .xlsx,
    unpacks to too much, or holds XML that declares entities.
    """
    formulas = _checked(file)
    whole = RawFile()
    for title, rows in _sheets(file, values=True):
        name = f"{file.name}/{title}"
        _read_sheet(name, rows, whole)
    if formulas:
        whole.findings += _formulas_without_value(file, whole.tables)
    return whole


def _checked(file: File) -> bool:
    """Refuses what is not safe to open. Gives whether any sheet holds formulas."""
    has_formulas = False
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            check_limits(file, archive)
            entries = archive.infolist()
            if any(entry.filename in _OLD_FORMS for entry in entries):
                raise ReturnRejected(
                    f"{file.name} is a kind of workbook that cannot be read here: save"
                    " it as .xlsx."
                )
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    part = unpacked(archive, entry)
                    _refuse_declarations(file, part)
                    has_formulas |= b"<f>" in part or b"<f " in part
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, RuntimeError) as error:
        raise damaged(file) from error
    return has_formulas


def text_rows(file: File) -> Iterator[tuple[str, Iterator[list[str]]]]:
    """Each sheet's title and its rows as text: for workbooks that are no return.

    Raises `ReturnRejected` as `read_workbook` does.
    """
    _checked(file)
    for title, rows in _sheets(file, values=True):
        yield title, ([_text(cell) for cell in row] for row in rows)


def _refuse_declarations(file: File, part: bytes) -> None:
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise ReturnRejected(
            f"{file.name} holds XML that declares entities of its own, which can be"
            " used to do harm: it was not opened. Save it again from your spreadsheet."
        )


def damaged(file: File) -> ReturnRejected:
    return ReturnRejected(
        f"{file.name} is damaged and could not be opened: save it again as .xlsx."
    )


Rows = Iterator[Sequence[Any]]


def _sheets(file: File, *, values: bool) -> Iterator[tuple[str, Rows]]:
    """Each sheet's title and rows: values, or formulas as they are written."""
    import openpyxl

    try:
        workbook = openpyxl.load_workbook(
            io.BytesIO(file.data), read_only=True, data_only=values
        )
        sheets = workbook.worksheets
    except Exception as error:
        # openpyxl raises almost anything on a damaged part.
        raise damaged(file) from error
    for sheet in sheets:
        yield sheet.title, _rows_of(file, sheet)


def _rows_of(file: File, sheet: Any) -> Rows:
    try:
        # What a sheet says of its own size is not always true.
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True)
    except Exception as error:
        raise damaged(file) from error


def _read_sheet(name: str, rows: Iterable[Sequence[Any]], whole: RawFile) -> None:
    rows = iter(rows)
    above = _above(rows)
    if not any(_is_filled(row) for row in above):
        return
    for place, row in enumerate(above):
        headings = [_text(cell)[:_LONGEST_HEADING] for cell in row]
        recognised = recognise(headings)
        if recognised:
            rest = chain(above[place + 1 :], rows)
            frame = _frame(rest, place + 2, len(headings), recognised, name, whole)
            frame, unnamed = without_nameless(name, recognised, frame)
            whole.findings += unnamed
            whole.tables.append(RawTable(recognised.table, name, frame))
            whole.findings += about_columns(name, recognised, row=place + 1)
            return
    whole.findings.append(not_a_table(name))


def _above(rows: Rows) -> list[Sequence[Any]]:
    """The rows among which the headings are: a few that hold something, and the empty
    ones between them."""
    above = []
    filled = 0
    for row in islice(rows, _MOST_EMPTY_ROWS):
        above.append(row)
        filled += _is_filled(row)
        if filled > MOST_LINES_ABOVE:
            break
    return above


def _is_filled(row: Sequence[Any]) -> bool:
    return any(cell is not None for cell in row)


def _frame(
    rows: Iterable[Sequence[Any]],
    first: int,
    width: int,
    recognised: Recognised,
    name: str,
    whole: RawFile,
) -> pl.DataFrame:
    places = list(recognised.places.values())
    records = []
    for number, row in enumerate(rows, start=first):
        cells = [*row, *[None] * (width - len(row))]
        if any(cell is not None for cell in cells[:width]):
            records.append((number, *(_text(cells[at]) or None for at in places)))
        beyond = [_text(cell) for cell in row[width:] if cell is not None]
        if beyond:
            whole.findings.append(_beyond(name, number, beyond))
    schema = {ROW: pl.Int64, **dict.fromkeys(recognised.places, pl.String)}
    return pl.DataFrame(records, schema=schema, orient="row")


def _beyond(name: str, row: int, cells: list[str]) -> Finding:
    return Finding(
        file=name,
        row=row,
        column="",
        value=", ".join(cells)[:200],
        rule="row-too-long",
        message="This row has cells to the right of the headings, which were left out:"
        " give them a heading, or clear them.",
    )


def _text(cell: Any) -> str:
    """A cell as the return would have it in a CSV file."""
    match cell:
        case None:
            return ""
        case bool():
            return "1" if cell else "0"
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case datetime() if cell.time() == time():
            return f"{cell:%d/%m/%Y}" if cell.year > 999 else cell.isoformat()
        case datetime():
            return cell.isoformat(sep=" ", timespec="seconds")
        case date():
            return f"{cell:%d/%m/%Y}"
        case _:
            return re.sub(r"\r\n?", "\n", str(cell))


def _formulas_without_value(file: File, tables: list[RawTable]) -> Iterator[Finding]:
    """Findings for formulas that nobody worked out before the workbook was saved."""
    read = {table.file: table for table in tables}
    valued = dict(_all_rows(file, values=True))
    for title, rows in _all_rows(file, values=False):
        name = f"{file.name}/{title}"
        if name not in read:
            continue
        for number, row in enumerate(rows, start=1):
            values = valued[title][number - 1]
            for place, (cell, value) in enumerate(zip(row, values, strict=False)):
                if value is None and isinstance(cell, str) and cell.startswith("="):
                    yield Finding(
                        file=name,
                        row=number,
                        column=letters(place),
                        value=cell,
                        rule="formula-without-value",
                        message="This cell holds a formula that was never worked out,"
                        " so it was taken as empty: open the workbook, save it again,"
                        " or put the value in.",
                    )


def _all_rows(file: File, *, values: bool) -> Iterator[tuple[str, list[Sequence[Any]]]]:
    for title, rows in _sheets(file, values=values):
        yield title, list(rows)


def refuse_ole(file: File) -> ReturnRejected:
    """What to say of a file in Microsoft's old container: locked, or an old .xls."""
    import msoffcrypto  # type: ignore[import-untyped]

    try:
        is_encrypted = msoffcrypto.OfficeFile(io.BytesIO(file.data)).is_encrypted()
    except Exception:
        # Nothing that msoffcrypto knows: an e-mail, a thumbnail cache, a damaged file.
        return ReturnRejected(
            f"{file.name} is no return: give CSV files, a zip, an XML file or an .xlsx"
            " workbook."
        )
    if is_encrypted:
        return ReturnRejected(
            f"{file.name} is locked with a password: open it, remove the password and"
            " save it again."
        )
    return ReturnRejected(
        f"{file.name} is in Microsoft's old format: open it and save it as .xlsx."
    )
