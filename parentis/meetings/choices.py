"""How meetings are held, what stands on agendas, and who may read what."""

import zipfile
from io import BytesIO

from django.db.models import TextChoices

from parentis.bodies.choices import BodyKind
from parentis.law.sources import Source
from parentis.refusals import Refused

EXEMPT_TITLE = "An item not open to the public"
CLEAR_DAYS = 5
# Both from memory: nobody has looked them up for this product yet.
AGENDA_IS_OUT = Source("Local Government Act 1972", "section 100B", is_from_memory=True)
SCHEDULE_12A = Source("Local Government Act 1972", "Schedule 12A", is_from_memory=True)
IN_THE_ROOM = Source("Local Government Act 1972", "Schedule 12", is_from_memory=True)


class MeetingState(TextChoices):
    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


class HowHeld(TextChoices):
    IN_PERSON = "in-person", "In person"
    HYBRID = "hybrid", "In person and online"
    ONLINE = "online", "Online"


class ItemKind(TextChoices):
    """What an item of an agenda is."""

    APOLOGIES = "apologies", "Apologies and substitutes"
    DECLARATIONS = "declarations", "Declarations of interest"
    MINUTES = "minutes", "Minutes of the last meeting"
    YOUNG_PEOPLE = "young-people", "An item of young people"
    REPORT = "report", "Report"
    ACTIONS = "actions", "Actions from earlier meetings"
    FORWARD_PLAN = "forward-plan", "Forward plan"
    OTHER = "other", "Other"


class ExemptParagraph(TextChoices):
    """Descriptions of exempt information: England.

    Local Government Act 1972, Schedule 12A, Part 1, paragraphs 1 to 7. (From memory of
    the Schedule as replaced in 2006; the product marks them so.)
    """

    INDIVIDUAL = "1", "1: information about an individual"
    IDENTITY = "2", "2: information likely to reveal who an individual is"
    BUSINESS = "3", "3: somebody's financial or business affairs"
    LABOUR = "4", "4: consultations or negotiations with staff"
    PRIVILEGE = "5", "5: legal professional privilege"
    NOTICES = "6", "6: notices or orders the council proposes to make"
    CRIME = "7", "7: preventing, investigating or prosecuting crime"


def paragraph_in_full(number: str) -> str:
    return ExemptParagraph(number).label if number else ""


def marking(paragraph: str) -> str:
    """`paragraph` with its words, as `ExemptParagraph` says it, or "" for none."""
    number = paragraph.partition(":")[0]
    by_virtue = f" by virtue of paragraph {number} of Schedule 12A" if number else ""
    return f"Not for publication{by_virtue}"


class Came(TextChoices):
    PRESENT = "present", "Present"
    APOLOGIES = "apologies", "Apologies"
    ABSENT = "absent", "Absent"


class InterestKind(TextChoices):
    """Kinds of interest. (Localism Act 2011, sections 30 and 31: from memory.)"""

    PECUNIARY = "pecuniary", "Disclosable pecuniary interest"
    OTHER = "other", "Other registrable interest"
    PERSONAL = "personal", "Personal or non-registrable interest"


class DecisionKind(TextChoices):
    RESOLVED = "resolved", "Resolved"
    RECOMMENDED = "recommended", "Recommended"
    NOTED = "noted", "Noted"
    DEFERRED = "deferred", "Deferred"
    REFUSED = "refused", "Not agreed"


class Sheet(TextChoices):
    """What of a meeting is printed."""

    AGENDA = "agenda", "Agenda"
    MINUTES = "minutes", "Minutes"


PRINTED_AS = (("docx", "Word"), ("pdf", "PDF"), ("html", "Web page"))

# Which items every agenda has, in order; what is added stands before the last of them.
STANDING_ITEMS = (
    (ItemKind.APOLOGIES, "Apologies and substitutes"),
    (ItemKind.DECLARATIONS, "Declarations of interest"),
    (ItemKind.MINUTES, "Minutes of the last meeting"),
    (ItemKind.YOUNG_PEOPLE, "What young people ask us to talk about"),
    (ItemKind.ACTIONS, "Actions from earlier meetings"),
    (ItemKind.FORWARD_PLAN, "Forward plan"),
)


def standing_items(body_kind: str) -> list[tuple[ItemKind, str]]:
    """Of a body of this kind: young people's own subjects are the panel's to hear."""
    is_panel = body_kind == BodyKind.PANEL
    return [
        (kind, title)
        for kind, title in STANDING_ITEMS
        if is_panel or kind != ItemKind.YOUNG_PEOPLE
    ]


AT_THE_END = (ItemKind.ACTIONS, ItemKind.FORWARD_PLAN)


# -- papers ----------------------------------------------------------------------------

LARGEST_MB = 20
LARGEST = LARGEST_MB * 1024 * 1024
KEPT = "a PDF, a Word file (.docx) or a spreadsheet (.xlsx)"
UNKNOWN = f"This is not {KEPT}. Save it as one of these, and choose it again"
HIDDEN = "This file has another file hidden in it. Save it anew, and choose it again"
MACROS = "This file holds macros. Save it without them, or as a PDF"
RUNS = (".exe", ".js", ".class", ".bat", ".vbs", ".dll", "meta-inf/manifest.mf")
MOST_PARTS = 10_000
# Where readers of PDF still look for its first line.
HEAD = 1024
OFFICE = "application/vnd.openxmlformats-officedocument"


class FileRefused(Refused):
    """A file that is not kept. The message says why, and what to do."""


class FileForm(TextChoices):
    """What a file is by what is in it, and never by its name alone."""

    PDF = "pdf", "PDF"
    WORD = "docx", "Word"
    EXCEL = "xlsx", "Excel"

    @classmethod
    def of(cls, contents: bytes) -> "FileForm":
        """Raises FileRefused for what is not kept."""
        if contents.startswith(b"%PDF-"):
            if zipfile.is_zipfile(BytesIO(contents)):
                raise FileRefused(HIDDEN)
            return cls.PDF
        if not contents.startswith(b"PK\x03\x04"):
            raise FileRefused(UNKNOWN)
        if b"%PDF-" in contents[:HEAD]:
            raise FileRefused(HIDDEN)
        return cls._of_office(contents)

    @classmethod
    def _of_office(cls, contents: bytes) -> "FileForm":
        try:
            with zipfile.ZipFile(BytesIO(contents)) as archive:
                parts = archive.infolist()
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError):
            raise FileRefused(UNKNOWN) from None
        names = {part.filename.lower() for part in parts}
        if any("vbaproject" in name for name in names):
            raise FileRefused(MACROS)
        if min(part.header_offset for part in parts) or any(
            name.endswith(RUNS) for name in names
        ):
            raise FileRefused(HIDDEN)
        holds = {"word/document.xml": cls.WORD, "xl/workbook.xml": cls.EXCEL}
        found = [form for name, form in holds.items() if name in names]
        if len(found) != 1 or len(parts) > MOST_PARTS:
            raise FileRefused(UNKNOWN)
        return found[0]

    @property
    def content_type(self) -> str:
        return {
            FileForm.PDF: "application/pdf",
            FileForm.WORD: f"{OFFICE}.wordprocessingml.document",
            FileForm.EXCEL: f"{OFFICE}.spreadsheetml.sheet",
        }[self]
