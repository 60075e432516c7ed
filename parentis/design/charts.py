"""What every chart on a page shares: how values are written, and where it is kept."""

from pathlib import Path

from django.conf import settings

from parentis.documents.charts import PER_CENT, Measure
from parentis.indicators.indicator import Indicator, Kind

MEASURES = {
    Kind.PROPORTION: PER_CENT,
    Kind.COUNT: Measure(axis="Young people", is_percent=False),
    Kind.MEAN: Measure(axis="Mean score", is_percent=False, decimals=1),
}


def measure_of(indicator: Indicator) -> Measure:
    return MEASURES[indicator.kind]


def kept_in() -> Path:
    """Charts are drawn once and kept by their content."""
    return Path(settings.MEDIA_ROOT) / "charts"
