"""Money and equipment of young people who do not exist."""

from datetime import UTC, date, datetime
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from parentis.support.models import Equipment, LeisurePass, MoneyRequest, Payment
from parentis.young_people.tests.factories import YoungPersonFactory

RECORDED_AT = datetime(2026, 2, 3, 9, 30, tzinfo=UTC)


class MoneyRequestFactory(DjangoModelFactory[MoneyRequest]):
    """Agreed at once; `refused` or `waiting` where it is not."""

    class Meta:
        model = MoneyRequest

    class Params:
        refused = factory.Trait(
            answer="refused", pounds_agreed=None, why="It was paid for in March."
        )
        waiting = factory.Trait(answer="waiting", pounds_agreed=None, answered_on=None)

    young_person = factory.SubFactory(YoungPersonFactory)
    what = "setting-up-home"
    asked_on = date(2026, 1, 5)
    answer = "agreed"
    answered_on = date(2026, 1, 12)
    answered_by = "Leaving care panel"
    pounds_agreed = Decimal(3_000)
    recorded_at = RECORDED_AT


class PaymentFactory(DjangoModelFactory[Payment]):
    class Meta:
        model = Payment

    young_person = factory.SubFactory(YoungPersonFactory)
    what = "setting-up-home"
    paid_on = date(2026, 2, 2)
    pounds = Decimal(450)
    how = "bought"
    recorded_at = RECORDED_AT


class EquipmentFactory(DjangoModelFactory[Equipment]):
    class Meta:
        model = Equipment

    young_person = factory.SubFactory(YoungPersonFactory)
    kind = "laptop"
    given_on = date(2025, 9, 3)
    support_until = date(2027, 9, 2)
    recorded_at = RECORDED_AT


class LeisurePassFactory(DjangoModelFactory[LeisurePass]):
    class Meta:
        model = LeisurePass

    young_person = factory.SubFactory(YoungPersonFactory)
    what = "Aldermere Leisure, swimming and gym"
    given_on = date(2025, 9, 3)
    valid_until = date(2026, 9, 2)
    recorded_at = RECORDED_AT
