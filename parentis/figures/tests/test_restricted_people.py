"""Behind a figure stand those you may open: who is left out, and that nothing tells."""

import csv
import io

import pytest
from openpyxl import load_workbook

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import UserFactory
from parentis.audit.choices import Looking
from parentis.audit.models import Look
from parentis.figures import queries
from parentis.figures.tests.a_council import leaver
from parentis.young_people.tests.factories import (
    ListedStaffFactory,
    RestrictionFactory,
    YoungPersonFactory,
)

pytestmark = pytest.mark.usefixtures("returns_in_force", "council")

URL = "/figures/eet-19-to-21/young-people/2025/"
HIDDEN = leaver(3)
COUNTED = {leaver(n) for n in range(26)}
NOT_COUNTED = {leaver(n) for n in range(26, 40)}


@pytest.fixture
def restricted(db):
    """Written with another capital, as somebody may have typed it."""
    somebody = YoungPersonFactory.create(child_number=HIDDEN.title())
    return RestrictionFactory.create(young_person=somebody)


@pytest.fixture
def listed(restricted):
    """An analyst who does casework too, and is on the list."""
    person = UserFactory.create(roles=[Role.PERFORMANCE_ANALYST, Role.PERSONAL_ADVISER])
    ListedStaffFactory.create(restriction=restricted, person=person)
    return person


def children(page, caption="Counted"):
    return {row[0] for row in page.table(caption)}


def test_a_restricted_child_is_in_neither_list_nor_file(visit, analyst, restricted):
    page = visit(URL, by=analyst)

    assert children(page) == COUNTED - {HIDDEN}
    for address in ("?list=not-counted", "download.csv", "download.xlsx"):
        answer = visit(URL + address, by=analyst).response.content
        assert HIDDEN.encode() not in answer.lower()
    (row,) = csv_rows(visit(f"{URL}download.csv", by=analyst), leaver(4))
    assert row["Counted"] == "yes"
    assert csv_rows(visit(f"{URL}download.csv", by=analyst), HIDDEN) == []


def test_the_figure_still_counts_everybody(visit, analyst, restricted):
    assert "65.0%, 26 of 40." in visit(URL, by=analyst)


def test_the_page_says_the_same_whether_or_not_somebody_is_left_out(visit, analyst):
    before = visit(URL, by=analyst).text
    somebody = YoungPersonFactory.create(child_number=HIDDEN)
    RestrictionFactory.create(young_person=somebody)
    after = visit(URL, by=analyst).text

    assert "This list shows those you may open." in before
    row = f"{HIDDEN} 4 Jun 2004 20"
    assert row in before
    start = before.index(row)
    rest = before[start:].split(leaver(4), 1)[1]
    assert after == before[:start] + leaver(4) + rest


def test_somebody_on_the_list_sees_the_child_and_a_way_to_the_record(
    visit, listed, restricted
):
    page = visit(URL, by=listed)

    assert children(page) == COUNTED
    assert page.links[HIDDEN] == f"/young-people/{restricted.young_person_id}/"
    assert leaver(4) not in page.links


def test_files_say_whom_they_show(visit, analyst):
    page = visit(f"{URL}download.csv", by=analyst)
    assert "young-people-you-may-open.csv" in page.response["Content-Disposition"]

    page = visit(f"{URL}download.xlsx", by=analyst)
    book = load_workbook(io.BytesIO(page.response.content))
    notes = {
        row[0]: row[1] for row in book["Notes"].iter_rows(values_only=True, max_col=2)
    }
    assert notes["Who is in it"] == "This list shows those you may open."


def test_fifty_come_at_a_time_and_none_is_lost(visit, analyst, monkeypatch):
    monkeypatch.setattr(queries, "ON_A_PAGE", 10)
    url, seen = f"{URL}?list=not-counted", []
    while True:
        page = visit(url, by=analyst)
        seen += [row[0] for row in page.table("Not counted")]
        if "Next page" not in page.links:
            break
        url = URL + page.links["Next page"]

    assert seen == sorted(NOT_COUNTED)
    assert page.links["Previous page"] == "?list=not-counted&page=1"


@pytest.mark.parametrize("asked", ["page=x", "page=-4", "page=%00", "list=%00&page=9"])
def test_a_strange_address_still_opens(visit, analyst, asked):
    assert visit(f"{URL}?{asked}", by=analyst).status == 200


def test_each_child_shown_is_on_record_once(visit, analyst):
    record = YoungPersonFactory.create(child_number=leaver(5))
    visit(URL, by=analyst)

    looks = Look.objects.all()
    assert sorted(look.child for look in looks) == sorted(COUNTED)
    assert {look.looking for look in looks} == {Looking.LISTED}
    assert {look.person for look in looks} == {analyst.pk}
    assert {look.child: look.young_person for look in looks}[leaver(5)] == record.pk


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_each_child_in_a_file_is_on_record_once(visit, analyst, form):
    visit(f"{URL}download.{form}", by=analyst)

    looks = Look.objects.all()
    assert sorted(look.child for look in looks) == sorted(COUNTED | NOT_COUNTED)
    assert {look.looking for look in looks} == {Looking.EXPORTED}


def test_who_is_refused_has_looked_at_nobody(visit):
    visit(URL, by=UserFactory.create(role=Role.ELECTED_MEMBER))

    assert not Look.objects.exists()


def csv_rows(page, child):
    told = io.StringIO(page.response.content.decode("utf-8-sig"))
    return [row for row in csv.DictReader(told) if row["Child"] == child]
