"""The return's question: what the record answers, and what a person has to settle."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from parentis.care_history.choices import StayKind
from parentis.care_history.models import Stay, SupportAskedFor
from parentis.contacts import queries
from parentis.contacts.models import InTouchAnswer
from parentis.contacts.tests.factories import ContactFactory, InTouchAnswerFactory
from parentis.young_people.models import YoungPerson

# Sam is 20 on 20 May 2026: the window is from 20 February to 20 June.
NOON = datetime(2026, 5, 29, 12, tzinfo=UTC)
TODAY = date(2026, 5, 29)


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def answer(visit, sam, bethan):
    def send(answer, *, by=bethan, age=20, **more):
        url = f"/young-people/{sam.pk}/in-touch/{age}/"
        return visit(url, by=by, answers={"answer": answer} | more)

    return send


def refused(**more):
    said = {"day": "1", "month": "3", "year": "2026"}
    return {
        "evidence": "They told Bethan by text",
        **{f"evidence_on-{part}": value for part, value in said.items()},
    } | more


def on(day: int, month: int) -> datetime:
    return datetime(2026, month, day, 10, tzinfo=UTC)


def answer_of(sam, bethan):
    return queries.answers([sam.pk], viewer=bethan, on=TODAY)[sam.pk]


def test_attempts_alone_never_make_anybody_in_touch(sam, bethan, answer):
    for day in range(1, 20):
        ContactFactory.create(young_person=sam, held_at=on(day, 4), tried=True)
    ContactFactory.create(young_person=sam, kind="family", held_at=on(20, 4))

    page = answer("YES")

    assert answer_of(sam, bethan).answer == ""
    assert "Nobody reached them between 20 February 2026" in page.errors[0]
    assert not InTouchAnswer.objects.exists()


def test_a_contact_in_the_window_answers_and_is_what_the_answer_rests_on(sam, bethan):
    contact = ContactFactory.create(young_person=sam, held_at=on(1, 4))

    found = answer_of(sam, bethan)

    assert (found.age, found.answer, found.contact) == (20, "YES", contact.pk)


@pytest.mark.parametrize("answer_code", ["REFU", "NREQ"])
def test_refusing_needs_evidence(answer, answer_code):
    page = answer(answer_code)

    assert page.errors == [
        "Write who told you, and what they said",
        "Enter the day on which they said so",
    ]


def test_an_answer_against_a_contact_needs_a_reason(sam, bethan, answer):
    ContactFactory.create(young_person=sam, held_at=on(1, 4), recorded_at=on(1, 4))

    refusal = answer("REFU", **refused())
    assert "Write why this is the answer all the same" in refusal.errors[0]

    answer("REFU", **refused(why="They rang to say that they want no contact"))
    found = answer_of(sam, bethan)
    assert (found.answer, found.conflict) == ("REFU", "")


def test_a_contact_after_a_refusal_puts_both_to_a_person(sam, bethan, answer, visit):
    answer("REFU", **refused())
    ContactFactory.create(
        young_person=sam,
        held_at=on(28, 5),
        recorded_at=datetime(2026, 5, 30, tzinfo=UTC),
    )

    assert (
        "they were reached: phone call, 28 May 2026" in answer_of(sam, bethan).conflict
    )
    page = visit(f"/young-people/{sam.pk}/in-touch/20/", by=bethan)
    assert "The record says two things" in page
    assert "They told Bethan by text" in page
    assert page.items("reached") == ["Phone call on 28 May 2026"]

    answer("YES", version="1", why="They changed their mind")
    found = answer_of(sam, bethan)
    assert (found.answer, found.conflict) == ("YES", "")
    assert InTouchAnswer.objects.count() == 1


def test_two_people_who_decide_see_each_others_words(sam, rukhsana, answer):
    answer("REFU", **refused())
    answer("NO", version="1", why="It was a misunderstanding")

    page = answer("NREQ", by=rukhsana, version="1", **refused())

    assert "Both texts are below" in page.errors[0]
    assert "It was a misunderstanding" in page
    assert InTouchAnswer.objects.get().answer == "NO"


def test_there_is_one_answer_an_age(sam, answer):
    first = answer("NO")
    answer("NO", evidence="Once more")

    assert first.messages == ["The answer is recorded"]
    assert InTouchAnswer.objects.count() == 1


def test_what_the_record_says_of_a_home_answers(sam, bethan):
    Stay.objects.create(
        young_person=sam,
        kind=StayKind.AT_HOME,
        started_on=date(2025, 6, 1),
        recorded_at=NOON,
    )

    assert answer_of(sam, bethan).answer == "RHOM"


def test_from_22_on_only_whoever_asked_is_asked_about(sam, bethan):
    YoungPerson.objects.filter(pk=sam.pk).update(born=date(2004, 5, 20))
    assert queries.answers([sam.pk], viewer=bethan, on=TODAY) == {}

    SupportAskedFor.objects.create(
        young_person=sam, started_on=date(2026, 5, 1), recorded_at=NOON
    )
    ContactFactory.create(young_person=sam, held_at=on(5, 5))
    assert answer_of(sam, bethan).answer == "YES"


@pytest.mark.parametrize("age", [16, 26, 999])
def test_no_other_age_is_asked_about(visit, sam, bethan, age):
    page = visit(f"/young-people/{sam.pk}/in-touch/{age}/", by=bethan)

    assert page.status == 404


def test_the_window_says_who_still_needs_an_answer(sam, bethan):
    found = queries.windows([sam], viewer=bethan, on=TODAY)[sam.pk]
    assert (found.age, found.days_left, found.answer) == (20, 22, "")

    InTouchAnswerFactory.create(young_person=sam)
    found = queries.windows([sam], viewer=bethan, on=TODAY)[sam.pk]
    assert found.answer == "NO"

    assert queries.windows([sam], viewer=bethan, on=date(2026, 7, 1)) == {}


def test_the_page_of_contacts_says_how_many_days_are_left(visit, sam, bethan):
    page = visit(f"/young-people/{sam.pk}/contacts/", by=bethan)

    assert page.summary["Days left"] == "22, until 20 June 2026"
    assert page.summary["It rests on"] == "No contact yet since 20 February 2026."
