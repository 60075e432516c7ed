"""Homes that do not exist."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from parentis.homes.models import Home
from parentis.young_people.tests.factories import YoungPersonFactory


class HomeFactory(DjangoModelFactory[Home]):
    class Meta:
        model = Home

    young_person = factory.SubFactory(YoungPersonFactory)
    kind = "U"
    started_on = date(2026, 2, 2)
    is_suitable = True
    recorded_at = datetime(2026, 2, 3, 9, 30, tzinfo=UTC)
