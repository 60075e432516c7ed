"""A report as the file that was kept."""

from typing import TYPE_CHECKING

from django.http import HttpResponse

from parentis.reports.choices import CONTENT_TYPES, DocumentForm

if TYPE_CHECKING:
    from parentis.sign_off.models import KeptFile


def kept_file(file: "KeptFile") -> HttpResponse:
    """Byte for byte as it was made."""
    response = HttpResponse(
        file.path.read_bytes(), content_type=CONTENT_TYPES[DocumentForm(file.form)]
    )
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response
