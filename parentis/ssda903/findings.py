"""What a reader could not use, told so that a person can put it right."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, overload

import polars as pl

from parentis.refusals import Refused


class Severity(StrEnum):
    """How grave: an ERROR was not used; a WARNING was, but somebody should look."""

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


FINDING_SCHEMA: dict[str, pl.DataType] = {
    each.name: pl.Int64() if each.name == "row" else pl.String()
    for each in fields(Finding)
}


class Findings(Sequence[Finding]):
    """Findings in the order of files and rows: a frame, read as `Finding`s one by one.

    `frame` has a column for each field of `Finding`. A return of rubbish has millions
    of findings: they stay in the frame, and only those that are looked at become
    objects.
    """

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame

    @classmethod
    def of(
        cls, findings: Iterable[Finding], frames: Iterable[pl.DataFrame] = ()
    ) -> "Findings":
        """Findings made one by one, and those that came as frames, put in order."""
        rows = [
            tuple(getattr(each, name) for name in FINDING_SCHEMA) for each in findings
        ]
        parts = [each.select(list(FINDING_SCHEMA)) for each in frames if each.height]
        if rows:
            parts.append(pl.DataFrame(rows, schema=FINDING_SCHEMA, orient="row"))
        if not parts:
            return cls(pl.DataFrame(schema=FINDING_SCHEMA))
        frame = pl.concat(parts)
        return cls(frame.sort("file", "row", "column", "rule", maintain_order=True))

    def __len__(self) -> int:
        return self.frame.height

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> "Findings": ...
    def __getitem__(self, index: int | slice) -> "Finding | Findings":
        if isinstance(index, slice):
            return Findings(self.frame[index])
        return _finding(self.frame.row(index))

    def __iter__(self) -> Iterator[Finding]:
        return map(_finding, self.frame.iter_rows())

    @property
    def errors(self) -> "Findings":
        """Those of what was not used."""
        return Findings(self.frame.filter(pl.col("severity") == Severity.ERROR.value))

    @property
    def warnings(self) -> "Findings":
        """Those of what was used, at which somebody should look."""
        return Findings(self.frame.filter(pl.col("severity") == Severity.WARNING.value))


def _finding(row: tuple[Any, ...]) -> Finding:
    told: dict[str, Any] = dict(zip(FINDING_SCHEMA, row, strict=True))
    return Finding(**{**told, "severity": Severity(told["severity"])})


class ReturnRejected(Refused):
    """The file is no return, or is not safe to open: one sentence for staff."""
