"""Opening what is not one's work: for a reason, or in an emergency."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail

from parentis.accounts.models import User
from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import UserFactory
from parentis.audit.choices import Pattern
from parentis.audit.models import Look
from parentis.notices.models import Notice
from parentis.young_people.models import OpenedFor, YoungPerson
from parentis.young_people.tests.factories import (
    RestrictionFactory,
    YoungPersonFactory,
)

NOW = datetime(2026, 3, 10, 14, 30, tzinfo=UTC)
REASON = "He has rung and Bethan is away today"
EMERGENCY = "/young-people/emergency/"
DANGER = "The police found him and ask who he is"


def told(person: User) -> list[str]:
    return [each.about for each in Notice.objects.filter(person=person)]


# -- for a reason ----------------------------------------------------------------------


def test_saying_why_opens_the_record_for_the_working_day(
    visit: Any, sam: YoungPerson, kwame: User
) -> None:
    url = f"/young-people/{sam.pk}/say-why/"
    record = f"/young-people/{sam.pk}/"
    with time_machine.travel(NOW) as clock:
        page = visit(url, by=kwame)
        assert page.heading == "Say why you need to open the record of Sam Thornbury"
        for kept in ("2006", "70100042", "Lantern"):
            assert kept not in page.html
        assert visit(record, by=kwame).status == 404

        page = visit(url, by=kwame, answers={"reason": REASON})
        assert page.heading == "Sam Thornbury"
        assert f"You said: {REASON}" in page
        assert "It is open to you until 22:30, 10 March 2026." in page
        # A second time leads straight to it.
        assert visit(url, by=kwame).heading == "Sam Thornbury"

        clock.shift(timedelta(hours=8, seconds=1))
        assert visit(record, by=kwame).status == 404


def test_what_was_said_is_on_record_with_each_look(
    visit: Any, sam: YoungPerson, kwame: User
) -> None:
    visit(f"/young-people/{sam.pk}/say-why/", by=kwame)
    visit(f"/young-people/{sam.pk}/say-why/", by=kwame, answers={"reason": REASON})

    asked, opened = Look.objects.order_by("position")
    assert (asked.looking, asked.why, asked.patterns) == ("listed", "", [])
    assert (opened.looking, opened.why) == ("opened", REASON)
    assert opened.patterns == [Pattern.OUTSIDE_ALLOCATION]


@pytest.mark.parametrize(
    ("reason", "error"),
    [
        ("", "Write why"),
        ("      x       ", "Write why in a few more words: at least 10 letters"),
        ("cover", "Write why in a few more words: at least 10 letters"),
        ("x" * 1001, "Write why in 1,000 letters or fewer"),
    ],
)
def test_a_reason_is_words(
    visit: Any, sam: YoungPerson, kwame: User, reason: str, error: str
) -> None:
    page = visit(
        f"/young-people/{sam.pk}/say-why/", by=kwame, answers={"reason": reason}
    )

    assert page.errors == [error]
    assert OpenedFor.objects.count() == 0


def test_there_is_nothing_to_say_of_another_service_or_a_restricted_record(
    visit: Any, sam: YoungPerson, kwame: User, stranger: User
) -> None:
    url = f"/young-people/{sam.pk}/say-why/"
    assert visit(url, by=stranger).status == 404
    assert visit(url, by=stranger, answers={"reason": REASON}).status == 404

    RestrictionFactory.create(young_person=sam)
    assert visit(url, by=kwame).status == 404
    assert visit(url, by=kwame, answers={"reason": REASON}).status == 404
    assert OpenedFor.objects.count() == 0


def test_a_reason_opens_nothing_once_the_record_is_restricted(
    visit: Any, sam: YoungPerson, kwame: User
) -> None:
    visit(f"/young-people/{sam.pk}/say-why/", by=kwame, answers={"reason": REASON})
    RestrictionFactory.create(young_person=sam)

    assert visit(f"/young-people/{sam.pk}/", by=kwame).status == 404


# -- in an emergency -------------------------------------------------------------------


def by_birthday(sam: YoungPerson, **others: str) -> dict[str, str]:
    return {
        "family_name": "thornbury",
        "born-day": "20",
        "born-month": "5",
        "born-year": "2006",
        "reason": DANGER,
        **others,
    }


def test_the_page_warns_who_will_be_told(visit: Any, stranger: User) -> None:
    page = visit(EMERGENCY, by=stranger)

    assert "The data guardian and the team manager are told at once" in page
    assert Notice.objects.count() == 0


@pytest.mark.parametrize("by", ["number", "birthday"])
def test_an_emergency_opens_a_restricted_record_for_three_hours(
    visit: Any, sam: YoungPerson, stranger: User, by: str
) -> None:
    RestrictionFactory.create(young_person=sam)
    answers = {
        "number": {"child_number": " 70100042 ", "reason": DANGER},
        "birthday": by_birthday(sam),
    }[by]
    record = f"/young-people/{sam.pk}/"

    with time_machine.travel(NOW) as clock:
        page = visit(EMERGENCY, by=stranger, answers=answers)
        assert page.heading == "Sam Thornbury"
        assert f"You opened this in an emergency. You said: {DANGER}" in page
        assert "It is open to you until 17:30, 10 March 2026." in page

        clock.move_to(NOW + timedelta(hours=2, minutes=59))
        assert visit(record, by=stranger).status == 200
        assert "Sam Thornbury" in visit("/young-people/", by=stranger).html

        clock.move_to(NOW + timedelta(hours=3, seconds=1))
        assert visit(record, by=stranger).status == 404
        assert "Sam Thornbury" not in visit("/young-people/", by=stranger).html


def test_the_data_guardian_and_the_team_manager_are_told_at_once(
    visit: Any,
    sam: YoungPerson,
    stranger: User,
    dafydd: User,
    rukhsana: User,
    bethan: User,
) -> None:
    visit(EMERGENCY, by=stranger, answers=by_birthday(sam))

    for person in (dafydd, rukhsana):
        [about] = told(person)
        assert about.startswith("Ivo Renn opened the record of 70100042 in an emerg")
        assert DANGER in about
        assert "Thornbury" not in about
    assert told(bethan) == []
    assert not any("Thornbury" in message.body for message in mail.outbox)


def test_an_emergency_is_on_record_with_its_reason(
    visit: Any, sam: YoungPerson, stranger: User
) -> None:
    RestrictionFactory.create(young_person=sam)
    visit(EMERGENCY, by=stranger, answers=by_birthday(sam))

    [look] = Look.objects.all()
    assert (look.looking, look.young_person, look.why) == ("opened", sam.pk, DANGER)
    assert look.patterns == [Pattern.RESTRICTED, Pattern.OUTSIDE_ALLOCATION]


@pytest.mark.parametrize(
    "wrong",
    [
        {"born-day": "21"},
        {"family_name": "Thorn"},
        {"family_name": "%"},
        {"child_number": "7010004"},
    ],
)
def test_nobody_found_is_told_to_the_data_guardian_too(
    visit: Any, sam: YoungPerson, stranger: User, dafydd: User, wrong: dict[str, str]
) -> None:
    page = visit(EMERGENCY, by=stranger, answers=by_birthday(sam, **wrong))

    [error] = page.errors
    assert error.startswith("Nobody matches exactly these details.")
    [about] = told(dafydd)
    assert about.startswith("Ivo Renn tried to open a record in an emergency")
    assert OpenedFor.objects.count() == 0
    assert Look.objects.count() == 0


def test_twins_are_not_guessed_between(
    visit: Any, sam: YoungPerson, stranger: User
) -> None:
    YoungPersonFactory.create(family_name="Thornbury", born=sam.born)

    page = visit(EMERGENCY, by=stranger, answers=by_birthday(sam))

    assert "which tells twins apart" in page.errors[0]
    assert OpenedFor.objects.count() == 0


def test_the_legal_last_name_finds_them_as_well(
    visit: Any, sam: YoungPerson, stranger: User
) -> None:
    YoungPerson.objects.filter(pk=sam.pk).update(legal_family_name="Osei")

    page = visit(EMERGENCY, by=stranger, answers=by_birthday(sam, family_name="Osei"))

    assert page.heading == "Sam Thornbury"


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        (
            {},
            [
                "Enter the child number, or the last name and the date of birth",
                "Write why",
            ],
        ),
        (
            {"family_name": "Thornbury", "reason": DANGER},
            ["Enter the child number, or the last name and the date of birth"],
        ),
        (
            {"family_name": "Thornbury", "born-day": "20", "reason": DANGER},
            ["The date must include a month and a year"],
        ),
    ],
)
def test_what_is_missing_is_said_and_nobody_is_told(
    visit: Any,
    sam: YoungPerson,
    stranger: User,
    answers: dict[str, str],
    errors: list[str],
) -> None:
    assert visit(EMERGENCY, by=stranger, answers=answers).errors == errors
    assert Notice.objects.count() == 0


@pytest.mark.parametrize(
    "role", [Role.EMPLOYMENT_ADVISER, Role.DATA_GUARDIAN, Role.PERFORMANCE_ANALYST]
)
def test_an_emergency_is_for_caseworkers(
    visit: Any, sam: YoungPerson, role: Role
) -> None:
    person = UserFactory.create(role=role)

    assert visit(EMERGENCY, by=person, answers=by_birthday(sam)).status == 403
    assert OpenedFor.objects.count() == 0


def test_who_opened_in_an_emergency_ends_no_restriction_though_it_is_their_teams(
    visit: Any, sam: YoungPerson, rukhsana: User
) -> None:
    restriction = RestrictionFactory.create(young_person=sam)
    answers = {"child_number": "70100042", "reason": DANGER}

    page = visit(EMERGENCY, by=rukhsana, answers=answers)

    assert "You opened this in an emergency." in page
    assert "Review or end the restriction" not in page
    assert Look.objects.get().why == DANGER
    for part in ("review", "end"):
        url = f"/young-people/restrictions/{restriction.pk}/{part}/"
        assert visit(url, by=rukhsana, answers={"why": DANGER}).status == 404
    restriction.refresh_from_db()
    assert restriction.ended_at is None
