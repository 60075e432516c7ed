"""Reports, and a council whose figures are computed."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from parentis.accounts.models import User
from parentis.accounts.tests.factories import AnalystFactory
from parentis.comparisons.models import Comparator
from parentis.figures.models import Computation, ComputedFigure
from parentis.reports.models import CommitteeReport
from parentis.returns.choices import UploadState
from parentis.returns.models import InForce, Upload

READ_AT = datetime(2025, 6, 3, 10, 12, tzinfo=UTC)


class ReportFactory(DjangoModelFactory[CommitteeReport]):
    class Meta:
        model = CommitteeReport

    council = "701"
    council_name = "Aldermere County Council"
    year = 2025
    shape = "scrutiny"
    title = "Support to care leavers"
    indicators = factory.LazyFunction(
        lambda: ["in-touch-19-to-21", "eet-19-to-21", "convicted"]
    )
    made_at = READ_AT
    saved_at = READ_AT
    made_by = factory.SubFactory(AnalystFactory)


def computed(indicator: str, year: int, counted: int, out_of: int) -> ComputedFigure:
    """One figure as the product keeps it; small counts are hidden from the public."""
    return ComputedFigure(
        indicator=indicator,
        year=year,
        numerator=counted,
        denominator=out_of,
        value=100 * counted / out_of,
        is_hidden_from_public=0 < counted < 6,
    )


def figures_of_two_years(*, by: User) -> None:
    """Returns of 2024 and 2025 are in force; three of a hundred were convicted."""
    for year in (2024, 2025):
        upload = Upload.objects.create(
            year=year,
            name=f"return-{year}.zip",
            size=1,
            state=UploadState.READ,
            tables={"header": 1, "episodes": 1, "oc3": 1},
            received_at=READ_AT,
            received_by=by,
            read_at=READ_AT,
        )
        InForce.objects.create(year=year, upload=upload, since=READ_AT, by=by)
    ComputedFigure.objects.bulk_create(
        [
            computed("in-touch-19-to-21", 2024, 360, 400),
            computed("in-touch-19-to-21", 2025, 380, 400),
            computed("eet-19-to-21", 2024, 200, 400),
            computed("eet-19-to-21", 2025, 220, 400),
            computed("convicted", 2024, 20, 100),
            computed("convicted", 2025, 3, 100),
        ]
    )
    Computation.objects.create(computed_at=READ_AT)
    Comparator.objects.create(
        indicator="eet-19-to-21",
        year=2025,
        neighbours_mean=52.4,
        neighbours_with_value=10,
        neighbours_listed=10,
        model="May 2025",
        region_name="North West",
        region=54,
        england=54,
        sources=["LAIT, release 2025"],
    )
