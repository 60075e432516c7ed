"""What is said of a report, and a version of it."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from parentis.accounts.tests.factories import CommitteeOfficerFactory
from parentis.report_versions.choices import WhyKept
from parentis.report_versions.models import ReportComment, ReportVersion
from parentis.reports.tests.factories import ReportFactory

KEPT_AT = datetime(2025, 6, 5, 9, 0, tzinfo=UTC)


class ReportVersionFactory(DjangoModelFactory[ReportVersion]):
    class Meta:
        model = ReportVersion

    report = factory.SubFactory(ReportFactory)
    number = 1
    why = WhyKept.SIGN_OFF
    contents = factory.LazyAttribute(lambda made: made.report.contents())
    digest = factory.LazyAttribute(lambda made: made.report.digest)
    made_by = factory.SubFactory(CommitteeOfficerFactory)
    made_at = KEPT_AT


class CommentFactory(DjangoModelFactory[ReportComment]):
    class Meta:
        model = ReportComment

    report = factory.SubFactory(ReportFactory)
    words = "What would it cost?"
    recorded_by = factory.SubFactory(CommitteeOfficerFactory)
    recorded_at = KEPT_AT
