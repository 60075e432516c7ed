"""A backup's file: named parts in a tar, encrypted with age, as a stream.

Whoever has lost Parentis can still open it: `age -d -i KEYFILE FILE | tar x`. The last
part, `manifest.json`, holds the sum of every other. age itself notices a cut file or a
changed byte; the sums notice what happened before it was encrypted.
"""

import hashlib
import json
import os
import secrets
import tarfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

import pyrage
from pyrage import x25519

from parentis.refusals import Refused

FORMAT = 1
MANIFEST = "manifest.json"
AGE = b"age-encryption.org/v1\n"
BLOCK = 1024 * 1024
LARGEST_MANIFEST = 1024 * BLOCK


class BackupRefused(Refused):
    """A backup that is not written, or not taken. Nothing was touched."""


# -- keys ------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Key:
    """What encrypts; and, where the file holds the secret half, what decrypts."""

    recipients: tuple[Any, ...]
    identities: tuple[Any, ...]


def make_key(path: Path, *, at: datetime) -> str:
    """Writes a key as age-keygen does, its owner's alone. Gives the public half."""
    identity = x25519.Identity.generate()
    public = str(identity.to_public())
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise BackupRefused(
            f"{path} is there already. A key that is written over opens no backup any"
            " more: choose another name."
        ) from None
    with os.fdopen(file, "w") as kept:
        kept.write(f"# created: {at.isoformat(timespec='seconds')}\n")
        kept.write(f"# public key: {public}\n{identity}\n")
        _flush(kept)
    return public


def read_key(path: Path) -> Key:
    """The keys of a file: secret ones (AGE-SECRET-KEY-1…), public ones (age1…)."""
    if path.is_file() and path.stat().st_size > BLOCK:
        raise BackupRefused(f"{path} is no key of age. `parentis make-key` makes one.")
    lines = path.read_bytes().decode(errors="replace").splitlines()
    words = [line.strip() for line in lines if line.strip()]
    given = [word for word in words if not word.startswith("#")]
    try:
        identities = tuple(
            x25519.Identity.from_str(word) for word in given if not _is_public(word)
        )
        public = [x25519.Recipient.from_str(w) for w in given if _is_public(w)]
    except (pyrage.IdentityError, pyrage.RecipientError):
        given = []
    if not given:
        raise BackupRefused(f"{path} is no key of age. `parentis make-key` makes one.")
    recipients = (*public, *(identity.to_public() for identity in identities))
    return Key(recipients=recipients, identities=identities)


def _is_public(word: str) -> bool:
    return word.startswith("age1")


# -- what is in it ---------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Sum:
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Privilege:
    """What a role may do with a table, a column, a sequence, a function or a schema."""

    kind: str
    on: str
    column: str
    role: str
    may: str


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a backup says about itself. `rows` counts them by table."""

    made_at: str
    parentis: str
    postgresql: int
    database_size: int
    migrations: list[list[str]]
    rows: dict[str, int]
    owner: str
    application: str
    privileges: list[Privilege]
    audit_head: str = ""
    parts: dict[str, Sum] = field(default_factory=dict)
    format: int = FORMAT

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1).encode()


def read_manifest(contents: bytes) -> Manifest:
    """Raises BackupRefused for one of a later Parentis."""
    try:
        held = json.loads(contents)
        if held["format"] > FORMAT:
            raise BackupRefused(
                "A newer Parentis made this backup. Restore it with that version."
            )
        known = {each.name for each in fields(Manifest)}
        told = {name: value for name, value in held.items() if name in known}
        told["privileges"] = [Privilege(**each) for each in held["privileges"]]
        told["parts"] = {name: Sum(**each) for name, each in held["parts"].items()}
        return Manifest(**told)
    except (KeyError, TypeError, ValueError):
        raise BackupRefused(NOT_OURS) from None


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece of the backup, `size` bytes long whatever comes of its source."""

    name: str
    size: int
    contents: Iterable[bytes]


# -- writing ---------------------------------------------------------------------------


def write(
    file: Path,
    parts: Iterable[Part],
    *,
    key: Key,
    finish: Callable[[dict[str, Sum]], Manifest],
) -> tuple[Manifest, str]:
    """The parts, then the manifest that `finish` makes of their sums. Flushed to disk.

    Gives the manifest, and the sum of the file itself.
    """
    made: list[Manifest] = []

    def all_of_it() -> Iterator[bytes]:
        sums: dict[str, Sum] = {}
        for part in parts:
            yield from _entry(part, sums)
        made.append(finish(sums))
        contents = made[0].as_json()
        yield from _entry(
            Part(name=MANIFEST, size=len(contents), contents=[contents]), {}
        )
        yield bytes(2 * tarfile.BLOCKSIZE)

    with os.fdopen(
        os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
    ) as kept:
        source, sink = _Pulled(all_of_it()), _Summed(kept)
        try:
            pyrage.encrypt_io(source, sink, list(key.recipients))
        except (pyrage.EncryptError, OSError) as error:
            raise source.failed or sink.failed or error from None
        _flush(kept)
        # What is read back to verify it comes from the disk, not from memory.
        os.posix_fadvise(kept.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return made[0], sink.sum.hexdigest()


def _entry(part: Part, sums: dict[str, Sum]) -> Iterator[bytes]:
    about = tarfile.TarInfo(part.name)
    about.size, about.mode = part.size, 0o600
    yield about.tobuf(tarfile.PAX_FORMAT)
    found, size = hashlib.sha256(), 0
    for piece in part.contents:
        found.update(piece)
        size += len(piece)
        yield piece
    if size != part.size:
        raise ChangedMeanwhile(part.name)
    sums[part.name] = Sum(size=size, sha256=found.hexdigest())
    yield bytes(-size % tarfile.BLOCKSIZE)


class ChangedMeanwhile(Exception):
    """A file became longer or shorter while it was copied: begin again."""


class _Pulled:
    """Pieces of bytes as a file to read, as age wants it. Keeps what went wrong."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.left = memoryview(b"")
        self.failed: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            while not self.left:
                self.left = memoryview(next(self.pieces))
        except StopIteration:
            return b""
        except BaseException as error:
            self.failed = error
            raise
        size = len(self.left) if size < 0 else size
        taken, self.left = self.left[:size], self.left[size:]
        return bytes(taken)


class _Summed:
    """A file to write that counts a sum on the way. Keeps what went wrong."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.sum = hashlib.sha256()
        self.failed: BaseException | None = None

    def write(self, piece: bytes) -> int:
        try:
            self.file.write(piece)
        except BaseException as error:
            self.failed = error
            raise
        self.sum.update(piece)
        return len(piece)

    def flush(self) -> None:
        self.file.flush()


@contextmanager
def written_whole(file: Path, *, may_overwrite: bool) -> Iterator[Path]:
    """A name beside `file` to write to, put in its place once the block ends well."""
    _refuse_what_is_there(file, may_overwrite=may_overwrite)
    beside = file.with_name(f".{file.name}.{secrets.token_hex(4)}.partial")
    try:
        yield beside
        _refuse_what_is_there(file, may_overwrite=may_overwrite)
        beside.replace(file)
        folder = os.open(file.parent, os.O_RDONLY)
        with suppress(OSError):  # some file servers cannot
            os.fsync(folder)
        os.close(folder)
    finally:
        beside.unlink(missing_ok=True)


def _refuse_what_is_there(file: Path, *, may_overwrite: bool) -> None:
    if file.exists() and not may_overwrite:
        raise BackupRefused(
            f"{file} is there already. Choose another name, or say --overwrite."
        )


def _flush(file: IO[Any]) -> None:
    file.flush()
    os.fsync(file.fileno())


# -- reading ---------------------------------------------------------------------------

NOT_OURS = "This is no backup of Parentis, though the key opens it."
NOT_A_BACKUP = "This file is no backup: it is not in the age format. Check its name."
WRONG_KEY = (
    "This key does not open the backup. Give the key it was made with; if you did, the"
    " file is damaged, and you need another copy of it."
)
DAMAGED = (
    "The backup is damaged: it was cut off, or some of it was changed. Nothing of it"
    " was used. Take another copy of it, or the backup before."
)

Keep = Callable[[str, int, Iterator[bytes]], None]
"""Takes a part's name, its size and its bytes."""


def read(file: Path, *, key: Key, keep: Keep | None = None) -> Manifest:
    """Decrypts and verifies the whole, giving each part to `keep`, or refuses.

    What `keep` received is not to be used before this returns.
    """
    if not key.identities:
        raise BackupRefused(
            "A public key does not open a backup. Give the file with the secret key,"
            " which begins AGE-SECRET-KEY-1."
        )
    with file.open("rb") as kept:
        start = kept.read(len(AGE))
    if start != AGE:
        raise BackupRefused(NOT_A_BACKUP if AGE[:10] != start[:10] else DAMAGED)
    with _decrypted(file, key) as plain:
        return _parts_read(plain, keep or _nothing)


def _nothing(_name: str, _size: int, contents: Iterator[bytes]) -> None:
    for _piece in contents:
        pass


def _parts_read(plain: IO[bytes], keep: Keep) -> Manifest:
    sums: dict[str, Sum] = {}
    contents = b""
    with tarfile.open(fileobj=plain, mode="r|", bufsize=BLOCK) as tar:
        for entry in tar:
            held = tar.extractfile(entry)
            if contents or held is None or not _is_plain(entry.name):
                raise BackupRefused(NOT_OURS)
            if entry.name == MANIFEST:
                contents = _short(held, entry.size)
                continue
            if entry.name in sums:
                raise BackupRefused(NOT_OURS)
            found = hashlib.sha256()
            keep(entry.name, entry.size, _summing(held, found))
            sums[entry.name] = Sum(size=entry.size, sha256=found.hexdigest())
    while plain.read(BLOCK):  # to the end, where age says whether all is there
        pass
    manifest = read_manifest(contents)
    if manifest.parts != sums:
        raise BackupRefused(DAMAGED)
    return manifest


def _is_plain(name: str) -> bool:
    """A path that leads nowhere but down."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\0" not in name


def _short(held: IO[bytes], size: int) -> bytes:
    if size > LARGEST_MANIFEST:
        raise BackupRefused(NOT_OURS)
    return held.read()


def _summing(held: IO[bytes], found: Any) -> Iterator[bytes]:
    while piece := held.read(BLOCK):
        found.update(piece)
        yield piece


@contextmanager
def _decrypted(file: Path, key: Key) -> Iterator[IO[bytes]]:
    """The plain bytes, decrypted in a thread of their own as they are read."""
    out, into = os.pipe()
    failed: list[Exception] = []

    def decrypt() -> None:
        try:
            with os.fdopen(into, "wb", BLOCK) as sink, file.open("rb") as kept:
                pyrage.decrypt_io(kept, sink, list(key.identities))
        except Exception as error:
            failed.append(error)

    at_work = threading.Thread(target=decrypt, daemon=True)
    at_work.start()
    ours: Exception | None = None
    try:
        with os.fdopen(out, "rb", BLOCK) as plain:
            yield plain
    except (Refused, tarfile.TarError, EOFError) as error:
        ours = error
    finally:
        at_work.join()
    # What age says comes first: a file cut short is a broken tar too.
    for theirs in failed:
        if not isinstance(theirs, BrokenPipeError):
            raise BackupRefused(_in_words(theirs)) from None
    if isinstance(ours, Refused):
        raise ours
    if ours is not None:
        raise BackupRefused(NOT_OURS)


def _in_words(error: Exception) -> str:
    return WRONG_KEY if "No matching keys" in str(error) else DAMAGED
