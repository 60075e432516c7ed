"""CSV files as they come: any encoding, any of four delimiters, rows of any length.

A regular file goes through Polars as it is. One that Polars and the count of its
delimiters do not agree on is read again line by line, so that a stray quote or a row
cut short costs that row's own cells and no other's.
"""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import polars as pl
from polars.exceptions import PolarsError

from parentis.ssda903.findings import Finding, Severity
from parentis.ssda903.raw import (
    ROW,
    RawFile,
    RawTable,
    about_columns,
    not_a_table,
    without_nameless,
)
from parentis.ssda903.recognise import Recognised, recognise

DELIMITERS = (",", ";", "\t", "|")
# A cell that spans more lines than this is a quote that nobody closed.
MOST_LINES_IN_A_CELL = 20
MOST_LINES_ABOVE = 5
ROWS_AT_A_TIME = 50_000
REPLACEMENT = "\ufffd"


@dataclass(frozen=True)
class Layout:
    """How a file sets out its table."""

    recognised: Recognised
    width: int
    delimiter: str
    heading_row: int


def read_csv(file: str, data: bytes) -> RawFile:
    """The table in a CSV file; a finding alone where it is none of the return's."""
    text = to_utf8(data)
    layout = _layout(text)
    return (
        _read_table(file, text, layout)
        if layout
        else RawFile(findings=[not_a_table(file)])
    )


def holds_a_table(start: bytes) -> bool:
    """Whether a file that begins so is one of the return's tables."""
    return _layout(to_utf8(start)) is not None


def _layout(text: bytes) -> Layout | None:
    for row, line in _first_lines(text):
        for delimiter in DELIMITERS:
            # Split as it is too, where a quotation mark among the headings stays open.
            for headings in (_cells(line, delimiter), line.split(delimiter)):
                recognised = recognise(headings)
                if recognised:
                    return Layout(recognised, len(headings), delimiter, row)
    return None


def to_utf8(data: bytes) -> bytes:
    """The bytes as UTF-8 without a byte order mark.

    UTF-8, UTF-16 and Windows' cp1252 are told apart. A byte that cp1252 does not have,
    and a 0, become U+FFFD, for which the reader makes a finding.
    """
    return _decoded(data).replace(b"\0", REPLACEMENT.encode())


def _decoded(data: bytes) -> bytes:
    if data.startswith(codecs.BOM_UTF8):
        data = data[3:]
    elif utf16 := _utf16(data):
        return data.decode(utf16, "replace").lstrip("\ufeff").encode()
    if data.isascii():
        return data
    try:
        data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").encode()
    return data


def _utf16(data: bytes) -> str:
    """Which UTF-16 this is, by its mark or by every other byte of the heading."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = data[:20]
    if len(start) >= 4 and start.isascii():
        if not any(start[1::2]) and all(start[::2]):
            return "utf-16-le"
        if not any(start[::2]) and all(start[1::2]):
            return "utf-16-be"
    return ""


def _first_lines(text: bytes) -> list[tuple[int, str]]:
    """The lines among which the heading is, with their numbers, less the empty ones.

    Some systems put a title above the headings, and some people room for one.
    """
    start = text[:65536].decode("utf-8", "replace")
    lines = enumerate(re.split(r"\r\n|\n|\r", start), start=1)
    filled = (
        (row, line) for row, line in lines if line.strip("".join((*DELIMITERS, " ")))
    )
    return list(islice(filled, MOST_LINES_ABOVE + 1))


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)


def _read_table(file: str, text: bytes, layout: Layout) -> RawFile:
    findings = about_columns(file, layout.recognised, row=layout.heading_row)
    # Thousands of empty lines below a table are nothing to be read one by one.
    text = text.rstrip(b"\r\n")
    rows = _read_regular(text, layout)
    if rows is None:
        rows = _read_line_by_line(file, text.decode(), layout, findings)
    rows, unnamed = without_nameless(file, layout.recognised, rows)
    findings += unnamed
    is_undecoded = REPLACEMENT.encode() in text
    table = RawTable(layout.recognised.table, file, rows, is_undecoded)
    return RawFile([table], findings)


def _read_regular(text: bytes, layout: Layout) -> pl.DataFrame | None:
    """The rows, where every row has exactly the cells of the heading; else None.

    Polars refuses a row with too many cells. One with too few shows in the number of
    delimiters, less those inside quoted cells.
    """
    headings, _, rest = text.partition(b"\n")
    # A '\r' on its own is an old end of line, which would be part of a cell here.
    lone_returns = text.count(b"\r") - text.count(b"\r\n")
    if layout.heading_row > 1 or headings.count(b'"') % 2 or lone_returns:
        return None
    positions = layout.recognised.places
    names = [f"extra {place}" for place in range(layout.width)]
    for name, place in positions.items():
        names[place] = name
    sign = layout.delimiter.encode()
    try:
        cells = pl.read_csv(
            sign.join(name.encode() for name in names) + b"\n" + rest,
            schema=dict.fromkeys(names, pl.String),
            separator=layout.delimiter,
        )
    except (PolarsError, ValueError):
        return None
    found = rest.count(sign)
    if b'"' in rest:
        found -= _inside_cells(cells, layout.delimiter)
    if found != (layout.width - 1) * cells.height:
        return None
    row = pl.int_range(2, cells.height + 2, eager=True).alias(ROW)
    return pl.DataFrame([row, *(cells[name] for name in positions)])


def _inside_cells(cells: pl.DataFrame, delimiter: str) -> int:
    counted = cells.select(
        pl.all().str.count_matches(delimiter, literal=True).sum()
    ).row(0)
    return sum(count or 0 for count in counted)


def _read_line_by_line(
    file: str, text: str, layout: Layout, findings: list[Finding]
) -> pl.DataFrame:
    """The rows of a file in which some row is not as long as the heading."""
    positions = layout.recognised.places
    schema = {ROW: pl.Int64, **dict.fromkeys(positions, pl.String)}
    places = list(positions.values())
    rows = _rows(file, text, layout, findings)
    frames = []
    while chunk := list(islice(rows, ROWS_AT_A_TIME)):
        records = [(row, *(cells[at] or None for at in places)) for row, cells in chunk]
        frames.append(pl.DataFrame(records, schema=schema, orient="row"))
    return pl.concat(frames) if frames else pl.DataFrame(schema=schema)


def _rows(
    file: str, text: str, layout: Layout, findings: list[Finding]
) -> Iterator[tuple[int, list[str]]]:
    """Each row's number and cells, as many as there are headings."""
    width = layout.width
    for number, cells, is_broken in _records(text, width, layout.delimiter):
        if number <= layout.heading_row or not any(cell.strip() for cell in cells):
            continue
        beyond = [cell for cell in cells[width:] if cell.strip()]
        if is_broken:
            findings.append(_about_row(file, number, "row-quote-open", cells))
        elif beyond:
            findings.append(_about_row(file, number, "row-too-long", beyond))
        elif len(cells) < width:
            findings.append(_about_row(file, number, "row-too-short", cells))
        yield number, (cells + [""] * width)[:width]


_QUOTE_OPEN = (
    "This row has a quotation mark that is never closed: its cells may have moved."
    " Remove the mark or close it."
)
_TOO_LONG = (
    "This row has more cells than there are headings: these were left out, and the"
    " others may have moved. Look for a comma inside a cell."
)
_TOO_SHORT = (
    "This row has fewer cells than there are headings: the last ones were taken as"
    " empty. Look for a cell or a line break that was lost."
)
_ROW_MESSAGES = {
    "row-quote-open": (_QUOTE_OPEN, Severity.ERROR),
    "row-too-long": (_TOO_LONG, Severity.ERROR),
    "row-too-short": (_TOO_SHORT, Severity.WARNING),
}


def _about_row(file: str, row: int, rule: str, cells: Sequence[str]) -> Finding:
    message, severity = _ROW_MESSAGES[rule]
    return Finding(
        file=file,
        row=row,
        column="",
        value=", ".join(cells)[:200],
        rule=rule,
        message=message,
        severity=severity,
    )


def _records(
    text: str, width: int, delimiter: str
) -> Iterator[tuple[int, list[str], bool]]:
    """Each record: its number from 1, its cells, and whether a quote was left open."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = number = 0
    while at < len(lines):
        number += 1
        if not lines[at]:
            at += 1
            continue
        cells, used = _record(lines, at, width, delimiter)
        yield number, cells or lines[at].split(delimiter), cells is None
        at += used


def _record(
    lines: Sequence[str], at: int, width: int, delimiter: str
) -> tuple[list[str] | None, int]:
    """The cells of the record that begins at a line, and how many lines it takes.

    None for the cells where a quote is opened that no line soon after closes, or only
    beyond a line that is a whole row itself: then the line stands alone, and those
    after it are safe.
    """
    line = lines[at]
    if '"' not in line:
        return line.split(delimiter), 1
    taken = [line]
    is_open = line.count('"') % 2 == 1
    for more in lines[at + 1 : at + MOST_LINES_IN_A_CELL]:
        if not is_open:
            break
        taken.append(more)
        is_open = more.count('"') % 2 == 0
    swallowed = any(
        '"' not in each and each.count(delimiter) == width - 1 for each in taken[1:]
    )
    if is_open or swallowed:
        return None, 1
    try:
        reader = csv.reader(
            ["\n".join(taken)], delimiter=delimiter, strict=len(taken) > 1
        )
        return next(reader, []), len(taken)
    except csv.Error:
        return None, 1
