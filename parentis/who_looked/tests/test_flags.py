"""What was flagged waits for an auditor, who says what came of asking."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import (
    AuditorFactory,
    DataGuardianFactory,
    ManagerFactory,
    UserFactory,
)
from parentis.audit.choices import Looking, Outcome, Pattern
from parentis.audit.looking import SETTLED_FOR
from parentis.audit.models import Flag, Look
from parentis.who_looked import actions
from parentis.who_looked.tests.conftest import NOW, look
from parentis.young_people.tests.factories import YoungPersonFactory

SEARCH = "/who-looked/search/"
REVIEWERS = {Role.AUDITOR, Role.DATA_GUARDIAN}
ANSWERS = {"outcome": "expected", "note": "Her manager knew: she covered for Tom."}


@pytest.fixture
def flagged(bethan, amara):
    look(bethan, amara, patterns=(Pattern.SAME_SURNAME,))
    return Flag.objects.get()


def url_of(flag):
    return f"/who-looked/flags/{flag.pk}/"


# -- the queue -------------------------------------------------------------------------


def test_what_waits_is_grouped_by_pattern_the_latest_first(visit, auditor, bethan):
    older, newer = YoungPersonFactory.create_batch(2)
    look(bethan, older, patterns=(Pattern.RESTRICTED,))
    look(bethan, newer, at=NOW + timedelta(hours=1), patterns=(Pattern.RESTRICTED,))
    look(bethan, newer, patterns=(Pattern.OWN_RECORD,))

    page = visit("/who-looked/", by=auditor)

    assert list(page.tables) == [
        "It may be their own record",
        "The record is restricted",
    ]
    assert [row[2] for row in page.table("The record is restricted")] == [
        newer.child_number,
        older.child_number,
    ]
    assert page.table("It may be their own record")[0][1] == (
        "Bethan Marsh, personal adviser"
    )


def test_nothing_waits(visit, auditor):
    assert "Nothing waits." in visit("/who-looked/", by=auditor).text


def test_no_name_of_a_young_person_is_in_the_queue(visit, auditor, flagged, amara):
    for url in ("/who-looked/", url_of(flagged), "/who-looked/reviewed/"):
        html = visit(url, by=auditor).html

        assert "Thornbury" not in html
        assert "Amara" not in html


def test_of_many_that_wait_the_latest_are_shown_and_all_are_counted(
    visit, auditor, bethan
):
    look(
        bethan,
        *YoungPersonFactory.create_batch(26),
        patterns=(Pattern.OUTSIDE_ALLOCATION,),
    )

    page = visit("/who-looked/", by=auditor)

    assert len(page.table("The young person is not their work")) == 25
    assert "The latest 25 of 26." in page.text


@pytest.mark.parametrize("role", sorted(set(Role) - REVIEWERS))
@pytest.mark.parametrize("url", ["", "reviewed/", "flags/1/", "staff/1/"])
def test_only_who_reviews_looking_opens_these(client, db, role, url):
    client.force_login(UserFactory.create(role=role))

    assert client.get(f"/who-looked/{url}").status_code == 403


# -- finding ---------------------------------------------------------------------------


def test_a_record_is_found_by_its_child_number(visit, auditor, amara):
    page = visit(SEARCH, by=auditor, answers={"words": "90100007"})

    assert page.links["Who looked at record 90100007"] == (
        f"/who-looked/young-people/{amara.pk}/"
    )


def test_a_record_without_one_is_found_by_ours(visit, auditor):
    young_person = YoungPersonFactory.create(child_number="")

    page = visit(SEARCH, by=auditor, answers={"words": f"p{young_person.pk}"})

    assert f"Who looked at record P{young_person.pk}" in page.links


def test_a_number_of_ours_is_not_taken_for_a_child_number(visit, auditor, amara):
    assert (
        "No record has this number"
        in visit(SEARCH, by=auditor, answers={"words": f"{amara.pk}"}).text
    )


@pytest.mark.parametrize("words", ["Thornbury", "Amara", "%", "P", "p99999999999999"])
def test_no_young_person_is_found_by_name(visit, auditor, amara, words):
    page = visit(SEARCH, by=auditor, answers={"words": f"{words}"})

    assert not [link for link in page.links if link.startswith("Who looked at")]


@pytest.mark.parametrize("words", ["marsh", "BETHAN", "bethan@council"])
def test_a_colleague_is_found_by_name_or_email(visit, auditor, bethan, words):
    bethan.email = "bethan@council.example"
    bethan.save()

    page = visit(SEARCH, by=auditor, answers={"words": f"{words}"})

    assert page.links["What Bethan Marsh looked at"] == (
        f"/who-looked/staff/{bethan.pk}/"
    )


def test_a_child_of_a_return_without_a_record_is_found_by_number(
    visit, auditor, bethan
):
    look(bethan, "90100055", what=Looking.LISTED)

    page = visit(SEARCH, by=auditor, answers={"words": "90100055"})
    there = visit(page.links["Who looked at record 90100055"], by=auditor)

    assert there.heading == "Who looked at record 90100055"
    assert there.table("Looks")[-1][2] == "Saw it in a list"


def test_once_there_is_a_record_its_number_leads_to_it(visit, auditor, amara):
    look(auditor, amara)

    page = visit("/who-looked/child-numbers/90100007/", by=auditor)

    assert page.url == f"/who-looked/young-people/{amara.pk}/"


def test_a_number_that_nobody_looked_at_is_not_there(client, auditor):
    client.force_login(auditor)

    assert client.get("/who-looked/child-numbers/1/").status_code == 404


# -- reviewing -------------------------------------------------------------------------


def test_a_flag_tells_the_facts_and_what_was_around_it(
    visit, auditor, bethan, amara, flagged
):
    shortly_after, long_after = YoungPersonFactory.create_batch(2)
    look(bethan, shortly_after, at=NOW + timedelta(minutes=10))
    look(bethan, long_after, at=NOW + timedelta(minutes=10, seconds=1))

    page = visit(url_of(flagged), by=auditor)

    assert page.heading == "They have the same surname"
    assert page.summary == {
        "Who looked": "Bethan Marsh, personal adviser",
        "Record": "90100007",
        "When": "3 May 2026, 14:05",
    }
    around = page.table("What they looked at, ten minutes before and after")
    assert [row[1] for row in around] == [shortly_after.child_number, "90100007"]


def test_an_auditor_says_what_they_found(visit, auditor, flagged):
    page = visit(url_of(flagged), by=auditor, answers=ANSWERS)

    assert page.messages == ["What you found is kept"]
    assert "Nothing waits." in page.text
    reviewed = visit("/who-looked/reviewed/", by=auditor)
    (row,) = reviewed.table("Reviewed, the latest first")
    assert row[3:5] == ["They have the same surname", "It was part of their work"]
    assert row[5].startswith("Priya Holloway")
    note = visit(url_of(flagged), by=auditor).summary["Note"]
    assert note == "Her manager knew: she covered for Tom."


def test_a_concern_is_marked(visit, auditor, flagged):
    visit(url_of(flagged), by=auditor, answers=ANSWERS | {"outcome": "concern"})

    (row,) = visit("/who-looked/reviewed/", by=auditor).table(
        "Reviewed, the latest first"
    )
    assert row[4].startswith("Concern")


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        (
            {},
            [
                "Choose what you found",
                "Write what you asked, and what you were told",
            ],
        ),
        (ANSWERS | {"note": "  "}, ["Write what you asked, and what you were told"]),
        (ANSWERS | {"note": "x" * 5_001}, ["Write 5,000 letters or fewer"]),
        (
            ANSWERS | {"outcome": "other"},
            ["Select a valid choice. other is not one of the available choices."],
        ),
    ],
)
def test_what_is_missing_is_said(visit, auditor, flagged, answers, errors):
    assert visit(url_of(flagged), by=auditor, answers=answers).errors == errors
    assert Flag.objects.waiting().exists()


def test_nobody_reviews_their_own(visit, amara):
    auditor = AuditorFactory.create()
    look(auditor, amara, patterns=(Pattern.OWN_RECORD,))
    flag = Flag.objects.get()

    page = visit(url_of(flag), by=auditor)
    assert page.buttons == []
    assert "Another auditor reviews it." in page.text

    sent = visit(url_of(flag), by=auditor, answers=ANSWERS)
    assert sent.errors == [
        "This is about what you looked at yourself. Ask another auditor."
    ]
    assert Flag.objects.waiting().exists()


def test_a_second_review_is_refused(visit, auditor, flagged):
    visit(url_of(flagged), by=auditor, answers=ANSWERS)
    other = DataGuardianFactory.create()

    page = visit(url_of(flagged), by=other, answers=ANSWERS | {"note": "Mine"})

    assert page.errors == ["Somebody else has reviewed this one already."]
    assert Flag.objects.get().note == ANSWERS["note"]


def test_the_action_asks_again(flagged):
    with pytest.raises(PermissionDenied):
        actions.review_flag(
            flagged,
            by=ManagerFactory.create(),
            at=NOW,
            outcome=Outcome.EXPECTED,
            note="x",
        )


def test_even_the_database_refuses_ones_own(flagged, bethan):
    flagged.outcome, flagged.note = Outcome.EXPECTED, "Mine"
    flagged.reviewed_by, flagged.reviewed_at = bethan.pk, NOW

    with pytest.raises(IntegrityError), transaction.atomic():
        flagged.save()


# -- asking once -----------------------------------------------------------------------


@pytest.mark.parametrize("pattern", [p for p in Pattern if p != Pattern.MANY_RECORDS])
def test_while_one_waits_the_same_is_not_asked_again(bethan, amara, pattern):
    for minutes in range(3):
        look(bethan, amara, at=NOW + timedelta(minutes=minutes), patterns=(pattern,))

    assert Flag.objects.get().raised_at == NOW
    assert Look.objects.filter(patterns=[pattern]).count() == 3


@pytest.mark.parametrize(
    ("pattern", "outcome", "later", "is_asked"),
    [
        (Pattern.SAME_SURNAME, Outcome.EXPECTED, SETTLED_FOR, False),
        (Pattern.SAME_ADDRESS, Outcome.EXPECTED, SETTLED_FOR, False),
        (Pattern.RESTRICTED, Outcome.EXPECTED, SETTLED_FOR, False),
        (Pattern.SAME_SURNAME, Outcome.EXPECTED, SETTLED_FOR + timedelta(1), True),
        (Pattern.SAME_SURNAME, Outcome.CONCERN, timedelta(1), True),
        (Pattern.OWN_RECORD, Outcome.EXPECTED, timedelta(1), True),
        (Pattern.OUTSIDE_ALLOCATION, Outcome.EXPECTED, timedelta(1), True),
    ],
)
def test_what_was_found_to_be_their_work_is_asked_again_after_90_days(
    auditor, bethan, amara, pattern, outcome, later, is_asked
):
    look(bethan, amara, patterns=(pattern,))
    actions.review_flag(
        Flag.objects.get(),
        by=auditor,
        at=NOW + timedelta(hours=1),
        outcome=outcome,
        note="Asked",
    )

    look(bethan, amara, at=NOW + later, patterns=(pattern,))

    assert Flag.objects.waiting().exists() == is_asked


def test_what_is_settled_of_one_is_not_of_another(auditor, bethan, amara):
    look(bethan, amara, patterns=(Pattern.SAME_SURNAME,))
    actions.review_flag(
        Flag.objects.get(), by=auditor, at=NOW, outcome=Outcome.EXPECTED, note="Asked"
    )
    sibling = YoungPersonFactory.create()

    look(bethan, sibling, patterns=(Pattern.SAME_SURNAME,))

    assert Flag.objects.waiting().get().young_person == sibling.pk


def test_an_auditors_own_pages_are_on_record(visit, auditor, amara, flagged):
    before = Look.objects.count()

    visit("/who-looked/", by=auditor)
    visit(url_of(flagged), by=auditor)
    visit("/who-looked/reviewed/", by=auditor)  # shows nobody yet

    looks = Look.objects.order_by("position")[before:]
    assert [(each.page, each.child) for each in looks] == [
        ("who_looked:who_looked", "90100007"),
        ("who_looked:flag", "90100007"),
    ]
    assert all(each.at <= timezone.now() for each in looks)
