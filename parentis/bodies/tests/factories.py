"""A panel, its names; councillors with a term of office; who sits where."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from parentis.bodies.choices import BodyKind, Part, SeatKind
from parentis.bodies.models import (
    Body,
    BodyName,
    Councillor,
    Membership,
    TermOfOffice,
)

RECORDED = datetime(2021, 5, 20, 9, tzinfo=UTC)


class BodyFactory(DjangoModelFactory[Body]):
    class Meta:
        model = Body
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Corporate Parenting Panel {n}")
    kind = BodyKind.PANEL
    quorum = 3
    meetings_a_year = 6
    began_on = date(2008, 5, 1)
    recorded_at = RECORDED

    @factory.post_generation
    def named(body, create, extracted, **more):  # noqa: N805
        """Its first name, as the action writes it."""
        if create:
            BodyName.objects.create(
                body=body, name=body.name, since=body.began_on or RECORDED.date()
            )


class TermOfOfficeFactory(DjangoModelFactory[TermOfOffice]):
    class Meta:
        model = TermOfOffice

    councillor = factory.SubFactory(
        "parentis.bodies.tests.factories.CouncillorFactory", term=None
    )
    ward = "Harbour Quarter"
    party = "County Alliance"
    started_on = date(2021, 5, 10)
    recorded_at = RECORDED


class CouncillorFactory(DjangoModelFactory[Councillor]):
    """`term=None` gives one without a term; `term__party=…` is told to it."""

    class Meta:
        model = Councillor
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Anna Bell{n}")
    surname = factory.LazyAttribute(lambda one: one.name.split()[-1])
    recorded_at = RECORDED
    term = factory.RelatedFactory(TermOfOfficeFactory, "councillor")


class MembershipFactory(DjangoModelFactory[Membership]):
    """A councillor's seat. `foster_carer=True`, `young_person=True`, `officer=True`."""

    class Meta:
        model = Membership

    body = factory.SubFactory(BodyFactory)
    seat = SeatKind.COUNCILLOR
    part = Part.MEMBER
    councillor = factory.SubFactory(CouncillorFactory)
    started_on = date(2021, 5, 20)
    recorded_at = RECORDED

    class Params:
        foster_carer = factory.Trait(
            seat=SeatKind.FOSTER_CARER, councillor=None, shown_as="Foster carer"
        )
        young_person = factory.Trait(
            seat=SeatKind.YOUNG_PERSON, councillor=None, shown_as="Young person"
        )
        officer = factory.Trait(
            seat=SeatKind.OFFICER, councillor=None, shown_as="Head of Fostering"
        )
