"""The report as a committee clerk opens it in Word."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Length
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import given, settings
from hypothesis import strategies as st

from parentis.documents.content import (
    Block,
    Chart,
    Document,
    Heading,
    KeyValues,
    Link,
    Numbering,
    Paragraph,
    Recommendations,
    Run,
    Steps,
    Table,
)
from parentis.documents.numbering import set_out
from parentis.documents.tests.sample import sample_report
from parentis.documents.word import to_docx
from parentis.documents.word_styles import NUMBERS


def styled(word: WordDocument, style: str) -> list[str]:
    return [
        paragraph.text
        for paragraph in word.paragraphs
        if paragraph.style is not None and paragraph.style.name == style
    ]


def list_place(paragraph: WordParagraph) -> tuple[int, int] | None:
    """The list and level that Word takes: the paragraph's own, or its style's."""
    assert paragraph.style is not None
    for holder in (paragraph._p, paragraph.style.element):
        for number in holder.xpath("w:pPr/w:numPr[w:numId]"):
            level = number.ilvl.val if number.ilvl is not None else 0
            return number.numId.val, level
    return None


def as_word_counts(word: WordDocument) -> Iterator[str]:
    """The numbers Word would show, worked out from the file as Word does."""
    part = word.part.numbering_part.element
    kinds = {num.numId: num.abstractNumId.val for num in part.num_lst}
    forms = {
        (int(kind.get(qn("w:abstractNumId"))), int(level.get(qn("w:ilvl")))): (
            level.find(qn("w:lvlText")).get(qn("w:val")),
            level.find(qn("w:numFmt")).get(qn("w:val")),
        )
        for kind in part.iter(qn("w:abstractNum"))
        for level in kind.iter(qn("w:lvl"))
    }
    counts: dict[int, dict[int, int]] = {}
    for paragraph in word.paragraphs:
        place = list_place(paragraph)
        if place is None or kinds.get(place[0]) not in {101, 102, 103}:
            continue
        (name, level), count = place, counts.setdefault(place[0], {})
        count[level] = count.get(level, 0) + 1
        for deeper in [deep for deep in count if deep > level]:
            del count[deeper]
        shown = forms[kinds[name], level][0]
        for at in range(level + 1):
            form = forms[kinds[name], at][1]
            number = count.get(at, 0)
            letter = chr(ord("a") + number - 1)
            written = {"decimal": str(number), "lowerLetter": letter}
            shown = shown.replace(f"%{at + 1}", written.get(form, letter.upper()))
        yield shown


@pytest.mark.parametrize("numbering", list(Numbering))
def test_word_counts_as_the_document_does(numbering: Numbering) -> None:
    document = replace(sample_report(), numbering=numbering)
    expected: list[str] = []
    for numbered in set_out(document).blocks:
        match numbered.block:
            case Table() | Chart():
                continue
            case Recommendations():
                expected += numbered.letters
            case _ if numbered.number:
                ending = ":" if numbered.number.startswith("Appendix") else ""
                expected.append(numbered.number + ending)

    word = docx.Document(BytesIO(to_docx(document)))

    assert list(as_word_counts(word)) == expected


def test_steps_are_a_word_list_that_goes_on() -> None:
    blocks: list[Block] = [
        Steps(["one", "two"]),
        Paragraph("words"),
        Steps(["three"], begins=3),
    ]
    word = docx.Document(BytesIO(to_docx(Document(title="T", blocks=blocks))))
    part = word.part.numbering_part.element
    begins = {
        num.numId: num.xpath("w:lvlOverride/w:startOverride/@w:val")[0]
        for num in part.num_lst
        if num.abstractNumId.val == NUMBERS
        and num.xpath("w:lvlOverride/w:startOverride")
    }
    places = [list_place(each) for each in word.paragraphs if each.text != "words"]

    assert [begins[place[0]] for place in places if place and place[0]] == [
        *["1", "1", "3"]
    ]


def test_headings_are_word_headings(word: WordDocument) -> None:
    assert styled(word, "Title") == ["How our care leavers are doing"]
    assert styled(word, "Heading 1") == [
        "Executive summary",
        "Recommendations",
        "Background",
        "Keeping in touch",
        "Beside other councils",
        "What care leavers do",
        "Implications",
        "Background documents",
        "Every indicator",
        "How the figures are made",
        "Notes",
    ]
    assert styled(word, "Heading 2") == [
        "All care leavers aged 19 to 21",
        "What counts",
    ]


def test_captions_carry_their_numbers(word: WordDocument) -> None:
    assert styled(word, "Caption") == [
        "Figure 1: Care leavers aged 19 to 21 in touch",
        "The figures in the chart, per cent",
        "Table 1: Care leavers aged 19 to 21, year ending 31 March 2024, per cent",
        "Table 2: Care leavers aged 19 to 21, year ending 31 March 2025, per cent",
        "Figure 2: In education, employment or training, 2025",
        "Table 3: Care leavers aged 19 to 21 by activity, 2025",
        "Figure 3: What care leavers aged 19 to 21 do, 2025",
        "Table 4: Every indicator by year",
    ]


def test_the_first_row_of_every_table_is_its_header(word: WordDocument) -> None:
    for table in word.tables:
        rows = table._tbl.tr_lst
        repeats = [bool(row.xpath("w:trPr/w:tblHeader")) for row in rows]
        whole = [bool(row.xpath("w:trPr/w:cantSplit")) for row in rows]

        assert repeats == [True] + [False] * (len(rows) - 1)
        assert all(whole)
        assert table.style is not None
        assert table.style.name == "Report Table"


def test_a_benchmark_table_holds_its_figures(word: WordDocument) -> None:
    table = word.tables[2]

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        [
            "Indicator",
            "Statistical neighbours",
            "Aldermere",
            "Northern Marches",
            "England",
        ],
        ["In touch", "92.70", "94.12", "not published", "92.50"],
        ["In education, employment or training", "52.10", "54.17", "53.70", "54.50"],
        ["In suitable accommodation", "88.40", "89.22", "90.10", "88.30"],
    ]


def test_every_picture_says_what_it_shows(word: WordDocument) -> None:
    pictures = [shape._inline.docPr for shape in word.inline_shapes]

    assert [picture.get("title") for picture in pictures] == [
        "Care leavers aged 19 to 21 in touch",
        "In education, employment or training, 2025",
        "What care leavers aged 19 to 21 do, 2025",
    ]
    assert "Aldermere rose from 86% in 2016 to 94% in 2025" in pictures[0].get("descr")


def test_the_file_says_what_it_is_and_in_which_language(word: WordDocument) -> None:
    properties = word.core_properties

    assert properties.title == "How our care leavers are doing"
    assert properties.author == "Priya Okonkwo"
    assert (
        properties.subject
        == "Yearly report of figures to the Corporate Parenting Board"
    )
    assert properties.language == "en-GB"
    assert properties.created == datetime(2025, 9, 2, 10, 30, tzinfo=UTC)
    assert {
        lang.get(qn("w:val")) for lang in word.styles.element.iter(qn("w:lang"))
    } == {"en-GB"}


def test_a_wide_table_lies_on_its_side_on_a4(word: WordDocument) -> None:
    sizes = [
        (
            section.orientation,
            round(Length(section.page_width or 0).mm),
            round(Length(section.page_height or 0).mm),
        )
        for section in word.sections
    ]

    assert sizes == [
        (WD_ORIENT.PORTRAIT, 210, 297),
        (WD_ORIENT.LANDSCAPE, 297, 210),
        (WD_ORIENT.PORTRAIT, 210, 297),
    ]


def test_links_and_notes_lead_somewhere(word: WordDocument) -> None:
    body = word.element.body
    places = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    wanted = {
        link.get(qn("w:anchor"))
        for link in body.iter(qn("w:hyperlink"))
        if link.get(qn("w:anchor"))
    }
    addresses = {
        link.address for line in word.paragraphs for link in line.hyperlinks if link.url
    }

    assert wanted == {"note_1", "note_2", "mark_1", "mark_2"}
    assert wanted <= places
    assert addresses == {
        "mailto:priya.okonkwo@aldermere.example",
        "https://aldermere.example/offer",
    }


def test_pages_are_numbered_in_the_footer(word: WordDocument) -> None:
    for footer in (word.sections[0].footer, word.sections[0].first_page_footer):
        codes = [code.text for code in footer._element.iter(qn("w:instrText"))]

        assert codes == [" PAGE ", " NUMPAGES "]


def test_no_paragraph_is_empty(word: WordDocument) -> None:
    empty = [
        paragraph
        for paragraph in word.paragraphs
        if not paragraph.text
        and not paragraph._p.xpath(".//w:drawing")
        and not paragraph._p.xpath("w:pPr/w:sectPr")
        and paragraph.style is not None
        and paragraph.style.name != "Table Note"
    ]

    assert empty == []


@settings(deadline=None, max_examples=10)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_can_be_written(text: str) -> None:
    document = Document(
        title=text,
        subtitle=text,
        author=text,
        organisation=text,
        head=[(text, text)],
        blocks=[
            Heading(text),
            Paragraph((text, Run(text, is_strong=True), Link(text, f"https://{text}"))),
            KeyValues([(text, text)], caption=text),
            Table(caption=text, columns=[text], rows=[[text]], notes=[text]),
        ],
    )

    assert docx.Document(BytesIO(to_docx(document))).tables
