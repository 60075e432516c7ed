"""What a reader could not use, told so that a person can put it right."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """ERROR: a cell or row could not be used. WARNING: used, but somebody should look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing in a file that could not be read as it stands.

    `row` is the line a person sees in a spreadsheet (the heading is row 1); 0 speaks of
    the file as a whole. `value` is the cell as it was. `message` is one sentence that
    says what to do. `rule` is a short stable name such as `date-unreadable`.
    """

    file: str
    row: int
    column: str
    value: str
    rule: str
    message: str
    severity: Severity = Severity.ERROR
    child: str = ""


class ReturnRejected(Exception):
    """The file is no return, or is not safe to open. Its text is one sentence for staff."""
