"""Recording a contact: one answer is enough, and what is typed is never lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from parentis.contacts.choices import ContactKind
from parentis.contacts.models import Contact
from parentis.drafts.models import Draft
from parentis.entrance.models import HeldForm
from parentis.entries.models import TimelineEntry

NOON = datetime(2026, 3, 10, 12, 5, tzinfo=UTC)
SHEET = "6f0d2a50-6a2b-4f6e-9a3e-3f3c9f6f1a11"


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def record_contact(visit, sam, bethan):
    def send(**answers):
        typed = {
            "sent_as": SHEET,
            "kind": "call",
            "is_made": "yes",
            "held_on-day": "10",
            "held_on-month": "3",
            "held_on-year": "2026",
            "held_time": "12:05",
        }
        url = f"/young-people/{sam.pk}/record-contact/"
        return visit(url, by=bethan, answers=typed | answers)

    return send


def test_one_answer_is_enough(record_contact, sam, bethan):
    page = record_contact()

    contact = Contact.objects.get()
    assert page.heading == "Contacts: Sam Thornbury"
    assert page.messages == ["The contact is saved"]
    assert (contact.young_person, contact.made_by) == (sam, bethan)
    assert (contact.kind, contact.is_made, contact.held_at) == ("call", True, NOON)


def test_the_form_begins_with_now_and_reached(visit, sam, bethan):
    page = visit(f"/young-people/{sam.pk}/record-contact/", by=bethan)

    assert 'value="12:05"' in page.html
    assert page.buttons == ["Save", "Save draft"]
    assert "Phone call" in page


def test_what_is_missing_is_asked_for(record_contact):
    page = record_contact(kind="")

    assert page.errors == ["Choose how you were in touch"]


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        (
            {"held_on-day": "11"},
            "This is in the future. Record a contact once it has been made",
        ),
        (
            {"held_time": "12.06"},
            "This is in the future. Record a contact once it has been made",
        ),
        (
            {"held_time": "noon"},
            "Enter the time as hours and minutes, such as 14:05",
        ),
        ({"is_made": "no", "seen": "yes"}, "You saw them, so you reached them."),
        ({"next_step_on-day": "1"}, "must include"),
        ({"note": "x" * 20_001}, "write 20,000 letters or fewer"),
    ],
)
def test_mistakes_are_explained_and_nothing_typed_is_lost(
    record_contact, answers, error
):
    page = record_contact(**({"their_words": "I am fine"} | answers))

    assert error in " ".join(page.errors)
    assert "I am fine" in page.html
    assert "<details" in page.html
    assert " open>" in page.html
    assert Contact.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "made", "seen", "is_seen"),
    [
        ("visit", "yes", "", (True, False)),
        ("meeting", "yes", "", (True, False)),
        ("visit", "no", "", (False, False)),
        ("call", "yes", "", (False, False)),
        ("visit", "yes", "alone", (True, True)),
        ("visit", "yes", "no", (False, False)),
    ],
)
def test_who_visits_has_seen_them_unless_they_say_otherwise(
    record_contact, kind, made, seen, is_seen
):
    record_contact(kind=kind, is_made=made, seen=seen)

    contact = Contact.objects.get()
    assert (contact.is_seen, contact.is_seen_alone) == is_seen


def test_a_double_tap_is_one_contact(record_contact, sam):
    record_contact()
    page = record_contact()

    assert page.messages == ["The contact is saved"]
    assert Contact.objects.count() == 1
    assert [line.kind for line in TimelineEntry.objects.all()] == ["contacts"]


def test_the_same_sheet_with_other_words_is_put_to_whoever_wrote(record_contact):
    record_contact(note="They rang")
    page = record_contact(note="They rang about their rent")

    assert Contact.objects.get().note == "They rang"
    assert "They rang about their rent" in page.html
    assert "is on the record already" in page.errors[0]
    assert SHEET not in page.html, "Saved again, it is another contact."


def test_saving_ends_the_draft_and_a_browser_that_saves_late_begins_none(
    record_contact, visit, sam, bethan
):
    typed = {
        "draft-form": "contacts:record_contact",
        "draft-about": str(sam.pk),
        "draft-young-person": str(sam.pk),
        "sent_as": SHEET,
        "note": "They rang",
    }
    visit("/drafts/keep/", by=bethan, answers=typed)
    record_contact(note="They rang")
    visit("/drafts/keep/", by=bethan, answers=typed)

    assert not Draft.objects.open().exists()
    assert [draft.fields for draft in Draft.objects.all()] == [[]]


def test_a_contact_sent_after_the_time_out_survives_the_sign_in(sam, bethan):
    """`entrance` holds the form of whoever was signed out, and shows it again."""
    url = f"/young-people/{sam.pk}/record-contact/"
    client = Client()
    client.force_login(bethan)
    client.get(url)
    sent = {
        "sent_as": SHEET,
        "kind": "call",
        "is_made": "yes",
        "note": "She said that",
        "held_on-day": "10",
        "held_on-month": "3",
        "held_on-year": "2026",
        "held_time": "12:05",
    }
    later = NOON + timedelta(minutes=settings.IDLE_MINUTES + 1)
    with time_machine.travel(later, tick=False):
        answer = client.post(url, sent, follow=True)
        assert "What you wrote is kept" in answer.content.decode()
        assert not Contact.objects.exists()

        client.force_login(bethan)
        shown = client.get("/young-people/", follow=True)
        assert "She said that" in shown.content.decode()
        held = HeldForm.objects.get(person=bethan)
        client.post(held.path, dict(held.fields) | {"held_form": held.pk})

    assert [each.note for each in Contact.objects.all()] == ["She said that"]
    assert not HeldForm.objects.exists()


def test_whose_work_they_are_not_records_nothing(visit, sam, stranger):
    page = visit(f"/young-people/{sam.pk}/record-contact/", by=stranger)

    assert page.status == 404


def test_others_who_were_there_have_a_contact_of_their_own(
    record_contact, visit, sam, bethan, team
):
    ash, noor = (a_young_person_of(bethan, team, name) for name in ("Ash", "Noor"))
    page = record_contact(
        kind="visit", note="We cooked", their_words="Nice", **{"others-there": "yes"}
    )
    assert page.heading == "Other young people who were there"

    visit(
        page.url,
        by=bethan,
        answers={"others": [ash.pk, noor.pk], "note": "We cooked together"},
    )
    visit(
        page.url,
        by=bethan,
        answers={"others": [ash.pk], "note": "We cooked together"},
    )

    theirs = Contact.objects.exclude(young_person=sam)
    assert {each.young_person for each in theirs} == {ash, noor}
    assert theirs.count() == 2
    assert {each.their_words for each in theirs} == {""}
    assert len({each.together for each in Contact.objects.all()}) == 1
    lines = TimelineEntry.objects.filter(young_person=ash)
    assert [line.words for line in lines] == ["We cooked together"]


def test_no_record_names_the_others(record_contact, visit, sam, bethan, team):
    ash = a_young_person_of(bethan, team, "Ash")
    page = record_contact(note="Cooked with Ash", **{"others-there": "yes"})

    page = visit(
        page.url, by=bethan, answers={"others": [ash.pk], "note": "Cooked with Sam"}
    )

    assert "The words name Sam" in page.errors[0]
    assert Contact.objects.count() == 1


def test_others_are_chosen_from_ones_own_work(
    record_contact, visit, kwame, team, bethan
):
    a_young_person_of(kwame, team, "Ines")

    page = record_contact(**{"others-there": "yes"})

    assert "Ines" not in page


def test_two_people_change_one_contact_and_the_second_sees_both(
    record_contact, visit, sam, bethan
):
    record_contact(note="As it was")
    contact = Contact.objects.get()
    url = f"/young-people/{sam.pk}/contacts/{contact.pk}/change/"
    typed = {
        "kind": "call",
        "is_made": "yes",
        "held_on-day": "10",
        "held_on-month": "3",
        "held_on-year": "2026",
        "held_time": "12:05",
        "version": "1",
    }
    visit(url, by=bethan, answers=typed | {"note": "The first"})
    page = visit(url, by=bethan, answers=typed | {"note": "The second"})

    contact.refresh_from_db()
    assert contact.note == "The first"
    assert "The first" in page
    assert "The second" in page.html
    assert "Both texts are below" in page.errors[0]


def test_a_contact_struck_out_stays_readable_with_why(
    record_contact, visit, sam, bethan
):
    record_contact(note="Of somebody else")
    contact = Contact.objects.get()
    visit(
        f"/young-people/{sam.pk}/contacts/{contact.pk}/strike-out/",
        by=bethan,
        answers={"why": "It was another young person"},
    )

    listed = visit(f"/young-people/{sam.pk}/contacts/", by=bethan)
    struck = visit(f"/young-people/{sam.pk}/contacts/?show=struck-out", by=bethan)
    assert "Of somebody else" not in listed
    assert "It was another young person" in struck


def test_a_next_step_waits_until_it_is_done(record_contact, visit, sam, bethan):
    record_contact(
        next_step="Ring the housing office",
        **{
            "next_step_on-day": "9",
            "next_step_on-month": "3",
            "next_step_on-year": "2026",
        },
    )
    url = f"/young-people/{sam.pk}/contacts/"
    before = visit(url, by=bethan)
    contact = Contact.objects.get()
    after = visit(f"{url}{contact.pk}/finish-next-step/", by=bethan, answers={})

    assert "Ring the housing office, by 9 March 2026 Overdue" in before
    assert after.messages == ["The next step is done"]
    assert "Overdue" not in after
    contact.refresh_from_db()
    assert contact.next_step_done_on == date(2026, 3, 10)


def test_the_list_tells_whom_was_reached_from_who_was_tried(
    record_contact, visit, sam, bethan
):
    record_contact(note="They answered")
    record_contact(
        sent_as="11111111-1111-4111-8111-111111111111", is_made="no", note="No answer"
    )
    url = f"/young-people/{sam.pk}/contacts/"

    made, tried = (visit(f"{url}?show={show}", by=bethan) for show in ("made", "tried"))

    assert "They answered" in made
    assert "No answer" not in made
    assert "They answered" not in tried
    assert "No answer" in tried


@pytest.mark.parametrize("many", [1, 100])
def test_the_page_asks_no_more_of_the_database_as_contacts_grow(
    sam, bethan, client, django_assert_max_num_queries, many
):
    Contact.objects.bulk_create(
        Contact(
            young_person=sam,
            kind=ContactKind.CALL,
            held_at=timezone.now() - timedelta(days=each),
            is_made=True,
            recorded_at=timezone.now(),
            recorded_by=bethan,
        )
        for each in range(many)
    )
    client.force_login(bethan)

    with django_assert_max_num_queries(60):
        client.get(f"/young-people/{sam.pk}/contacts/")


def a_young_person_of(adviser, team, name):
    from parentis.young_people.tests.factories import (
        AllocationFactory,
        YoungPersonFactory,
    )

    person = YoungPersonFactory.create(service=team.service, given_name=name)
    AllocationFactory.create(young_person=person, person=adviser)
    return person
