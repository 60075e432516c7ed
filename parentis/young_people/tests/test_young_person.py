"""One record: what it says, who changes it, and what is left on record of looking."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from parentis.accounts.models import Team, User
from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import UserFactory
from parentis.audit.choices import Pattern
from parentis.audit.models import Look
from parentis.notices.models import Notice
from parentis.young_people.choices import AllocatedAs
from parentis.young_people.models import Address, Allocation, YoungPerson
from parentis.young_people.tests.factories import (
    AddressFactory,
    ListedStaffFactory,
    RestrictionFactory,
    YoungPersonFactory,
)

NAMES = {
    "given_name": "Sammy",
    "family_name": "Thornbury",
    "legal_given_name": "Samantha",
    "legal_family_name": "",
    "born-day": "20",
    "born-month": "5",
    "born-year": "2006",
}


def parts(name: str, day: date) -> dict[str, str]:
    return {
        f"{name}-day": str(day.day),
        f"{name}-month": str(day.month),
        f"{name}-year": str(day.year),
    }


# -- the page --------------------------------------------------------------------------


def test_the_record_says_who_somebody_is_where_they_lived_and_whose_work_they_are(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    YoungPerson.objects.filter(pk=sam.pk).update(legal_given_name="Samantha")
    AddressFactory.create(
        young_person=sam,
        lines="3 Old Street",
        started_on=date(2023, 5, 1),
        ended_on=date(2025, 1, 6),
    )

    page = visit(f"/young-people/{sam.pk}/", by=bethan)

    assert page.heading == "Sam Thornbury"
    assert page.summary["Legal name"] == "Samantha Thornbury"
    assert page.summary["Born"].startswith("20 May 2006, ")
    assert page.summary["Child number"] == "70100042"
    assert page.summary["Service"] == sam.service.name
    now, before = page.items("addresses")
    assert now.startswith("14 Lantern Row Aldermere ZZ1 4AB From 6 January 2025")
    assert "From 1 May 2023 to 6 January 2025" in before
    assert page.items("whose-work") == [
        "Bethan Marsh, personal adviser: from 2 September 2024"
    ]


def test_a_confidential_address_is_marked_so_in_words(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    AddressFactory.create(
        young_person=sam, lines="9 Hidden Close", is_confidential=True
    )

    page = visit(f"/young-people/{sam.pk}/", by=bethan)

    hidden, plain = page.items("addresses")
    assert hidden.startswith("Confidential Do not give this address to anybody.")
    assert "Confidential" not in plain


@pytest.mark.parametrize("who", ["kwame", "stranger"])
def test_a_record_that_is_not_theirs_is_as_if_there_were_none(
    visit: Any, request: Any, sam: YoungPerson, who: str
) -> None:
    person = request.getfixturevalue(who)
    none = visit("/young-people/987654321/", by=person)

    page = visit(f"/young-people/{sam.pk}/", by=person)

    assert (page.status, page.text) == (404, none.text)
    assert Look.objects.count() == 0


def test_a_number_too_large_for_a_record_is_no_record(visit: Any, bethan: User) -> None:
    assert visit(f"/young-people/{'9' * 40}/", by=bethan).status == 404
    assert visit(f"/young-people/{'9' * 40}/say-why/", by=bethan).status == 404


def test_what_somebody_may_do_is_what_the_page_offers(
    visit: Any, sam: YoungPerson, bethan: User, rukhsana: User
) -> None:
    def offered(person: User) -> list[str]:
        items: list[str] = visit(f"/young-people/{sam.pk}/", by=person).items("actions")
        return items

    assert offered(bethan) == [
        "Change names and date of birth",
        "Add an address",
        "Print a sheet",
    ]
    assert {"Say whose work this is", "Restrict this record"} <= set(offered(rukhsana))


def test_who_works_by_referral_reads_and_changes_nothing(
    visit: Any, sam: YoungPerson
) -> None:
    liam = UserFactory.create(role=Role.EMPLOYMENT_ADVISER)
    Allocation.objects.create(
        young_person=sam,
        person=liam,
        allocated_as=AllocatedAs.EMPLOYMENT_ADVISER,
        started_on=date(2025, 1, 1),
    )

    page = visit(f"/young-people/{sam.pk}/", by=liam)

    assert page.items("actions") == ["Print a sheet"]
    assert visit(f"/young-people/{sam.pk}/change-names/", by=liam).status == 403


def test_opening_is_on_record_with_who_whose_and_where_from(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    visit(f"/young-people/{sam.pk}/", by=bethan)

    [look] = Look.objects.all()
    assert (look.person, look.young_person, look.child) == (
        bethan.pk,
        sam.pk,
        "70100042",
    )
    assert (look.looking, look.page) == ("opened", "record:record")
    assert look.where_from == "127.0.0.1"
    assert (look.why, look.patterns) == ("", [])


def test_opening_a_relatives_record_is_a_pattern(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    User.objects.filter(pk=bethan.pk).update(
        name="Ada Thornbury", home_postcode="zz14ab"
    )

    visit(f"/young-people/{sam.pk}/", by=bethan)

    assert Look.objects.get().patterns == [
        Pattern.SAME_SURNAME,
        Pattern.SAME_ADDRESS,
    ]


def test_a_restricted_record_says_to_those_listed_who_else_may_open_it(
    visit: Any, sam: YoungPerson, bethan: User, rukhsana: User
) -> None:
    restriction = RestrictionFactory.create(young_person=sam)
    ListedStaffFactory.create(restriction=restriction, person=bethan)

    page = visit(f"/young-people/{sam.pk}/", by=bethan)

    assert "Only those listed may open this record: Bethan Marsh." in page
    assert "Review on 5 April 2026" in page
    assert Look.objects.get().patterns == [Pattern.RESTRICTED]
    assert visit(f"/young-people/{sam.pk}/", by=rukhsana).status == 404


PAGES_OF_A_RECORD = [
    "",
    "change-names/",
    "add-address/",
    "addresses/{address}/",
    "addresses/{address}/ask-to-show/",
    "allocate/",
    "allocations/{allocation}/end/",
    "restrict/",
    "print/",
    "print/{confirmation}/",
    "say-why/",
]


@pytest.mark.parametrize("part", PAGES_OF_A_RECORD)
@pytest.mark.parametrize("answers", [None, {"reason": "Because I would like to know"}])
def test_each_page_of_a_restricted_record_is_as_if_there_were_none(
    visit: Any,
    sam: YoungPerson,
    bethan: User,
    rukhsana: User,
    part: str,
    answers: dict[str, str] | None,
) -> None:
    address = AddressFactory.create(young_person=sam, is_confidential=True)
    restriction = RestrictionFactory.create(young_person=sam)
    if part.startswith("print/{") and answers is None:
        return  # never by GET, whosever it is
    filled = part.format(
        address=address.pk, allocation=sam.allocations.get().pk, confirmation=1
    )
    none = visit(f"/young-people/987654321/{filled}", by=rukhsana, answers=answers)

    page = visit(f"/young-people/{sam.pk}/{filled}", by=rukhsana, answers=answers)

    is_only_read = answers and part in {"", "print/"}
    assert page.status == (405 if is_only_read else 404)
    assert (page.status, page.text) == (none.status, none.text)
    assert "Thornbury" not in page.html
    for what in ("review", "end"):
        url = f"/young-people/restrictions/{restriction.pk}/{what}/"
        assert visit(url, by=rukhsana, answers=answers).status == 404
    assert Look.objects.count() == 0


# -- changing it -----------------------------------------------------------------------


def test_names_are_changed_and_the_legal_one_is_kept_apart(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    url = f"/young-people/{sam.pk}/change-names/"
    assert 'value="Thornbury"' in visit(url, by=bethan).html

    page = visit(url, by=bethan, answers=NAMES)

    assert page.messages == ["The names are saved"]
    assert page.heading == "Sammy Thornbury"
    assert page.summary["Legal name"] == "Samantha Thornbury"
    assert YoungPerson.objects.get().born == date(2006, 5, 20)


def test_mistakes_in_names_are_told_in_words(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    url = f"/young-people/{sam.pk}/change-names/"
    soon = timezone.localdate() + timedelta(2)

    page = visit(url, by=bethan, answers=parts("born", soon))
    assert page.errors == [
        "Enter the first name they use",
        "Enter the last name they use",
        "The date of birth must be in the past",
    ]

    page = visit(url, by=bethan, answers={**NAMES, "born-year": "1066"})
    assert page.errors == ["Check the year of birth"]
    page = visit(url, by=bethan, answers={**NAMES, "given_name": "Sa\0m"})
    assert page.status == 200
    sam.refresh_from_db()
    assert sam.given_name == "Sam"


def test_a_new_address_ends_the_one_before(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    page = visit(
        f"/young-people/{sam.pk}/add-address/",
        by=bethan,
        answers={
            "lines": "9 Hidden Close\nAldermere",
            "postcode": "zz1 9zz",
            **parts("started_on", date(2026, 2, 1)),
            "is_confidential": "on",
        },
    )

    assert page.messages == ["The address is added"]
    before, now = Address.objects.order_by("pk")
    assert before.ended_on == date(2026, 2, 1)
    assert (now.postcode, now.is_confidential, now.ended_on) == ("ZZ1 9ZZ", True, None)


def test_an_address_needs_its_lines_and_a_first_day(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    page = visit(f"/young-people/{sam.pk}/add-address/", by=bethan, answers={})

    assert page.errors == ["Enter the address", "Enter the day they moved in"]
    assert Address.objects.count() == 1


def test_an_address_is_put_right_and_marked_confidential(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    address = sam.addresses.get()
    url = f"/young-people/{sam.pk}/addresses/{address.pk}/"
    answers = {
        "lines": address.lines,
        **parts("started_on", date(2025, 1, 6)),
        **parts("ended_on", date(2024, 1, 6)),
        "is_confidential": "on",
    }

    page = visit(url, by=bethan, answers=answers)
    assert page.errors == ["The last day must come after the first"]

    answers |= parts("ended_on", date(2026, 1, 6))
    page = visit(url, by=bethan, answers=answers)
    assert page.messages == ["The address is saved"]
    address.refresh_from_db()
    assert (address.ended_on, address.is_confidential) == (date(2026, 1, 6), True)


def test_an_address_opens_only_below_whose_it_is(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    another = AddressFactory.create()

    url = f"/young-people/{sam.pk}/addresses/{another.pk}/"
    assert visit(url, by=bethan).status == 404
    assert visit(url + "ask-to-show/", by=bethan).status == 404


# -- adding ----------------------------------------------------------------------------


def new(team: Team, number: str = "") -> dict[str, str]:
    return {
        "given_name": "Ayan",
        "family_name": "Noor",
        "child_number": number,
        "team": str(team.pk),
    }


def test_a_manager_adds_somebody_who_is_then_their_teams_work(
    visit: Any, rukhsana: User, team: Team
) -> None:
    page = visit("/young-people/add/", by=rukhsana, answers=new(team, "70100099"))

    assert page.messages == ["The record of Ayan Noor is begun"]
    assert page.heading == "Ayan Noor"
    assert page.summary["Child number"] == "70100099"
    today = timezone.localdate()
    assert page.items("whose-work")[0].startswith(
        f"Leaving care north: from {today.day} "
    )


def test_mistakes_in_adding_are_told(
    visit: Any, rukhsana: User, stranger: User
) -> None:
    page = visit("/young-people/add/", by=rukhsana, answers={})
    assert page.errors == [
        "Enter the first name they use",
        "Enter the last name they use",
        "Choose a team",
    ]

    elsewhere = stranger.memberships.get().team
    page = visit("/young-people/add/", by=rukhsana, answers=new(elsewhere))
    assert len(page.errors) == 1
    assert YoungPerson.objects.count() == 0


def test_an_adviser_adds_nobody(visit: Any, bethan: User) -> None:
    assert visit("/young-people/add/", by=bethan).status == 403


def test_a_child_number_that_one_can_find_is_not_given_twice(
    visit: Any, sam: YoungPerson, rukhsana: User, team: Team
) -> None:
    page = visit("/young-people/add/", by=rukhsana, answers=new(team, "70100042"))

    assert page.errors == [
        "There is a record of this child number already. Search for the number."
    ]
    assert list(YoungPerson.objects.all()) == [sam]


@pytest.mark.parametrize("story", ["restricted", "of another service"])
def test_a_child_number_of_a_hidden_record_is_answered_as_any_other(
    visit: Any, sam: YoungPerson, rukhsana: User, team: Team, dafydd: User, story: str
) -> None:
    """The data guardian is told of the two records: whoever adds one is not."""
    if story == "restricted":
        RestrictionFactory.create(young_person=sam)
    else:
        YoungPersonFactory.create(child_number="70100043")

    number = "70100042" if story == "restricted" else "70100043"
    page = visit("/young-people/add/", by=rukhsana, answers=new(team, number))

    assert page.messages == ["The record of Ayan Noor is begun"]
    assert page.errors == []
    ayan = YoungPerson.objects.get(family_name="Noor")
    assert ayan.child_number == ""
    [told] = Notice.objects.filter(person=dafydd)
    assert f"the record P{ayan.pk} with the child number {number}" in told.about
    assert not Notice.objects.exclude(person=dafydd)
