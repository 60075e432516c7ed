"""A plan on a phone: written, submitted, and refused to its own author."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from parentis.pathway_plans.models import Plan
from parentis.pathway_plans.tests.conftest import plan_in, there
from parentis.young_people.tests.factories import AllocationFactory

__all__ = ["plan_in", "there"]

PHONE = {"width": 375, "height": 760}


@pytest.fixture
def phone_of(browser_page, live_server):
    def open_page(person) -> Any:
        client = Client()
        client.force_login(person)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page = browser_page(None)
        page.context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": session,
                    "url": live_server.url,
                }
            ]
        )
        page.set_viewport_size(PHONE)
        return page

    return open_page


def test_a_manager_writes_a_review_and_is_refused_approving_it(
    transactional_db, phone_of, axe, there, plan_in
):
    plan_in("approved")
    plan = plan_in("draft", number=2)
    AllocationFactory.create(young_person=there.sam, person=there.manager)
    page = phone_of(there.manager)
    page.goto(there.url)
    page.get_by_role("link", name="Money", exact=True).click()
    page.get_by_label("What the young person says").fill("I am always skint.")
    axe(page)
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_text("Saved: Money")).to_be_visible()

    page.goto(there.url)
    page.get_by_role("button", name="Submit for approval").click()
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_text("The plan is submitted")).to_be_visible()

    page.get_by_role("button", name="Read and approve").click()
    expect(page.get_by_text("Somebody else must approve it.")).to_be_visible()
    axe(page)
    expect(page.get_by_role("button", name="Approve the plan")).to_have_count(0)
    assert Plan.objects.get(pk=plan.pk).waits

    page.goto(f"{there.url}compare/")
    expect(page.get_by_text("1 of 10 matters changed.")).to_be_visible()
    axe(page)
