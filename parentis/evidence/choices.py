"""On what something may rest: words, a file, a figure that moves, a finished action."""

from django.db.models import TextChoices

from parentis.case_file import choices as of_case_file
from parentis.case_file.choices import FileRefused
from parentis.meetings import choices as of_meetings
from parentis.refusals import Refused
from parentis.tracker_files.opening import parts_of

KEPT = (
    "a PDF, a Word file (.docx), a spreadsheet (.xlsx), plain text (.txt) or a picture"
    " (JPEG, PNG, HEIC)"
)
UNKNOWN = f"This is not {KEPT}. Save it as one of these, and choose it again"
MACROS = "This spreadsheet holds macros. Save it as .xlsx without them, or as a PDF"
_ZIP = b"PK\x03\x04"
_MACRO_SHEETS = "xl/macrosheets/"


class EvidenceKind(TextChoices):
    WORDS = "words", "What we can say"
    FILE = "file", "A document"
    INDICATOR = "indicator", "A figure, with its target"
    ACTION = "action", "An action that a meeting asked for, and that is done"


class Direction(TextChoices):
    """Which way a target is met."""

    AT_LEAST = "at-least", "At least"
    AT_MOST = "at-most", "At most"


class FileForm(TextChoices):
    """What a document is by what is in it, and never by its name alone."""

    PDF = "pdf", "PDF"
    WORD = "docx", "Word"
    EXCEL = "xlsx", "spreadsheet"
    TEXT = "txt", "Text"
    JPEG = "jpg", "JPEG picture"
    PNG = "png", "PNG picture"
    HEIC = "heic", "HEIC picture"

    @classmethod
    def of(cls, contents: bytes) -> "FileForm":
        """Raises FileRefused for what is not kept."""
        if contents.startswith(_ZIP) and _is_workbook(contents):
            return cls.EXCEL
        try:
            return cls(of_case_file.FileForm.of(contents).value)
        except FileRefused as refused:
            if str(refused) == of_case_file.UNKNOWN:
                raise FileRefused(UNKNOWN) from refused
            raise

    @property
    def endings(self) -> tuple[str, ...]:
        """How the name of such a file may end. The first is put where none stands."""
        if self is FileForm.EXCEL:
            return (".xlsx",)
        return of_case_file.FileForm(self.value).endings

    @property
    def content_type(self) -> str:
        if self is FileForm.EXCEL:
            return of_meetings.FileForm.EXCEL.content_type
        return of_case_file.FileForm(self.value).content_type


def _is_workbook(contents: bytes) -> bool:
    """Whether it is a spreadsheet; raises FileRefused for one that could do harm.

    As papers of a meeting are looked into, and as trackers are before they are read: a
    workbook that unpacks to too much, declares entities or has a password is not kept.
    """
    try:
        if of_meetings.FileForm.of(contents) is not of_meetings.FileForm.EXCEL:
            return False
        names = parts_of("The file", contents)
    except of_meetings.FileRefused as refused:
        if str(refused) == of_meetings.UNKNOWN:
            return False
        raise FileRefused(str(refused)) from refused
    except Refused as refused:
        raise FileRefused(str(refused)) from refused
    if any(name.lower().startswith(_MACRO_SHEETS) for name in names):
        raise FileRefused(MACROS)
    return True
