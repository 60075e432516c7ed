"""What a council recorded of itself, as its report sets it out."""

from dataclasses import replace

import pytest

from parentis.committee_report.attached import Listed, listed
from parentis.committee_report.council_blocks import blocks_of
from parentis.committee_report.from_council import FromCouncil, VisitsTold
from parentis.committee_report.in_year import earlier_of, in_year_of
from parentis.committee_report.request import ReportRequest
from parentis.committee_report.shape import FROM_COUNCIL, Part, Section
from parentis.committee_report.shape_data import shape_from_data, shape_to_data
from parentis.committee_report.shapes import SHAPES, SUB_COMMITTEE, Shape
from parentis.committee_report.tests.drawn import GOLDEN, evidence
from parentis.committee_report.tests.told import EVERYTHING
from parentis.committee_report.unwritten import still_to_write
from parentis.committee_report.write import write
from parentis.documents.content import Block, Heading, Paragraph, Table
from parentis.documents.html import to_html
from parentis.documents.numbering import plain
from parentis.indicators.wording import WHY_HIDDEN

ASKED = ReportRequest(
    council="999", council_name="Aldermere", year=2016, from_council=EVERYTHING
)
CAPTIONS = {
    Part.TRACKER_TABLE: "Work",
    Part.CHANGES: (
        "What has changed since the Corporate Parenting Board on 20 January 2026"
    ),
    Part.TARGETS: "Employment targets, 2025-26",
    Part.PRIORITIES: "Milestones: A home that lasts",
    Part.ACTIONS: "Actions that meetings asked for",
    Part.RISKS: "Risks, the gravest first",
    Part.FUNDING: "What is paid, by whom, until when",
    Part.MEMBERS: "Membership of the Corporate Parenting Board",
    Part.CHAMPIONS: "Champions",
}


def of(part: Part) -> list[Block]:
    return blocks_of(part, EVERYTHING, level=2)


def rows_of(part: Part) -> list[list[str]]:
    [table] = [block for block in of(part) if isinstance(block, Table)]
    assert table.caption == CAPTIONS[part]
    return [[plain(cell) for cell in row] for row in table.rows]


def words_of(part: Part) -> list[str]:
    return [plain(each.text) for each in of(part) if isinstance(each, Paragraph)]


@pytest.mark.parametrize("part", sorted(FROM_COUNCIL))
def test_nothing_is_set_out_where_nothing_was_recorded(part: Part) -> None:
    assert of(part)
    assert blocks_of(part, FromCouncil(), level=2) == []


def test_each_block_tells_what_was_recorded() -> None:
    assert rows_of(Part.CHANGES) == [["In touch", "93%", "94%"]]
    assert rows_of(Part.TARGETS) == [
        ["Apprenticeships", "Resources", "12", "9", "hidden"]
    ]
    assert rows_of(Part.PRIORITIES)[1] == [
        *["A guide to tenancies", "not yet named", "no date", "Not begun"]
    ]
    assert [row[0] for row in rows_of(Part.RISKS)] == ["A grant ends", "Too few homes"]
    assert rows_of(Part.FUNDING)[0][2:4] == ["£41,000", "31 March 2027"]
    assert rows_of(Part.ACTIONS)[0][1:4] == [
        *["Lead Member", "20 January 2026", "no date"]
    ]
    assert rows_of(Part.CHAMPIONS)[1] == [
        *["Housing", "not yet named", "nothing told yet"]
    ]
    assert rows_of(Part.TRACKER_TABLE)[0][-1] == (
        "15 January 2020: Four were ring-fenced."
    )


def test_a_number_of_targets_that_is_hidden_says_why() -> None:
    [table] = [block for block in of(Part.TARGETS) if isinstance(block, Table)]

    assert [plain(note) for note in table.notes] == [
        (
            "Apprenticeships: Care leavers aged 16 to 25. Ring-fenced for the first"
            " four weeks."
        ),
        WHY_HIDDEN,
    ]


def test_a_body_without_wards_and_parties_has_no_columns_for_them() -> None:
    assert rows_of(Part.MEMBERS) == [["Councillor A", "Councillor", "Chair"]]


def test_a_promise_stands_with_what_shows_it_and_what_young_people_say() -> None:
    [heading] = [block for block in of(Part.PLEDGE) if isinstance(block, Heading)]

    assert heading.text == "Promise 1: We will be in touch"
    assert words_of(Part.PLEDGE) == [
        "State: Kept",
        "What shows it:",
        (
            "“Tell us sooner who our next adviser is” (Care leavers' forum, 4 March"
            " 2026)"
        ),
        "Answer: From May, at least four weeks before.",
    ]


def test_what_is_not_told_says_so_and_is_no_empty_cell() -> None:
    visits = EVERYTHING.visits
    assert visits is not None
    quiet = replace(visits.visits[0], findings="", actions=(), answer="")
    unpaid = replace(EVERYTHING.funding[0], amount="")
    told = replace(
        EVERYTHING, visits=replace(visits, visits=(quiet,)), funding=(unpaid,)
    )

    cells = [
        plain(table.rows[0][at])
        for part, at in ((Part.VISITS, -1), (Part.FUNDING, 2))
        for table in blocks_of(part, told, level=2)
        if isinstance(table, Table)
    ]
    assert cells == ["No more is told", "not told"]


def test_visits_say_how_many_were_due_and_what_came_of_each() -> None:
    how_many, visits = of(Part.VISITS)

    assert isinstance(how_many, Paragraph)
    assert plain(how_many.text) == (
        "From 1 April 2025 to 31 March 2026, 12 visits were due and 1 was made."
    )
    assert isinstance(visits, Table)
    [(visit, is_good_enough, what)] = visits.rows
    assert visit == "3 February 2026\nTwo councillors"
    assert is_good_enough == "Yes"
    assert plain(what).splitlines() == [
        "Warm, and a garden in use.",
        "Actions: Mend the back gate",
        "The home's answer: It was mended on 10 February.",
    ]


def test_visits_that_were_due_and_not_made_are_told_too() -> None:
    assert EVERYTHING.visits is not None
    none_made = FromCouncil(visits=replace(EVERYTHING.visits, visits=[]))

    [told] = blocks_of(Part.VISITS, none_made, level=2)

    assert isinstance(EVERYTHING.visits, VisitsTold)
    assert "12 visits were due and none were made." in plain(getattr(told, "text", ""))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.code)
def test_every_shape_sets_out_the_blocks_it_holds(shape: Shape) -> None:
    page = to_html(write(replace(ASKED, shape=shape.code), GOLDEN))

    for part in FROM_COUNCIL.intersection(shape.parts()):
        assert CAPTIONS.get(part, "") in page


def test_a_template_of_ones_own_may_hold_every_block() -> None:
    data = shape_to_data(SUB_COMMITTEE)
    data["sections"] = [
        {
            "code": "all",
            "heading": "All",
            "parts": [part.name.lower() for part in sorted(FROM_COUNCIL)],
        }
    ]
    shape = shape_from_data(data)

    document = write(replace(ASKED, template=shape), evidence())

    [first, *_] = document.blocks
    assert first == Heading("All")
    assert {each.caption for each in document.blocks if isinstance(each, Table)} >= {
        *CAPTIONS.values()
    }
    assert isinstance(shape.sections[0], Section)


# -- who may read it, and what is attached --------------------------------------------


def test_an_exempt_report_says_by_which_paragraph() -> None:
    exempt = replace(ASKED, shape="lead-member", exempt_paragraph="3")

    assert write(exempt, GOLDEN).marking == (
        "NOT FOR PUBLICATION by virtue of paragraph 3 of Part 1 of Schedule 12A of the"
        " Local Government Act 1972"
    )
    assert write(replace(exempt, exempt_paragraph=""), GOLDEN).marking == (
        "(OPEN TO THE PUBLIC)"
    )


def test_the_item_of_the_agenda_stands_above_the_title_and_not_in_the_table() -> None:
    document = write(replace(ASKED, shape="cabinet", head={"item": "CA12"}), GOLDEN)

    assert document.item == "Item CA12"
    assert "Item" not in dict(document.head)


def test_attached_documents_are_typed_a_line_each_and_named_by_the_template() -> None:
    typed = {"annexes": "Strategy | strategy.pdf\n\nFigures"}
    asked = replace(ASKED, entries=typed)

    assert asked.attached == (
        Listed(title="Strategy", location="strategy.pdf"),
        Listed(title="Figures"),
    )
    head = dict(write(asked, GOLDEN).head)
    assert head["Attached"] == "Appendices A and B refer"
    cabinet = to_html(write(replace(asked, shape="cabinet"), GOLDEN))
    assert "<strong>Annex 2: </strong>Figures" in cabinet
    assert "Appendix C has every figure" in to_html(write(asked, GOLDEN))
    assert "Appendix A has every figure" in cabinet


def test_where_a_document_is_may_be_its_address() -> None:
    assert listed("Keep on Caring https://www.gov.uk/a") == Listed(
        title="Keep on Caring", location="https://www.gov.uk/a"
    )
    assert listed("https://www.gov.uk/a") == Listed(title="https://www.gov.uk/a")


# -- months and years that no return is held of ---------------------------------------


def test_per_cents_that_nobody_published_are_printed_whole() -> None:
    typed = {"in-year-month": "December 2025", "in-year-rows": "In touch: 93.75%"}
    said = typed | {"in-year-published": "Board, 20 January 2026"}

    [cell, other] = [
        to_html(write(replace(ASKED, entries=entries), evidence()))
        for entries in (typed, said)
    ]

    assert "94%" in cell
    assert "93.75%" not in cell
    assert "93.75%" in other


def test_an_earlier_year_is_typed_with_what_it_stands_beside() -> None:
    [year, other] = earlier_of(
        {"in-year-earlier": "# 2014\nEET: 49.9, 36.5, -, 47.9\n# 2015\nEET: 40"}
    )

    assert (year.month, other.month) == ("2014", "2015")
    [row] = year.rows
    assert (row.neighbours, row.percent, row.region, row.england) == (
        *(49.9, 36.5, None, 47.9),
    )


@pytest.mark.parametrize(
    "line", ["In touch", "In touch: many", "In touch: 1, 2", "A: 101", "A:", "A: -"]
)
def test_a_line_without_a_per_cent_is_said_to_be_missing(line: str) -> None:
    typed = {"in-year-month": "May 2026", "in-year-rows": f"EET: 0\n{line}"}
    month = in_year_of(typed)

    assert month is not None
    assert [row.percent for row in month.rows] == [0.0, None]
    assert f"May 2026: the per cent of “{line}”" in still_to_write(
        replace(ASKED, entries=typed)
    )
