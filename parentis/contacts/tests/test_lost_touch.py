"""Whoever is lost: what was tried, what to try next, and how it ends."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from parentis.care_history.models import SupportAskedFor
from parentis.case_file.tests.factories import DeathFactory
from parentis.contacts.models import ComingBack, Contact, LostTouch
from parentis.contacts.tests.factories import ContactFactory, LostTouchFactory
from parentis.young_people.models import YoungPerson

NOON = datetime(2026, 5, 29, 12, tzinfo=UTC)
TODAY = {"day": "29", "month": "5", "year": "2026"}


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def contacts(visit, sam, bethan):
    return lambda: visit(f"/young-people/{sam.pk}/contacts/", by=bethan)


@pytest.fixture
def save_contact(visit, sam, bethan):
    def send(**answers):
        now = {f"held_on-{part}": value for part, value in TODAY.items()}
        typed = {"kind": "call", "is_made": "yes", "held_time": "11:30"} | now
        url = f"/young-people/{sam.pk}/record-contact/"
        return visit(url, by=bethan, answers=typed | answers)

    return send


def on(day: int, month: int = 5) -> datetime:
    return datetime(2026, month, day, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last", "is_suggested"),
    [(on(3, 4), False), (on(2, 4), True), (None, True)],
)
def test_after_eight_weeks_without_a_contact_a_search_is_suggested(
    contacts, sam, last, is_suggested
):
    if last:
        ContactFactory.create(young_person=sam, held_at=last)
    ContactFactory.create(young_person=sam, held_at=on(28), tried=True)

    page = contacts()

    suggested = "Begin to look for Sam, step by step" in page
    assert suggested == is_suggested


def test_the_rungs_tick_themselves_from_what_was_tried_since(contacts, sam):
    LostTouchFactory.create(young_person=sam, begun_on=date(2026, 5, 1))
    for kind, day in (("call", 2), ("call", 4), ("email", 5), ("letter", 6)):
        ContactFactory.create(young_person=sam, kind=kind, held_at=on(day), tried=True)
    ContactFactory.create(young_person=sam, kind="visit", held_at=on(1, 4), tried=True)

    assert contacts().items("rungs") == [
        "Phone them: tried on 4 May 2026",
        "Send a text, message or e-mail: tried on 5 May 2026",
        "Go to where they live: next",
        "Ask family or a friend",
        "Write a letter: tried on 6 May 2026",
        "Ask other agencies",
    ]


def test_news_from_family_ticks_a_rung_and_does_not_end_the_search(
    contacts, save_contact, sam
):
    LostTouchFactory.create(young_person=sam, begun_on=date(2026, 5, 1))

    save_contact(kind="family")

    assert LostTouch.objects.get().ended_on is None
    assert "Ask family or a friend: tried on 29 May 2026" in contacts()


def test_trying_in_vain_does_not_end_it_and_reaching_them_does(save_contact, sam):
    LostTouchFactory.create(young_person=sam, begun_on=date(2026, 5, 1))

    save_contact(is_made="no")
    assert LostTouch.objects.get().ended_on is None

    save_contact(is_made="yes")
    lost = LostTouch.objects.get()
    assert (lost.ended_on, lost.how_ended) == (date(2026, 5, 29), "back")
    assert str(lost) == "Lost touch, and back in touch on 29 May 2026"


def test_a_contact_from_before_the_search_does_not_end_it(save_contact, sam):
    LostTouchFactory.create(young_person=sam, begun_on=date(2026, 5, 20))

    save_contact(**{"held_on-day": "19", "held_on-month": "5", "held_on-year": "2026"})

    assert LostTouch.objects.get().ended_on is None


def test_a_search_is_begun_once_at_a_time(visit, sam, bethan):
    url = f"/young-people/{sam.pk}/begin-looking/"
    answers = {f"begun_on-{part}": value for part, value in TODAY.items()}

    first = visit(url, by=bethan, answers=answers | {"why": "No answer"})
    second = visit(url, by=bethan, answers=answers)

    assert "Out of touch since 29 May 2026" in first
    assert second.errors == [
        "They are being looked for already. The page says what to try next."
    ]


def test_whoever_stops_looking_says_why(visit, sam, bethan):
    LostTouchFactory.create(young_person=sam, begun_on=date(2026, 5, 1))
    url = f"/young-people/{sam.pk}/stop-looking/"

    assert visit(url, by=bethan, answers={}).errors == ["Write why you stop looking"]
    visit(url, by=bethan, answers={"why_ended": "Moved to another council"})

    lost = LostTouch.objects.get()
    assert (lost.how_ended, lost.why_ended) == ("by-hand", "Moved to another council")
    assert visit(url, by=bethan).status == 404


def test_whoever_comes_back_is_found(visit, sam, bethan):
    YoungPerson.objects.filter(pk=sam.pk).update(born=date(2003, 5, 20))
    LostTouchFactory.create(young_person=sam, begun_on=date(2026, 5, 1))
    answers = {f"came_back_on-{part}": value for part, value in TODAY.items()}

    page = visit(
        f"/young-people/{sam.pk}/come-back/",
        by=bethan,
        answers=answers | {"asked_for": "A place to live"},
    )

    assert LostTouch.objects.get().how_ended == "back"
    assert ComingBack.objects.get().asked_for == "A place to live"
    assert "29 May 2026: came back and asked for support" in page
    assert Contact.objects.count() == 0


def test_whoever_came_back_is_to_be_written_as_asking(visit, contacts, sam, bethan):
    YoungPerson.objects.filter(pk=sam.pk).update(born=date(2003, 5, 20))
    asking = f"/young-people/{sam.pk}/record/support-asked-for/add/"
    assert asking not in contacts().links.values()

    answers = {f"came_back_on-{part}": value for part, value in TODAY.items()}
    page = visit(
        f"/young-people/{sam.pk}/come-back/",
        by=bethan,
        answers=answers | {"asked_for": "A place to live"},
    )
    assert asking in page.links.values()

    answers = {f"started_on-{part}": value for part, value in TODAY.items()}
    visit(asking, by=bethan, answers=answers)
    assert SupportAskedFor.objects.count() == 1
    assert asking not in contacts().links.values()


def test_after_a_death_nothing_is_due(contacts, sam):
    YoungPerson.objects.filter(pk=sam.pk).update(born=date(2005, 5, 20))
    LostTouchFactory.create(young_person=sam, begun_on=date(2026, 5, 1))
    ContactFactory.create(
        young_person=sam, next_step="Call again", next_step_on=date(2026, 5, 4)
    )
    DeathFactory.create(young_person=sam, died_on=date(2026, 5, 10))

    page = contacts()

    assert "died on 10 May 2026" in page
    for due in (
        "Out of touch since",
        "Days left",
        "Next steps",
        "Overdue",
        "Asked from",
    ):
        assert due not in page, due
    assert "Record that support was offered" not in page


@pytest.mark.parametrize(
    ("born", "is_offered"),
    [
        (date(2005, 5, 30), False),
        (date(2005, 5, 29), True),
        (date(2001, 5, 30), True),
        (date(2001, 5, 29), False),
    ],
)
def test_from_21_to_24_the_page_asks_whether_support_was_offered(
    contacts, sam, born, is_offered
):
    YoungPerson.objects.filter(pk=sam.pk).update(born=born)

    page = contacts()

    assert ("Record that support was offered" in page) == is_offered
    assert ("They came back and ask for support" in page) == is_offered


def test_others_find_no_search(visit, sam, stranger):
    for part in ("begin-looking", "stop-looking", "come-back", "contacts"):
        url = f"/young-people/{sam.pk}/{part}/"
        assert visit(url, by=stranger).status == 404
