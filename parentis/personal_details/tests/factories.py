"""What is known of young people who do not exist."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from parentis.personal_details.models import (
    AboutThem,
    CourtMatter,
    IdentityDocument,
    ImportantPerson,
    SafetyWarning,
    WayToReach,
)
from parentis.young_people.tests.factories import YoungPersonFactory

WRITTEN_AT = datetime(2026, 2, 3, 9, 30, tzinfo=UTC)


class AboutThemFactory(DjangoModelFactory[AboutThem]):
    class Meta:
        model = AboutThem

    young_person = factory.SubFactory(YoungPersonFactory)
    recorded_at = WRITTEN_AT
    pronouns = "she and her"
    language = "Tigrinya"
    needs_interpreter = True
    ethnicity = "BAFR"
    gender = "F"


class WayToReachFactory(DjangoModelFactory[WayToReach]):
    class Meta:
        model = WayToReach

    young_person = factory.SubFactory(YoungPersonFactory)
    recorded_at = WRITTEN_AT
    kind = "mobile"
    what = "07700 900123"
    may_leave_message = True


class ImportantPersonFactory(DjangoModelFactory[ImportantPerson]):
    class Meta:
        model = ImportantPerson

    young_person = factory.SubFactory(YoungPersonFactory)
    recorded_at = WRITTEN_AT
    name = "Maya Orchard"
    relation = "aunt"
    may_be_told = "anything"


class IdentityDocumentFactory(DjangoModelFactory[IdentityDocument]):
    class Meta:
        model = IdentityDocument

    young_person = factory.SubFactory(YoungPersonFactory)
    recorded_at = WRITTEN_AT
    kind = "passport"
    held = "has"
    number = "PX9981234"
    expires_on = date(2031, 5, 3)


class SafetyWarningFactory(DjangoModelFactory[SafetyWarning]):
    class Meta:
        model = SafetyWarning

    young_person = factory.SubFactory(YoungPersonFactory)
    recorded_at = WRITTEN_AT
    what = "A large dog lives there"
    why = "It bit a visitor in January."
    started_on = date(2026, 2, 3)
    reviewed_on = date(2026, 2, 3)
    review_on = date(2026, 7, 3)
    is_told = True


class CourtMatterFactory(DjangoModelFactory[CourtMatter]):
    class Meta:
        model = CourtMatter

    young_person = factory.SubFactory(YoungPersonFactory)
    recorded_at = WRITTEN_AT
    kind = "waiting"
    started_on = date(2026, 2, 3)
    where = "Aldermere youth court"
