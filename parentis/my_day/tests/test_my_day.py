"""The list of a day: who needs me, why in words, and nobody else's young people."""

from typing import Any

from parentis.accounts.models import User
from parentis.accounts.tests.factories import AnalystFactory, UserFactory
from parentis.audit.models import Look
from parentis.case_file.tests.factories import DeathFactory
from parentis.my_day.models import SavedView
from parentis.young_people.models import YoungPerson
from parentis.young_people.tests.factories import AllocationFactory, RestrictionFactory


def named(page: Any) -> list[str]:
    return [
        name
        for name, url in page.links.items()
        if url.count("/") == 3
        and url.startswith("/young-people/")
        and url[14:-1].isdecimal()
    ]


def test_the_day_says_who_needs_me_and_why(
    visit: Any, sam: YoungPerson, noor: YoungPerson, bethan: User
) -> None:
    page = visit("/", by=bethan)

    assert (page.url, page.heading) == ("/my-day/", "My day")
    assert named(page) == ["Sam Thornbury"]
    for reason in (
        "Home not suitable: no fixed home, or homeless",
        "Not in work or learning: another reason",
        "Last reached on 2 March 2026",
        "Ring the housing office, by 30 May 2026",
        "In touch at 20? No answer yet for the return: 80 days left",
        "Pathway plan: there is none yet",
    ):
        assert reason in page
    assert "1 of 1 needs you today" in page
    assert (
        page.links["Record a contact with Sam Thornbury"]
        == f"/young-people/{sam.pk}/record-contact/"
    )
    assert set(Look.objects.values_list("young_person", flat=True)) == {sam.pk}


def test_it_shows_those_of_one_reason_and_counts_everybody(
    visit: Any, sam: YoungPerson, noor: YoungPerson, rukhsana: User
) -> None:
    page = visit("/my-day/?show=home", by=rukhsana)

    assert named(page) == ["Sam Thornbury"]
    assert "Somewhere unsuitable: 1" in page
    assert "Ayan Noor" not in page
    assert named(visit("/my-day/?show=&sort=name", by=rukhsana)) == [
        "Ayan Noor",
        "Sam Thornbury",
    ]
    assert named(visit("/my-day/?sort=contact", by=rukhsana)) == [
        "Sam Thornbury",
        "Ayan Noor",
    ]


def test_what_the_address_asks_that_there_is_none_of_is_left_out(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    for query in ("show=x&sort=x&page=x&adviser=x", "page=999", "show=%00"):
        assert named(visit(f"/my-day/?{query}", by=bethan)) == ["Sam Thornbury"]


def test_who_knows_them_by_referral_sees_work_and_home_and_no_casework(
    visit: Any, sam: YoungPerson
) -> None:
    school = UserFactory.create(role="virtual-school")
    AllocationFactory.create(
        young_person=sam, person=school, allocated_as="virtual-school"
    )

    page = visit("/my-day/", by=school)

    assert "Not in work or learning: another reason" in page
    for casework in ("housing office", "Last reached", "In touch at", "Pathway plan"):
        assert casework not in page
    assert "Record a contact" not in page


def test_who_died_is_on_no_list(visit: Any, sam: YoungPerson, bethan: User) -> None:
    DeathFactory.create(young_person=sam)

    assert "Sam Thornbury" not in visit("/my-day/", by=bethan)


def test_a_restricted_record_is_on_nobodys_list_but_theirs(
    visit: Any, sam: YoungPerson, bethan: User, rukhsana: User
) -> None:
    RestrictionFactory.create(young_person=sam)

    for person in (bethan, rukhsana):
        assert "Thornbury" not in visit("/my-day/", by=person).html


def test_nobody_else_has_them_and_who_does_no_casework_has_no_day(
    visit: Any, sam: YoungPerson, kwame: User, other_manager: User
) -> None:
    for person in (kwame, other_manager):
        assert "No young person is your work yet" in visit("/my-day/", by=person)
    assert visit("/my-day/", by=AnalystFactory.create()).status == 403


# -- saved lists -----------------------------------------------------------------------


def test_a_saved_list_is_where_the_day_begins(
    visit: Any, sam: YoungPerson, noor: YoungPerson, rukhsana: User
) -> None:
    page = visit(
        "/my-day/?show=work&sort=name",
        by=rukhsana,
        answers={"name": "Out of work", "is_default": "on"},
    )

    assert page.messages == ["The list is saved"]
    assert named(visit("/my-day/", by=rukhsana)) == ["Sam Thornbury"]
    assert named(visit("/my-day/?show=&sort=name", by=rukhsana)) == [
        "Ayan Noor",
        "Sam Thornbury",
    ]
    view = SavedView.objects.get()
    visit(f"/my-day/views/{view.pk}/remove/", by=rukhsana, answers={})
    assert not SavedView.objects.exists()


def test_a_list_needs_a_name_and_nobody_removes_anothers(
    visit: Any, sam: YoungPerson, bethan: User, kwame: User
) -> None:
    page = visit("/my-day/", by=bethan, answers={"name": ""})
    assert page.errors == ["Enter a name for this list"]
    visit("/my-day/", by=bethan, answers={"name": "Mine"})
    view = SavedView.objects.get()

    visit(f"/my-day/views/{view.pk}/remove/", by=kwame, answers={})

    assert SavedView.objects.get() == view


def test_the_list_is_taken_away_as_it_is_shown(
    client: Any, sam: YoungPerson, noor: YoungPerson, rukhsana: User
) -> None:
    client.force_login(rukhsana)

    told = client.get("/my-day/download.csv?show=home").content.decode()

    assert "Sam Thornbury" in told
    assert "Ayan Noor" not in told
    assert client.get("/my-day/download.xlsx").status_code == 200
    assert client.get("/my-day/download.pdf").status_code == 404
