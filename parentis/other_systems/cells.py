"""What the cells of one row say, or one clear sentence for each that cannot be used."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from parentis.other_systems.columns import COLUMNS, Holds
from parentis.other_systems.names import split_name, tidy_name
from parentis.ssda903.cells import ERRORS, read_cell
from parentis.ssda903.tables import DOB

LONGEST = {
    "person": 100,
    "child_number": 40,
    "row": 100,
    "given_name": 100,
    "family_name": 100,
    "legal_given_name": 100,
    "legal_family_name": 100,
    "lines": 1_000,
    "postcode": 10,
    "worker": 200,
    "worker_email": 254,
    "team": 200,
    "role": 200,
    "kind": 200,
    "title": 200,
    "note": 100_000,
    "outcome": 200,
    "where": 200,
}
DAYS = ("born", "started_on", "ended_on", "day")
PAST_DAYS = ("born", "day")
FLAGS = ("is_confidential", "is_seen", "is_seen_alone")
EMPTY = {"", "-", "--", "n/a", "na", "null", "none", "unknown", "not known", "nk", "."}
YES = {"y", "yes", "true", "t", "1", "x", "seen", "confidential", "restricted"}
NO = {"n", "no", "false", "f", "0", "not seen"}
FIRST_DAY = date(1900, 1, 1)
UNREADABLE = "\ufffd"
_TIME = re.compile(r"(?:^|[T ])([01]?\d|2[0-3])[:.]([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?\b")
_TRIED = re.compile(
    r"attempt|no (?:reply|answer|response|access)|unsuccess|not (?:in|home|available|"
    r"successful)|unable|fail|missed|did not attend|\bdna\b|voice ?mail|cancel|no show"
)
_KINDS = (
    ("letter", re.compile(r"letter|\bpost\b")),
    ("video", re.compile(r"video|zoom|teams|skype|facetime|virtual")),
    ("text", re.compile(r"\btext|\bsms\b|whats ?app|message|messenger|social media")),
    ("email", re.compile(r"e-?mail")),
    ("call", re.compile(r"phone|\bcall|\btel\b")),
    ("visit", re.compile(r"visit|face to face|home\b|stat(?:utory)? vis")),
    ("meeting", re.compile(r"met with|meet(?:ing)? with (?:young|child|care leaver)")),
)
_OTHERS = re.compile(
    r"profession|agenc|parent|carer|foster|famil|school|police|housing|strategy|"
    r"provider|court|health|manage|supervision|letter sent"
)
_THEM = re.compile(r"\b(?:yp|young person|child|care leaver|client|service user)\b")
KINDS = tuple(kind for kind, _ in _KINDS)


class Unusable(Exception):
    """What is wrong with a cell, in one sentence."""


@dataclass(frozen=True)
class Problem:
    """A cell that cannot be used. The place is its column's, or -1 for the row."""

    place: int
    value: str
    message: str


@dataclass(frozen=True)
class Said:
    """What a row says. It is not brought in where there is a problem."""

    row: int
    values: Mapping[str, Any]
    problems: Sequence[Problem]


def read_row(
    holds: Holds,
    columns: Mapping[int, str],
    row: int,
    cells: Sequence[str],
    *,
    on: date,
) -> Said:
    """What the cells say, by the columns they were matched to. Never raises."""
    texts: dict[str, list[tuple[int, str]]] = {}
    for place, slug in columns.items():
        texts.setdefault(slug, []).append((place, cells[place]))
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for slug, found in texts.items():
        try:
            values |= _read(slug, [text for _, text in found], on)
        except Unusable as unusable:
            place, text = next((each for each in found if each[1].strip()), found[0])
            problems.append(Problem(place, text[:200], str(unusable)))
    if not problems:
        problems += _missing(holds, columns, values)
    return Said(row, values, problems)


def _read(slug: str, texts: Sequence[str], on: date) -> dict[str, Any]:
    text = "\n".join(filter(None, (each.strip() for each in texts)))
    if text in ERRORS:
        raise Unusable(
            f"The spreadsheet shows the error {text} here. Put the value in."
        )
    special = _SPECIAL.get(slug)
    if special:
        return special(text)
    if slug in FLAGS:
        return {slug: _flag(text)}
    if slug in DAYS:
        return _day(slug, text, on)
    return {slug: _text(slug, text)}


def _text(slug: str, text: str) -> str:
    if slug not in ("note", "lines", "title"):
        text = " ".join(text.split())
        if UNREADABLE in text:
            raise Unusable("Some letters of this cell could not be read. Correct it.")
    if len(text) > LONGEST[slug]:
        raise Unusable(
            f"This is longer than {LONGEST[slug]:,} letters. Make it shorter."
        )
    return text.replace("\0", UNREADABLE)


def _number(slug: str) -> Callable[[str], dict[str, Any]]:
    def read(text: str) -> dict[str, Any]:
        if re.fullmatch(r"\d(?:\.\d+)?E\+\d+", text):
            raise Unusable(
                "A spreadsheet has shortened this number, so it may be somebody"
                " else's. Format the column as text and put the number in."
            )
        if text.lower() in EMPTY:
            return {slug: ""}
        return {slug: "".join(_text(slug, text).removesuffix(".0").split())}

    return read


def _name(text: str) -> dict[str, Any]:
    if not text:
        return {}
    given, family = split_name(_text("given_name", text))
    if not given or not family:
        raise Unusable(
            "Only one name can be made out here. Write the last name, a comma and the"
            " first name."
        )
    return {"given_name": given, "family_name": family}


def _one_name(slug: str) -> Callable[[str], dict[str, Any]]:
    def read(text: str) -> dict[str, Any]:
        return {slug: tidy_name(_text(slug, text))} if text else {}

    return read


def _postcode(text: str) -> dict[str, Any]:
    return {
        "postcode": "" if text.lower() in EMPTY else _text("postcode", text.upper())
    }


def _time_of(text: str) -> dict[str, Any]:
    if text.lower() in EMPTY:
        return {}
    found = _TIME.search(text)
    if not found:
        raise Unusable("This is not a time that can be read. Write it as 14:30.")
    return {"time": time(int(found[1]), int(found[2]))}


def _outcome(text: str) -> dict[str, Any]:
    return {"outcome": _text("outcome", text)}


_SPECIAL: dict[str, Callable[[str], dict[str, Any]]] = {
    "person": _number("person"),
    "child_number": _number("child_number"),
    "row": _number("row"),
    "name": _name,
    **{
        slug: _one_name(slug)
        for slug in (
            "given_name",
            "family_name",
            "legal_given_name",
            "legal_family_name",
        )
    },
    "postcode": _postcode,
    "time": _time_of,
    "outcome": _outcome,
}


def _flag(text: str) -> bool:
    said = text.lower()
    if said in YES:
        return True
    if said in NO or said in EMPTY:
        return False
    raise Unusable("This is neither Yes nor No. Write one of the two.")


def _day(slug: str, text: str, on: date) -> dict[str, Any]:
    if text.lower() in EMPTY:
        return {}
    reading = read_cell(DOB, text, on.year)
    if not isinstance(reading.value, date):
        raise Unusable(reading.message)
    if reading.value < FIRST_DAY:
        raise Unusable("This day is too long ago. Check the year.")
    if slug in PAST_DAYS and reading.value > on:
        raise Unusable("This day has not come yet. Check the year.")
    found: dict[str, Any] = {slug: reading.value}
    if slug == "day" and (at := _TIME.search(text)):
        found["time"] = time(int(at[1]), int(at[2]))
    return found


def _missing(
    holds: Holds, columns: Mapping[int, str], values: Mapping[str, Any]
) -> list[Problem]:
    places = {slug: place for place, slug in columns.items()}
    found = []
    if not values.get("person") and not values.get("child_number"):
        found.append(_empty(places, ("person", "child_number"), "whose row it is"))
    for slug, what in _MUST_SAY[holds]:
        if not any(values.get(each) for each in slug):
            found.append(_empty(places, slug, what))
    started, ended = values.get("started_on"), values.get("ended_on")
    if started and ended and ended < started:
        found.append(
            Problem(
                places["ended_on"],
                f"{ended:%d/%m/%Y}",
                "This is before the first day. Check both days.",
            )
        )
    return found


def _empty(places: Mapping[str, int], slugs: Sequence[str], what: str) -> Problem:
    place = next((places[slug] for slug in slugs if slug in places), -1)
    return Problem(place, "", f"This row does not say {what}. Fill the cell in.")


_MUST_SAY: dict[Holds, tuple[tuple[tuple[str, ...], str], ...]] = {
    Holds.PEOPLE: (
        (("given_name",), "their first name"),
        (("family_name",), "their last name"),
    ),
    Holds.ADDRESSES: ((("lines",), "where they lived"),),
    Holds.ALLOCATIONS: (
        (("worker", "worker_email", "team"), "whose work they are"),
        (("started_on",), "from which day"),
    ),
    Holds.CONTACTS: (
        (("day",), "on which day it was"),
        (("note", "title", "kind"), "what there was"),
    ),
}
assert all(  # noqa: S101 -- a column that no reader knows would be lost in silence
    column.slug in {*LONGEST, *DAYS, *FLAGS, "name", "time"}
    for columns in COLUMNS.values()
    for column in columns
)


def guess_kind(words: str) -> str:
    """Which kind of contact these words tell of; empty for a note that tells of none.

    A wrong guess would count as being in touch: what is not clear is a note. Letters
    and e-mails are mostly with others, and count where they name the young person.
    """
    said = words.lower()
    if _OTHERS.search(said):
        return ""
    kind = next((kind for kind, known in _KINDS if known.search(said)), "")
    return kind if kind not in ("letter", "email") or _THEM.search(said) else ""


def is_only_tried(*words: str) -> bool:
    """Whether they say that nobody was reached. An attempt is never a contact."""
    return any(
        said.lower() in {"no", "n", "false"} or bool(_TRIED.search(said.lower()))
        for said in words
    )
