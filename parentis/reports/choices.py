from django.db.models import TextChoices


class DocumentForm(TextChoices):
    """What a report can be downloaded as; the value is the file's ending."""

    WORD = "docx", "Word (.docx)"
    PDF = "pdf", "PDF"
    WEB_PAGE = "html", "web page (.html)"
    SPREADSHEET = "xlsx", "figures (.xlsx)"


class WhoMayRead(TextChoices):
    EVERYBODY = "everybody", "Everybody: it is open to the public"
    EXEMPT = "exempt", "Members and officers: it is exempt"


CONTENT_TYPES = {
    DocumentForm.WORD: (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    DocumentForm.PDF: "application/pdf",
    DocumentForm.WEB_PAGE: "text/html; charset=utf-8",
    DocumentForm.SPREADSHEET: (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
}
