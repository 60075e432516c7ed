"""What was decided of young people who do not exist."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from parentis.accounts.tests.factories import AdviserFactory
from parentis.law.eligibility import Category
from parentis.owed.models import Confirmation
from parentis.young_people.tests.factories import YoungPersonFactory


class ConfirmationFactory(DjangoModelFactory[Confirmation]):
    class Meta:
        model = Confirmation

    young_person = factory.SubFactory(YoungPersonFactory)
    question = "91 days were counted. Count them by hand."
    category = Category.FORMER_RELEVANT
    decided_on = date(2026, 2, 2)
    why = "The court's papers say 92 days."
    recorded_by = factory.SubFactory(AdviserFactory)
    recorded_at = datetime(2026, 2, 3, 9, 30, tzinfo=UTC)
