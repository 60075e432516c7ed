"""Trackers as others keep them: each is found whole, and nothing is lost in silence."""

from datetime import date
from io import BytesIO

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

from parentis.tracker_files.fills import tinted
from parentis.tracker_files.read import StatusRead
from parentis.tracker_files.reader import read_tracker
from parentis.tracker_files.says import due_of, opening_day, status_of

GUIDANCE = (
    "please say what has changed for children, what you have that shows it, and what"
    " stands in the way of more"
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(made):
    file = BytesIO()
    made.save(file)
    ending = "xlsx" if isinstance(made, openpyxl.Workbook) else "docx"
    return read_tracker(f"tracker.{ending}", file.getvalue())


def table(document, *lines):
    made = document.add_table(len(lines), len(lines[0]))
    for row, line in zip(made.rows, lines, strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            cell.text = text
    return made


def sheet(workbook, title, *lines, first=1):
    made = workbook.create_sheet(title)
    for at, line in enumerate(lines, start=first):
        for place, value in enumerate(line, start=1):
            made.cell(at, place, value)
    return made


@pytest.fixture
def document():
    return docx.Document()


@pytest.fixture
def workbook():
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    return made


def rows_of(found):
    return [(row.number, row.text) for row in found.rows]


def told(found):
    return [(tuple(each.about), each.words, each.on) for each in found.updates]


# -- two sources in one file -----------------------------------------------------------


HEADS = ("No", "Recommendation", "Lead", "RAG", "Progress")


def test_two_tables_numbered_each_from_one_are_two_lists(document):
    document.add_heading("Corporate Parenting Panel: what we were asked", 0)
    document.add_paragraph("Report to: Corporate Parenting Panel")
    document.add_paragraph("Date: 4 March 2026")
    document.add_heading("Scrutiny review of placement stability", 1)
    document.add_paragraph("The review reported in May 2024.")
    table(
        document,
        HEADS,
        ("1", "Recruit carers", "Head of Fostering", "Green", "12/03/25 Six joined"),
        ("2", "Write a handbook", "Head of Fostering", "Complete", ""),
    )
    document.add_heading("Ofsted inspection, November 2024", 1)
    table(
        document,
        HEADS,
        ("1", "Better plans", "Head of Leaving Care", "Amber", "Audits began."),
        ("2", "Health checks in time", "Designated Nurse", "Red", "71% are"),
        ("3", "Supervision", "Principal Social Worker", "", "Began"),
    )

    review = read(document)
    (inspection,) = review.others

    assert review.title == "Scrutiny review of placement stability"
    assert rows_of(review) == [("1", "Recruit carers"), ("2", "Write a handbook")]
    assert told(review) == [(("1",), "Six joined", date(2025, 3, 12))]
    assert review.left_over == [
        "Corporate Parenting Panel: what we were asked",
        "The review reported in May 2024.",
    ]
    assert inspection.title == "Ofsted inspection, November 2024"
    assert rows_of(inspection) == [
        ("1", "Better plans"),
        ("2", "Health checks in time"),
        ("3", "Supervision"),
    ]
    assert [words for _, words, _ in told(inspection)] == [
        "Audits began.",
        "71% are",
        "Began",
    ]
    assert {each.report.told_on for each in (review, inspection)} == {date(2026, 3, 4)}


def test_two_sources_in_merged_rows_of_one_sheet_are_two_lists(workbook):
    made = sheet(
        workbook,
        "Master",
        ("Recommendations 2025/26",),
        (),
        ("Ref", "Recommendation", "Owner", "By when", "Status"),
        ("Scrutiny of care leavers’ homes 2023",),
        ("R1", "Waive council tax", "Head of Revenues", date(2026, 3, 31), "Complete"),
        ("R2", "Publish the offer", "Participation Officer", "Autumn", "Ongoing"),
        ("Peer challenge 2024",),
        ("R1", "Agree a protocol", "Head of Housing", "Q4 2025/26", "On track"),
    )
    for row in (4, 7):
        made.merge_cells(start_row=row, end_row=row, start_column=1, end_column=5)

    first = read(workbook)
    (second,) = first.others

    assert (first.title, second.title) == (
        "Scrutiny of care leavers’ homes 2023",
        "Peer challenge 2024",
    )
    assert rows_of(first) == [("1", "Waive council tax"), ("2", "Publish the offer")]
    assert rows_of(second) == [("1", "Agree a protocol")]
    assert second.rows[0].due_on == date(2026, 3, 31)


def test_two_sources_in_paragraphs_are_two_lists(document):
    document.add_heading("Commission into leaving care", 1)
    for number in (1, 2):
        document.add_heading(f"Recommendation {number}", 2)
        document.add_paragraph(f"Offer {number}")
        document.add_paragraph(f"Progress: We did {number}")
    document.add_heading("Ofsted inspection 2024", 1)
    for number in (1, 2, 3):
        document.add_heading(f"Recommendation {number}", 2)
        document.add_paragraph(f"Improve {number}")

    first = read(document)
    (second,) = first.others

    assert first.title == "Commission into leaving care"
    assert rows_of(first) == [("1", "Offer 1"), ("2", "Offer 2")]
    assert second.title == "Ofsted inspection 2024"
    assert [number for number, _ in rows_of(second)] == ["1", "2", "3"]


def test_headings_that_only_part_one_numbering_are_one_list(document):
    for theme, number in (("Health review", "1"), ("Education survey", "2")):
        document.add_heading(theme, 1)
        table(document, ("No", "Recommendation", "Lead"), (number, "Do", "A post"))

    found = read(document)

    assert found.others == []
    assert [(row.number, row.theme) for row in found.rows] == [
        ("1", "Health review"),
        ("2", "Education survey"),
    ]


def test_the_same_recommendations_said_again_are_not_a_second_list(document):
    document.add_heading("Scrutiny review", 1)
    table(document, ("No", "Recommendation", "Lead"), ("1", "Ask them", "A post"))
    document.add_heading("Ofsted’s view of the review", 1)
    table(document, ("No", "Recommendation", "RAG"), ("1", "Ask them", "Green"))

    found = read(document)

    assert found.others == []
    (row,) = found.rows
    assert (row.owner, row.status) == ("A post", StatusRead.GREEN)


# -- tables of many kinds --------------------------------------------------------------


def test_one_recommendation_a_table_is_found(document):
    document.add_heading("Action plan", 1)
    for number in ("1", "2"):
        document.add_paragraph()
        table(
            document,
            (f"Recommendation {number}", f"Do thing {number}"),
            ("Lead officer", "Head of Service"),
            ("Target date", "31/03/2026"),
            ("RAG", "Amber"),
            ("Progress", f"10 January 2026: begun\n3 February 2026: done {number}"),
            ("Barriers", "Money"),
        )
    table(
        document,
        ("Recommendation:", "Do thing 4a", "", ""),
        ("Number:", "Rec 4a", "Due:", "Dec 2025"),
        ("Lead:", "Virtual School", "Update:", "All were told."),
    )

    found = read(document)

    assert rows_of(found) == [
        ("1", "Do thing 1"),
        ("2", "Do thing 2"),
        ("4(a)", "Do thing 4a"),
    ]
    assert {row.due_on for row in found.rows} == {date(2026, 3, 31), date(2025, 12, 31)}
    assert told(found)[1:3] == [
        (("1",), "done 1", date(2026, 2, 3)),
        (("2",), "begun", date(2026, 1, 10)),
    ]
    assert "‘Barriers’: 1: Money" in found.left_over
    assert {row.theme for row in found.rows} == {"Action plan"}


def test_themes_and_parts_in_columns_and_days_in_heads(workbook):
    sheet(
        workbook,
        "T",
        (
            "Theme",
            "Rec",
            "Sub",
            "Recommendation",
            "Comments 10/12/08",
            "Progress Q2 2010/11",
        ),
        ("Education", 10, None, "Laptops", "43 have one", "All have one"),
        ("Education", 11, "(i)", "Tutors", None, None),
        ("Education", 11, "(ii)", "Libraries", "n/a", "Done"),
    )

    found = read(workbook)

    assert [(row.theme, row.number) for row in found.rows] == [
        ("Education", "10"),
        ("Education", "11(i)"),
        ("Education", "11(ii)"),
    ]
    assert told(found) == [
        (("10",), "43 have one", date(2008, 12, 10)),
        (("10",), "All have one", date(2010, 7, 1)),
        (("11(ii)",), "Done", date(2010, 7, 1)),
    ]


def test_a_wide_table_cut_in_two_is_one_list(document):
    table(
        document,
        ("Rec", "Recommendation", "Lead", "Timescale"),
        ("1.1", "Train carers", "Fostering Manager", "Mar-26"),
        ("1.2", "Train members", "Democratic Services", "End of April 2026"),
    )
    document.add_paragraph()
    table(
        document,
        ("Rec", "RAG", "Progress to date", "Next steps"),
        ("1.1", "G", "10/12/25 – 40 trained\n5/2/26 – 61 trained", "Two dates"),
        ("1.2", "A", "", "After May"),
    )

    found = read(document)

    assert [(row.number, row.due_on, row.status) for row in found.rows] == [
        ("1.1", date(2026, 3, 31), StatusRead.GREEN),
        ("1.2", date(2026, 4, 30), StatusRead.AMBER),
    ]
    assert told(found) == [
        (("1.1",), "40 trained", date(2025, 12, 10)),
        (("1.1",), "61 trained", date(2026, 2, 5)),
    ]
    assert found.left_over == ["‘Next steps’: 1.1: Two dates; 1.2: After May"]


def test_a_table_that_goes_on_overleaf_without_heads_is_read_on(document):
    table(document, ("No", "Recommendation", "Owner"), ("1", "Ask", "A post"))
    document.add_page_break()
    table(document, ("2", "Tell", "B post"), ("3", "Act", "C post"))

    assert [(row.number, row.owner) for row in read(document).rows] == [
        ("1", "A post"),
        ("2", "B post"),
        ("3", "C post"),
    ]


def test_numbers_that_word_counts_and_heads_said_again_are_understood(document):
    heads = ("No.", "Recommendation", "Priority", "Done?")
    made = table(
        document,
        heads,
        ("", "Ask first", "High", "✔"),
        ("", "Tell why", "Low", "❌"),
        heads,
        ("", "Write it down", "High", ""),
    )
    for at in (1, 2, 4):
        made.cell(at, 0).paragraphs[0].style = "List Number"
    made.cell(4, 3).paragraphs[0]._p.append(
        parse_xml(f'<w:r xmlns:w="{W}"><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>')
    )

    found = read(document)

    assert [(row.number, row.text, row.status) for row in found.rows] == [
        ("1", "Ask first", StatusRead.COMPLETE),
        ("2", "Tell why", StatusRead.RED),
        ("3", "Write it down", StatusRead.COMPLETE),
    ]
    assert found.left_over == ["‘Priority’: 1: High; 2: Low; 3: High"]


def test_a_row_that_speaks_of_a_recommendation_and_a_day_is_no_row_of_heads():
    text = "No,Date,Status,Update\n3,4/3/2019,Superseded by recommendation 14,See it\n"

    (update,) = read_tracker("t.csv", text.encode()).updates

    assert (update.about, update.words) == (("3",), "See it")
    assert (update.status, update.superseded_by) == (StatusRead.SUPERSEDED, "14")


def test_two_rows_of_heads_and_heads_with_guidance(document):
    made = table(
        document,
        ("Recommendation", "", "Delivery", "Progress", ""),
        ("Ref", "Recommendation", "Lead", "Q1 2025/26", "Q2 2025/26"),
        ("1", "Ask", "A post", "Asked some", "Asked all"),
    )
    made.cell(0, 0).merge(made.cell(0, 1))
    made.cell(0, 3).merge(made.cell(0, 4))
    table(
        document,
        (
            "Number",
            "Recommendation",
            f"Update ({GUIDANCE})",
        ),
        ("2", "Tell", "All were told"),
    )

    assert told(read(document)) == [
        (("1",), "Asked some", date(2025, 4, 1)),
        (("1",), "Asked all", date(2025, 7, 1)),
        (("2",), "All were told", None),
    ]


def test_sheets_with_empty_rows_merged_cells_hidden_ones_and_comments(workbook):
    sheet(workbook, "Cover", (), ("", "Tracker of the board"))
    made = sheet(
        workbook,
        "Open actions",
        ("", "", "Ref", "Recommendation", "Action", "Owner", "March 2026", "To self"),
        ("", "", "LAC-01", "Stability", "Map homes", "A post", "Mapped", "Ask finance"),
        ("", "", None, None, "Open a home", "B post", "Tender is out", None),
        ("", "", "LAC-02", "Attainment", "Audit plans", "C post", "Nine of ten", None),
        first=5,
    )
    made.merge_cells("C6:C7")
    made.merge_cells("D6:D7")
    made.column_dimensions["H"].hidden = True
    made.row_dimensions[8].hidden = True
    made["G8"].comment = Comment("By May, please", "Director")
    closed = sheet(
        workbook,
        "Closed actions",
        ("Ref", "Recommendation", "Date closed"),
        ("LAC-03", "Write a pledge", date(2025, 5, 1)),
    )
    closed.sheet_state = "hidden"

    found = read(workbook)

    assert [(row.number, row.owner, row.answer) for row in found.rows] == [
        ("LAC-01", "A post; B post", "Map homes\nOpen a home"),
        ("LAC-02", "C post", "Audit plans"),
        ("LAC-03", "", ""),
    ]
    assert [(about, words) for about, words, _ in told(found)] == [
        (("LAC-01",), "Mapped"),
        (("LAC-01",), "Tender is out"),
        (("LAC-02",), "Nine of ten"),
    ]
    assert set(found.left_over) == {
        "‘To self’: LAC-01: Ask finance",
        "‘Date closed’: LAC-03: 2025-05-01",
        "Tracker of the board",
        "Comment on G8: By May, please",
    }


def test_words_beside_the_text_of_a_document_are_left_over(document):
    paragraph = document.add_paragraph("Recommendation 1: Ask")
    document.add_comment(paragraph.runs, text="Is this still so?", author="Panel")

    assert read(document).left_over == ["Comment: Is this still so?"]


def test_numbers_in_words_and_dated_paragraphs(document):
    for number, text in (("One", "Ask."), ("Two", "Tell.")):
        document.add_paragraph().add_run(f"Recommendation {number}").bold = True
        document.add_paragraph(text)
        document.add_paragraph("10 December 2024 – It began.")
        document.add_paragraph("[4.3.25] It went on.")

    found = read(document)

    assert rows_of(found) == [("1", "Ask."), ("2", "Tell.")]
    assert told(found)[:2] == [
        (("1",), "It began.", date(2024, 12, 10)),
        (("1",), "It went on.", date(2025, 3, 4)),
    ]


# -- what cells say --------------------------------------------------------------------


def test_a_colour_may_be_of_the_theme_or_of_the_old_palette(workbook):
    colours = [
        (Color(theme=5), StatusRead.RED),
        (Color(theme=5, tint=0.5999), StatusRead.RED),
        (Color(theme=9, tint=-0.25), StatusRead.AMBER),
        (Color(theme=6), StatusRead.GREEN),
        (Color(theme=4, tint=0.4), StatusRead.COMPLETE),
        (Color(theme=7), None),
        (Color(theme=0, tint=-0.15), None),
        (Color(indexed=10), StatusRead.RED),
        (Color(indexed=17), StatusRead.GREEN),
        (Color(indexed=64), None),
    ]
    made = sheet(workbook, "T", ("No", "Recommendation", "RAG"))
    for at, (colour, _) in enumerate(colours, start=2):
        made.cell(at, 1, at)
        made.cell(at, 2, f"Do {at}")
        made.cell(at, 3).fill = PatternFill("solid", fgColor=colour)

    assert [row.status for row in read(workbook).rows] == [
        status for _, status in colours
    ]


def test_a_tint_is_so_much_nearer_to_white_or_to_black():
    assert tinted("000000", 0.5) == "808080"
    assert tinted("FFFFFF", -0.5) == "808080"
    assert tinted("4F81BD", 0.0) == "4F81BD"


def test_a_column_painted_all_in_one_colour_says_nothing(workbook):
    made = sheet(workbook, "T", ("No", "Recommendation", "Owner"))
    for at in range(2, 6):
        made.cell(at, 1, at).fill = PatternFill("solid", fgColor="4472C4")
        made.cell(at, 2, f"Do {at}")

    assert {row.status for row in read(workbook).rows} == {None}


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Complete – see the minutes", StatusRead.COMPLETE),
        ("Complete in part", None),
        ("Completed March 2024", StatusRead.COMPLETE),
        ("Complete by March 2026", None),
        ("Amber/Green", None),
        ("Green: on course", StatusRead.GREEN),
        ("Red (overdue)", StatusRead.RED),
        ("🟡", StatusRead.AMBER),
        ("🟢 going well", StatusRead.GREEN),
        ("☐ Red ☒ Amber ☐ Green", StatusRead.AMBER),
        ("100%", StatusRead.COMPLETE),
        ("A plan is there", None),
        ("Ongoing", None),
        ("No longer on track", None),
    ],
)
def test_a_status_is_known_in_many_wordings(words, status):
    assert status_of(words) == (status, "")


@pytest.mark.parametrize(
    ("words", "by"),
    [
        ("Superseded", ""),
        ("Superseded by R14", "14"),
        ("Merged with Rec 6", "6"),
        ("Now part of recommendation 3(b)", "3(b)"),
    ],
)
def test_what_took_its_place_is_known_in_many_wordings(words, by):
    assert status_of(words) == (StatusRead.SUPERSEDED, by)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Q3 2025/26", date(2025, 12, 31)),
        ("2025/26 Q4", date(2026, 3, 31)),
        ("quarter 2 of 2025-26", date(2025, 9, 30)),
        ("Q2 2025", None),
        ("Q1 2025/31", None),
        ("Dec 2008", date(2008, 12, 31)),
        ("Dec-08", date(2008, 12, 31)),
        ("10/12/08", date(2008, 12, 10)),
        ("By the end of March 2026", date(2026, 3, 31)),
        ("Autumn 2026", None),
    ],
)
def test_a_due_day_is_known_in_many_wordings(words, day):
    assert due_of(words) == day


@pytest.mark.parametrize(
    ("words", "day", "rest"),
    [
        ("12/03/24 Panel agreed", date(2024, 3, 12), "Panel agreed"),
        ("[12.3.24] it did", date(2024, 3, 12), "it did"),
        ("14 May 2025 Ofsted came", date(2025, 5, 14), "Ofsted came"),
        ("14 May 2025 was a day", None, "14 May 2025 was a day"),
        ("Q3 2025/26: 71% are", date(2025, 10, 1), "Q3 2025/26: 71% are"),
        ("Jan-24: it began", date(2024, 1, 1), "Jan-24: it began"),
    ],
)
def test_an_update_opens_with_its_day_in_many_wordings(words, day, rest):
    assert opening_day(words) == (day, rest)
