"""The table that opens a committee report, and the short answers further down."""

import re
from collections.abc import Iterator, Mapping, Sequence

from parentis.committee_report.attached import Listed
from parentis.committee_report.lines import MEETING
from parentis.committee_report.narrative import inline, plain
from parentis.committee_report.request import ReportRequest
from parentis.committee_report.shape import (
    ANNEXES_LINE,
    DOCUMENTS_LINE,
    ITEM_LINE,
    RECOMMENDATIONS_LINE,
    SUMMARY_LINE,
    Entry,
    Shape,
)
from parentis.committee_report.unwritten import (
    RECOMMENDATIONS_PROMPT,
    answers,
    is_missing,
    placeholder,
)
from parentis.documents.content import Block, Paragraph, Recommendations, Text
from parentis.documents.numbering import letter
from parentis.documents.wording import listed as in_a_row

_BODIES = re.compile(
    r"\b(sub-committee|committee|cabinet|panel|board|forum|council)\b", re.IGNORECASE
)


def head(
    request: ReportRequest, *, summary: Text, documents: Sequence[str]
) -> Iterator[tuple[str, Text]]:
    """Each line of the head with its answer, or with what the report fills it with."""
    filled = {
        RECOMMENDATIONS_LINE: recommendations_in_head(request),
        SUMMARY_LINE: summary,
        DOCUMENTS_LINE: "\n".join(documents),
        ANNEXES_LINE: refers(request.layout(), request.attached),
        ITEM_LINE: "",  # it stands above the title
    }
    for entry in request.layout().head:
        text = (
            filled[entry.code] if entry.code in filled else answer(entry, request.head)
        )
        if text:
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
    return f"{_addressed(request)} {request.layout().asks}"


def _addressed(request: ReportRequest) -> str:
    """Whom the template says, by the kind of body that the report goes to.

    A report to the Corporate Parenting Panel, on a template for a sub-committee, says
    "The Panel". Where either names no body, or several, it is as the template says.
    """
    said = request.layout().body
    to = {each.lower() for each in _BODIES.findall(request.head.get(MEETING.code, ""))}
    if len(to) != 1 or len(_BODIES.findall(said)) != 1:
        return said
    (kind,) = to
    return _BODIES.sub(lambda found: kind if found[0].islower() else kind.title(), said)


# -- documents attached ---------------------------------------------------------------

LETTERED = "Appendix"
PLURALS = {"Appendix": "Appendices", "Annex": "Annexes"}


def names_of(shape: Shape, attached: Sequence[Listed]) -> list[str]:
    """What each attached document is called: "Annex 1", "Appendix A"."""
    is_lettered = shape.attached == LETTERED
    return [
        f"{shape.attached} {letter(at).upper() if is_lettered else at + 1}"
        for at in range(len(attached))
    ]


def letters_taken(shape: Shape, attached: Sequence[Listed]) -> int:
    """How many letters of appendices the attached documents have."""
    return len(attached) if shape.attached == LETTERED else 0


def refers(shape: Shape, attached: Sequence[Listed]) -> str:
    """ "Appendices A and B refer"; empty where nothing is attached."""
    names = names_of(shape, attached)
    if len(names) < 2:
        return f"{names[0]} refers" if names else ""
    numbers = [name.removeprefix(f"{shape.attached} ") for name in names]
    plural = PLURALS.get(shape.attached, shape.attached)
    return f"{plural} {in_a_row(numbers)} refer"
