"""A council drawn by hand for these tests: its figures, and others beside them."""

from parentis.committee_report.evidence import Evidence
from parentis.indicators.indicator import Figure
from parentis.published.figures import Comparison, PublishedFigure, PublishedSource

SOURCE = PublishedSource(file="lait.parquet", release=2025, kind="LAIT")


def figure(code: str, year: int, counted: int, out_of: int) -> Figure:
    """A proportion of the council 999."""
    return Figure(
        indicator=code,
        council="999",
        year=year,
        numerator=counted,
        denominator=out_of,
        value=100 * counted / out_of if out_of else None,
    )


def published(
    code: str, year: int, value: float | None, *, place: str = "E92000001"
) -> PublishedFigure:
    return PublishedFigure(
        place=place,
        level="nation",
        indicator=code,
        year=year,
        value=value,
        symbol="" if value is not None else "c",
        source=SOURCE,
    )


def comparison(
    code: str,
    year: int,
    *,
    neighbours: float | None = None,
    region: float | None = None,
    england: float | None = None,
    own: float | None = None,
) -> Comparison:
    return Comparison(
        council="999",
        council_name="Aldermere",
        indicator=code,
        year=year,
        own=published(code, year, own, place="999") if own is not None else None,
        model="2025",
        neighbours_mean=neighbours,
        neighbours_with_value=10 if neighbours is not None else 0,
        neighbours_listed=10,
        region_name="North West",
        region=published(code, year, region, place="E12000002"),
        england=published(code, year, england),
    )


def evidence(*figures: Figure, beside: tuple[Comparison, ...] = ()) -> Evidence:
    return Evidence(
        figures=figures,
        comparisons={(each.indicator, each.year): each for each in beside},
    )


# Lancashire's published counts of 2015/16, which report 003 prints (facts: golden
# numbers): in touch 360, in education, employment or training 170, suitable 320 of 415.
GOLDEN = evidence(
    figure("in-touch-19-to-21", 2016, 360, 415),
    figure("eet-19-to-21", 2016, 170, 415),
    figure("suitable-accommodation-19-to-21-to-2017", 2016, 320, 415),
    beside=(
        comparison(
            "in-touch-19-to-21", 2016, neighbours=89.0, region=90.64, england=87.32
        ),
        comparison("eet-19-to-21", 2016, neighbours=49.8, region=47.95, england=49.28),
        comparison(
            "suitable-accommodation-19-to-21-to-2017",
            2016,
            neighbours=85.9,
            region=85.55,
            england=82.53,
        ),
    ),
)
