"""The pages of a plan: what each shows, to whom, and what it says of mistakes."""

import re
from datetime import date

import pytest
from django.utils import timezone

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import (
    AdviserFactory,
    ManagerFactory,
    TeamMembershipFactory,
    UserFactory,
)
from parentis.audit.models import Look
from parentis.law.care import months_after
from parentis.pathway_plans.choices import Interest, Matter, Progress
from parentis.pathway_plans.models import Action, Comment, Interests, Plan
from parentis.pathway_plans.tests.factories import (
    ActionFactory,
    InterestsFactory,
    PlanFactory,
)
from parentis.young_people.tests.factories import AllocationFactory, YoungPersonFactory


def version_of(page):
    (version,) = re.findall(r'name="version" value="(\d+)"', page.html)
    return version


def day(name, on):
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


@pytest.fixture
def today():
    return timezone.localdate()


# -- the plan --------------------------------------------------------------------------


def test_a_plan_begins_with_one_button(visit, there):
    page = visit(there.url, by=there.adviser)
    assert "There is no pathway plan yet." in page

    page = visit(f"{there.url}begin/", by=there.adviser, answers={})

    assert page.items("matters")[0] == "Contact and personal support Say what is needed"
    assert len(page.items("matters")) == 10


def test_it_says_when_the_next_review_is_due(visit, there, plan_in, today):
    plan_in("approved", made_on=months_after(today, -2))

    page = visit(there.url, by=there.adviser)

    due_on = months_after(months_after(today, -2), 6)
    assert f"Next review by {due_on.day} {due_on:%B %Y}." in page


def test_an_overdue_review_says_so(visit, there, plan_in):
    plan_in("approved", made_on=date(2025, 6, 2))

    assert "It was due by 2 December 2025." in visit(there.url, by=there.adviser)


def test_the_two_views_stand_beside_each_other(visit, there, plan_in):
    plan_in("approved")

    page = visit(there.url, by=there.adviser)

    assert "What Sam says I want my own front door." in page
    assert "What their adviser says Sam keeps a room well" in page
    assert "Write on" not in page


def test_an_older_plan_is_read_by_its_number_and_from_the_timeline(
    visit, there, plan_in
):
    first = plan_in("approved")
    PlanFactory.create(young_person=there.sam, number=2)

    page = visit(f"{there.url}?number=1", by=there.adviser)
    assert "Pathway plan 1 Approved" in page

    from_line = visit(f"{there.url}plans/{first.pk}/", by=there.adviser)
    assert "Pathway plan 1 Approved" in from_line
    assert visit(f"{there.url}?number=7", by=there.adviser).status == 404


@pytest.mark.parametrize("part", ["", "compare/", "print/", "sections/home/"])
def test_another_advisers_young_person_has_no_plan_to_find(visit, there, plan_in, part):
    plan_in("draft")

    page = visit(there.url + part, by=AdviserFactory.create())

    assert page.status == 404


@pytest.mark.parametrize("role", [Role.EMPLOYMENT_ADVISER, Role.VIRTUAL_SCHOOL])
def test_who_follows_work_reads_what_they_want_to_do_and_no_plan(
    visit, there, plan_in, role
):
    plan_in("approved")
    theirs = UserFactory.create(role=role)
    AllocationFactory.create(young_person=there.sam, person=theirs)

    assert visit(there.url, by=theirs).status == 403
    assert visit(f"{there.url}interests/", by=theirs).status == 200


@pytest.mark.parametrize("how_many", [1, 12])
def test_a_plan_takes_as_many_queries_however_much_is_in_it(
    client, there, plan_in, django_assert_max_num_queries, how_many
):
    for number in range(1, how_many + 1):
        PlanFactory.create(young_person=there.sam, number=number, is_approved=True)
    plan = plan_in("draft", number=how_many + 1)
    for _ in range(how_many):
        ActionFactory.create(plan=plan, matter="money")
        Comment.objects.create(
            plan=plan,
            matter="money",
            words="Say more",
            written_by=there.manager,
            written_at=timezone.now(),
        )
    client.force_login(there.adviser)
    client.get(there.url)

    with django_assert_max_num_queries(22):
        client.get(there.url)


# -- the assessment, the actions -------------------------------------------------------


def test_the_assessment_is_dated_on_its_page(visit, there, plan_in, today):
    plan = plan_in("unassessed")

    page = visit(
        f"{there.url}assessment/",
        by=there.adviser,
        answers={**day("assessed_on", today), "who_took_part": "Sam and Jo"},
    )

    plan.refresh_from_db()
    assert page.messages == ["The needs assessment is dated"]
    assert (plan.assessed_on, plan.who_took_part) == (today, "Sam and Jo")


def test_an_action_has_an_owner_with_a_name(visit, there, plan_in, today):
    plan_in("draft")
    url = f"{there.url}sections/money/add-action/"

    page = visit(url, by=there.adviser, answers={"owner": "somebody-else"})
    assert page.errors == [
        "Write what is to be done",
        "Write who does it",
        "Enter the day by which it is to be done",
    ]

    answers = {
        "what": "Open a savings account",
        "owner": "somebody-else",
        "owner_name": "Jo, foster carer",
        **day("due_on", today),
    }
    page = visit(url, by=there.adviser, answers=answers)

    assert page.messages == ["The action is added"]
    assert Action.objects.get(matter="money").owner_name == "Jo, foster carer"


def test_how_an_action_went_is_said_in_one_form(visit, there, plan_in, today):
    action = plan_in("approved").actions.get()
    url = f"{there.url}actions/{action.pk}/how-it-went/"

    page = visit(url, by=there.adviser, answers={"progress": "not-done", "version": 1})
    assert page.errors == ["Write why it was not done"]

    page = visit(url, by=there.adviser, answers={"progress": "done", "version": 1})
    action.refresh_from_db()
    assert page.messages == ["Saved: how it went"]
    assert (action.progress, action.finished_on) == (Progress.DONE, today)


def test_two_who_change_an_action_see_both(visit, there, plan_in, today):
    action = plan_in("draft").actions.get()
    url = f"{there.url}actions/{action.pk}/"
    answers = {
        "version": 1,
        "owner": "young-person",
        **day("due_on", today),
        "what": "Bid on Mondays",
    }
    visit(url, by=there.manager, answers=answers)

    page = visit(url, by=there.adviser, answers=answers | {"what": "Bid on Fridays"})

    assert "What Owen Blake saved" in page
    assert "Bid on Mondays" in page
    assert "Bid on Fridays" in page.html
    version = version_of(page)
    again = answers | {"what": "Bid on both", "version": version}
    assert visit(url, by=there.adviser, answers=again).errors == []


def test_an_action_is_taken_out_of_a_plan_that_is_written(visit, there, plan_in):
    action = plan_in("draft").actions.get()

    page = visit(
        f"{there.url}actions/{action.pk}/remove/", by=there.adviser, answers={}
    )

    assert page.messages == ["The action is taken out of the plan"]
    assert Action.objects.get().removed_at is not None


# -- submitted, approved ---------------------------------------------------------------


def test_a_plan_is_submitted_with_the_day_it_was_made(visit, there, plan_in, today):
    plan = plan_in("draft")
    url = f"{there.url}submit/"

    page = visit(url, by=there.adviser, answers={"version": 1})
    assert page.errors == ["Enter the day on which the plan was made"]

    answers = {"version": 1, **day("made_on", today)}
    page = visit(url, by=there.adviser, answers=answers)
    plan.refresh_from_db()
    assert plan.waits
    assert page.messages == ["The plan is submitted. Somebody else approves it"]


def test_a_manager_reads_and_approves(visit, there, plan_in):
    plan = plan_in("submitted")
    url = f"{there.url}approve/"
    page = visit(url, by=there.manager)
    version = version_of(page)

    page = visit(
        url, by=there.manager, answers={"version": version, "decision": "approve"}
    )

    plan.refresh_from_db()
    assert page.messages == ["Pathway plan 1 of Sam Thornbury is approved"]
    assert plan.approved_by == there.manager


def test_a_plan_is_sent_back_with_comments_beside_each_matter(visit, there, plan_in):
    plan_in("submitted")
    answers = {"version": 1, "decision": "send-back"}
    url = f"{there.url}approve/"

    page = visit(url, by=there.manager, answers=answers)
    assert page.errors == ["Write what is to be changed"]

    visit(
        url,
        by=there.manager,
        answers=answers | {"on-money": "What does Sam owe?", "whole": "Nearly there"},
    )
    assert "Nearly there" in visit(there.url, by=there.adviser)
    money = visit(f"{there.url}sections/money/", by=there.adviser)
    assert "What does Sam owe?" in money


def test_comments_are_not_lost_by_pressing_approve(visit, there, plan_in):
    plan = plan_in("submitted")

    page = visit(
        f"{there.url}approve/",
        by=there.manager,
        answers={"version": 1, "decision": "approve", "whole": "Nearly there"},
    )

    plan.refresh_from_db()
    assert plan.waits
    assert page.errors[0].startswith("You wrote comments.")
    assert "Nearly there" in page.html


@pytest.mark.parametrize(
    ("state", "fields", "version", "why"),
    [
        ("draft", {}, 1, "This plan is not waiting for approval."),
        ("returned", {}, 1, "This plan is not waiting for approval."),
        ("approved", {}, 1, "This plan is approved already."),
        (
            "submitted",
            {},
            0,
            "The plan was changed since you opened it. Read it again first.",
        ),
    ],
)
def test_no_step_is_skipped_or_taken_twice_by_its_page(
    visit, there, plan_in, state, fields, version, why
):
    plan = plan_in(state, **fields)

    for decision in ("approve", "send-back"):
        words = {} if decision == "approve" else {"whole": "Mend this"}
        page = visit(
            f"{there.url}approve/",
            by=there.manager,
            answers={"version": version, "decision": decision, **words},
        )
        assert page.errors == [why]
    assert Plan.objects.get(pk=plan.pk).status == plan.status


def test_a_manager_who_wrote_in_it_is_told_that_somebody_else_approves(
    visit, there, plan_in
):
    plan_in("submitted", written_by=[there.manager.pk])
    url = f"{there.url}approve/"

    page = visit(url, by=there.manager)
    assert "Somebody else must approve it." in page
    assert "Approve the plan" not in page.buttons

    forced = {"version": 1, "decision": "approve"}
    page = visit(url, by=there.manager, answers=forced)
    assert page.errors == [
        "You wrote in this plan or submitted it. Somebody else must approve it."
    ]


def test_an_adviser_is_refused_approving_their_own(visit, there, plan_in):
    plan_in("submitted")
    forced = {"version": 1, "decision": "approve"}

    assert visit(f"{there.url}approve/", by=there.adviser).status == 403
    page = visit(f"{there.url}approve/", by=there.adviser, answers=forced)
    assert page.status == 403


def test_a_plan_is_taken_back_and_discarded_with_a_reason(visit, there, plan_in):
    plan = plan_in("submitted")
    page = visit(f"{there.url}take-back/", by=there.adviser, answers={})
    assert page.messages == ["The plan is taken back. You can write on"]

    page = visit(f"{there.url}discard/", by=there.adviser, answers={})
    assert page.errors == ["Write why it is not gone on with"]

    visit(f"{there.url}discard/", by=there.adviser, answers={"why": "Begun twice"})
    plan.refresh_from_db()
    assert (plan.why_struck_out, plan.struck_out_by) == ("Begun twice", there.adviser)


def test_what_they_say_of_a_locked_plan_is_written_down(visit, there, plan_in, today):
    plan = plan_in("approved")
    url = f"{there.url}agreement/?number=1"

    page = visit(url, by=there.adviser, answers={"agreement": "refused"})
    assert page.errors == ["Enter the day they said so"]

    visit(
        url,
        by=there.adviser,
        answers={
            "agreement": "in-part",
            "agreement_in_their_words": "Not the budget bit.",
            **day("answered_on", today),
            **day("copy_given_on", today),
        },
    )

    plan.refresh_from_db()
    assert plan.agreement == "in-part"
    assert plan.copy_given_on == today
    shown = visit(there.url, by=there.adviser)
    assert shown.summary["Their answer"].startswith("They agree with some of it")
    assert "“Not the budget bit.”" in shown


# -- plans to approve ------------------------------------------------------------------


def test_a_manager_sees_what_waits_in_their_teams_and_is_put_on_record(
    visit, there, plan_in
):
    plan_in("submitted")
    elsewhere = PlanFactory.create(is_submitted=True)
    other = YoungPersonFactory.create(given_name="Ada", service=there.sam.service)
    AllocationFactory.create(young_person=other, person=there.adviser)

    page = visit("/young-people/plans-to-approve/", by=there.manager)

    (line,) = page.items("waiting")
    assert line.startswith("Sam Thornbury: pathway plan 1 Submitted by Priya Nair")
    assert elsewhere.young_person.name not in page
    looked = Look.objects.values_list("young_person", flat=True)
    assert set(looked) == {there.sam.pk}


@pytest.mark.parametrize("how_many", [10, 100])
def test_the_list_takes_as_many_queries_for_ten_as_for_a_hundred(
    client, there, django_assert_max_num_queries, how_many
):
    for _ in range(how_many):
        plan = PlanFactory.create(is_submitted=True, submitted_by=there.adviser)
        AllocationFactory.create(young_person=plan.young_person, person=there.adviser)
    client.force_login(there.manager)

    with django_assert_max_num_queries(16):
        page = client.get("/young-people/plans-to-approve/")

    assert page.content.count(b"app-entry") == how_many


def test_a_manager_of_another_team_sees_none_of_it(visit, there, plan_in):
    plan_in("submitted")
    elsewhere = ManagerFactory.create()
    TeamMembershipFactory.create(person=elsewhere)

    page = visit("/young-people/plans-to-approve/", by=elsewhere)
    assert "No plan is waiting." in page
    assert visit(f"{there.url}approve/", by=elsewhere).status == 404


# -- what they want to do --------------------------------------------------------------


def test_what_they_want_to_do_is_chosen_from_one_list(visit, there, plan_in):
    plan_in("draft")
    url = f"{there.url}interests/"

    page = visit(url, by=there.adviser, answers={})
    assert page.errors == ["Choose at least one, or write it in their words"]

    visit(
        url,
        by=there.adviser,
        answers={"chosen": ["cars", "music"], "in_their_words": "I fix bikes."},
    )

    kept = Interests.objects.get()
    assert (kept.chosen, kept.in_their_words) == (["cars", "music"], "I fix bikes.")
    shown = visit(there.url, by=there.adviser)
    assert shown.items("interests") == [
        "Cars and other vehicles",
        "Music and performing",
    ]


def test_two_who_change_what_they_want_to_do_see_both(visit, there):
    kept = InterestsFactory.create(young_person=there.sam)
    url = f"{there.url}interests/"
    first = {"version": kept.version, "chosen": ["cars"]}
    visit(url, by=there.manager, answers=first)

    page = visit(url, by=there.adviser, answers=first | {"chosen": ["law"]})

    assert "What Owen Blake saved" in page
    assert "Cars and other vehicles" in page
    assert Interests.objects.get().chosen == ["cars"]


def test_the_lists_of_the_law_and_of_interests_are_whole():
    assert len(Matter) == 10
    assert 24 <= len(Interest) <= 30
