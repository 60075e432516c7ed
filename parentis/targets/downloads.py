"""A year's table to take away, as CSV or .xlsx.

It is made from a table that was read for its viewer, so it can hold nothing that the
page would not show.
"""

from parentis.design.downloads import Download
from parentis.documents.spreadsheet import Sheet, Value
from parentis.indicators.wording import WHY_HIDDEN
from parentis.targets.choices import in_words
from parentis.targets.queries import YearTable

COLUMNS = (
    "Directorate",
    "Kind of opportunity",
    "Target",
    "Places offered",
    "Taken up by young people",
    "Who they are for",
    "For whom they are kept",
    "Kept until",
    "Set by",
)


def table_download(table: YearTable) -> Download:
    """Each directorate and kind of which there is anything, and the whole council's."""
    rows: list[list[Value]] = [
        [
            row.name,
            kind.name,
            entry.target,
            entry.offered,
            int(entry.taken_up) if entry.taken_up.isdecimal() else entry.taken_up,
            entry.of.eligibility if entry.of else "",
            entry.of.ring_fence if entry.of else "",
            entry.of.ring_fenced_until if entry.of else None,
            entry.of.set_by if entry.of else "",
        ]
        for row in (*table.rows, table.totals)
        for kind, entry in zip(table.kinds, row.entries, strict=True)
        if not entry.is_empty
    ]
    about = [("Year", f"{table.name}, from 1 April to 31 March")]
    if not table.shows_all:
        about.append(("Hidden", WHY_HIDDEN))
    if table.told_as_of:
        told = (
            f"As they were told at the end of a quarter: {in_words(table.told_as_of)}"
        )
        about.append(("Young people", told))
    return Download(
        sheet=Sheet(name=f"Targets {table.name}", columns=COLUMNS, rows=rows),
        about=about,
    )
