"""Councillors: terms, groups over time, seats, and who signs in as them."""

from datetime import date

import pytest

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import (
    AnalystFactory,
    CommitteeOfficerFactory,
    ElectedMemberFactory,
    UserFactory,
)
from parentis.bodies import queries
from parentis.bodies.tests.factories import CouncillorFactory, MembershipFactory
from parentis.bodies.tests.test_bodies import day_of

PIKE = {
    "name": "Desmond Pike",
    "surname": "Pike",
    "ward": "Thornley",
    "party": "County Alliance",
    "is_elected": "yes",
    "email": "desmond.pike@aldermere.example",
    **day_of("started_on", date(2025, 5, 6)),
}


@pytest.fixture
def officer(db):
    return CommitteeOfficerFactory.create()


@pytest.fixture
def pike(db):
    return CouncillorFactory.create(
        name="Desmond Pike", surname="Pike", term__started_on=date(2021, 5, 10)
    )


def test_a_councillor_is_added_with_their_term(visit, officer):
    page = visit("/bodies/councillors/add/", by=officer, answers=PIKE)

    assert page.heading == "Councillor Desmond Pike"
    assert page.summary["Ward or division"] == "Thornley"
    assert page.summary["Since 6 May 2025"] == "Thornley County Alliance Elected"
    listed = visit("/bodies/councillors/", by=AnalystFactory.create())
    assert listed.summary == {"Councillor Desmond Pike": "Thornley County Alliance"}


def test_nothing_is_added_where_the_term_is_refused(visit, officer):
    page = visit("/bodies/councillors/add/", by=officer, answers=PIKE | {"ward": ""})

    assert page.errors == ["Enter the ward or division"]
    assert queries.councillors(viewer=officer, on=date(2026, 1, 1)) == []


def test_another_group_is_another_term_and_the_first_one_ends(visit, officer, pike):
    answers = {
        "ward": "Thornley",
        "party": "Independents",
        "is_elected": "no",
        **day_of("started_on", date(2023, 2, 1)),
    }
    page = visit(
        f"/bodies/councillors/{pike.pk}/begin-term/", by=officer, answers=answers
    )

    assert page.summary["Political group"] == "Independents"
    assert page.summary["Since 1 February 2023"].endswith("Without an election")
    assert "10 May 2021 to 1 February 2023" in page


def test_who_leaves_office_leaves_their_seats(visit, officer, pike):
    seat = MembershipFactory.create(councillor=pike, body__name="The Panel")
    term = pike.terms.get()
    answers = {
        "version": "1",
        "ends_seats": "on",
        **day_of("ended_on", date(2025, 5, 6)),
    }
    page = visit(f"/bodies/terms/{term.pk}/end/", by=officer, answers=answers)

    seat.refresh_from_db()
    assert seat.ended_on == date(2025, 5, 6)
    assert page.items("seats-before") == [
        "The Panel: member, 20 May 2021 to 6 May 2025"
    ]
    assert "Not in office" in page


def test_somebody_signs_in_as_the_councillor(visit, officer, pike):
    member = ElectedMemberFactory.create(email="pike@aldermere.example")
    AnalystFactory.create(email="analyst@aldermere.example")
    address = f"/bodies/councillors/{pike.pk}/link/"
    offered = visit(address, by=officer)
    page = visit(
        address, by=officer, answers={"version": "1", "user_id": str(member.pk)}
    )

    assert "pike@aldermere.example" in offered
    assert "analyst@aldermere.example" not in offered
    assert page.summary["Signs in as"] == "pike@aldermere.example"
    assert queries.councillor_of(member, viewer=member) == pike
    # Whoever signs in as one is nobody else.
    other = CouncillorFactory.create()
    page = visit(
        f"/bodies/councillors/{other.pk}/link/",
        by=officer,
        answers={"version": "1", "user_id": str(member.pk)},
    )
    assert page.errors == ["Who signs in as this councillor? Choose again"]


def test_two_who_change_a_councillor_at_once_lose_nothing(visit, officer, pike):
    address = f"/bodies/councillors/{pike.pk}/change/"
    first = {"version": "1", "name": "Des Pike", "surname": "Pike", "telephone": "1"}
    visit(address, by=officer, answers=first)
    page = visit(address, by=officer, answers=first | {"name": "D. Pike"})

    assert page.errors[0].startswith("Somebody else changed this")
    assert "Des Pike" in page
    assert 'value="D. Pike"' in page.html


def test_one_who_sat_somewhere_is_not_struck_out(visit, officer, pike):
    MembershipFactory.create(councillor=pike)
    page = visit(
        f"/bodies/councillors/{pike.pk}/strike-out/",
        by=officer,
        answers={"why": "A mistake"},
    )

    assert page.errors[0].startswith("The councillor has or had a seat.")


def test_who_signs_in_and_their_telephone_are_not_for_the_public(officer, pike):
    user = UserFactory.create(role=Role.ELECTED_MEMBER, email="own@aldermere.example")
    pike.user, pike.telephone = user, "01632 960 001"
    pike.save()
    MembershipFactory.create(councillor=pike, body__name="The Panel")

    (told,) = queries.public_councillors(on=date(2022, 1, 1))
    assert (told.name, told.seats) == (
        "Councillor Desmond Pike",
        [("The Panel", "Member")],
    )
    assert "own@" not in str(told)
    assert "960 001" not in str(told)
