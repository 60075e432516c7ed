"""Keeping in touch in a real browser: three taps, drafts found again, axe."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from parentis.accounts.models import User
from parentis.accounts.tests.factories import (
    AdviserFactory,
    TeamFactory,
    TeamMembershipFactory,
)
from parentis.contacts.models import Contact
from parentis.contacts.tests.factories import (
    ContactFactory,
    InTouchAnswerFactory,
    LostTouchFactory,
    OfferFactory,
)
from parentis.drafts.actions import keep
from parentis.law.care import months_after
from parentis.young_people.models import YoungPerson
from parentis.young_people.tests.factories import (
    AllocationFactory,
    YoungPersonFactory,
)

pytestmark = pytest.mark.browser

PHONE = {"width": 375, "height": 720}
WORDS = "She starts on Monday, and is glad of it."
PAGES = [
    "record-contact/",
    "contacts/",
    "contacts/?show=tried",
    "contacts/{contact}/",
    "contacts/{contact}/change/",
    "contacts/{contact}/strike-out/",
    "contacts/{contact}/others-there/",
    "begin-looking/",
    "stop-looking/",
    "come-back/",
    "in-touch/21/",
]


@pytest.fixture
def bethan(transactional_db: None) -> User:
    bethan: User = AdviserFactory.create(name="Bethan Marsh")
    TeamMembershipFactory.create(team=TeamFactory.create(), person=bethan)
    return bethan


@pytest.fixture
def sam(bethan: User) -> YoungPerson:
    """Turned 21 last week."""
    last_week = timezone.localdate() - timedelta(days=7)
    team = bethan.memberships.get().team
    born = months_after(last_week, -21 * 12)
    sam: YoungPerson = YoungPersonFactory.create(
        service=team.service, born=born, family_name="Thornbury-Featherstonehaugh"
    )
    other = YoungPersonFactory.create(service=team.service, given_name="Noor")
    for each in (sam, other):
        AllocationFactory.create(young_person=each, person=bethan)
    return sam


@pytest.fixture
def page_of(browser_page: Any, live_server: Any) -> Callable[..., Any]:
    """A phone of one of those who are there, signed in."""

    def open_page(person: User, *, with_scripts: bool = True) -> Any:
        client = Client()
        client.force_login(person)
        page = browser_page(None, with_scripts=with_scripts)
        page.set_viewport_size(PHONE)
        name = settings.SESSION_COOKIE_NAME
        value = client.cookies[name].value
        page.context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url}]
        )
        return page

    return open_page


def end_every_session() -> None:
    Session.objects.all().delete()


@pytest.mark.parametrize("with_scripts", [True, False])
def test_a_contact_is_three_taps_from_the_record(page_of, sam, bethan, with_scripts):
    page = page_of(bethan, with_scripts=with_scripts)
    page.goto(f"/young-people/{sam.pk}/")

    page.get_by_role("button", name="Record a contact").click()
    page.get_by_text("Phone call", exact=True).click()
    save = page.get_by_role("button", name="Save", exact=True)
    expect(save).to_be_in_viewport()
    save.click()

    expect(page.get_by_text("The contact is saved")).to_be_visible()
    assert [(each.kind, each.is_made) for each in Contact.objects.all()] == [
        ("call", True)
    ]


@pytest.mark.parametrize("with_scripts", [True, False])
def test_a_draft_is_found_again_after_the_session_was_ended(
    page_of, sam, bethan, with_scripts
):
    page = page_of(bethan, with_scripts=with_scripts)
    page.goto(f"/young-people/{sam.pk}/record-contact/")
    page.get_by_text("Visit", exact=True).click()
    page.get_by_text("Say more").click()
    page.get_by_label("What happened?").fill(WORDS)
    if not with_scripts:
        page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved at").first).to_be_visible(timeout=15_000)
    end_every_session()

    another = page_of(bethan, with_scripts=with_scripts)
    another.goto("/drafts/")
    another.get_by_role("link", name="A contact: Sam").click()

    expect(another.get_by_text("This is your draft of")).to_be_visible()
    expect(another.get_by_label("What happened?")).to_have_value(WORDS)
    expect(another.get_by_role("radio", name="Visit")).to_be_checked()
    another.get_by_role("button", name="Save", exact=True).click()
    expect(another.get_by_text("The contact is saved")).to_be_visible()
    another.goto("/drafts/")
    expect(another.get_by_text("There are no drafts")).to_be_visible()
    assert [each.note for each in Contact.objects.all()] == [WORDS]


def test_no_page_has_a_fault_that_axe_knows_or_scrolls_sideways(
    page_of, axe, sam, bethan
):
    contact = everything_about(sam, bethan)
    page = page_of(bethan)

    for part in PAGES:
        answer = page.goto(f"/young-people/{sam.pk}/{part.format(contact=contact.pk)}")
        assert answer.status == 200, part
        axe(page)
    page.goto("/drafts/")
    axe(page)


def test_what_is_missing_is_shown_without_fault(page_of, axe, sam, bethan):
    page = page_of(bethan)
    page.goto(f"/young-people/{sam.pk}/record-contact/")

    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    axe(page)


def everything_about(sam: YoungPerson, bethan: User) -> Contact:
    now = timezone.now()
    made: Contact = ContactFactory.create(
        young_person=sam,
        held_at=now - timedelta(days=3),
        made_by=bethan,
        recorded_by=bethan,
        recorded_at=now,
        note="Rang about the rent.\n\nAll is well.",
        their_words="I am fine",
        next_step="Ring the housing office about the long waiting list",
        next_step_on=timezone.localdate() - timedelta(days=1),
    )
    ContactFactory.create(young_person=sam, kind="letter", tried=True)
    LostTouchFactory.create(young_person=sam, begun_on=timezone.localdate())
    OfferFactory.create(young_person=sam)
    InTouchAnswerFactory.create(young_person=sam, age=21, answer="NO", recorded_at=now)
    about = str(sam.pk)
    keep("contacts:record_contact", about, [("note", "a")], sam, bethan, now)
    return made
