"""The backup's file: it gives back what was put in, or nothing, and says why."""

import hashlib
import io
import subprocess
import sys
import tarfile
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrage import encrypt, x25519

from parentis.config import archive
from parentis.config.archive import BackupRefused, ChangedMeanwhile, Manifest, Part

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)


def manifest(parts=None, **changed) -> Manifest:
    said: dict[str, Any] = {
        "made_at": AT.isoformat(),
        "parentis": "0.1.0",
        "postgresql": 160_000,
        "database_size": 0,
        "migrations": [["accounts", "0001_initial"]],
        "rows": {"public.accounts_user": 1},
        "owner": "parentis_owner",
        "application": "parentis",
        "privileges": [],
    }
    return Manifest(**(said | changed), parts=parts or {})


def part(name: str, contents: bytes) -> Part:
    return Part(name=name, size=len(contents), contents=[contents])


@pytest.fixture(scope="module")
def key_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("key") / "key.txt"
    archive.make_key(path, at=AT)
    return path


@pytest.fixture(scope="module")
def key(key_file):
    return archive.read_key(key_file)


@pytest.fixture
def written(tmp_path, key):
    file = tmp_path / "backup.age"
    contents = hashlib.sha256(b"x").digest() * 6_000
    archive.write(file, [part("files/a", contents)], key=key, finish=manifest)
    return file


def refusal_of(file, key) -> str:
    with pytest.raises(BackupRefused) as refused:
        archive.read(file, key=key)
    return str(refused.value)


names = st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1
).filter(lambda name: archive._is_plain(name) and not name.endswith(("/", ".")))


@settings(deadline=None, max_examples=60)
@given(held=st.dictionaries(names, st.binary(max_size=3_000), max_size=6))
def test_whatever_went_in_comes_out(held, key, tmp_path_factory):
    held = {f"files/{name}": contents for name, contents in held.items()}
    file = tmp_path_factory.mktemp("any") / "backup"
    came = {}

    def keep(name, _size, contents):
        came[name] = b"".join(contents)

    made, _ = archive.write(
        file, [part(*pair) for pair in held.items()], key=key, finish=manifest
    )

    assert archive.read(file, key=key, keep=keep) == made
    assert came == held


def test_wherever_it_is_cut_it_is_refused(written, key):
    whole = written.read_bytes()
    for length in [0, 1, 21, 22, 100, *range(200, len(whole), 1_009), len(whole) - 1]:
        written.write_bytes(whole[:length])
        said = refusal_of(written, key)
        assert said in {archive.DAMAGED, archive.NOT_A_BACKUP}, length


def test_whichever_byte_is_changed_it_is_refused(written, key):
    whole = written.read_bytes()
    for at in [*range(0, 250, 7), *range(250, len(whole), 1_000)]:
        changed = bytearray(whole)
        changed[at] ^= 0x55
        written.write_bytes(changed)
        assert refusal_of(written, key), at


def test_another_key_is_told_from_a_damaged_file(written, tmp_path):
    archive.make_key(tmp_path / "other", at=AT)

    said = refusal_of(written, archive.read_key(tmp_path / "other"))
    assert said == archive.WRONG_KEY


@pytest.mark.parametrize("contents", [b"", b"PK\3\4 something else", b"age\n"])
def test_a_file_that_is_no_backup_is_called_so(tmp_path, key, contents):
    file = tmp_path / "holiday.zip"
    file.write_bytes(contents)

    assert refusal_of(file, key) == archive.NOT_A_BACKUP


@pytest.mark.parametrize(
    "name", ["../escaped", "/etc/passwd", "files/../../up", "a/link", "files/twice"]
)
def test_what_somebody_else_packed_for_the_key_leads_nowhere_else(tmp_path, key, name):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        about = tarfile.TarInfo(name)
        if name == "a/link":
            about.type, about.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(about)
        if name == "files/twice":
            tar.addfile(about)
    file = tmp_path / "hostile"
    file.write_bytes(encrypt(packed.getvalue(), list(key.recipients)))

    assert refusal_of(file, key) == archive.NOT_OURS


@pytest.mark.parametrize("contents", [b"", b"no tar at all" * 200, b"\0" * 5_000])
def test_what_is_encrypted_and_no_backup_is_called_so(tmp_path, key, contents):
    file = tmp_path / "letter.age"
    file.write_bytes(encrypt(contents, list(key.recipients)))

    assert refusal_of(file, key) == archive.NOT_OURS


def test_a_part_that_is_not_what_the_manifest_says_is_refused(tmp_path, key):
    def finish(sums):
        return manifest({name: archive.Sum(size=1, sha256="0") for name in sums})

    file = tmp_path / "backup"
    archive.write(file, [part("files/a", b"a")], key=key, finish=finish)

    assert refusal_of(file, key) == archive.DAMAGED


def test_a_backup_of_a_later_format_asks_for_that_version(tmp_path, key):
    file = tmp_path / "backup"
    archive.write(file, [], key=key, finish=lambda _: manifest(format=2))

    assert "newer Parentis" in refusal_of(file, key)


def test_a_file_that_grew_or_shrank_meanwhile_is_noticed(tmp_path, key):
    for size in (2, 4):
        grown = Part(name="files/a", size=size, contents=[b"abc"])
        with pytest.raises(ChangedMeanwhile):
            archive.write(tmp_path / str(size), [grown], key=key, finish=manifest)


def test_what_goes_wrong_in_the_middle_is_said_as_it_was(tmp_path, key):
    def broken():
        yield part("files/a", b"a")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        archive.write(tmp_path / "backup", broken(), key=key, finish=manifest)


def test_the_name_is_given_to_a_whole_file_alone(tmp_path):
    file = tmp_path / "backup"
    with (
        pytest.raises(ZeroDivisionError),
        archive.written_whole(file, may_overwrite=False) as beside,
    ):
        beside.write_bytes(b"half" * (1 // 0))
    assert list(tmp_path.iterdir()) == []

    with archive.written_whole(file, may_overwrite=False) as beside:
        beside.write_bytes(b"whole")
    assert file.read_bytes() == b"whole"


def test_a_file_that_is_there_is_not_written_over_unasked(tmp_path):
    file = tmp_path / "backup"
    file.write_bytes(b"before")
    with (
        pytest.raises(BackupRefused, match="--overwrite"),
        archive.written_whole(file, may_overwrite=False) as beside,
    ):
        beside.write_bytes(b"after")
    assert file.read_bytes() == b"before"

    with archive.written_whole(file, may_overwrite=True) as beside:
        beside.write_bytes(b"after")
    assert file.read_bytes() == b"after"


# -- keys ------------------------------------------------------------------------------


def test_a_key_is_its_owners_alone_and_never_written_over(key_file):
    before = key_file.read_text()

    assert key_file.stat().st_mode & 0o077 == 0
    with pytest.raises(BackupRefused, match="there already"):
        archive.make_key(key_file, at=AT)
    assert key_file.read_text() == before
    assert before.splitlines()[0] == "# created: 2026-05-03T12:00:00+00:00"


def test_the_public_half_makes_a_backup_and_opens_none(tmp_path, key, key_file):
    public = next(w for w in key_file.read_text().split() if w.startswith("age1"))
    (tmp_path / "public").write_text(f"# of the council\n{public}\n")
    half = archive.read_key(tmp_path / "public")
    file = tmp_path / "backup"
    archive.write(file, [part("files/a", b"a")], key=half, finish=manifest)

    assert "public key does not open" in refusal_of(file, half)
    assert archive.read(file, key=key).parts["files/a"].size == 1


@pytest.mark.parametrize(
    "words", ["", "# only a note", "AGE-SECRET-KEY-1NO", "age1no", "hello", "\0\xff"]
)
def test_what_is_no_key_is_called_so(tmp_path, words):
    (tmp_path / "key").write_text(words)

    with pytest.raises(BackupRefused, match="no key of age"):
        archive.read_key(tmp_path / "key")


def test_other_peoples_keys_are_keys_too(tmp_path):
    one, other = x25519.Identity.generate(), x25519.Identity.generate()
    (tmp_path / "key").write_text(f"{one}\n{other.to_public()}\n")

    read = archive.read_key(tmp_path / "key")
    assert (len(read.identities), len(read.recipients)) == (1, 2)


# -- size ------------------------------------------------------------------------------

LARGE = """
import resource
from pathlib import Path
from parentis.config import archive
from parentis.config.tests.test_archive import manifest
key = archive.read_key(Path({key!r}))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
block = bytes(1024 * 1024)
part = archive.Part(name="files/a", size=300 * len(block), contents=(block,) * 300)
archive.write(Path({file!r}), [part], key=key, finish=manifest)
archive.read(Path({file!r}), key=key)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_a_backup_of_300_mb_takes_no_more_memory_than_a_small_one(tmp_path, key_file):
    script = LARGE.format(key=str(key_file), file=str(tmp_path / "large"))
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert int(ran.stdout) < 40
