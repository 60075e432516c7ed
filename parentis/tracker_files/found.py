"""What has been found in a file so far, while the rest of it is read."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from parentis.tracker_files.heads import Says
from parentis.tracker_files.read import RowRead, StatusRead, UpdateRead
from parentis.tracker_files.says import answer_of, due_of, same, status_of

PART_MARK = re.compile(
    r"^(\((?:[ivxlc]{1,6}|[a-z])\)|(?:[ivxlc]{1,6}|[a-z])\))\s*(.*)$"
)
# Answers that some write where the status stands.
_NOT_QUITE = {"not-accepted", "partly"}
IN_WORDS = tuple(
    re.findall(
        r"\S+",
        "one two three four five six seven eight nine ten eleven twelve thirteen"
        " fourteen fifteen sixteen seventeen eighteen nineteen twenty",
    )
)
_FIRST_MARKS = {"(i)", "(a)"}
_WITH_PART = re.compile(r"^(\d{1,3})\s*(\((?:[ivxlc]{1,6}|[a-z])\)|[a-h])$")
_BEFORE_A_NUMBER = re.compile(
    r"^(?:recommendations?|rec|actions?|no|r)?\.?\s*[#:]?\s*(?=\d)", re.IGNORECASE
)


@dataclass
class Draft:
    """A recommendation as far as it has been read.

    `row` is where it stands in its table; `is_counted`, that the number is ours, for
    the file gives none.
    """

    number: str
    text: str = ""
    theme: str = ""
    says: dict[Says, list[str]] = field(default_factory=dict)
    status: StatusRead | None = None
    parts: list["Draft"] = field(default_factory=list)
    row: int = 0
    is_counted: bool = False

    def say(self, what: Says, words: str) -> None:
        """Keeps what one more cell or line says, once."""
        said = self.says.setdefault(what, [])
        if words.strip() and words.strip() not in said:
            said.append(words.strip())

    def read(self) -> RowRead:
        due, status = self._said(Says.DUE), self._said(Says.STATUS)
        known, superseded_by = status_of(status)
        answer = self._said(Says.ANSWER, "\n")
        if not answer and not known and answer_of(status)[0] in _NOT_QUITE:
            answer, status = status, ""
        return RowRead(
            number=self.number,
            text=self.text.strip(),
            theme=self.theme,
            addressed_to=self._said(Says.ADDRESSED_TO),
            owner=self._said(Says.OWNER),
            due_words=due,
            due_on=due_of(due),
            status_words=status,
            status=known or self.status,
            superseded_by=superseded_by,
            answer=answer,
            parts=[part.read() for part in self.parts],
        )

    def _said(self, what: Says, between: str = "; ") -> str:
        return between.join(self.says.get(what, ()))


@dataclass
class Found:
    """All that was found. Nothing leaves it but to be put together."""

    rows: list[Draft] = field(default_factory=list)
    updates: list[UpdateRead] = field(default_factory=list)
    left_over: list[str] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=dict)
    """Where updates of the same words stand, for a file of thousands."""

    def row(self, number: str) -> Draft | None:
        """The recommendation, or the part of one, of this number in full."""
        for each in self.rows:
            if each.number == number:
                return each
            for part in each.parts:
                if f"{each.number}{part.number}" == number:
                    return part
        return None

    def has_told(self, number: str) -> bool:
        return any(number in each.about for each in self.updates)

    def tell(self, update: UpdateRead) -> None:
        """One more update. The same words of the same day are about both at once."""
        if not update.words.strip() and update.status is None:
            return
        alike = self.places.setdefault(same(update.words), [])
        for at in alike:
            before = self.updates[at]
            if _is_same(before, update):
                about = list(dict.fromkeys([*before.about, *update.about]))
                self.updates[at] = replace(
                    before,
                    about=about,
                    on=before.on or update.on,
                    status=before.status or update.status,
                )
                return
        alike.append(len(self.updates))
        self.updates.append(update)

    def leave(self, words: str) -> None:
        if any(letter.isalnum() for letter in words):
            self.left_over.append(words.strip())


def _is_same(one: UpdateRead, other: UpdateRead) -> bool:
    """Of the same words: whether of the same day, or of one that is not said twice."""
    shares = bool(set(one.about) & set(other.about))
    is_long = len(one.words) >= 60
    days = {one.on, other.on}
    return (len(days) == 1 and (shares or is_long)) or (shares and None in days)


def number_of(text: str) -> str:
    """A number as it is kept: "1" of "Rec. 1", "1(i)" of "1 (i)", "3b" as "3(b)"."""
    bare = _BEFORE_A_NUMBER.sub("", " ".join(text.split())).rstrip(".:) ")
    bare = str(IN_WORDS.index(bare.lower()) + 1) if bare.lower() in IN_WORDS else bare
    bare += ")" if bare.count("(") > bare.count(")") else ""
    found = _WITH_PART.match(bare)
    if not found:
        return bare
    part = found[2] if found[2].startswith("(") else f"({found[2]})"
    return f"{found[1]}{part}"


def part_of(number: str) -> tuple[str, str]:
    """ "1" and "(i)" of "1(i)"; of any other number, itself and nothing."""
    found = _WITH_PART.match(number)
    return (found[1], found[2]) if found else (number, "")


def mark_of(line: str) -> tuple[str, str]:
    """The mark that opens a part and its text: "(i)" of "(i) Ask them first."."""
    found = PART_MARK.match(line)
    if not found:
        return "", line
    mark = found[1] if found[1].startswith("(") else f"({found[1]}"
    return mark, found[2]


def opens_parts(mark: str, parts: Sequence[Draft]) -> bool:
    """Whether a mark is the first, or follows another part's."""
    return bool(mark) and (bool(parts) or mark in _FIRST_MARKS)


def take_parts(draft: Draft) -> None:
    """Parts the text of one cell: what is asked, then (i), (ii) …, a line each."""
    said: list[str] = []
    for line in draft.text.splitlines():
        mark, rest = mark_of(line.strip())
        if opens_parts(mark, draft.parts):
            draft.parts.append(Draft(number=mark, text=rest))
        elif draft.parts:
            draft.parts[-1].text += f"\n{line}"
        else:
            said.append(line)
    draft.text = "\n".join(said)


def words_of(lines: Iterable[str]) -> str:
    """Lines as an update's words: points in one list, paragraphs apart."""
    found = ""
    was_point = False
    for line in lines:
        is_point = line.startswith("· ")
        between = "\n" if is_point and was_point else "\n\n"
        found += f"{between if found else ''}{line}"
        was_point = is_point
    return found


def update(about: Sequence[str], words: str, on: date | None = None) -> UpdateRead:
    """An update of which no more is known."""
    return UpdateRead(about=tuple(about), words=words.strip(), on=on)
