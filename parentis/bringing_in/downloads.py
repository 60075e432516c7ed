"""The rows of a file that were not brought in, to put right and bring in again."""

from collections.abc import Sequence

from parentis.design.downloads import Download
from parentis.documents.spreadsheet import Sheet


def refused_rows_download(
    headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> Download:
    return Download(
        sheet=Sheet(name="Not brought in", columns=headings, rows=rows),
        about=[
            ("What to do", "Put each row right, and bring the file in again."),
            ("Keep it safe", "These are children's records: keep and share it so."),
        ],
    )
