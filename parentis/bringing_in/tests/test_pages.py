import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parentis.accounts.tests.factories import (
    ManagerFactory,
    TeamMembershipFactory,
)
from parentis.bringing_in.choices import FileHolds
from parentis.bringing_in.models import BroughtFile, Difference
from parentis.young_people.models import YoungPerson

PEOPLE = 'Person ID,Name,DOB\n1,"PEEL, Ade",03/03/2005\n2,Cher,\n=1+1,"X, Y",1/1/2005\n'
NOTES = "Person ID,Contact Date,Contact Type,Case Note\n1,01/03/2026,Coffee,Talked\n"


@pytest.fixture
def upload(visit, run_tasks, rukhsana, team):
    def send(holds, text, name="people.csv"):
        page = visit(
            "/bringing-in/file/",
            by=rukhsana,
            answers={
                "holds": holds,
                "system": "Mosaic",
                "team": team.pk,
                "file": SimpleUploadedFile(name, text.encode()),
            },
        )
        run_tasks()
        return page

    return send


def test_a_manager_brings_in_a_file_step_by_step(upload, visit, run_tasks, rukhsana):
    page = upload("people", PEOPLE)
    assert "The file is being read" in page

    page = visit(page.url, by=rukhsana)
    assert page.heading == "Say what each column is"
    assert "For example: PEEL, Ade · Cher · X, Y" in page

    answers = {"column-0": "person", "column-1": "name", "column-2": "born"}
    page = visit(page.url, by=rukhsana, answers=answers)
    run_tasks()
    page = visit(page.url, by=rukhsana)
    assert ["Added", "2"] in page.table("What would become of the rows")
    assert "Row 3, Name" in page
    assert not YoungPerson.objects.exists()

    visit(f"{page.url}confirm/", by=rukhsana, answers={})
    run_tasks()

    page = visit(page.url, by=rukhsana)
    assert ["Not brought in", "1"] in page.table("What became of the rows")
    assert YoungPerson.objects.get(family_name="Peel").given_name == "Ade"
    taken = visit(f"{page.url}refused-rows.csv", by=rukhsana).response.content.decode()
    assert "Only one name can be made out here" in taken
    assert "Cher" in taken


def test_columns_are_remembered_for_the_next_file(upload, visit, run_tasks, rukhsana):
    headings = 'A,B\n1,"PEEL, Ade"\n'
    page = visit(upload("people", headings).url, by=rukhsana)
    visit(page.url, by=rukhsana, answers={"column-0": "person", "column-1": "name"})
    run_tasks()

    page = visit(upload("people", headings).url, by=rukhsana)

    assert "matched as you matched them last time" in page
    assert 'value="person" selected' in page.html


def test_a_column_that_is_needed_is_asked_for(upload, visit, rukhsana):
    page = visit(upload("people", PEOPLE).url, by=rukhsana)

    page = visit(page.url, by=rukhsana, answers={"column-0": "person"})

    assert page.errors == [
        "Choose a column for: ‘Whole name in one column’ or ‘Last name’"
    ]


def test_the_files_own_words_for_contacts_are_asked_about(
    upload, visit, run_tasks, rukhsana, brought
):
    from parentis.contacts.models import Contact

    brought(FileHolds.PEOPLE, PEOPLE)
    page = visit(upload("contacts", NOTES).url, by=rukhsana)
    assert "What is “Coffee”?" in page
    columns = {"column-0": "person", "column-1": "day", "column-2": "kind"}
    page = visit(
        page.url,
        by=rukhsana,
        answers={**columns, "column-3": "note", "kind-0": "meeting"},
    )
    run_tasks()
    visit(f"{page.url}confirm/", by=rukhsana, answers={})
    run_tasks()

    assert Contact.objects.get().kind == "meeting"


def test_a_file_that_is_no_table_is_refused_on_the_page(upload, visit, rukhsana):
    page = upload("people", "words", name="people.pdf")
    assert page.errors == [
        "Choose a CSV file or an .xlsx workbook. Save other workbooks as .xlsx"
    ]
    page = upload("people", "\n\n")
    assert "holds no table" in visit(page.url, by=rukhsana)


def test_nobody_else_sees_the_file(upload, visit, bethan, team):
    upload("people", PEOPLE)
    other = ManagerFactory.create()
    TeamMembershipFactory.create(team=team, person=other)
    address = BroughtFile.objects.get().get_absolute_url()

    assert visit(address, by=other).status == 404
    assert visit(address, by=bethan).status == 403


def test_a_manager_chooses_what_stands(brought, visit, rukhsana):
    brought(FileHolds.PEOPLE, PEOPLE)
    YoungPerson.objects.filter(given_name="Ade").update(given_name="Adeola")
    brought(FileHolds.PEOPLE, PEOPLE.replace("Ade", "Adebayo"))
    difference = Difference.objects.get()

    page = visit("/bringing-in/differences/", by=rukhsana)
    assert "Adeola" in page
    page = visit(
        f"/bringing-in/differences/{difference.pk}/choose/",
        by=rukhsana,
        answers={"stands": "ours"},
    )

    assert page.messages == ["First name: Adeola"]
    assert "There is nothing to choose." in page
    difference.refresh_from_db()
    assert difference.chosen_by == rukhsana
    assert difference.is_theirs_chosen is False


def test_a_list_of_rows_takes_as_many_queries_however_long(
    compared, visit, rukhsana, django_assert_max_num_queries
):
    for rows in (10, 100, 1_000):
        text = "Person ID,Name\n" + "".join(f"{n},Cher\n" for n in range(rows))
        file = compared(FileHolds.PEOPLE, text)
        with django_assert_max_num_queries(40):
            page = visit(file.get_absolute_url(), by=rukhsana)
        assert "Only one name" in page
