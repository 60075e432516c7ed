"""An officer tells of two recommendations at once, in a real browser."""

from datetime import date

import pytest

from parentis.accounts.roles import Role
from parentis.recommendations.models import StatusSet
from parentis.recommendations.tests.factories import (
    RecommendationFactory,
    SourceFactory,
    StatusSetFactory,
    UpdateFactory,
)


@pytest.mark.browser
def test_an_officer_tells_of_two_and_sets_their_status(browser_page, axe):
    source = SourceFactory.create(update_every=6)
    ten = RecommendationFactory.create(source=source, number="10")
    RecommendationFactory.create(source=source, number="11", theme="Work")
    RecommendationFactory.create(source=source, whole=ten, number="(i)")
    UpdateFactory.create(source=source, of=[ten], reported_on=date(2020, 1, 7))
    StatusSetFactory.create(recommendation=ten, status="amber")
    page = browser_page(Role.CORPORATE_PARENTING_OFFICER)

    page.goto("/recommendations/")
    axe(page)
    page.get_by_role("link", name="Nearer to home").click()
    axe(page)
    page.get_by_role("button", name="Write an update").click()
    axe(page)
    page.get_by_label("10: Find a laptop").check()
    page.get_by_label("11: Find a laptop").check()
    page.get_by_label("What is told?").fill("Every home has broadband now.")
    page.get_by_label("Who tells it?").fill("Virtual School Headteacher")
    page.get_by_label("Green").check()
    page.get_by_label("Who sets the status?").fill("Virtual School Headteacher")
    page.get_by_label("What does it show?").fill("Each home was asked in March.")
    page.get_by_role("button", name="Save").click()
    assert page.get_by_text("The update is kept").is_visible()

    page.get_by_role("link", name="Recommendation 10").click()
    axe(page)
    assert page.get_by_text("Every home has broadband now.").is_visible()
    assert page.get_by_text("Each home was asked in March.").is_visible()
    assert StatusSet.objects.filter(status="green").count() == 2
