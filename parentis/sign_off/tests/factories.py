"""Fair copies, as though they had been handed in."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from parentis.report_versions.tests.factories import ReportVersionFactory
from parentis.reports.choices import DocumentForm
from parentis.sign_off.models import FairCopy, KeptFile

HANDED_IN_AT = datetime(2025, 6, 9, 9, 0, tzinfo=UTC)


class FairCopyFactory(DjangoModelFactory[FairCopy]):
    """Handed in. `published=True`: signed by nobody here, and out."""

    class Meta:
        model = FairCopy

    class Params:
        published = factory.Trait(
            frozen_at=HANDED_IN_AT,
            frozen_by=factory.SelfAttribute("made_by"),
            published_at=HANDED_IN_AT,
            published_by=factory.SelfAttribute("made_by"),
        )

    version = factory.SubFactory(ReportVersionFactory)
    report = factory.SelfAttribute("version.report")
    title = factory.LazyAttribute(lambda made: str(made.report))
    html = '<article class="document"><h1>Support to care leavers</h1></article>'
    told = factory.LazyFunction(
        lambda: {"figures": [], "from_council": {}, "provenance": {}, "told_to": ""}
    )
    made_by = factory.SelfAttribute("version.made_by")
    made_at = HANDED_IN_AT


class KeptFileFactory(DjangoModelFactory[KeptFile]):
    class Meta:
        model = KeptFile

    copy = factory.SubFactory(FairCopyFactory)
    form = DocumentForm.WORD
    name = "support-to-care-leavers.docx"
    size = 14
    sha256 = "0" * 64
