"""A committee report written: request, evidence and shape made into one document."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from parentis.committee_report import benchmarks, choice, counted, notes, trends
from parentis.committee_report.evidence import Beside, Evidence
from parentis.committee_report.head import entry_rows, head, recommendations
from parentis.committee_report.narrative import blocks
from parentis.committee_report.request import ReportRequest
from parentis.committee_report.sentences import suggested
from parentis.committee_report.shapes import Part, Section
from parentis.committee_report.unwritten import needs_words, placeholder
from parentis.documents.content import (
    Appendix,
    Block,
    Bullets,
    Document,
    Heading,
    KeyValues,
    Note,
    Paragraph,
)
from parentis.indicators.indicator import Indicator

LEADING = frozenset({Part.BENCHMARKS})
FOLLOWING = frozenset(Part) - LEADING
INTERNAL = "For officers only: not for publication"
DFE_STATISTICS = (
    "Department for Education: Children looked after in England including adoptions"
)


def write(
    request: ReportRequest, evidence: Evidence, *, kept_in: Path | None = None
) -> Document:
    """The report as a document, for `documents` to turn into HTML, .docx and PDF.

    Unless the request is internal, disclosure control is applied here, to all evidence,
    before a single figure is chosen. `kept_in` is a folder where drawn charts are kept.
    Raises `ReportRefused` for a template or an indicator that does not exist.
    """
    return _Writer(
        request=request,
        indicators=tuple(choice.chosen(request.indicators, year=request.year)),
        evidence=seen_by_readers(request, evidence),
        kept_in=kept_in,
    ).document()


def suggested_words(request: ReportRequest, evidence: Evidence) -> dict[str, str]:
    """For each section the figures can begin: its first version, as plain text."""
    seen = seen_by_readers(request, evidence)
    indicators = choice.chosen(request.indicators, year=request.year)
    return {
        section.code: suggested(section, indicators, seen, year=request.year)
        for section in request.layout().sections
        if section.is_drafted
    }


def default_title(year: int) -> str:
    return f"Our children in care and care leavers: year to 31 March {year}"


def seen_by_readers(request: ReportRequest, evidence: Evidence) -> Evidence:
    """The evidence as this report's readers may see it."""
    return evidence if request.is_internal else evidence.for_eyes_outside()


@dataclass(frozen=True, kw_only=True)
class _Writer:
    """Writes one report. `evidence` is what its readers may see."""

    request: ReportRequest
    indicators: tuple[Indicator, ...]
    evidence: Evidence
    kept_in: Path | None

    def document(self) -> Document:
        request = self.request
        return Document(
            title=request.title or default_title(request.year),
            organisation=request.council_name,
            author=request.council_name,
            marking=INTERNAL if request.is_internal else "",
            head=tuple(head(request)),
            blocks=(*self._sections(), *self._appendices()),
            notes=tuple(self._notes()),
            numbering=request.layout().numbering,
        )

    # -- sections --

    def _sections(self) -> Iterator[Block]:
        for section in self.request.layout().sections:
            body = [
                # The tables members look for stand before the words about them.
                *self._parts(section, those=LEADING),
                *self._words(section),
                *self._parts(section, those=FOLLOWING),
            ]
            if body:
                yield Heading(section.heading)
                yield from body

    def _words(self, section: Section) -> list[Block]:
        """An officer's words, or those the figures suggest, or what is missing."""
        words = self.request.narrative.get(section.code, "").strip()
        if not words and section.is_drafted:
            words = suggested(
                section, self.indicators, self.evidence, year=self.request.year
            )
        if words:
            return blocks(words, is_numbered=True, notes=self._note_keys())
        if needs_words(section):
            return [Paragraph(placeholder(section.prompt), is_numbered=True)]
        return []

    def _parts(self, section: Section, *, those: frozenset[Part]) -> Iterator[Block]:
        makers: dict[Part, Callable[[], list[Block]]] = {
            Part.RECOMMENDATIONS: lambda: recommendations(self.request),
            Part.BENCHMARKS: self._benchmarks,
            Part.ACTIVITY: self._distributions,
            Part.COUNTS: self._typed,
            Part.CHARTS: self._charts,
            Part.ENTRIES: lambda: [
                KeyValues(tuple(entry_rows(section.entries, self.request)))
            ],
            Part.BACKGROUND_DOCUMENTS: self._background_documents,
        }
        for part in section.parts:
            if part in those and part in makers:
                yield from makers[part]()

    # -- what the figures add --

    def _years(self) -> range:
        """The years compared, the oldest first, as members have always seen them."""
        last = self.request.year
        return range(last - self.request.benchmark_years + 1, last + 1)

    def _benchmarks(self) -> list[Block]:
        tables = [
            benchmarks.benchmark_table(
                benchmarks.benchmarked(self.indicators, year=year),
                self.evidence,
                council_name=self.request.council_name,
                year=year,
            )
            for year in self._years()
        ]
        found: list[Block] = [table for table in tables if table is not None]
        if not found:
            return []
        has_others = bool(self.evidence.comparisons)
        opening = (
            "The tables set the council beside the mean of its statistical neighbours,"
            " its region and England. Appendix A has every figure of this report."
            if has_others
            else "Appendix A has every figure of this report. There are none of other"
            " councils, since no published files were given."
        )
        return [Paragraph(opening, is_numbered=True), *found]

    def _distributions(self) -> list[Block]:
        tables = (
            counted.distribution_table(each, self.evidence, year=self.request.year)
            for each in choice.distributions(self.indicators)
        )
        return [table for table in tables if table is not None]

    def _typed(self) -> list[Block]:
        return [
            counted.typed_table(table, is_internal=self.request.is_internal)
            for table in self.request.counted
        ]

    def _charts(self) -> list[Block]:
        return list(
            trends.charts(
                self.indicators,
                self.evidence,
                council_name=self.request.council_name,
                year=self.request.year,
                kept_in=self.kept_in,
            )
        )

    def _background_documents(self) -> list[Block]:
        documents = list(self.request.background_documents)
        if self.evidence.comparisons and DFE_STATISTICS not in documents:
            documents.append(DFE_STATISTICS)
        if not documents:
            return [Paragraph("None are listed.", is_numbered=True)]
        return [Bullets(tuple(documents))]

    # -- appendices and notes --

    def _appendices(self) -> Iterator[Block]:
        scorecard = benchmarks.scorecard(
            self.indicators, self.evidence, year=self.request.year
        )
        if scorecard is not None:
            yield Appendix("Every figure of this report", (scorecard,))
        yield notes.sources_appendix(
            self.evidence,
            years=[*self._years(), *self.evidence.years[-trends.LONGEST :]],
            compared=self._compared(),
            is_internal=self.request.is_internal,
        )

    def _compared(self) -> list[Beside]:
        """The comparisons that tables and charts of this report show."""
        return [
            found
            for each in self.indicators
            for year in self._years()
            if (found := self.evidence.beside(each.code, year)) is not None
        ]

    def _note_keys(self) -> list[str]:
        return [each.code for each in self.indicators if not each.part_of]

    def _notes(self) -> Iterator[Note]:
        year = self.request.year
        for each in self.indicators:
            if not each.part_of:
                yield notes.note_on(each, self.evidence, year=year)
        for categories in choice.distributions(self.indicators):
            if counted.distribution_table(categories, self.evidence, year=year):
                yield notes.note_on_distribution(categories, self.evidence, year=year)
