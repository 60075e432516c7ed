"""The young people behind a figure: who is counted, and who is not."""

import csv
import io

import pytest
from django.core.exceptions import PermissionDenied
from openpyxl import load_workbook

from parentis.accounts.tests.factories import (
    AdministratorFactory,
    CommitteeOfficerFactory,
    ElectedMemberFactory,
)
from parentis.figures import queries
from parentis.figures.tests.a_council import COMPUTED_AT, leaver

pytestmark = pytest.mark.usefixtures("returns_in_force")

URL = "/figures/eet-19-to-21/young-people/2025/"
COUNTED = {leaver(n) for n in range(26)}
NOT_COUNTED = {leaver(n) for n in range(26, 40)}


def children(rows):
    return {row[0] for row in rows}


def test_everyone_is_listed_by_child_number_counted_or_not(visit, analyst, council):
    page = visit(URL, by=analyst)
    others = visit(f"{URL}?list=not-counted", by=analyst)

    assert children(page.table("Counted")) == COUNTED
    assert children(others.table("Not counted")) == NOT_COUNTED
    assert "65.0%, 26 of 40." in page


def test_somebody_who_died_is_in_neither_list(visit, analyst, council):
    assert "mia" not in visit(URL, by=analyst)


def test_each_says_what_the_return_says(visit, analyst, council):
    page = visit(URL, by=analyst)

    rows = {row[0]: row for row in page.table("Counted")}
    child, born, age, facts = rows[leaver(0)]
    assert (child, born, age) == ("leaver00", "1 Jun 2004", "20")
    assert "Higher education, full time" in facts


def test_another_year_has_its_own_people(visit, analyst, council):
    page = visit("/figures/eet-19-to-21/young-people/2024/", by=analyst)

    assert children(page.table("Counted")) == {leaver(n) for n in range(20)}


def test_the_way_back_leads_to_the_same_year(visit, analyst, council):
    page = visit("/figures/eet-19-to-21/young-people/2024/", by=analyst)

    assert "/figures/eet-19-to-21/?year=2024" in page.html


def test_a_figure_without_a_number_has_nobody(visit, analyst, council):
    page = visit("/figures/same-placement-two-years/young-people/2025/", by=analyst)

    assert page.tables == {}
    assert "needs the return of 2023" in page


@pytest.mark.parametrize("year", ["1999", "2026"])
def test_a_year_without_a_return_is_not_found(visit, analyst, council, year):
    assert (
        visit(f"/figures/eet-19-to-21/young-people/{year}/", by=analyst).status == 404
    )


def test_people_come_as_csv_and_workbook(visit, analyst, council):
    page = visit(f"{URL}download.csv", by=analyst)
    rows = list(csv.DictReader(io.StringIO(page.response.content.decode("utf-8-sig"))))
    assert {row["Child"] for row in rows if row["Counted"] == "yes"} == COUNTED
    assert {row["Child"] for row in rows if row["Counted"] == "no"} == NOT_COUNTED

    page = visit(f"{URL}download.xlsx", by=analyst)
    book = load_workbook(io.BytesIO(page.response.content))
    _, *cells = book.worksheets[0].iter_rows(values_only=True)
    assert {row[0] for row in cells} == COUNTED | NOT_COUNTED
    assert any("children's records" in str(row[1]) for row in book["Notes"].values)


@pytest.mark.parametrize(
    "role", [CommitteeOfficerFactory, ElectedMemberFactory, AdministratorFactory]
)
@pytest.mark.parametrize("url", [URL, f"{URL}download.csv", f"{URL}download.xlsx"])
def test_only_an_analyst_sees_who_they_are(visit, council, role, url):
    page = visit(url, by=role.create())

    assert page.status == 403
    assert "leaver" not in page.response.content.decode(errors="replace")


@pytest.mark.parametrize(
    "role", [CommitteeOfficerFactory, ElectedMemberFactory, AdministratorFactory]
)
def test_the_query_itself_refuses(council, role):
    with pytest.raises(PermissionDenied):
        queries.people_page("eet-19-to-21", 2025, viewer=role.create(), at=COMPUTED_AT)
    with pytest.raises(PermissionDenied):
        queries.people_to_take_away(
            "eet-19-to-21", 2025, viewer=role.create(), at=COMPUTED_AT
        )


def test_many_people_take_few_queries(
    client, analyst, council, django_assert_max_num_queries
):
    client.force_login(analyst)
    with django_assert_max_num_queries(14):
        client.get(URL)
