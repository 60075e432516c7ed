"""A council drawn by hand for these tests: its figures, and others beside them."""

from parentis.committee_report.evidence import Beside, Evidence
from parentis.indicators.indicator import Figure


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


def beside(
    *,
    neighbours: float | None = None,
    region: float | None = None,
    england: float | None = None,
    own: float | None = None,
) -> Beside:
    return Beside(
        own=own,
        model="2025",
        neighbours_mean=neighbours,
        neighbours_with_value=10 if neighbours is not None else 0,
        neighbours_listed=10,
        region_name="North West",
        region=region,
        england=england,
        sources=("LAIT, release 2025 (lait.parquet)",),
    )


def evidence(
    *figures: Figure, others: dict[tuple[str, int], Beside] | None = None
) -> Evidence:
    return Evidence(figures=figures, comparisons=others or {})


# Lancashire's published counts of 2015/16, which report 003 prints (facts: golden
# numbers): in touch 360, in education, employment or training 170, suitable 320 of 415.
GOLDEN = evidence(
    figure("in-touch-19-to-21", 2016, 360, 415),
    figure("eet-19-to-21", 2016, 170, 415),
    figure("suitable-accommodation-19-to-21-to-2017", 2016, 320, 415),
    others={
        ("in-touch-19-to-21", 2016): beside(
            neighbours=89.0, region=90.64, england=87.32
        ),
        ("eet-19-to-21", 2016): beside(neighbours=49.8, region=47.95, england=49.28),
        ("suitable-accommodation-19-to-21-to-2017", 2016): beside(
            neighbours=85.9, region=85.55, england=82.53
        ),
    },
)
