"""Restricting a record, reviewing that, and ending it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.tests.factories import AuditorFactory
from parentis.audit.models import Look
from parentis.young_people.models import Restriction, YoungPerson
from parentis.young_people.tests.factories import (
    ListedStaffFactory,
    RestrictionFactory,
    YoungPersonFactory,
)

WHY = "Their mother works for this council"
LIST, BY_NUMBER = "/young-people/restrictions/", "/young-people/restrictions/restrict/"


def answers(*listed: User, in_days: int = 30, **others: str) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(in_days)
    return {
        "reason": WHY,
        "review_on-day": str(day.day),
        "review_on-month": str(day.month),
        "review_on-year": str(day.year),
        "listed": [person.pk for person in listed],
        **others,
    }


def url_of(restriction: Restriction, what: str) -> str:
    return f"/young-people/restrictions/{restriction.pk}/{what}/"


# -- by a manager, on the record -------------------------------------------------------


def test_a_manager_restricts_a_record_to_those_listed(
    visit: Any, sam: YoungPerson, rukhsana: User, bethan: User, kwame: User
) -> None:
    url = f"/young-people/{sam.pk}/restrict/"
    assert f'value="{bethan.pk}" checked' in visit(url, by=rukhsana).html

    page = visit(url, by=rukhsana, answers=answers(rukhsana, bethan))

    assert page.messages == ["From now on only those listed may open the record"]
    assert "Only those listed may open this record: Bethan Marsh, Rukhsana" in page
    assert visit(f"/young-people/{sam.pk}/", by=bethan).status == 200
    found = visit("/young-people/search/", by=kwame, answers={"words": "sam"})
    assert "Thornbury" not in found


def test_who_leaves_themselves_out_comes_back_to_the_list(
    visit: Any, sam: YoungPerson, rukhsana: User, bethan: User
) -> None:
    page = visit(
        f"/young-people/{sam.pk}/restrict/", by=rukhsana, answers=answers(bethan)
    )

    assert page.heading == "Young people"
    assert "Thornbury" not in page


@pytest.mark.parametrize(
    ("in_days", "error"),
    [
        (0, "Choose a day to review it within the next 90 days."),
        (91, "Choose a day to review it within the next 90 days."),
    ],
)
def test_a_review_is_within_90_days(
    visit: Any,
    sam: YoungPerson,
    rukhsana: User,
    bethan: User,
    in_days: int,
    error: str,
) -> None:
    url = f"/young-people/{sam.pk}/restrict/"

    page = visit(url, by=rukhsana, answers=answers(bethan, in_days=in_days))

    assert page.errors == [error]
    assert Restriction.objects.count() == 0


def test_what_is_missing_is_said(visit: Any, sam: YoungPerson, rukhsana: User) -> None:
    page = visit(f"/young-people/{sam.pk}/restrict/", by=rukhsana, answers={})

    assert page.errors == [
        "Write why",
        "Enter a day to review it",
        "Choose at least one person who may open the record",
    ]


def test_a_record_is_restricted_once(
    visit: Any, sam: YoungPerson, rukhsana: User
) -> None:
    restriction = RestrictionFactory.create(young_person=sam)
    ListedStaffFactory.create(restriction=restriction, person=rukhsana)

    page = visit(
        f"/young-people/{sam.pk}/restrict/", by=rukhsana, answers=answers(rukhsana)
    )

    assert page.errors == ["This record is restricted already."]


def test_an_adviser_restricts_nothing(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    assert visit(f"/young-people/{sam.pk}/restrict/", by=bethan).status == 403


# -- by the data guardian, by number ---------------------------------------------------


def test_the_data_guardian_restricts_by_number_and_sees_no_name(
    visit: Any, sam: YoungPerson, dafydd: User, bethan: User
) -> None:
    page = visit(BY_NUMBER, by=dafydd, answers=answers(bethan, child_number="70100042"))

    assert page.messages == ["The record 70100042 is restricted"]
    [row] = page.table("Restricted records")
    assert (row[0], row[2], row[3]) == ("70100042", WHY, "Bethan Marsh")
    assert "Thornbury" not in page.html
    assert visit(f"/young-people/{sam.pk}/", by=dafydd).status == 403


def test_a_record_without_a_child_number_goes_by_ours(
    visit: Any, sam: YoungPerson, dafydd: User, bethan: User
) -> None:
    without = YoungPersonFactory.create(child_number="")
    number = f"p{without.pk}"

    page = visit(BY_NUMBER, by=dafydd, answers=answers(bethan, child_number=number))

    assert page.messages == [f"The record P{without.pk} is restricted"]
    page = visit(
        BY_NUMBER, by=dafydd, answers=answers(bethan, child_number=f"P{sam.pk}")
    )
    assert page.errors == ["There is no record of this child number"]


@pytest.mark.parametrize("number", ["70100041", "P", "P99999999999999999999", "%"])
def test_a_number_there_is_not_is_said(
    visit: Any, sam: YoungPerson, dafydd: User, bethan: User, number: str
) -> None:
    page = visit(BY_NUMBER, by=dafydd, answers=answers(bethan, child_number=number))

    assert page.errors == ["There is no record of this child number"]


def test_the_list_has_the_overdue_on_top_and_says_so(
    visit: Any, sam: YoungPerson, dafydd: User
) -> None:
    today = timezone.localdate()
    for number, days in (("B2", 20), ("A1", -1), ("C3", 0)):
        restriction = RestrictionFactory.create(
            young_person=YoungPersonFactory.create(child_number=number),
            reviewed_on=today - timedelta(60),
            review_on=today + timedelta(days),
        )
        ListedStaffFactory.create(restriction=restriction)

    page = visit(LIST, by=dafydd)

    rows = page.table("Restricted records")
    assert [row[0] for row in rows] == ["A1", "C3", "B2"]
    assert ["Overdue" in row[1] for row in rows] == [True, False, False]
    looks = Look.objects.filter(person=dafydd.pk)
    assert {(look.looking, look.child) for look in looks} == {
        ("listed", "A1"),
        ("listed", "C3"),
        ("listed", "B2"),
    }


def test_an_empty_list_says_how_to_begin(visit: Any, dafydd: User) -> None:
    page = visit("/", by=dafydd)

    assert page.heading == "Restricted records"
    assert "No record is restricted." in page
    assert page.links["Restrict a record"] == BY_NUMBER


def test_the_list_is_the_data_guardians_alone(
    visit: Any, rukhsana: User, bethan: User
) -> None:
    for person in (rukhsana, bethan, AuditorFactory.create()):
        assert visit(LIST, by=person).status == 403
        assert visit(BY_NUMBER, by=person).status == 403


def test_the_list_asks_as_often_for_fifty_as_for_ten(
    client: Any, dafydd: User, django_assert_max_num_queries: Any
) -> None:
    client.force_login(dafydd)
    asked = []
    for more in (10, 40):
        for _ in range(more):
            ListedStaffFactory.create()
        with django_assert_max_num_queries(12) as queries:
            client.get(LIST)
        asked.append(len(queries))

    assert asked[0] == asked[1]


# -- reviewing and ending --------------------------------------------------------------


@pytest.fixture
def restriction(sam: YoungPerson, rukhsana: User) -> Restriction:
    """Sam's, which lists Rukhsana alone."""
    restriction: Restriction = RestrictionFactory.create(young_person=sam)
    ListedStaffFactory.create(restriction=restriction, person=rukhsana)
    return restriction


def test_a_review_keeps_it_and_may_change_who_is_listed(
    visit: Any, restriction: Restriction, rukhsana: User, bethan: User
) -> None:
    url = url_of(restriction, "review")
    page = visit(url, by=rukhsana)
    assert restriction.reason in page.html
    assert f'value="{rukhsana.pk}" checked' in page.html

    page = visit(url, by=rukhsana, answers=answers(bethan, rukhsana))

    assert page.messages == ["The review is saved"]
    assert page.heading == "Sam Thornbury"
    restriction.refresh_from_db()
    assert restriction.reviewed_on == timezone.localdate()
    assert restriction.reason == WHY
    assert set(restriction.listed) == {bethan.pk, rukhsana.pk}


def test_the_data_guardian_reviews_without_seeing_a_name(
    visit: Any, restriction: Restriction, dafydd: User, bethan: User
) -> None:
    url = url_of(restriction, "review")
    page = visit(url, by=dafydd)
    assert page.heading == "Review the restriction of 70100042"
    assert "Thornbury" not in page.html
    assert [look.person for look in Look.objects.all()] == [dafydd.pk]

    page = visit(url, by=dafydd, answers=answers(bethan))

    assert page.heading == "Restricted records"
    assert restriction.listed_staff.get().person == bethan


def test_mistakes_in_a_review_change_nothing(
    visit: Any, restriction: Restriction, dafydd: User, bethan: User
) -> None:
    url = url_of(restriction, "review")

    page = visit(url, by=dafydd, answers=answers(bethan, in_days=200))
    assert page.errors == ["Choose a day to review it within the next 90 days."]
    page = visit(url, by=dafydd, answers=answers())
    assert page.errors == ["Choose at least one person who may open the record"]
    restriction.refresh_from_db()
    assert restriction.reviewed_on == date(2026, 1, 5)
    assert restriction.listed_staff.count() == 1


def test_ending_it_opens_the_record_to_those_whose_work_it_is(
    visit: Any, restriction: Restriction, dafydd: User, bethan: User, sam: YoungPerson
) -> None:
    url = url_of(restriction, "end")
    assert "opens again to those whose work it is" in visit(url, by=dafydd)
    assert visit(url, by=dafydd, answers={"why": ""}).errors == ["Write why"]
    assert visit(f"/young-people/{sam.pk}/", by=bethan).status == 404

    page = visit(url, by=dafydd, answers={"why": "She has left the council"})

    assert page.messages == ["The restriction has ended"]
    assert visit(f"/young-people/{sam.pk}/", by=bethan).status == 200
    restriction.refresh_from_db()
    assert (restriction.ended_by, restriction.why_ended) == (
        dafydd,
        "She has left the council",
    )
    assert visit(url, by=dafydd).status == 404


def test_a_manager_who_is_not_listed_knows_of_no_restriction(
    visit: Any, restriction: Restriction, rukhsana: User
) -> None:
    restriction.listed_staff.all().delete()

    for what in ("review", "end"):
        assert visit(url_of(restriction, what), by=rukhsana).status == 404
    assert Restriction.objects.in_force().get() == restriction
