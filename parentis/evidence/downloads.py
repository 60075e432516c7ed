"""A file of evidence, to take away. A browser saves it, and never opens it."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from parentis.evidence.choices import FileForm
from parentis.evidence.models import Evidence


def file_download(evidence: Evidence) -> HttpResponse:
    """Raises Http404 where there is none, or it is not where it was kept."""
    try:
        contents = evidence.path.read_bytes()
    except OSError:
        raise Http404("The file is not where it was kept.") from None
    response = HttpResponse(
        contents, content_type=FileForm(evidence.file_form).content_type
    )
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=evidence.file_name
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response
