"""A template as plain data that can be kept, shown in a form and edited; and back.

What comes back is checked: whoever edits a template is told in one sentence what is
wrong with it, and a template that was accepted can be written.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any

from parentis.committee_report.parts import RELIED_ON
from parentis.committee_report.request import ReportRefused
from parentis.committee_report.shape import (
    FILLED_LINES,
    ITEM_LINE,
    RECOMMENDATIONS_LINE,
    SUMMARY_LINE,
    Entry,
    Part,
    Section,
    Shape,
)
from parentis.documents.content import Numbering

Data = dict[str, Any]

DEEPEST = 2
LONGEST_LINE, LONGEST_PROMPT, LONGEST_LIST = 300, 1_000, 60
# Codes of what is asked once in every report, so no section with words may have them.
TAKEN = frozenset(
    {"head", "recommendations", "background-documents", "counts", "annexes", "in-year"}
)
MANY_TIMES = frozenset({Part.WORDS, Part.ENTRIES, Part.SIDE_BY_SIDE})
ASKING = frozenset({Part.ENTRIES, Part.SIDE_BY_SIDE})
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def shape_to_data(shape: Shape) -> Data:
    """The template as dicts, lists, text and yes or no: what JSON can hold."""
    return {
        "code": shape.code,
        "name": shape.name,
        "description": shape.description,
        "numbering": shape.numbering.name.lower(),
        "body": shape.body,
        "asks": shape.asks,
        "open_marking": shape.open_marking,
        "attached": shape.attached,
        "head": [_entry_to_data(entry) for entry in shape.head],
        "sections": [_section_to_data(section) for section in shape.sections],
    }


def _entry_to_data(entry: Entry) -> Data:
    return {each.name: getattr(entry, each.name) for each in fields(entry)}


def _section_to_data(section: Section) -> Data:
    return {
        "code": section.code,
        "heading": section.heading,
        "prompt": section.prompt,
        "parts": [part.name.lower() for part in section.parts],
        "entries": [_entry_to_data(entry) for entry in section.entries],
        "is_optional": section.is_optional,
        "level": section.level,
        "is_numbered": section.is_numbered,
    }


def shape_from_data(data: Mapping[str, Any]) -> Shape:
    """The template that this data is. Raises `ReportRefused`, one sentence."""
    given = _known(data, Shape, "The template")
    shape = Shape(
        **{
            **given,
            "numbering": _numbering(given["numbering"]),
            "head": tuple(
                _entry(each, f"Line {at} of the head")
                for at, each in enumerate(_list(given, "head", "The head"), start=1)
            ),
            "sections": tuple(
                _section(each, f"Section {at}")
                for at, each in enumerate(
                    _list(given, "sections", "The template"), start=1
                )
            ),
        }
    )
    _check(shape)
    return shape


# -- one thing of it ------------------------------------------------------------------

LISTS = frozenset({"head", "sections", "parts", "entries"})
TICKS = frozenset({"is_long", "is_optional", "is_numbered"})
NEEDED = frozenset({"code", "name", "heading", "label", "body", "asks", "attached"})
LONG = frozenset({"prompt", "description", "default"})


def _known(data: Any, of: type[Shape | Section | Entry], where: str) -> Data:
    """What was given, each of the right kind; what was not takes its default."""
    if not isinstance(data, Mapping):
        raise ReportRefused(f"{where} is not written as a template's data.")
    names = {each.name: each for each in fields(of)}
    for name in data:
        if name not in names:
            raise ReportRefused(f"{where} has “{name}”, which no template has.")
    given = {}
    for name, field in names.items():
        if name in data:
            given[name] = _value(name, data[name], where)
        elif field.default is MISSING:
            raise ReportRefused(f"{where} has no {name}.")
        else:
            given[name] = field.default
    return given


def _value(name: str, value: Any, where: str) -> Any:
    if name in LISTS:
        return value
    if name in TICKS:
        kind: type = bool
    else:
        kind = int if name == "level" else str
    if type(value) is not kind:
        raise ReportRefused(f"{where}: “{name}” is not of the right kind.")
    return _text(name, value, where) if isinstance(value, str) else value


def _text(name: str, value: str, where: str) -> str:
    if name in NEEDED and not value.strip():
        raise ReportRefused(f"{where} has an empty {name}: write one.")
    longest = LONGEST_PROMPT if name in LONG else LONGEST_LINE
    if len(value) > longest:
        raise ReportRefused(
            f"{where}: the {name} must be {longest:,} letters or fewer."
        )
    if name == "code" and not _CODE.fullmatch(value):
        raise ReportRefused(
            f"{where}: the code “{value}” may have small letters, digits and hyphens"
            " only."
        )
    return value


def _list(given: Data, name: str, where: str) -> Sequence[Any]:
    value = given[name]
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise ReportRefused(f"{where}: “{name}” is not a list.")
    if len(value) > LONGEST_LIST:
        raise ReportRefused(f"{where} has more than {LONGEST_LIST} {name}.")
    return value


def _numbering(name: str) -> Numbering:
    try:
        return Numbering[name.upper()]
    except KeyError:
        known = ", ".join(each.name.lower() for each in Numbering)
        message = f"There is no numbering “{name}”: there are {known}."
        raise ReportRefused(message) from None


def _entry(data: Any, where: str) -> Entry:
    return Entry(**_known(data, Entry, where))


def _section(data: Any, where: str) -> Section:
    given = _known(data, Section, where)
    where = f"Section “{given['heading']}”"
    given["parts"] = tuple(_part(name) for name in _list(given, "parts", where))
    given["entries"] = tuple(
        _entry(each, f"{where}, answer {at}")
        for at, each in enumerate(_list(given, "entries", where), start=1)
    )
    return Section(**given)


def _part(name: Any) -> Part:
    try:
        return Part[str(name).upper()]
    except KeyError:
        message = f"There is no block “{name}” that a section could hold."
        raise ReportRefused(message) from None


# -- all of it ------------------------------------------------------------------------


def _check(shape: Shape) -> None:
    if not shape.sections:
        raise ReportRefused("A template needs at least one section.")
    if shape.sections[0].level != 1:
        raise ReportRefused(
            f"“{shape.sections[0].heading}” comes first, so it cannot be a sub-heading."
        )
    _once((each.code for each in shape.head), "Two lines of the head have")
    _once((each.code for each in shape.sections), "Two sections have")
    _once((each.code for each in shape.entries()), "Two short answers have")
    for section in shape.sections:
        _check_section(section)
    _check_blocks(shape)


def _once(codes: Iterable[str], who: str) -> None:
    for code, times in Counter(codes).items():
        if times > 1:
            raise ReportRefused(f"{who} the code “{code}”: give each its own.")


def _check_section(section: Section) -> None:
    named = f"Section “{section.heading}”"
    asks = any(part in ASKING for part in section.parts)
    for wrong, why in (
        (
            not 1 <= section.level <= DEEPEST,
            "has a level that is neither 1, a heading, nor 2, a sub-heading.",
        ),
        (
            bool(section.prompt) and section.code in TAKEN,
            f"asks for words and has the code “{section.code}”: give it another.",
        ),
        (
            Part.WORDS in section.parts and not section.prompt,
            "has a place for words and no question that asks for them.",
        ),
        (
            section.is_drafted and not section.prompt,
            "begins with words from the figures and has no question for an officer.",
        ),
        (
            asks and not section.entries,
            "has a place for short answers and asks for none.",
        ),
        (
            bool(section.entries) and not asks,
            "asks for short answers and has no place for them.",
        ),
        (not section.parts and not section.prompt, "asks nothing and shows nothing."),
    ):
        if wrong:
            raise ReportRefused(f"{named} {why}")
    if any(entry.code in FILLED_LINES for entry in section.entries):
        raise ReportRefused(f"{named} asks what only the head can hold.")


def _check_blocks(shape: Shape) -> None:
    """Recommendations stand in one place, and no block stands in two."""
    times = Counter(shape.parts())
    filled = [entry.code for entry in shape.head]
    times[Part.RECOMMENDATIONS] += filled.count(RECOMMENDATIONS_LINE)
    if not times[Part.RECOMMENDATIONS]:
        raise ReportRefused(
            "A report asks its readers something: put the recommendations in the head"
            " or in a section."
        )
    for part, count in times.items():
        if count > 1 and part not in MANY_TIMES:
            raise ReportRefused(f"This block stands twice in the template: {part}.")
    if sum(times[part] for part in RELIED_ON) > 1:
        raise ReportRefused("The documents relied on are listed twice.")
    written = {each.code for each in shape.sections if each.prompt}
    if SUMMARY_LINE in filled and SUMMARY_LINE in written:
        raise ReportRefused("The summary stands in the head and in a section.")
    if any(entry.code == ITEM_LINE for entry in shape.entries()):
        raise ReportRefused("The item of the agenda is asked for in the head only.")
