"""The list of a day to take away, as CSV or .xlsx."""

from collections.abc import Sequence
from datetime import date

from parentis.design.downloads import Download
from parentis.documents.spreadsheet import Sheet
from parentis.my_day.queries import Row
from parentis.young_people.choices import THOSE_YOU_MAY_OPEN


def day_download(rows: Sequence[Row], *, on: date) -> Download:
    sheet = Sheet(
        name="My day",
        columns=[
            "Name",
            "Child number",
            "Born",
            "Age",
            "By law",
            "Whose work",
            "Last contact",
            "What is waiting",
        ],
        rows=[
            [
                row.young_person.name,
                row.young_person.child_number or None,
                row.young_person.born,
                row.age,
                row.category or None,
                "; ".join(str(each.to) for each in row.allocations),
                row.last.made_on if row.last else None,
                "; ".join(each.words for each in row.why),
            ]
            for row in rows
        ],
    )
    return Download(
        sheet=sheet,
        about=[
            ("Who is in it", THOSE_YOU_MAY_OPEN),
            ("As of", f"{on.day} {on:%B %Y}"),
            ("Keep it safe", "These are children's records: keep and share it so."),
        ],
    )
