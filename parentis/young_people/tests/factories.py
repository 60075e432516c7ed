"""Young people who do not exist, and whose work they are."""

from datetime import UTC, date, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from parentis.accounts.tests.factories import (
    AdviserFactory,
    ManagerFactory,
    ServiceFactory,
)
from parentis.young_people.choices import AllocatedAs
from parentis.young_people.models import (
    Address,
    Allocation,
    ListedStaff,
    Restriction,
    YoungPerson,
)


class YoungPersonFactory(DjangoModelFactory[YoungPerson]):
    class Meta:
        model = YoungPerson

    child_number = factory.Sequence(lambda n: f"{70100000 + n}")
    given_name = "Sam"
    family_name = factory.Sequence(lambda n: f"Thornbury{n}")
    born = date(2006, 5, 20)
    service = factory.SubFactory(ServiceFactory)


class AddressFactory(DjangoModelFactory[Address]):
    class Meta:
        model = Address

    young_person = factory.SubFactory(YoungPersonFactory)
    lines = "14 Lantern Row\nAldermere"
    postcode = "ZZ1 4AB"
    started_on = date(2025, 1, 6)


class AllocationFactory(DjangoModelFactory[Allocation]):
    """An adviser's; `team=` for a team's."""

    class Meta:
        model = Allocation

    young_person = factory.SubFactory(YoungPersonFactory)
    allocated_as = AllocatedAs.PERSONAL_ADVISER
    person = factory.SubFactory(AdviserFactory)
    started_on = date(2024, 9, 2)


class RestrictionFactory(DjangoModelFactory[Restriction]):
    class Meta:
        model = Restriction

    young_person = factory.SubFactory(YoungPersonFactory)
    reason = "Their parent works for this council"
    restricted_by = factory.SubFactory(ManagerFactory)
    restricted_at = datetime(2026, 1, 5, 9, tzinfo=UTC)
    reviewed_on = date(2026, 1, 5)
    review_on = factory.LazyAttribute(
        lambda restriction: restriction.reviewed_on + timedelta(days=90)
    )


class ListedStaffFactory(DjangoModelFactory[ListedStaff]):
    class Meta:
        model = ListedStaff

    restriction = factory.SubFactory(RestrictionFactory)
    person = factory.SubFactory(AdviserFactory)
