"""What a document says, apart from how it looks.

A report is built once as a `Document` and written three times: as HTML, as .docx and as
tagged PDF. Whoever builds one gives words, tables and charts; numbers of paragraphs,
recommendations, tables, figures and notes are given in one place, `numbering.py`, so
that "paragraph 2.3" is the same paragraph in all three.

Text is a `str`, or a tuple of `str`, `Run`, `Link` and `NoteRef` where part of it is
strong, a link or has a note. A line feed in a text is a line break.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True)
class Run:
    """Some words, said more strongly than those around them."""

    text: str
    is_strong: bool = False
    is_emphasis: bool = False


@dataclass(frozen=True)
class Link:
    """Words that lead to an address: https, http, mailto or tel.

    An address of any other kind is left out and the words stay.
    """

    text: str
    url: str


@dataclass(frozen=True)
class NoteRef:
    """A mark that leads to the note of this key in `Document.notes`."""

    key: str


Inline = str | Run | Link | NoteRef
Text = str | tuple[Inline, ...]


@dataclass(frozen=True)
class Note:
    """A note at the end of the document, numbered where it is first referred to.

    A note nobody refers to is still printed, after the others.
    """

    key: str
    text: Text


class Drawing(Protocol):
    """A picture of figures, drawn when somebody asks. `charts.py` makes them."""

    @property
    def key(self) -> str:
        """The same for the same picture: a file name or part of an address."""

    def svg(self) -> str:
        """The picture for the page and the PDF."""

    def png(self) -> bytes:
        """The picture for Word."""


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 opens a section, right beneath the document's title.

    Sections are numbered where `Document.numbering` says so, unless `is_numbered` is
    off.
    """

    text: str
    level: int = 1
    is_numbered: bool = True


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `is_numbered` as council reports do, so that people can cite it."""

    text: Text
    is_numbered: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list of short points in no order."""

    items: Sequence[Text]


@dataclass(frozen=True)
class Steps:
    """A list in order: 1., 2. … A list that goes on after other words `begins` later.

    What follows a step, points or paragraphs, belongs to it for whoever reads on.
    """

    items: Sequence[Text]
    begins: int = 1


@dataclass(frozen=True)
class Recommendations:
    """What the meeting is asked to decide, lettered (a), (b) …

    `lead` opens the sentence that each item completes: "The Board is asked to".
    """

    items: Sequence[Text]
    lead: Text = ""


@dataclass(frozen=True)
class Column:
    """The head of a column. Numbers stand to the right, so that digits line up."""

    title: str
    is_number: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of words. Numbers come already written: "40.96%", "hidden", "not held".

    Every row has as many cells as there are columns (`ValueError` otherwise). With
    `has_row_headers` the first cell of a row names the row. `notes` stand beneath it:
    where the figures come from. `is_wide` asks for a page on its side. Without
    `is_counted` it is no "Table 4": short facts laid side by side, such as contacts.
    """

    caption: str
    columns: Sequence[Column | str]
    rows: Sequence[Sequence[Text]]
    has_row_headers: bool = True
    notes: Sequence[Text] = ()
    is_wide: bool = False
    is_counted: bool = True

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                message = (
                    f"The table '{self.caption}' has {len(self.columns)} columns"
                    f" and a row of {len(row)} cells"
                )
                raise ValueError(message)

    @property
    def heads(self) -> tuple[Column, ...]:
        """The columns, each as a `Column`."""
        return tuple(
            column if isinstance(column, Column) else Column(column)
            for column in self.columns
        )


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart, what it shows in words, and the same figures as a table beneath it.

    `alt` may not be empty (`ValueError`): whoever cannot see the chart reads it.
    """

    title: str
    alt: str
    drawing: Drawing
    table: Table | None = None
    notes: Sequence[Text] = ()

    def __post_init__(self) -> None:
        if not self.alt.strip():
            message = f"The chart '{self.title}' needs a text that says what it shows"
            raise ValueError(message)


@dataclass(frozen=True)
class KeyValues:
    """Pairs of a label and what it holds: implications, background documents."""

    rows: Sequence[tuple[str, Text]]
    caption: str = ""


@dataclass(frozen=True)
class PageBreak:
    """What follows starts a new page. Nothing on a web page."""


@dataclass(frozen=True)
class Appendix:
    """Something attached: starts a new page, lettered A, B … in order."""

    title: str
    blocks: Sequence["Block"]


Block = (
    Heading
    | Paragraph
    | Bullets
    | Steps
    | Recommendations
    | Table
    | Chart
    | KeyValues
    | PageBreak
    | Appendix
)


class Numbering(StrEnum):
    """How numbered paragraphs are numbered.

    SECTIONS: sections 1, 2 … and in each its paragraphs 1.1, 1.2 …
    SUBHEADINGS: sections 1, 2 … and in each its sub-headings 1.1, 1.2 …; paragraphs
    have no number.
    DEEP: the same with paragraphs 1.1.1, 1.1.2 … beneath each sub-heading; those before
    the first sub-heading are counted with the sub-headings.
    PLAIN: paragraphs 1, 2 … through the document; sections have no number.
    NONE: neither has.
    """

    SECTIONS = "1.1"
    SUBHEADINGS = "1.1 sub-headings"
    DEEP = "1.1.1"
    PLAIN = "1"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Document:
    """A report, whole.

    `marking` says who may read it ("Open to the public"), and `item` which item of the
    agenda it is. `letters_taken` are those of documents attached to it, which come
    before its own appendices. `head` is the table that
    opens a committee report: (label, text) pairs: the meeting, contact officer and
    wards. `language` is a BCP 47 tag. `written_at` is for the file's properties.
    `is_large`: no text smaller than 14 point, for a reader of any age.
    """

    title: str
    blocks: Sequence[Block]
    language: str = "en-GB"
    subtitle: str = ""
    organisation: str = ""
    date_text: str = ""
    author: str = ""
    marking: str = ""
    item: str = ""
    letters_taken: int = 0
    head: Sequence[tuple[str, Text]] = ()
    notes: Sequence[Note] = field(default=())
    numbering: Numbering = Numbering.SECTIONS
    written_at: datetime | None = None
    is_large: bool = False
