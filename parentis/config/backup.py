"""`parentis backup`: the database and the files as they were at one moment, encrypted.

Files are only ever added, and before their row is committed. So the database is copied
first, as one snapshot saw it, and the files after it: no row lacks its file.

Nothing is written to disk unencrypted. The file gets its name once it was read back.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import psycopg

from parentis.config import archive, audit_check, kept, postgres_tools
from parentis.config.archive import BackupRefused, ChangedMeanwhile, Key, Manifest, Part

DATABASE, FILES = "database/", "files/"
PIECE = 16 * 1024 * 1024
"""The dump goes into the backup in parts of this size: nobody knows its size before."""
TRIES = 3
LAST_BACKUP = "last-backup"
"""When the last one was made, in the data folder: for `parentis check-deploy`."""


@dataclass(frozen=True, kw_only=True)
class Installation:
    """What is copied, or put back: a database as its two roles reach it, and files."""

    owner: str
    application: str
    files: Path

    @property
    def application_role(self) -> str:
        with psycopg.connect(self.application) as connection:
            return kept.role(connection)


@dataclass(frozen=True, kw_only=True)
class Made:
    """A backup that was written. `is_opened`: it was decrypted again, and compared."""

    manifest: Manifest
    size: int
    sha256: str
    is_opened: bool

    @property
    def files(self) -> int:
        return sum(name.startswith(FILES) for name in self.manifest.parts)


def backup(
    file: Path,
    *,
    key: Key,
    of: Installation,
    at: datetime,
    may_overwrite: bool = False,
) -> Made:
    """Writes the backup, reads it back, and only then gives it its name."""
    with archive.written_whole(file, may_overwrite=may_overwrite) as beside:
        manifest, found = _written(beside, key=key, of=of, at=at)
        if key.identities:
            is_same = archive.read(beside, key=key) == manifest
        else:
            is_same = _sum_of(beside) == found
        if not is_same:
            raise BackupRefused(
                "What was read back from the disk is not what was written, so there is"
                " no backup. Write it to another disk."
            )
        size = beside.stat().st_size
    return Made(
        manifest=manifest, size=size, sha256=found, is_opened=bool(key.identities)
    )


def _written(
    beside: Path, *, key: Key, of: Installation, at: datetime
) -> tuple[Manifest, str]:
    """A file that changed while it was copied means beginning again."""
    for _ in range(TRIES):
        try:
            with _snapshot(of, at=at) as (manifest, named, parts):
                return archive.write(
                    beside,
                    _all_parts(parts, of.files),
                    key=key,
                    finish=lambda sums, m=manifest, n=named: _finished(m, sums, n),  # type: ignore[misc]
                )
        except ChangedMeanwhile:
            beside.unlink()
    raise BackupRefused(
        "Files changed each time while they were copied. Try again in a few minutes."
    )


@contextmanager
def _snapshot(
    of: Installation, *, at: datetime
) -> Iterator[tuple[Manifest, list[str], Iterator[Part]]]:
    """The manifest, the files that rows name and the dump, all of one moment."""
    with psycopg.connect(of.owner) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        server = connection.info.server_version
        manifest = Manifest(
            made_at=at.isoformat(timespec="seconds"),
            parentis=version("parentis"),
            postgresql=server,
            database_size=kept.size(connection),
            migrations=kept.migrations(connection),
            rows=kept.row_counts(connection),
            owner=kept.role(connection),
            application=of.application_role,
            privileges=kept.privileges(connection),
            audit_head=audit_check.head(connection),
        )
        dumped = postgres_tools.dump(
            of.owner, snapshot=row[0] if row else "", server=server // 10_000
        )
        yield manifest, kept.files_of_rows(connection), _in_pieces(dumped)


def _in_pieces(dumped: Iterator[bytes]) -> Iterator[Part]:
    held, number = bytearray(), 0
    for block in dumped:
        held += block
        if len(held) >= PIECE:
            number += 1
            yield _piece(held, number)
            held = bytearray()
    yield _piece(held, number + 1)


def _piece(held: bytearray, number: int) -> Part:
    return Part(name=f"{DATABASE}{number:06}", size=len(held), contents=[bytes(held)])


def _all_parts(database: Iterator[Part], files: Path) -> Iterator[Part]:
    yield from database
    for path in sorted(each for each in files.rglob("*") if each.is_file()):
        if not path.is_symlink():
            yield from _file(path, f"{FILES}{path.relative_to(files).as_posix()}")


def _file(path: Path, name: str) -> Iterator[Part]:
    """Nothing, where it is gone meanwhile: `_finished` says whether a row needs it."""
    try:
        held = path.open("rb")
    except FileNotFoundError:
        return
    with held:
        size = os.fstat(held.fileno()).st_size
        blocks = iter(lambda: held.read(archive.BLOCK), b"")
        yield Part(name=name, size=size, contents=blocks)


def _finished(
    manifest: Manifest, sums: dict[str, archive.Sum], named: list[str]
) -> Manifest:
    folders = {
        name[: at + 1] for name in sums for at, sign in enumerate(name) if sign == "/"
    }
    missing = [
        path for path in named if f"{FILES}{path}" not in (sums.keys() | folders)
    ]
    if missing:
        raise BackupRefused(
            f"The database names {len(missing):,} files that are not in the folder of"
            f" files, {missing[0]} for one. Find out where they went before you rely on"
            " a backup."
        )
    return replace(manifest, parts=sums)


def _sum_of(file: Path) -> str:
    found = sha256()
    with file.open("rb") as held:
        while block := held.read(archive.BLOCK):
            found.update(block)
    return found.hexdigest()
