"""A councillor writes down a visit on a phone, in a real browser; the answer comes."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from parentis.accounts.models import User
from parentis.accounts.roles import Role
from parentis.bodies.tests.factories import CouncillorFactory
from parentis.targets.tests.factories import AchievementFactory, TargetFactory
from parentis.visits.models import Home, Visit
from parentis.visits.tests.factories import (
    DueVisitFactory,
    HomeFactory,
    VisitActionFactory,
    VisitAnswerFactory,
    VisitFactory,
)

pytestmark = pytest.mark.browser

PHONE = {"width": 375, "height": 740}


def picture(page: Any, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        for width in (320, 375, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


def test_a_councillor_writes_down_a_visit_on_a_phone_and_the_answer_comes(
    browser_page,
):
    page = browser_page(Role.ELECTED_MEMBER)
    page.set_viewport_size(PHONE)
    hale = CouncillorFactory.create(name="Priya Hale", user=User.objects.get())
    due = DueVisitFactory.create(home=HomeFactory.create(name="Larch House"))
    type(due).objects.update(councillor=hale)

    page.goto("/visits/")
    page.get_by_role("link", name="Larch House").first.click()
    expect(page.get_by_label("Which home?")).to_have_value(str(due.home_id))
    page.get_by_label("Day", exact=True).first.fill("15")
    page.get_by_label("Month", exact=True).first.fill("9")
    page.get_by_label("Year", exact=True).first.fill("2026")
    page.get_by_role("group", name="Did you meet young people?").get_by_label(
        "Yes"
    ).check()
    page.get_by_role("group", name="Did you meet staff?").get_by_label("Yes").check()
    page.get_by_label("What did you see?").fill("Supper on the stove.")
    page.get_by_label("What did young people tell you?").fill("The gate is broken.")
    page.get_by_label("Mostly").check()
    page.get_by_role("button", name="Save the visit").click()
    expect(page.get_by_role("alert")).to_contain_text("Write why it is not quite")
    page.get_by_label("Why?").fill("A gate should shut.")
    page.get_by_label("What do you ask for?").first.fill("Mend the gate")
    page.get_by_role("button", name="Save the visit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Larch House, 15 September 2026"
    )
    visited = Visit.objects.get()
    assert (visited.councillor, visited.due_visit) == (hale, due)

    manager = browser_page(Role.TEAM_MANAGER)
    manager.goto(f"/visits/{visited.pk}/")
    manager.get_by_role("button", name="Answer").click()
    for place, typed in enumerate(("18", "9", "2026")):
        manager.locator("#id_answered_on input").nth(place).fill(typed)
    manager.get_by_label("What does the home answer?").fill("Thank you for coming.")
    manager.get_by_role("button", name="Save", exact=True).click()
    expect(manager.get_by_text("Young people not told yet")).to_be_visible()

    page.goto("/notices/")
    expect(page.get_by_text("The home has answered")).to_be_visible()
    page.goto(f"/visits/{visited.pk}/")
    expect(page.get_by_text("Thank you for coming.")).to_be_visible()


def test_a_half_written_visit_outlives_a_closed_page_and_a_lost_connection(
    browser_page, axe
):
    page = browser_page(Role.ELECTED_MEMBER)
    page.set_viewport_size(PHONE)
    CouncillorFactory.create(name="Priya Hale", user=User.objects.get())
    HomeFactory.create(name="Larch House")
    phone = page.context

    page.goto("/visits/record/")
    page.get_by_label("Which home?").select_option("Larch House")
    page.get_by_label("What did you see?").fill("Supper on the stove.")
    page.get_by_label("Mostly").check()
    expect(page.get_by_text("Draft saved at")).to_be_visible(timeout=15_000)
    page.close()

    page = phone.new_page()
    page.set_viewport_size(PHONE)
    page.goto("/visits/")
    picture(page, "visits-begun")
    page.locator("#begun").get_by_role("link").click()
    expect(page.get_by_text("This is your draft of")).to_be_visible()
    expect(page.get_by_label("Which home?")).to_have_value(str(Home.objects.get().pk))
    expect(page.get_by_label("What did you see?")).to_have_value("Supper on the stove.")
    expect(page.get_by_label("Mostly")).to_be_checked()
    axe(page)
    picture(page, "visits-draft")

    page.set_viewport_size(PHONE)
    phone.set_offline(True)
    page.get_by_label("Why?").fill("A gate should shut.")
    for question in ("Did you meet young people?", "Did you meet staff?"):
        page.get_by_role("group", name=question).get_by_label("Yes").check()
    page.get_by_role("button", name="Save the visit").click()
    expect(page.get_by_text("Not sent: there is no connection")).to_be_visible()
    picture(page, "visits-cut-off")
    page.set_viewport_size(PHONE)
    expect(page.get_by_label("Why?")).to_have_value("A gate should shut.")
    phone.set_offline(False)
    expect(page.get_by_text("Draft saved at")).to_be_visible(timeout=15_000)
    # The button takes no second press within a second.
    page.wait_for_timeout(1_100)
    page.get_by_role("button", name="Save the visit").click()
    expect(page.get_by_text("Your visit is written down")).to_be_visible()

    assert Visit.objects.get().why == "A gate should shut."
    page.goto("/visits/")
    expect(page.locator("#begun")).to_have_count(0)
    page.goto("/visits/record/")
    expect(page.get_by_label("What did you see?")).to_have_value("")
    page.goto("/drafts/")
    expect(page.get_by_text("There are no drafts")).to_be_visible()


def test_what_was_typed_last_is_kept_though_the_visit_is_sent_into_the_void(
    browser_page,
):
    page = browser_page(Role.ELECTED_MEMBER)
    page.set_viewport_size(PHONE)
    CouncillorFactory.create(name="Priya Hale", user=User.objects.get())
    page.goto("/visits/record/")
    page.route(
        "**/visits/record/",
        lambda route: (
            route.abort() if route.request.method == "POST" else route.continue_()
        ),
    )

    page.get_by_label("What did you see?").fill("Supper on the stove.")
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Save the visit").click()
    another = page.context.new_page()
    another.goto("/visits/record/")

    expect(another.get_by_label("What did you see?")).to_have_value(
        "Supper on the stove."
    )
    assert not Visit.objects.exists()


def test_the_pages_most_used_have_no_fault_and_do_not_scroll_sideways(
    browser_page, axe
):
    page = browser_page(Role.ELECTED_MEMBER)
    hale = CouncillorFactory.create(name="Priya Hale", user=User.objects.get())
    due = DueVisitFactory.create(councillor=hale)
    visited = VisitFactory.create(councillor=hale, home=due.home, due_visit=due)
    VisitActionFactory.create(visit=visited)
    VisitAnswerFactory.create(visit=visited)
    DueVisitFactory.create(
        councillor=hale, home=due.home, month=due.month.replace(day=1, month=1)
    )
    target = TargetFactory.create(
        year=2025, eligibility="Care leavers", ring_fence="Kept for them first"
    )
    AchievementFactory.create(
        directorate=target.directorate, kind=target.kind, offered=14
    )

    for address in (
        "visits/record/",
        f"visits/{visited.pk}/",
        "targets/2025/",
    ):
        page.goto(f"/{address}")
        axe(page)
        picture(page, address.replace("/", "-").replace("?", ""))
