"""Trackers in tables: heads in any wording, merged cells, colours, several sheets."""

from datetime import date
from io import BytesIO

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from openpyxl.styles import PatternFill

from parentis.tracker_files.read import StatusRead
from parentis.tracker_files.reader import read_tracker

SHADE = (
    '<w:shd xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' w:val="clear" w:fill="{}"/>'
)


def workbook(*sheets):
    """Each a title and rows; a cell may be a text and a colour."""
    made, file = openpyxl.Workbook(), BytesIO()
    made.remove(made.worksheets[0])
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for at, row in enumerate(rows, start=1):
            for place, cell in enumerate(row, start=1):
                text, fill = cell if isinstance(cell, tuple) else (cell, "")
                written = sheet.cell(at, place, text)
                if fill:
                    written.fill = PatternFill("solid", fgColor=fill)
    made.save(file)
    return read_tracker("tracker.xlsx", file.getvalue())


def word(*tables):
    made, file = docx.Document(), BytesIO()
    for heading, table in tables:
        made.add_heading(heading, 1)
        table(made)
    made.save(file)
    return read_tracker("tracker.docx", file.getvalue())


def rows_of(read):
    return [(row.number, row.text, row.theme) for row in read.rows]


def told(read):
    return [(tuple(each.about), each.words, each.on) for each in read.updates]


@pytest.mark.parametrize(
    "heads",
    [
        "No,Recommendation,Lead,Due,Status,Update",
        "Ref,Action,Responsible Officer,Target date,RAG,Progress to date",
        "Rec. no,Recommendation text,Owner,By when?,RAG rating,Latest position",
        "#No.,Objective,Who,Timescale,BRAG status,Comments",
        "Rec number,Agreed recommendation,Lead officer / team,Deadline,State,Notes",
    ],
)
def test_columns_are_known_by_their_heads_in_many_wordings(heads):
    text = f"{heads}\n1,Ask first,Participation Officer,31/03/2027,On track,We asked.\n"

    read = read_tracker("t.csv", text.encode())

    row = read.rows[0]
    assert (row.number, row.text) == ("1", "Ask first")
    assert (row.owner, row.due_on) == ("Participation Officer", date(2027, 3, 31))
    assert row.status is StatusRead.GREEN
    assert told(read) == [(("1",), "We asked.", None)]
    assert read.left_over == []


def test_a_status_may_be_a_colour_where_no_word_says_it():
    read = workbook(
        (
            "Tracker",
            [
                ["No", "Recommendation", "RAG"],
                [1, "Ask", ("", "FF0000")],
                [2, "Tell", ("Ongoing", "FFC000")],
                [3, "Act", ("", "C6EFCE")],
                [4, "Rest", ("Complete", "FF0000")],
                [5, "Sleep", ""],
            ],
        )
    )

    assert [row.status for row in read.rows] == [
        StatusRead.RED,
        StatusRead.AMBER,
        StatusRead.GREEN,
        StatusRead.COMPLETE,
        None,
    ]


def test_rows_of_one_cell_and_sheets_are_headings():
    read = workbook(
        (
            "Care",
            [
                ["Action plan of the panel"],
                [],
                ["No", "Recommendation", "Owner"],
                ["Stability"],
                [1, "Ask", "Head of Fostering"],
                ["No", "Recommendation", "Owner"],
                ["Education"],
                [2, "Tell", "Virtual School Headteacher"],
            ],
        ),
        ("Leaving care", [["No", "Recommendation"], [3, "Act"]]),
    )

    assert rows_of(read) == [
        ("1", "Ask", "Stability"),
        ("2", "Tell", "Education"),
        ("3", "Act", "Leaving care"),
    ]
    assert read.left_over == ["Action plan of the panel"]


def test_a_cell_may_tell_of_several_days_and_a_head_of_one():
    read = workbook(
        (
            "T",
            [
                ["No", "Recommendation", "Progress", "Update January 2026"],
                [
                    1,
                    "Ask",
                    "We began.\n14 May 2025: Ten were asked.\n(2/9/2025) All were.",
                    "They answered.",
                ],
                [None, None, "Nobody declined.", None],
            ],
        )
    )

    assert told(read) == [
        (("1",), "We began.", None),
        (("1",), "Ten were asked.", date(2025, 5, 14)),
        (("1",), "All were.", date(2025, 9, 2)),
        (("1",), "They answered.", date(2026, 1, 1)),
        (("1",), "Nobody declined.", None),
    ]


def test_what_no_column_is_known_for_is_left_over():
    read = workbook(
        ("T", [["No", "Recommendation", "Priority"], [1, "Ask", "High"], [2, "Do", ""]])
    )

    assert read.left_over == ["‘Priority’: 1: High"]


def test_formulas_are_text_and_are_not_worked_out():
    read = workbook(
        ("T", [["No", "Recommendation", "Update"], [1, "=1+1", '=HYPERLINK("x")']])
    )

    assert read.rows[0].text == "=1+1"
    assert told(read)[0][1] == '=HYPERLINK("x")'


def test_merged_cells_repeated_heads_and_several_tables_of_a_document():
    def stability(made):
        table = made.add_table(6, 4)
        lines = [
            ("No", "Recommendation", "Status", "Update"),
            ("1", "Ask them", "", "We asked."),
            ("", "", "", "They answered."),
            ("", "Write it down", "Complete", ""),
            ("No", "Recommendation", "Status", "Update"),
            ("2", "Do:\n(i) this\n(ii) that", "", "2 May 2025: Both."),
        ]
        for row, line in zip(table.rows, lines, strict=True):
            for cell, text in zip(row.cells, line, strict=True):
                cell.text = text
        table.cell(1, 0).merge(table.cell(3, 0))
        table.cell(1, 1).merge(table.cell(2, 1))
        table.cell(1, 2)._tc.get_or_add_tcPr().append(parse_xml(SHADE.format("00B050")))

    def work(made):
        table = made.add_table(3, 4)
        for cell, text in zip(
            table.rows[0].cells, ("No", "Recommendation", "Lead", "Due"), strict=True
        ):
            cell.text = text
        table.cell(1, 0).merge(table.cell(1, 3)).text = "Apprenticeships"
        for cell, text in zip(
            table.rows[2].cells, ("3", "Offer", "HR", "2027"), strict=True
        ):
            cell.text = text

    read = word(("Stability", stability), ("Work", work))

    first, second, third = read.rows
    assert (first.text, first.theme, first.status) == (
        "Ask them",
        "Stability",
        StatusRead.GREEN,
    )
    assert [(part.number, part.text, part.status) for part in first.parts] == [
        ("(a)", "Write it down", StatusRead.COMPLETE)
    ]
    assert [(part.number, part.text) for part in second.parts] == [
        ("(i)", "this"),
        ("(ii)", "that"),
    ]
    assert (third.theme, third.owner) == ("Apprenticeships", "HR")
    assert (third.due_on, third.due_words) == (None, "2027")
    assert told(read) == [
        (("1",), "We asked.", None),
        (("1",), "They answered.", None),
        (("2",), "Both.", date(2025, 5, 2)),
    ]


def test_words_that_nobody_has_accepted_yet_are_read_and_deleted_ones_are_not():
    made, file = docx.Document(), BytesIO()
    made.add_paragraph("Recommendation 1")
    paragraph = made.add_paragraph("Ask ")
    for tag, text in (("ins", "everybody"), ("del", "nobody")):
        sign = "delText" if tag == "del" else "t"
        paragraph._p.append(
            parse_xml(
                f"<w:{tag} xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/"
                f"2006/main'><w:r><w:{sign}>{text}</w:{sign}></w:r></w:{tag}>"
            )
        )
    made.save(file)

    read = read_tracker("t.docx", file.getvalue())

    assert read.rows[0].text == "Ask everybody"
