"""A part of a record, listed, added to, corrected and struck out, by its pages."""

from uuid import uuid4

import pytest

from parentis.accounts.tests.factories import AdviserFactory
from parentis.entries.models import TimelineEntry
from parentis.homes.models import Home
from parentis.homes.tests.factories import HomeFactory
from parentis.young_people.tests.factories import AllocationFactory

ANSWERS = {
    "kind": "U",
    "started_on-day": "3",
    "started_on-month": "8",
    "started_on-year": "2026",
    "is_suitable": "yes",
    "why": "Near college, and hers to keep.",
}


@pytest.fixture
def sam(db):
    return AllocationFactory.create().young_person


@pytest.fixture
def adviser(sam):
    return sam.allocations.get().person


def test_a_home_is_added_and_stands_in_the_timeline(visit, sam, adviser):
    page = visit(
        f"/young-people/{sam.pk}/record/homes/add/", by=adviser, answers=ANSWERS
    )

    assert "Home: Own tenancy, flat share or student home" in page.text
    line = TimelineEntry.objects.get(young_person=sam)
    assert line.headline == "Home: Own tenancy, flat share or student home"
    assert line.words == "Near college, and hers to keep."


def test_the_same_sheet_sent_twice_is_recorded_once(visit, sam, adviser):
    sent = ANSWERS | {"sent_as": str(uuid4())}
    for _twice in range(2):
        visit(f"/young-people/{sam.pk}/record/homes/add/", by=adviser, answers=sent)

    assert Home.objects.filter(young_person=sam).count() == 1


def test_two_homes_at_a_time_are_refused_in_one_sentence(visit, sam, adviser):
    HomeFactory.create(young_person=sam)

    page = visit(
        f"/young-people/{sam.pk}/record/homes/add/", by=adviser, answers=ANSWERS
    )

    assert page.errors[0].startswith("They have another home on some of these days.")


def test_who_changes_second_sees_both_texts_and_loses_nothing(visit, sam, adviser):
    home = HomeFactory.create(young_person=sam)
    address = f"/young-people/{sam.pk}/record/homes/{home.pk}/change/"
    visit(address, by=adviser, answers=ANSWERS | {"version": "1"})

    page = visit(
        address,
        by=adviser,
        answers=ANSWERS | {"version": "1", "why": "The boiler is broken again."},
    )

    assert "Near college, and hers to keep." in page.text
    assert "The boiler is broken again." in page.text
    assert Home.objects.get(pk=home.pk).why == "Near college, and hers to keep."


def test_what_is_struck_out_stays_readable(visit, sam, adviser):
    home = HomeFactory.create(young_person=sam)

    page = visit(
        f"/young-people/{sam.pk}/record/homes/{home.pk}/strike-out/",
        by=adviser,
        answers={"why": "It was somebody else's."},
    )

    assert "It was somebody else's." in page.text
    assert not TimelineEntry.objects.filter(young_person=sam).exists()


def test_the_record_of_another_service_is_not_found(visit, sam):
    page = visit(f"/young-people/{sam.pk}/record/homes/", by=AdviserFactory.create())

    assert page.status == 404
