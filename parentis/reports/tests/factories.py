"""Reports being written."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from parentis.accounts.tests.factories import AnalystFactory
from parentis.reports.models import CommitteeReport

BEGUN_AT = datetime(2025, 6, 4, 10, 12, tzinfo=UTC)


class ReportFactory(DjangoModelFactory[CommitteeReport]):
    class Meta:
        model = CommitteeReport

    council = "701"
    council_name = "Aldermere County Council"
    year = 2025
    shape = "scrutiny"
    title = "Support to care leavers"
    indicators = factory.LazyFunction(
        lambda: ["eet-19-to-21", "higher-education-19-to-21"]
    )
    made_at = BEGUN_AT
    saved_at = BEGUN_AT
    made_by = factory.SubFactory(AnalystFactory)
