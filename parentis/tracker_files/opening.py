"""Which kind of file a tracker is, and whether it is safe to open.

Files come from anywhere. Nothing is unpacked to disk, what a file may unpack to is
limited, XML that declares entities is refused, and formulas are read as text.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from enum import StrEnum

from parentis.refusals import Refused
from parentis.ssda903.archives import unpacked

LARGEST_MIB = 10
MOST_BYTES = LARGEST_MIB * 1024 * 1024
MOST_UNPACKED = 64 * 1024 * 1024
MOST_PARTS = 2_000
MOST_LINES = 20_000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK\x03\x04"
_WAYS_OF_PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class TrackerRefused(Refused):
    """The file cannot be read as a tracker: why, and what to do."""


class Form(StrEnum):
    """What a file is, whatever its name says."""

    WORD = "word"
    WORKBOOK = "workbook"
    CSV = "csv"
    TEXT = "text"


def form_of(name: str, contents: bytes) -> Form:
    """Told by the first bytes; by the name only between a table and plain text.

    Raises `TrackerRefused` for what is neither.
    """
    if not contents.strip():
        raise TrackerRefused(f"{name} is empty. Choose another file.")
    if len(contents) > MOST_BYTES:
        raise TrackerRefused(
            f"{name} is larger than {LARGEST_MIB} MB. Take out its pictures, or cut it"
            " in two."
        )
    if contents.startswith(_OLE):
        raise TrackerRefused(
            f"{name} is in Microsoft's old format, or has a password. Save it without a"
            " password as .docx or .xlsx."
        )
    if contents.startswith(_ZIP):
        return _form_of_package(name, contents)
    if contents.startswith(b"%PDF") or b"\0\0\0" in contents[:4096]:
        raise TrackerRefused(
            f"{name} is not a file that can be read here. Save the tracker as .docx,"
            " .xlsx, .csv or .txt."
        )
    return Form.CSV if name.lower().endswith(".csv") else Form.TEXT


def _form_of_package(name: str, contents: bytes) -> Form:
    try:
        with zipfile.ZipFile(io.BytesIO(contents)) as package:
            parts = set(package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
        raise damaged(name) from error
    if "word/document.xml" in parts:
        return Form.WORD
    if "xl/workbook.xml" in parts:
        return Form.WORKBOOK
    raise TrackerRefused(
        f"{name} is neither a Word document nor a workbook. Save the tracker as .docx,"
        " .xlsx, .csv or .txt."
    )


def parts_of(name: str, contents: bytes) -> Mapping[str, bytes]:
    """The XML parts of a Word document or a workbook, once they are safe to read."""
    try:
        with zipfile.ZipFile(io.BytesIO(contents)) as package:
            entries = package.infolist()
            _check_limits(name, entries)
            found = {
                entry.filename: unpacked(package, entry)
                for entry in entries
                if entry.filename.endswith((".xml", ".rels"))
            }
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise damaged(name) from error
    if any(_declares(part) for part in found.values()):
        raise TrackerRefused(
            f"{name} holds declarations that can be used to do harm: it was not opened."
            " Open it in Word or Excel and save it again."
        )
    return found


def _check_limits(name: str, entries: list[zipfile.ZipInfo]) -> None:
    size = sum(entry.file_size for entry in entries)
    if size > MOST_UNPACKED or len(entries) > MOST_PARTS:
        raise TrackerRefused(
            f"{name} would unpack to far more than such a file needs: it was not"
            " opened."
        )
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise TrackerRefused(f"{name} has a password. Save it again without one.")
    if any(entry.compress_type not in _WAYS_OF_PACKING for entry in entries):
        raise damaged(name)


def _declares(part: bytes) -> bool:
    # In UTF-16 every other byte is a 0.
    plain = part.replace(b"\0", b"").upper()
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain


def damaged(name: str) -> TrackerRefused:
    """What to say of a file that its own program could not open either."""
    return TrackerRefused(
        f"{name} is damaged and could not be opened. Open it in Word or Excel and save"
        " it again."
    )


def too_long(name: str) -> TrackerRefused:
    """What to say of a file with more lines than anybody would look through."""
    return TrackerRefused(
        f"{name} has more than {MOST_LINES:,} lines. Cut it into several files."
    )
