"""Two people write the same section: the second sees both texts."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps

from parentis.accounts.tests.factories import AdviserFactory
from parentis.drafts import actions as drafts
from parentis.drafts.models import Draft
from parentis.pathway_plans import actions
from parentis.young_people.tests.factories import AllocationFactory

NOW = datetime(2026, 5, 20, 10, tzinfo=UTC)
TEXTS = {
    "their_view": "I want my own place.",
    "advisers_view": "Ready to move.",
    "need": "A flat",
    "goals": "Keys by August",
}


@pytest.fixture
def colleague(there):
    someone = AdviserFactory.create(name="Luke Ward")
    AllocationFactory.create(young_person=there.sam, person=someone)
    return someone


def version_of(page):
    (version,) = re.findall(r'name="version" value="(\d+)"', page.html)
    return version


def typed(plan, **texts):
    return {"plan": plan.pk, "version": 1, **TEXTS, **texts}


def test_what_is_saved_leads_to_the_next_matter(visit, there, plan_in):
    plan = plan_in("draft")
    url = f"{there.url}sections/home/"

    page = visit(url, by=there.adviser, answers={**typed(plan), "then": "next"})

    assert page.messages == ["Saved: Home, and whether it is suitable"]
    assert page.heading == "Family and friends: Sam Thornbury"
    assert plan.sections.get(matter="home").goals == "Keys by August"


def test_the_second_to_save_sees_both_texts_and_nothing_is_lost(
    visit, there, plan_in, colleague
):
    plan = plan_in("draft")
    url = f"{there.url}sections/home/"
    visit(url, by=colleague, answers=typed(plan, goals="Stay put until 21"))

    page = visit(url, by=there.adviser, answers=typed(plan, goals="Keys by August"))

    (problem,) = page.errors
    assert problem.startswith("Somebody else changed this while you were writing.")
    assert "What Luke Ward saved" in page
    assert "Stay put until 21" in page
    assert "Keys by August" in page.html
    assert plan.sections.get(matter="home").goals == "Stay put until 21"

    version = version_of(page)
    both = typed(plan, version=version, goals="Stay put until 21, then keys")
    page = visit(url, by=there.adviser, answers=both)

    assert page.errors == []
    assert plan.sections.get(matter="home").goals == "Stay put until 21, then keys"
    events: Any = apps.get_model("pathway_plans", "SectionEvent")
    kept = events.objects.filter(matter="home").values_list("goals", flat=True)
    assert "Stay put until 21" in kept


def test_the_same_text_sent_twice_is_saved_once(visit, there, plan_in):
    plan = plan_in("draft")
    url = f"{there.url}sections/home/"

    pages = [visit(url, by=there.adviser, answers=typed(plan)) for _ in range(2)]

    assert [page.errors for page in pages] == [[], []]
    assert plan.sections.get(matter="home").version == 2


def test_what_was_typed_of_another_plan_is_laid_beside_what_is_saved(
    visit, there, plan_in
):
    plan_in("draft")

    page = visit(
        f"{there.url}sections/home/",
        by=there.adviser,
        answers={"plan": 0, "version": 1, **TEXTS},
    )

    assert "Both texts are below" in page.errors[0]


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ("submitted", "The plan waits for approval. Take it back to change it."),
        ("approved", "An approved plan is locked. Begin a review to change it."),
    ],
)
def test_what_is_typed_into_a_plan_that_is_closed_meanwhile_stays(
    visit, there, plan_in, state, why
):
    plan = plan_in(state)

    page = visit(f"{there.url}sections/home/", by=there.adviser, answers=typed(plan))

    assert page.errors == [why]
    assert "Keys by August" in page.html


def test_a_draft_is_found_again_and_done_with_once_it_is_saved(visit, there, plan_in):
    plan = plan_in("draft")
    url = f"{there.url}sections/home/"
    fields = [*((k, str(v)) for k, v in typed(plan, goals="Half a sent").items())]
    form, about = "pathway_plans:write_section", f"{there.sam.pk}/home"
    kept = drafts.keep(form, about, fields, there.sam, there.adviser, NOW)

    page = visit(url, by=there.adviser)
    assert "Half a sent" in page.html

    answers = typed(plan, goals="Half a sentence", sent_as=str(kept.sent_as))
    visit(url, by=there.adviser, answers=answers)
    assert not Draft.objects.open().exists()


def test_a_draft_begun_before_somebody_else_saved_is_laid_beside_it(
    visit, there, plan_in, colleague
):
    plan = plan_in("draft")
    url = f"{there.url}sections/home/"
    fields = [(name, str(value)) for name, value in typed(plan).items()]
    drafts.keep(
        "pathway_plans:write_section",
        f"{there.sam.pk}/home",
        fields,
        there.sam,
        there.adviser,
        NOW,
    )
    actions.write_section(
        plan.sections.get(matter="home"),
        by=colleague,
        at=NOW,
        version=1,
        answers={"goals": "Stay put"},
    )
    found = visit(url, by=there.adviser)
    version = version_of(found)

    page = visit(url, by=there.adviser, answers=typed(plan, version=version))

    assert "What Luke Ward saved" in page


def test_a_text_that_is_too_long_is_kept_in_the_box(visit, there, plan_in):
    plan = plan_in("draft")
    long = "word " * 2_001

    page = visit(
        f"{there.url}sections/home/", by=there.adviser, answers=typed(plan, need=long)
    )

    assert page.errors == ["What is needed: write 10,000 letters or fewer"]
    assert long.strip() in page.html
