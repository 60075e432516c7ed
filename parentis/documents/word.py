"""A document as .docx that a committee clerk can edit and publish.

Real heading styles, real lists, table header rows that repeat, text alternatives on
pictures, the document's language and properties, page numbers, links that work. Wide
tables stand on pages of their own, on their side.
"""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.coreprops import CoreProperties
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Cm, Length, Pt
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph

from parentis.documents import word_styles as styles
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
    Numbering,
    PageBreak,
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
from parentis.documents.word_marks import add_field, add_link, add_place

LONG_SIDE, SHORT_SIDE, MARGIN = Cm(29.7), Cm(21), Cm(2.2)
GAP = Pt(14)
LONGEST_PROPERTY = 255
"""Letters that a property of a Word file may have."""


def to_docx(document: Document) -> bytes:
    """The document as a .docx file, on A4."""
    written = _Writer(set_out(document)).write()
    file = BytesIO()
    written.save(file)
    return file.getvalue()


class _Writer:
    def __init__(self, ready: SetOut) -> None:
        self.ready = ready
        self.word: WordDocument = docx.Document()
        self.marked: set[str] = set()
        self.places = 0
        self.wants_new_page = False
        self.is_on_its_side = False
        self.numbering = ready.document.numbering

    def write(self) -> WordDocument:
        document = self.ready.document
        styles.dress(
            self.word,
            language=document.language,
            numbering=document.numbering,
            letters_taken=document.letters_taken,
        )
        if document.is_large:
            styles.enlarge(self.word)
        self.style_names = styles.names_in_file(self.word)
        self.properties()
        self.page()
        self.opening()
        for numbered in self.ready.blocks:
            self.block(numbered)
        self.notes()
        return self.word

    def properties(self) -> None:
        document, properties = self.ready.document, self.word.core_properties
        properties.title = document.title[:LONGEST_PROPERTY]
        properties.author = document.author[:LONGEST_PROPERTY]
        properties.subject = document.subtitle[:LONGEST_PROPERTY]
        properties.keywords = document.organisation[:LONGEST_PROPERTY]
        properties.language = document.language
        properties.comments = ""
        properties.last_modified_by = document.author[:LONGEST_PROPERTY]
        _date(properties, document.written_at)

    def page(self) -> None:
        document, section = self.ready.document, self.word.sections[0]
        _shape(section, on_its_side=False)
        section.different_first_page_header_footer = True
        running = (running_title(document.title), document.marking)
        heading = " | ".join(filter(None, running))
        section.header.paragraphs[0].add_run(heading.replace("\n", " "))
        for footer in (section.footer, section.first_page_footer):
            line = footer.paragraphs[0]
            self.dress(line, "Footer")
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if document.organisation:
                line.add_run(document.organisation + " | ")
            line.add_run("Page ")
            add_field(line, "PAGE", "1")
            line.add_run(" of ")
            add_field(line, "NUMPAGES", "1")

    def opening(self) -> None:
        document = self.ready.document
        for text, style in (
            (document.marking, styles.MARKING),
            (document.item, styles.MARKING),
            (document.organisation, "Normal"),
            (document.title, "Title"),
            (document.subtitle, "Subtitle"),
            (document.date_text, "Normal"),
        ):
            if not text:
                continue
            written = self.paragraph(text, style)
            if style == "Title" and is_long_title(text):
                written.runs[0].font.size = styles.LONG_TITLE
        self.pairs(KeyValues(document.head))

    def block(self, numbered: Numbered) -> None:
        block = numbered.block
        self.turn(on_its_side=numbered.is_on_its_side)
        match block:
            case Heading() as heading:
                self.heading(heading.text, heading.level, numbered.number)
            case Appendix() as appendix:
                self.appendix(appendix)
            case Paragraph() as paragraph:
                self.numbered_paragraph(paragraph, numbered.number)
            case Bullets() as bullets:
                style = "List Bullet 2" if numbered.is_inset else "List Bullet"
                for item in bullets.items:
                    self.paragraph(item, style)
            case Steps() as steps:
                self.steps(steps, is_inset=numbered.is_inset)
            case Recommendations() as asked:
                self.recommendations(asked)
            case _:
                self.exhibit(numbered)

    def exhibit(self, numbered: Numbered) -> None:
        match numbered.block:
            case Table() as table:
                self.table(table, numbered.number)
            case Chart() as chart:
                self.chart(chart, numbered.number)
            case KeyValues() as pairs:
                self.pairs(pairs)
            case PageBreak():
                self.wants_new_page = True

    def turn(self, *, on_its_side: bool) -> None:
        """Open pages of the other orientation where the next block needs them."""
        if on_its_side == self.is_on_its_side:
            return
        section = self.word.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        _shape(section, on_its_side=on_its_side)
        self.is_on_its_side = on_its_side
        self.wants_new_page = False

    def paragraph(self, text: Text, style: str) -> WordParagraph:
        paragraph = self.word.add_paragraph()
        self.dress(paragraph, style)
        if self.wants_new_page:
            paragraph.paragraph_format.page_break_before = True
            self.wants_new_page = False
        self.fill(paragraph, text)
        return paragraph

    def dress(self, paragraph: WordParagraph, style: str) -> None:
        """Give it a style by the style's name in the file.

        By the name in Word, python-docx looks through all styles each time.
        """
        paragraph._p.style = self.style_names[style]

    def heading(self, text: str, level: int, number: str) -> WordParagraph:
        heading = self.paragraph(text, f"Heading {level}")
        if not number and level <= styles.numbered_levels(self.numbering):
            styles.set_list(heading._p, styles.NO_LIST, 0)
            heading.paragraph_format.left_indent = Cm(0)
            heading.paragraph_format.first_line_indent = Cm(0)
        return heading

    def appendix(self, appendix: Appendix) -> None:
        self.wants_new_page = True
        heading = self.paragraph(appendix.title, "Heading 1")
        styles.set_list(heading._p, styles.APPENDIX_LIST, 0)

    def numbered_paragraph(self, paragraph: Paragraph, number: str) -> None:
        written = self.paragraph(
            paragraph.text, styles.NUMBERED if number else "Normal"
        )
        if leads(paragraph.text):
            written.paragraph_format.keep_with_next = True
        if number[:1].isalpha():
            styles.set_list(written._p, styles.APPENDIX_LIST, 1)
        elif self.numbering is Numbering.DEEP and number.count(".") == 1:
            styles.set_list(written._p, styles.MAIN_LIST, 1)

    def steps(self, steps: Steps, *, is_inset: bool) -> None:
        numbers = styles.new_numbers(self.word, begins=steps.begins)
        for item in steps.items:
            written = self.paragraph(item, styles.STEP)
            styles.set_list(written._p, numbers, 1 if is_inset else 0)

    def recommendations(self, asked: Recommendations) -> None:
        if asked.lead:
            self.paragraph(asked.lead, "Normal").paragraph_format.keep_with_next = True
        letters = styles.new_letters(self.word)
        for item in asked.items:
            written = self.paragraph(item, styles.RECOMMENDATION)
            styles.set_list(written._p, letters, 0)

    def pairs(self, pairs: KeyValues) -> None:
        if pairs.caption:
            self.paragraph(pairs.caption, "Caption")
        for label, text in pairs.rows:
            # A label that would reach the text beside it has a line of its own.
            apart = "\n" if len(label) > styles.LONGEST_LABEL else "\t"
            line = self.paragraph((Run(label, is_strong=True), apart), styles.DETAIL)
            self.fill(line, text)
            line.paragraph_format.keep_with_next = True
        if pairs.rows:
            line.paragraph_format.keep_with_next = False
            line.paragraph_format.space_after = GAP

    def table(self, table: Table, number: str) -> None:
        self.caption(table.caption, number)
        made = self.word.add_table(1, len(table.columns), style=styles.TABLE)
        _describe(made, table.caption)
        for row in table.rows:
            self.fill_row(made.add_row().cells, table, row)
        head = made.rows[0]
        self.fill_row(head.cells, table, [column.title for column in table.heads])
        for line in made._tbl.tr_lst:
            _mark(line.get_or_add_trPr(), "w:cantSplit")
        _join(made, table)
        _mark(head._tr.get_or_add_trPr(), "w:tblHeader")
        side = LONG_SIDE if table.is_wide else SHORT_SIDE
        _widen(made, column_shares(table), Length(side - 2 * MARGIN))
        self.remarks(table.notes)

    def fill_row(
        self, cells: Sequence[WordCell], table: Table, row: Sequence[Text]
    ) -> None:
        for cell, column, text in zip(cells, table.heads, row, strict=True):
            paragraph = cell.paragraphs[0]
            self.dress(paragraph, styles.TABLE_TEXT)
            if column.is_number:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            self.fill(paragraph, text)

    def chart(self, chart: Chart, number: str) -> None:
        self.caption(chart.title, number)
        holder = self.paragraph("", "Normal")
        holder.paragraph_format.keep_with_next = bool(chart.notes)
        picture = holder.add_run().add_picture(
            BytesIO(chart.drawing.png()), width=Length(SHORT_SIDE - 2 * MARGIN)
        )
        described = picture._inline.docPr
        described.set("descr", chart.alt)
        described.set("title", chart.title)
        if chart.notes:
            self.remarks(chart.notes)
        if chart.table:
            self.table(chart.table, "")

    def caption(self, text: str, number: str) -> None:
        caption = self.paragraph("", "Caption")
        if number:
            name, _, count = number.partition(" ")
            caption.add_run(f"{name} ")
            add_field(caption, f"SEQ {name} \\* ARABIC", count)
            caption.add_run(": ")
        self.fill(caption, text)

    def remarks(self, notes: Sequence[Text]) -> None:
        for note in notes or ("",):
            line = self.paragraph(note, styles.TABLE_NOTE)
            line.paragraph_format.keep_with_next = True
        line.paragraph_format.keep_with_next = False
        line.paragraph_format.space_after = GAP

    def notes(self) -> None:
        if not self.ready.notes:
            return
        self.turn(on_its_side=False)
        self.heading("Notes", 1, "")
        for at, note in enumerate(self.ready.notes, start=1):
            line = self.paragraph(f"{at}.\t", styles.NOTE)
            self.place(line, f"note_{at}")
            self.fill(line, note.text)
            if note.key in self.marked:
                line.add_run(" ")
                add_link(line, "Back to the text", place=f"mark_{at}")

    def fill(self, paragraph: WordParagraph, text: Text) -> None:
        for span in spans(text):
            match span:
                case NoteRef(key=key):
                    self.mark(paragraph, key)
                case Link():
                    add_link(paragraph, span.text, url=span.url)
                case Run():
                    run = paragraph.add_run(span.text)
                    run.bold = True if span.is_strong else None
                    run.italic = True if span.is_emphasis else None

    def mark(self, paragraph: WordParagraph, key: str) -> None:
        at = self.ready.note_numbers[key]
        if key not in self.marked:
            self.place(paragraph, f"mark_{at}")
        self.marked.add(key)
        add_link(paragraph, str(at), place=f"note_{at}").font.superscript = True

    def place(self, paragraph: WordParagraph, name: str) -> None:
        self.places += 1
        add_place(paragraph, name, self.places)


def _date(properties: CoreProperties, at: datetime | None) -> None:
    """Say when the file was made. The template's own date goes in any case."""
    if at:
        properties.created = properties.modified = at
        return
    element = properties._element
    for date in (
        *element.iter(qn("dcterms:created")),
        *element.iter(qn("dcterms:modified")),
    ):
        element.remove(date)


def _shape(section: Section, *, on_its_side: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if on_its_side else WD_ORIENT.PORTRAIT
    section.page_width = LONG_SIDE if on_its_side else SHORT_SIDE
    section.page_height = SHORT_SIDE if on_its_side else LONG_SIDE
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN


def _mark(properties: BaseOxmlElement, name: str) -> None:
    properties.append(OxmlElement(name))


def _join(made: WordTable, table: Table) -> None:
    """Keep a short table on one page, and of any table the last row by its notes."""
    rows = made._tbl.tr_lst
    together = rows if stays_together(table) else (rows[0], rows[-1])
    for row in together:
        for cell in row.tc_lst:
            for paragraph in cell.p_lst:
                paragraph.get_or_add_pPr().get_or_add_keepNext()


def _describe(table: WordTable, caption: str) -> None:
    """Name the table for who listens, and say that its first row and column head it."""
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is None:
        look = OxmlElement("w:tblLook")
        properties.append(look)
    for part, is_on in (("firstRow", 1), ("firstColumn", 1), ("lastRow", 0)):
        look.set(qn(f"w:{part}"), str(is_on))
    look.set(qn("w:val"), "04A0")
    title = OxmlElement("w:tblCaption")
    title.set(qn("w:val"), caption)
    properties.append(title)


def _widen(table: WordTable, shares: Sequence[int], width: Length) -> None:
    """Share the width of the page among the columns."""
    table.autofit = False
    total = sum(shares)
    widths = [Length(int(width * share / total)) for share in shares]
    for column, its_width in zip(table.columns, widths, strict=True):
        column.width = its_width
    for row in table._tbl.tr_lst:
        for cell, its_width in zip(row.tc_lst, widths, strict=True):
            cell.width = its_width
