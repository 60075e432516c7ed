"""The lists: one's own young people, those found by searching, and the file of them."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO
from typing import Any, cast

import openpyxl
import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from parentis.accounts.models import Team, User
from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import (
    AdministratorFactory,
    AnalystFactory,
    UserFactory,
)
from parentis.audit.models import Look
from parentis.young_people.choices import AllocatedAs
from parentis.young_people.models import YoungPerson
from parentis.young_people.tests.factories import (
    AddressFactory,
    AllocationFactory,
    RestrictionFactory,
    YoungPersonFactory,
)
from tests.reading import Page

SEARCH = "/young-people/search/"
SHOWS_THOSE = "This list shows those you may open."


def names_in(page: Any, caption: str = "Young people") -> list[str]:
    return [row[0] for row in page.tables.get(caption, [])]


def looks_of(person: User) -> list[tuple[str, int]]:
    found = Look.objects.filter(person=person.pk).order_by("position")
    return [(look.looking, look.young_person) for look in found]


# -- the list --------------------------------------------------------------------------


def test_an_adviser_sees_their_own_by_name_with_birthday_and_number(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    page = visit("/young-people/", by=bethan)

    [row] = page.table("Young people")
    assert row[0] == "Sam Thornbury"
    assert row[1].startswith("20 May 2006, ")
    assert row[2:] == ["70100042", "Bethan Marsh"]
    assert SHOWS_THOSE in page
    assert page.navigation[:2] == ["My day", "Young people"]


def test_a_manager_sees_their_teams_young_people(
    visit: Any, sam: YoungPerson, rukhsana: User, team: Team
) -> None:
    of_team = YoungPersonFactory.create(service=team.service, family_name="Abbott")
    AllocationFactory.create(
        young_person=of_team, person=None, team=team, allocated_as=AllocatedAs.TEAM
    )
    YoungPersonFactory.create(service=team.service, family_name="Nobodys")

    page = visit("/young-people/", by=rukhsana)

    assert names_in(page) == ["Sam Abbott", "Sam Thornbury"]
    assert page.table("Young people")[0][3] == "Leaving care north"


def test_names_stand_as_people_look_them_up(
    visit: Any, bethan: User, team: Team
) -> None:
    for name in ("Évans", "eyre", "Zane", "Adams"):
        AllocationFactory.create(
            young_person=YoungPersonFactory.create(
                service=team.service, family_name=name
            ),
            person=bethan,
        )

    page = visit("/young-people/", by=bethan)

    assert names_in(page) == ["Sam Adams", "Sam Évans", "Sam eyre", "Sam Zane"]


def test_a_restricted_record_is_in_no_list_and_nothing_is_counted(
    visit: Any, sam: YoungPerson, bethan: User, rukhsana: User
) -> None:
    RestrictionFactory.create(young_person=sam)

    for person in (bethan, rukhsana):
        page = visit("/young-people/", by=person)
        assert "Thornbury" not in page
        assert SHOWS_THOSE in page
    assert Look.objects.count() == 0


def test_an_empty_list_says_how_to_begin(
    visit: Any, kwame: User, rukhsana: User
) -> None:
    page = visit("/young-people/", by=kwame)
    assert "No young person is your work yet. Your manager says whose" in page
    assert SHOWS_THOSE in page

    assert "Add somebody new, or search for a name." in visit(
        "/young-people/", by=rukhsana
    )


@pytest.mark.parametrize(
    "role",
    [Role.PERFORMANCE_ANALYST, Role.ELECTED_MEMBER, Role.AUDITOR, Role.DATA_GUARDIAN],
)
def test_the_list_is_closed_to_those_who_do_no_casework(visit: Any, role: Role) -> None:
    person = UserFactory.create(role=role)

    for url in ("", "search/?words=sam", "download.csv"):
        assert visit(f"/young-people/{url}", by=person).status == 403
    assert "Young people" not in visit("/your-account/", by=person).navigation


def test_there_are_fifty_on_a_page(visit: Any, bethan: User, team: Team) -> None:
    for number in range(51):
        AllocationFactory.create(
            young_person=YoungPersonFactory.create(
                service=team.service, family_name=f"Name{number:02}"
            ),
            person=bethan,
        )

    page = visit("/young-people/", by=bethan)
    assert len(names_in(page)) == 50
    assert page.links["Next page"] == "?page=2"

    later = visit("/young-people/?page=2", by=bethan)
    assert names_in(later) == ["Sam Name50"]
    assert names_in(visit("/young-people/?page=x", by=bethan)) == names_in(page)
    assert names_in(visit(f"/young-people/?page={'9' * 30}", by=bethan)) == names_in(
        page
    )


def test_a_list_is_on_record_as_listed(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    visit("/young-people/", by=bethan)

    [look] = Look.objects.all()
    assert (look.person, look.young_person, look.child) == (
        bethan.pk,
        sam.pk,
        "70100042",
    )
    assert (look.looking, look.page) == ("listed", "young_people:young_people")
    assert (look.why, look.patterns) == ("", [])


# -- searching -------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["sam", "thorn", "Thornbury sam", "70100042"])
def test_a_search_finds_by_the_beginning_of_a_name_or_by_number(
    visit: Any, sam: YoungPerson, bethan: User, words: str
) -> None:
    page = visit(SEARCH, by=bethan, answers={"words": words})

    assert names_in(page, "Young people found") == ["Sam Thornbury"]
    assert page.links["Sam Thornbury"] == f"/young-people/{sam.pk}/"
    assert looks_of(bethan) == [("searched", sam.pk)]


def test_a_search_finds_a_name_with_accents_typed_without(
    visit: Any, bethan: User, team: Team
) -> None:
    zoe = YoungPersonFactory.create(
        service=team.service, given_name="Zoë", family_name="Ó Briain"
    )
    AllocationFactory.create(young_person=zoe, person=bethan)

    for words in ("zoe", "Zoë", "briain", "o briain"):
        page = visit(SEARCH, by=bethan, answers={"words": words})
        assert names_in(page, "Young people found") == ["Zoë Ó Briain"], words


def test_another_of_the_service_is_found_by_name_alone(
    visit: Any, sam: YoungPerson, kwame: User
) -> None:
    page = visit(SEARCH, by=kwame, answers={"words": "sam"})

    [row] = page.table("Young people found")
    assert row == ["Sam Thornbury", "Say why to open it: Sam Thornbury", "Bethan Marsh"]
    assert (
        page.links["Say why to open it: Sam Thornbury"]
        == f"/young-people/{sam.pk}/say-why/"
    )
    for kept in ("2006", "70100042", "Lantern Row", "ZZ1 4AB"):
        assert kept not in page.html
    assert "Of others in your service it shows the name" in page


def test_a_search_finds_nobody_of_another_service_nor_a_restricted_record(
    visit: Any, sam: YoungPerson, kwame: User, bethan: User, stranger: User
) -> None:
    nothing = "Nobody of this name, address or number is among those you may find."
    page = visit(SEARCH, by=stranger, answers={"words": "sam"})
    assert nothing in page
    assert "Thornbury" not in page.html

    RestrictionFactory.create(young_person=sam)
    for person in (bethan, kwame):
        for words in ("thornbury", "70100042"):
            page = visit(SEARCH, by=person, answers={"words": words})
            assert nothing in page
            assert SHOWS_THOSE in page
    assert Look.objects.count() == 0


def test_who_works_by_referral_finds_only_those_referred(
    visit: Any, sam: YoungPerson, team: Team
) -> None:
    liam = UserFactory.create(role=Role.EMPLOYMENT_ADVISER)
    page = visit(SEARCH, by=liam, answers={"words": "sam"})
    assert names_in(page, "Young people found") == []
    assert "Say why" not in page
    assert visit(f"/young-people/{sam.pk}/", by=liam).status == 404

    AllocationFactory.create(
        young_person=sam, person=liam, allocated_as=AllocatedAs.EMPLOYMENT_ADVISER
    )
    page = visit(SEARCH, by=liam, answers={"words": "sam"})
    assert names_in(page, "Young people found") == ["Sam Thornbury"]
    assert visit(f"/young-people/{sam.pk}/", by=liam).status == 200


@pytest.mark.parametrize("words", ["", " ", "\0", "\0%", "x" * 5000])
def test_a_search_for_nothing_or_nonsense_finds_nobody(
    visit: Any, sam: YoungPerson, bethan: User, words: str
) -> None:
    page = visit(SEARCH, by=bethan, answers={"words": words})

    assert page.status == 200
    assert names_in(page, "Young people found") == []


def test_the_pages_of_a_search_keep_its_words(
    visit: Any, bethan: User, team: Team
) -> None:
    for _ in range(51):
        AllocationFactory.create(
            young_person=YoungPersonFactory.create(
                service=team.service, given_name="Jo & Co"
            ),
            person=bethan,
        )

    client = Client()
    client.force_login(bethan)
    first = client.post(SEARCH, {"words": "jo &"}, follow=True)
    page = Page(cast("HttpResponse", first), url=SEARCH)

    assert page.links["Next page"] == "?page=2"
    later = Page(cast("HttpResponse", client.get(SEARCH + "?page=2")), url=SEARCH)
    assert len(names_in(later, "Young people found")) == 1


def test_the_words_of_a_search_stay_out_of_the_address(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    page = visit(SEARCH, by=bethan, answers={"words": "Thornbury"})

    assert page.response.request["QUERY_STRING"] == ""
    asked = visit(f"{SEARCH}?words=Thornbury", by=bethan)
    assert names_in(asked, "Young people found") == []


# -- the file --------------------------------------------------------------------------


def rows_of(answer: Any) -> list[dict[str, str]]:
    text = answer.response.content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def test_the_file_holds_the_caseload_without_confidential_addresses(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    AddressFactory.create(
        young_person=sam, lines="9 Hidden Close", is_confidential=True
    )
    AddressFactory.create(
        young_person=sam, lines="3 Old Street", ended_on=date(2025, 1, 6)
    )
    tomorrow = timezone.localdate() + timedelta(1)
    AddressFactory.create(young_person=sam, lines="5 New Street", started_on=tomorrow)
    RestrictionFactory.create(
        young_person=(hidden := YoungPersonFactory.create(family_name="Unseen"))
    )
    AllocationFactory.create(young_person=hidden, person=bethan)

    answer = visit("/young-people/download.csv", by=bethan)

    [row] = rows_of(answer)
    assert row["Name"] == "Sam Thornbury"
    assert row["Child number"] == "70100042"
    assert row["Whose work"] == "Bethan Marsh"
    assert (
        row["Address (confidential ones are left out)"]
        == "14 Lantern Row, Aldermere, ZZ1 4AB"
    )
    assert looks_of(bethan) == [("exported", sam.pk)]


def test_the_workbook_says_what_is_left_out(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    sam.addresses.update(is_confidential=True)

    answer = visit("/young-people/download.xlsx", by=bethan)

    book = openpyxl.load_workbook(BytesIO(answer.response.content))
    said = [cell for sheet in book for row in sheet.values for cell in row if cell]
    assert "Sam Thornbury" in said
    assert any("Confidential addresses are left out." in str(each) for each in said)
    assert SHOWS_THOSE in said
    assert not any("Lantern" in str(each) for each in said)


def test_a_name_like_a_formula_stays_a_name(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    YoungPerson.objects.filter(pk=sam.pk).update(given_name="=1+1")

    [row] = rows_of(visit("/young-people/download.csv", by=bethan))

    assert row["Name"] == "'=1+1 Thornbury"


def test_there_is_no_other_form_of_file(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    assert visit("/young-people/download.pdf", by=bethan).status == 404
    assert Look.objects.count() == 0


def test_the_page_says_what_the_file_leaves_out(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    page = visit("/young-people/", by=bethan)

    assert "Confidential addresses are left out of the file." in page


@pytest.mark.parametrize("factory", [AnalystFactory, AdministratorFactory])
def test_casework_makes_no_difference_to_others_start(visit: Any, factory: Any) -> None:
    assert "Young people" not in visit("/", by=factory.create()).heading
