"""From a draft to an approved plan: each step where it begins, and nowhere else."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from parentis.accounts.tests.factories import ManagerFactory
from parentis.entries.models import TimelineEntry
from parentis.notices.models import Notice
from parentis.pathway_plans import actions
from parentis.pathway_plans.choices import Matter, Progress, Status
from parentis.pathway_plans.models import Action, Comment, Plan, Section
from parentis.pathway_plans.tests.factories import ActionFactory, InterestsFactory

NOW = datetime(2026, 5, 20, 10, tzinfo=UTC)
MADE_ON = date(2026, 5, 18)
STEPS = {
    "write": lambda plan, there: actions.write_section(
        plan.sections.get(matter="home"),
        by=there.adviser,
        at=NOW,
        version=1,
        answers={"goals": "A flat by August."},
    ),
    "add an action": lambda plan, there: actions.add_action(
        plan,
        by=there.adviser,
        at=NOW,
        matter="home",
        what="Ring the housing office",
        owner="adviser",
        owner_name="",
        due_on=date(2026, 6, 3),
    ),
    "change an action": lambda plan, there: actions.change_action(
        plan.actions.get(),
        by=there.adviser,
        at=NOW,
        version=1,
        what="Bid twice a week",
        owner="young-person",
        owner_name="",
        due_on=date(2026, 6, 3),
    ),
    "remove an action": lambda plan, there: actions.remove_action(
        plan.actions.get(), by=there.adviser, at=NOW
    ),
    "finish the assessment": lambda plan, there: actions.finish_assessment(
        plan, by=there.adviser, at=NOW, assessed_on=date(2026, 4, 2), who_took_part=""
    ),
    "submit": lambda plan, there: actions.submit(
        plan, by=there.adviser, at=NOW, version=plan.version, made_on=MADE_ON
    ),
    "take back": lambda plan, there: actions.take_back(plan, by=there.adviser, at=NOW),
    "send back": lambda plan, there: actions.send_back(
        plan,
        by=there.manager,
        at=NOW,
        version=plan.version,
        comments={"": "Say more about money.", "money": "What does Sam owe?"},
    ),
    "approve": lambda plan, there: actions.approve(
        plan, by=there.manager, at=NOW, version=plan.version
    ),
    "discard": lambda plan, there: actions.discard(
        plan, by=there.adviser, at=NOW, why="Sam moved away"
    ),
}
WRITING = {
    "write",
    "add an action",
    "change an action",
    "remove an action",
    "finish the assessment",
    "discard",
}
ALLOWED = {
    "unassessed": WRITING,
    "draft": WRITING | {"submit"},
    "returned": WRITING | {"submit"},
    "submitted": {"take back", "send back", "approve"},
    "approved": set(),
    "discarded": set(),
}


@pytest.mark.parametrize("state", ALLOWED)
@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_taken_where_it_begins_and_refused_elsewhere(
    there, plan_in, state, step
):
    plan = plan_in(state)

    if step in ALLOWED[state]:
        STEPS[step](plan, there)
        return
    with pytest.raises(actions.NotDone):
        STEPS[step](plan, there)
    plan.refresh_from_db()
    assert plan.version == 1


def test_a_plan_goes_all_the_way(there, django_user_model):
    plan = actions.begin_plan(there.sam, by=there.adviser, at=NOW)
    for section in plan.sections.all():
        actions.write_section(
            section,
            by=there.adviser,
            at=NOW,
            version=1,
            answers={"need": "Enough to live on", "goals": "A job by the autumn"},
        )
    InterestsFactory.create(young_person=there.sam, chosen=["music"])
    plan = actions.finish_assessment(
        plan, by=there.adviser, at=NOW, assessed_on=MADE_ON, who_took_part="Sam, Jo"
    )
    plan = actions.submit(
        plan, by=there.adviser, at=NOW, version=plan.version, made_on=MADE_ON
    )
    plan = actions.send_back(
        plan,
        by=there.manager,
        at=NOW,
        version=plan.version,
        comments={"money": "What does Sam owe?", "": "  "},
    )
    assert [each.matter for each in Comment.objects.all()] == ["money"]
    plan = actions.submit(
        plan, by=there.adviser, at=NOW, version=plan.version, made_on=MADE_ON
    )
    plan = actions.approve(plan, by=there.manager, at=NOW, version=plan.version)

    assert plan.status == Status.APPROVED
    assert (plan.submitted_by, plan.approved_by) == (there.adviser, there.manager)
    assert plan.interests == ["music"]
    (line,) = TimelineEntry.objects.filter(kind="pathway-plan")
    assert (line.headline, line.happened_on) == ("Pathway plan 1: approved", MADE_ON)
    told = Notice.objects.filter(person=there.adviser).values_list("about", flat=True)
    assert sorted(told) == [
        "A pathway plan you submitted was approved",
        "A pathway plan you submitted was sent back with comments",
    ]


def test_who_may_approve_it_is_told_and_nobody_else(there, plan_in):
    plan = plan_in("draft")
    elsewhere = ManagerFactory.create()

    actions.submit(
        plan, by=there.adviser, at=NOW, version=plan.version, made_on=MADE_ON
    )

    told = Notice.objects.values_list("person", "about", "link")
    assert list(told) == [
        (
            there.manager.pk,
            "A pathway plan was submitted, and waits for somebody to approve it",
            "/young-people/plans-to-approve/",
        )
    ]
    assert not Notice.objects.filter(person=elsewhere)


# -- somebody else approves ------------------------------------------------------------


def test_who_submitted_a_plan_cannot_approve_it(there, plan_in):
    plan = plan_in("submitted", written_by=[])
    Plan.objects.filter(pk=plan.pk).update(submitted_by=there.manager)

    with pytest.raises(actions.NotDone, match="Somebody else must approve it"):
        actions.approve(plan, by=there.manager, at=NOW, version=1)


@pytest.mark.parametrize("step", ["write", "add an action", "finish the assessment"])
def test_who_wrote_in_a_plan_cannot_approve_it(there, plan_in, step):
    plan = plan_in("draft")
    there.adviser, adviser = there.manager, there.adviser
    STEPS[step](plan, there)
    plan.refresh_from_db()
    plan = actions.submit(
        plan, by=adviser, at=NOW, version=plan.version, made_on=MADE_ON
    )

    with pytest.raises(actions.NotDone, match="Somebody else must approve it"):
        actions.approve(plan, by=there.manager, at=NOW, version=plan.version)

    another = ManagerFactory.create()
    assert actions.approve(plan, by=another, at=NOW, version=plan.version).is_approved


def test_who_began_a_review_cannot_approve_it(there, plan_in):
    plan_in("approved")
    review = actions.begin_plan(there.sam, by=there.manager, at=NOW)

    assert review.written_by == [there.manager.pk]


def test_an_adviser_approves_nothing(there, plan_in):
    plan = plan_in("submitted")

    for refused in (
        lambda: actions.approve(plan, by=there.adviser, at=NOW, version=1),
        lambda: actions.send_back(
            plan, by=there.adviser, at=NOW, version=1, comments={"": "No"}
        ),
    ):
        with pytest.raises(PermissionDenied):
            refused()


def test_nobody_approves_what_changed_since_they_read_it(there, plan_in):
    plan = plan_in("submitted")
    read = plan.version
    plan = actions.take_back(plan, by=there.adviser, at=NOW)
    STEPS["write"](plan, there)
    plan.refresh_from_db()
    plan = actions.submit(
        plan, by=there.adviser, at=NOW, version=plan.version, made_on=MADE_ON
    )

    with pytest.raises(actions.NotDone, match="changed since you opened it"):
        actions.approve(plan, by=there.manager, at=NOW, version=read)


def test_what_the_young_person_says_meanwhile_is_read_before_it_is_approved(
    there, plan_in
):
    plan = plan_in("submitted")
    actions.record_agreement(
        plan,
        by=there.adviser,
        at=NOW,
        agreement="refused",
        agreement_in_their_words="I am not moving to Coldharbour.",
        answered_on=date(2026, 5, 20),
        copy_given_on=None,
    )

    with pytest.raises(actions.NotDone, match="changed since you opened it"):
        actions.approve(plan, by=there.manager, at=NOW, version=1)


# -- what has to be written first ------------------------------------------------------


def test_the_assessment_is_dated_when_every_need_is_written(there, plan_in):
    plan = plan_in("unassessed")
    Section.objects.filter(plan=plan, matter__in=["money", "health"]).update(need="")

    with pytest.raises(actions.NotDone) as refused:
        STEPS["finish the assessment"](plan, there)

    assert str(refused.value) == (
        "Write first what is needed in: Money; Health, mental health too."
    )


def test_a_plan_is_submitted_when_every_goal_is_written(there, plan_in):
    plan = plan_in("draft")
    Section.objects.filter(plan=plan, matter="money").update(goals=" ")

    with pytest.raises(actions.NotDone, match="what the goals are in: Money"):
        STEPS["submit"](plan, there)


@pytest.mark.parametrize("made_on", [date(2025, 3, 31), date(2026, 5, 21)])
def test_a_plan_is_made_after_the_assessment_and_not_in_days_to_come(
    there, plan_in, made_on
):
    plan = plan_in("draft")

    with pytest.raises(actions.NotDone):
        actions.submit(plan, by=there.adviser, at=NOW, version=1, made_on=made_on)


def test_nothing_is_sent_back_without_a_word(there, plan_in):
    with pytest.raises(actions.NotDone, match="Write what is to be changed"):
        actions.send_back(
            plan_in("submitted"),
            by=there.manager,
            at=NOW,
            version=1,
            comments={"": " ", "money": ""},
        )


# -- the next plan ---------------------------------------------------------------------


def test_a_review_begins_as_a_copy_and_carries_on_what_is_still_to_do(there, plan_in):
    first = plan_in("approved")
    ActionFactory.create(
        plan=first, what="Done", progress=Progress.DONE, finished_on=MADE_ON
    )

    review = actions.begin_plan(there.sam, by=there.adviser, at=NOW)

    assert (review.number, review.status) == (2, Status.DRAFT)
    assert {each.matter for each in review.sections.all()} == set(Matter)
    assert review.sections.get(matter="home").goals == (
        "Bid for a one-bedroom flat each week."
    )
    assert [each.what for each in review.actions.all()] == ["Bid for a flat"]


def test_there_is_one_plan_being_made_at_a_time(there, plan_in):
    plan_in("draft")

    with pytest.raises(actions.NotDone, match="being made already"):
        actions.begin_plan(there.sam, by=there.adviser, at=NOW)


def test_how_an_action_went_is_said_of_a_locked_plan_and_of_its_review(there, plan_in):
    first = plan_in("approved")
    review = actions.begin_plan(there.sam, by=there.adviser, at=NOW)

    actions.record_progress(
        first.actions.get(),
        by=there.adviser,
        at=NOW,
        version=1,
        progress=Progress.DONE,
        finished_on=date(2026, 5, 19),
        note="Got the keys",
    )

    carried = Action.objects.get(plan=review)
    assert (carried.progress, carried.note) == (Progress.DONE, "Got the keys")


def test_the_same_action_sent_twice_is_one(there, plan_in):
    plan = plan_in("draft")

    first, again = (STEPS["add an action"](plan, there) for _ in range(2))

    assert first == again
