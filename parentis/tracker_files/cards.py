"""One recommendation a table: each row a label, and what it holds beside it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from parentis.tracker_files.heads import Says, says_of
from parentis.tracker_files.laid_out import Cell, Grid

_NUMBER, _TEXT = "Number", "Recommendation"
_NUMBERED = re.compile(
    r"^(?:recommendation|rec\.?|action)\s*(?:no\.?|number|#)?\s*"
    r"((?:[A-Z]{0,3}\d{1,3}(?:\.\d{1,2})?)(?:\s?\([ivxlca-h]{1,6}\)|[a-h])?)\s*"
    r"(?:[:.–—-]\s*(.*))?$",
    re.IGNORECASE | re.DOTALL,
)
LONGEST_LABEL = 60
Card = dict[str, Cell]


def as_rows(grid: Grid) -> Grid:
    """Such a table as a row with heads; any other as it is.

    The heading above may give the number, which is then no heading of a group.
    """
    cards = _cards(grid)
    if not cards:
        return grid
    title = _NUMBERED.match(grid.title)
    if title and len(cards) == 1:
        cards[0].setdefault(_NUMBER, Cell(text=title[1]))
        if title[2]:
            cards[0].setdefault(_TEXT, Cell(text=title[2]))
    labels = list(dict.fromkeys(label for card in cards for label in card))
    return replace(
        grid,
        title="" if title else grid.title,
        rows=[
            [Cell(text=label) for label in labels],
            *([card.get(label, Cell()) for label in labels] for card in cards),
        ],
    )


def _cards(grid: Grid) -> list[Card]:
    """What each recommendation's labels hold; none where a row is no such row."""
    cards: list[Card] = [{}]
    waits = ""
    for row in grid.rows:
        filled = [cell for cell in row if cell.text.strip()]
        pairs = _pairs(filled, waits)
        if pairs is None:
            return []
        waits = ""
        for label, cell in pairs:
            if label in cards[-1]:
                cards.append({})
            if cell.text.strip():
                cards[-1][label] = cell
            else:
                waits = label
    return cards if all(map(_is_whole, cards)) else []


def _pairs(filled: Sequence[Cell], waits: str) -> list[tuple[str, Cell]] | None:
    """Each label of a row with what it holds. `waits`: one whose words come beneath."""
    if not filled:
        return []
    first = filled[0].text.strip()
    if numbered := _NUMBERED.match(first):
        words = numbered[2] or ""
        beside = filled[1] if len(filled) == 2 else Cell(text=words)
        text = [(_TEXT, beside)] if beside.text else []
        return [(_NUMBER, Cell(text=numbered[1])), *text] if len(filled) <= 2 else None
    if len(filled) == 1:
        is_label = says_of(first.rstrip(":")) or not waits
        label = first.rstrip(": ") if is_label else waits
        if len(label) > LONGEST_LABEL:
            return None
        return [(label, Cell() if is_label else filled[0])]
    labels = [cell.text.strip().rstrip(": ") for cell in filled[::2]]
    if len(filled) % 2 or any(len(label) > LONGEST_LABEL for label in labels):
        return None
    return list(zip(labels, filled[1::2], strict=True))


def _is_whole(card: Card) -> bool:
    """Whether it says what is recommended, and most of its labels are known."""
    says = [says_of(label) for label in card]
    known = [each for each in says if each]
    return Says.TEXT in says and len(known) >= 2 and len(known) * 2 >= len(says)
