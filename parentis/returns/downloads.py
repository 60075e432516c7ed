"""A whole return to take away, as DfE takes it."""

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import HttpResponse

from parentis.documents.spreadsheet import to_csv
from parentis.returns.queries import StatutoryReturn
from parentis.ssda903.writer import write


def statutory_return_download(whole: StatutoryReturn) -> HttpResponse:
    """DfE's CSV files of this return and what was found in it, in one zip."""
    year = whole.upload.known_year
    packed = io.BytesIO()
    with (
        TemporaryDirectory(prefix="parentis-") as folder,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for path in write(whole.returns, Path(folder), year=year):
            archive.write(path, f"return-{year}/{path.name}")
        findings = to_csv(whole.findings.columns, whole.findings.rows)
        archive.writestr("findings.csv", findings)
    response = HttpResponse(packed.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="return-{year}.zip"'
    return response
