"""Homes, the rota, visits, and what came of them."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from parentis.bodies.tests.factories import CouncillorFactory
from parentis.visits.choices import GoodEnough
from parentis.visits.models import DueVisit, Home, Visit, VisitAction, VisitAnswer

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


class HomeFactory(DjangoModelFactory[Home]):
    class Meta:
        model = Home

    name = factory.Sequence(lambda n: f"Larch House {n}")
    recorded_at = AT


class DueVisitFactory(DjangoModelFactory[DueVisit]):
    class Meta:
        model = DueVisit

    home = factory.SubFactory(HomeFactory)
    councillor = factory.SubFactory(CouncillorFactory)
    month = date(2026, 9, 1)
    recorded_at = AT


class VisitFactory(DjangoModelFactory[Visit]):
    class Meta:
        model = Visit

    home = factory.SubFactory(HomeFactory)
    councillor = factory.SubFactory(CouncillorFactory)
    visited_on = date(2026, 9, 15)
    has_met_young_people = True
    has_met_staff = True
    saw = "A warm kitchen, and supper on the stove."
    young_people_said = "The wifi stops at ten."
    good_enough = GoodEnough.YES
    recorded_at = AT


class VisitActionFactory(DjangoModelFactory[VisitAction]):
    class Meta:
        model = VisitAction

    visit = factory.SubFactory(VisitFactory)
    words = "Mend the back gate"
    owner = "Registered manager"
    recorded_at = AT


class VisitAnswerFactory(DjangoModelFactory[VisitAnswer]):
    class Meta:
        model = VisitAnswer

    visit = factory.SubFactory(VisitFactory)
    answered_on = date(2026, 9, 20)
    words = "The gate is mended."
    recorded_at = AT
