"""A source's tracker as a workbook and as a document, which can be read again."""

from collections.abc import Iterator
from datetime import date, datetime

from parentis.committee_report.from_council import RecommendationTold, SourceTold
from parentis.committee_report.notes import day
from parentis.committee_report.tracker import (
    full_number,
    latest_update,
    tracker_blocks,
)
from parentis.documents.content import Document, Numbering
from parentis.documents.spreadsheet import Sheet, Value, to_xlsx
from parentis.documents.word import to_docx

COLUMNS = (
    "No",
    "Part",
    "Theme",
    "Recommendation",
    "Asked of",
    "Answer",
    "Owner",
    "Due",
    "Status",
    "Latest update",
)
UPDATES = (
    "No",
    "Date",
    "Told to",
    "Update",
    "Status",
    "Status set by",
    "Evidence",
    "Also said of",
)
SUBTITLE = "Recommendations, and what was told of each"


def tracker_workbook(source: SourceTold, *, at: datetime) -> bytes:
    """A row for each recommendation and part, and a second sheet of all updates."""
    rows = [
        row
        for each in source.recommendations
        for row in (_row(each, each.number), *(_part(each, p) for p in each.parts))
    ]
    return to_xlsx(
        [
            Sheet(name="Recommendations", columns=COLUMNS, rows=rows),
            Sheet(name="Updates", columns=UPDATES, rows=list(_updates(source))),
        ],
        about=_about(source, at),
    )


def tracker_document(source: SourceTold, *, organisation: str, at: datetime) -> bytes:
    """As a committee report sets recommendations out, in Word."""
    return to_docx(
        Document(
            title=source.title,
            subtitle=SUBTITLE,
            blocks=tracker_blocks([source]),
            head=[("Council", organisation), *_about(source, at)],
            numbering=Numbering.NONE,
            written_at=at,
        )
    )


def _about(source: SourceTold, at: datetime) -> list[tuple[str, str]]:
    pairs = (
        ("Recommendations of", source.title),
        ("Made by", source.made_by),
        ("Made on", day(source.made_on) if source.made_on else ""),
        ("Given out on", day(at.date())),
    )
    return [(label, words) for label, words in pairs if words]


def _row(told: RecommendationTold, number: str, part: str = "") -> tuple[Value, ...]:
    return (
        number,
        part,
        told.theme,
        told.text,
        told.addressed_to,
        told.answer,
        told.owner,
        told.due_on,
        told.status,
        latest_update(told),
    )


def _part(whole: RecommendationTold, part: RecommendationTold) -> tuple[Value, ...]:
    return _row(part, whole.number, part.number)


def _updates(source: SourceTold) -> Iterator[tuple[Value, ...]]:
    """Each update once, beneath the first of the recommendations that it is about."""
    given: set[tuple[date, str, str, frozenset[str]]] = set()
    for number, told in _numbered(source):
        for each in told.updates:
            about = frozenset((number, *each.also))
            key = (each.on, each.words, each.told_to, about)
            if key not in given or not each.also:
                given.add(key)
                yield (
                    number,
                    each.on,
                    each.told_to,
                    each.words,
                    each.status,
                    each.set_by,
                    "\n".join(" ".join(line.split()) for line in each.evidence),
                    ", ".join(other for other in each.also if other != number),
                )


def _numbered(source: SourceTold) -> Iterator[tuple[str, RecommendationTold]]:
    for each in source.recommendations:
        yield each.number, each
        for part in each.parts:
            yield full_number(each.number, part.number), part
