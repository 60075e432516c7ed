"""How wide the columns of a table are beside one another, on paper."""

from collections.abc import Sequence

from parentis.documents.content import Table
from parentis.documents.numbering import plain

NARROWEST, WIDEST = 8, 40
"""In letters. Beyond the widest, words wrap."""
LONGEST_WORD = 18
"""Beyond this a word, such as an address, may be broken."""
ROOM, ROOM_ON_ITS_SIDE = 84, 132
"""Letters of a table that stand beside one another on a page."""
MOST_ROWS_TOGETHER, MOST_LINES_TOGETHER = 14, 26
"""Of a table that is never broken: more lines may not fit a page on its side."""


def stays_together(table: Table) -> bool:
    """Whether a table is short enough never to be broken across pages."""
    if len(table.rows) > MOST_ROWS_TOGETHER:
        return False
    shares = column_shares(table)
    lines = (
        max(_lines(plain(cell), share) for cell, share in zip(row, shares, strict=True))
        for row in table.rows
    )
    return sum(lines) <= MOST_LINES_TOGETHER


def _lines(text: str, share: int) -> int:
    """About how many lines a text takes in so many letters beside one another."""
    return sum(1 + len(line) // max(share, 1) for line in text.split("\n"))


def column_shares(table: Table) -> list[int]:
    """The width of each column, by the longest word of its head and longest cell.

    Where they do not all fit, columns of long texts give way, and no word is broken.
    """
    wanted, needed = [], []
    for at, column in enumerate(table.heads):
        words = [len(word) + 3 for word in column.title.split()]
        cells = [plain(row[at]) for row in table.rows]
        longest = [len(cell) + 2 for cell in cells]
        wanted.append(min(max(NARROWEST, *words, *longest, 0), WIDEST))
        inside = [len(word) + 2 for cell in cells for word in cell.split()]
        needed.append(min(max(NARROWEST, *words, *inside, 0), LONGEST_WORD))
    return _fitted(wanted, needed, ROOM_ON_ITS_SIDE if table.is_wide else ROOM)


def _fitted(wanted: Sequence[int], needed: Sequence[int], room: int) -> list[int]:
    """Each as wide as wanted, or what it needs and its part of what room is left."""
    if sum(wanted) <= room:
        return list(wanted)
    least = [min(pair) for pair in zip(wanted, needed, strict=True)]
    spare, more = max(0, room - sum(least)), sum(wanted) - sum(least)
    return [
        low + (round(spare * (want - low) / more) if more else 0)
        for want, low in zip(wanted, least, strict=True)
    ]
