"""What was found of a restricted child is listed for those who may open the record."""

import io

import pytest
from openpyxl import load_workbook

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import UserFactory
from parentis.audit.choices import Looking
from parentis.audit.models import Look
from parentis.returns.models import Found
from parentis.returns.tests.a_return import HEADER, OC3, receive
from parentis.young_people.tests.factories import (
    ListedStaffFactory,
    RestrictionFactory,
    YoungPersonFactory,
)

WRONG_HEADER = HEADER.replace("01/06/2012", "31/02/2012").replace("BAFR", "ZZZZ")


@pytest.fixture
def with_mistakes(analyst):
    """One of ann's and one of ben's in Header, one of dan's in OC3."""
    return receive(by=analyst, header=WRONG_HEADER, oc3=OC3.replace("F1", "F9"))


@pytest.fixture
def restricted(db):
    ann = YoungPersonFactory.create(child_number="Ann")
    return RestrictionFactory.create(young_person=ann)


def listed_on(page):
    return {row[0].rpartition("child ")[2] for row in page.table("Findings")}


def test_a_restricted_childs_findings_are_in_neither_list_nor_file(
    visit, analyst, with_mistakes, restricted
):
    Found.objects.create(
        upload=with_mistakes,
        file="Header.csv",
        row=9,
        value="ann",
        rule="drawn",
        severity="error",
        message="A row that names them in another column.",
    )
    page = visit(f"/returns/{with_mistakes.pk}/findings/", by=analyst)
    assert "ann" not in listed_on(page)
    assert {"ben", "dan"} <= listed_on(page)
    assert "31/02/2012" not in page.html
    assert "names them in another column" not in page.html
    assert "This list shows those you may open." in page

    page = visit(f"/returns/{with_mistakes.pk}/findings.xlsx", by=analyst)
    book = load_workbook(io.BytesIO(page.response.content))
    told = [str(cell) for sheet in book for row in sheet.values for cell in row]
    assert "ann" not in told
    assert "ben" in told
    assert "This list shows those you may open." in told


def test_no_count_tells_how_many_are_left_out(visit, analyst, with_mistakes):
    """Every count of findings is of those listed."""
    before = visit(f"/returns/{with_mistakes.pk}/", by=analyst)
    ann = YoungPersonFactory.create(child_number="ann")
    RestrictionFactory.create(young_person=ann)
    after = visit(f"/returns/{with_mistakes.pk}/", by=analyst)

    assert ["Header.csv", "2", "0"] in before.table("Findings by file")
    assert ["Header.csv", "1", "0"] in after.table("Findings by file")
    assert "1 that could not be used" not in visit("/returns/", by=analyst)
    assert "2 that could not be used" in visit("/returns/", by=analyst)


def test_who_may_open_the_record_sees_what_was_found(visit, with_mistakes, restricted):
    person = UserFactory.create(roles=[Role.PERFORMANCE_ANALYST, Role.PERSONAL_ADVISER])
    ListedStaffFactory.create(restriction=restricted, person=person)
    page = visit(f"/returns/{with_mistakes.pk}/findings/", by=person)

    assert "ann" in listed_on(page)


@pytest.mark.parametrize(
    ("url", "looking"),
    [("findings/", Looking.LISTED), ("findings.xlsx", Looking.EXPORTED)],
)
def test_each_child_shown_is_on_record_once(
    visit, analyst, with_mistakes, url, looking
):
    record = YoungPersonFactory.create(child_number="ben")
    visit(f"/returns/{with_mistakes.pk}/{url}", by=analyst)

    looks = list(Look.objects.all())
    children = set(Found.objects.exclude(child="").values_list("child", flat=True))
    assert sorted(look.child for look in looks) == sorted(children)
    assert {look.looking for look in looks} == {looking}
    assert {look.child: look.young_person for look in looks}["ben"] == record.pk
