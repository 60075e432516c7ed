"""A report in parts an officer writes one at a time, and what is typed into each.

Each part has a code that stands in its page's address. What is typed is kept as plain
text and lists, so that a draft can be stored as it is and read by a person.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from parentis.committee_report import attached, in_year
from parentis.committee_report.request import CountedRow, CountedTable, ReportRefused
from parentis.committee_report.shape import (
    ANNEXES_LINE,
    DOCUMENTS_LINE,
    FILLED_LINES,
    Entry,
    Part,
    Section,
    Shape,
)

HEAD = "head"
RECOMMENDATIONS = "recommendations"
DOCUMENTS = "background-documents"
COUNTS = "counts"
_COUNT = re.compile(r"^(?P<label>.*?\S)\s*[:;,\t]\s*(?P<count>\d[\d,]*)$")


class Kind(StrEnum):
    """What an officer is asked for: several short answers, a text, or a list."""

    ANSWERS = "short answers"
    WORDS = "words"
    LINES = "one line each"
    COUNTS = "a table of counts"


@dataclass(frozen=True, kw_only=True)
class WritingPart:
    """One part: its name, what it asks, and how."""

    code: str
    name: str
    kind: Kind
    prompt: str = ""
    entries: tuple[Entry, ...] = ()
    is_drafted: bool = False
    is_optional: bool = False


ANNEXES = WritingPart(
    code=ANNEXES_LINE,
    name="Attached documents",
    kind=Kind.ANSWERS,
    entries=(attached.ENTRY,),
    is_optional=True,
)
ASKED_ONCE = {
    Part.COUNTS: WritingPart(
        code=COUNTS,
        name="A table of counts",
        kind=Kind.COUNTS,
        prompt="Do you have counts that are not in the return?",
        is_optional=True,
    ),
    Part.IN_YEAR: WritingPart(
        code=in_year.CODE,
        name="Figures of a month since the last return",
        kind=Kind.ANSWERS,
        entries=in_year.ENTRIES,
        is_optional=True,
    ),
    Part.ANNEXES: ANNEXES,
}
RELIED_ON = frozenset({Part.BACKGROUND_DOCUMENTS, Part.SOURCES})


def parts_of(shape: Shape) -> list[WritingPart]:
    """The parts of a report of this shape, in the order in which it has them."""
    head = WritingPart(
        code=HEAD,
        name="Opening table",
        kind=Kind.ANSWERS,
        entries=tuple(each for each in shape.head if each.code not in FILLED_LINES),
    )
    found = [head]
    if shape.has_recommendations_in_head:
        found.append(_recommendations(shape))
    if shape.summary_in_head is not None:
        found += _words(shape.summary_in_head)
    for section in shape.sections:
        found += _parts_of_section(section, shape)
    in_head = {entry.code for entry in shape.head}
    if ANNEXES_LINE in in_head and Part.ANNEXES not in shape.parts():
        found.append(ANNEXES)
    if DOCUMENTS_LINE in in_head and not RELIED_ON.intersection(shape.parts()):
        found.append(_documents("Background documents"))
    return found


def _parts_of_section(section: Section, shape: Shape) -> Iterator[WritingPart]:
    yield from _words(section)
    in_head = {entry.code for entry in shape.head}
    entries = tuple(each for each in section.entries if each.code not in in_head)
    if entries:
        yield WritingPart(
            code=f"{section.code}-answers" if section.prompt else section.code,
            name=section.heading,
            kind=Kind.ANSWERS,
            entries=entries,
        )
    for part in section.parts:
        if part in RELIED_ON:
            yield _documents(section.heading)
        elif part is Part.RECOMMENDATIONS:
            yield _recommendations(shape)
        elif part in ASKED_ONCE:
            yield ASKED_ONCE[part]


def _words(section: Section) -> Iterator[WritingPart]:
    if section.prompt:
        yield WritingPart(
            code=section.code,
            name=section.heading,
            kind=Kind.WORDS,
            prompt=section.prompt,
            is_drafted=section.is_drafted,
            is_optional=section.is_optional,
        )


def _documents(name: str) -> WritingPart:
    return WritingPart(
        code=DOCUMENTS,
        name=name,
        kind=Kind.LINES,
        prompt=(
            "Which documents did you rely on? Where one is kept can follow a bar:"
            " title | where it is"
        ),
        is_optional=True,
    )


def _recommendations(shape: Shape) -> WritingPart:
    return WritingPart(
        code=RECOMMENDATIONS,
        name="Recommendations",
        kind=Kind.LINES,
        prompt=f"{shape.body} {shape.asks}",
    )


def lines_of(text: str) -> list[str]:
    """The lines that say something, without the letters people type before them."""
    stripped = (re.sub(r"^\s*(\(?[a-z]\)|[-*•])\s+", "", x) for x in text.splitlines())
    return [line.strip() for line in stripped if line.strip()]


def counts_of(text: str) -> list[CountedRow]:
    """Lines such as "College: 97" as rows. Raises `ReportRefused` for one without."""
    return [_counted(at, line) for at, line in enumerate(lines_of(text), start=1)]


def _counted(at: int, line: str) -> CountedRow:
    found = _COUNT.match(line)
    if found is None:
        message = (
            f"Line {at}, '{line}', has no number at its end. Write the category, a"
            " colon and how many young people, such as 'Apprenticeship: 12'"
        )
        raise ReportRefused(message)
    return CountedRow(label=found["label"], count=int(found["count"].replace(",", "")))


def counted_table(typed: Mapping[str, str]) -> CountedTable | None:
    """The typed-in table as the report takes it; none where nothing was typed."""
    rows = counts_of(typed.get("rows", ""))
    if not rows:
        return None
    return CountedTable(
        caption=typed.get("caption", ""),
        rows=rows,
        source=typed.get("source", ""),
        is_published=typed.get("published") == "yes",
    )


def is_written(part: WritingPart, typed: Mapping[str, str] | Sequence[str]) -> bool:
    """Whether somebody has written all that this part needs."""
    if isinstance(typed, Mapping) and part.kind is Kind.ANSWERS:
        if part.is_optional:
            return any(value.strip() for value in typed.values())
        needed = [
            each for each in part.entries if not (each.default or each.is_optional)
        ]
        return all(typed.get(each.code, "").strip() for each in needed)
    if isinstance(typed, Mapping):
        return any(str(value).strip() for value in typed.values())
    return bool(typed)


def state_of(typed: Mapping[str, str] | Sequence[str]) -> str:
    """A short name for what is typed: the same words, the same name.

    Whoever saves says which state they began from, so that nobody's words are lost.
    """
    text = json.dumps(typed, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:16]
