"""Trackers set out in paragraphs: the two of one council, and others' ways."""

from datetime import date
from io import BytesIO

import docx
import pytest

from parentis.tracker_files.read import StatusRead
from parentis.tracker_files.reader import read_tracker


@pytest.fixture(scope="module")
def reports(shared):
    def read(opening):
        path = next((shared / "reports").glob(f"{opening}_*.txt"), None)
        if path is None:
            pytest.skip("the council's reports are not beside the project")
        return read_tracker(path.name, path.read_bytes())

    return read


def told_of(read, number):
    return [each.words for each in read.updates if number in each.about]


def read_text(text):
    return read_tracker("tracker.txt", text.encode())


def read_word(*paragraphs):
    """Each a text, or a style and a text."""
    document, file = docx.Document(), BytesIO()
    for each in paragraphs:
        style, text = each if isinstance(each, tuple) else ("Normal", each)
        document.add_paragraph(text, style=style)
    document.save(file)
    return read_tracker("tracker.docx", file.getvalue())


def test_all_twenty_three_are_found_under_their_six_headings(reports):
    read = reports("001")

    themes: dict[str, list[int]] = {row.theme: [] for row in read.rows}
    for row in read.rows:
        themes[row.theme].append(int(row.number))
    assert themes == {
        "Stability": [1, 2, 3, 4, 5, 6],
        "Education": [7, 8, 9, 10, 11],
        "Employment": [12, 13],
        "Structural Issues": [14, 15, 16, 17, 18, 19],
        "Health Issues": [20, 21],
        "Pre and post care issues": [22, 23],
    }
    assert [part.number for part in read.rows[0].parts] == [
        "(i)",
        "(ii)",
        "(iii)",
        "(iv)",
        "(v)",
    ]
    assert all(row.text for row in read.rows)
    assert all(part.text for part in read.rows[0].parts)


def test_each_has_its_update_and_two_share_one(reports):
    read = reports("001")

    assert all(len(told_of(read, row.number)) == 1 for row in read.rows)
    shared = next(each for each in read.updates if "12" in each.about)
    assert shared.about == ("12", "13")
    assert shared.words.startswith("These two recommendations have been included")
    assert told_of(read, "7")[0].count("\n· ") == 6
    assert read.rows[5].text.startswith("consider extending the role of support")
    assert read.rows[6].text.startswith("Examine the possibility of extending")


def test_a_report_says_whose_it_is_to_whom_and_when(reports):
    read = reports("001")

    assert read.report.by == "Lead Member for Children’s Services"
    assert read.report.told_to == "Children’s Services Scrutiny Committee"
    assert read.report.told_on == date(2008, 12, 10)
    assert (
        read.report.title
        == "Update on the Scrutiny Commission on Looked after children"
    )
    assert (read.title, read.made_by) == ("Our children first", "Salford Council")
    assert any(line.startswith("CONTACT OFFICER") for line in read.left_over)


def test_a_later_report_speaks_of_some_of_them(reports):
    read = reports("000")

    assert read.rows == []
    assert read.report.told_on == date(2010, 4, 14)
    assert {tuple(each.about) for each in read.updates} == {
        ("10",),
        ("11", "12", "13", "14", "15"),
        ("21",),
    }
    assert "in receipt of a laptop and broadband" in told_of(read, "10")[0]
    assert "free leisure passes" in told_of(read, "21")[0]


@pytest.mark.parametrize("opening", ["000", "001"])
def test_no_word_of_a_report_is_lost(opening, reports, shared):
    read = reports(opening)
    kept = [*read.left_over, read.report.title, *[each.words for each in read.updates]]
    kept += [f"{row.number} {row.theme} {row.text}" for row in read.rows]
    kept += [f"{part.number} {part.text}" for row in read.rows for part in row.parts]
    known = set(" ".join(kept).lower().split())
    text = next((shared / "reports").glob(f"{opening}_*.txt")).read_text()
    head = "report of the lead member for children’s services to on 14th 10th april"
    head += " 2010 december 2008 scrutiny committee title: . recommendation :- 7:"

    assert set(text.lower().split()) - known - set(head.split()) == set()


def test_a_sentence_that_opens_with_a_recommendation_is_no_heading():
    read = read_text(
        "Recommendation 1\n\nAsk more often\n\nWe do.\n\nRecommendation 2 is next.\n"
    )

    assert [row.number for row in read.rows] == ["1"]
    assert told_of(read, "1") == ["We do.\n\nRecommendation 2 is next."]


def test_lines_broken_at_a_margin_are_put_together():
    read = read_text(
        "Recommendation 1\n\n"
        "Ask young people who have left care what they would have wanted to know\n"
        "on the day they moved, and write it down for those who come after them.\n\n"
        "A leaflet was written by the forum in the spring and is handed over with\n"
        "the keys.\n"
    )

    assert read.rows[0].text.endswith(
        "and write it down for those who come after them."
    )
    assert told_of(read, "1")[0].endswith("handed over with the keys.")


def test_what_follows_under_another_heading_is_left_over():
    read = read_word(
        ("Heading 1", "Stability"),
        ("Heading 2", "Recommendation 1: keep a bed"),
        "One is kept.",
        ("Heading 1", "Financial implications"),
        "There are none.",
    )

    assert (read.rows[0].theme, read.rows[0].text) == ("Stability", "keep a bed")
    assert told_of(read, "1") == ["One is kept."]
    assert read.left_over == ["Financial implications", "There are none."]


def test_labels_say_who_by_when_and_how_far():
    read = read_text(
        "Recommendation 4\n\nWrite the leaflet\n\nLead officer: Participation Officer\n"
        "Target date: March 2027\nRAG: Amber\n"
        "Progress: The forum has begun.\n\nUpdate (14 May 2026): It is printed.\n"
    )
    row = read.rows[0]

    assert (row.owner, row.due_on) == ("Participation Officer", date(2027, 3, 31))
    assert row.status is StatusRead.AMBER
    assert [(each.on, each.words) for each in read.updates] == [
        (None, "The forum has begun."),
        (date(2026, 5, 14), "It is printed."),
    ]


def test_a_numbered_list_of_recommendations_is_one():
    read = read_text(
        "1. Introduction\n\nWe looked.\n\n"
        "Recommendations\n\n1. Ask first\n2. Then act\n"
    )

    assert [(row.number, row.text) for row in read.rows] == [
        ("1", "Ask first"),
        ("2", "Then act"),
    ]
    assert "We looked." in read.left_over
