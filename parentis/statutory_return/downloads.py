"""What leaves: the return's files, what each row rests on, and Annex A's list 9."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import HttpResponse

from parentis.design.downloads import Download
from parentis.documents.spreadsheet import Sheet, Value
from parentis.ssda903.casework import Told
from parentis.ssda903.codes import ACCOM, ACTIV, ETHNIC, IN_TOUCH, SEX, SUITABLE
from parentis.ssda903.writer import write
from parentis.statutory_return.queries import InspectionRow, StatutoryReturn

CHILDREN = "Only those who need it: these are children's records. Restricted too."
MEANINGS = {"IN_TOUCH": IN_TOUCH, "ACTIV": ACTIV, "ACCOM": ACCOM}


def statutory_return_zip(whole: StatutoryReturn) -> HttpResponse:
    """DfE's CSV files and nothing else, so that they are read back as they are."""
    year = whole.year
    packed = io.BytesIO()
    with (
        TemporaryDirectory(prefix="parentis-") as folder,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for path in write(whole.cohort.returns, Path(folder), year=year):
            archive.write(path, path.name)
    response = HttpResponse(packed.getvalue(), content_type="application/zip")
    name = f"care-leavers-return-{year}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def what_rows_rest_on(whole: StatutoryReturn) -> Download:
    """A row for each answer: its code, what that means, and the entry behind it."""
    lacking = {each.row.record.key: each for each in whole.lacking}
    rows: list[Sequence[Value]] = []
    for row in whole.cohort.rows:
        left = lacking.get(row.record.key)
        for column, code, rests_on in row.rests_on:
            rows.append(
                [
                    row.record.child,
                    row.record.born,
                    row.age,
                    row.day,
                    column,
                    code,
                    MEANINGS[column].meaning_of(code) if code else "",
                    rests_on or "Missing",
                    ", ".join(left.what) if left else "",
                    left.owner if left else "",
                ]
            )
    sheet = Sheet(
        name=f"What rows rest on {whole.year}",
        columns=[
            "Child",
            "Born",
            "Age",
            "Birthday or last contact",
            "Column",
            "Code",
            "What it means",
            "What it rests on",
            "What is missing",
            "Who can find it out",
        ],
        rows=rows,
    )
    about = [
        ("Return", f"Care leavers of the return of {whole.year}, from casework"),
        ("As known on", f"{whole.on:%-d %B %Y}"),
        ("Who may see it", CHILDREN),
    ]
    return Download(sheet=sheet, about=about)


def inspection_download(rows: Sequence[InspectionRow]) -> Download:
    """Annex A, list 9, in the columns that inspectors ask for."""
    sheet = Sheet(
        name="List 9",
        columns=[
            "Child unique ID",
            "Gender",
            "Ethnicity",
            "Date of birth",
            "Age of child (years)",
            "Unaccompanied asylum-seeking child",
            "Does the child have a disability",
            "Allocated team",
            "Allocated worker",
            "Allocated personal adviser",
            "Eligibility category",
            "Date of latest pathway plan",
            "Local authority in touch",
            "Date of latest contact",
            "Type of accommodation",
            "Suitability of accommodation",
            "Activity status",
        ],
        rows=[_cells(row) for row in rows],
    )
    about = [
        ("List", "Annex A, list 9: care leavers, from casework"),
        ("Columns", "Named from the standard safeguarding dataset's form of the list"),
        ("In touch", "Reached in the last eight weeks. An attempt never counts"),
        ("Who may see it", CHILDREN),
    ]
    return Download(sheet=sheet, about=about)


def _cells(row: InspectionRow) -> list[Value]:
    about = row.about
    return [
        row.record.child,
        SEX.meaning_of(about.gender) if about and about.gender else "",
        ETHNIC.meaning_of(about.ethnicity) if about and about.ethnicity else "",
        row.record.born,
        row.age,
        "a) Yes" if row.came_alone else "b) No",
        _DISABILITY[about.has_disability if about else None],
        row.work.team.name if row.work.team.pk else "",
        row.work.social_worker,
        row.work.adviser.name if row.work.adviser.pk else "",
        row.category,
        row.plan_on,
        row.in_touch,
        row.last_contact_on,
        row.home.code[0] if row.home else "",
        _suitable(row.home),
        row.activity.code if row.activity else "",
    ]


_DISABILITY = {True: "a) Yes", False: "b) No", None: ""}


def _suitable(home: Told | None) -> str:
    if home is None:
        return ""
    return "a) Suitable" if home.code[1:] == SUITABLE else "b) Unsuitable"
