"""What is taken away of a meeting: a browser saves it, and never opens it as a page."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from parentis.documents.content import Document
from parentis.meetings.choices import FileForm

TYPES = {
    "docx": FileForm.WORD.content_type,
    "pdf": FileForm.PDF.content_type,
    "html": "text/html; charset=utf-8",
}


def document_download(document: Document, *, form: str, name: str) -> HttpResponse:
    """As .docx, PDF or one page of HTML. Raises Http404 for another form."""
    if form not in TYPES:
        raise Http404(f"There is no download as {form}.")
    return file_to_keep(_made(document, form), f"{slugify(name)}.{form}", TYPES[form])


def _made(document: Document, form: str) -> bytes:
    # Each brings much with it, and only one is needed.
    if form == "docx":
        from parentis.documents.word import to_docx

        return to_docx(document)
    if form == "pdf":
        from parentis.documents.pdf import to_pdf

        return to_pdf(document)
    from parentis.documents.html import to_html

    return to_html(document).encode()


def file_to_keep(contents: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(contents, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=name
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response
