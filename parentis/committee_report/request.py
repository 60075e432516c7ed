"""What somebody asks for when they ask for a committee report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from parentis.committee_report.shapes import SCRUTINY, SHAPE_BY_CODE, Shape
from parentis.refusals import Refused


class ReportRefused(Refused):
    """The report asked for cannot be written. Its text is one sentence for staff."""


@dataclass(frozen=True, kw_only=True)
class CountedRow:
    """One category of a table of counts: "College or further education", 97."""

    label: str
    count: int


@dataclass(frozen=True, kw_only=True)
class CountedTable:
    """Counts of young people by category, which add up to everyone.

    `is_published` says that the numbers stood in a public document already, named in
    `source`. Then they are printed as they are. Otherwise they were counted from
    records, and small ones are hidden in what leaves the council.
    """

    caption: str
    rows: Sequence[CountedRow]
    source: str
    is_published: bool

    @property
    def total(self) -> int:
        return sum(row.count for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class ReportRequest:
    """A committee report as an officer asks for it.

    `council` is the three-digit code of the council, `year` the year ending 31 March.
    `head`, `narrative` and `entries` are keyed by the codes in the shape; what was not
    written is not there. `indicators` may be empty: then `choice.py` chooses.
    `is_internal` leaves small counts in, and marks every page for officers only.
    """

    council: str
    council_name: str
    year: int
    indicators: tuple[str, ...] = ()
    shape: str = SCRUTINY.code
    title: str = ""
    head: Mapping[str, str] = field(default_factory=dict)
    narrative: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, str] = field(default_factory=dict)
    recommendations: tuple[str, ...] = ()
    background_documents: tuple[str, ...] = ()
    counted: tuple[CountedTable, ...] = ()
    benchmark_years: int = 2
    is_internal: bool = False

    def layout(self) -> Shape:
        """The shape asked for. Raises `ReportRefused` where there is none."""
        try:
            return SHAPE_BY_CODE[self.shape]
        except KeyError:
            shapes = ", ".join(SHAPE_BY_CODE)
            message = f"There is no template '{self.shape}'. There are: {shapes}."
            raise ReportRefused(message) from None
