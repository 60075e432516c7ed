"""What an officer can change of a layout: pure steps from one shape to the next."""

from collections.abc import Sequence
from dataclasses import replace

from django.db.models import TextChoices
from django.utils.text import slugify

from parentis.committee_report.shape import (
    ANNEXES_LINE,
    DOCUMENTS_LINE,
    ITEM_LINE,
    RECOMMENDATIONS_LINE,
    SUMMARY_LINE,
    Entry,
    Part,
    Section,
    Shape,
)
from parentis.committee_report.shape_data import ASKING, TAKEN

LONGEST_CODE = 40


class Rearranged(TextChoices):
    """What can be done to a line or a section by a button."""

    UP = "up", "Move up"
    DOWN = "down", "Move down"
    REMOVE = "remove", "Remove"


class Of(TextChoices):
    LINE = "line", "Line of the head"
    SECTION = "section", "Section"


class LineHolds(TextChoices):
    """What stands in a line of the head: an answer, or what the report says anyway."""

    ANSWER = "answer", "An answer that an officer types"
    RECOMMENDATIONS = RECOMMENDATIONS_LINE, "The recommendations, lettered"
    SUMMARY = SUMMARY_LINE, "The summary, drafted from the figures"
    DOCUMENTS = DOCUMENTS_LINE, "The documents relied on"
    ANNEXES = ANNEXES_LINE, "The documents attached"
    ITEM = ITEM_LINE, "The item of the agenda, printed above the title"


def added_line(shape: Shape, line: Entry, holds: str = LineHolds.ANSWER) -> Shape:
    """With one more line at the end of its head."""
    code = _free(line.label, shape) if holds == LineHolds.ANSWER else holds
    return replace(shape, head=(*shape.head, replace(line, code=code)))


def changed_line(shape: Shape, line: Entry) -> Shape:
    """With this line in the place of the one that has its code."""
    return replace(
        shape,
        head=tuple(line if each.code == line.code else each for each in shape.head),
    )


def added_section(shape: Shape, section: Section) -> Shape:
    """With one more section, at its end."""
    code = _free(section.heading, shape)
    return replace(shape, sections=(*shape.sections, replace(section, code=code)))


def changed_section(shape: Shape, section: Section) -> Shape:
    return replace(
        shape,
        sections=tuple(
            section if each.code == section.code else each for each in shape.sections
        ),
    )


def rearranged(shape: Shape, of: Of, code: str, how: Rearranged) -> Shape:
    """With one line or section moved a place, or removed."""
    if of is Of.LINE:
        lines = {each.code: each for each in shape.head}
        return replace(
            shape, head=tuple(lines[each] for each in _order(list(lines), code, how))
        )
    sections = {each.code: each for each in shape.sections}
    order = _order(list(sections), code, how)
    return replace(shape, sections=tuple(sections[each] for each in order))


def with_answers(
    section: Section, asked: Sequence[tuple[str, str]], shape: Shape
) -> Section:
    """With these short answers, each a label and its question, in this order.

    One that had the label or the question before keeps its code, so that what reports
    answered stays. A section with answers and no place for them gets one.
    """
    left = list(section.entries)
    entries: list[Entry] = []
    for label, prompt in asked:
        before = _before(left, label, prompt)
        if before is not None:
            left.remove(before)
            entries.append(replace(before, label=label, prompt=prompt))
        else:
            codes = {each.code for each in entries}
            entries.append(
                Entry(
                    code=_free(label, shape, but=codes),
                    label=label,
                    prompt=prompt,
                    is_long=True,
                )
            )
    parts = section.parts
    if entries and not ASKING.intersection(parts):
        parts = (*parts, Part.ENTRIES)
    return replace(section, entries=tuple(entries), parts=parts)


def _before(left: Sequence[Entry], label: str, prompt: str) -> Entry | None:
    by_label = (each for each in left if each.label == label)
    by_prompt = (each for each in left if prompt and each.prompt == prompt)
    return next(by_label, None) or next(by_prompt, None)


def _order(codes: list[str], code: str, how: Rearranged) -> list[str]:
    """The codes in their new order."""
    if code not in codes:
        return codes
    place = codes.index(code)
    left = [each for each in codes if each != code]
    if how is not Rearranged.REMOVE:
        step = -1 if how is Rearranged.UP else 1
        left.insert(min(max(place + step, 0), len(left)), code)
    return left


def _free(label: str, shape: Shape, *, but: set[str] | None = None) -> str:
    """A code made of the label that nothing in the template has."""
    taken = TAKEN | (but or set())
    taken |= {each.code for each in (*shape.head, *shape.entries())}
    taken |= {each.code for each in shape.sections}
    code = slugify(label)[:LONGEST_CODE].strip("-") or "part"
    number = 2
    free = code
    while free in taken:
        free, number = f"{code}-{number}", number + 1
    return free
