"""What is on a page, to take away: as CSV or .xlsx, with what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse

from parentis.documents.spreadsheet import Sheet, to_csv, to_xlsx

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, kw_only=True)
class Download:
    """A sheet, and (label, text) pairs that tell what it rests on."""

    sheet: Sheet
    about: Sequence[tuple[str, str]] = ()


def download(contents: Download, *, form: str, name: str) -> HttpResponse:
    """A file to save. Raises Http404 for a form there is none of."""
    if form not in TYPES:
        raise Http404(f"There is no download as {form}.")
    sheet = contents.sheet
    made = (
        to_xlsx([sheet], about=contents.about)
        if form == "xlsx"
        else to_csv(sheet.columns, sheet.rows)
    )
    response = HttpResponse(made, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
