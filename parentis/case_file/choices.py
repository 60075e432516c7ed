"""What a case file speaks of: complaints, leave to stay, incidents, papers."""

import tomllib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from django.db.models import TextChoices

from parentis.law import complaints
from parentis.law.complaints import Stage
from parentis.refusals import Refused


class ComplaintStage(TextChoices):
    LOCAL = "local", complaints.LOCAL.title
    INVESTIGATION = "investigation", complaints.INVESTIGATION.title
    PANEL = "panel", complaints.PANEL.title
    OMBUDSMAN = "ombudsman", "With the Ombudsman"


# The Ombudsman has no time limit of ours.
STAGES: dict[str, Stage] = {
    ComplaintStage.LOCAL: complaints.LOCAL,
    ComplaintStage.INVESTIGATION: complaints.INVESTIGATION,
    ComplaintStage.PANEL: complaints.PANEL,
}


class Outcome(TextChoices):
    WAITING = "", "Not answered yet"
    UPHELD = "upheld", "They were right"
    PARTLY = "partly", "They were right in part"
    NOT_UPHELD = "not-upheld", "We did not agree, and said why"
    SETTLED = "settled", "Put right without a formal answer"
    WITHDRAWN = "withdrawn", "They took it back"


class Advocate(TextChoices):
    """Somebody who speaks for the young person. They may ask for one at any time."""

    NOT_OFFERED = "not-offered", "Not offered yet"
    OFFERED = "offered", "Offered"
    ACCEPTED = "accepted", "Offered and accepted"
    DECLINED = "declined", "Offered, and they did not want one"


class LeaveKind(TextChoices):
    """In what way somebody may stay. The last three do not come to an end."""

    WAITING = "waiting", "Asked for asylum, waiting for a decision"
    APPEAL = "appeal", "Appealing against a decision"
    REFUGEE = "refugee", "Refugee, leave to remain"
    HUMANITARIAN = "humanitarian", "Humanitarian protection"
    CHILD = "child", "Leave as an unaccompanied child"
    TRAFFICKING = "trafficking", "Leave as a victim of trafficking or slavery"
    LIMITED = "limited", "Other leave for a limited time"
    PRE_SETTLED = "pre-settled", "Pre-settled status (EU Settlement Scheme)"
    REFUSED = "refused", "Refused, no right to appeal left"
    SETTLED = "settled", "Settled status (EU Settlement Scheme)"
    INDEFINITE = "indefinite", "Leave to remain without an end"
    CITIZEN = "citizen", "British citizen"


HAS_NO_END = frozenset({LeaveKind.SETTLED, LeaveKind.INDEFINITE, LeaveKind.CITIZEN})


class IncidentKind(TextChoices):
    DEATH = "death", "They died"
    SERIOUS_HARM = "serious-harm", "They were seriously harmed"
    OTHER = "other", "Another serious incident"


# -- papers ----------------------------------------------------------------------------


class PaperKind(TextChoices):
    LETTER = "letter", "A letter"
    IDENTITY = "identity", "A passport or another identity document"
    HOME = "home", "About a home or a tenancy"
    LEARNING = "learning", "About work or learning"
    MONEY = "money", "About money"
    HEALTH = "health", "About health"
    COURT = "court", "From a court or a solicitor"
    STAY = "stay", "About the right to stay"
    THEIRS = "theirs", "Something the young person made or wrote"
    OTHER = "other", "Something else"


class FileRefused(Refused):
    """The file is none that is kept. One clear sentence says why, and what to do."""


LARGEST_MB = 20
LARGEST = LARGEST_MB * 1024 * 1024
KEPT = "a PDF, a Word file (.docx), plain text (.txt) or a picture (JPEG, PNG, HEIC)"
UNKNOWN = f"This is not {KEPT}. Save it as one of these, and choose it again"
HIDDEN = "This file has another file hidden in it. Save it anew, and choose it again"
MACROS = "This Word file holds macros. Save it as .docx without them, or as a PDF"
WEB_PAGE = "This is a web page or a drawing in code. Save it as a PDF instead"
MOST_IN_A_WORD_FILE = 10_000
# Where readers of PDF still look for its first line.
HEAD = 1024
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"}
MARKUP = ("<!doctype", "<html", "<svg", "<script", "<?xml", "<iframe", "<body")
RUNS = (".exe", ".js", ".class", ".bat", ".vbs", ".dll", "meta-inf/manifest.mf")


class FileForm(TextChoices):
    """What a file is by what is in it, and never by its name alone."""

    PDF = "pdf", "PDF"
    WORD = "docx", "Word"
    TEXT = "txt", "Text"
    JPEG = "jpg", "JPEG picture"
    PNG = "png", "PNG picture"
    HEIC = "heic", "HEIC picture"

    @classmethod
    def of(cls, contents: bytes) -> "FileForm":
        """Raises FileRefused for what is not kept."""
        found = cls._by_first_bytes(contents)
        if found is None:
            return cls._text(contents)
        if found is cls.WORD:
            _check_word(contents)
        elif zipfile.is_zipfile(BytesIO(contents)):
            raise FileRefused(HIDDEN)
        if found is not cls.PDF and b"%PDF-" in contents[:HEAD]:
            raise FileRefused(HIDDEN)
        return found

    @classmethod
    def _by_first_bytes(cls, contents: bytes) -> "FileForm | None":
        begins = {
            b"%PDF-": cls.PDF,
            b"PK\x03\x04": cls.WORD,
            b"\xff\xd8\xff": cls.JPEG,
            b"\x89PNG\r\n\x1a\n": cls.PNG,
        }
        for beginning, form in begins.items():
            if contents.startswith(beginning):
                return form
        is_heic = contents[4:8] == b"ftyp" and contents[8:12] in HEIC_BRANDS
        return cls.HEIC if is_heic else None

    @classmethod
    def _text(cls, contents: bytes) -> "FileForm":
        words = _decoded(contents)
        start = words.lstrip("\ufeff \t\r\n").lower()
        if any(mark in start[:HEAD] for mark in MARKUP):
            raise FileRefused(WEB_PAGE)
        if any(
            not letter.isprintable()
            for letter in set(words) - set("\ufeff\t\r\n\f\u200d\u200e\u200f\xa0\xad")
        ):
            raise FileRefused(UNKNOWN)
        return cls.TEXT

    @property
    def endings(self) -> tuple[str, ...]:
        """How the name of such a file may end. The first is put where none stands."""
        return {"jpg": (".jpg", ".jpeg", ".jpe"), "heic": (".heic", ".heif")}.get(
            self.value, (f".{self.value}",)
        )

    @property
    def content_type(self) -> str:
        return {
            FileForm.PDF: "application/pdf",
            FileForm.WORD: (
                "application/vnd.openxmlformats-officedocument"
                ".wordprocessingml.document"
            ),
            FileForm.TEXT: "text/plain; charset=utf-8",
            FileForm.JPEG: "image/jpeg",
            FileForm.PNG: "image/png",
            FileForm.HEIC: "image/heic",
        }[self]


def _check_word(contents: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(contents)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError):
        raise FileRefused(UNKNOWN) from None
    names = [part.filename.lower() for part in parts[:MOST_IN_A_WORD_FILE]]
    if "word/document.xml" not in names or len(parts) > MOST_IN_A_WORD_FILE:
        raise FileRefused(UNKNOWN)
    if any("vbaproject" in name for name in names):
        raise FileRefused(MACROS)
    begins_at = min(part.header_offset for part in parts)
    if begins_at or any(name.endswith(RUNS) for name in names):
        raise FileRefused(HIDDEN)


def _decoded(contents: bytes) -> str:
    """As Windows, phones and Linux write plain text."""
    is_utf_16 = contents.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_utf_16 else ("utf-8", "cp1252"):
        try:
            return contents.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused(UNKNOWN)


# -- letters ---------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Letter:
    """Words to begin a letter from. `{name}` is filled in; `[a day]` is to be filled.

    They stand in letters.toml, for whoever keeps them plain and true.
    """

    slug: str
    name: str
    title: str
    text: str


_WORDS: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "letters.toml").read_text(encoding="utf-8")
)
# What each duty means to whom it is owed, by its code in `law.duties`.
OWED_IN_WORDS: dict[str, str] = _WORDS["owed"]
LETTERS: Sequence[Letter] = tuple(
    Letter(slug=slug, **words) for slug, words in _WORDS["letters"].items()
)
LETTER_BY_SLUG = {letter.slug: letter for letter in LETTERS}
