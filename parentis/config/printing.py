"""How the commands print: a table for people, JSON and CSV for machines."""

import io
import json
import shutil
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

Row = Mapping[str, Any]

NARROWEST = 16
REPLACEMENT = "\ufffd"


def as_json(rows: Sequence[Row]) -> str:
    return json.dumps(list(rows), indent=2, ensure_ascii=False)


def as_csv(rows: Sequence[Row]) -> str:
    """CSV for a spreadsheet; cells that it would run as a formula are made text."""
    from parentis.documents.spreadsheet import csv_lines

    columns = list(rows[0]) if rows else []
    cells = ([row[column] for column in columns] for row in rows)
    return "".join(csv_lines(columns, cells)).removeprefix("\ufeff").rstrip("\r\n")


def screen_width() -> int:
    return shutil.get_terminal_size((120, 40)).columns


def as_table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, wrap: Sequence[int] = ()
) -> str:
    """Columns lined up by spaces, numbers to the right.

    The `wrap` columns are folded, the first of them first, until the screen holds all.
    """
    cells = [[_on_one_line(str(cell)) for cell in row] for row in rows]
    widths = [
        max([len(name), *(len(row[i]) for row in cells)], default=0)
        for i, name in enumerate(columns)
    ]
    for column in wrap:
        beyond = sum(widths) + 2 * (len(columns) - 1) - screen_width()
        least = min(widths[column], NARROWEST)
        widths[column] = max(least, widths[column] - max(0, beyond))
    is_number = [
        all(_looks_like_a_number(row[i]) for row in cells) for i in range(len(columns))
    ]
    out = io.StringIO()
    for row in [list(columns), ["-" * width for width in widths], *cells]:
        for line in _folded(row, widths):
            out.write(
                "  ".join(
                    cell.rjust(width) if right else cell.ljust(width)
                    for cell, width, right in zip(line, widths, is_number, strict=True)
                ).rstrip()
                + "\n"
            )
    return out.getvalue().rstrip("\n")


def _on_one_line(text: str) -> str:
    """The text without what would break its line, or speak to the terminal itself."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() else " " if letter.isspace() else REPLACEMENT
        for letter in text
    )


def _folded(row: Sequence[str], widths: Sequence[int]) -> Iterable[Sequence[str]]:
    """The lines of a row of which some cells are longer than their columns."""
    if all(len(cell) <= width for cell, width in zip(row, widths, strict=True)):
        return [row]
    cells = [
        textwrap.wrap(cell, width) or [""]
        for cell, width in zip(row, widths, strict=True)
    ]
    return list(zip_longest(*cells, fillvalue=""))


def _looks_like_a_number(text: str) -> bool:
    return not text.strip("0123456789.,%-–c ") or text in {"c", ""}
