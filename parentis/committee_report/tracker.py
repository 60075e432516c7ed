"""Recommendations and what became of them, as a committee report sets them out.

`parentis.tracker_files` reads these words again: what was given out can be brought back
and says the same.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from parentis.committee_report.from_council import (
    RecommendationTold,
    SourceTold,
    UpdateTold,
)
from parentis.committee_report.notes import day
from parentis.documents.content import (
    Block,
    Bullets,
    Heading,
    Inline,
    Paragraph,
    Run,
    Table,
)

HEADS = ("No", "Recommendation", "Owner", "Due", "Status", "Latest update")
RECOMMENDATION = "Recommendation"
UPDATE = "Update"
ON, TO = "on", "to"
STATUS = "Status"
ASKED_OF = "Asked of"
ANSWER = "Answer"
OWNER = "Owner"
DUE = "Due"
SET_BY = "Status set by"
SHOWN_BY = "What shows it"
ALSO_OF = "The same was said of"
TOLD_WITH = "Told together with"
NO_THEME = "Other recommendations"
NO_UPDATE = "No update yet"
POINT = "· "
LONGEST_ON_A_PAGE = 200
"""Letters of a cell. With more, six columns want a page on its side."""
Told = dict[tuple[object, ...], str]
"""Which recommendation an update was set out beneath first."""


def tracker_blocks(
    sources: Sequence[SourceTold], *, as_table: bool = False, level: int = 1
) -> list[Block]:
    """Each source: its recommendations under their themes, or as a table a theme.

    `level` is that of the first headings: the sources' titles where there are several,
    and otherwise the themes.
    """
    found: list[Block] = []
    is_one = len(sources) == 1
    for source in sources:
        if not is_one:
            found.append(Heading(source.title, level))
        below = level if is_one else level + 1
        found += _as_tables(source) if as_table else _set_out(source, below)
    return found


def full_number(number: str, part: str = "") -> str:
    """A recommendation's number in full: that of part (i) of 1 is "1(i)"."""
    return f"{number}{part}"


def _by_theme(source: SourceTold) -> Iterator[tuple[str, list[RecommendationTold]]]:
    has_themes = any(each.theme for each in source.recommendations)
    for theme, group in groupby(source.recommendations, lambda each: each.theme):
        yield theme or (NO_THEME if has_themes else ""), list(group)


def _set_out(source: SourceTold, level: int) -> Iterator[Block]:
    told: Told = {}
    for theme, recommendations in _by_theme(source):
        if theme:
            yield Heading(theme, level)
        below = level + 1 if theme else level
        for each in recommendations:
            yield Heading(f"{RECOMMENDATION} {each.number}", below, is_numbered=False)
            yield from _one(each, told)


def _one(told: RecommendationTold, before: Told) -> Iterator[Block]:
    """What is asked, part by part; then what was told of it, and of each part."""
    if told.parts:
        # Its text leads on to its parts: nothing stands between.
        yield from _facts(told)
        yield from _words(told.text)
    else:
        yield from _words(told.text)
        yield from _facts(told)
    for part in told.parts:
        yield from _words(f"{part.number} {part.text}")
        yield from _facts(part)
    for update in told.updates:
        yield from _update(update, told.number, before)
    for part in told.parts:
        number = full_number(told.number, part.number)
        for update in part.updates:
            yield from _update(update, number, before, on=f" {ON} {number}")
    if not told.updates and not any(part.updates for part in told.parts):
        yield Paragraph(f"{NO_UPDATE}.")


def _facts(told: RecommendationTold) -> Iterator[Block]:
    """Who is asked, who does it, by when and how far it is: a line each."""
    yield from _labelled(
        (ASKED_OF, told.addressed_to),
        (ANSWER, told.answer),
        (OWNER, told.owner),
        (DUE, day(told.due_on) if told.due_on else ""),
        (STATUS, told.status),
    )


def _update(
    update: UpdateTold, number: str, before: Told, *, on: str = ""
) -> Iterator[Block]:
    to = f", {TO} {update.told_to}" if update.told_to else ""
    yield Paragraph((Run(f"{UPDATE}{on}, {day(update.on)}{to}", is_strong=True),))
    key = (update.on, update.words, update.told_to)
    first = before.setdefault(key, number) if update.also else number
    if first != number:
        yield from _labelled((TOLD_WITH, first), (STATUS, update.status))
        return
    yield from _words(update.words)
    also = ", ".join(each for each in update.also if each != number)
    yield from _labelled(
        (ALSO_OF, also), (STATUS, update.status), (SET_BY, update.set_by)
    )
    if update.evidence:
        yield Paragraph((Run(f"{SHOWN_BY}:", is_strong=True),))
        yield Bullets([_one_line(each) for each in update.evidence])


def _labelled(*pairs: tuple[str, str]) -> Iterator[Block]:
    found: list[Inline] = []
    for label, says in pairs:
        if says:
            found += [Run(f"\n{label}: " if found else f"{label}: ", is_strong=True)]
            found.append(_one_line(says))
    if found:
        yield Paragraph(tuple(found))


def _words(words: str) -> Iterator[Block]:
    """Paragraphs, parted by blank lines, and points, each a line that begins with ·."""
    lines = [line.strip() for line in words.splitlines()]
    for kind, group in groupby(lines, _kind):
        found = list(group)
        if kind == "point":
            yield Bullets([line.removeprefix(POINT).strip() for line in found])
        elif kind == "words":
            yield Paragraph("\n".join(found))


def _kind(line: str) -> str:
    if not line:
        return "nothing"
    return "point" if line.startswith(POINT) else "words"


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _as_tables(source: SourceTold) -> Iterator[Block]:
    for theme, recommendations in _by_theme(source):
        rows = [row for each in recommendations for row in _rows(each)]
        yield Table(
            caption=theme or source.title,
            columns=HEADS,
            rows=rows,
            is_wide=any(len(cell) > LONGEST_ON_A_PAGE for row in rows for cell in row),
        )


def _rows(told: RecommendationTold) -> Iterator[tuple[str, ...]]:
    has_updates = any(part.updates for part in told.parts)
    yield _row(told, told.number, otherwise="" if has_updates else NO_UPDATE)
    for part in told.parts:
        yield _row(part, full_number(told.number, part.number), otherwise="")


def _row(told: RecommendationTold, number: str, *, otherwise: str) -> tuple[str, ...]:
    due = day(told.due_on) if told.due_on else ""
    latest = latest_update(told) or otherwise
    return (number, told.text, told.owner, due, told.status, latest)


def latest_update(told: RecommendationTold) -> str:
    """What was told last, after the day on which it was."""
    if not told.updates:
        return ""
    latest = max(told.updates, key=lambda each: each.on)
    between = "\n" if latest.words.startswith(POINT) else " "
    return f"{day(latest.on)}:{between}{latest.words}"
