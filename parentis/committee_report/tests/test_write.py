"""The report as a whole."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from parentis.committee_report.lines import MEETING
from parentis.committee_report.request import ReportRefused, ReportRequest
from parentis.committee_report.shapes import SHAPES, Part, Shape
from parentis.committee_report.tests.drawn import GOLDEN, evidence, figure
from parentis.committee_report.unwritten import still_to_write
from parentis.committee_report.write import INTERNAL, suggested_words, write
from parentis.documents.content import (
    Appendix,
    Block,
    Document,
    Heading,
    KeyValues,
    Recommendations,
    Table,
)
from parentis.documents.html import to_html
from parentis.documents.numbering import plain, set_out

ASKED = ReportRequest(
    council="999", council_name="Aldermere", year=2016, head={"meeting": "Scrutiny"}
)


def all_blocks(blocks: tuple[Block, ...] | list[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Appendix):
            yield from all_blocks(list(block.blocks))


def tables(document: Document) -> list[Table]:
    return [
        block for block in all_blocks(list(document.blocks)) if isinstance(block, Table)
    ]


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.code)
def test_every_shape_writes_a_report_with_its_sections_in_order(shape: Shape) -> None:
    document = write(replace(ASKED, shape=shape.code), GOLDEN)

    found = headings(document)
    expected = [section.heading for section in shape.sections]
    # The figures' own themes may be called as a later section is.
    assert list(dict.fromkeys(each for each in found if each in expected)) == [
        each for each in expected if each in found
    ]
    set_out(document)
    for section in shape.sections:
        if not section.is_optional and section.parts != (Part.CHARTS,):
            assert section.heading in headings(document) or not section.prompt


def test_what_is_not_written_is_said_in_its_place() -> None:
    document = write(ASKED, GOLDEN)

    assert "[To be written: Who was asked" in to_html(document)
    assert "Consultations" in still_to_write(ASKED)


def test_a_written_section_is_no_longer_to_be_written() -> None:
    asked = replace(ASKED, narrative={"consultations": "We asked the forum."})

    assert "Consultations" not in still_to_write(asked)
    assert "We asked the forum." in to_html(write(asked, GOLDEN))


def test_an_officers_words_stand_in_place_of_the_suggested_ones() -> None:
    suggested = suggested_words(ASKED, GOLDEN)["summary"]
    asked = replace(ASKED, narrative={"summary": "In short: better."})

    assert "41.0% of care leavers aged 19 to 21 (170 of 415)" in suggested
    html = to_html(write(asked, GOLDEN))
    assert "In short: better." in html


def test_recommendations_are_lettered_and_follow_whom_they_address() -> None:
    asked = replace(ASKED, recommendations=("note the figures", "agree the pledge"))

    document = write(asked, GOLDEN)

    numbered = [
        each
        for each in set_out(document).blocks
        if isinstance(each.block, Recommendations)
    ]
    assert [each.letters for each in numbered] == [("(a)", "(b)")]
    assert "The committee is asked to:" in to_html(document)


@pytest.mark.parametrize(
    ("shape", "to", "addressed"),
    [
        ("sub-committee", "Corporate Parenting Panel", "The Panel is"),
        ("sub-committee", "Corporate Parenting Sub-Committee", "The Sub-Committee is"),
        ("scrutiny", "Corporate Parenting Board", "The board is"),
        ("scrutiny", "Health Scrutiny Sub-Committee", "The sub-committee is"),
        # None, or more than one: as the template says.
        ("scrutiny", "Everybody who cares", "The committee is"),
        ("cabinet", "Cabinet, then Council", "The Cabinet is"),
        ("lead-member", "Corporate Parenting Panel", "Members may"),
    ],
)
def test_recommendations_address_the_body_that_the_report_goes_to(
    shape: str, to: str, addressed: str
) -> None:
    asked = replace(
        ASKED, shape=shape, head={MEETING.code: to}, recommendations=("note it",)
    )

    assert f"{addressed} " in to_html(write(asked, GOLDEN))


def test_a_report_with_a_box_has_its_recommendations_in_the_box() -> None:
    asked = replace(ASKED, shape="sub-committee", recommendations=("note the figures",))

    head = dict(write(asked, GOLDEN).head)

    assert plain(head["Recommendations"]) == (
        "The Sub-Committee is recommended to:\n(a) note the figures"
    )


def test_every_figure_has_a_note_of_its_return_definition_and_cut_off() -> None:
    document = write(replace(ASKED, indicators=("eet-19-to-21",)), GOLDEN)

    [note] = [each for each in document.notes if each.key == "eet-19-to-21"]
    words = plain(note.text)
    assert "Counted: Care leavers in education, employment or training" in words
    assert "Cut-off: 31 March 2016." in words
    assert "return of 2016" in words


def test_a_definition_from_memory_says_so_in_its_note() -> None:
    document = write(replace(ASKED, indicators=("ni-148",)), GOLDEN)

    [note] = [each for each in document.notes if each.key == "ni-148"]
    assert "from memory and not yet confirmed" in plain(note.text)


def test_a_small_count_is_hidden_with_its_percentage_everywhere() -> None:
    held = evidence(
        figure("eet-19-to-21", 2015, 60, 100), figure("eet-19-to-21", 2016, 3, 37)
    )
    asked = replace(ASKED, indicators=("eet-19-to-21",))

    html = to_html(write(asked, held))

    assert "8.1" not in html
    assert "3 of 37" not in html
    assert "hidden" in html


def test_an_internal_report_shows_small_counts_and_is_marked() -> None:
    held = evidence(figure("eet-19-to-21", 2016, 3, 37))
    asked = replace(ASKED, indicators=("eet-19-to-21",), is_internal=True)

    document = write(asked, held)

    assert document.marking == INTERNAL
    assert "3 of 37" in to_html(document)


def test_without_published_figures_a_report_says_so_and_is_whole() -> None:
    document = write(ASKED, evidence(figure("eet-19-to-21", 2016, 170, 415)))

    assert "no published files were given" in to_html(document)
    assert not any("England" in str(table.columns) for table in tables(document))


def test_published_figures_carry_their_licence() -> None:
    assert "Open Government Licence v3.0" in to_html(write(ASKED, GOLDEN))


def test_implications_are_pairs_of_a_label_and_an_answer() -> None:
    asked = replace(ASKED, entries={"finance": "No cost."})

    [pairs] = [
        block for block in write(asked, GOLDEN).blocks if isinstance(block, KeyValues)
    ]

    assert dict(pairs.rows)["Financial"] == "No cost."


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (replace(ASKED, shape="poem"), "no template 'poem'"),
        (replace(ASKED, indicators=("happiness",)), "no indicator 'happiness'"),
    ],
)
def test_what_does_not_exist_is_refused_in_a_sentence(
    asked: ReportRequest, words: str
) -> None:
    with pytest.raises(ReportRefused, match=words):
        write(asked, GOLDEN)
