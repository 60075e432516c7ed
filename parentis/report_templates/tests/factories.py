"""Templates of the council's own."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from parentis.accounts.tests.factories import CommitteeOfficerFactory
from parentis.committee_report.shape_data import shape_to_data
from parentis.committee_report.shapes import SCRUTINY
from parentis.report_templates.models import Template


class TemplateFactory(DjangoModelFactory[Template]):
    class Meta:
        model = Template

    name = "Report to our panel"
    based_on = SCRUTINY.name
    layout = factory.LazyAttribute(
        lambda made: {**shape_to_data(SCRUTINY), "name": made.name}
    )
    recorded_by = factory.SubFactory(CommitteeOfficerFactory)
    recorded_at = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
