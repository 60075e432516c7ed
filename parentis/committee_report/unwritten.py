"""What nobody has written yet, said beside the draft and in the report itself."""

from collections.abc import Iterator, Mapping

from parentis.committee_report.request import ReportRequest
from parentis.committee_report.shapes import Entry, Section
from parentis.documents.content import Run, Text

RECOMMENDATIONS_PROMPT = "What is the meeting asked to decide or note?"


def still_to_write(request: ReportRequest) -> list[str]:
    """Everything missing, by the name the report gives it, in the report's order."""
    return list(dict.fromkeys(_missing(request)))


def _missing(request: ReportRequest) -> Iterator[str]:
    shape = request.layout()
    for entry in shape.head:
        if entry.code != "recommendations" and is_missing(entry, request.head):
            yield entry.label
    if not request.recommendations:
        yield "Recommendations"
    for section in shape.sections:
        if needs_words(section) and not request.narrative.get(section.code, "").strip():
            yield section.heading
        for entry in section.entries:
            if is_missing(entry, answers(request)):
                yield f"{section.heading}: {entry.label.lower()}"


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
