"""What somebody looked at, to take away: by number, without a young person's name."""

from collections.abc import Sequence

from django.utils import timezone

from parentis.design.downloads import Download
from parentis.documents.spreadsheet import Sheet
from parentis.who_looked.queries import IN_A_FILE, Line, Who


def staff_download(who: Who, lines: Sequence[Line]) -> Download:
    sheet = Sheet(
        name="What they looked at",
        columns=[
            "Row of the record",
            "When",
            "Who",
            "Record",
            "What they did",
            "Why",
            "From where",
            "Flags",
            "Page",
        ],
        rows=[
            [
                line.look.position,
                timezone.localtime(line.look.at),
                who.name,
                line.reference,
                line.did,
                line.look.why or None,
                line.look.where_from,
                "; ".join(line.look.pattern_words) or None,
                line.look.page,
            ]
            for line in lines
        ],
    )
    return Download(
        sheet=sheet,
        about=[
            ("Who", f"{who.name}, {who.role}"),
            ("Record", "The child number, or P and the number of the record."),
            (
                "How much",
                f"Every look on the days asked for, or the latest {IN_A_FILE:,}.",
            ),
            ("Keep it safe", "That this file was made is on record too."),
        ],
    )
