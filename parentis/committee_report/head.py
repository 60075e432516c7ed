"""The table that opens a committee report, and the short answers further down."""

from collections.abc import Iterator, Mapping

from parentis.committee_report.narrative import inline, plain
from parentis.committee_report.request import ReportRequest
from parentis.committee_report.shapes import Entry
from parentis.committee_report.unwritten import (
    RECOMMENDATIONS_PROMPT,
    answers,
    is_missing,
    placeholder,
)
from parentis.documents.content import Block, Paragraph, Recommendations, Text
from parentis.documents.numbering import letter


def head(request: ReportRequest) -> Iterator[tuple[str, Text]]:
    """Each line of the head with its answer."""
    for entry in request.layout().head:
        if entry.code == "recommendations":
            yield entry.label, recommendations_in_head(request)
        elif text := answer(entry, request.head):
            yield entry.label, text


def answer(entry: Entry, given: Mapping[str, str]) -> Text:
    """What was answered, or the default, or what is still to be written."""
    answered = given.get(entry.code, "").strip()
    if answered:
        return inline(answered)
    return placeholder(entry.prompt) if is_missing(entry, given) else entry.default


def entry_rows(
    entries: tuple[Entry, ...], request: ReportRequest
) -> list[tuple[str, Text]]:
    """Implications and the like, each with its answer."""
    given = answers(request)
    return [(entry.label, text) for entry in entries if (text := answer(entry, given))]


def recommendations_in_head(request: ReportRequest) -> Text:
    """The recommendations as lines of one cell, lettered as elsewhere."""
    if not request.recommendations:
        return placeholder(RECOMMENDATIONS_PROMPT)
    lines = [
        f"({letter(at)}) {plain(item)}"
        for at, item in enumerate(request.recommendations)
    ]
    return "\n".join([_lead(request), *lines])


def recommendations(request: ReportRequest) -> list[Block]:
    """The recommendations as a section of their own."""
    if not request.recommendations:
        return [Paragraph(placeholder(RECOMMENDATIONS_PROMPT), is_numbered=True)]
    items = tuple(inline(item) for item in request.recommendations)
    return [Paragraph(_lead(request), is_numbered=True), Recommendations(items)]


def _lead(request: ReportRequest) -> str:
    shape = request.layout()
    return f"{shape.body} {shape.asks}"
