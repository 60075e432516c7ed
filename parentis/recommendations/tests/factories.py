"""Recommendations that nobody made."""

from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from parentis.evidence.choices import EvidenceKind
from parentis.recommendations.choices import SourceKind, Status
from parentis.recommendations.models import (
    Recommendation,
    Source,
    StatusSet,
    ToldOf,
    Update,
)

RECORDED_AT = datetime(2026, 2, 3, 9, 30, tzinfo=UTC)


class SourceFactory(DjangoModelFactory[Source]):
    class Meta:
        model = Source

    kind = SourceKind.SCRUTINY
    title = "Nearer to home"
    made_by = "The scrutiny commission on children in care"
    made_on = date(2024, 5, 1)
    recorded_at = RECORDED_AT


class RecommendationFactory(DjangoModelFactory[Recommendation]):
    class Meta:
        model = Recommendation

    source = factory.SubFactory(SourceFactory)
    number = factory.Sequence(lambda n: f"{n + 1}")
    place = factory.Sequence(lambda n: n + 1)
    text = "Find a laptop for everybody who studies"
    theme = "Education"
    owner = "Virtual School Headteacher"
    recorded_at = RECORDED_AT


class UpdateFactory(DjangoModelFactory[Update]):
    """`of=[…]`: the recommendations it tells of, by default one of its own source."""

    class Meta:
        model = Update
        skip_postgeneration_save = True

    source = factory.SubFactory(SourceFactory)
    words = "Everybody in year 10 and above has one."
    reported_on = date(2025, 6, 3)
    told_to = "Corporate Parenting Panel"
    told_by = "Virtual School Headteacher"
    recorded_at = RECORDED_AT

    @factory.post_generation  # type: ignore[untyped-decorator]
    def of(update: Update, create: bool, of: Any, **_: Any) -> None:  # noqa: FBT001, N805
        if not create:
            return
        for each in of or [RecommendationFactory.create(source=update.source)]:
            ToldOf.objects.create(update_told=update, recommendation=each)


class StatusSetFactory(DjangoModelFactory[StatusSet]):
    class Meta:
        model = StatusSet

    recommendation = factory.SubFactory(RecommendationFactory)
    status = Status.GREEN
    set_on = date(2025, 6, 3)
    set_by = "Corporate Parenting Officer"
    kind = EvidenceKind.WORDS
    words = "The register of laptops was read on 2 June."
    recorded_at = RECORDED_AT
