"""How wide the columns of a table are beside one another, on paper."""

from parentis.documents.content import Table
from parentis.documents.numbering import plain

NARROWEST, WIDEST = 8, 40
"""In letters. Beyond the widest, words wrap."""
MOST_ROWS_TOGETHER = 14


def stays_together(table: Table) -> bool:
    """Whether a table is short enough never to be broken across pages."""
    return len(table.rows) <= MOST_ROWS_TOGETHER


def column_shares(table: Table) -> list[int]:
    """The width of each column, by the longest word of its head and longest cell."""
    shares = []
    for at, column in enumerate(table.heads):
        words = [len(word) + 3 for word in column.title.split()]
        cells = [len(plain(row[at])) + 2 for row in table.rows]
        shares.append(min(max(NARROWEST, *words, *cells, 0), WIDEST))
    return shares
