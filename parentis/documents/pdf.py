"""A document as a tagged PDF (PDF/UA-1), set by Typst.

The words go to Typst as data and its template, `document.typ`, lays them out: nothing
a person typed can be taken for markup. Typst itself refuses to make a PDF/UA with a
picture that has no alternative text.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any
from unicodedata import category

import typst

from parentis.documents import typeface, typesetting
from parentis.documents.columns import column_shares, stays_together
from parentis.documents.content import (
    Appendix,
    Bullets,
    Chart,
    Document,
    Heading,
    KeyValues,
    Link,
    NoteRef,
    Paragraph,
    Recommendations,
    Run,
    Steps,
    Table,
    Text,
)
from parentis.documents.numbering import (
    Numbered,
    SetOut,
    is_long_title,
    leads,
    running_title,
    set_out,
    spans,
)

TEMPLATE = Path(__file__).parent / "document.typ"
# Typst brings a monospaced font with many more signs (arrows, marks) than ours has.
FONTS = (typeface.FAMILY, "DejaVu Sans Mono")

Data = dict[str, Any]


def to_pdf(document: Document) -> bytes:
    """The document as PDF/UA-1, on A4, with bookmarks.

    A character that no font at hand can show becomes a replacement mark. Raises
    `typst.TypstError` where Typst refuses the document, which the tests rule out.
    """
    data = _Writer(set_out(document)).document()
    words = json.dumps(data, ensure_ascii=False)
    template = TEMPLATE.read_bytes()
    try:
        return typesetting.to_pdf(template, words)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return typesetting.to_pdf(template, typeface.showable(words))


class _Writer:
    """Turns a document into the data that `document.typ` reads."""

    def __init__(self, ready: SetOut) -> None:
        self.ready = ready
        self.marked: set[str] = set()

    def document(self) -> Data:
        document = self.ready.document
        language, _, region = document.language.partition("-")
        # In this order: a note leads back to the first of its marks.
        head = self.pairs(KeyValues(document.head))
        pages = list(self.pages())
        return {
            "title": document.title or "Untitled",
            "long-title": is_long_title(document.title),
            "running": running_title(document.title),
            "authors": [name for name in (document.author,) if name],
            "description": document.subtitle,
            "written": _day(document.written_at),
            "fonts": FONTS,
            "large": document.is_large,
            "language": language.lower(),
            "region": region.upper() or None,
            "organisation": document.organisation,
            "marking": document.marking,
            "item": document.item,
            "subtitle": document.subtitle,
            "date": document.date_text,
            "head": head,
            "pages": pages,
            "notes": list(self.notes()),
        }

    def pages(self) -> Iterator[Data]:
        """The blocks, parted where the paper turns."""
        turns = groupby(self.ready.blocks, key=lambda block: block.is_on_its_side)
        for at, (flipped, group) in enumerate(turns):
            blocks = [self.block(numbered) for numbered in group]
            if at > 0 or flipped:
                # The turn has opened a page already.
                blocks[0]["new-page"] = False
            yield {"flipped": flipped, "blocks": blocks}

    def notes(self) -> Iterator[Data]:
        for at, note in enumerate(self.ready.notes, start=1):
            is_marked = note.key in self.marked
            yield {"number": at, "text": self.text(note.text), "marked": is_marked}

    def block(self, numbered: Numbered) -> Data:
        match numbered.block:
            case Heading() as heading:
                return _heading(numbered.number, heading.text, heading.level)
            case Appendix() as appendix:
                number = numbered.number + ":"
                return _heading(number, appendix.title, 1, starts_page=True)
            case Paragraph() as paragraph:
                return {
                    "kind": "paragraph",
                    "number": numbered.number,
                    "leads": leads(paragraph.text),
                    "text": self.text(paragraph.text),
                }
            case Bullets() as bullets:
                return {
                    "kind": "bullets",
                    "indented": numbered.is_inset,
                    "items": self.texts(bullets.items),
                }
            case _:
                return self.exhibit(numbered)

    def exhibit(self, numbered: Numbered) -> Data:
        match numbered.block:
            case Steps() as steps:
                return {
                    "kind": "steps",
                    "indented": numbered.is_inset,
                    "begins": steps.begins,
                    "items": self.texts(steps.items),
                }
            case Recommendations() as asked:
                return {
                    "kind": "recommendations",
                    "lead": self.text(asked.lead),
                    "letters": numbered.letters,
                    "items": self.texts(asked.items),
                }
            case Table() as table:
                return self.table(table, numbered.number)
            case Chart() as chart:
                return self.chart(chart, numbered.number)
            case KeyValues() as pairs:
                return self.pairs(pairs)
            case _:
                return {"kind": "page-break"}

    def table(self, table: Table, number: str) -> Data:
        return {
            "kind": "table",
            "caption": f"{number}: {table.caption}" if number else table.caption,
            "heads": [column.title for column in table.heads],
            "numbers": [column.is_number for column in table.heads],
            "widths": column_shares(table),
            "rows": [self.texts(row) for row in table.rows],
            "notes": self.texts(table.notes),
            "together": stays_together(table),
        }

    def chart(self, chart: Chart, number: str) -> Data:
        return {
            "kind": "chart",
            "title": f"{number}: {chart.title}",
            "alt": chart.alt,
            "svg": chart.drawing.svg(),
            "table": self.table(chart.table, "") if chart.table else None,
            "notes": self.texts(chart.notes),
        }

    def pairs(self, pairs: KeyValues) -> Data:
        return {
            "kind": "pairs",
            "caption": pairs.caption,
            "rows": [(label, self.text(text)) for label, text in pairs.rows],
        }

    def texts(self, texts: Sequence[Text]) -> list[list[Data]]:
        return [self.text(text) for text in texts]

    def text(self, text: Text) -> list[Data]:
        return [self.span(span) for span in spans(text)]

    def span(self, span: Run | Link | NoteRef) -> Data:
        match span:
            case NoteRef(key=key):
                is_first = key not in self.marked
                self.marked.add(key)
                return {"note": self.ready.note_numbers[key], "first": is_first}
            case Link():
                return {"text": _without_marks(span.text), "url": span.url}
            case Run():
                return {
                    "text": span.text,
                    "strong": span.is_strong,
                    "emphasis": span.is_emphasis,
                }


def _day(at: datetime | None) -> Data | None:
    return {"year": at.year, "month": at.month, "day": at.day} if at else None


def _without_marks(text: str) -> str:
    """The text without invisible marks of format, such as soft hyphens.

    Typst 0.15 fails on a link that ends in one.
    """
    return "".join(letter for letter in text if category(letter) != "Cf")


def _heading(number: str, text: str, level: int, *, starts_page: bool = False) -> Data:
    return {
        "kind": "heading",
        "number": number,
        "text": text,
        "level": level,
        "new-page": starts_page,
    }
