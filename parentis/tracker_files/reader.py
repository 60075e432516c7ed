"""A tracker of recommendations, read from whatever file a council keeps it in.

Nothing that is read is taken as true, or dropped: a person confirms it, and sees in
`left_over` what was not understood.
"""

import re
from collections.abc import Iterator, Sequence

from parentis.tracker_files.found import Found, update
from parentis.tracker_files.front import Front, learn, read_front
from parentis.tracker_files.giving import SUBTITLE
from parentis.tracker_files.grid_rows import GridReader, labelled
from parentis.tracker_files.heads import Says, heads_of, says_of
from parentis.tracker_files.laid_out import Grid, Line, Piece
from parentis.tracker_files.opening import Form, TrackerRefused, form_of
from parentis.tracker_files.prose import ProseReader
from parentis.tracker_files.read import TrackerRead
from parentis.tracker_files.says import numbers_in, plain, same
from parentis.tracker_files.table_files import csv_grid, workbook_grids
from parentis.tracker_files.text_file import text_lines
from parentis.tracker_files.word_file import word_pieces

MOST_FOUND = 5_000
_CAPTION = re.compile(r"^Table(?: \d+)?: (.{1,100})$")


def read_tracker(name: str, contents: bytes) -> TrackerRead:
    """All that the file says of recommendations, and all else in `left_over`.

    Raises `TrackerRefused`, a `Refused`, for what cannot or must not be opened.
    """
    found, front = Found(), Front()
    prose = ProseReader(found)
    for piece in _in_order(_pieces(name, contents)):
        if isinstance(piece, Grid):
            _read_grid(piece, prose, front)
        else:
            prose.read(piece)
    rest = read_front(prose.outside, front)
    title, made_by = front.source
    for text in rest:
        if same(text) in {same(title), same(SUBTITLE)}:
            continue
        if about := numbers_in(text):
            found.tell(update(about, text))
        else:
            found.leave(text)
    if len(found.rows) + len(found.updates) > MOST_FOUND:
        raise TrackerRefused(
            f"{name} holds more than {MOST_FOUND:,} recommendations and updates. Cut it"
            " into several files."
        )
    return TrackerRead(
        title=title,
        made_by=made_by,
        made_on=front.made_on,
        report=front.report,
        rows=[row.read() for row in found.rows],
        updates=found.updates,
        left_over=found.left_over,
    )


def _pieces(name: str, contents: bytes) -> Sequence[Piece]:
    match form_of(name, contents):
        case Form.WORD:
            return word_pieces(name, contents)
        case Form.WORKBOOK:
            return _lists_first(workbook_grids(name, contents))
        case Form.CSV:
            return [csv_grid(name, contents)]
        case Form.TEXT:
            return text_lines(name, contents)


def _lists_first(grids: list[Grid]) -> list[Grid]:
    """Lists of updates before sheets that show only the latest of each."""
    return sorted(grids, key=lambda grid: not _is_list_of_updates(grid))


def _is_list_of_updates(grid: Grid) -> bool:
    for row in grid.rows:
        if heads := heads_of(row):
            return all(head.says is not Says.TEXT for head in heads.values())
    return False


def _in_order(pieces: Sequence[Piece]) -> Iterator[list[Line] | Grid]:
    """Lines that stand together, and grids: named as the line above them names them."""
    several = sum(isinstance(piece, Grid) for piece in pieces) > 1
    lines: list[Line] = []
    for piece in pieces:
        if isinstance(piece, Line):
            lines.append(piece)
            continue
        title = piece.title if several and not _is_no_theme(piece.title) else ""
        if lines and (named := _names_a_table(lines[-1])):
            title = named
            lines.pop()
        if lines:
            yield lines
            lines = []
        yield Grid(title=title, rows=piece.rows)
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


def _read_grid(grid: Grid, prose: ProseReader, front: Front) -> None:
    before = GridReader(grid, prose.found, theme=grid.title).read()
    pairs, rest = labelled(before)
    for words in (*learn(pairs.items(), front), *rest):
        prose.outside.append(Line(text=words))
