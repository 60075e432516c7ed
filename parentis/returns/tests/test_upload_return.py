"""Uploading a return, and the page that follows its reading."""

import pytest

from parentis.accounts.tests.factories import (
    AdministratorFactory,
    CommitteeOfficerFactory,
    ElectedMemberFactory,
)
from parentis.figures import queries as figures
from parentis.returns import actions, tasks
from parentis.returns.models import InForce, Upload
from parentis.returns.tests.a_return import (
    RECEIVED_AT,
    as_csv_files,
    as_workbook,
    as_xml,
    as_zip,
    file,
)

URL = "/returns/upload-return/"
AS_CSV, AS_ZIP, AS_XLSX, AS_XML = "CSV files", "a zip", "a workbook", "XML"
FORMS = {
    AS_CSV: as_csv_files,
    AS_ZIP: lambda: [file("SSDA903 2025.zip", as_zip())],
    AS_XLSX: lambda: [file("return.xlsx", as_workbook())],
}


def upload(visit, by, files, **answers):
    return visit(URL, by=by, answers={"return_files": files, **answers})


@pytest.mark.parametrize("form", FORMS)
def test_an_analyst_uploads_a_return(visit, analyst, form):
    page = upload(visit, analyst, FORMS[form]())
    assert "Waiting to be read" in page

    received = Upload.objects.get()
    tasks.read_upload(received.pk)
    page = visit(f"/returns/{received.pk}/", by=analyst)

    assert "The return of the year ending 31 March 2025." in page
    assert "It is in force" in page
    held = {
        title: rows
        for title, rows in page.table("Rows in each table of the return")
        if rows != "not in the files"
    }
    assert held == {"Header": "3", "Episodes": "3", "OC3": "2"}


def test_several_files_are_named_as_a_person_would(visit, analyst):
    page = upload(visit, analyst, as_csv_files())

    assert page.heading == "Header.csv and 2 more"


def test_an_xml_return_is_read_and_says_what_it_lacks(visit, analyst):
    upload(visit, analyst, [file("return.xml", as_xml())], year="2025")
    received = Upload.objects.get()
    tasks.read_upload(received.pk)
    page = visit(f"/returns/{received.pk}/", by=analyst)

    assert ["Episodes", "3"] in page.table("Rows in each table of the return")
    assert "This return has no OC3, so no figure can come from it." in page
    assert not InForce.objects.exists()


def test_reading_queues_the_figures_and_they_come(visit, analyst, run_tasks):
    upload(visit, analyst, as_csv_files())

    assert run_tasks() == ["returns.read_upload", "figures.compute_figures"]
    scorecard = figures.scorecard(viewer=analyst)
    assert scorecard is not None
    assert scorecard.years == [2025]


def test_the_year_that_somebody_gave_is_the_year(visit, analyst):
    upload(visit, analyst, as_csv_files(), year="2024")
    received = Upload.objects.get()
    tasks.read_upload(received.pk)

    assert Upload.objects.get().year == 2024
    assert "ending 31 March 2024" in visit(f"/returns/{received.pk}/", by=analyst)


def test_a_file_that_is_no_return_is_refused_with_a_sentence(visit, analyst):
    upload(visit, analyst, [file("holidays.csv", "name,place\nann,sea\n")])
    received = Upload.objects.get()
    tasks.read_upload(received.pk)
    page = visit(f"/returns/{received.pk}/", by=analyst)

    assert page.heading == "holidays.csv"
    assert "no table of the return" in page.text.lower() or "no return" in page
    assert "No figure was changed." in page
    assert page.links["Upload the return again"] == URL


def test_a_fault_of_ours_is_not_put_on_whoever_uploaded(visit, analyst, monkeypatch):
    upload(visit, analyst, as_csv_files())
    received = Upload.objects.get()

    def fail(*_given, **_named):
        raise MemoryError("too much")

    monkeypatch.setattr(actions, "read", fail)
    with pytest.raises(MemoryError):
        tasks.read_upload(received.pk)
    page = visit(f"/returns/{received.pk}/", by=analyst)
    assert "a fault of Parentis, not of your files" in page

    monkeypatch.undo()
    tasks.read_upload(received.pk)
    page = visit(f"/returns/{received.pk}/", by=analyst)
    assert "It is in force" in page
    assert "a fault of Parentis" not in page


def test_nothing_chosen_is_explained(visit, analyst):
    page = visit(URL, by=analyst, answers={})

    assert page.title == "Error: Upload a return – Parentis"
    assert page.errors == ["Choose the files of the return"]


def test_a_file_of_another_kind_is_explained(visit, analyst):
    page = upload(visit, analyst, [file("report.docx", b"PK")])

    (error,) = page.errors
    assert error == (
        "'report.docx' is not a CSV, zip, XML or .xlsx file."
        " Choose the return's own files"
    )
    assert not Upload.objects.exists()


def test_an_empty_file_is_explained(visit, analyst):
    page = upload(visit, analyst, [file("Header.csv", b"")])

    assert page.errors == [
        "One of the files is empty. Choose the files again without it"
    ]


def test_two_files_of_one_name_are_both_kept(analyst):
    twice = [*as_csv_files(), *as_csv_files()]
    received = actions.read_return(twice, by=analyst, at=RECEIVED_AT)

    kept = {path.name for path in received.files_folder.iterdir()}
    first = {"Header.csv", "Episodes.csv", "OC3.csv"}
    assert kept == first | {f"2-{name}" for name in first}


def test_a_name_cannot_lead_out_of_the_folder(analyst, monkeypatch):
    sly = file("Header.csv", b"a")
    # As no browser would send it; Django itself would take the name's end.
    with monkeypatch.context() as sent:
        sent.setattr(type(sly), "name", "../../.profile.csv")
        received = actions.read_return([sly], by=analyst, at=RECEIVED_AT)

    assert [path.name for path in received.files_folder.iterdir()] == ["profile.csv"]


@pytest.mark.parametrize(
    "role", [CommitteeOfficerFactory, ElectedMemberFactory, AdministratorFactory]
)
@pytest.mark.parametrize("url", [URL, "/returns/{pk}/"])
def test_others_may_not_upload_nor_look(visit, a_return, role, url):
    page = visit(url.format(pk=a_return.pk), by=role.create())

    assert page.status == 403


def test_nobody_uploads_by_sending_the_form_itself(visit, db):
    officer = CommitteeOfficerFactory.create()
    page = upload(visit, officer, as_csv_files())

    assert page.status == 403
    assert not Upload.objects.exists()


def test_an_upload_that_is_not_there_is_not_found(visit, analyst):
    assert visit("/returns/999/", by=analyst).status == 404


def test_a_script_asks_for_the_progress_alone(visit, analyst):
    upload(visit, analyst, as_csv_files())
    received = Upload.objects.get()
    url, asks = f"/returns/{received.pk}/", {"HX-Request": "true"}

    waiting = visit(url, by=analyst, headers=asks)
    assert 'id="progress"' in waiting.html
    assert "<html" not in waiting.html

    tasks.read_upload(received.pk)
    done = visit(url, by=analyst, headers=asks)
    assert done.response["HX-Refresh"] == "true"


def test_the_page_tells_how_far_the_reading_is(visit, analyst, monkeypatch):
    upload(visit, analyst, as_csv_files())
    received = Upload.objects.get()
    seen = []

    def look(*_given, **_named):
        page = visit(f"/returns/{received.pk}/", by=analyst)
        seen.append(page.text.split(" A council")[0])

    monkeypatch.setattr(actions, "_keep_findings", look)
    tasks.read_upload(received.pk)

    (while_reading,) = seen
    assert "Being read. 2 of 3 steps are done." in while_reading
