"""What somebody is owed, and their care history, in a real browser: axe and widths."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from parentis.accounts.models import User
from parentis.accounts.roles import Role
from parentis.care_history.choices import CameFrom
from parentis.care_history.models import CarePeriod
from parentis.care_history.tests.factories import CarePeriodFactory
from parentis.homes.tests.factories import HomeFactory
from parentis.owed.tests.factories import ConfirmationFactory
from parentis.young_people.models import YoungPerson
from parentis.young_people.tests.factories import AddressFactory, AllocationFactory

pytestmark = pytest.mark.browser

PAGES = [
    "owed/",
    "owed/print/",
    "owed/decide/1/",
    "care-history/",
    "care-history/{period}/correct/",
    "record/homes/add/",
]


@pytest.fixture
def opened(browser_page: Callable[..., Any]) -> tuple[Any, YoungPerson]:
    """The browser of an adviser, and somebody of 19 who was in care for 92 days."""
    page = browser_page(Role.PERSONAL_ADVISER)
    today = timezone.localdate()
    born = today.replace(year=today.year - 19, day=1)
    sam = AllocationFactory.create(
        person=User.objects.get(), young_person__born=born
    ).young_person
    AddressFactory.create(young_person=sam)
    at_18 = born.replace(year=born.year + 18)
    CarePeriodFactory.create(
        young_person=sam,
        started_on=at_18 - timedelta(days=92),
        ended_on=at_18,
        came_from=CameFrom.RETURN,
    )
    HomeFactory.create(
        young_person=sam, started_on=today - timedelta(days=40), is_provided=True
    )
    return page, sam


def test_no_page_has_a_fault_or_scrolls_sideways(opened, axe):
    page, sam = opened
    ConfirmationFactory.create(young_person=sam)
    period = CarePeriod.objects.get().pk

    for rest in PAGES:
        address = rest.format(period=period)
        page.goto(f"/young-people/{sam.pk}/{address}")
        axe(page)
        if folder := os.environ.get("SHOTS"):
            for width in (320, 375, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                name = f"{address.replace('/', '-')}{width}.png"
                page.screenshot(path=Path(folder) / name, full_page=True)


def test_a_correction_of_what_was_brought_in_asks_why_and_stands(opened):
    page, sam = opened
    page.goto(f"/young-people/{sam.pk}/care-history/")
    page.get_by_role("link", name="Correct the period").click()
    page.get_by_label("Where they lived (if known)").select_option("K2")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Write why you correct")

    page.get_by_label("Why do you correct it?").fill("The placement plan says so.")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("heading", name="Care history")).to_be_visible()
    expect(page.get_by_text("Children's home")).to_be_visible()
    expect(page.get_by_text("The placement plan says so.")).to_be_visible()
