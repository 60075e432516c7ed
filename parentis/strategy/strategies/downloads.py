"""The document of a strategy, to take away. A browser saves it, and never opens it."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from parentis.case_file.choices import FileForm
from parentis.strategy.models import Strategy


def document_download(strategy: Strategy) -> HttpResponse:
    """Raises Http404 where the file is not where it was kept."""
    try:
        contents = strategy.path.read_bytes()
    except OSError:
        raise Http404("The document is not where it was kept.") from None
    content_type = FileForm(strategy.file_form).content_type
    response = HttpResponse(contents, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=strategy.file_name
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response
