"""Name, e-mail address, and what helps to notice a look at somebody close."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress

from parentis.accounts.tests.factories import AdministratorFactory, AdviserFactory


@pytest.fixture
def joan(db):
    return AdministratorFactory.create(name="Joan Okafor")


@pytest.fixture
def bethan(db):
    return AdviserFactory.create(name="Bethan Marsh", email="bethan@aldermere.example")


ANSWERS = {
    "name": "Bethan Marsh-Ashwick",
    "email": "Bethan.Ashwick@Aldermere.example",
    "born-day": "3",
    "born-month": "May",
    "born-year": "1986",
    "home_postcode": "zz1 4ab",
}


def test_details_are_changed(visit, joan, bethan):
    EmailAddress.objects.create(user=bethan, email=bethan.email, primary=True)
    page = visit(f"/people/{bethan.pk}/details/", by=joan, answers=ANSWERS)

    assert page.heading == "Bethan Marsh-Ashwick"
    assert page.summary["Email address"] == "bethan.ashwick@aldermere.example"
    bethan.refresh_from_db()
    assert (bethan.born, bethan.home_postcode) == (date(1986, 5, 3), "ZZ1 4AB")
    # The old address opens nothing by another way.
    assert not EmailAddress.objects.filter(user=bethan).exists()


def test_the_page_says_what_birthday_and_postcode_are_for(visit, joan, bethan):
    page = visit(f"/people/{bethan.pk}/details/", by=joan)

    assert (
        "only used to notice that somebody looks at the record of their own,"
        " of a relative or of a neighbour" in page
    )


def test_they_may_stay_empty(visit, joan, bethan):
    only = {"name": "Bethan Marsh", "email": "bethan@aldermere.example"}
    visit(f"/people/{bethan.pk}/details/", by=joan, answers=ANSWERS)
    visit(f"/people/{bethan.pk}/details/", by=joan, answers=only)

    bethan.refresh_from_db()
    assert (bethan.born, bethan.home_postcode) == (None, "")


def test_an_address_that_somebody_else_signs_in_with_is_refused(visit, joan, bethan):
    AdviserFactory.create(email="taken@aldermere.example")
    taken = {"name": "Bethan Marsh", "email": "TAKEN@aldermere.example"}
    page = visit(f"/people/{bethan.pk}/details/", by=joan, answers=taken)

    assert page.errors == ["Somebody else signs in with this email address already."]


def test_what_is_missing_is_said(visit, joan, bethan):
    page = visit(f"/people/{bethan.pk}/details/", by=joan, answers={"born-day": "3"})

    assert page.errors == [
        "Enter their name",
        "Enter their email address",
        "The date must include a month and a year",
    ]
