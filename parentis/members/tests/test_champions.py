"""Champions by area of the offer and by directorate, and what each did."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from parentis.accounts.tests.factories import (
    AnalystFactory,
    CommitteeOfficerFactory,
    ElectedMemberFactory,
)
from parentis.bodies.tests.test_bodies import day_of
from parentis.members import actions, queries
from parentis.members.choices import OF_THE_ACT, OfferArea
from parentis.members.tests.factories import (
    RECORDED,
    ChampionFactory,
    DeedFactory,
)

DID = {"words": "Met three employers.", **day_of("done_on", date(2022, 4, 2))}


@pytest.fixture
def officer(db):
    return CommitteeOfficerFactory.create()


@pytest.fixture
def member(db):
    return ElectedMemberFactory.create()


@pytest.fixture
def champion(member):
    return ChampionFactory.create(
        councillor__name="Ifeoma Birch", councillor__user=member
    )


def test_the_areas_are_those_of_the_act_and_of_the_councils_own(visit, officer):
    assert [area.label for area in OF_THE_ACT] == [
        "Health and well-being",
        "Relationships",
        "Education and training",
        "Employment",
        "Accommodation",
        "Participation in society",
    ]
    page = visit("/members/champions/", by=officer)
    assert page.items("without") == [area.label for area in OfferArea]
    assert "Children and Social Work Act 2017, section 2 (from memory" in page


def test_a_councillor_champions_an_area_and_a_post_a_directorate(
    visit, officer, champion
):
    housing = {
        "post": "Strategic Housing Manager",
        "directorate": "Place and Environment",
        **day_of("started_on", date(2022, 4, 1)),
    }
    page = visit("/members/champions/add/", by=officer, answers=housing)

    assert "Place and Environment Strategic Housing Manager, since 1 April 2022" in page
    assert "Health and well-being Councillor Ifeoma Birch" in page
    assert "Health and well-being" not in page.items("without")
    told = queries.champions_told(viewer=None, on=date(2022, 5, 1))
    assert [(each.name, each.area) for each in told] == [
        ("Councillor Ifeoma Birch", "Health and well-being"),
        ("Strategic Housing Manager", "Place and Environment"),
    ]


def test_it_is_one_of_both(visit, officer, champion):
    both = {
        "councillor_id": str(champion.councillor_id),
        "post": "Strategic Housing Manager",
        **day_of("started_on", date(2022, 4, 1)),
    }
    page = visit("/members/champions/add/", by=officer, answers=both)

    assert page.errors == [
        "Choose a councillor, or write the post of an officer: one of both",
        "Choose an area of the local offer, or write a directorate: one of both",
    ]


def test_a_champion_adds_what_they_did_from_their_own_page(visit, member, champion):
    own = visit("/members/", by=member)
    page = visit(
        own.links["Add what was done: Health and well-being"], by=member, answers=DID
    )

    assert page.heading == "Your page: Councillor Ifeoma Birch"
    assert "2 April 2022: Met three employers." in page
    (told,) = queries.champions_told(viewer=None, on=date(2022, 5, 1))
    assert told.deeds == ["Met three employers."]
    (before,) = queries.champions_told(viewer=None, on=date(2022, 4, 1))
    assert before.deeds == []


def test_what_was_done_is_not_on_a_day_to_come(visit, member, champion):
    answers = DID | day_of("done_on", date(2199, 1, 1))
    page = visit(
        f"/members/champions/{champion.pk}/add-deed/", by=member, answers=answers
    )

    assert page.errors == ["That day is still to come"]
    assert "Met three employers." in page.html


def test_nobody_speaks_for_another_champion(visit, member, officer, champion):
    others = DeedFactory.create()
    for address in (
        f"/members/champions/{others.champion_id}/add-deed/",
        f"/members/deeds/{others.pk}/change/",
        f"/members/deeds/{others.pk}/strike-out/",
    ):
        assert visit(address, by=member).status == 403
        assert visit(address, by=AnalystFactory.create()).status == 403
        assert visit(address, by=officer).status == 200
    with pytest.raises(PermissionDenied):
        actions.strike_out_deed(others, by=member, at=RECORDED, why="Not mine")


def test_a_deed_struck_out_is_told_to_nobody(visit, officer):
    deed = DeedFactory.create()
    page = visit(
        f"/members/deeds/{deed.pk}/strike-out/", by=officer, answers={"why": "Wrong"}
    )

    assert "Nothing is written down yet of what was done." in page
    (told,) = queries.champions_told(viewer=None, on=date(2023, 1, 1))
    assert told.deeds == []


def test_champions_of_before_stay_readable(visit, officer, champion):
    answers = {
        "version": "1",
        "councillor_id": str(champion.councillor_id),
        "area": "health",
        **day_of("started_on", champion.started_on),
        **day_of("ended_on", date(2023, 5, 1)),
    }
    page = visit(
        f"/members/champions/{champion.pk}/change/", by=officer, answers=answers
    )

    assert "1 September 2021 to 1 May 2023" in page
    assert "Health and well-being" in page.items("without")
    assert queries.champions_told(viewer=None, on=date(2023, 5, 1)) == []


def test_a_champion_who_left_office_is_pointed_out(visit, officer, champion):
    assert "Not in office" not in visit("/members/champions/", by=officer)

    champion.councillor.terms.update(ended_on=date(2025, 5, 6))
    assert "since 1 September 2021 Not in office" in visit(
        "/members/champions/", by=officer
    )
