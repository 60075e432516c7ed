"""What nobody has written yet, said beside the draft and in the report itself."""

from collections.abc import Iterator, Mapping

from parentis.committee_report.in_year import InYear
from parentis.committee_report.request import ReportRequest
from parentis.committee_report.shape import FILLED_LINES, Entry, Section
from parentis.documents.content import Run, Text

RECOMMENDATIONS_PROMPT = "What is the meeting asked to decide or note?"


def still_to_write(request: ReportRequest) -> list[str]:
    """Everything missing, by the name the report gives it, in the report's order."""
    return list(dict.fromkeys(_missing(request)))


def _missing(request: ReportRequest) -> Iterator[str]:
    shape = request.layout()
    for entry in shape.head:
        if entry.code not in FILLED_LINES and is_missing(entry, request.head):
            yield entry.label
    if not request.recommendations:
        yield "Recommendations"
    for section in shape.asked_for_words():
        yield from _missing_in(section, request)
    month = (request.month,) if request.month else ()
    for period in (*request.earlier_years, *month):
        yield from _missing_per_cents(period)


def _missing_in(section: Section, request: ReportRequest) -> Iterator[str]:
    if needs_words(section) and not request.narrative.get(section.code, "").strip():
        yield section.heading
    for entry in asked_in(section, request):
        if is_missing(entry, answers(request)):
            yield f"{section.heading}: {entry.label.lower()}"


def _missing_per_cents(month: InYear) -> Iterator[str]:
    for row in month.rows:
        if row.percent is None:
            yield f"{month.month or 'The month'}: the per cent of “{row.label}”"


def asked_in(section: Section, request: ReportRequest) -> tuple[Entry, ...]:
    """The short answers a section shows: none where it may be empty and is."""
    given = answers(request)
    is_begun = any(given.get(entry.code, "").strip() for entry in section.entries)
    return section.entries if is_begun or not section.is_optional else ()


def needs_words(section: Section) -> bool:
    """Whether the section stays empty unless an officer writes it."""
    return bool(section.prompt) and not section.is_optional and not section.is_drafted


def is_missing(entry: Entry, given: Mapping[str, str]) -> bool:
    answered = given.get(entry.code, "").strip()
    return not (answered or entry.default or entry.is_optional)


def answers(request: ReportRequest) -> dict[str, str]:
    """Every short answer: those of the head may stand in a section, as the contact."""
    return {**request.head, **request.entries}


def placeholder(prompt: str) -> Text:
    """What a clerk finds in the place of missing words."""
    return (Run(f"[To be written: {prompt}]", is_emphasis=True),)
