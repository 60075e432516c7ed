"""What an officer types, as a document's blocks."""

from hypothesis import given, settings
from hypothesis import strategies as st

from parentis.committee_report.narrative import blocks, inline
from parentis.documents.content import (
    Bullets,
    Heading,
    Link,
    NoteRef,
    Paragraph,
    Run,
    Steps,
)
from parentis.documents.numbering import plain as words_of


def test_blank_lines_part_paragraphs_and_dashes_make_points() -> None:
    found = blocks(
        "# Staying put\n\nWe pay\nan allowance.\n- to 18\n- to 21\n\nIt rose.",
        is_numbered=True,
    )

    assert found == [
        Heading("Staying put", level=2),
        Paragraph("We pay an allowance.", is_numbered=True),
        Bullets(("to 18", "to 21")),
        Paragraph("It rose.", is_numbered=True),
    ]


def test_steps_go_on_after_other_words() -> None:
    found = blocks("1. Ask.\n2. Listen.\n\nThen wait.\n\n3. Act.", is_numbered=False)

    assert found == [
        Steps(["Ask.", "Listen."]),
        Paragraph("Then wait."),
        Steps(["Act."], begins=3),
    ]


def test_strong_words_addresses_and_notes_work_inside_a_line() -> None:
    found = inline(
        "**Up** to 55%[^eet-19-to-21]: see https://example.org/a.",
        notes=["eet-19-to-21"],
    )

    assert found == (
        Run("Up", is_strong=True),
        " to 55%",
        NoteRef("eet-19-to-21"),
        ": see ",
        Link("https://example.org/a", "https://example.org/a"),
        ".",
    )


def test_a_mark_of_no_known_note_stays_as_it_was_typed() -> None:
    assert inline("See [^nothing].", notes=["eet-19-to-21"]) == "See [^nothing]."


@settings(deadline=None, max_examples=80)
@given(st.text(alphabet=st.sampled_from("ab -*#[]^\n.•1"), max_size=60))
def test_no_letter_an_officer_typed_is_lost(typed: str) -> None:
    kept = "".join(
        words_of(text)
        for block in blocks(typed, is_numbered=False)
        for text in (block.items if isinstance(block, Bullets) else [block.text])  # type: ignore[union-attr]
    )

    for letter in "ab1":
        assert kept.count(letter) == typed.count(letter)
