"""On paper: no confidential address, unless a second person says yes, once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from parentis.accounts.models import Team, User
from parentis.accounts.tests.factories import ManagerFactory, TeamMembershipFactory
from parentis.audit.models import Look
from parentis.notices.models import Notice
from parentis.young_people import actions
from parentis.young_people.models import Address, AddressConfirmation, YoungPerson
from parentis.young_people.tests.factories import (
    AddressFactory,
    AllocationFactory,
    ListedStaffFactory,
    RestrictionFactory,
)

DOCUMENT = "The housing application, for Aldermere Homes"
WAITING = "/young-people/confirmations/"
HIDDEN = "9 Hidden Close"
MORNING = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)


@pytest.fixture
def hidden(sam: YoungPerson) -> Address:
    address: Address = AddressFactory.create(
        young_person=sam, lines=HIDDEN, is_confidential=True
    )
    return address


@pytest.fixture
def asked(hidden: Address, bethan: User) -> AddressConfirmation:
    """Bethan asks."""
    return AddressConfirmation.objects.create(
        address=hidden,
        document=DOCUMENT,
        asked_by=bethan,
        asked_at=datetime(2026, 3, 10, 9, tzinfo=UTC),
    )


def sheet_of(sam: YoungPerson) -> str:
    return f"/young-people/{sam.pk}/print/"


def test_the_sheet_leaves_a_confidential_address_out_and_says_so(
    visit: Any, sam: YoungPerson, hidden: Address, bethan: User
) -> None:
    page = visit(sheet_of(sam), by=bethan)

    assert page.heading == "Sam Thornbury"
    [plain] = page.items("addresses")
    assert plain.startswith("14 Lantern Row")
    assert HIDDEN not in page.html
    assert "An address is left out because it is confidential." in page
    assert "Printed from Parentis by Bethan Marsh" in page
    [look] = Look.objects.all()
    assert (look.looking, look.person, look.young_person) == (
        "printed",
        bethan.pk,
        sam.pk,
    )


def test_without_one_nothing_is_said_to_be_left_out(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    assert "left out because" not in visit(sheet_of(sam), by=bethan)


def test_somebody_asks_and_the_teams_manager_is_told_without_a_name(
    visit: Any, sam: YoungPerson, hidden: Address, bethan: User, rukhsana: User
) -> None:
    url = f"/young-people/{sam.pk}/addresses/{hidden.pk}/ask-to-show/"

    page = visit(url, by=bethan, answers={"document": DOCUMENT})

    assert page.messages[0].startswith("You have asked.")
    assert f"Waiting for a second person's yes: {DOCUMENT}" in page
    assert HIDDEN not in page.html
    [told] = Notice.objects.all()
    assert (told.person, told.link) == (rukhsana, WAITING)
    assert "Thornbury" not in told.about


@pytest.mark.parametrize("document", ["", "letter"])
def test_asking_says_for_which_document(
    visit: Any, sam: YoungPerson, hidden: Address, bethan: User, document: str
) -> None:
    url = f"/young-people/{sam.pk}/addresses/{hidden.pk}/ask-to-show/"

    page = visit(url, by=bethan, answers={"document": document})

    assert page.errors == ["Write which document it is for, and who will have it"]


def test_an_address_that_is_not_confidential_needs_no_asking(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    plain = sam.addresses.get()
    url = f"/young-people/{sam.pk}/addresses/{plain.pk}/ask-to-show/"

    assert visit(url, by=bethan).status == 404


def test_a_manager_who_may_not_open_the_record_is_not_told(
    visit: Any, sam: YoungPerson, hidden: Address, bethan: User, rukhsana: User
) -> None:
    restriction = RestrictionFactory.create(young_person=sam)
    ListedStaffFactory.create(restriction=restriction, person=bethan)
    url = f"/young-people/{sam.pk}/addresses/{hidden.pk}/ask-to-show/"

    visit(url, by=bethan, answers={"document": DOCUMENT})

    assert AddressConfirmation.objects.count() == 1
    assert Notice.objects.count() == 0
    page = visit(WAITING, by=rukhsana)
    assert "Nothing waits for you." in page
    assert "This list shows those you may open." in page


# -- the second person -----------------------------------------------------------------


@pytest.fixture
def confirmed(asked: AddressConfirmation, rukhsana: User) -> AddressConfirmation:
    """Rukhsana said yes this morning."""
    return actions.confirm(asked, by=rukhsana, at=MORNING, is_allowed=True)


def test_a_yes_is_for_the_day_it_is_given(
    confirmed: AddressConfirmation, bethan: User
) -> None:
    with pytest.raises(actions.NotDone, match="on the day it is given"):
        actions.use_confirmation(confirmed, by=bethan, at=MORNING + timedelta(hours=24))

    actions.use_confirmation(confirmed, by=bethan, at=MORNING + timedelta(hours=23))


def test_a_yes_to_an_address_does_not_hold_for_what_it_is_changed_to(
    confirmed: AddressConfirmation, bethan: User
) -> None:
    actions.change_address(
        confirmed.address,
        by=bethan,
        at=MORNING,
        lines="3 Other Place",
        postcode="ZZ2 2ZZ",
        started_on=None,
        ended_on=None,
        is_confidential=True,
    )

    with pytest.raises(actions.NotDone):
        actions.use_confirmation(confirmed, by=bethan, at=MORNING)


def test_a_second_person_says_yes_and_the_sheet_is_shown_once(
    visit: Any,
    sam: YoungPerson,
    asked: AddressConfirmation,
    bethan: User,
    rukhsana: User,
) -> None:
    page = visit(WAITING, by=rukhsana)
    assert "Sam Thornbury" in page
    assert f"For: {DOCUMENT}" in page
    assert HIDDEN not in page.html
    page = visit(f"{WAITING}{asked.pk}/", by=rukhsana, answers={"answer": "yes"})
    assert page.messages == ["Saved: the address may be on the document"]
    assert [told.person for told in Notice.objects.all()] == [bethan]
    assert HIDDEN not in visit(sheet_of(sam), by=bethan).html

    once = f"{sheet_of(sam)}{asked.pk}/"
    page = visit(once, by=bethan, answers={})
    assert page.items("addresses")[0].startswith(
        f"Confidential Only for: {DOCUMENT} {HIDDEN}"
    )
    assert "was confirmed by Rukhsana Peel" in page
    assert "left out because" not in page

    again = visit(once, by=bethan, answers={})
    assert again.messages == [
        "Ask again: a confirmation is for one document, on the day it is given."
    ]
    assert HIDDEN not in again.html


def test_the_sheet_with_the_address_is_never_shown_by_a_link(
    visit: Any, sam: YoungPerson, asked: AddressConfirmation, bethan: User, kwame: User
) -> None:
    AddressConfirmation.objects.update(confirmed_by=kwame, confirmed_at=asked.asked_at)

    page = visit(f"{sheet_of(sam)}{asked.pk}/", by=bethan)

    assert page.status == 405
    assert HIDDEN.encode() not in page.response.content
    asked.refresh_from_db()
    assert asked.used_at is None


def test_who_asked_cannot_say_yes(
    visit: Any, sam: YoungPerson, asked: AddressConfirmation, bethan: User
) -> None:
    assert "Nothing waits for you." in visit(WAITING, by=bethan)

    page = visit(f"{WAITING}{asked.pk}/", by=bethan, answers={"answer": "yes"})

    assert page.messages == [
        "Somebody else must confirm this: you asked for it yourself."
    ]
    asked.refresh_from_db()
    assert asked.confirmed_at is None
    page = visit(f"{sheet_of(sam)}{asked.pk}/", by=bethan, answers={})
    assert HIDDEN not in page.html


def test_a_no_stays_no(
    visit: Any,
    sam: YoungPerson,
    asked: AddressConfirmation,
    bethan: User,
    rukhsana: User,
) -> None:
    url = f"{WAITING}{asked.pk}/"
    page = visit(url, by=rukhsana, answers={"answer": "no"})
    assert page.messages == ["Saved: the address stays off the document"]

    page = visit(url, by=rukhsana, answers={"answer": "yes"})
    assert page.messages == ["This was answered already."]
    page = visit(f"{sheet_of(sam)}{asked.pk}/", by=bethan, answers={})
    assert HIDDEN not in page.html


def test_neither_yes_nor_no_is_no_answer(
    visit: Any, asked: AddressConfirmation, rukhsana: User
) -> None:
    page = visit(f"{WAITING}{asked.pk}/", by=rukhsana, answers={})

    assert page.messages == ["Say yes or no."]
    asked.refresh_from_db()
    assert (asked.confirmed_at, asked.refused_at) == (None, None)


def test_only_who_may_open_the_record_is_asked(
    visit: Any, asked: AddressConfirmation, kwame: User, stranger: User
) -> None:
    for person in (kwame, stranger):
        assert "Nothing waits for you." in visit(WAITING, by=person)
        url = f"{WAITING}{asked.pk}/"
        assert visit(url, by=person, answers={"answer": "yes"}).status == 404
    assert Look.objects.count() == 0


def test_another_may_not_use_what_was_confirmed_for_who_asked(
    visit: Any,
    sam: YoungPerson,
    asked: AddressConfirmation,
    kwame: User,
    rukhsana: User,
) -> None:
    AddressConfirmation.objects.update(confirmed_by=kwame, confirmed_at=asked.asked_at)

    page = visit(f"{sheet_of(sam)}{asked.pk}/", by=rukhsana, answers={})

    assert HIDDEN not in page.html
    asked.refresh_from_db()
    assert asked.used_at is None


def test_a_yes_for_one_young_person_shows_nothing_of_another(
    visit: Any,
    sam: YoungPerson,
    asked: AddressConfirmation,
    bethan: User,
    kwame: User,
) -> None:
    AddressConfirmation.objects.update(confirmed_by=kwame, confirmed_at=asked.asked_at)
    another = AllocationFactory.create(person=bethan).young_person

    page = visit(f"{sheet_of(another)}{asked.pk}/", by=bethan, answers={})

    assert page.status == 404
    asked.refresh_from_db()
    assert asked.used_at is None


def test_a_yes_is_worth_nothing_once_the_record_is_closed_to_who_asked(
    visit: Any, sam: YoungPerson, asked: AddressConfirmation, bethan: User, kwame: User
) -> None:
    AddressConfirmation.objects.update(confirmed_by=kwame, confirmed_at=asked.asked_at)
    RestrictionFactory.create(young_person=sam)

    page = visit(f"{sheet_of(sam)}{asked.pk}/", by=bethan, answers={})

    assert page.status == 404


def test_what_waits_asks_as_often_for_fifty_as_for_ten(
    client: Any,
    hidden: Address,
    bethan: User,
    team: Team,
    django_assert_max_num_queries: Any,
) -> None:
    second = TeamMembershipFactory.create(
        team=team, person=ManagerFactory.create()
    ).person
    client.force_login(second)
    asked = []
    for more in (10, 40):
        for number in range(more):
            AddressConfirmation.objects.create(
                address=hidden,
                document=f"Document {number}",
                asked_by=bethan,
                asked_at=datetime(2026, 3, 10, 9, tzinfo=UTC),
            )
        with django_assert_max_num_queries(12) as queries:
            client.get(WAITING)
        asked.append(len(queries))

    assert asked[0] == asked[1]
