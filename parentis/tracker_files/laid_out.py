"""What a file holds before anybody asks what it means: lines, and grids of cells."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Line:
    """A paragraph. `label` is the number that Word gave it: "1.", "(i)".
    `is_strong`: all of it is in bold, as many write their headings. `is_beside`: it is
    a comment or a footnote, and no part of the text.

    A point of a list begins with "· ".
    """

    text: str
    is_heading: bool = False
    is_strong: bool = False
    label: str = ""
    is_beside: bool = False


@dataclass(frozen=True, kw_only=True)
class Cell:
    """`span`: how many columns it stands across. `fill`: its colour, "FF0000".

    `is_continued`: it is one with the cell above it, which holds the words.
    """

    text: str = ""
    fill: str = ""
    span: int = 1
    is_continued: bool = False


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table of a document, or a sheet of a workbook, each row as wide as any.

    `is_headed`: its title is words of the text, the line above it.
    """

    title: str
    rows: Sequence[Sequence[Cell]]
    is_headed: bool = False


Piece = Line | Grid
