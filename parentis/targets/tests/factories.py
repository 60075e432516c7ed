"""Directorates, kinds of opportunity, targets and what was achieved."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from parentis.targets.models import (
    Achievement,
    Directorate,
    DirectorateName,
    OpportunityKind,
    Target,
)

AT = datetime(2026, 4, 1, 9, tzinfo=UTC)


class DirectorateFactory(DjangoModelFactory[Directorate]):
    class Meta:
        model = Directorate

    name = factory.Sequence(lambda n: f"Directorate {n}")
    recorded_at = AT


class DirectorateNameFactory(DjangoModelFactory[DirectorateName]):
    class Meta:
        model = DirectorateName

    directorate = factory.SubFactory(DirectorateFactory)
    name = "What it was called"
    since = date(2020, 4, 1)


class OpportunityKindFactory(DjangoModelFactory[OpportunityKind]):
    class Meta:
        model = OpportunityKind

    name = factory.Sequence(lambda n: f"Kind of opportunity {n}")
    recorded_at = AT


class TargetFactory(DjangoModelFactory[Target]):
    class Meta:
        model = Target

    year = 2026
    directorate = factory.SubFactory(DirectorateFactory)
    kind = factory.SubFactory(OpportunityKindFactory)
    places = 12
    recorded_at = AT


class AchievementFactory(DjangoModelFactory[Achievement]):
    class Meta:
        model = Achievement

    happened_on = date(2026, 5, 12)
    directorate = factory.SubFactory(DirectorateFactory)
    kind = factory.SubFactory(OpportunityKindFactory)
    offered = 4
    taken_up = 2
    recorded_at = AT
