"""Recommendations and updates out of the rows of a table or a sheet."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from parentis.tracker_files.found import (
    Draft,
    Found,
    number_of,
    part_of,
    take_parts,
    update,
)
from parentis.tracker_files.heads import MANY, Head, Says, heads_of, is_known_whole
from parentis.tracker_files.laid_out import Cell, Grid
from parentis.tracker_files.read import StatusRead, UpdateRead
from parentis.tracker_files.says import (
    day_of,
    numbers_in,
    only_numbers,
    opening_day,
    plain,
    same,
    status_of,
    status_of_colour,
)

LONGEST_THEME = 80
MOST_OF_ONE_COLOUR = 3
_NO_UPDATE = {"no update yet", "no update", "n a", "none", "nil", "-", ""}
_OPENS_WITH_NUMBER = re.compile(
    r"^(?:(?:recommendation|rec\.?)\s*(\d{1,3})\s*[.:)–-]*|(\d{1,3})[.:)])\s+(?=\S)",
    re.IGNORECASE,
)
_KEPT_OF_A_ROW = (
    Says.ADDRESSED_TO,
    Says.ANSWER,
    Says.OWNER,
    Says.DUE,
    Says.STATUS,
)
# What a row that only tells of a recommendation has no place for.
_NOT_OF_AN_UPDATE = (
    Says.OWNER,
    Says.DUE,
    Says.ANSWER,
    Says.ADDRESSED_TO,
    Says.THEME,
)


@dataclass
class _Cells:
    """A row's cells by what their columns say."""

    texts: dict[Says, list[tuple[Head, Cell]]] = field(default_factory=dict)
    unknown: list[tuple[str, str]] = field(default_factory=list)

    def words(self, says: Says) -> str:
        cells = self.texts.get(says, ())
        return "\n".join(cell.text for _, cell in cells if cell.text).strip()

    def is_continued(self, says: Says) -> bool:
        return any(cell.is_continued for _, cell in self.texts.get(says, ()))


class GridReader:
    """Reads one table. `theme` is the heading that it stands under.

    `heads` are those of the table before it, which it goes on with where it has none.
    `themes` are the rows that hold a heading, and what it says.
    """

    def __init__(
        self,
        grid: Grid,
        found: Found,
        *,
        theme: str = "",
        heads: Mapping[int, Head] | None = None,
    ) -> None:
        self.grid, self.found, self.theme = grid, found, theme
        self.heads: Mapping[int, Head] = heads or {}
        self.above: Sequence[Cell] = ()
        self.at = 0
        self.themes: list[tuple[int, str]] = []
        self.painted: dict[str, bool] = {}
        self.last: Draft | None = None
        self.last_number = ""
        self.unknown: dict[str, list[str]] = {}
        self.before: list[list[str]] = []

    def read(self) -> list[list[str]]:
        """Gives the rows above any heads, which may tell of the report itself."""
        for at, row in enumerate(self.grid.rows):
            self.at = at
            if any(cell.text.strip() for cell in row):
                self._row(row)
        for head, said in self.unknown.items():
            self.found.leave(f"‘{head}’: " + "; ".join(said))
        return self.before

    def _row(self, row: Sequence[Cell]) -> None:
        heads = heads_of(row)
        if heads and self._are_new(heads):
            is_beneath = bool(self.above)
            self.heads = (
                _beneath(heads, self.above, self.heads) if is_beneath else heads
            )
            self.above = () if is_beneath else row
        elif self._are_said_again(row):
            self.above = ()
        elif not self.heads:
            self.before.append([cell.text.strip() for cell in row if cell.text.strip()])
        elif theme := self._theme(row):
            self.theme, self.last, self.above = theme, None, ()
            self.themes.append((self.at, theme))
        else:
            self.above = ()
            self._told(self._by_head(row))

    def _are_new(self, heads: Mapping[int, Head]) -> bool:
        """Whether they are the table's first, or the second of two rows of heads."""
        known = sum(map(is_known_whole, heads.values()))
        return (
            not self.heads
            or (bool(self.above) and known > 1)
            or all(head.says for head in heads.values())
        )

    def _are_said_again(self, row: Sequence[Cell]) -> bool:
        """The heads once more, as at the top of a page."""
        said = {at: same(cell.text) for at, cell in enumerate(row) if cell.text.strip()}
        heads = {at: same(head.words) for at, head in self.heads.items()}
        return len(said) > 1 and all(
            heads.get(at) and text.startswith(heads[at]) for at, text in said.items()
        )

    def _theme(self, row: Sequence[Cell]) -> str:
        """The words of a row that is nothing but a heading for those beneath it."""
        filled = [(at, cell) for at, cell in enumerate(row) if cell.text.strip()]
        if len(filled) != 1:
            return ""
        at, cell = filled[0]
        text = cell.text.strip()
        head = self.heads.get(at)
        says = head.says if head else None
        is_across = cell.span >= max(2, (len(self.heads) + 1) // 2)
        is_named = says in (Says.NUMBER, Says.THEME) and any(map(str.isalpha, text))
        is_short = len(text) <= LONGEST_THEME and not text.endswith((".", ":", ";"))
        first = min(self.heads)
        is_first = (
            at == first and says is Says.TEXT and not number_of(text)[:1].isdigit()
        )
        return text if is_short and (is_across or is_named or is_first) else ""

    def _by_head(self, row: Sequence[Cell]) -> _Cells:
        cells = _Cells()
        for at, cell in enumerate(row):
            head = self.heads.get(at)
            if head is not None and head.says is not None:
                cells.texts.setdefault(head.says, []).append((head, cell))
            elif cell.text.strip():
                words = head.words if head else f"Column {at + 1}"
                cells.unknown.append((words, cell.text.strip()))
        return cells

    def _told(self, cells: _Cells) -> None:
        text = cells.words(Says.TEXT)
        if not self._has(Says.TEXT) or (not text and cells.words(Says.NUMBER)):
            self._told_of_numbers(cells)
        elif text:
            self._told_of(self._draft(cells, text), cells)
        elif self.last is not None:
            self._told_of(self.last, cells)
        else:
            self._leave(cells)
        for head, said in cells.unknown:
            of = f"{self.last_number}: " if self.last_number else ""
            self.unknown.setdefault(head, []).append(f"{of}{said}")

    def _has(self, says: Says) -> bool:
        return any(head.says is says for head in self.heads.values())

    def _draft(self, cells: _Cells, text: str) -> Draft:
        number, text = self._number(cells, text)
        whole, part = part_of(number)
        part = part or _bracketed(cells.words(Says.PART))
        if before := self._said_before(f"{whole}{part}", text):
            self.last, self.last_number = before, f"{whole}{part}"
            return before
        of = self.found.row(whole) if part else None
        draft = Draft(number=part if of else f"{whole}{part}", text=text, row=self.at)
        draft.is_counted = not cells.words(Says.NUMBER)
        draft.theme = "" if of else cells.words(Says.THEME) or self.theme
        take_parts(draft)
        (of.parts if of else self.found.rows).append(draft)
        self.last, self.last_number = draft, f"{whole}{part}"
        return draft

    def _said_before(self, number: str, text: str) -> Draft | None:
        """The recommendation, where another table only says it again."""
        before = self.found.row(number) if number else None
        return before if before and is_alike(before.text, text) else None

    def _number(self, cells: _Cells, text: str) -> tuple[str, str]:
        number = number_of(cells.words(Says.NUMBER))
        if number:
            return number, text
        if cells.is_continued(Says.NUMBER) and self.last_number:
            whole = part_of(self.last_number)[0]
            of = self.found.row(whole)
            at = len(of.parts) if of else 0
            return f"{whole}({'abcdefghijklmnopqrstuvwxyz'[at % 26]})", text
        if found := _OPENS_WITH_NUMBER.match(text):
            return found[1] or found[2], text[found.end() :]
        is_numbered = self._has(Says.NUMBER)
        return "" if is_numbered else str(len(self.found.rows) + 1), text

    def _told_of(self, draft: Draft, cells: _Cells) -> None:
        for says in _KEPT_OF_A_ROW:
            for _, cell in cells.texts.get(says, ()):
                draft.say(says, cell.text)
        draft.status = self._colour(cells) or draft.status
        told = list(self._updates(cells, [self.last_number]))
        if told:
            told[-1] = replace(
                told[-1],
                set_by=cells.words(Says.SET_BY),
                evidence=tuple(cells.words(Says.EVIDENCE).splitlines()),
            )
        else:
            self._without_update(cells)
        for each in told:
            self.found.tell(each)

    def _without_update(self, cells: _Cells) -> None:
        """When, to whom and on what evidence nothing was told: it is left over."""
        for says in (Says.TOLD_ON, Says.TOLD_TO, Says.SET_BY, Says.EVIDENCE):
            for head, cell in cells.texts.get(says, ()):
                if cell.text.strip():
                    said = f"{self.last_number}: {cell.text.strip()}"
                    self.unknown.setdefault(head.words, []).append(said)

    def _colour(self, cells: _Cells) -> StatusRead | None:
        """The status by colour alone, where there are no words that say it."""
        known, _ = status_of(cells.words(Says.STATUS))
        if known:
            return None
        for says in (Says.STATUS, Says.UPDATE, Says.NUMBER):
            for head, cell in cells.texts.get(says, ()):
                status = status_of_colour(cell.fill)
                if status and (says is Says.STATUS or not self._is_painted(head)):
                    return status
        return None

    def _is_painted(self, head: Head) -> bool:
        """Whether the whole column has one colour, which then says nothing of a row."""
        if head.words not in self.painted:
            at = next(place for place, each in self.heads.items() if each is head)
            fills = [row[at].fill for row in self.grid.rows[1:] if at < len(row)]
            is_one = len(fills) >= MOST_OF_ONE_COLOUR and len(set(fills)) == 1
            self.painted[head.words] = is_one
        return self.painted[head.words]

    def _updates(self, cells: _Cells, about: Sequence[str]) -> Iterator[UpdateRead]:
        on = day_of(cells.words(Says.TOLD_ON))
        status, superseded_by = status_of(cells.words(Says.STATUS))
        for head, cell in cells.texts.get(Says.UPDATE, ()):
            if plain(cell.text) in _NO_UPDATE or self._is_told(head, cell, about):
                continue
            parted = [(on, cell.text)] if on else _parted(cell.text, head.on)
            for day, words in parted:
                yield replace(
                    update(about, words, day), told_to=cells.words(Says.TOLD_TO)
                )
        # Where each row is an update, its status is the update's.
        if on and status and not cells.words(Says.UPDATE):
            yield replace(
                update(about, "", on), status=status, superseded_by=superseded_by
            )

    def _is_told(self, head: Head, cell: Cell, about: Sequence[str]) -> bool:
        """Whether a column of latest updates only says again what a list says."""
        if not plain(head.words).startswith("latest"):
            return False
        _, words = opening_day(cell.text)
        places = self.found.places
        return any(
            set(about) & set(self.found.updates[at].about)
            for says in (words, cell.text)
            for at in places.get(same(says), ())
        )

    def _told_of_numbers(self, cells: _Cells) -> None:
        """Of recommendations that another table, or another file, sets out."""
        about = self._numbers(cells)
        also = only_numbers(cells.words(Says.ALSO))
        self.last_number = about[0] if about else cells.words(Says.NUMBER)
        self.last = None
        asked = self.found.row(about[0]) if len(about) == 1 else None
        if asked is not None and not also and not self._has(Says.TOLD_ON):
            self.last = asked
            self._told_of(asked, cells)
            return
        told = list(self._updates(cells, [*about, *also])) if about else []
        status, superseded_by = status_of(cells.words(Says.STATUS))
        for each in told:
            self.found.tell(
                replace(
                    each,
                    status=status or self._colour(cells),
                    superseded_by=superseded_by,
                    set_by=cells.words(Says.SET_BY),
                    evidence=tuple(cells.words(Says.EVIDENCE).splitlines()),
                )
            )
        is_kept = bool(told) and (status is not None or not cells.words(Says.STATUS))
        if not is_kept or any(cells.words(says) for says in _NOT_OF_AN_UPDATE):
            self._leave(cells)

    def _numbers(self, cells: _Cells) -> list[str]:
        said = cells.words(Says.NUMBER)
        part = _bracketed(cells.words(Says.PART))
        if numbers := only_numbers(said) or numbers_in(said):
            return [f"{number}{part}" for number in numbers]
        number = number_of(said)
        return [f"{number}{part}"] if self.found.row(f"{number}{part}") else []

    def _leave(self, cells: _Cells) -> None:
        said = [
            f"{head.words}: {cell.text.strip()}"
            for column in cells.texts.values()
            for head, cell in column
            if cell.text.strip()
        ]
        self.found.leave("; ".join(said))


def _parted(text: str, on: date | None) -> Iterator[tuple[date | None, str]]:
    """A cell's updates: each opens with its day; what stands before is of `on`."""
    day, lines = on, list[str]()
    for line in text.splitlines():
        opened, rest = opening_day(line.strip())
        if opened is not None:
            if any(map(str.strip, lines)):
                yield day, "\n".join(lines)
            day, lines = opened, [rest]
        else:
            lines.append(line)
    if any(map(str.strip, lines)):
        yield day, "\n".join(lines)


def _beneath(
    heads: Mapping[int, Head], above: Sequence[Cell], of_above: Mapping[int, Head]
) -> dict[int, Head]:
    """The second of two rows of heads: what one says not, the head above it says."""
    found: dict[int, Head] = {}
    over: Head | None = None
    for at in range(max([*heads, *of_above, len(above) - 1]) + 1):
        over = of_above.get(at) or (over if not _text_at(above, at) else None)
        head = heads.get(at)
        if head is None:
            if at in of_above:
                found[at] = of_above[at]
        elif head.says is None and over and over.says in MANY:
            found[at] = replace(head, says=over.says)
        else:
            found[at] = head
    return found


def _text_at(row: Sequence[Cell], at: int) -> str:
    return row[at].text.strip() if at < len(row) else ""


def goes_on_with(grid: Grid, heads: Mapping[int, Head]) -> Mapping[int, Head]:
    """The heads of the table before, where this one has none and is as wide.

    As of a table that somebody cut in two between pages: its first row has a number.
    """
    first = next((row for row in grid.rows if _text_at(row, 0)), ())
    at = next((at for at, head in heads.items() if head.says is Says.NUMBER), None)
    is_row = at is not None and number_of(_text_at(first, at))[:1].isdigit()
    is_as_wide = len(first) > max(heads, default=0) and len(first) <= len(heads) + 1
    has_own = any(heads_of(row) for row in grid.rows)
    return heads if is_row and is_as_wide and not has_own else {}


def is_alike(one: str, other: str) -> bool:
    """Whether two tables say the same recommendation, one of them perhaps shortened."""
    first, second = sorted((same(one), same(other)), key=len)
    return first == second or (len(first) >= 20 and second.startswith(first))


def _bracketed(part: str) -> str:
    bare = part.strip(" ().")
    return f"({bare.lower()})" if bare and len(bare) <= 6 else ""


def labelled(rows: Sequence[Sequence[str]]) -> tuple[Mapping[str, str], list[str]]:
    """Rows of a label and what it holds, and the words of all others."""
    pairs, rest = {}, []
    for row in rows:
        if len(row) == 2 and len(row[0]) <= LONGEST_THEME:
            pairs[row[0]] = row[1]
        else:
            rest.append(" · ".join(row))
    return pairs, rest
