"""Pathway plans that do not exist."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from parentis.accounts.tests.factories import AdviserFactory, ManagerFactory
from parentis.pathway_plans.choices import Matter, Owner, Status
from parentis.pathway_plans.models import Action, Interests, Plan, Section
from parentis.young_people.tests.factories import YoungPersonFactory

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


class PlanFactory(DjangoModelFactory[Plan]):
    """Being written. `is_submitted=True`, `is_approved=True`: by two other people."""

    class Meta:
        model = Plan

    young_person = factory.SubFactory(YoungPersonFactory)
    number = 1
    recorded_at = NOON
    assessed_on = date(2025, 4, 1)

    class Params:
        is_submitted = factory.Trait(
            status=Status.SUBMITTED,
            made_on=date(2026, 5, 1),
            submitted_by=factory.SubFactory(AdviserFactory),
            submitted_at=NOON,
        )
        is_approved = factory.Trait(
            is_submitted=True,
            status=Status.APPROVED,
            approved_by=factory.SubFactory(ManagerFactory),
            approved_at=NOON,
        )


class SectionFactory(DjangoModelFactory[Section]):
    class Meta:
        model = Section

    plan = factory.SubFactory(PlanFactory)
    matter = Matter.HOME
    their_view = "I want my own front door."
    advisers_view = "Sam keeps a room well and is ready to bid."
    need = "A home of their own by the summer."
    goals = "Bid for a one-bedroom flat each week."


class ActionFactory(DjangoModelFactory[Action]):
    class Meta:
        model = Action

    plan = factory.SubFactory(PlanFactory)
    matter = Matter.HOME
    what = "Bid for a flat"
    owner = Owner.YOUNG_PERSON
    due_on = date(2026, 6, 1)


class InterestsFactory(DjangoModelFactory[Interests]):
    class Meta:
        model = Interests

    young_person = factory.SubFactory(YoungPersonFactory)
    chosen = factory.LazyFunction(lambda: ["cooking", "music"])
    in_their_words = "I cook for everybody."
    told_on = date(2026, 4, 1)
    recorded_at = NOON
