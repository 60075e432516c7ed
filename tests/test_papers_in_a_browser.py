"""Papers and money in a real browser: axe, widths, a file chosen, a letter made."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from parentis.accounts.models import User
from parentis.accounts.roles import Role
from parentis.case_file.models import Paper
from parentis.case_file.tests.conftest import PDF
from parentis.case_file.tests.factories import PaperFileFactory
from parentis.support.tests.factories import MoneyRequestFactory, PaymentFactory
from parentis.young_people.models import YoungPerson
from parentis.young_people.tests.factories import AddressFactory, AllocationFactory

pytestmark = pytest.mark.browser

PAGES = [
    "papers/",
    "papers/upload/",
    "papers/letters/",
    "papers/letters/what-we-owe-you/",
    "papers/{paper}/",
    "papers/{paper}/strike-out/",
    "money/",
    "record/complaints/add/",
]


@pytest.fixture
def opened(browser_page: Callable[..., Any]) -> tuple[Any, YoungPerson]:
    """The browser of an adviser, and a young person who is their work."""
    page = browser_page(Role.PERSONAL_ADVISER)
    sam = AllocationFactory.create(person=User.objects.get()).young_person
    AddressFactory.create(young_person=sam)
    return page, sam


def test_no_page_has_a_fault_or_scrolls_sideways(opened, axe):
    page, sam = opened
    file = PaperFileFactory.create(paper__young_person=sam)
    MoneyRequestFactory.create(young_person=sam)
    PaymentFactory.create(young_person=sam)

    for rest in PAGES:
        page.goto(f"/young-people/{sam.pk}/{rest.format(paper=file.paper_id)}")
        axe(page)
        if folder := os.environ.get("SHOTS"):
            for width in (320, 375, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                name = f"{rest.replace('/', '-').replace('{paper}', 'n')}{width}.png"
                page.screenshot(path=Path(folder) / name, full_page=True)


def test_a_document_is_added_and_a_letter_made(opened):
    page, sam = opened
    page.goto(f"/young-people/{sam.pk}/papers/upload/")
    page.locator("input[type=file]").set_input_files(
        {"name": "tenancy.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_label("What is it?").select_option("home")
    page.get_by_label("What to call it").fill("Tenancy")
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="tenancy.pdf")).to_be_visible()

    page.goto(f"/young-people/{sam.pk}/papers/letters/birthday/")
    page.get_by_role("textbox", name="The letter", exact=True).fill(
        "Dear Sam,\n\nHappy birthday!"
    )
    page.get_by_label("By post to 14 Lantern Row, Aldermere, ZZ1 4AB").check()
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", name="How it reads")).to_be_visible()
    page.get_by_role("button", name="Make the letter").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="happy-birthday-sam").nth(1).click()
    assert download.value.suggested_filename.endswith(".pdf")
    assert Paper.objects.count() == 2
