"""Meetings that were never held."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from parentis.bodies.tests.factories import BodyFactory
from parentis.meetings.choices import DecisionKind, ItemKind, MeetingState
from parentis.meetings.models import (
    Action,
    AgendaItem,
    Decision,
    ForwardPlanItem,
    FromYoungPeople,
    Meeting,
    Paper,
)

RECORDED = datetime(2026, 2, 3, 9, 30, tzinfo=UTC)


class MeetingFactory(DjangoModelFactory[Meeting]):
    """Planned. `held=True`: with its agenda out."""

    class Meta:
        model = Meeting

    body = factory.SubFactory(BodyFactory)
    begins_at = datetime(2026, 3, 5, 17, 30, tzinfo=UTC)
    place = "County Hall, Aldermere"
    recorded_at = RECORDED

    class Params:
        held = factory.Trait(
            state=MeetingState.HELD,
            agenda_published_at=datetime(2026, 2, 24, 9, tzinfo=UTC),
        )


class AgendaItemFactory(DjangoModelFactory[AgendaItem]):
    """A report that is open. `exempt=True`: about somebody's business affairs."""

    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    place = factory.Sequence(lambda n: n % 1000 + 1)
    title = factory.Sequence(lambda n: f"Report {n} on being a good parent")
    kind = ItemKind.REPORT
    recorded_at = RECORDED

    class Params:
        exempt = factory.Trait(is_exempt=True, paragraph="3")


class PaperFactory(DjangoModelFactory[Paper]):
    """Put there by a report of ours, which the public may read."""

    class Meta:
        model = Paper

    item = factory.SubFactory(AgendaItemFactory)
    title = "Annual report"
    address = "/reports/1/"
    public_address = "/public/reports/1/"
    recorded_at = RECORDED


class DecisionFactory(DjangoModelFactory[Decision]):
    class Meta:
        model = Decision

    item = factory.SubFactory(AgendaItemFactory, meeting__held=True)
    kind = DecisionKind.RESOLVED
    words = "That the report be agreed."
    recorded_at = RECORDED


class ActionFactory(DjangoModelFactory[Action]):
    class Meta:
        model = Action

    item = factory.SubFactory(AgendaItemFactory, meeting__held=True)
    words = "Write to every home about the Local Offer"
    owner = "Head of Corporate Parenting"
    due_on = date(2026, 4, 30)
    recorded_at = RECORDED


class FromYoungPeopleFactory(DjangoModelFactory[FromYoungPeople]):
    """Not answered yet. `answered=True`: and told."""

    class Meta:
        model = FromYoungPeople

    asked_of = factory.SubFactory(BodyFactory)
    said_by = "Aldermere Voices"
    words = "Let us keep one worker for longer."
    said_on = date(2026, 1, 20)
    recorded_at = RECORDED

    class Params:
        answered = factory.Trait(
            answer="We will plan so that nobody changes more than once a year.",
            answered_on=date(2026, 3, 5),
            told_on=date(2026, 3, 19),
            how_told="The chair came to their meeting",
        )


class ForwardPlanItemFactory(DjangoModelFactory[ForwardPlanItem]):
    class Meta:
        model = ForwardPlanItem

    body = factory.SubFactory(BodyFactory)
    month = date(2026, 7, 1)
    title = "Annual report of the virtual school"
    recorded_at = RECORDED
