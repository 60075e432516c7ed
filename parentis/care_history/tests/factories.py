"""Periods in care of young people who do not exist."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from parentis.care_history.models import CarePeriod
from parentis.young_people.tests.factories import YoungPersonFactory


class CarePeriodFactory(DjangoModelFactory[CarePeriod]):
    class Meta:
        model = CarePeriod

    young_person = factory.SubFactory(YoungPersonFactory)
    started_on = date(2020, 5, 20)
    legal_status = "C2"
    placement = "U6"
    recorded_at = datetime(2026, 2, 3, 9, 30, tzinfo=UTC)
