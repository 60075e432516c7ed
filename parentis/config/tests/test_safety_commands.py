"""make-key, backup, restore and check-deploy, as an operator types them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from parentis.config.database import APPLICATION, Addresses, embedded


def run(*words: str | Path, data: Path, **more: str) -> subprocess.CompletedProcess:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PARENTIS_")}
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DJANGO_SETTINGS_MODULE"):
        kept.pop(name, None)
    return subprocess.run(
        [sys.executable, "-m", "parentis.config.command", *words],
        env=kept | {"PARENTIS_DATA": str(data), "NO_COLOR": "1"} | more,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def key(tmp_path):
    made = run("make-key", tmp_path / "key", data=tmp_path)
    assert made.returncode == 0, made.stderr
    return tmp_path / "key"


@contextmanager
def running(data: Path) -> Iterator[Addresses]:
    """The embedded database of a data folder; the commands find it running."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARENTIS_DATA", str(data))
        with embedded(data / "postgres") as addresses:
            yield addresses


def work_in(data: Path, addresses: Addresses) -> None:
    """A row, a file, and a table that only grows."""
    (data / "files").mkdir(exist_ok=True)
    (data / "files" / "letter").write_bytes(os.urandom(100_000))
    with psycopg.connect(addresses.owner, autocommit=True) as owner:
        owner.execute("CREATE TABLE note (id serial, words text)")
        owner.execute("INSERT INTO note (words) VALUES ('kept')")
        revoke = sql.SQL("REVOKE UPDATE, DELETE ON note FROM {}")
        owner.execute(revoke.format(sql.Identifier(APPLICATION)))


def test_from_one_machine_to_another(tmp_path, key):
    here, there = tmp_path / "here", tmp_path / "there"
    file = tmp_path / "backup.age"
    with running(here) as addresses:
        work_in(here, addresses)
        made = run("backup", file, "--key", key, data=here)
        again = run("backup", file, "--key", key, data=here)

    assert made.returncode == 0, made.stderr
    assert f"Wrote {file}: 1 rows and 1 files" in made.stdout
    assert file.stat().st_mode & 0o077 == 0
    assert b"kept" not in file.read_bytes()
    assert (again.returncode, "there already" in again.stderr) == (1, True)

    with running(there) as addresses:
        done = run("restore", file, "--key", key, data=there)
        twice = run("restore", file, "--key", key, data=there)
        with psycopg.connect(addresses.application, autocommit=True) as product:
            product.execute("INSERT INTO note (words) VALUES ('more')")
            rows = product.execute("SELECT id, words FROM note ORDER BY id")
            assert rows.fetchall() == [(1, "kept"), (2, "more")]
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                product.execute("UPDATE note SET words = ''")

    assert done.returncode == 0, done.stderr
    assert "Restored 1 rows and 1 files as they were at" in done.stdout
    letter = Path("files", "letter")
    assert (there / letter).read_bytes() == (here / letter).read_bytes()
    assert (twice.returncode, twice.stderr.count("\n")) == (1, 1)
    assert "rows in note" in twice.stderr


@pytest.mark.parametrize("words", [["backup"], ["restore"]])
def test_a_key_that_is_none_is_one_sentence(tmp_path, words):
    (tmp_path / "key").write_text("hello")
    ran = run(*words, tmp_path / "file", "--key", tmp_path / "key", data=tmp_path)

    assert ran.returncode == 1
    assert ran.stderr == (
        f"Error: {tmp_path / 'key'} is no key of age. `parentis make-key` makes one.\n"
    )


def test_a_database_out_of_reach_is_one_sentence(tmp_path, key):
    ran = run(
        *("backup", tmp_path / "file", "--key", key),
        data=tmp_path,
        DATABASE_URL="postgresql://x:secret@127.0.0.1:1/x",
    )

    assert ran.returncode == 1
    assert "does not answer" in ran.stderr
    assert "secret" not in ran.stderr + ran.stdout
    assert "Traceback" not in ran.stderr


def test_check_deploy_lists_what_is_unsafe_and_ends_with_1(tmp_path):
    ran = run(
        "check-deploy", data=tmp_path, DATABASE_URL="postgresql://x@127.0.0.1:1/x"
    )

    assert ran.returncode == 1
    lines = ran.stdout.splitlines()
    assert any("signs sessions lies on the disk" in line for line in lines)
    assert any(line.startswith("Could not be checked: ") for line in lines)
    assert ran.stderr.endswith("settings are unsafe.\n")
    assert "Traceback" not in ran.stderr
