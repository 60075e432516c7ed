"""The report as a tagged PDF."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from parentis.documents.content import (
    Appendix,
    Bullets,
    Document,
    Heading,
    KeyValues,
    Link,
    Note,
    NoteRef,
    PageBreak,
    Paragraph,
    Recommendations,
    Run,
    Steps,
    Table,
)
from parentis.documents.pdf import to_pdf
from parentis.documents.typeface import showable


def words(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def tags(pdf: PdfReader) -> Iterator[tuple[str, Any]]:
    """Every tag of the document's structure, with what it holds."""
    root: Any = pdf.trailer["/Root"]
    waiting = [root["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            if "/S" in node:
                yield str(node["/S"]), node
            if "/K" in node:
                waiting.append(node["/K"])


def test_it_is_tagged_as_pdf_ua(pdf: PdfReader) -> None:
    root: Any = pdf.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()


def test_it_says_its_title_and_author(pdf: PdfReader) -> None:
    assert pdf.metadata is not None
    assert pdf.metadata.title == "How our care leavers are doing"
    assert pdf.metadata.author == "Priya Okonkwo"
    assert str(pdf.metadata.creation_date).startswith("2025-09-02")


def test_headings_tables_lists_and_pictures_are_tagged(pdf: PdfReader) -> None:
    found = [tag for tag, _ in tags(pdf)]

    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/LI", "/Lbl", "/Figure"} <= {
        *found
    }
    assert found.count("/Figure") == 3
    assert found.count("/Table") == 5


def test_every_picture_says_what_it_shows(pdf: PdfReader) -> None:
    alternatives = [node.get("/Alt", "") for tag, node in tags(pdf) if tag == "/Figure"]

    assert all(alternatives)
    assert any(
        "Aldermere rose from 86% in 2016 to 94% in 2025" in words
        for words in alternatives
    )


def test_its_bookmarks_are_its_headings(pdf: PdfReader) -> None:
    titles = [entry.title for entry in pdf.outline if not isinstance(entry, list)]

    assert titles[:3] == ["Executive summary", "1Recommendations", "2Background"]


def test_numbers_and_figures_are_those_of_the_document(pdf: PdfReader) -> None:
    text = words(pdf)

    for expected in (
        "2.1 Every council sends",
        "(b) ask the Director",
        "Table 2: Care leavers aged 19 to 21, year ending 31 March 2025, per cent",
        "In education, employment or training 52.10 54.17 53.70 54.50",
        "Figure 3: What care leavers aged 19 to 21 do, 2025",
        "Appendix A: Every indicator",
        "A.1 The table has every indicator.",
        "1. In touch: the council had contact",
    ):
        assert expected in text


def test_a_wide_table_lies_on_its_side(pdf: PdfReader) -> None:
    shapes = [
        "wide" if page.mediabox.width > page.mediabox.height else ""
        for page in pdf.pages
    ]

    assert shapes == ["", "", "", "", "", "wide", "wide", ""]


def test_signs_the_font_has_not_are_marked_and_the_rest_is_kept() -> None:
    assert showable("Zoë Ŵyn £5 – “é” Ω Ж") == "Zoë Ŵyn £5 – “é” Ω Ж"
    assert showable("a😀b\n你") == "a\ufffdb\n\ufffd"


def test_a_name_in_another_script_does_not_cost_the_report() -> None:
    document = Document(title="Report", blocks=[Paragraph("Contact: غزة 你好 Zoë 😀")])
    pdf = PdfReader(BytesIO(to_pdf(document)))

    assert "Zoë" in words(pdf)


ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)


@settings(deadline=None, max_examples=40)
@given(ANYTHING)
@example('#panic("no") #read("/etc/passwd") $x$ *b* _e_ = H @l <l> \\ ` // /* [ ] { }')
@example("=\n- a\n+ b\n/ c: d\n~ --- ... https://a.example")
@example('\\u{1F600}\\n"')
@example("")
@example("\xad")
@example("0\xad")
@example("\u3164")
def test_no_text_breaks_the_pdf(text: str) -> None:
    document = Document(
        title=text,
        subtitle=text,
        organisation=text,
        date_text=text,
        author=text,
        marking=text,
        item=text,
        head=[(text, text)],
        notes=[Note("note", text)],
        blocks=[
            Heading(text),
            Paragraph((text, NoteRef("note"), Run(text, is_emphasis=True))),
            Paragraph((Link(text, f"https://a.example/{text}"),), is_numbered=True),
            Bullets([text]),
            Steps([text, text], begins=3),
            Recommendations([text], lead=text),
            KeyValues([(text, text)], caption=text),
            PageBreak(),
            Table(caption=text, columns=[text], rows=[[text]], notes=[text]),
            Appendix(text, [Paragraph(text)]),
        ],
    )

    assert to_pdf(document).startswith(b"%PDF-")


def test_what_looks_like_markup_is_printed_as_it_is() -> None:
    text = '#upper("a") *b* _c_ $d$ = e \\ <f> @g `h`'
    pdf = PdfReader(BytesIO(to_pdf(Document(title="T", blocks=[Paragraph(text)]))))

    assert text in words(pdf)
