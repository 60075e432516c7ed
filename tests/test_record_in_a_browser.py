"""A record in a real browser: its first page, its timeline, and two people at once."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from parentis.accounts.models import User
from parentis.accounts.tests.factories import AdviserFactory
from parentis.contacts.tests.factories import ContactFactory
from parentis.entries.models import TimelineEntry
from parentis.homes.models import Home
from parentis.homes.tests.factories import HomeFactory
from parentis.personal_details.models import ImportantPerson
from parentis.personal_details.tests.factories import (
    AboutThemFactory,
    ImportantPersonFactory,
    SafetyWarningFactory,
    WayToReachFactory,
)
from parentis.young_people.models import YoungPerson
from parentis.young_people.tests.factories import (
    AddressFactory,
    AllocationFactory,
    YoungPersonFactory,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def sam(transactional_db: None) -> YoungPerson:
    sam: YoungPerson = YoungPersonFactory.create(
        family_name="Thornbury-Featherstonehaugh"
    )
    AllocationFactory.create(young_person=sam, person__name="Bethan Marsh")
    AllocationFactory.create(
        young_person=sam, person=AdviserFactory.create(name="Kwame Aldous")
    )
    AddressFactory.create(young_person=sam)
    SafetyWarningFactory.create(young_person=sam)
    AboutThemFactory.create(young_person=sam)
    WayToReachFactory.create(young_person=sam)
    ImportantPersonFactory.create(young_person=sam)
    home = HomeFactory.create(
        young_person=sam,
        kind="S",
        is_suitable=False,
        why="He sleeps on the sofas of friends, a few nights each.",
    )
    contact = ContactFactory.create(young_person=sam, note="We spoke of the rent.")
    TimelineEntry.of(home, kind="homes").save()
    TimelineEntry.of(contact, kind="contacts").save()
    return sam


def page_of(browser_page: Any, live_server: Any, person: User | None) -> Any:
    client = Client()
    assert person
    client.force_login(person)
    page, name = browser_page(None), settings.SESSION_COOKIE_NAME
    value = client.cookies[name].value
    page.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    return page


def test_the_pages_of_a_record_have_no_fault_that_axe_knows(
    browser_page: Any, live_server: Any, axe: Any, sam: YoungPerson
) -> None:
    bethan, _kwame = (each.person for each in sam.allocations.order_by("pk"))
    home = Home.objects.get()
    page = page_of(browser_page, live_server, bethan)

    for part in (
        "",
        "timeline/?kind=contacts",
        "timeline/print/",
        "record/important-people/",
        f"record/homes/{home.pk}/",
    ):
        assert page.goto(f"/young-people/{sam.pk}/{part}").status == 200
        axe(page)


def test_two_texts_are_read_side_by_side_and_what_was_typed_is_kept(
    browser_page: Any, live_server: Any, axe: Any, sam: YoungPerson
) -> None:
    bethan, kwame = (each.person for each in sam.allocations.order_by("pk"))
    aunt = ImportantPerson.objects.get()
    change = f"/young-people/{sam.pk}/record/important-people/{aunt.pk}/change/"
    hers = page_of(browser_page, live_server, bethan)
    hers.goto(change)
    his = page_of(browser_page, live_server, kwame)
    his.goto(change)

    his.get_by_label("Phone").fill("01632 960 001")
    his.get_by_role("button", name="Save", exact=True).click()
    his.get_by_text("The person important to them is changed").wait_for()
    hers.get_by_label("Who they are to the young person").fill("godmother")
    hers.get_by_text("Draft saved at").wait_for()
    hers.get_by_role("button", name="Save", exact=True).click()

    hers.get_by_role("heading", name="What is different").wait_for()
    assert hers.get_by_text("01632 960 001").count() == 1
    field = hers.get_by_label("Who they are to the young person")
    assert field.input_value() == "godmother"
    axe(hers)
    hers.get_by_role("button", name="Save", exact=True).click()
    hers.get_by_text("The person important to them is changed").wait_for()
    aunt.refresh_from_db()
    assert (aunt.relation, aunt.changed_by) == ("godmother", bethan)


def test_on_paper_stands_the_record_without_menus(
    browser_page: Any, live_server: Any, sam: YoungPerson
) -> None:
    AddressFactory.create(
        young_person=sam,
        lines="9 Hidden Close",
        is_confidential=True,
        started_on=date(2026, 1, 5),
    )
    page = page_of(browser_page, live_server, sam.allocations.earliest("pk").person)
    page.goto(f"/young-people/{sam.pk}/")

    page.emulate_media(media="print")

    printed = page.locator("main").inner_text()
    assert "9 Hidden Close" not in printed
    assert "What you can do" not in printed
    assert "Warning: A large dog lives there" in printed
    assert "Maya Orchard, aunt" in printed
