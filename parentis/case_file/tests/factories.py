"""What stands in the case files of people who do not exist."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from parentis.case_file.choices import FileForm
from parentis.case_file.models import (
    Complaint,
    Death,
    ImmigrationLeave,
    Paper,
    PaperFile,
)
from parentis.young_people.tests.factories import YoungPersonFactory

RECORDED_AT = datetime(2026, 2, 3, 9, 30, tzinfo=UTC)


class DeathFactory(DjangoModelFactory[Death]):
    class Meta:
        model = Death

    young_person = factory.SubFactory(YoungPersonFactory)
    died_on = date(2026, 1, 12)
    recorded_at = RECORDED_AT


class ComplaintFactory(DjangoModelFactory[Complaint]):
    class Meta:
        model = Complaint

    young_person = factory.SubFactory(YoungPersonFactory)
    made_on = date(2026, 6, 1)
    about = "Nobody rang back about the boiler."
    stage = "local"
    advocate = "offered"
    recorded_at = RECORDED_AT


class ImmigrationLeaveFactory(DjangoModelFactory[ImmigrationLeave]):
    class Meta:
        model = ImmigrationLeave

    young_person = factory.SubFactory(YoungPersonFactory)
    kind = "refugee"
    granted_on = date(2021, 7, 1)
    expires_on = date(2026, 7, 1)
    recorded_at = RECORDED_AT


class PaperFactory(DjangoModelFactory[Paper]):
    class Meta:
        model = Paper

    young_person = factory.SubFactory(YoungPersonFactory)
    kind = "home"
    title = "Tenancy of 3 Lantern Row"
    dated_on = date(2026, 2, 2)
    recorded_at = RECORDED_AT


class PaperFileFactory(DjangoModelFactory[PaperFile]):
    """A file that is on disk too: `written=` is what is in it."""

    class Meta:
        model = PaperFile
        skip_postgeneration_save = True

    paper = factory.SubFactory(PaperFactory)
    form = FileForm.TEXT
    name = "tenancy.txt"
    size = 24
    sha256 = "0" * 64
    kept_as = factory.LazyFunction(uuid4)

    @factory.post_generation  # type: ignore[untyped-decorator]
    def written(self, _is_created: Any, extracted: Any, **_kwargs: Any) -> None:
        """Such as `written=b"…"`: what is in the file."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_bytes(extracted or b"It begins on 2 February.")
