"""Contacts and answers that do not exist."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from parentis.contacts.models import Contact, InTouchAnswer, LostTouch, Offer
from parentis.young_people.tests.factories import YoungPersonFactory


class ContactFactory(DjangoModelFactory[Contact]):
    """A phone call that was answered; `tried=True` one that was not."""

    class Meta:
        model = Contact

    class Params:
        tried = False

    young_person = factory.SubFactory(YoungPersonFactory)
    kind = "call"
    held_at = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
    is_made = factory.LazyAttribute(lambda contact: not contact.tried)
    recorded_at = datetime(2026, 3, 2, 11, tzinfo=UTC)


class OfferFactory(DjangoModelFactory[Offer]):
    class Meta:
        model = Offer

    young_person = factory.SubFactory(YoungPersonFactory)
    offered_on = date(2026, 3, 2)
    offered_by = "letter"
    recorded_at = datetime(2026, 3, 2, 11, tzinfo=UTC)


class InTouchAnswerFactory(DjangoModelFactory[InTouchAnswer]):
    class Meta:
        model = InTouchAnswer

    young_person = factory.SubFactory(YoungPersonFactory)
    age = 20
    answer = "NO"
    recorded_at = datetime(2026, 3, 2, 11, tzinfo=UTC)


class LostTouchFactory(DjangoModelFactory[LostTouch]):
    class Meta:
        model = LostTouch

    young_person = factory.SubFactory(YoungPersonFactory)
    begun_on = date(2026, 3, 2)
    recorded_at = datetime(2026, 3, 2, 11, tzinfo=UTC)
