"""A course, a session, a champion, and what they did."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from parentis.bodies.tests.factories import CouncillorFactory
from parentis.members.choices import CourseKind, Falls, OfferArea
from parentis.members.models import (
    Champion,
    Course,
    Deed,
    Session,
    TookPart,
    WhenDue,
)

RECORDED = datetime(2021, 5, 20, 9, tzinfo=UTC)


class CourseFactory(DjangoModelFactory[Course]):
    class Meta:
        model = Course

    title = "Induction"
    kind = CourseKind.INDUCTION
    recorded_at = RECORDED


class WhenDueFactory(DjangoModelFactory[WhenDue]):
    """Within ninety days of an election. `seminar=True`: each year."""

    class Meta:
        model = WhenDue

    course = factory.SubFactory(CourseFactory)
    falls = Falls.AFTER_ELECTION
    within_days = 90
    since = date(2017, 5, 1)
    recorded_at = RECORDED

    class Params:
        seminar = factory.Trait(
            course=factory.SubFactory(
                CourseFactory, title="Annual seminar", kind=CourseKind.SEMINAR
            ),
            falls=Falls.AFTER_LAST,
            within_days=365,
        )


class SessionFactory(DjangoModelFactory[Session]):
    """`took_part=[councillors]` were there."""

    class Meta:
        model = Session
        skip_postgeneration_save = True

    course = factory.SubFactory(CourseFactory)
    held_on = date(2021, 6, 10)
    recorded_at = RECORDED

    @factory.post_generation
    def took_part(session, create, extracted, **more):  # noqa: N805
        for councillor in extracted or ():
            TookPart.objects.create(session=session, councillor=councillor)


class ChampionFactory(DjangoModelFactory[Champion]):
    """A councillor for health. `officer=True`: a post for a directorate."""

    class Meta:
        model = Champion

    councillor = factory.SubFactory(CouncillorFactory)
    area = OfferArea.HEALTH
    started_on = date(2021, 9, 1)
    recorded_at = RECORDED

    class Params:
        officer = factory.Trait(
            councillor=None,
            post="Strategic Housing Manager",
            area="",
            directorate="Place and Environment",
        )


class DeedFactory(DjangoModelFactory[Deed]):
    class Meta:
        model = Deed

    champion = factory.SubFactory(ChampionFactory)
    done_on = date(2022, 3, 1)
    words = (
        "Asked each practice in the ward to tell care leavers of free prescriptions."
    )
    recorded_at = RECORDED
