"""Words typed into a box, as paragraphs, points and headings of a document.

An officer writes plain text: a blank line between paragraphs, '- ' before a point,
'1. ' before a step and '# ' before a heading. `**strong**`, a web address and `[^code]`
(a note on that indicator) work inside a line. Whatever is none of these stays as it
was typed.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from itertools import groupby

from parentis.documents.content import (
    Block,
    Bullets,
    Heading,
    Inline,
    Link,
    NoteRef,
    Paragraph,
    Run,
    Steps,
    Text,
)

_POINT = re.compile(r"^\s*[-*•·]\s+(?P<words>.+)$")
_STEP = re.compile(r"^\s*(?P<number>\d{1,3})\.\s+(?P<words>.+)$")
_HEADING = re.compile(r"^\s*#{1,3}\s+(?P<words>.+?)\s*#*$")
_MARK = re.compile(
    r"\[\^(?P<note>[a-z0-9.-]+)\]"
    r"|\*\*(?P<strong>[^*]+)\*\*"
    r"|(?P<url>https?://[^\s<>\"]*[^\s<>\".,;:!?)\]])"
)


def note_mark(code: str) -> str:
    """How a note on an indicator is written in plain text."""
    return f"[^{code}]"


def inline(text: str, *, notes: Iterable[str] = ()) -> Text:
    """One paragraph's words. A mark of a note that is not in `notes` stays as typed."""
    known = frozenset(notes)
    parts = list(_inlines(text, known))
    if all(isinstance(part, str) for part in parts):
        return "".join(str(part) for part in parts)
    return tuple(parts)


def _inlines(text: str, notes: frozenset[str]) -> Iterator[Inline]:
    at = 0
    for found in _MARK.finditer(text):
        if found["note"] and found["note"] not in notes:
            continue
        if found.start() > at:
            yield text[at : found.start()]
        yield _marked(found)
        at = found.end()
    if at < len(text):
        yield text[at:]


def _marked(found: re.Match[str]) -> Inline:
    if found["note"]:
        return NoteRef(found["note"])
    if found["strong"]:
        return Run(found["strong"], is_strong=True)
    return Link(found["url"], found["url"])


def blocks(
    text: str, *, is_numbered: bool, notes: Iterable[str] = (), level: int = 2
) -> list[Block]:
    """The blocks of a text somebody typed. `level` is that of its headings."""
    known = frozenset(notes)
    found: list[Block] = []
    for kind, lines in _runs(text):
        words = [inline(line, notes=known) for line in lines]
        if kind is _Line.HEADING:
            found += [Heading(line, level=level) for line in lines]
        elif kind is _Line.STEP:
            found.append(_steps(lines, known))
        elif kind is _Line.POINT:
            found.append(Bullets(tuple(words)))
        elif kind is _Line.WORDS:
            whole = inline(" ".join(lines), notes=known)
            found.append(Paragraph(whole, is_numbered=is_numbered))
    return found


def as_text(found: Iterable[Block]) -> Text:
    """Blocks as lines of one cell, a blank line between paragraphs."""
    parts: list[Inline] = []
    for block in found:
        if isinstance(block, Bullets | Steps):
            for at, item in enumerate(block.items):
                mark = f"{block.begins + at}. " if isinstance(block, Steps) else "– "
                parts += ["\n", mark, *inlines(item)]
            continue
        if parts:
            parts.append("\n\n")
        if isinstance(block, Paragraph):
            parts += inlines(block.text)
        elif isinstance(block, Heading):
            parts.append(Run(block.text, is_strong=True))
    return tuple(parts)


def inlines(text: Text) -> tuple[Inline, ...]:
    """A text as the tuple that it may be."""
    return (text,) if isinstance(text, str) else text


def _steps(lines: list[str], notes: frozenset[str]) -> Steps:
    """Steps that follow one another, from the number that the first was given."""
    numbers, words = zip(*(line.split(". ", 1) for line in lines), strict=True)
    return Steps([inline(each, notes=notes) for each in words], int(numbers[0]))


class _Line(Enum):
    """What one line of the text is."""

    HEADING = auto()
    STEP = auto()
    POINT = auto()
    WORDS = auto()
    BLANK = auto()


def _runs(text: str) -> Iterator[tuple[_Line, list[str]]]:
    """Lines of one kind that stand together, without what marks them as such."""
    for kind, lines in groupby(map(_read, text.splitlines()), key=lambda line: line[0]):
        yield kind, [words for _, words in lines]


def _read(line: str) -> tuple[_Line, str]:
    if heading := _HEADING.match(line):
        return _Line.HEADING, heading["words"]
    if step := _STEP.match(line):
        return _Line.STEP, f"{step['number']}. {step['words'].strip()}"
    if point := _POINT.match(line):
        return _Line.POINT, point["words"].strip()
    return (_Line.WORDS if line.strip() else _Line.BLANK), line.strip()


def plain(text: str) -> str:
    """The words without their marks, for places that take no links or notes."""
    without_notes = re.sub(r"\[\^[a-z0-9.-]+\]", "", text)
    return re.sub(r"\*\*([^*]+)\*\*", r"\1", without_notes).strip()
