"""A caseload to take away, as CSV or .xlsx. No confidential address is in it."""

from collections.abc import Sequence

from parentis.design.downloads import Download
from parentis.documents.spreadsheet import Sheet
from parentis.young_people.choices import THOSE_YOU_MAY_OPEN
from parentis.young_people.queries import Line

LEFT_OUT = "Confidential addresses are left out."


def caseload_download(lines: Sequence[Line]) -> Download:
    sheet = Sheet(
        name="Young people",
        columns=[
            "Name",
            "Legal name",
            "Born",
            "Age",
            "Child number",
            "Whose work",
            "Address (confidential ones are left out)",
        ],
        rows=[
            [
                line.young_person.name,
                line.young_person.legal_name or None,
                line.young_person.born,
                line.age,
                line.young_person.child_number or None,
                "; ".join(str(each.to) for each in line.allocations),
                "; ".join(line.addresses_to_give),
            ]
            for line in lines
        ],
    )
    return Download(
        sheet=sheet,
        about=[
            ("Who is in it", THOSE_YOU_MAY_OPEN),
            ("Addresses", f"Where they live now. {LEFT_OUT}"),
            ("Keep it safe", "These are children's records: keep and share it so."),
        ],
    )
