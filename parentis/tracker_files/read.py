"""What was read from a tracker, before a person has confirmed it.

Nothing here is true yet: it is what a file seems to say. What could not be understood
stands in `TrackerRead.left_over`, word for word, so that nothing is lost in silence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class StatusRead(StrEnum):
    """How far a recommendation has come, where the file says so in words we know."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    COMPLETE = "complete"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, kw_only=True)
class RowRead:
    """A recommendation as the file gives it: number "1", its `parts` "(i)", "(ii)".

    `due` and `status` are what we make of `due_words` and `status_words`, where we can.
    `superseded_by` is the number of another.
    """

    number: str
    text: str
    theme: str = ""
    addressed_to: str = ""
    owner: str = ""
    due_words: str = ""
    due_on: date | None = None
    status_words: str = ""
    status: StatusRead | None = None
    superseded_by: str = ""
    answer: str = ""
    parts: Sequence["RowRead"] = ()


@dataclass(frozen=True, kw_only=True)
class UpdateRead:
    """What the file tells of one recommendation, or of several at once.

    `about` are their numbers, in full: "10", "1(i)". A blank line parts paragraphs; a
    line that begins with "· " is a point of a list. `on` and `told_to` are empty where
    they are the report's own (`TrackerRead.report`).
    """

    about: Sequence[str]
    words: str
    on: date | None = None
    told_to: str = ""
    status: StatusRead | None = None
    superseded_by: str = ""
    set_by: str = ""
    evidence: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class ReportRead:
    """The report in which the tracker stands: whose, of what, to whom, and when."""

    title: str = ""
    by: str = ""
    told_to: str = ""
    told_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class TrackerRead:
    """All that a file says. `title`, `made_by`, `made_on`: where they first came from.

    Recommendations may be spoken of in `updates` that are not among `rows`: a later
    report tells of some, and does not say them again. `others` are further lists that
    the same file holds, of other sources, each numbered from its own beginning.
    """

    title: str = ""
    made_by: str = ""
    made_on: date | None = None
    report: ReportRead = ReportRead()
    rows: Sequence[RowRead] = ()
    updates: Sequence[UpdateRead] = ()
    left_over: Sequence[str] = ()
    others: Sequence["TrackerRead"] = ()
