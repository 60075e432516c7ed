"""The first page of a record: what matters now, and where the rest is."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import UserFactory
from parentis.contacts.tests.factories import ContactFactory
from parentis.homes.tests.factories import HomeFactory
from parentis.personal_details.tests.factories import (
    AboutThemFactory,
    IdentityDocumentFactory,
    ImportantPersonFactory,
    SafetyWarningFactory,
    WayToReachFactory,
)
from parentis.young_people.choices import AllocatedAs
from parentis.young_people.models import YoungPerson
from parentis.young_people.tests.factories import (
    AddressFactory,
    AllocationFactory,
    YoungPersonFactory,
)


@pytest.fixture
def sam(db: None) -> YoungPerson:
    sam: YoungPerson = YoungPersonFactory.create(family_name="Thornbury")
    AllocationFactory.create(young_person=sam, person__name="Bethan Marsh")
    return sam


@pytest.fixture
def bethan(sam: YoungPerson) -> User:
    person = sam.allocations.get().person
    assert person
    return person


@pytest.fixture
def liam(sam: YoungPerson) -> User:
    """Works with Sam by referral."""
    liam: User = UserFactory.create(role=Role.EMPLOYMENT_ADVISER)
    AllocationFactory.create(
        young_person=sam, person=liam, allocated_as=AllocatedAs.EMPLOYMENT_ADVISER
    )
    return liam


def test_it_begins_with_who_they_are_and_who_works_with_them(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    AboutThemFactory.create(young_person=sam)

    page = visit(f"/young-people/{sam.pk}/", by=bethan)

    assert page.heading == "Sam Thornbury"
    age = sam.age_on(timezone.localdate())
    assert (
        f"{age} years old. She and her. Needs an interpreter for Tigrinya."
        " Bethan Marsh, personal adviser." in page.text
    )


def test_warnings_stand_on_top_until_they_end(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    today = timezone.localdate()
    SafetyWarningFactory.create(
        young_person=sam,
        is_told=False,
        why_not_told="It would put her aunt at risk.",
        reviewed_on=today - timedelta(days=100),
        review_on=today - timedelta(days=1),
    )
    SafetyWarningFactory.create(
        young_person=sam, what="The lift is broken", ended_on=date(2026, 2, 10)
    )

    page = visit(f"/young-people/{sam.pk}/", by=bethan)

    assert "Warning: A large dog lives there They were not told." in page.text
    assert "It was to be reviewed by" in page.text
    assert "The lift is broken" not in page.text
    assert page.html.index("A large dog") < page.html.index('id="now"')


def test_now_says_when_they_were_reached_and_whether_the_home_is_right(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    ContactFactory.create(
        young_person=sam, held_at=datetime(2026, 3, 2, 14, tzinfo=UTC), is_made=True
    )
    ContactFactory.create(
        young_person=sam, held_at=datetime(2026, 4, 7, 14, tzinfo=UTC), is_made=False
    )
    HomeFactory.create(
        young_person=sam, kind="S", is_suitable=False, why="He sleeps on sofas."
    )

    page = visit(f"/young-people/{sam.pk}/", by=bethan)

    assert page.summary["Last contact"] == (
        "2 March 2026. Tried since, last on 7 April 2026"
    )
    assert page.summary["Home now"] == "No fixed home, or homeless. Not suitable"
    assert page.summary["Mainly does"] == "Not written down"
    assert page.summary["Pathway plan"] == "No plan is approved yet"


def test_the_birthday_window_says_how_many_days_are_left(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    today = timezone.localdate()
    eighteen_tomorrow = today + timedelta(days=1)
    YoungPerson.objects.filter(pk=sam.pk).update(
        born=eighteen_tomorrow.replace(year=eighteen_tomorrow.year - 18, day=28)
        if (eighteen_tomorrow.month, eighteen_tomorrow.day) == (2, 29)
        else eighteen_tomorrow.replace(year=eighteen_tomorrow.year - 18)
    )

    page = visit(f"/young-people/{sam.pk}/", by=bethan)

    assert page.summary["Birthday window"].startswith("18 on ")
    assert "The return still needs an answer: 3" in page.summary["Birthday window"]


def test_each_part_tells_how_it_stands_or_how_to_begin(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    for number in range(5):
        ImportantPersonFactory.create(young_person=sam, name=f"Aunt {number}")
    AboutThemFactory.create(young_person=sam)

    page = visit(f"/young-people/{sam.pk}/", by=bethan)

    assert page.summary["Important people"] == (
        "Aunt 4, aunt Aunt 3, aunt Aunt 2, aunt And 2 more"
    )
    assert page.summary["Identity documents"].startswith("None is written down yet.")
    assert page.links["Add an identity document"] == (
        f"/young-people/{sam.pk}/record/identity-documents/add/"
    )
    assert "Change page about them" in page.links
    assert "Add a page about them" not in page.links


def test_a_document_s_number_is_on_its_own_page_alone(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    passport = IdentityDocumentFactory.create(young_person=sam)

    record = visit(f"/young-people/{sam.pk}/", by=bethan)
    opened = visit(
        f"/young-people/{sam.pk}/record/identity-documents/{passport.pk}/", by=bethan
    )

    assert record.summary["Identity documents"] == (
        "Passport: they have it, until 3 May 2031"
    )
    assert "PX9981234" not in record.html
    assert opened.summary["Number"] == "PX9981234"


def test_who_knows_them_by_referral_reads_names_home_and_work_alone(
    visit: Any, sam: YoungPerson, liam: User
) -> None:
    SafetyWarningFactory.create(young_person=sam)
    ContactFactory.create(young_person=sam, is_made=True)
    HomeFactory.create(young_person=sam)
    WayToReachFactory.create(young_person=sam)

    page = visit(f"/young-people/{sam.pk}/", by=liam)

    assert "A large dog" not in page.text
    assert "Last contact" not in page.summary
    assert "What they are owed" not in page.text
    assert "Timeline" not in page.links
    assert "Record a contact" not in page.links
    assert page.summary["Ways to reach them"] == "Mobile phone: 07700 900123"
    assert page.summary["Home now"] == "Own tenancy, flat share or student home"


def test_on_paper_no_confidential_address_and_no_menus(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    AddressFactory.create(
        young_person=sam, lines="9 Hidden Close", is_confidential=True
    )

    page = visit(f"/young-people/{sam.pk}/", by=bethan)

    [hidden] = [each for each in page.items("addresses") if "9 Hidden Close" in each]
    assert 'class="app-entry app-no-print"' in page.html
    assert hidden.startswith("Confidential")
    assert "An address is left out because it is confidential." in page.text


@pytest.mark.parametrize("entries", [1, 30])
def test_it_asks_the_database_as_often_however_much_there_is(
    visit: Any, sam: YoungPerson, bethan: User, entries: int
) -> None:
    for number in range(entries):
        ImportantPersonFactory.create(young_person=sam, name=f"Aunt {number}")
        WayToReachFactory.create(young_person=sam)
        IdentityDocumentFactory.create(young_person=sam)
        ContactFactory.create(young_person=sam, is_made=True)
    AboutThemFactory.create(young_person=sam)
    SafetyWarningFactory.create(young_person=sam)
    HomeFactory.create(young_person=sam)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        visit(f"/young-people/{sam.pk}/", by=bethan)

    # Signing in, in the test, takes some of them.
    assert len(asked) <= 60
