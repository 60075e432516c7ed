"""A document as a web page: by itself, or as a part of a page of the product.

The classes are those of govuk-frontend (`govuk-heading-l`, `govuk-body`, `govuk-table`,
`govuk-list`, `govuk-link`, `govuk-summary-list`) and these of our own, which the
product styles too:

- `document`: the whole; `document__marking`, `document__organisation`,
  `document__subtitle`, `document__date`: lines around its title
- `document__paragraph`: a numbered paragraph; `document__number`: the number of a
  paragraph, heading or recommendation
- `document__inset`: bullets that belong to the numbered paragraph before them
- `document__recommendations`: the lettered list
- `document__words`: a table of words, whose rows are cards on a narrow screen
- `document__scroll`: lets a wide table or a chart scroll by itself on a narrow screen;
  `document__caption`: a table's caption, which stays in sight then
- `document__table-notes`: the notes beneath a table or chart
- `document__figure`, `document__picture`: a chart
- `document__notes`, `document__note-mark`: the notes at the end, and their marks
- `document__new-page`: starts a new page in print

There is no `style` attribute and no script, so a strict content security policy holds.
"""

import base64
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path

from parentis.documents.content import (
    Appendix,
    Bullets,
    Chart,
    Column,
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
from parentis.documents.numbering import Numbered, SetOut, set_out, spans

ChartAddress = Callable[[Chart], str]

STYLES = Path(__file__).parent / "document.css"
ITEM = "document__item govuk-body govuk-!-font-weight-bold"
HEADING_SIZES = ("l", "m", "s", "s")


def to_html(document: Document) -> str:
    """A page that stands by itself: its styles and charts are inside it."""
    ready = set_out(document)
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(ready.document.title)}</title>\n"
        f'<meta name="author" content="{escape(_made_by(ready.document))}">\n'
        f"<style>\n{STYLES.read_text(encoding='utf-8')}</style>\n</head>\n"
        f"<body>\n<main>\n{_whole(ready, inside_address)}</main>\n</body>\n</html>\n"
    )


def to_html_fragment(
    document: Document, *, chart_address: ChartAddress | None = None
) -> str:
    """The document for a page of the product, its title as the page's `h1`.

    `chart_address` gives the address that serves a chart's SVG; without it the picture
    is inside the page, and a content security policy must then allow `img-src data:`.
    """
    return _whole(set_out(document), chart_address or inside_address)


def inside_address(chart: Chart) -> str:
    """The chart itself, written as an address."""
    picture = base64.b64encode(chart.drawing.svg().encode()).decode()
    return f"data:image/svg+xml;base64,{picture}"


def _made_by(document: Document) -> str:
    return document.author or document.organisation


def _whole(ready: SetOut, address: ChartAddress) -> str:
    writer = _Writer(ready, address)
    parts = [*writer.opening(), *map(writer.block, ready.blocks), *writer.closing()]
    return (
        '<article class="document">\n'
        + "\n".join(filter(None, parts))
        + "\n</article>\n"
    )


class _Writer:
    def __init__(self, ready: SetOut, address: ChartAddress) -> None:
        self.ready = ready
        self.address = address
        self.marked: set[str] = set()

    def opening(self) -> Iterator[str]:
        document = self.ready.document
        yield _line("document__marking", document.marking)
        yield _line(ITEM, document.item)
        yield _line("document__organisation", document.organisation)
        yield f'<h1 class="govuk-heading-xl">{_lines(document.title)}</h1>'
        yield _line("document__subtitle govuk-body-l", document.subtitle)
        yield _line("document__date", document.date_text)
        if document.head:
            yield self.pairs(KeyValues(document.head))

    def closing(self) -> Iterator[str]:
        if not self.ready.notes:
            return
        yield '<section class="document__notes" aria-labelledby="notes">'
        yield '<h2 class="govuk-heading-m" id="notes">Notes</h2>'
        yield '<ol class="govuk-list govuk-list--number">'
        for at, note in enumerate(self.ready.notes, start=1):
            back = (
                f' <a class="govuk-link" href="#note-{at}-mark">'
                f"Back to the text<span class="
                f'"govuk-visually-hidden"> of note {at}</span></a>'
                if note.key in self.marked
                else ""
            )
            yield f'<li id="note-{at}">{self.text(note.text)}{back}</li>'
        yield "</ol>\n</section>"

    def block(self, numbered: Numbered) -> str:
        match numbered.block:
            case Heading() as heading:
                return self.heading(heading, numbered)
            case Appendix() as appendix:
                return self.appendix(appendix, numbered)
            case Paragraph() as paragraph:
                return self.paragraph(paragraph, numbered)
            case Bullets() as bullets:
                return self.bullets(bullets, numbered)
            case Steps() as steps:
                return self.steps(steps, numbered)
            case Recommendations() as recommendations:
                return self.recommendations(recommendations, numbered)
            case _:
                return self.exhibit(numbered)

    def exhibit(self, numbered: Numbered) -> str:
        match numbered.block:
            case Table() as table:
                return self.table(table, number=numbered.number, anchor=numbered.anchor)
            case Chart() as chart:
                return self.chart(chart, numbered)
            case KeyValues() as pairs:
                return self.pairs(pairs)
            case _:
                return '<div class="document__new-page"></div>'

    def heading(self, heading: Heading, numbered: Numbered) -> str:
        tag = f"h{heading.level + 1}"
        size = HEADING_SIZES[heading.level - 1]
        return (
            f'<{tag} class="govuk-heading-{size}" id="{numbered.anchor}">'
            f"{_number(numbered.number)}{_lines(heading.text)}</{tag}>"
        )

    def appendix(self, appendix: Appendix, numbered: Numbered) -> str:
        return (
            '<h2 class="govuk-heading-l document__new-page"'
            f' id="{numbered.anchor}">{numbered.number}: {_lines(appendix.title)}</h2>'
        )

    def paragraph(self, paragraph: Paragraph, numbered: Numbered) -> str:
        if not numbered.number:
            return f'<p class="govuk-body">{self.text(paragraph.text)}</p>'
        return (
            f'<p class="govuk-body document__paragraph" id="{numbered.anchor}">'
            f"{_number(numbered.number)}{self.text(paragraph.text)}</p>"
        )

    def bullets(self, bullets: Bullets, numbered: Numbered) -> str:
        inset = " document__inset" if numbered.is_inset else ""
        items = "\n".join(f"<li>{self.text(item)}</li>" for item in bullets.items)
        return f'<ul class="govuk-list govuk-list--bullet{inset}">\n{items}\n</ul>'

    def steps(self, steps: Steps, numbered: Numbered) -> str:
        inset = " document__inset" if numbered.is_inset else ""
        start = f' start="{steps.begins}"' if steps.begins != 1 else ""
        items = "\n".join(f"<li>{self.text(item)}</li>" for item in steps.items)
        kind = f"govuk-list govuk-list--number{inset}"
        return f'<ol class="{kind}"{start}>\n{items}\n</ol>'

    def recommendations(self, asked: Recommendations, numbered: Numbered) -> str:
        lead = (
            f'<p class="govuk-body">{self.text(asked.lead)}</p>' if asked.lead else ""
        )
        items = "\n".join(
            f"<li>{_number(letters)}{self.text(item)}</li>"
            for letters, item in zip(numbered.letters, asked.items, strict=True)
        )
        # The letters are words, not list marks, so that they are read and copied too.
        listed = f'<ul class="govuk-list document__recommendations">\n{items}\n</ul>'
        return f"{lead}\n{listed}"

    def table(self, table: Table, *, number: str, anchor: str) -> str:
        heads = table.heads
        head = "".join(
            f'<th scope="col" class="govuk-table__header{_side(column)}">'
            f"{_lines(column.title)}</th>"
            for column in heads
        )
        rows = "\n".join(self.row(table, row) for row in table.rows)
        title = f"{number}: {table.caption}" if number else table.caption
        words = " document__words" if _is_of_words(table) else ""
        return (
            f'<div class="document__scroll" role="region" tabindex="0"'
            f' aria-labelledby="{anchor}-caption">\n'
            f'<table class="govuk-table{words}">\n'
            '<caption class="govuk-table__caption govuk-table__caption--s"'
            f' id="{anchor}-caption"><span class="document__caption">'
            f"{_lines(title)}</span></caption>\n"
            '<thead class="govuk-table__head">'
            f'<tr class="govuk-table__row">{head}</tr></thead>\n'
            f'<tbody class="govuk-table__body">\n{rows}\n</tbody>\n</table>\n</div>'
            f"{self.remarks(table.notes)}"
        )

    def row(self, table: Table, row: Sequence[Text]) -> str:
        cells = [
            f'<td class="govuk-table__cell{_cell_side(column)}"'
            f"{_label(table, column, text)}>{self.text(text)}</td>"
            for column, text in zip(table.heads, row, strict=True)
        ]
        if table.has_row_headers and cells:
            cells[0] = (
                f'<th scope="row" class="govuk-table__header">{self.text(row[0])}</th>'
            )
        return f'<tr class="govuk-table__row">{"".join(cells)}</tr>'

    def chart(self, chart: Chart, numbered: Numbered) -> str:
        anchor = numbered.anchor
        beneath = (
            "\n" + self.table(chart.table, number="", anchor=f"{anchor}-table")
            if chart.table
            else ""
        )
        return (
            f'<figure class="document__figure" id="{anchor}">\n'
            f'<figcaption class="govuk-heading-s" id="{anchor}-caption">'
            f"{numbered.number}: {_lines(chart.title)}</figcaption>\n"
            '<div class="document__scroll" role="region" tabindex="0"'
            f' aria-labelledby="{anchor}-caption">\n'
            f'<img class="document__picture" src="{escape(self.address(chart))}"'
            f' alt="{escape(chart.alt)}">\n</div>\n</figure>'
            f"{self.remarks(chart.notes)}{beneath}"
        )

    def remarks(self, notes: Sequence[Text]) -> str:
        if not notes:
            return ""
        lines = "".join(
            f'<p class="govuk-body-s">{self.text(note)}</p>' for note in notes
        )
        return f'\n<div class="document__table-notes">{lines}</div>'

    def pairs(self, pairs: KeyValues) -> str:
        caption = (
            f'<h3 class="govuk-heading-s">{_lines(pairs.caption)}</h3>\n'
            if pairs.caption
            else ""
        )
        rows = "\n".join(
            '<div class="govuk-summary-list__row">'
            f'<dt class="govuk-summary-list__key">{_lines(label)}</dt>'
            f'<dd class="govuk-summary-list__value">{self.text(text)}</dd></div>'
            for label, text in pairs.rows
        )
        return f'{caption}<dl class="govuk-summary-list">\n{rows}\n</dl>'

    def text(self, text: Text) -> str:
        return "".join(map(self.span, spans(text)))

    def span(self, span: Run | Link | NoteRef) -> str:
        match span:
            case NoteRef(key=key):
                return self.mark(key)
            case Link():
                return (
                    f'<a class="govuk-link" href="{escape(span.url)}">'
                    f"{_lines(span.text)}</a>"
                )
            case Run():
                words = _lines(span.text)
                words = f"<em>{words}</em>" if span.is_emphasis else words
                return f"<strong>{words}</strong>" if span.is_strong else words

    def mark(self, key: str) -> str:
        at = self.ready.note_numbers[key]
        anchor = "" if key in self.marked else f' id="note-{at}-mark"'
        self.marked.add(key)
        return (
            f'<sup class="document__note-mark"><a class="govuk-link"{anchor}'
            f' href="#note-{at}"><span class="govuk-visually-hidden">note </span>'
            f"{at}</a></sup>"
        )


def _line(classes: str, text: str) -> str:
    return f'<p class="{classes}">{_lines(text)}</p>' if text else ""


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _number(number: str) -> str:
    return f'<span class="document__number">{number}</span> ' if number else ""


def _is_of_words(table: Table) -> bool:
    """Whether sentences stand beside each other, for which a telephone has no room."""
    return sum(not each.is_number for each in table.heads) > 1


def _label(table: Table, column: Column, text: Text) -> str:
    """What a cell is of, where its row is a card; an empty one is of nothing."""
    if not text or not _is_of_words(table):
        return ""
    return f' data-label="{escape(" ".join(column.title.split()).rstrip("?"))}"'


def _side(column: Column) -> str:
    return " govuk-table__header--numeric" if column.is_number else ""


def _cell_side(column: Column) -> str:
    return " govuk-table__cell--numeric" if column.is_number else ""
