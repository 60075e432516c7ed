"""A committee report written: request, evidence and shape made into one document."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from parentis.committee_report import (
    benchmarks,
    choice,
    counted,
    listed_documents,
    notes,
    trends,
)
from parentis.committee_report.attached import all_listed
from parentis.committee_report.council_blocks import blocks_of
from parentis.committee_report.evidence import Beside, Evidence
from parentis.committee_report.head import (
    entry_rows,
    head,
    letters_taken,
    recommendations,
)
from parentis.committee_report.in_year import InYear
from parentis.committee_report.narrative import as_text, blocks
from parentis.committee_report.request import INTERNAL, ReportRequest
from parentis.committee_report.sentences import suggested
from parentis.committee_report.shape import FROM_COUNCIL, Part, Section
from parentis.committee_report.unwritten import asked_in, needs_words, placeholder
from parentis.documents.content import (
    Appendix,
    Block,
    Document,
    Heading,
    KeyValues,
    Note,
    Numbering,
    Paragraph,
    Table,
    Text,
)
from parentis.documents.numbering import letter
from parentis.indicators.indicator import Indicator

__all__ = ("INTERNAL", "default_title", "seen_by_readers", "suggested_words", "write")

INSPECTION = "(Available for public inspection)"
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
        section.code: _begun(section, indicators, seen, year=request.year)
        for section in request.layout().asked_for_words()
        if section.is_drafted
    }


def default_title(year: int) -> str:
    return f"Our children in care and care leavers: year to 31 March {year}"


def seen_by_readers(request: ReportRequest, evidence: Evidence) -> Evidence:
    """The evidence as this report's readers may see it."""
    return evidence if request.is_internal else evidence.for_eyes_outside()


def _begun(
    section: Section, indicators: Sequence[Indicator], seen: Evidence, *, year: int
) -> str:
    """What the figures suggest; nothing where none at all are held."""
    if not seen.figures:
        return ""
    return suggested(section, indicators, seen, year=year)


@dataclass(frozen=True, kw_only=True)
class _Writer:
    """Writes one report. `evidence` is what its readers may see."""

    request: ReportRequest
    indicators: tuple[Indicator, ...]
    evidence: Evidence
    kept_in: Path | None

    def document(self) -> Document:
        request, shape = self.request, self.request.layout()
        opening = head(
            request,
            summary=self._summary_in_head(),
            documents=self._open_to_inspection(),
        )
        return Document(
            title=request.title or default_title(request.year),
            organisation=request.council_name,
            author=request.council_name,
            marking=request.marking,
            item=request.item,
            head=tuple(opening),
            blocks=(*self._sections(), *self._appendices()),
            notes=tuple(self._notes()),
            numbering=shape.numbering,
            letters_taken=letters_taken(shape, request.attached),
        )

    @cached_property
    def has_figures(self) -> bool:
        """Whether the template shows figures and any are held or published."""
        is_held = bool(self.evidence.figures or self.evidence.comparisons)
        return is_held and self.request.layout().shows_figures

    # -- sections --

    def _sections(self) -> Iterator[Block]:
        """Each section that has something to say, a heading before its own."""
        waiting: list[Block] = []
        for section in self.request.layout().sections:
            if section.level == 1:
                waiting = []
            heading = Heading(
                section.heading, level=section.level, is_numbered=section.is_numbered
            )
            body = self._body(section)
            if body:
                yield from (*waiting, heading, *body)
                waiting = []
            elif section.level == 1:
                waiting = [heading]

    def _body(self, section: Section) -> list[Block]:
        return [each for part in section.order for each in self._part(part, section)]

    def _part(self, part: Part, section: Section) -> list[Block]:
        if part in FROM_COUNCIL:
            told = self.request.from_council
            return blocks_of(part, told, level=section.level + 1)
        shape, attached = self.request.layout(), self.request.attached
        makers: dict[Part, Callable[[], list[Block]]] = {
            Part.WORDS: partial(self._words, section),
            Part.RECOMMENDATIONS: partial(recommendations, self.request),
            Part.BENCHMARKS: self._benchmarks,
            Part.IN_YEAR: self._in_year,
            Part.ACTIVITY: self._distributions,
            Part.COUNTS: self._typed,
            Part.CHARTS: self._charts,
            Part.ENTRIES: partial(self._entries, section),
            Part.SIDE_BY_SIDE: partial(self._side_by_side, section),
            Part.ANNEXES: partial(listed_documents.annexes, shape, attached),
            Part.BACKGROUND_DOCUMENTS: partial(
                self._relied_on, section, listed_documents.relied_on
            ),
            Part.SOURCES: partial(
                self._relied_on, section, listed_documents.relied_on_as_table
            ),
        }
        return makers[part]() if part in makers else []

    def _words(self, section: Section) -> list[Block]:
        """An officer's words, or those the figures suggest, or what is missing."""
        words = self.request.narrative.get(section.code, "").strip()
        if not words and section.is_drafted:
            words = _begun(
                section, self.indicators, self.evidence, year=self.request.year
            )
        if words:
            return blocks(
                words,
                is_numbered=True,
                notes=self._note_keys(),
                level=section.level + 1,
            )
        is_missing = section.is_drafted and section.prompt and not section.is_optional
        if needs_words(section) or is_missing:
            return [Paragraph(placeholder(section.prompt), is_numbered=True)]
        return []

    def _summary_in_head(self) -> Text:
        summary = self.request.layout().summary_in_head
        return as_text(self._words(summary)) if summary else ""

    def _entries(self, section: Section) -> list[Block]:
        """Short answers, as pairs, or each under a sub-heading that has a number."""
        rows = entry_rows(asked_in(section, self.request), self.request)
        if self.request.layout().numbering in (Numbering.SUBHEADINGS, Numbering.DEEP):
            level = section.level + 1
            return [
                block
                for label, text in rows
                for block in (
                    Heading(label, level=level),
                    Paragraph(text, is_numbered=True),
                )
            ]
        match rows:
            case [(section.heading, text)]:
                # Its heading has said what this is.
                return [Paragraph(text)]
        return [KeyValues(tuple(rows))] if rows else []

    def _side_by_side(self, section: Section) -> list[Block]:
        rows = entry_rows(asked_in(section, self.request), self.request)
        if not rows:
            return []
        return [
            Table(
                caption="Whom to ask",
                columns=[label for label, _ in rows],
                rows=[[text for _, text in rows]],
                has_row_headers=False,
                is_counted=False,
            )
        ]

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
        earlier = [self._typed_period(each) for each in self.request.earlier_years]
        if not found:
            return [*earlier]
        own = f"Appendix {letter(self._first_own_letter()).upper()}"
        has_others = bool(self.evidence.comparisons)
        opening = (
            "The tables set the council beside the mean of its statistical neighbours,"
            f" its region and England. {own} has every figure of this report."
            if has_others
            else f"{own} has every figure of this report. There are none of other"
            " councils, since no published files were given."
        )
        return [Paragraph(opening, is_numbered=True), *earlier, *found]

    def _first_own_letter(self) -> int:
        return letters_taken(self.request.layout(), self.request.attached)

    def _in_year(self) -> list[Block]:
        month = self.request.month
        return [] if month is None else [self._typed_period(month)]

    def _typed_period(self, period: InYear) -> Table:
        return benchmarks.in_year_table(
            self.indicators,
            self.evidence,
            council_name=self.request.council_name,
            year=self.request.year,
            month=period,
            is_internal=self.request.is_internal,
        )

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

    # -- documents --

    def _documents(self) -> list[str]:
        documents = list(self.request.background_documents)
        is_theirs = self.has_figures and self.evidence.comparisons
        if is_theirs and DFE_STATISTICS not in documents:
            documents.append(DFE_STATISTICS)
        return documents

    def _open_to_inspection(self) -> list[str]:
        """The documents relied on, for a line of the head."""
        documents = [
            f"{each.title} ({each.location})" if each.location else each.title
            for each in all_listed(self._documents())
        ]
        return [*documents, INSPECTION] if documents else []

    def _relied_on(
        self, section: Section, set_out: Callable[[Sequence[str]], list[Block]]
    ) -> list[Block]:
        documents = self._documents()
        is_above_annexes = Part.ANNEXES in section.parts and self.request.attached
        return set_out(documents) if documents or not is_above_annexes else []

    # -- appendices and notes --

    def _appendices(self) -> Iterator[Block]:
        if not self.has_figures:
            return
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
        if not self.has_figures:
            return []
        return [each.code for each in self.indicators if not each.part_of]

    def _notes(self) -> Iterator[Note]:
        if not self.has_figures:
            return
        year = self.request.year
        for each in self.indicators:
            if not each.part_of:
                yield notes.note_on(each, self.evidence, year=year)
        for categories in choice.distributions(self.indicators):
            if counted.distribution_table(categories, self.evidence, year=year):
                yield notes.note_on_distribution(categories, self.evidence, year=year)
