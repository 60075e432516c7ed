"""A home is added: whether it is suitable and why, whose address, what it ends."""

from datetime import date

import pytest

from parentis.homes.models import Home
from parentis.homes.tests.factories import HomeFactory
from parentis.young_people.tests.factories import AddressFactory, AllocationFactory

ANSWERS = {
    "kind": "U",
    "started_on-day": "3",
    "started_on-month": "8",
    "started_on-year": "2026",
    "is_suitable": "yes",
}


@pytest.fixture
def sam(db):
    return AllocationFactory.create().young_person


@pytest.fixture
def adviser(sam):
    return sam.allocations.get().person


def add_to(sam):
    return f"/young-people/{sam.pk}/record/homes/add/"


def test_the_home_before_ends_on_the_day_the_new_one_begins(visit, sam, adviser):
    before = HomeFactory.create(young_person=sam, kind="E")

    page = visit(add_to(sam), by=adviser)
    assert "They left the home before on that day (supported lodgings)" in page.text
    visit(add_to(sam), by=adviser, answers=ANSWERS | {"ends_earlier": "on"})

    before.refresh_from_db()
    assert before.ended_on == date(2026, 8, 3)
    assert before.changed_by == adviser
    assert Home.objects.get(young_person=sam, ended_on=None).kind == "U"


def test_another_lives_somewhere_else_at_the_same_time(visit, sam, adviser):
    HomeFactory.create()

    page = visit(add_to(sam), by=adviser, answers=ANSWERS)

    assert page.errors == []
    assert Home.objects.get(young_person=sam).started_on == date(2026, 8, 3)


def test_a_home_that_is_refused_ends_nothing(visit, sam, adviser):
    before = HomeFactory.create(young_person=sam, kind="E")
    other = {"ended_on-day": "1", "ended_on-month": "8", "ended_on-year": "2026"}

    page = visit(
        add_to(sam), by=adviser, answers=ANSWERS | other | {"ends_earlier": "on"}
    )

    before.refresh_from_db()
    assert page.errors[0].startswith("The last day is before the first.")
    assert before.ended_on is None


def test_an_unsuitable_home_needs_what_is_wrong_and_why(visit, sam, adviser):
    page = visit(add_to(sam), by=adviser, answers=ANSWERS | {"is_suitable": "no"})

    assert page.errors == [
        "Choose what is not as it should be",
        "Write why the home is not suitable",
    ]


def test_nobody_need_tick_what_is_wrong_with_having_no_home(visit, sam, adviser):
    answers = {"kind": "S", "is_suitable": "no", "why": "He stays with a friend."}
    visit(add_to(sam), by=adviser, answers=ANSWERS | answers)

    assert Home.objects.get(young_person=sam).code == "S2"


def test_custody_is_never_suitable(visit, sam, adviser):
    page = visit(add_to(sam), by=adviser, answers=ANSWERS | {"kind": "X"})

    assert page.errors == [
        "No fixed home and custody are never suitable. Answer No",
    ]


def test_nobody_asks_whether_a_home_abroad_is_suitable(visit, sam, adviser):
    answers = ANSWERS | {"kind": "G"}
    del answers["is_suitable"]
    page = visit(add_to(sam), by=adviser, answers=answers)

    assert "Home: Gone abroad" in page.text
    assert "Suitable" not in page.text


def test_a_confidential_address_is_linked_and_named_nowhere(visit, sam, adviser):
    hidden = AddressFactory.create(young_person=sam, is_confidential=True)
    form = visit(add_to(sam), by=adviser)
    page = visit(add_to(sam), by=adviser, answers=ANSWERS | {"address": str(hidden.pk)})

    assert Home.objects.get(young_person=sam).address == hidden
    assert "A confidential address, since 6 January 2025" in form.text
    assert "Confidential: it is with their addresses" in page.text
    assert "Lantern Row" not in form.text + page.text


def test_the_address_of_another_young_person_is_no_answer(visit, sam, adviser):
    others = AddressFactory.create()
    page = visit(add_to(sam), by=adviser, answers=ANSWERS | {"address": str(others.pk)})

    assert page.errors[0].startswith("Select a valid choice.")


def test_a_bid_for_social_housing_says_the_band_and_what_came_of_it(
    visit, sam, adviser
):
    page = visit(
        f"/young-people/{sam.pk}/record/housing-bids/add/",
        by=adviser,
        answers={
            "register": "Aldermere Homes",
            "bid_on-day": "3",
            "bid_on-month": "8",
            "bid_on-year": "2026",
            "band": "Band A",
            "outcome": "waiting",
        },
    )

    assert "Bid for social housing: Aldermere Homes" in page.text
    assert "Band A" in page.text


def test_a_list_of_homes_reads_their_addresses_at_once(
    visit, sam, adviser, django_assert_max_num_queries
):
    def homes(years):
        for year in years:
            HomeFactory.create(
                young_person=sam,
                address=AddressFactory.create(young_person=sam),
                started_on=date(year, 1, 1),
                ended_on=date(year + 1, 1, 1),
            )

    page = f"/young-people/{sam.pk}/record/homes/"
    homes([2025])
    visit(page, by=adviser)
    with django_assert_max_num_queries(80) as for_one:
        visit(page, by=adviser)
    homes(range(2010, 2020))
    with django_assert_max_num_queries(len(for_one)):
        visit(page, by=adviser)
