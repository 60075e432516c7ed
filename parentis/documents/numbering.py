"""Which number each thing in a document has: given once, shown by all three outputs.

`set_out` also makes the text safe to write: control characters, which neither Word nor
a PDF can hold, are gone, and a heading never skips a level.
"""

import dataclasses
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Any

from parentis.documents.content import (
    Appendix,
    Block,
    Bullets,
    Chart,
    Document,
    Heading,
    Inline,
    Link,
    Note,
    NoteRef,
    Numbering,
    Paragraph,
    Recommendations,
    Run,
    Steps,
    Table,
    Text,
)

DEEPEST_LEVEL = 4
LONGEST_RUNNING = 80
"""Letters of a title that the head of a page has room for."""
WITH_SUBHEADINGS = frozenset({Numbering.SUBHEADINGS, Numbering.DEEP})
WITH_SECTIONS = WITH_SUBHEADINGS | {Numbering.SECTIONS}
UNNUMBERED = frozenset({Numbering.NONE, Numbering.SUBHEADINGS})
"""Paragraphs have no number in these."""
FILLERS = "\u115f\u1160\u3164\uffa0"
"""Letters by Unicode's tables that show nothing."""
SAFE_ADDRESSES = ("https://", "http://", "mailto:", "tel:")


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """A block with its number as people write it: "2.3", "Table 4", "Appendix A", "".

    `letters` are those of recommendations, "(a)", and of steps, "1.". `anchor` names
    the block in the document. With `is_on_its_side` it stands on a landscape page: a
    wide table, the headings right before it, and the whole of an appendix that has
    one. `is_inset` marks bullets that belong to the numbered paragraph or step before
    them.
    """

    block: Block
    number: str = ""
    letters: tuple[str, ...] = ()
    anchor: str = ""
    is_on_its_side: bool = False
    is_inset: bool = False


@dataclass(frozen=True, kw_only=True)
class SetOut:
    """A document ready to be written: its blocks in a row, its notes in order.

    An `Appendix` stands for its heading; its blocks follow it.
    """

    document: Document
    blocks: tuple[Numbered, ...]
    notes: tuple[Note, ...]
    note_numbers: dict[str, int]


def set_out(document: Document) -> SetOut:
    """The document with every number in its place.

    Raises `ValueError` where a note is referred to and is not there.
    """
    tidy = cleaned(document)
    notes = _notes_in_order(tidy)
    return SetOut(
        document=tidy,
        blocks=_turned(tuple(_Numberer(tidy).number(tidy.blocks))),
        notes=notes,
        note_numbers={note.key: at for at, note in enumerate(notes, start=1)},
    )


def spans(text: Text) -> tuple[Run | Link | NoteRef, ...]:
    """A text as a row of runs, links and marks. A link nobody may follow is a run."""
    parts = (text,) if isinstance(text, str) else text
    return tuple(_span(part) for part in parts if part)


def plain(text: Text) -> str:
    """The words alone."""
    return "".join(
        "" if isinstance(span, NoteRef) else span.text for span in spans(text)
    )


def leads(text: Text) -> bool:
    """Whether words open what follows them, so that no page ends with them.

    They are all strong, as a heading's are, or end in a colon.
    """
    parts = spans(text)
    is_strong = all(isinstance(part, Run) and part.is_strong for part in parts)
    return bool(parts) and (is_strong or plain(text).rstrip().endswith(":"))


def is_long_title(title: str) -> bool:
    """Whether a title is rather a sentence, and is set smaller."""
    return len(title) > LONGEST_RUNNING


def running_title(title: str) -> str:
    """The title in a line, for the head of each page: cut short between words."""
    return shorten(title, LONGEST_RUNNING, placeholder=" …")


def letter(position: int) -> str:
    """The letter of a place in a list, from 0: a … z, then aa, bb as in Word."""
    return chr(ord("a") + position % 26) * (position // 26 + 1)


def _span(part: Inline) -> Run | Link | NoteRef:
    if isinstance(part, str):
        return Run(part)
    if isinstance(part, Link) and not _may_be_followed(part):
        return Run(part.text)
    return part


def _may_be_followed(link: Link) -> bool:
    """Whether the address is safe and there is anything to see and click on."""
    return link.url.lower().startswith(SAFE_ADDRESSES) and any(
        unicodedata.category(letter)[0] in "LNPS" and letter not in FILLERS
        for letter in link.text
    )


def clean(text: str) -> str:
    """The text without characters that no XML and no PDF can hold. Line feeds stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(
        "\ufffd" if _is_unwritable(character) else character
        for character in lines
        if character == "\n" or not _is_control(character)
    )


def _is_control(character: str) -> bool:
    return character < " " or "\x7f" <= character <= "\x9f"


def _is_unwritable(character: str) -> bool:
    code = ord(character)
    return 0xD800 <= code <= 0xDFFF or code & 0xFFFE == 0xFFFE


def cleaned(thing: Any) -> Any:
    """The same content, every text in it clean. Drawings are left as they are."""
    if isinstance(thing, Numbering):
        return thing
    if isinstance(thing, str):
        return clean(thing)
    if isinstance(thing, (tuple, list)):
        return tuple(cleaned(part) for part in thing)
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        return replace(
            thing,
            **{
                part.name: cleaned(getattr(thing, part.name))
                for part in dataclasses.fields(thing)
                if part.name != "drawing"
            },
        )
    return thing


def _notes_in_order(document: Document) -> tuple[Note, ...]:
    notes = {note.key: note for note in document.notes}
    keys = dict.fromkeys(ref.key for ref in _references(document))
    for key in keys:
        if key not in notes:
            message = f"There is no note '{key}' in the document '{document.title}'"
            raise ValueError(message)
    return tuple(notes[key] for key in {**keys, **notes})


def _references(thing: Any) -> Iterator[NoteRef]:
    """The marks in the order in which people meet them."""
    if isinstance(thing, NoteRef):
        yield thing
    elif isinstance(thing, (tuple, list)):
        for part in thing:
            yield from _references(part)
    elif isinstance(thing, Document):
        yield from _references((thing.head, thing.blocks))
    elif isinstance(thing, Recommendations):
        yield from _references((thing.lead, thing.items))
    elif dataclasses.is_dataclass(thing):
        for part in dataclasses.fields(thing):
            yield from _references(getattr(thing, part.name))


class _Numberer:
    """Counts while walking through the blocks once."""

    def __init__(self, document: Document) -> None:
        self.numbering = document.numbering
        self.appendices = document.letters_taken
        self.sections = self.paragraphs = self.deep = 0
        self.tables = self.figures = self.headings = self.laid = 0
        self.section = self.sub_heading = ""
        self.in_appendix = ""
        self.level = 0
        self.before: Numbered | None = None

    def number(self, blocks: Sequence[Block]) -> Iterator[Numbered]:
        for block in blocks:
            is_wide = _is_wide(block)
            if isinstance(block, Appendix):
                for numbered in self._appendix(block):
                    yield replace(numbered, is_on_its_side=is_wide)
            else:
                yield self._placed(self._numbered(block), is_wide=is_wide)

    def _placed(self, numbered: Numbered, *, is_wide: bool) -> Numbered:
        was, self.before = self.before, numbered
        belongs = was is not None and (
            (isinstance(was.block, Paragraph) and bool(was.number))
            or (isinstance(was.block, Steps) and isinstance(numbered.block, Bullets))
        )
        is_inset = belongs and isinstance(numbered.block, Bullets | Steps)
        return replace(numbered, is_on_its_side=is_wide, is_inset=is_inset)

    def _numbered(self, block: Block) -> Numbered:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph(is_numbered=True):
                return self._paragraph(block)
            case Recommendations():
                letters = tuple(f"({letter(at)})" for at in range(len(block.items)))
                return Numbered(block=block, letters=letters)
            case Steps(begins=begins):
                numbers = range(begins, begins + len(block.items))
                return Numbered(block=block, letters=tuple(f"{at}." for at in numbers))
            case Table():
                return self._table(block)
            case Chart():
                self.figures += 1
                return _labelled(block, "Figure", self.figures)
            case _:
                return Numbered(block=block)

    def _table(self, table: Table) -> Numbered:
        if table.is_counted:
            self.tables += 1
            return _labelled(table, "Table", self.tables)
        self.laid += 1
        return Numbered(block=table, anchor=f"facts-{self.laid}")

    def _heading(self, heading: Heading) -> Numbered:
        wanted = heading.level + (1 if self.in_appendix else 0)
        # A reader who goes by headings would look for the level that is not there.
        self.level = max(1, min(wanted, self.level + 1, DEEPEST_LEVEL))
        self.headings += 1
        number = ""
        if self.level == 1:
            number = self._section(heading)
        elif self.level == 2:
            number = self._sub_heading(heading)
        return Numbered(
            block=replace(heading, level=self.level),
            number=number,
            anchor=f"section-{self.headings}",
        )

    def _section(self, heading: Heading) -> str:
        self.sub_heading = ""
        if self.numbering not in WITH_SECTIONS or not heading.is_numbered:
            self.section = ""
            return ""
        self.sections += 1
        self.paragraphs = 0
        self.section = str(self.sections)
        return self.section

    def _sub_heading(self, heading: Heading) -> str:
        has_number = self.section and heading.is_numbered and not self.in_appendix
        if self.numbering not in WITH_SUBHEADINGS or not has_number:
            return ""
        self.paragraphs += 1
        self.deep = 0
        self.sub_heading = f"{self.section}.{self.paragraphs}"
        return self.sub_heading

    def _appendix(self, appendix: Appendix) -> Iterator[Numbered]:
        so_far = self.paragraphs
        self.in_appendix = self.section = letter(self.appendices).upper()
        self.sub_heading = ""
        self.appendices += 1
        self.headings += 1
        self.paragraphs = 0
        self.level = 1
        yield Numbered(
            block=appendix,
            number=f"Appendix {self.in_appendix}",
            anchor=f"section-{self.headings}",
        )
        yield from self.number(appendix.blocks)
        self.in_appendix = self.section = ""
        self.paragraphs = so_far

    def _paragraph(self, paragraph: Paragraph) -> Numbered:
        number = self._next_paragraph()
        anchor = f"paragraph-{number.replace('.', '-')}" if number else ""
        return Numbered(block=paragraph, number=number, anchor=anchor)

    def _next_paragraph(self) -> str:
        in_section = self.numbering in WITH_SECTIONS
        # A section without a number lends its paragraphs none.
        if self.numbering in UNNUMBERED or (in_section and not self.section):
            return ""
        if self.sub_heading and self.numbering is Numbering.DEEP:
            self.deep += 1
            return f"{self.sub_heading}.{self.deep}"
        self.paragraphs += 1
        if in_section or self.in_appendix:
            return f"{self.section}.{self.paragraphs}"
        return str(self.paragraphs)


def _turned(blocks: tuple[Numbered, ...]) -> tuple[Numbered, ...]:
    """The blocks, with the headings of wide tables on the pages of their tables."""
    turned: list[Numbered] = []
    for numbered in reversed(blocks):
        is_heading = isinstance(numbered.block, Heading | Appendix)
        follows = is_heading and bool(turned) and turned[-1].is_on_its_side
        turned.append(
            replace(numbered, is_on_its_side=numbered.is_on_its_side or follows)
        )
    return tuple(reversed(turned))


def _is_wide(block: Block) -> bool:
    match block:
        case Table():
            return block.is_wide
        case Appendix():
            return any(map(_is_wide, block.blocks))
        case _:
            return False


def _labelled(block: Table | Chart, name: str, at: int) -> Numbered:
    return Numbered(block=block, number=f"{name} {at}", anchor=f"{name.lower()}-{at}")
