"""The strategy, the pledge, plans and risks, as staff read and write them."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.formats import date_format

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import (
    CommitteeOfficerFactory,
    ElectedMemberFactory,
    ManagerFactory,
    UserFactory,
)
from parentis.bodies.tests.factories import BodyFactory
from parentis.notices.models import Notice
from parentis.recommendations.tests.factories import SourceFactory
from parentis.strategy.models import Milestone, Promise, Risk, RiskReview, Strategy
from parentis.strategy.plans.actions import chase_milestones
from parentis.strategy.pledge.queries import public_pledge
from parentis.strategy.risks.actions import chase_reviews
from parentis.strategy.tasks import chase_reviews as chase_reviews_at_dawn
from parentis.strategy.tests.factories import (
    ActionPlanFactory,
    MilestoneFactory,
    PriorityFactory,
    PromiseEvidenceFactory,
    PromiseFactory,
    RiskFactory,
    RiskReviewFactory,
    SayingFactory,
    StrategyFactory,
)

BOTH_DAYS = "The last day is before the first. Check both."
BOTH_OR_NEITHER = "Say both who agreed it and when, or neither while it is a draft."


def day(name: str, on: date) -> dict[str, int]:
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


@pytest.fixture
def today(db):
    return timezone.localdate()


@pytest.fixture
def officer(db):
    return CommitteeOfficerFactory.create(name="Committee Officer")


# -- the strategy ----------------------------------------------------------------------


def test_a_strategy_is_written_down_with_its_document_and_priorities(
    visit, officer, today
):
    panel = BodyFactory.create(name="Corporate Parenting Panel")
    answers = {
        "title": "A home, a hand and a say",
        "summary": "",
        **day("started_on", today.replace(month=1, day=1)),
        **day("ended_on", today.replace(month=12, day=31)),
        "agreed_by_id": panel.pk,
        **day("agreed_on", today - timedelta(days=1)),
        "sent_as": str(uuid4()),
    }

    page = visit(
        "/strategy/add/strategies/",
        by=officer,
        answers=answers
        | {"document": SimpleUploadedFile("a strategy.pdf", b"%PDF-1.7 words")},
    )

    assert page.messages == ["The strategy is added"]
    assert page.heading == "A home, a hand and a say"
    assert "In force" in page
    assert page.links["a strategy.pdf"].endswith("/document/")
    document = visit(page.links["a strategy.pdf"], by=officer).response
    assert document.content == b"%PDF-1.7 words"
    assert document["Content-Type"] == "application/pdf"

    strategy = Strategy.objects.get()
    page = visit(
        f"/strategy/add/priorities/{strategy.pk}/",
        by=officer,
        answers={"place": 1, "title": "Homes", "principles": ["f", "g"]},
    )

    assert "1. Homes" in page
    assert page.summary["(g) To prepare them for adulthood and independent living"] == (
        "1. Homes"
    )
    assert "from memory, not yet confirmed" in page


def test_a_strategy_that_is_agreed_by_nobody_or_no_document_is_refused(
    visit, officer, today
):
    answers = {
        "title": "",
        **day("started_on", today),
        **day("ended_on", today - timedelta(days=1)),
        **day("agreed_on", today + timedelta(days=1)),
        "document": SimpleUploadedFile("a.txt", b"words"),
    }

    page = visit("/strategy/add/strategies/", by=officer, answers=answers)

    assert page.errors == [
        "Write what it is called",
        "This day is still to come. Check the date",
        "Choose a PDF or a Word file (.docx)",
    ]
    answers |= {"title": "Ours", **day("agreed_on", today)}
    del answers["document"]
    page = visit("/strategy/add/strategies/", by=officer, answers=answers)
    assert page.errors == [BOTH_DAYS]
    answers |= day("ended_on", today)
    page = visit("/strategy/add/strategies/", by=officer, answers=answers)
    assert page.errors == [BOTH_OR_NEITHER]


def test_an_earlier_strategy_stays_readable_with_its_priorities(visit, officer):
    StrategyFactory.create(title="Now", ended_on=date(2099, 3, 31))
    earlier = StrategyFactory.create(
        title="Then",
        started_on=date(2021, 4, 1),
        ended_on=date(2024, 3, 31),
        agreed_on=date(2021, 3, 1),
    )
    PriorityFactory.create(strategy=earlier, place=1, title="Homes then")

    now = visit("/strategy/", by=officer)
    then = visit(now.links["Then"], by=officer)

    assert now.heading == "Now"
    assert "Homes then" not in now
    assert (then.heading, "1. Homes then" in then) == ("Then", True)


def test_two_who_change_a_priority_at_once_see_both_texts(visit, officer):
    priority = PriorityFactory.create(place=1, title="Homes")
    other = CommitteeOfficerFactory.create(name="Somebody Else")
    answers = {"place": 1, "words": "", "principles": ["f"], "version": 1}
    address = f"/strategy/change/priorities/{priority.pk}/"
    visit(address, by=other, answers=answers | {"title": "Good homes"})

    page = visit(address, by=officer, answers=answers | {"title": "Safe homes"})

    assert "Both texts are below" in page.errors[0]
    assert "Somebody Else saved Good homes" in page
    assert "You wrote Safe homes" in page
    page = visit(
        address, by=officer, answers=answers | {"title": "Safe homes", "version": 2}
    )
    assert page.messages == ["What you wrote is saved"]


# -- the pledge ------------------------------------------------------------------------


def test_a_promise_shows_its_evidence_its_state_and_what_young_people_say(
    visit, officer, today
):
    page = visit(
        "/strategy/add/promises/",
        by=officer,
        answers={
            "number": 1,
            "words": "We answer you within two working days.",
            "promised_to": "both",
            **day("started_on", today - timedelta(days=30)),
        },
    )
    promise = Promise.objects.get()
    assert page.url == f"/strategy/pledge/{promise.pk}/"

    visit(
        f"/strategy/add/evidence/{promise.pk}/",
        by=officer,
        answers={
            **day("shown_on", today),
            "evidence_kind": "words",
            "evidence_words": "92 of 100 messages were answered in time",
        },
    )
    visit(
        f"/strategy/add/sayings/{promise.pk}/",
        by=officer,
        answers={
            "words": "They ring back now.",
            "who": "Care leavers' forum",
            **day("said_on", today),
            "may_be_quoted": "no",
        },
    )
    evidence = promise.evidence.get()
    page = visit(
        f"/strategy/add/states/{promise.pk}/",
        by=officer,
        answers={
            "state": "partly",
            **day("set_on", today),
            "why": "Nearly all are answered in time.",
            "evidence": [evidence.pk],
        },
    )

    assert "Kept in part Nearly all are answered in time." in page
    assert "92 of 100 messages were answered in time" in page
    assert "“They ring back now.”" in page
    assert "Not to be quoted in public" in page
    assert "Said by Committee Officer. It rests on the evidence of" in page
    pledge = visit("/strategy/pledge/", by=officer)
    assert "1 Kept in part" in pledge
    assert "1 piece of evidence, 1 thing young people say" in pledge

    struck = visit(
        f"/strategy/strike-out/evidence/{evidence.pk}/",
        by=officer,
        answers={"why": "It was of another year."},
    )
    assert "(struck out since)" in struck
    assert "It was of another year." in struck
    (told,) = public_pledge(on=today)
    assert (told.evidence, told.sayings) == ([], [])


def test_two_promises_do_not_have_one_number_on_the_same_day(visit, officer):
    PromiseFactory.create(number=4)

    page = visit(
        "/strategy/add/promises/",
        by=officer,
        answers={
            "number": 4,
            "words": "Another",
            "promised_to": "both",
            **day("started_on", date(2025, 1, 1)),
        },
    )

    (error,) = page.errors
    assert error.startswith("Another promise has this number on some of these days.")


# -- action plans ----------------------------------------------------------------------


def test_whose_step_it_is_tells_how_far_it_has_come_and_nobody_else_does(visit, today):
    owner = ManagerFactory.create()
    step = MilestoneFactory.create(owner_user=owner, due_on=today)
    address = f"/strategy/milestones/{step.pk}/"
    tell = f"{address}tell-progress/"

    assert "Tell how far it has come" in visit(address, by=owner).links
    page = visit(tell, by=owner, answers={"percent": 100, "version": 1})
    assert page.errors == ["Enter when it was done", "Write what was done"]
    page = visit(
        tell,
        by=owner,
        answers={
            "percent": 100,
            "version": 1,
            **day("done_on", today),
            "what_was_done": "All ten are let.",
        },
    )

    assert page.messages == ["What you wrote is saved"]
    assert "Done" in page
    assert "All ten are let." in page
    stranger = ManagerFactory.create()
    assert visit(tell, by=stranger).status == 403
    assert "Tell how far it has come" not in visit(address, by=stranger).links


def test_a_plan_says_how_much_of_it_is_done_and_what_is_overdue(visit, officer, today):
    plan = ActionPlanFactory.create(strategy=StrategyFactory.create())
    priority = PriorityFactory.create(strategy=plan.strategy, place=1, title="Homes")
    MilestoneFactory.create(plan=plan, is_done=True, words="Let the flats")
    MilestoneFactory.create(
        plan=plan, percent=50, due_on=today - timedelta(days=1), words="Buy beds"
    )
    page = visit(
        f"/strategy/add/milestones/{plan.pk}/",
        by=officer,
        answers={
            "words": "Train landlords",
            "priority_id": priority.pk,
            "owner": "Head of Fostering",
            **day("due_on", today + timedelta(days=9)),
        },
    )
    assert page.messages == ["The step is added"]

    page = visit(f"/strategy/plans/{plan.pk}/", by=officer)

    assert "1 of 3 steps are done (50% of the whole). 1 is overdue." in page
    assert [row[0] for row in page.table("1. Homes")] == ["Train landlords"]
    towards_none = page.table("Steps towards no single priority")
    assert {row[0]: row[3] for row in towards_none} == {
        "Let the flats": "Done",
        "Buy beds": "Overdue, 50% done",
    }


def test_a_plan_may_answer_what_somebody_recommended(visit, officer):
    source = SourceFactory.create()

    page = visit(
        "/strategy/add/plans/",
        by=officer,
        answers={"title": "What we do", "source_address": source.get_absolute_url()},
    )

    assert page.links[str(source)] == source.get_absolute_url()
    assert "It has no steps yet." in page


def test_an_overdue_step_is_chased_once_for_each_due_date(officer, today):
    owner = ManagerFactory.create()
    theirs = MilestoneFactory.create(
        owner_user=owner, due_on=today - timedelta(days=3), words="Let the flats."
    )
    nobodys = MilestoneFactory.create(due_on=today - timedelta(days=3))
    MilestoneFactory.create(due_on=today)
    MilestoneFactory.create(is_done=True, due_on=today - timedelta(days=3))
    now = timezone.now()

    assert chase_milestones(by=None, at=now) == 2
    assert chase_milestones(by=None, at=now) == 0
    assert {(told.person, told.link) for told in Notice.objects.all()} == {
        (owner, theirs.get_absolute_url()),
        (officer, nobodys.get_absolute_url()),
    }
    assert "is not done: Let the flats. Tell" in Notice.objects.get(person=owner).about
    Milestone.objects.filter(pk=theirs.pk).update(due_on=today - timedelta(days=1))
    assert chase_milestones(by=None, at=now) == 1


# -- risks -----------------------------------------------------------------------------


def test_a_risk_keeps_every_score_it_had_and_stands_in_the_matrix(
    visit, officer, today
):
    owner = ManagerFactory.create()
    page = visit(
        "/strategy/add/risks/",
        by=officer,
        answers={
            "title": "Too few homes",
            "cause": "Rents rise.",
            "effect": "Young people wait.",
            "mitigation": "A deposit scheme.",
            "owner": "Strategic Housing Manager",
            "owner_user_id": owner.pk,
            "likelihood": 4,
            "impact": 5,
            **day("reviewed_on", today - timedelta(days=60)),
        },
    )
    risk = Risk.objects.get()
    assert "High 20 of 25" in page

    page = visit(
        f"/strategy/risks/{risk.pk}/review/",
        by=owner,
        answers={
            "likelihood": 2,
            "impact": 5,
            "note": "Nine flats are let.",
            **day("reviewed_on", today),
        },
    )

    assert page.messages == ["The review of the risk is added"]
    assert [row[1] for row in page.table("Its score over time")] == [
        "Medium 10",
        "High 20",
    ]
    matrix = visit("/strategy/risks/", by=officer).table("Where each risk stands")
    assert matrix[3][5] == "Medium 10 Too few homes"
    assert visit(
        f"/strategy/risks/{risk.pk}/review/", by=ManagerFactory.create()
    ).status
    latest, first = RiskReview.objects.order_by("-reviewed_on")
    visit(
        f"/strategy/strike-out/reviews/{latest.pk}/",
        by=officer,
        answers={"why": "Of another risk."},
    )
    risk.refresh_from_db()
    assert (risk.score, risk.reviewed_on) == (20, today - timedelta(days=60))
    page = visit(
        f"/strategy/strike-out/reviews/{first.pk}/",
        by=officer,
        answers={"why": "That too."},
    )
    assert "This is the only score that the risk has" in page.errors[0]


def test_whose_risk_it_is_is_told_once_that_its_review_is_overdue(officer, today):
    owner, left = ManagerFactory.create(), ManagerFactory.create(is_active=False)
    late = today - timedelta(days=1)
    theirs = RiskFactory.create(
        owner_user=owner, next_review_on=late, title="Too few homes"
    )
    of_who_left = RiskFactory.create(owner_user=left, next_review_on=late)
    nobodys = RiskFactory.create(next_review_on=late)
    RiskFactory.create(owner_user=owner, next_review_on=today)
    RiskFactory.create(owner_user=owner, next_review_on=None)
    RiskFactory.create(
        owner_user=owner, next_review_on=late, closed_on=late, why_closed="Built."
    )

    chase_reviews_at_dawn(timestamp=0)
    chase_reviews_at_dawn(timestamp=0)

    assert sorted((told.person.pk, told.link) for told in Notice.objects.all()) == [
        (officer.pk, of_who_left.get_absolute_url()),
        (officer.pk, nobodys.get_absolute_url()),
        (owner.pk, theirs.get_absolute_url()),
    ]
    assert Notice.objects.get(person=owner).about == (
        f"This risk was to be looked at again by {date_format(late, 'j F Y')}:"
        " Too few homes. Say how likely it is now."
    )


def test_an_overdue_review_is_chased_again_once_another_day_is_set_and_missed(
    visit, officer, today
):
    owner = ManagerFactory.create()
    risk = RiskFactory.create(
        owner_user=owner, next_review_on=today - timedelta(days=1)
    )
    assert chase_reviews(by=None, at=timezone.now()) == 1
    visit(
        f"/strategy/risks/{risk.pk}/review/",
        by=owner,
        answers={
            "likelihood": 2,
            "impact": 5,
            **day("reviewed_on", today),
            **day("next_review_on", today + timedelta(days=30)),
        },
    )

    assert chase_reviews(by=None, at=timezone.now()) == 0
    assert chase_reviews(by=None, at=timezone.now() + timedelta(days=30)) == 0
    assert chase_reviews(by=None, at=timezone.now() + timedelta(days=31)) == 1
    assert [told.person for told in Notice.objects.all()] == [owner, owner]


def test_who_does_not_keep_promises_chases_no_review(db):
    with pytest.raises(PermissionDenied):
        chase_reviews(by=ManagerFactory.create(), at=timezone.now())


# -- who reads and who writes ----------------------------------------------------------


def test_councillors_read_all_of_it_and_change_nothing(visit):
    member = ElectedMemberFactory.create()
    strategy = StrategyFactory.create()
    risk = RiskReviewFactory.create().risk
    promise = SayingFactory.create().promise

    for address in (
        "/strategy/",
        "/strategy/pledge/",
        f"/strategy/pledge/{promise.pk}/",
        "/strategy/plans/",
        "/strategy/risks/",
        f"/strategy/risks/{risk.pk}/",
    ):
        page = visit(address, by=member)
        assert page.status == 200
        assert not {"Change", "Strike out"} & {
            words.split(" ")[0] for words in page.links
        }
    for address in (
        "/strategy/add/promises/",
        f"/strategy/add/priorities/{strategy.pk}/",
        f"/strategy/change/risks/{risk.pk}/",
        f"/strategy/strike-out/risks/{risk.pk}/",
        f"/strategy/risks/{risk.pk}/review/",
    ):
        assert visit(address, by=member).status == 403


@pytest.mark.parametrize(
    "address",
    [
        "/strategy/add/evidence/",
        "/strategy/add/promises/1/",
        "/strategy/add/nothing/",
        "/strategy/change/states/1/",
        "/strategy/pledge/999/",
        "/strategy/999/document/",
    ],
)
def test_what_there_is_not_is_not_found(visit, address):
    officer = UserFactory.create(role=Role.CORPORATE_PARENTING_OFFICER)

    assert visit(address, by=officer).status == 404


def test_pages_take_as_many_queries_for_much_as_for_little(
    visit, officer, django_assert_max_num_queries
):
    for number in range(1, 13):
        promise = PromiseFactory.create(number=number)
        for _ in range(3):
            SayingFactory.create(promise=promise)
            PromiseEvidenceFactory.create(promise=promise)
        RiskFactory.create()
        MilestoneFactory.create()

    for address in ("/strategy/pledge/", "/strategy/plans/", "/strategy/risks/"):
        with django_assert_max_num_queries(25):
            visit(address, by=officer)
