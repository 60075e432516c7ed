"""A table as it stands in a file: text, before anybody asked what it means."""

from dataclasses import dataclass, field

import polars as pl

from parentis.ssda903.findings import Finding, Severity
from parentis.ssda903.recognise import Recognised
from parentis.ssda903.tables import Table

ROW = "row"


@dataclass(frozen=True)
class RawTable:
    """The rows of one file or sheet, every cell as text.

    `rows` has the table's fields that the file has, and `row`: the row of each as a
    spreadsheet shows it, the heading being 1. `is_undecoded` where some of its letters
    could not be read, and stand as U+FFFD.
    """

    table: Table
    file: str
    rows: pl.DataFrame
    is_undecoded: bool = False


@dataclass
class RawFile:
    """What one file gave: its tables, and what could not be made out in it."""

    tables: list[RawTable] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def about_columns(file: str, recognised: Recognised, *, row: int = 1) -> list[Finding]:
    """Findings for headings that the table lacks, and for those it does not know."""
    title = recognised.table.title
    missing = [
        Finding(
            file=file,
            row=row,
            column=name,
            value="",
            rule="column-missing",
            message=f"This is the {title} table, and it has no column {name}: figures"
            " that need it will say so. Add the column if your system can give it.",
            severity=Severity.WARNING,
        )
        for name in recognised.missing
    ]
    extra = [
        Finding(
            file=file,
            row=row,
            column=name,
            value=name,
            rule="column-not-known",
            message=f"The {title} table has no column {name!r}, so it was left out."
            " If it is one of the return's own, correct its heading.",
            severity=Severity.WARNING,
        )
        for name in recognised.extra
    ]
    return missing + extra


def about_file(
    file: str, rule: str, message: str, *, severity: Severity = Severity.WARNING
) -> Finding:
    """A finding that speaks of a file as a whole."""
    return Finding(
        file=file,
        row=0,
        column="",
        value="",
        rule=rule,
        message=message,
        severity=severity,
    )


def not_a_table(file: str) -> Finding:
    return about_file(
        file,
        "file-not-a-table",
        f"{file} is not one of the return's tables, so it was left out. If it should"
        " be one, check that its first row holds the return's column names.",
    )
