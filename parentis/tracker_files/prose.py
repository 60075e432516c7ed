"""Recommendations and updates out of headings and paragraphs, as reports set them out.

A recommendation is headed "Recommendation 10". Beneath it stand its text, its parts,
who sees to it, and what has been told of it since. A short line right above one is the
heading of a group. What belongs to none of them stays outside, for `front.py`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from parentis.committee_report import tracker as said
from parentis.committee_report.tracker import TO, UPDATE
from parentis.tracker_files.found import (
    IN_WORDS,
    Draft,
    Found,
    mark_of,
    number_of,
    opens_parts,
    words_of,
)
from parentis.tracker_files.heads import Says, says_of
from parentis.tracker_files.laid_out import Line
from parentis.tracker_files.read import UpdateRead
from parentis.tracker_files.says import (
    day_of,
    only_numbers,
    opening_day,
    same,
    status_of,
)

LONGEST_THEME, MOST_WORDS_OF_A_THEME = 70, 9
_NUMBER = r"\d{1,3}(?:\.\d{1,2})?(?:\s?\((?:[ivxlc]{1,6}|[a-z])\))?"
_HEAD = re.compile(
    r"^(?:recommendation|rec\.?|r(?=\d))\s*(?:no\.?|number|#)?\s*"
    rf"({_NUMBER}(?!\d)|(?:{'|'.join(IN_WORDS)})\b)"
    r"\s*([:.–—-]*)\s*(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_COUNTED = re.compile(r"^(\d{1,3})[.)]\s+(?=\S)(.*)$", re.DOTALL)
_LIST_OF_THEM = re.compile(
    r"^(?:\d{1,2}[.)]?\s+)?(?:the |our |all |list of |summary of )*recommendations"
    r"(?: [a-z ’']{1,40})?:?$",
    re.IGNORECASE,
)
_IN_CAPITALS = re.compile(r"^[A-Z][A-Z ’'()/,&-]{3,60}:")
_LABEL = re.compile(r"^([A-Za-z][A-Za-z /’'-]{1,40}?)\s*:\s*(.*)$", re.DOTALL)
_UPDATE_ON = re.compile(
    rf"^{UPDATE}(?: on ({_NUMBER}))?, (.{{6,30}}?)(?:, {TO} (.{{1,300}}))?$"
)
_TOGETHER = re.compile(
    r"^(these|both|all|the above)(?: of these)?(?: (two|three|four|five|six))?"
    r" recommendations\b",
    re.IGNORECASE,
)
_HOW_MANY = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
# A sentence that speaks of a recommendation, and does not say it.
_SPEAKS_OF = frozenset(
    re.findall(
        r"\S+",
        "has have had was were is are will would remains continues relates and or which"
        " that of could can also been now to from in with by on was, as above below"
        " has, through under asks asked concerns refers – -",
    )
)
_FACTS = {
    Says.ADDRESSED_TO,
    Says.ANSWER,
    Says.OWNER,
    Says.DUE,
    Says.STATUS,
}
_OURS = {said.SHOWN_BY, said.ALSO_OF, said.TOLD_WITH, said.SET_BY}
_LEFT_BLANK = {same(said.NO_UPDATE)}


def head_of(line: Line) -> tuple[str, str] | None:
    """The number that a line heads, and what it says after it."""
    labelled = f"{line.label} {line.text}" if "rec" in line.label.lower() else line.text
    found = _HEAD.match(labelled)
    if not found:
        return None
    number, sign, rest = number_of(found[1]), found[2], found[3].strip()
    first = rest.split(" ", 1)[0].lower()
    if not rest or ":" in sign:
        return number, rest
    if first in _SPEAKS_OF or rest[0].isdigit() or rest[0] in ",;&)":
        return None
    return number, rest


@dataclass
class _Section:
    """A recommendation's lines, while they are being read."""

    draft: Draft
    number: str
    is_again: bool = False
    about: str = ""
    told: UpdateRead | None = None
    lines: list[str] = field(default_factory=list)
    shows: list[str] | None = None
    is_marked: bool = False


class ProseReader:
    """Takes lines one at a time. `outside` are those of no recommendation."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.outside: list[Line] = []
        self.theme = ""
        self.is_headed = False

    def read(self, lines: Sequence[Line]) -> None:
        """Lines that stand together, between tables or the document's ends."""
        lines = _headed(lines)
        heads = heads_in(lines)
        self.is_headed = any(lines[at].is_heading for at in heads)
        starts = [*sorted(heads), len(lines)]
        self._outside(lines[: starts[0]], leads_to_one=bool(heads))
        for start, end in pairwise(starts):
            number, inline = heads[start]
            body = list(lines[start + 1 : end])
            text = [Line(text=inline)] if inline else []
            self._recommendation(number, [*text, *body], is_last=end == len(lines))

    def _outside(self, lines: Sequence[Line], *, leads_to_one: bool) -> None:
        if lines and leads_to_one and self._is_theme(lines[-1]):
            self.theme = _theme(lines[-1])
            lines = lines[:-1]
        self.outside += lines

    def _recommendation(
        self, number: str, lines: Sequence[Line], *, is_last: bool
    ) -> None:
        lines, after = _until_closed(lines)
        theme = ""
        if not is_last and not after and len(lines) > 1 and self._is_theme(lines[-1]):
            theme = _theme(lines[-1]) or "\0"
            lines = lines[:-1]
        elif not is_last and after and self._is_theme(after[-1]):
            theme = _theme(after[-1]) or "\0"
            after = after[:-1]
        before = self.found.row(number)
        draft = before or Draft(number=number, theme=self.theme)
        if before is None:
            self.found.rows.append(draft)
        self._read_section(
            _Section(draft, number, is_again=before is not None, about=number), lines
        )
        self.outside += after
        self.theme = theme.strip("\0") if theme else self.theme

    def _is_theme(self, line: Line) -> bool:
        """Where recommendations have headings, those of groups are headings too."""
        return (line.is_heading or not self.is_headed) and _is_theme(line)

    def _read_section(self, section: _Section, lines: Sequence[Line]) -> None:
        section.is_marked = any(
            _opens_update(line.text) or same(line.text) in _LEFT_BLANK for line in lines
        )
        for line in lines:
            self._line(section, line)
        self._close(section)

    def _line(self, section: _Section, line: Line) -> None:
        text = f"{line.label} {line.text}" if _is_mark(line.label) else line.text
        if same(text) in _LEFT_BLANK:
            return
        if opened := _opens_update(text):
            self._close(section)
            self._open(section, *opened)
        elif section.shows is not None and text.startswith(said.POINT):
            section.shows.append(text.removeprefix(said.POINT))
        elif not self._fact(section, text):
            self._words(section, text)

    def _open(self, section: _Section, number: str, head: str, rest: str) -> None:
        section.about = number or section.number
        if number.startswith("("):
            section.about = f"{section.number}{number}"
        day, to = head.partition("\0")[::2]
        section.told = UpdateRead(
            about=(section.about,), words="", on=day_of(day), told_to=to
        )
        section.lines = [rest] if rest else []

    def _fact(self, section: _Section, text: str) -> bool:
        """Whether the line is a label and what it holds, which is then kept."""
        found = _LABEL.match(text)
        if not found:
            return False
        label, words = found[1], found[2].strip()
        if label == said.SHOWN_BY and not words and section.told:
            section.shows = []
            return True
        if section.told is None:
            return bool(words) and _keep(section.draft, label, words)
        return bool(words) and self._fact_of_update(section, label, words)

    def _fact_of_update(self, section: _Section, label: str, words: str) -> bool:
        told = section.told
        assert told is not None  # noqa: S101 -- whoever calls it has looked
        if label == said.TOLD_WITH:
            self._join(section, words)
        elif label == said.ALSO_OF and only_numbers(words):
            about = dict.fromkeys([*told.about, *only_numbers(words)])
            section.told = replace(told, about=tuple(about))
        elif label == said.SET_BY:
            section.told = replace(told, set_by=words)
        elif label == said.STATUS and status_of(words)[0]:
            status, superseded_by = status_of(words)
            section.told = replace(told, status=status, superseded_by=superseded_by)
        else:
            return False
        return True

    def _join(self, section: _Section, number: str) -> None:
        """What was told of another recommendation that day is about this one too."""
        told = section.told
        for at, before in enumerate(self.found.updates):
            is_it = told and number in before.about and before.on == told.on
            if is_it and before.told_to == (told.told_to if told else ""):
                about = dict.fromkeys([*before.about, section.about])
                self.found.updates[at] = replace(before, about=tuple(about))

    def _words(self, section: _Section, text: str) -> None:
        draft = section.draft
        if section.told is not None or section.lines or section.is_again:
            section.lines.append(text)
            return
        mark, rest = mark_of(text)
        if opens_parts(mark, draft.parts):
            draft.parts.append(Draft(number=mark, text=rest))
        elif not draft.text:
            draft.text = text
        elif section.is_marked or _goes_on(draft, text):
            last = draft.parts[-1] if draft.parts else draft
            last.text += f" {text}" if _goes_on(draft, text) else f"\n\n{text}"
        else:
            section.lines.append(text)

    def _close(self, section: _Section) -> None:
        """Keeps the update that was being read."""
        words = words_of(section.lines)
        told = section.told or UpdateRead(about=(section.about,), words="")
        about = tuple(dict.fromkeys([*told.about, *self._together(section, words)]))
        self.found.tell(
            replace(
                told,
                about=tuple(sorted(about, key=self._place)),
                words=words,
                evidence=tuple(section.shows or ()),
            )
        )
        section.told, section.lines, section.shows = None, [], None
        section.about = section.number

    def _place(self, number: str) -> int:
        numbers = [row.number for row in self.found.rows]
        return numbers.index(number) if number in numbers else len(numbers)

    def _together(self, section: _Section, words: str) -> list[str]:
        """Those before this one that its words are about too: "These two …"."""
        found = _TOGETHER.match(words)
        if not found or section.told is not None:
            return []
        before = [row.number for row in self.found.rows if row is not section.draft]
        how_many = _HOW_MANY.get((found[2] or found[1]).lower(), 0)
        if how_many:
            return before[-(how_many - 1) :]
        silent: list[str] = []
        for number in reversed(before):
            if self.found.has_told(number):
                break
            silent.append(number)
        return silent


def heads_in(lines: Sequence[Line]) -> dict[int, tuple[str, str]]:
    """Where recommendations begin: the number of each, and its words on that line.

    Where none is headed as one, those of a numbered list called "Recommendations".
    """
    found = {at: head for at, line in enumerate(lines) if (head := head_of(line))}
    return found or _counted(lines)


def _counted(lines: Sequence[Line]) -> dict[int, tuple[str, str]]:
    found: dict[int, tuple[str, str]] = {}
    is_list = False
    for at, line in enumerate(lines):
        if _LIST_OF_THEM.match(line.text):
            is_list = True
            continue
        label = line.label if line.label.strip(".)").isdigit() else ""
        counted = _COUNTED.match(
            f"{label.rstrip('.)')}. {line.text}" if label else line.text
        )
        if is_list and counted and int(counted[1]) == len(found) + 1:
            found[at] = counted[1], counted[2]
        elif is_list and _closes(line):
            is_list = False
    return found if len(found) > 1 else {}


def _until_closed(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """A recommendation's lines, and those from the next heading of something else."""
    for at, line in enumerate(lines):
        if at and _closes(line):
            return list(lines[:at]), list(lines[at:])
    return list(lines), []


def _closes(line: Line) -> bool:
    """Whether a line opens something else, which is no recommendation."""
    found = _LABEL.match(line.text)
    is_fact = found and (found[1] in _OURS or says_of(found[1]))
    if is_fact or _opens_update(line.text):
        return False
    return line.is_heading or bool(_IN_CAPITALS.match(line.text))


def _headed(lines: Sequence[Line]) -> list[Line]:
    """Lines in strong type are headings where recommendations have no others."""
    if any(line.is_heading and head_of(line) for line in lines):
        return list(lines)
    return [
        replace(line, is_heading=line.is_heading or line.is_strong) for line in lines
    ]


def _is_theme(line: Line) -> bool:
    text = line.text
    is_short = len(text) <= LONGEST_THEME and len(text.split()) <= MOST_WORDS_OF_A_THEME
    is_words = text[:1].isupper() or (line.is_heading and text[:1].isalnum())
    is_said = _is_said(text)
    return is_short and is_words and not is_said and text[-1:] not in ".,;:!?"


def _is_said(text: str) -> bool:
    """Whether short words say something of a recommendation, and head nothing."""
    found = _LABEL.match(text)
    is_fact = found and (found[1] in _OURS or says_of(found[1]) in _FACTS)
    return bool(is_fact or status_of(text)[0] or opening_day(text)[0])


def _theme(line: Line) -> str:
    return "" if line.text == said.NO_THEME else line.text


def _opens_update(text: str) -> tuple[str, str, str] | None:
    """Of "Update, 3 May 2026, to the Panel": of which, when and to whom; and words."""
    if (found := _UPDATE_ON.match(text)) and day_of(found[2]):
        return found[1] or "", f"{found[2]}\0{found[3] or ''}", ""
    found = _LABEL.match(text)
    if found and says_of(found[1]) is Says.UPDATE:
        return "", "\0", found[2].strip()
    on, rest = opening_day(text)
    if on and rest != text and text[:1].lower() in "up([0123456789":
        return "", f"{on.isoformat()}\0", rest
    return None


def _keep(draft: Draft, label: str, words: str) -> bool:
    says = says_of(label)
    if says not in _FACTS:
        return False
    (draft.parts[-1] if draft.parts else draft).say(says, words)
    return True


def _is_mark(label: str) -> bool:
    return bool(mark_of(label)[0])


def _goes_on(draft: Draft, text: str) -> bool:
    """Whether a line only goes on with the sentence before it."""
    before = draft.parts[-1].text if draft.parts else draft.text
    return text[:1].islower() and before[-1:] not in ".:;!?"
