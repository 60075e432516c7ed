"""One number for each thing, wherever the document is read."""

import pytest

from parentis.documents.content import (
    Appendix,
    Block,
    Bullets,
    Chart,
    Document,
    Heading,
    Link,
    Note,
    NoteRef,
    Numbering,
    Paragraph,
    Recommendations,
    Run,
    Steps,
    Table,
)
from parentis.documents.numbering import leads, letter, plain, set_out, spans


def numbers(*blocks: Block, numbering: Numbering = Numbering.SECTIONS) -> list[str]:
    document = Document(title="T", blocks=blocks, numbering=numbering)
    return [numbered.number for numbered in set_out(document).blocks]


def numbered(text: str) -> Paragraph:
    return Paragraph(text, is_numbered=True)


def table(*, is_wide: bool = False) -> Table:
    return Table(caption="Years", columns=["Year"], rows=[["2025"]], is_wide=is_wide)


def test_paragraphs_are_numbered_within_their_section() -> None:
    blocks = (Heading("A"), numbered("a"), numbered("b"), Heading("B"), numbered("c"))

    assert numbers(*blocks) == ["1", "1.1", "1.2", "2", "2.1"]


def test_paragraphs_may_be_numbered_through_the_document() -> None:
    blocks = (Heading("A"), numbered("a"), Heading("B"), numbered("b"))

    assert numbers(*blocks, numbering=Numbering.PLAIN) == ["", "1", "", "2"]
    assert numbers(*blocks, numbering=Numbering.NONE) == ["", "", "", ""]


def test_a_section_without_a_number_lends_none_to_its_paragraphs() -> None:
    summary = Heading("Executive summary", is_numbered=False)

    assert numbers(summary, numbered("a"), Heading("B"), numbered("b")) == [
        "",
        "",
        "1",
        "1.1",
    ]


def test_a_subheading_does_not_interrupt_the_count() -> None:
    blocks = (Heading("A"), numbered("a"), Heading("A a", level=2), numbered("b"))

    assert numbers(*blocks) == ["1", "1.1", "", "1.2"]


def test_subheadings_may_be_numbered_in_place_of_paragraphs() -> None:
    blocks = (
        Heading("Summary", is_numbered=False),
        Heading("S a", level=2),
        Heading("A"),
        Heading("A a", level=2),
        numbered("a"),
        Heading("A b", level=2),
        Heading("deeper", level=3),
        Heading("B"),
        Heading("B a", level=2),
        Appendix("One", [Heading("C"), numbered("c")]),
    )

    assert numbers(*blocks, numbering=Numbering.SUBHEADINGS) == [
        *["", "", "1", "1.1", "", "1.2", "", "2", "2.1", "Appendix A", "", ""]
    ]


def test_paragraphs_may_be_numbered_beneath_numbered_subheadings() -> None:
    blocks = (
        Heading("A"),
        numbered("a"),
        Heading("A a", level=2),
        numbered("b"),
        numbered("c"),
        Heading("B"),
        numbered("d"),
    )

    assert numbers(*blocks, numbering=Numbering.DEEP) == [
        *["1", "1.1", "1.2", "1.2.1", "1.2.2", "2", "2.1"]
    ]


def test_steps_go_on_from_where_they_begin() -> None:
    blocks: list[Block] = [
        Steps(["one", "two"]),
        Paragraph("words"),
        Steps(["three"], begins=3),
    ]
    ready = set_out(Document(title="T", blocks=blocks))

    assert [block.letters for block in ready.blocks] == [("1.", "2."), (), ("3.",)]


def test_facts_laid_side_by_side_are_no_numbered_table() -> None:
    contacts = Table(caption="Ask", columns=["A"], rows=[["b"]], is_counted=False)

    assert numbers(contacts, table()) == ["", "Table 1"]


def test_documents_attached_take_the_first_letters() -> None:
    document = Document(title="T", blocks=[Appendix("Ours", [])], letters_taken=2)

    assert set_out(document).blocks[0].number == "Appendix C"


def test_an_appendix_has_a_letter_and_its_paragraphs_begin_with_it() -> None:
    first = Appendix("One", [numbered("a"), numbered("b")])
    second = Appendix("Two", [numbered("c")])

    assert numbers(Heading("A"), numbered("a"), first, second) == [
        "1",
        "1.1",
        "Appendix A",
        "A.1",
        "A.2",
        "Appendix B",
        "B.1",
    ]


def test_the_count_goes_on_after_an_appendix() -> None:
    blocks = (numbered("a"), Appendix("One", [numbered("b")]), numbered("c"))

    assert numbers(*blocks, numbering=Numbering.PLAIN) == [
        "1",
        "Appendix A",
        "A.1",
        "2",
    ]


def test_tables_are_counted_through_appendices() -> None:
    assert numbers(table(), Appendix("One", [table()])) == [
        "Table 1",
        "Appendix A",
        "Table 2",
    ]


def test_letters_go_on_after_z_as_word_has_them() -> None:
    assert [letter(at) for at in (0, 2, 25, 26, 27)] == ["a", "c", "z", "aa", "bb"]


def test_each_list_of_recommendations_begins_at_a() -> None:
    blocks = [Recommendations(["one", "two"]), Recommendations(["three"])]
    ready = set_out(Document(title="T", blocks=blocks))

    assert [block.letters for block in ready.blocks] == [("(a)", "(b)"), ("(a)",)]


def test_a_heading_never_skips_a_level() -> None:
    blocks = [Heading("A", level=3), Heading("B", level=4), Heading("C", level=9)]
    ready = set_out(Document(title="T", blocks=blocks))

    assert [
        block.block.level for block in ready.blocks if isinstance(block.block, Heading)
    ] == [1, 2, 3]


def test_notes_are_numbered_as_a_reader_meets_them() -> None:
    """The head of the report comes first, whatever order the notes were given in."""
    document = Document(
        title="T",
        head=[("Report of", ("Director", NoteRef("head")))],
        blocks=[
            Recommendations(
                [("do it", NoteRef("item"))], lead=("To:", NoteRef("lead"))
            ),
            Paragraph(("again", NoteRef("head"))),
        ],
        notes=[Note(key, key) for key in ("nowhere", "item", "lead", "head")],
    )

    assert set_out(document).note_numbers == {
        "head": 1,
        "lead": 2,
        "item": 3,
        "nowhere": 4,
    }


def test_a_reference_to_no_note_is_refused() -> None:
    document = Document(title="Ours", blocks=[Paragraph(("a", NoteRef("gone")))])

    with pytest.raises(ValueError, match="no note 'gone' in the document 'Ours'"):
        set_out(document)


def test_words_that_open_what_follows_are_told_from_others() -> None:
    assert leads((Run("Update, 3 May 2026", is_strong=True),))
    assert leads("These include:")
    assert not leads((Run("State: ", is_strong=True), "kept"))
    assert not leads("")


def test_an_address_that_could_run_something_is_left_out() -> None:
    assert spans((Link("x", "javascript:alert(1)"),)) == (Run("x"),)
    assert spans((Link("x", "HTTPS://a.example"),)) == (Link("x", "HTTPS://a.example"),)


def test_a_link_nobody_can_see_is_no_link() -> None:
    assert spans((Link("\xad ", "https://a.example"),)) == (Run("\xad "),)


def test_text_is_cleaned_wherever_it_stands() -> None:
    blocks = [Bullets(["a\x00b\x85", ("c\ud800", Run("d\r\ne\tf"))])]
    bullets = set_out(Document(title="T\x07", blocks=blocks))

    assert bullets.document.title == "T"
    assert isinstance(bullets.blocks[0].block, Bullets)
    assert [plain(item) for item in bullets.blocks[0].block.items] == [
        "ab",
        "c\ufffdd\ne f",
    ]


def test_headings_go_with_a_wide_table_onto_its_page() -> None:
    blocks = (Paragraph("a"), Heading("B"), table(is_wide=True), Paragraph("c"))
    ready = set_out(Document(title="T", blocks=blocks))

    assert [block.is_on_its_side for block in ready.blocks] == [
        False,
        True,
        True,
        False,
    ]


def test_an_appendix_with_a_wide_table_lies_on_its_side_whole() -> None:
    blocks = (Paragraph("a"), Appendix("A", [Paragraph("b"), table(is_wide=True)]))
    ready = set_out(Document(title="T", blocks=blocks))

    assert [block.is_on_its_side for block in ready.blocks] == [False, True, True, True]


def test_a_row_that_does_not_fit_its_table_is_refused() -> None:
    with pytest.raises(ValueError, match="'Years' has 2 columns and a row of 1 cells"):
        Table(caption="Years", columns=["Year", "Children"], rows=[["2025"]])


def test_a_chart_without_words_is_refused() -> None:
    class Nothing:
        key = "none"

        def svg(self) -> str:
            return ""

        def png(self) -> bytes:
            return b""

    with pytest.raises(ValueError, match="'Years' needs a text"):
        Chart(title="Years", alt=" ", drawing=Nothing())
