"""A tracker of recommendations, read from whatever file a council keeps it in.

Nothing that is read is taken as true, or dropped: a person confirms it, and sees in
`left_over` what was not understood.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from parentis.tracker_files.cards import as_rows
from parentis.tracker_files.found import Found, update
from parentis.tracker_files.front import Front, learn, read_front
from parentis.tracker_files.giving import SUBTITLE
from parentis.tracker_files.grid_rows import GridReader, goes_on_with, labelled
from parentis.tracker_files.heads import Head, Says, heads_of, says_of
from parentis.tracker_files.laid_out import Grid, Line, Piece
from parentis.tracker_files.lists import (
    differ,
    lists_of_grid,
    lists_of_lines,
    names_a_source,
)
from parentis.tracker_files.opening import Form, TrackerRefused, form_of
from parentis.tracker_files.prose import ProseReader, heads_in
from parentis.tracker_files.read import TrackerRead
from parentis.tracker_files.says import numbers_in, plain, same
from parentis.tracker_files.table_files import csv_grid, workbook_pieces
from parentis.tracker_files.text_file import text_lines
from parentis.tracker_files.word_file import word_pieces

MOST_FOUND = 5_000
_CAPTION = re.compile(r"^Table(?: \d+)?: (.{1,100})$")


@dataclass
class _List:
    """Recommendations of one source, numbered in one row, and what is told of them.

    `next_title` is a heading since its last table that names another source.
    """

    title: str = ""
    found: Found = field(default_factory=Found)
    heads: Mapping[int, Head] = field(default_factory=dict)
    next_title: str = ""
    theme: str = ""

    def __post_init__(self) -> None:
        self.prose = ProseReader(self.found)


def read_tracker(name: str, contents: bytes) -> TrackerRead:
    """All that the file says of recommendations, and all else in `left_over`.

    Raises `TrackerRefused`, a `Refused`, for what cannot or must not be opened.
    """
    pieces = _pieces(name, contents)
    lists, front = [_List()], Front()
    for piece in _in_order(pieces):
        if isinstance(piece, Grid):
            _read_grid(piece, lists, front)
        else:
            _read_lines(piece, lists)
    rest = [read_front(each.prose.outside, front) for each in lists]
    found = [
        _read(each, texts, front, _titled(each, lists, front))
        for each, texts in zip(lists, rest, strict=True)
    ]
    if sum(len(each.rows) + len(each.updates) for each in found) > MOST_FOUND:
        raise TrackerRefused(
            f"{name} holds more than {MOST_FOUND:,} recommendations and updates. Cut it"
            " into several files."
        )
    beside = [
        piece.text for piece in pieces if isinstance(piece, Line) and piece.is_beside
    ]
    left_over = [*found[0].left_over, *beside]
    return replace(found[0], left_over=left_over, others=found[1:])


def _read(
    tracker: _List, texts: Sequence[str], front: Front, titled: tuple[str, str]
) -> TrackerRead:
    title, made_by = titled
    _tell_of(tracker.found, texts, title)
    for row in tracker.found.rows:
        row.theme = "" if row.theme == title else row.theme
    return TrackerRead(
        title=title,
        made_by=made_by,
        made_on=front.made_on,
        report=front.report,
        rows=[row.read() for row in tracker.found.rows],
        updates=tracker.found.updates,
        left_over=tracker.found.left_over,
    )


def _titled(tracker: _List, lists: Sequence[_List], front: Front) -> tuple[str, str]:
    """What a list is called, and who made it.

    Several are called as their own headings say; a single one, first, as the report
    says that it stands in.
    """
    title, made_by = front.source
    themes = {row.theme == tracker.title for row in tracker.found.rows}
    is_named = names_a_source(tracker.title) and themes != {True, False}
    if tracker is not lists[0]:
        return tracker.title, ""
    if title and (len(lists) == 1 or not is_named):
        return title, made_by
    return (tracker.title if len(lists) > 1 or is_named else ""), made_by


def _tell_of(found: Found, texts: Sequence[str], title: str) -> None:
    """What is told outside of any recommendation, of those that it speaks of."""
    for text in texts:
        if same(text) in {same(title), same(SUBTITLE)}:
            continue
        if about := numbers_in(text):
            found.tell(update(about, text))
        else:
            found.leave(text)


def _pieces(name: str, contents: bytes) -> Sequence[Piece]:
    match form_of(name, contents):
        case Form.WORD:
            return word_pieces(name, contents)
        case Form.WORKBOOK:
            grids, comments = workbook_pieces(name, contents)
            return [*_lists_first(grids), *comments]
        case Form.CSV:
            return [csv_grid(name, contents)]
        case Form.TEXT:
            return text_lines(name, contents)


def _lists_first(grids: list[Grid]) -> list[Grid]:
    """Lists of dated updates before sheets that show only the latest of each."""
    return sorted(grids, key=lambda grid: not _is_list_of_updates(grid))


def _is_list_of_updates(grid: Grid) -> bool:
    for row in grid.rows:
        if heads := heads_of(row):
            says = {head.says for head in heads.values()}
            return Says.TEXT not in says and Says.TOLD_ON in says
    return False


def _in_order(pieces: Sequence[Piece]) -> Iterator[list[Line] | Grid]:
    """Lines that stand together, and grids: named as the line above them names them."""
    several = sum(isinstance(piece, Grid) for piece in pieces) > 1
    lines: list[Line] = []
    for piece in pieces:
        if isinstance(piece, Line):
            lines += [] if piece.is_beside else [piece]
            continue
        title = piece.title if several and not _is_no_theme(piece.title) else ""
        if named := _names_a_table(lines[-1]) if lines else "":
            title = named
            lines.pop()
        if lines:
            yield lines
            lines = []
        yield replace(piece, title=title, is_headed=bool(named))
    if lines:
        yield lines


def _is_no_theme(title: str) -> bool:
    """Whether a sheet's name is only what such sheets are called."""
    said = plain(title)
    return said.startswith("sheet") or says_of(said) is not None


def _names_a_table(line: Line) -> str:
    if found := _CAPTION.match(line.text):
        return found[1]
    return line.text if line.is_heading or line.is_strong else ""


# -- one list, or several --------------------------------------------------------------


def _read_lines(lines: list[Line], lists: list[_List]) -> None:
    for title, some in lists_of_lines(lines):
        last, named = lists[-1], title or _name(some)
        numbers = {number for number, _ in heads_in(some).values()}
        if title or (named and any(map(last.found.row, numbers))):
            lists.append(_List(title=named))
        elif not last.found.rows:
            last.title = named or last.title
        else:
            last.next_title = named or last.next_title
        lists[-1].prose.read(some)


def _name(lines: Sequence[Line]) -> str:
    """The last heading among these that names a source."""
    heads = [line.text for line in lines if line.is_heading or line.is_strong]
    return next((text for text in reversed(heads) if names_a_source(text)), "")


def _read_grid(grid: Grid, lists: list[_List], front: Front) -> None:
    as_one = as_rows(grid)
    for each in lists_of_grid(as_one):
        heads = goes_on_with(each, lists[-1].heads)
        into = _list_of(each, lists, heads)
        goes_on = bool(heads) or as_one is not grid
        theme = each.title or (into.theme if goes_on else "")
        reader = GridReader(each, into.found, theme=theme, heads=heads)
        pairs, rest = labelled(reader.read())
        into.heads, into.theme = reader.heads, reader.theme
        is_kept = any(row.theme == each.title for row in into.found.rows)
        title = [each.title] if each.is_headed and each.title and not is_kept else []
        for words in (*title, *learn(pairs.items(), front), *rest):
            into.prose.outside.append(Line(text=words))


def _list_of(grid: Grid, lists: list[_List], heads: Mapping[int, Head]) -> _List:
    """The list that a table goes on with, or a new one, where its numbers are others'.

    Tables without numbers are two lists where each stands under the name of a source.
    """
    alone, last = Found(), lists[-1]
    GridReader(grid, alone, heads=heads).read()
    named = grid.title if names_a_source(grid.title) else last.next_title
    if not last.found.rows:
        if alone.rows:
            last.title = named or last.title or grid.title
        return last
    is_counted = bool(alone.rows) and all(row.is_counted for row in alone.rows)
    is_named = named not in ("", last.title) and names_a_source(last.title)
    for each in reversed(lists):
        is_another = differ(each.found.rows, alone.rows) or (is_counted and is_named)
        if not is_another:
            return each
    lists.append(_List(title=named or grid.title))
    return lists[-1]
