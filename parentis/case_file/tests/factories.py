"""What stands in the case files of people who do not exist."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from parentis.case_file.models import Death
from parentis.young_people.tests.factories import YoungPersonFactory

RECORDED_AT = datetime(2026, 2, 3, 9, 30, tzinfo=UTC)


class DeathFactory(DjangoModelFactory[Death]):
    class Meta:
        model = Death

    young_person = factory.SubFactory(YoungPersonFactory)
    died_on = date(2026, 1, 12)
    recorded_at = RECORDED_AT
