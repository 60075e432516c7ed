"""A file of a paper, to take away. A browser saves it, and never opens it as a page."""

from django.http import FileResponse, Http404

from parentis.case_file.choices import FileForm
from parentis.case_file.models import PaperFile


def file_download(file: PaperFile) -> FileResponse:
    """Raises Http404 where the file is not where it was kept."""
    try:
        contents = file.path.open("rb")
    except OSError:
        raise Http404("The file is not where it was kept.") from None
    response = FileResponse(
        contents,
        as_attachment=True,
        filename=file.name,
        content_type=FileForm(file.form).content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response
