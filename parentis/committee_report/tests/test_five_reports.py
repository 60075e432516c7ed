"""Five councils' reports, made from data: the same sections, tables and numbers.

Each is opened again as a clerk, a member and a screen reader have it: as .docx, as
tagged PDF and as a web page.
"""

import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from lxml import html
from pypdf import PdfReader

from parentis.committee_report.formats import made_as
from parentis.committee_report.tests.five_reports import FIVE, write_five
from parentis.documents.content import Document
from parentis.documents.numbering import plain, set_out

HEADINGS = {
    "000-lead-member-2010": ["Details"],
    "001-lead-member-2008": ["Details"],
    "002-cabinet-2008": [
        "Introduction",
        "The council's strategy as a corporate parent",
        "Performance and outcomes for children and young people in care",
        "Future service improvements",
        "Financial and staff implications",
        "Recommendations",
        "Membership of the panel",
        "Background papers",
        "Contact officer",
    ],
    "003-scrutiny-2017": [
        "Executive summary",
        "Recommendations",
        "Background and advice",
        "Consultations",
        "Implications",
        "Risk management",
        "Local Government (Access to Information) Act 1985: list of background papers",
        "Every figure of this report",
        "Where the figures come from",
        "Notes",
    ],
    "004-sub-committee-2019": [
        "Contacts",
        "Summary",
        "Background",
        "Main issues",
        "Significant implications",
        "Source documents",
    ],
}
THEMES = [
    "Stability",
    "Education",
    "Employment",
    "Structural Issues",
    "Health Issues",
    "Pre and post care issues",
]


@cache
def document(name: str) -> Document:
    return FIVE[name]().document()


@cache
def word(name: str) -> WordDocument:
    return docx.Document(BytesIO(made_as(document(name), ".docx")))


@cache
def page(name: str) -> Any:
    return html.fromstring(made_as(document(name), ".html").decode())


def styled(name: str, style: str) -> list[str]:
    return [
        paragraph.text
        for paragraph in word(name).paragraphs
        if paragraph.style is not None and paragraph.style.name == style
    ]


def head_of(name: str) -> dict[str, str]:
    """The opening table as the clerk reads it in Word."""
    lines = styled(name, "Detail")[: len(document(name).head)]
    return dict(re.split(r"[\t\n]", line, maxsplit=1) for line in lines)


def table_of(name: str, caption: str) -> list[list[str]]:
    [found] = [
        table
        for table in word(name).tables
        if caption in (table._tbl.tblPr.xpath("w:tblCaption/@w:val") or [""])[0]
    ]
    return [[cell.text for cell in row.cells] for row in found.rows]


def numbers_of(name: str) -> list[str]:
    return [each.number for each in set_out(document(name)).blocks if each.number]


@pytest.mark.parametrize("name", FIVE)
def test_its_sections_are_headings_in_word_and_on_the_page(name: str) -> None:
    assert styled(name, "Heading 1") == HEADINGS[name]
    headings = page(name).xpath("//h2")
    for heading, expected in zip(headings, HEADINGS[name], strict=True):
        assert heading.text_content().endswith(expected)


@pytest.mark.parametrize("name", FIVE)
def test_its_pdf_is_tagged_and_bookmarked_with_its_sections(name: str) -> None:
    pdf = PdfReader(BytesIO(made_as(document(name), ".pdf")))
    root: Any = pdf.trailer["/Root"]
    titles = [each.title for each in pdf.outline if not isinstance(each, list)]

    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    for title, expected in zip(titles, HEADINGS[name], strict=True):
        assert title is not None
        assert title.endswith(expected)


def test_report_000_opens_as_the_lead_member_and_the_clerk_know_it() -> None:
    name = "000-lead-member-2010"
    head = head_of(name)

    assert styled(name, "Marking") == ["(OPEN TO THE PUBLIC)", "Item no 6"]
    assert list(head) == [
        "Report of",
        "To",
        "On",
        "Recommendations",
        "Executive summary",
        "Background documents",
        "Contact officer",
        "Wards to which the report relates",
        "Key council policies",
    ]
    assert head["On"] == "14 April 2010"
    assert head["Recommendations"].startswith("Members may wish to:\n(a) agree that")
    assert head["Executive summary"].startswith("In December 2008, Children’s Scrutiny")
    assert head["Background documents"].endswith("(Available for public inspection)")


def test_report_000_has_the_employment_targets_and_who_they_are_for() -> None:
    name = "000-lead-member-2010"

    assert table_of(name, "Employment targets, 2010-11") == [
        ["Kind of opportunity", "Directorate", "Target", "Offered", "Taken up"],
        ["Work experience placements", "Whole council", "50", "0", "0"],
        ["Future Jobs Fund places", "Whole council", "300", "0", "0"],
        ["Apprenticeships", "Whole council", "12", "0", "0"],
    ]
    assert any(
        "Ring-fenced in the first" in note for note in styled(name, "Table Note")
    )
    assert [*table_of(name, "What is paid")[1][1:4:2]] == [
        "Care Matters Grant",
        "31 March 2011",
    ]


def test_report_001_sets_out_23_recommendations_under_six_themes() -> None:
    name = "001-lead-member-2008"
    numbers = [
        int(text.removeprefix("Recommendation "))
        for text in styled(name, "Heading 3")
        if text.startswith("Recommendation ")
    ]
    paragraphs = [each.text for each in word(name).paragraphs]
    tenth = paragraphs.index("Recommendation 10")
    first = paragraphs.index("Recommendation 1")

    assert styled(name, "Heading 2") == THEMES
    assert numbers == list(range(1, 24))
    assert paragraphs[tenth + 1].startswith("Improving access to computers")
    assert "10 December 2008" in paragraphs[tenth + 2]
    assert "laptop with 3 years’ support" in paragraphs[tenth + 3]
    assert [text[:5] for text in paragraphs[first + 2 : first + 7]] == [
        *["(i) e", "(ii) ", "(iii)", "(iv) ", "(v) D"]
    ]


def test_report_002_numbers_its_paragraphs_and_recommendations_by_itself() -> None:
    name = "002-cabinet-2008"
    blocks = set_out(document(name)).blocks
    [asked] = [each for each in blocks if each.letters]

    numbers = [each for each in numbers_of(name) if each.isdigit()]
    assert numbers == [str(at) for at in range(1, 17)]
    [sixteenth] = [each for each in blocks if each.number == "16"]
    assert (
        plain(getattr(sixteenth.block, "text", "")) == "The Cabinet is RECOMMENDED to:"
    )
    assert asked.letters == ("(a)", "(b)", "(c)", "(d)")
    assert styled(name, "Recommendation")[2].startswith("approve a change of name")
    assert styled(name, "Numbered Paragraph")[8].startswith("The Corporate Parenting")
    assert "817 children and young people" in styled(name, "Numbered Paragraph")[8]


def test_report_002_has_its_item_divisions_annexes_and_contact() -> None:
    name = "002-cabinet-2008"

    assert styled(name, "Marking") == ["Item CA12"]
    assert head_of(name)["Divisions"] == "All"
    assert styled(name, "List Bullet")[-3:] == [
        "Annex 1: Corporate Parenting Strategy (annex-1.doc)",
        "Annex 2: Outcome and Performance Information (annex-2.doc)",
        "Annex 3: Current Membership of the Children’s Panel (annex-3.doc)",
    ]

    said = [each.text for each in word(name).paragraphs]
    assert said[said.index("Contact officer") + 1].startswith("Head of Service")


def test_report_003_sets_three_times_beside_other_councils() -> None:
    name = "003-scrutiny-2017"
    columns = [
        *["Measure", "Statistical neighbours", "Lancashire", "North West", "England"]
    ]
    years = ("2014/15", "year to 31 March 2016", "December 2016")
    tables = [table_of(name, f"Care leavers, {year}") for year in years]

    assert [table[0] for table in tables] == [columns] * 3
    assert [[row[1:] for row in table[1:]] for table in tables] == [
        [
            ["-", "67.52%", "-", "85.62%"],
            ["49.90%", "36.49%", "46.97%", "47.89%"],
            ["83.90%", "67.13%", "82.42%", "80.74%"],
        ],
        [
            ["89.00%", "86.75%", "90.64%", "87.32%"],
            ["49.80%", "40.96%", "47.95%", "49.28%"],
            ["85.90%", "77.11%", "85.55%", "82.53%"],
        ],
        [
            ["-", "94.00%", "-", "-"],
            ["-", "50.70%", "-", "-"],
            ["-", "89.20%", "-", "-"],
        ],
    ]


def test_report_003_counts_what_146_young_people_do() -> None:
    rows = table_of("003-scrutiny-2017", "Year 12 children looked after")

    assert ["College or further education", "97", "66.4"] in rows
    assert ["Not in education, employment or training", "16", "11.0"] in rows
    assert rows[-1] == ["Everyone", "146", "100.0"]
    assert len(rows) == 10


def test_report_003_has_five_steps_that_go_on_and_an_appendix_that_refers() -> None:
    name = "003-scrutiny-2017"
    steps = [
        (letters, plain(item)[:20])
        for each in set_out(document(name)).blocks
        for letters, item in zip(
            each.letters, getattr(each.block, "items", ()), strict=False
        )
        if letters.endswith(".")
    ]

    assert [letters for letters, _ in steps] == ["1.", "2.", "3.", "4.", "5."]
    assert [first.split()[0] for _, first in steps] == [
        *["Survey", "Conduct", "Establish", "Prepare", "Obtain"]
    ]
    assert len(styled(name, "Step")) == 5
    assert head_of(name)["Attached"] == "Appendix A refers"
    assert head_of(name)["Electoral divisions affected"] == "(All Divisions)"
    assert "Appendix A: Keep on Caring (keep-on-caring.pdf)" in [
        *styled(name, "List Bullet")
    ]
    assert [each for each in numbers_of(name) if each.startswith("App")] == [
        *["Appendix B", "Appendix C"]
    ]
    assert styled(name, "Heading 2")[0] == "Education, employment and training"
    assert [line.split("\t")[0] for line in styled(name, "Detail")[-4:]] == [
        "Financial",
        "Legal",
        "Staffing",
        "Equality and diversity",
    ]


def test_report_004_numbers_its_subheadings_and_says_na_where_nothing_applies() -> None:
    name = "004-sub-committee-2019"
    subheadings = styled(name, "Heading 2")
    paragraphs = [each.text for each in word(name).paragraphs]
    answers = [paragraphs[paragraphs.index(each) + 1] for each in subheadings[6:]]

    assert numbers_of(name) == [
        *["1", "2", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6"],
        *["3", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7"],
    ]
    assert subheadings[0] == "Corporate Parenting Principles"
    assert subheadings[3] == "Member Champions"
    assert subheadings[6:8] == [
        "Resource implications",
        "Procurement, contractual and contract rules implications",
    ]
    assert answers[0].startswith("Proposed creation of a Local Offer")
    assert answers[1:] == ["NA"] * 6


def test_report_004_has_its_box_its_contacts_and_where_its_sources_are() -> None:
    name = "004-sub-committee-2019"
    asked = head_of(name)["Recommendations"].splitlines()

    assert list(head_of(name)) == [
        "To",
        "Meeting date",
        "From",
        "Electoral divisions",
        "Purpose",
        "Recommendations",
    ]
    assert asked[0] == "The Sub-Committee is recommended to:"
    assert [line[:3] for line in asked[1:]] == ["(a)", "(b)", "(c)", "(d)"]
    contacts = table_of(name, "Whom to ask")
    assert contacts[0] == ["Officer contact", "Member contact"]
    assert "Chairman, Corporate Parenting Sub-Committee" in contacts[1][1]
    [heads, source] = table_of(name, "Source documents")
    assert heads == ["Source document", "Location"]
    assert source[1].startswith("https://www.cambridgeshire.gov.uk/")


def test_all_five_are_made_as_files_to_be_looked_at(tmp_path: Path) -> None:
    made = write_five(tmp_path)

    assert len(made) == 15
    assert all(path.stat().st_size > 5_000 for path in made)
