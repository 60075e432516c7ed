"""The files of a return, wherever they lie: in a folder, in a zip, or one on its own.

Nothing is unpacked to disk, so a name such as `../../etc/passwd` inside a zip is only a
name. What a zip may unpack to is limited, in what it declares and in what comes out.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath

from parentis.ssda903.findings import ReturnRejected

MOST_BYTES = 512 * 1024 * 1024
MOST_ENTRIES = 1_000

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# The two that `zipfile` unpacks a piece at a time, and that all systems write. The
# others (Deflate64, bzip2, LZMA) it cannot unpack, or not within limits.
_WAYS_OF_PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What systems leave behind in folders and zips, and Excel beside an open workbook.
_LEFT_BEHIND = {"__MACOSX", "Thumbs.db", "desktop.ini", ".DS_Store"}


class Form(StrEnum):
    """What a file is, told by how its bytes begin."""

    TEXT = "text"
    XML = "xml"
    WORKBOOK = "workbook"
    OLE = "ole"
    ZIP = "zip"


@dataclass
class Budget:
    """What may still be unpacked. Shared by a zip and the workbooks inside it."""

    bytes_left: int = MOST_BYTES
    entries_left: int = MOST_ENTRIES

    def take(self, name: str, *, size: int = 0, entries: int = 0) -> None:
        self.bytes_left -= size
        self.entries_left -= entries
        if self.entries_left < 0:
            raise ReturnRejected(
                f"{name} holds more than {MOST_ENTRIES:,} files, which no return does:"
                " it was not opened."
            )
        if self.bytes_left < 0:
            raise ReturnRejected(
                f"{name} would unpack to more than {MOST_BYTES // 1024**2} MiB,"
                " which no return needs: it was not opened."
            )


@dataclass(frozen=True)
class File:
    """One file's bytes and the name that people know it by."""

    name: str
    data: bytes
    budget: Budget = field(default_factory=Budget, compare=False)

    @property
    def form(self) -> Form:
        return form_of(self.data)


def form_of(data: bytes) -> Form:
    """What the bytes are. Text is whatever is nothing else."""
    if data.startswith(_OLE):
        return Form.OLE
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Form.WORKBOOK if b"xl/workbook" in _names(data) else Form.ZIP
    start = data[:400]
    for mark in _BYTE_ORDER_MARKS:
        start = start.removeprefix(mark)
    return Form.XML if start.replace(b"\0", b"").lstrip()[:1] == b"<" else Form.TEXT


def _names(zipped: bytes) -> bytes:
    """The part of a zip that names its entries; all of it where it is cut short.

    A zip may hold a workbook as it is, whose own names stand among the entries' bytes.
    """
    end = zipped.rfind(b"PK\x05\x06")
    size, start = (
        struct.unpack_from("<II", zipped, end + 12)
        if 0 <= end <= len(zipped) - 22
        else (0, len(zipped))
    )
    return zipped[start : start + size] or zipped


def is_left_behind(path: PurePosixPath | Path) -> bool:
    """Whether a system or a program left this here, and no person put it."""
    return any(
        part in _LEFT_BEHIND or part.startswith((".", "~$")) for part in path.parts
    )


def opened(path: Path) -> Iterator[File]:
    """The files at a path: of a folder and the folders in it, of a zip, or just it.

    Raises `ReturnRejected` for a path that is not there, a broken or encrypted zip, and
    one that would unpack to more than the limits.
    """
    if not path.exists():
        raise ReturnRejected(f"There is nothing at {path}: check the path.")
    if not path.is_dir():
        yield from _contents(_read(path, name=path.name))
        return
    for each in sorted(path.rglob("*")):
        name = each.relative_to(path)
        if each.is_file() and not is_left_behind(name):
            yield _read(each, name=name.as_posix())


def _read(path: Path, *, name: str) -> File:
    try:
        return File(name, path.read_bytes())
    except OSError as error:
        raise ReturnRejected(
            f"{path.name} could not be opened ({error.strerror}): check that you may"
            " read it and that no other program holds it."
        ) from error


def _contents(file: File) -> Iterator[File]:
    """The files in a zip; any other file is its own contents."""
    if file.form is Form.ZIP:
        yield from unzipped(file)
    else:
        yield file


def unzipped(file: File) -> Iterator[File]:
    """Each file in a zip, one at a time. A zip inside it stays closed."""
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            check_limits(file, archive)
            for entry in archive.infolist():
                name = PurePosixPath(entry.filename.replace("\\", "/"))
                if entry.is_dir() or is_left_behind(_below(name)):
                    continue
                yield File(str(_below(name)), unpacked(archive, entry), file.budget)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise ReturnRejected(
            f"{file.name} is damaged and could not be unpacked: make the zip again."
        ) from error


def unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """An entry's bytes, and never many more than it declares.

    `ZipFile.read` unpacks all there is before it looks at the size that was declared.
    Raises `zipfile.BadZipFile` where the two differ.
    """
    with archive.open(entry) as packed:
        data = packed.read(entry.file_size)
        if len(data) != entry.file_size or packed.read(1):
            raise zipfile.BadZipFile(entry.filename)
    return data


def _below(name: PurePosixPath) -> PurePosixPath:
    """The name without steps upward, which lead nowhere here."""
    return PurePosixPath(*(part for part in name.parts if part not in ("..", "/")))


def check_limits(file: File, archive: zipfile.ZipFile) -> None:
    """Refuse a zip that is locked or would unpack to more than a return ever is.

    What is read later is bounded by the sizes declared here (see `unpacked`).
    """
    entries = archive.infolist()
    file.budget.take(
        file.name,
        size=sum(entry.file_size for entry in entries),
        entries=len(entries),
    )
    if any(entry.compress_type not in _WAYS_OF_PACKING for entry in entries):
        raise ReturnRejected(
            f"{file.name} is packed in a way that is not read here: make the zip again"
            " with your system's own tool, or give the folder."
        )
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ReturnRejected(
            f"{file.name} is locked with a password: save it again without one."
        )
