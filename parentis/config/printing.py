"""How the commands print: a table for people, JSON and CSV for machines."""

import io
import json
import shutil
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]


def as_json(rows: Sequence[Row]) -> str:
    return json.dumps(list(rows), indent=2, ensure_ascii=False)


def as_csv(rows: Sequence[Row]) -> str:
    """CSV for a spreadsheet; cells that it would run as a formula are made text."""
    from parentis.documents.spreadsheet import csv_lines

    columns = list(rows[0]) if rows else []
    cells = ([row[column] for column in columns] for row in rows)
    return "".join(csv_lines(columns, cells)).removeprefix("\ufeff").rstrip("\r\n")


def as_table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, wrap: int | None = None
) -> str:
    """Columns lined up by spaces, numbers to the right, the `wrap` column folded."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [
        max([len(name), *(len(row[i]) for row in cells)], default=0)
        for i, name in enumerate(columns)
    ]
    if wrap is not None:
        screen = shutil.get_terminal_size((120, 40)).columns
        others = sum(widths) - widths[wrap] + 2 * (len(columns) - 1)
        widths[wrap] = min(widths[wrap], max(24, screen - others))
    is_number = [
        all(_looks_like_a_number(row[i]) for row in cells) for i in range(len(columns))
    ]
    out = io.StringIO()
    for row in [list(columns), ["-" * width for width in widths], *cells]:
        for line in _folded(row, widths, wrap):
            out.write(
                "  ".join(
                    cell.rjust(width) if right else cell.ljust(width)
                    for cell, width, right in zip(line, widths, is_number, strict=True)
                ).rstrip()
                + "\n"
            )
    return out.getvalue().rstrip("\n")


def _folded(
    row: Sequence[str], widths: Sequence[int], wrap: int | None
) -> Iterable[list[str]]:
    if wrap is None or len(row[wrap]) <= widths[wrap]:
        return [list(row)]
    lines = textwrap.wrap(row[wrap], widths[wrap]) or [""]
    blank = [""] * len(row)
    return [
        [
            *(row if i == 0 else blank)[:wrap],
            line,
            *(row if i == 0 else blank)[wrap + 1 :],
        ]
        for i, line in enumerate(lines)
    ]


def _looks_like_a_number(text: str) -> bool:
    return not text.strip("0123456789.,%-–c ") or text in {"c", ""}
