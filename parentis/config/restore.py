"""`parentis restore`: a backup put into an empty installation, or nothing at all.

The whole is decrypted and verified into a folder beside the files before anything is
touched. Where the database then refuses, it is emptied again. A note in the data
folder says that a restore is under way: one that was broken off (by a power cut) is
begun again by the same command, and `parentis serve` does not serve half of it.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from parentis.config import archive, audit_check, kept, postgres_tools
from parentis.config.archive import BackupRefused, Key, Manifest
from parentis.config.backup import DATABASE, FILES, Installation

UNFINISHED = "restore-unfinished"
FREE = 256 * 1024 * 1024
"""Left free whatever comes, so that the machine goes on working."""
NOT_EMPTY = (
    "There is somebody's work in this installation ({what}), so nothing was restored."
    " Restore into a new data folder and an empty database."
)


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What came back.

    `left_out`: roles of the old server that this one has not. `fault`: what was wrong
    with the record of looking, and was so when the backup was made.
    """

    manifest: Manifest
    files: int
    left_out: list[str]
    fault: str


def restore(
    file: Path, *, key: Key, into: Installation, known: set[tuple[str, str]]
) -> Restored:
    """`known` are the migrations of this Parentis. BackupRefused says why not."""
    unfinished = into.files.parent / UNFINISHED
    with psycopg.connect(into.owner, autocommit=True) as connection:
        _refuse_where_in_use(connection)
        if not unfinished.exists():
            _refuse_where_not_empty(connection, into.files)
        with _unpacked(file, key=key, into=into) as (manifest, folder):
            _refuse_what_does_not_fit(manifest, connection, known=known)
            unfinished.touch(mode=0o600)
            try:
                left_out, fault = _put_in(connection, manifest, folder, into=into)
            except BaseException:
                _empty(connection, into.files)
                unfinished.unlink()
                raise
        unfinished.unlink()
    files = sum(name.startswith(FILES) for name in manifest.parts)
    return Restored(manifest=manifest, files=files, left_out=left_out, fault=fault)


# -- before anything is touched --------------------------------------------------------


def _refuse_where_in_use(connection: kept.Connection) -> None:
    others = kept.others_connected(connection)
    if others:
        raise BackupRefused(
            f"The database is in use by {others:,} others. Stop `parentis serve`, and"
            " whatever else is connected, then try again."
        )


def _refuse_where_not_empty(connection: kept.Connection, files: Path) -> None:
    filled = kept.tables_with_work(connection)
    if filled:
        raise BackupRefused(NOT_EMPTY.format(what=f"rows in {filled[0]}"))
    found = next((each for each in files.rglob("*") if not each.is_dir()), None)
    if found:
        raise BackupRefused(NOT_EMPTY.format(what=f"files in {files}"))


def _refuse_what_does_not_fit(
    manifest: Manifest, connection: kept.Connection, *, known: set[tuple[str, str]]
) -> None:
    unknown = {(app, name) for app, name in manifest.migrations} - known
    if unknown:
        raise BackupRefused(
            f"A newer Parentis ({manifest.parentis} or later) made this backup: this"
            f" one does not know {'.'.join(sorted(unknown)[0])}. Update Parentis first."
        )
    theirs, ours = manifest.postgresql // 10_000, connection.info.server_version
    if theirs > ours // 10_000:
        raise BackupRefused(
            f"The backup is of PostgreSQL {theirs}, and this database is"
            f" {ours // 10_000}. Restore into PostgreSQL {theirs} or newer."
        )


@contextmanager
def _unpacked(
    file: Path, *, key: Key, into: Installation
) -> Iterator[tuple[Manifest, Path]]:
    """The parts, verified to the last byte, in a folder that is gone afterwards.

    It stands beside the files, so that they need only be moved.
    """
    beside = into.files.parent
    _refuse_where_no_room(beside, file.stat().st_size)
    with tempfile.TemporaryDirectory(prefix="restoring-", dir=beside) as name:
        folder = Path(name)
        (folder / "files").mkdir(mode=0o700)

        def keep(part: str, _size: int, contents: Iterator[bytes]) -> None:
            if part.startswith(DATABASE):
                target, mode = folder / "database.dump", "ab"
            elif part.startswith(FILES):
                target, mode = folder / part, "xb"
                _make_folders(target.parent)
            else:
                raise BackupRefused(archive.NOT_OURS)
            with target.open(mode) as held:
                target.chmod(0o600)
                for piece in contents:
                    held.write(piece)

        manifest = archive.read(file, key=key, keep=keep)
        if not (folder / "database.dump").exists():
            raise BackupRefused(archive.NOT_OURS)
        _refuse_where_no_room(beside, manifest.database_size)
        yield manifest, folder


def _refuse_where_no_room(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed + FREE:
        missing = (needed + FREE - free) / 1024**3
        raise BackupRefused(
            f"There is not enough room in {folder}: {missing:.1f} GB more are needed."
        )


def _make_folders(folder: Path) -> None:
    """Its owner's alone, each of them: `parents` of mkdir would not see to that."""
    if not folder.is_dir():
        _make_folders(folder.parent)
        folder.mkdir(mode=0o700)


# -- from here on it is touched --------------------------------------------------------


def _put_in(
    connection: kept.Connection,
    manifest: Manifest,
    folder: Path,
    *,
    into: Installation,
) -> tuple[list[str], str]:
    _empty(connection, into.files)
    postgres_tools.restore(
        into.owner,
        folder / "database.dump",
        server=connection.info.server_version // 10_000,
    )
    with connection.transaction():
        left_out = _let_in(connection, manifest, into.application_role)
        _compare(connection, manifest)
        fault = audit_check.fault(connection, expected=manifest.audit_head)
    for each in (folder / "files").iterdir():
        shutil.move(each, into.files / each.name)
    return left_out, fault


def _let_in(
    connection: kept.Connection, manifest: Manifest, application: str
) -> list[str]:
    """Each role may what it might before, the product's by the name it has here.

    Where one role was both owner and product, it says nothing about a second one: that
    gets what this database gives by default, and check-deploy says what is too much.
    """
    if manifest.application == manifest.owner:
        return []
    owner = kept.role(connection)
    names = {manifest.application: application}
    wanted = [
        archive.Privilege(
            kind=each.kind,
            on=each.on,
            column=each.column,
            role=names.get(each.role, each.role),
            may=each.may,
        )
        for each in manifest.privileges
    ]
    return kept.set_privileges(
        connection, [each for each in wanted if each.role != owner]
    )


def _compare(connection: kept.Connection, manifest: Manifest) -> None:
    rows = kept.row_counts(connection)
    differ = [t for t in manifest.rows if rows.get(t) != manifest.rows[t]]
    if differ or rows.keys() != manifest.rows.keys():
        raise BackupRefused(
            "What was restored is not what the backup says it holds"
            f" ({', '.join(differ[:3]) or 'there are other tables'}), so it was taken"
            " out again."
        )


def _empty(connection: kept.Connection, files: Path) -> None:
    """As a new installation is: what is taken away came from a restore."""
    kept.drop_everything(connection)
    for each in files.iterdir():
        shutil.rmtree(each) if each.is_dir() else each.unlink()
