from django.http import Http404, HttpResponse

from parentis.meetings.choices import FileForm
from parentis.meetings.downloads import file_to_keep
from parentis.meetings.models import Paper


def paper_download(paper: Paper) -> HttpResponse:
    """A browser saves it, and never opens it as a page.

    Raises Http404 where the file is not where it was kept.
    """
    try:
        contents = paper.path.read_bytes()
    except OSError:
        raise Http404("The file is not where it was kept.") from None
    return file_to_keep(
        contents, paper.file_name, FileForm(paper.file_form).content_type
    )
