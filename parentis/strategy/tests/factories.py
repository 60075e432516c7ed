"""A strategy, a pledge, a plan and risks of a council that does not exist."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from parentis.bodies.tests.factories import BodyFactory
from parentis.evidence.choices import EvidenceKind
from parentis.strategy.choices import Kept, Principle
from parentis.strategy.models import (
    ActionPlan,
    Milestone,
    Priority,
    Promise,
    PromiseEvidence,
    PromiseState,
    Risk,
    RiskReview,
    Saying,
    Strategy,
)

RECORDED = datetime(2026, 2, 3, 9, 30, tzinfo=UTC)


class StrategyFactory(DjangoModelFactory[Strategy]):
    """Agreed by a panel. `is_draft=True` gives one that nobody agreed yet."""

    class Meta:
        model = Strategy

    title = "A home, a hand and a say"
    summary = "What we set out to do for our children in these years."
    started_on = date(2024, 4, 1)
    ended_on = date(2027, 3, 31)
    agreed_by = factory.SubFactory(BodyFactory)
    agreed_on = date(2024, 3, 14)
    recorded_at = RECORDED

    class Params:
        is_draft = factory.Trait(agreed_by=None, agreed_on=None)


class PriorityFactory(DjangoModelFactory[Priority]):
    class Meta:
        model = Priority

    strategy = factory.SubFactory(StrategyFactory)
    place = factory.Sequence(lambda n: n + 1)
    title = "A home that is really home"
    words = "Nobody moves into a home that we would not choose for our own."
    principles = factory.LazyFunction(lambda: [Principle.SAFE_AND_STABLE])
    recorded_at = RECORDED


class PromiseFactory(DjangoModelFactory[Promise]):
    class Meta:
        model = Promise

    number = factory.Sequence(lambda n: n + 1)
    words = "We answer you within two working days."
    started_on = date(2024, 4, 1)
    recorded_at = RECORDED


class PromiseEvidenceFactory(DjangoModelFactory[PromiseEvidence]):
    class Meta:
        model = PromiseEvidence

    promise = factory.SubFactory(PromiseFactory)
    kind = EvidenceKind.WORDS
    words = "Advisers answered 92 of 100 messages within two working days."
    shown_on = date(2026, 1, 12)
    recorded_at = RECORDED


class SayingFactory(DjangoModelFactory[Saying]):
    class Meta:
        model = Saying

    promise = factory.SubFactory(PromiseFactory)
    words = "They ring back now. They never used to."
    who = "Care leavers' forum"
    said_on = date(2026, 1, 20)
    may_be_quoted = True
    recorded_at = RECORDED


class PromiseStateFactory(DjangoModelFactory[PromiseState]):
    class Meta:
        model = PromiseState
        skip_postgeneration_save = True

    promise = factory.SubFactory(PromiseFactory)
    state = Kept.PARTLY
    set_on = date(2026, 1, 31)
    why = "Most messages are answered in time, and not all."
    recorded_at = RECORDED


class ActionPlanFactory(DjangoModelFactory[ActionPlan]):
    class Meta:
        model = ActionPlan

    title = "Action plan for the strategy"
    recorded_at = RECORDED


class MilestoneFactory(DjangoModelFactory[Milestone]):
    """Open. `is_done=True` gives one that is done."""

    class Meta:
        model = Milestone

    plan = factory.SubFactory(ActionPlanFactory)
    words = "Ten furnished flats for care leavers"
    owner = "Strategic Housing Manager"
    due_on = date(2026, 9, 30)
    recorded_at = RECORDED

    class Params:
        is_done = factory.Trait(
            percent=100, done_on=date(2026, 9, 1), what_was_done="All ten are let."
        )


class RiskFactory(DjangoModelFactory[Risk]):
    class Meta:
        model = Risk

    title = "Too few homes for care leavers"
    cause = "Private rents rise faster than benefits."
    effect = "Young people stay in homes that do not suit them."
    mitigation = "A deposit scheme, and flats from the housing associations."
    owner = "Strategic Housing Manager"
    likelihood = 4
    impact = 4
    reviewed_on = date(2026, 1, 15)
    next_review_on = date(2026, 7, 15)
    recorded_at = RECORDED


class RiskReviewFactory(DjangoModelFactory[RiskReview]):
    class Meta:
        model = RiskReview

    risk = factory.SubFactory(RiskFactory)
    reviewed_on = date(2026, 1, 15)
    likelihood = 4
    impact = 4
    note = "Two landlords left the scheme."
    recorded_at = RECORDED
