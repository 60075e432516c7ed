"""A file of a paper, to take away. A browser saves it, and never opens it as a page."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from parentis.case_file.choices import FileForm
from parentis.case_file.models import PaperFile


def file_download(file: PaperFile) -> HttpResponse:
    """Raises Http404 where the file is not where it was kept."""
    try:
        contents = file.path.read_bytes()
    except OSError:
        raise Http404("The file is not where it was kept.") from None
    response = HttpResponse(contents, content_type=FileForm(file.form).content_type)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=file.name
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response
