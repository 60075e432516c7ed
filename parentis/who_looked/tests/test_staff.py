"""What one member of staff looked at: by number, day by day, and to take away."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from parentis.audit.choices import Looking, Pattern
from parentis.audit.models import Look
from parentis.who_looked.tests.conftest import NOW, look
from parentis.young_people.tests.factories import RestrictionFactory, YoungPersonFactory

DAYS = "?started_on-day=1&started_on-month=5&started_on-year=2026"


@pytest.fixture
def at_work(bethan, amara):
    """Two records opened on 3 May, one of them twice; a list and a file on 4 May."""
    other = YoungPersonFactory.create(child_number="90100008", family_name="Canaryman")
    RestrictionFactory.create(young_person=other)
    look(bethan, amara, patterns=(Pattern.SAME_SURNAME,))
    look(bethan, amara, at=NOW + timedelta(minutes=1))
    look(bethan, other, at=NOW + timedelta(minutes=2), why="=cmd|' /C calc'!A0")
    look(bethan, amara, other, at=NOW + timedelta(days=1), what=Looking.LISTED)
    look(bethan, amara, other, at=NOW + timedelta(days=1), what=Looking.EXPORTED)
    return bethan


def test_day_by_day_and_look_by_look(visit, auditor, at_work):
    page = visit(f"/who-looked/staff/{at_work.pk}/{DAYS}", by=auditor)

    assert page.heading == "What Bethan Marsh looked at"
    assert page.table("Day by day") == [
        ["4 May 2026", "0", "0", "2", "2"],
        ["3 May 2026", "2", "3", "0", "0"],
    ]
    assert [row[1:3] for row in page.table("Looks")] == [
        ["90100008", "Took it away in a file"],
        ["90100007", "Took it away in a file"],
        ["90100008", "Saw it in a list"],
        ["90100007", "Saw it in a list"],
        ["90100008", "Opened the record"],
        ["90100007", "Opened the record"],
        ["90100007", "Opened the record"],
    ]


def test_no_name_of_a_young_person_is_on_it(visit, auditor, at_work):
    html = visit(f"/who-looked/staff/{at_work.pk}/{DAYS}", by=auditor).html

    assert "Thornbury" not in html
    assert "Canaryman" not in html


def test_lists_may_be_left_out(visit, auditor, at_work):
    page = visit(f"/who-looked/staff/{at_work.pk}/{DAYS}&without_lists=on", by=auditor)

    assert len(page.table("Looks")) == 5


def test_at_first_the_last_thirty_days_are_shown(visit, auditor, at_work, time_machine):
    time_machine.move_to(NOW + timedelta(days=29))
    assert visit(f"/who-looked/staff/{at_work.pk}/", by=auditor).tables["Looks"]

    time_machine.move_to(NOW + timedelta(days=31))
    page = visit(f"/who-looked/staff/{at_work.pk}/", by=auditor)
    assert "They looked at nobody on these days." in page.text


def test_a_member_of_staff_who_does_not_exist(client, auditor):
    client.force_login(auditor)

    assert client.get("/who-looked/staff/999999/").status_code == 404
    assert client.get("/who-looked/staff/999999/download.csv").status_code == 404


# -- to take away ----------------------------------------------------------------------


def take_away(by, person, form):
    client = Client()
    client.force_login(by)
    response = client.get(f"/who-looked/staff/{person.pk}/download.{form}{DAYS}")
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="what-person-{person.pk}-looked-at.{form}"'
    )
    return response.content


def test_the_same_as_csv(auditor, at_work):
    text = take_away(auditor, at_work, "csv").decode("utf-8-sig")

    rows = list(csv.DictReader(StringIO(text)))
    assert [row["Record"] for row in rows] == ["90100008", "90100007"] * 2 + [
        "90100008",
        "90100007",
        "90100007",
    ]
    assert rows[-1]["When"] == "2026-05-03 14:05:00+01:00"
    assert rows[-1]["Flags"] == "They have the same surname"
    # What somebody typed as their reason is no formula for whoever opens the file.
    assert rows[-3]["Why"] == "'=cmd|' /C calc'!A0"
    assert "Thornbury" not in text
    assert "Canaryman" not in text


def test_the_same_as_xlsx(auditor, at_work):
    book = load_workbook(BytesIO(take_away(auditor, at_work, "xlsx")))

    rows = list(book["What they looked at"].values)
    assert [row[3] for row in rows[-2:]] == ["90100007", "90100007"]
    assert book["What they looked at"]["F6"].data_type == "s"


def test_that_a_file_was_made_is_on_record_once_for_each_child(auditor, at_work):
    before = Look.objects.count()

    take_away(auditor, at_work, "csv")

    looks = Look.objects.order_by("position")[before:]
    assert {(each.child, each.looking, each.person) for each in looks} == {
        ("90100007", Looking.EXPORTED, auditor.pk),
        ("90100008", Looking.EXPORTED, auditor.pk),
    }
    assert len(looks) == 2


def test_there_is_no_other_form(client, auditor, at_work):
    client.force_login(auditor)

    response = client.get(f"/who-looked/staff/{at_work.pk}/download.pdf")

    assert response.status_code == 404
