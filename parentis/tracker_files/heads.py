"""What a column or a label is, in the many wordings that councils use."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from parentis.tracker_files.laid_out import Cell
from parentis.tracker_files.says import first_day_in, opening_day, plain

LONGEST_HEAD, LONGEST_WITH_GUIDANCE = 80, 400


class Says(StrEnum):
    """What the cells of a column say."""

    NUMBER = "number"
    PART = "part"
    TEXT = "text"
    THEME = "theme"
    ADDRESSED_TO = "addressed to"
    ANSWER = "answer"
    OWNER = "owner"
    DUE = "due"
    STATUS = "status"
    UPDATE = "update"
    TOLD_ON = "told on"
    TOLD_TO = "told to"
    SET_BY = "set by"
    EVIDENCE = "evidence"
    ALSO = "also"


_KNOWN = {
    Says.NUMBER: (
        "no|nos|number|ref|ref no|reference|rec|rec no|rec number|recommendation no|"
        "recommendation number|recommendation ref|recommendation reference|item|"
        "item no|action no|action ref|action number|id|r|nr|about"
    ),
    Says.PART: "part|sub|sub number|sub no|sub ref|sub recommendation number",
    Says.TEXT: (
        "recommendation|recommendations|agreed recommendation|original recommendation|"
        "recommendation text|text|description|objective|what we were asked|"
        "what was recommended|finding and recommendation|area for improvement"
    ),
    Says.THEME: (
        "theme|themes|heading|section|area|priority area|category|workstream|strand|"
        "topic|subject area"
    ),
    Says.ADDRESSED_TO: "addressed to|asked of|directed to|made to|for|who it asks",
    Says.ANSWER: (
        "response|answer|decision|accepted|agreed|accepted or not|service response|"
        "cabinet response|council response|agreed action|agreed actions|"
        "management response|action agreed|what we will do|action taken|"
        "action required|action to be taken|proposed action"
    ),
    Says.OWNER: (
        "owner|lead|leads|lead officer|lead officers|responsible|responsible officer|"
        "responsibility|responsible person|person responsible|who|by whom|"
        "accountable|accountable officer|action owner|officer|service lead|"
        "lead service|who sees to it|assigned to|lead member|post responsible"
    ),
    Says.DUE: (
        "due|due date|due by|date due|target date|target|timescale|timescales|"
        "timeframe|deadline|by when|when|completion date|target completion date|"
        "complete by|done by|finish date|review date|expected completion|"
        "implementation date"
    ),
    Says.STATUS: (
        "status|rag|brag|rag status|brag status|rag rating|brag rating|rating|"
        "current status|current rag|progress status|traffic light|state|"
        "status now|r a g|done|complete|completed|achieved|on track"
    ),
    Says.UPDATE: (
        "update|updates|progress|progress update|progress updates|latest update|"
        "latest progress|latest position|current position|position|comment|"
        "comments|commentary|note|notes|outcome|outcomes|progress made|"
        "progress to date|progress so far|what has been done|what was told|"
        "update on progress|impact|what happened|achievements|implementation|"
        "state of play|where we are|where we are now|narrative|summary of progress"
    ),
    Says.TOLD_ON: "date|told on|updated|updated on|date of update|update date|day",
    Says.TOLD_TO: "told to|reported to|meeting|who was told|committee",
    Says.SET_BY: "set by|status set by|who set it",
    Says.EVIDENCE: "evidence|what shows it|shown by|evidence of impact",
    Says.ALSO: "the same was said of|also said of",
}
_SAYS = {words: says for says, known in _KNOWN.items() for words in known.split("|")}
# Where no wording is known whole: the first of these words that the head has in it.
_HAS = (
    (Says.STATUS, ("rag", "brag", "status")),
    (Says.NUMBER, ("ref", "no", "number")),
    (Says.UPDATE, ("update", "progress", "position", "commentary", "comments")),
    (Says.DUE, ("due", "deadline", "timescale", "timescales", "date")),
    (Says.OWNER, ("owner", "lead", "responsible", "responsibility")),
    (Says.ANSWER, ("response", "accepted", "agreed", "action")),
    (Says.TEXT, ("recommendation", "recommendations")),
    (Says.THEME, ("theme",)),
    (Says.EVIDENCE, ("evidence",)),
)
# A date of which is neither when a recommendation is due nor when it was told of.
_OF_ANOTHER_DAY = frozenset(
    re.findall(
        r"\S+",
        "closed completed started raised added opened identified created received",
    )
)
MANY = {Says.UPDATE, Says.ANSWER, Says.EVIDENCE}
_ACTIONS = {"action", "actions", "action point", "action points", "task", "milestone"}


@dataclass(frozen=True, kw_only=True)
class Head:
    """A column: what it says, its own words, and the day that its words name."""

    says: Says | None
    words: str
    on: date | None = None


def says_of(words: str) -> Says | None:
    """What a head or a label says, if it is one that we know whole."""
    return _SAYS.get(plain(words)) if len(words) <= LONGEST_HEAD else None


def heads_of(row: Sequence[Cell]) -> dict[int, Head] | None:
    """What each column says, if the row holds the heads of a tracker."""
    filled = {at: _without_guidance(cell.text) for at, cell in enumerate(row)}
    filled = {at: text for at, text in filled.items() if text.strip()}
    is_long = [len(text) > LONGEST_HEAD for text in filled.values()]
    if len(filled) < 2 or (any(is_long) and not _is_plainly(filled.values())):
        return None
    found: dict[int, Head] = {}
    taken: set[Says] = set()
    for at, text in filled.items():
        opens_on, _ = opening_day(text)
        says = _guessed(text) or (Says.UPDATE if opens_on else None)
        is_taken = says in taken and says not in MANY
        on = opens_on or first_day_in(text)
        found[at] = Head(says=None if is_taken else says, words=text, on=on)
        if says is not None:
            taken.add(says)
    is_plain = any(is_known_whole(head) for head in found.values())
    return _with_actions(found) if is_plain and _is_a_tracker(found) else None


def is_known_whole(head: Head) -> bool:
    """Whether its words are those of a head, and not only have one of them."""
    return says_of(head.words) is not None or plain(head.words) in _ACTIONS


def _without_guidance(text: str) -> str:
    """A head's first line, where it goes on to tell how to fill the column in."""
    first = text.strip().partition("\n")[0]
    return text if len(text) <= LONGEST_HEAD else first


def _is_plainly(heads: Collection[str]) -> bool:
    """Whether most are heads that we know whole, and no other is as long as a text."""
    known = [says for text in heads if (says := says_of(text))]
    is_short = all(len(text) <= LONGEST_WITH_GUIDANCE for text in heads)
    return is_short and len(known) >= 2 and len(known) * 2 >= len(heads)


def _guessed(text: str) -> Says | None:
    known = says_of(text)
    text = text if len(text) <= LONGEST_HEAD else text[:LONGEST_HEAD]
    words = plain(text).split()
    if known or " ".join(words) in _ACTIONS:
        return known
    if "date" in words and set(words) & _OF_ANOTHER_DAY:
        return None
    return next((says for says, some in _HAS if set(words) & set(some)), None)


def _is_a_tracker(heads: dict[int, Head]) -> bool:
    """Whether the heads are enough: what it is of, and something that is told of it."""
    says = {head.says for head in heads.values()}
    has_text = Says.TEXT in says or bool(_action_columns(heads))
    told = says & {Says.UPDATE, Says.STATUS, Says.OWNER, Says.DUE, Says.ANSWER}
    if has_text:
        return Says.NUMBER in says or bool(told)
    return Says.NUMBER in says and bool(told)


def _action_columns(heads: dict[int, Head]) -> list[int]:
    return [at for at, head in heads.items() if plain(head.words) in _ACTIONS]


def _with_actions(heads: dict[int, Head]) -> dict[int, Head]:
    """Actions are what is asked, or, beside recommendations, what is answered."""
    has_text = any(head.says is Says.TEXT for head in heads.values())
    for at in _action_columns(heads):
        says = Says.ANSWER if has_text else Says.TEXT
        heads[at] = Head(says=says, words=heads[at].words)
        has_text = True
    return heads
