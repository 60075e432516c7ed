"""What other systems export is read as it stands, or refused in one sentence."""

import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from parentis.other_systems.cells import (
    Said,
    guess_kind,
    is_only_tried,
    read_row,
)
from parentis.other_systems.columns import (
    COLUMNS,
    Holds,
    guess_columns,
    guess_holds,
    missing_columns,
)
from parentis.other_systems.comparing import compare
from parentis.other_systems.names import are_alike, split_name
from parentis.other_systems.sheets import FileRefused, Sheet, read_sheet

ON = date(2026, 5, 4)


def cells_of(text: str | bytes) -> list[list[str]]:
    data = text if isinstance(text, bytes) else text.encode()
    return [cells for _, cells in read_sheet("export.csv", data).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_file_of_any_encoding_is_read(encoding):
    text = "Person ID;Surname;Forename\r\n1;O’Neill;Zoë\r\n\r\n2;Peel;Ade\r\n"

    assert cells_of(text.encode(encoding)) == [
        ["1", "O’Neill", "Zoë"],
        ["2", "Peel", "Ade"],
    ]


def test_a_title_above_the_headings_is_passed_over():
    sheet = read_sheet(
        "export.csv", b"Young people of the north team\n\nPerson ID,DOB\n1,1/2/2006\n"
    )

    assert sheet.headings == ("Person ID", "DOB")
    assert sheet.rows == [(4, ["1", "1/2/2006"])]


def test_a_quotation_mark_left_open_costs_its_own_row():
    sheet = read_sheet(
        "export.csv", b'Person ID,Case Note\n1,"open\n2,"said ""hi""\nand left"\n3,x\n'
    )

    assert [cells for _, cells in sheet.rows] == [
        ["1", '"open'],
        ["2", 'said "hi"\nand left'],
        ["3", "x"],
    ]
    assert list(sheet.broken) == [2]


def test_a_workbook_is_read_with_its_days():
    book = Workbook()
    sheet = book.create_sheet("People", 0)
    sheet.append(["Person ID", "DOB"])
    sheet.append([12, date(2006, 5, 20)])
    saved = io.BytesIO()
    book.save(saved)

    (row,) = read_sheet("people.xlsx", saved.getvalue()).rows

    assert row == (2, ["12", "20/05/2006"])


@pytest.mark.parametrize(
    ("headings", "holds"),
    [
        (["PersonID", "Forename(s)", "Surname", "Date_of_Birth"], Holds.PEOPLE),
        (["Person ID", "Address Line 1", "Town", "Post Code"], Holds.ADDRESSES),
        (["Mosaic ID", "Worker Name", "Start Date", "End Date"], Holds.ALLOCATIONS),
        (["Person ID", "Contact Date", "Contact Type", "Case Note"], Holds.CONTACTS),
    ],
)
def test_columns_are_known_by_their_headings(headings, holds):
    assert guess_holds(headings) == holds
    columns = guess_columns(holds, headings)
    assert list(columns) == [0, 1, 2, 3]
    assert missing_columns(holds, list(columns.values())) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("SMITH-JONES, Aled", ("Aled", "Smith-Jones")),
        ("Miss Mary Jane O'NEILL", ("Mary Jane", "O'Neill")),
        ("Ahmed van der Berg", ("Ahmed", "van der Berg")),
        ("DUNN, Mr Lee (Leo)", ("Lee", "Dunn")),
    ],
)
def test_a_name_in_one_column_is_told_apart(text, name):
    assert split_name(text) == name


def test_names_that_sound_alike_are_alike():
    assert are_alike("Muhammad", "Mohamed")
    assert are_alike("Siobhán", "Shivaun")
    assert not are_alike("Thornbury", "Aldous")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Home visit", "visit"),
        ("Telephone call", "call"),
        ("Telephone call to foster carer", ""),
        ("Professionals meeting", ""),
        ("E-mail", ""),
        ("E-mail from young person", "email"),
        ("Management oversight", ""),
    ],
)
def test_what_is_not_clearly_a_contact_is_a_note(words, kind):
    assert guess_kind(words) == kind


def test_an_attempt_is_told_by_its_words():
    assert is_only_tried("Home visit", "No reply")
    assert not is_only_tried("Home visit", "Successful")


def test_each_cell_that_cannot_be_used_has_one_sentence():
    columns = {0: "person", 1: "given_name", 2: "family_name", 3: "born"}

    said = read_row(
        Holds.PEOPLE, columns, 7, ["1.2E+10", "Ade", "Peel", "31/02/2006"], on=ON
    )

    assert [problem.place for problem in said.problems] == [0, 3]
    assert all(problem.message.endswith(".") for problem in said.problems)


def test_what_is_written_here_is_not_taken_for_the_other_systems():
    ours = {"name": "Samira", "born": None}

    first = compare(ours, {"name": "Samir", "born": ON}, {"name": "Sam"})
    again = compare(ours, {"name": "Samir"}, {"name": "Samir"})
    untouched = compare({"name": "Sam"}, {"name": "Samir"}, {"name": "Sam"})

    assert (first.changes, first.differs) == ({"born": ON}, {"name": "Samir"})
    assert (again.changes, again.differs) == ({}, {})
    assert untouched.changes == {"name": "Samir"}


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_a_table_or_refused(data):
    try:
        sheet = read_sheet("export.csv", data)
    except FileRefused:
        return
    assert isinstance(sheet, Sheet)
    assert all(len(cells) == len(sheet.headings) for _, cells in sheet.rows)


@given(st.sampled_from(Holds), st.lists(st.text(max_size=30), min_size=12, max_size=12))
@settings(max_examples=80, deadline=None)
def test_any_cells_are_read_or_told(holds, cells):
    slugs = [column.slug for column in COLUMNS[holds]][:12]

    said = read_row(holds, dict(enumerate(slugs)), 2, cells, on=ON)

    assert isinstance(said, Said)
    assert all(problem.message for problem in said.problems)
