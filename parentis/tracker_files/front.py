"""What a report says of itself: whose it is, of what, to whom and when."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from parentis.tracker_files.laid_out import Line
from parentis.tracker_files.read import ReportRead
from parentis.tracker_files.says import calmer, day_of, plain

MOST_LINES_OF_A_HEAD = 14
LONGEST = 300
_REPORT_OF = re.compile(
    r"\breport (?:of|by|from) (?:the )?(?P<by>.{3,200}?) to (?:the )?(?P<to>.{3,200}?)"
    r" on (?P<on>.{6,30})$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^([A-Za-z][A-Za-z /’'()-]{1,40}?)\s*(?::|\t)\s*(.*)$", re.DOTALL)
_QUOTED = re.compile(r"[“\"]([^”\"]{3,200})[”\"]|‘(.{3,200}?)’(?=[\s.,;)]|$)")
_YEAR = re.compile(r"[\s,(]*\b(?:19|20)\d{2}\b[\s).,]*$")
_SAYS = {
    "title": "report title|title|subject|title of report|report subject|report",
    "to": "report to|to|meeting|committee|body|board|panel|name of meeting",
    "on": "date|date of meeting|meeting date|report date|date of report",
    "by": "report of|report by|from|report from|report author|reporting member",
    "source": "source|recommendations of",
    "made_by": "made by|who made them",
    "made_on": "made on",
    "documents": "background documents|background papers|background document",
}
# What we write ourselves beneath a tracker's title, which says nothing more of it.
_PASSED_OVER = {"about", "given out on", "council"}
_OF = {words: says for says, known in _SAYS.items() for words in known.split("|")}


@dataclass
class Front:
    """What is known of the report and of where its recommendations came from."""

    says: dict[str, str] = field(default_factory=dict)
    told_on: date | None = None

    def label(self, label: str, words: str) -> bool:
        """Whether it is one that we know, and is not known yet."""
        if plain(label) in _PASSED_OVER:
            return True
        says = _OF.get(plain(label))
        words = " ".join(words.split())[:LONGEST]
        if says is None or not words or says in self.says:
            return False
        if says in ("on", "made_on") and day_of(words) is None:
            return False
        self.says[says] = words
        return True

    @property
    def report(self) -> ReportRead:
        return ReportRead(
            title=calmer(self.says.get("title", "")),
            by=calmer(self.says.get("by", "")),
            told_to=calmer(self.says.get("to", "")),
            told_on=day_of(self.says.get("on", "")),
        )

    @property
    def source(self) -> tuple[str, str]:
        """What the recommendations' own report is called, and who made it."""
        documents = self.says.get("documents", "")
        named = _quoted(documents) or _quoted(self.says.get("title", ""))
        by = documents.partition(named)[2] if named else ""
        return (
            self.says.get("source", named),
            self.says.get("made_by", _YEAR.sub("", by).strip(" ”’\"'.,()")),
        )

    @property
    def made_on(self) -> date | None:
        return day_of(self.says.get("made_on", ""))


def read_front(lines: Sequence[Line], front: Front) -> list[str]:
    """Learns from lines of no recommendation. Gives those that it did not use up."""
    texts = [line.text for line in lines]
    start, end = _opening(texts, front)
    rest: list[str] = []
    for text in (*texts[:start], *texts[end:]):
        found = _LABEL.match(text)
        is_used = bool(found) and front.label(found[1], found[2])  # type: ignore[index]
        # A list of documents says more than a title.
        if not is_used or (found and _OF.get(plain(found[1])) == "documents"):
            rest.append(text)
    return rest


def _opening(texts: Sequence[str], front: Front) -> tuple[int, int]:
    """The lines that say whose report it is, to whom and when, as some open with."""
    head = texts[:MOST_LINES_OF_A_HEAD]
    for start, text in enumerate(head):
        if "report" not in text.lower():
            continue
        for end in range(start + 1, len(head) + 1):
            joined = " ".join(" ".join(head[start:end]).split())
            found = _REPORT_OF.search(joined)
            if found and day_of(found["on"]):
                for says in ("by", "to", "on"):
                    front.says[says] = found[says]
                return start, end
    return 0, 0


def _quoted(text: str) -> str:
    found = _QUOTED.search(text)
    return (found[1] or found[2]).strip() if found else ""


def learn(pairs: Iterable[tuple[str, str]], front: Front) -> list[str]:
    """From a table of labels. Gives what it did not use up, in words."""
    return [
        f"{label}: {words}" for label, words in pairs if not front.label(label, words)
    ]
