"""What somebody asks for when they ask for a committee report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from parentis.committee_report.attached import Listed, all_listed
from parentis.committee_report.from_council import FromCouncil
from parentis.committee_report.in_year import InYear, earlier_of, in_year_of
from parentis.committee_report.shape import ANNEXES_LINE, ITEM_LINE
from parentis.committee_report.shapes import SCRUTINY, SHAPE_BY_CODE, Shape
from parentis.refusals import Refused

INTERNAL = "For officers only: not for publication"
EXEMPT = (
    "NOT FOR PUBLICATION by virtue of paragraph {} of Part 1 of Schedule 12A of the"
    " Local Government Act 1972"
)


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

    `template` is the council's own shape, and goes before `shape`. `from_council` is
    what its blocks set out. `exempt_paragraph` is that of Schedule 12A ("1" to "7") for
    a report that is not open to the public. `annexes`, `in_year` (a month since the
    last return) and `earlier` years may be given, or typed among the entries.
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
    template: Shape | None = None
    from_council: FromCouncil = field(default_factory=FromCouncil)
    exempt_paragraph: str = ""
    annexes: tuple[Listed, ...] = ()
    in_year: InYear | None = None
    earlier: tuple[InYear, ...] = ()

    @property
    def attached(self) -> tuple[Listed, ...]:
        """The documents attached, in order."""
        typed = self.entries.get(ANNEXES_LINE, "")
        return self.annexes or tuple(all_listed(typed.splitlines()))

    @property
    def month(self) -> InYear | None:
        """The per cents of a month since the last return."""
        return self.in_year or in_year_of(self.entries)

    @property
    def earlier_years(self) -> tuple[InYear, ...]:
        """The per cents of years that no return is held of."""
        return self.earlier or tuple(earlier_of(self.entries))

    @property
    def marking(self) -> str:
        """Who may read it, as it stands above the title."""
        if self.is_internal:
            return INTERNAL
        if self.exempt_paragraph:
            return EXEMPT.format(self.exempt_paragraph)
        return self.layout().open_marking

    @property
    def item(self) -> str:
        """Which item of the agenda it is: "Item no 6"; empty where nobody said."""
        given = self.head.get(ITEM_LINE, "").strip()
        labels = [each.label for each in self.layout().head if each.code == ITEM_LINE]
        return f"{labels[0]} {given}" if given and labels else ""

    def layout(self) -> Shape:
        """The shape asked for. Raises `ReportRefused` where there is none."""
        if self.template is not None:
            return self.template
        try:
            return SHAPE_BY_CODE[self.shape]
        except KeyError:
            shapes = ", ".join(SHAPE_BY_CODE)
            message = f"There is no template '{self.shape}'. There are: {shapes}."
            raise ReportRefused(message) from None
