"""The whole return: nobody is left out, a reason is asked, each child is on record."""

import csv
import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied

from parentis.accounts.roles import ROLES, Permission, Role
from parentis.accounts.tests.factories import UserFactory
from parentis.audit.choices import Looking
from parentis.audit.models import Look
from parentis.returns import queries
from parentis.returns.tests.a_return import (
    HEADER,
    OC3,
    RECEIVED_AT,
    as_csv_files,
    file,
    receive,
    rows_of,
)
from parentis.ssda903.reader import read
from parentis.young_people.tests.factories import (
    RestrictionFactory,
    YoungPersonFactory,
)

WHY = "To send it to the Department for Education"
EVERYBODY = {"ann", "ben", "cat", "dan", "eve"}
WRONG_HEADER = HEADER.replace("01/06/2012", "31/02/2012")


@pytest.fixture
def whole(analyst):
    ann = YoungPersonFactory.create(child_number="ann")
    RestrictionFactory.create(young_person=ann)
    return receive(by=analyst, header=WRONG_HEADER)


def address(upload):
    return f"/returns/{upload.pk}/statutory-return/"


def unpacked(page):
    archive = zipfile.ZipFile(io.BytesIO(page.response.content))
    return {name: archive.read(name) for name in archive.namelist()}


def table(contents):
    return list(csv.DictReader(io.StringIO(contents.decode("utf-8-sig"))))


def test_the_whole_return_comes_with_restricted_children_in_it(visit, analyst, whole):
    page = visit(address(whole), by=analyst, answers={"why": WHY})

    assert page.response["Content-Type"] == "application/zip"
    assert page.response["Content-Disposition"] == (
        'attachment; filename="return-2025.zip"'
    )
    files = unpacked(page)
    assert set(files) == {
        "return-2025/Header.csv",
        "return-2025/Episodes.csv",
        "return-2025/OC3.csv",
        "findings.csv",
    }
    header = table(files["return-2025/Header.csv"])
    assert [row["CHILD"] for row in header] == ["ann", "ben", "cat"]
    assert header[1]["DOB"] == "02/07/2014"
    assert {row["CHILD"] for row in table(files["return-2025/OC3.csv"])} == {
        row[0] for row in rows_of(OC3)[1:]
    }
    (finding,) = [row for row in table(files["findings.csv"]) if row["Child"] == "ann"]
    assert finding["The value as it was"] == "31/02/2012"


def test_what_comes_is_read_as_the_same_return(visit, analyst, whole, tmp_path):
    page = visit(address(whole), by=analyst, answers={"why": WHY})
    for name, contents in unpacked(page).items():
        if name.startswith("return-"):
            (tmp_path / name.rpartition("/")[2]).write_bytes(contents)

    again = read(tmp_path, year=2025).returns
    assert sorted(again["episodes"].collect()["child"].to_list()) == [
        "ann",
        "ben",
        "cat",
    ]


def test_each_child_is_on_record_once_with_what_it_was_for(visit, analyst, whole):
    visit(address(whole), by=analyst, answers={"why": WHY})

    looks = list(Look.objects.all())
    assert sorted(look.child for look in looks) == sorted(EVERYBODY)
    assert {(look.looking, look.why) for look in looks} == {(Looking.EXPORTED, WHY)}


def test_without_a_word_of_what_it_is_for_nothing_leaves(visit, analyst, whole):
    page = visit(address(whole), by=analyst, answers={"why": "  "})

    assert page.errors == ["Write what it is for"]
    assert not Look.objects.exists()


def test_the_page_that_asks_shows_nobody(visit, analyst, whole):
    page = visit(address(whole), by=analyst)

    assert page.heading == "Take away the whole return of 2025"
    assert "restricted records are in it too" in page
    assert not Look.objects.exists()


def test_the_upload_leads_there(visit, analyst, whole):
    page = visit(f"/returns/{whole.pk}/", by=analyst)

    assert page.links["Take away the whole return"] == address(whole)


def test_a_return_that_could_not_be_read_cannot_be_sent(visit, analyst):
    refused = receive(by=analyst, files=[file("shopping.csv", "milk,eggs")])

    assert visit(address(refused), by=analyst).status == 404


def test_a_return_of_one_table_is_given_as_it_is(visit, analyst):
    alone = receive(by=analyst, files=as_csv_files({"Header.csv": HEADER}))
    page = visit(address(alone), by=analyst, answers={"why": WHY})

    assert "return-2025/Header.csv" in unpacked(page)


@pytest.mark.parametrize(
    "role",
    [
        r
        for r, d in ROLES.items()
        if Permission.MAKE_STATUTORY_RETURN not in d.permissions
    ],
)
def test_nobody_else_takes_it_away(visit, whole, role):
    somebody = UserFactory.create(role=Role(role))

    assert visit(address(whole), by=somebody).status == 403
    assert visit(address(whole), by=somebody, answers={"why": WHY}).status == 403
    with pytest.raises(PermissionDenied):
        queries.statutory_return(whole.pk, viewer=somebody, at=RECEIVED_AT, why=WHY)
