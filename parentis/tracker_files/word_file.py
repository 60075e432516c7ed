"""A Word document as lines and grids, in their order.

Read from its XML, so that nothing is missed that python-docx passes over: insertions
that nobody has accepted yet, text in content controls, and the numbers of lists. What
was deleted is not read. No part outside the document is fetched.
"""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element  # nosec B405 - its type alone

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from parentis.tracker_files.laid_out import Cell, Grid, Line, Piece
from parentis.tracker_files.opening import damaged, parts_of
from parentis.tracker_files.word_lists import WordLists

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WRAPPERS = {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}
_DELETED = {f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", _FALLBACK}
_SIGNS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
# Ticks and crosses as Word's own symbols: in Wingdings, and in Wingdings 2.
_SYMBOLS = {
    **dict.fromkeys(("F0FC", "F050"), "✓"),
    **dict.fromkeys(("F0FB", "F04F"), "✗"),
    **dict.fromkeys(("F0FE", "F052", "F0FD"), "☒"),
    **dict.fromkeys(("F0A8", "F06F", "F0A3"), "☐"),
}
# What stands beside the text, and is a part of its own in the package.
_BESIDE = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}
_TITLES = ("heading", "title")
LONGEST_HEADING = 120
MOST_COLUMNS = 100
MOST_DEEP = 60


def word_pieces(name: str, contents: bytes) -> list[Piece]:
    """All paragraphs and tables, in order. Raises `TrackerRefused`."""
    parts = parts_of(name, contents)
    try:
        trees = {
            each: fromstring(parts[f"word/{each}.xml"], forbid_dtd=True)
            for each in ("document", "styles", "numbering", *_BESIDE)
            if f"word/{each}.xml" in parts
        }
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise damaged(name) from error
    body = trees["document"].find(f"{_W}body")
    if body is None:
        raise damaged(name)
    return [*_Reader(trees).pieces(body), *_beside(trees)]


def _beside(trees: Mapping[str, Element]) -> Iterator[Line]:
    """Comments and footnotes, last: nothing that somebody wrote is passed over."""
    for part, kind in _BESIDE.items():
        tree = trees.get(part)
        for note in tree.iter(f"{_W}{kind}") if tree is not None else ():
            paragraphs = map(words_of, note.iter(f"{_W}p"))
            if words := " ".join(" ".join(paragraphs).split()):
                yield Line(text=f"{kind.capitalize()}: {words}", is_beside=True)


class _Reader:
    def __init__(self, trees: Mapping[str, Element]) -> None:
        styles = trees.get("styles")
        self.styles = _style_names(styles) if styles is not None else {}
        self.lists = WordLists(styles, trees.get("numbering"))

    def pieces(self, parent: Element, deep: int = 0) -> Iterator[Piece]:
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self.lines(child)
            elif child.tag == f"{_W}tbl":
                yield Grid(title="", rows=[self.row(row) for row in _rows(child)])
            elif child.tag in _WRAPPERS and deep < MOST_DEEP:
                yield from self.pieces(child, deep + 1)

    def lines(self, paragraph: Element, *, is_cell: bool = False) -> Iterator[Line]:
        """The paragraph's lines: a line break parts them, as people use it."""
        text = words_of(paragraph).strip()
        style = self.styles.get(_style(paragraph), "")
        label = self.lists.label(paragraph, _style(paragraph))
        if not text:
            # As in a column that Word itself numbers.
            if label != WordLists.POINT and is_cell and label:
                yield Line(text=label)
            return
        is_heading = style.startswith(_TITLES)
        is_strong = len(text) <= LONGEST_HEADING and _is_bold(paragraph)
        is_point = label == WordLists.POINT or style.startswith("list bullet")
        for at, line in enumerate(text.split("\n")):
            if line.strip():
                opening = WordLists.POINT if is_point and at == 0 else ""
                yield Line(
                    text=f"{opening}{line.strip()}",
                    is_heading=is_heading and not is_point,
                    is_strong=is_strong and not is_point,
                    label="" if is_point or at else label,
                )

    def row(self, row: Element) -> list[Cell]:
        found: list[Cell] = []
        for cell in _inside(row, f"{_W}tc"):
            made = self.cell(cell)
            beside = min(made.span, MOST_COLUMNS) - 1
            found += [made, *[Cell()] * beside]
        return found[:MOST_COLUMNS]

    def cell(self, cell: Element) -> Cell:
        about = cell.find(f"{_W}tcPr")
        merged = about.find(f"{_W}vMerge") if about is not None else None
        is_continued = merged is not None and _value(merged) in ("", "continue")
        shade = about.find(f"{_W}shd") if about is not None else None
        span = about.find(f"{_W}gridSpan") if about is not None else None
        lines = [
            line.text if not line.label else f"{line.label} {line.text}"
            for paragraph in cell.iter(f"{_W}p")
            for line in self.lines(paragraph, is_cell=True)
        ]
        across = _value(span) if span is not None else "1"
        return Cell(
            text="" if is_continued else "\n".join(lines),
            fill=shade.get(f"{_W}fill", "") if shade is not None else "",
            span=int(across) if across.isascii() and across.isdigit() else 1,
            is_continued=is_continued,
        )


def words_of(element: Element, deep: int = 0) -> str:
    """The words of a paragraph or of anything within one, without what was deleted."""
    found = []
    for child in element:
        if child.tag == f"{_W}t":
            found.append(child.text or "")
        elif child.tag in _SIGNS:
            found.append(_SIGNS[child.tag])
        elif child.tag == f"{_W}sym":
            found.append(_SYMBOLS.get(child.get(f"{_W}char", "").upper(), "•"))
        elif child.tag not in _DELETED and deep < MOST_DEEP:
            found.append(words_of(child, deep + 1))
    return "".join(found)


def _rows(table: Element) -> Iterator[Element]:
    return _inside(table, f"{_W}tr")


def _inside(parent: Element, tag: str, deep: int = 0) -> Iterator[Element]:
    """Children of a kind, through the wrappers that Word puts around some."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS and deep < MOST_DEEP:
            yield from _inside(child, tag, deep + 1)


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return _value(style) if style is not None else ""


def _value(element: Element) -> str:
    return element.get(f"{_W}val", "")


def _style_names(styles: Element) -> dict[str, str]:
    """What each style is called, by what the document calls it."""
    found = {}
    for style in styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None:
            found[style.get(f"{_W}styleId", "")] = _value(name).lower()
    return found


def _is_bold(paragraph: Element) -> bool:
    """Whether all its words are strong, as many write their headings."""
    runs = [run for run in paragraph.iter(f"{_W}r") if words_of(run).strip()]
    marks = [run.find(f"{_W}rPr/{_W}b") for run in runs]
    return bool(runs) and all(
        mark is not None and _value(mark) not in ("0", "false", "off") for mark in marks
    )
