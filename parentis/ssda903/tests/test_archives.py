"""Archives that are not safe to open."""

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from parentis.ssda903.archives import File, Form, form_of, unzipped
from parentis.ssda903.findings import ReturnRejected
from parentis.ssda903.reader import read
from parentis.ssda903.tests.returns import OC3, lines, put


def a_zip(*entries: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def refusal(folder: Path, content: bytes) -> str:
    put(folder, {"r.zip": content})
    with pytest.raises(ReturnRejected) as refused:
        read(folder / "r.zip", year=2025)
    return str(refused.value)


def declaring(content: bytes, size: int) -> bytes:
    """The zip, its first entry declared to be of another size than it is."""
    changed = bytearray(content)
    at = changed.index(b"PK\x01\x02") + 24
    changed[at : at + 4] = size.to_bytes(4, "little")
    return bytes(changed)


def test_a_zip_that_unpacks_to_too_much_is_not_opened(tmp_path: Path) -> None:
    content = declaring(a_zip(("OC3.csv", b"x")), 512 * 1024**2 + 1)

    assert "more than 512 MiB" in refusal(tmp_path, content)


def test_a_zip_of_very_many_files_is_not_opened(tmp_path: Path) -> None:
    content = a_zip(*((f"{number}.csv", b"") for number in range(1_001)))

    assert "more than 1,000 files" in refusal(tmp_path, content)


def test_a_zip_that_lies_about_its_sizes_gives_no_more_than_it_says(
    tmp_path: Path,
) -> None:
    content = a_zip(("OC3.csv", lines(OC3).encode() * 5_000))

    assert "damaged" in refusal(tmp_path, declaring(content, 100))


def test_a_zip_locked_with_a_password_is_refused(tmp_path: Path) -> None:
    content = bytearray(a_zip(("OC3.csv", b"x")))
    for mark, step in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + step] |= 1

    assert "locked with a password" in refusal(tmp_path, bytes(content))


@pytest.mark.parametrize("length", [10, 60, 200])
def test_a_zip_cut_short_is_refused(tmp_path: Path, length: int) -> None:
    whole = a_zip(("OC3.csv", lines(OC3).encode() * 50))

    assert "damaged" in refusal(tmp_path, whole[:length])


def test_a_workbook_stored_as_it_is_in_a_zip_leaves_it_a_zip() -> None:
    workbook = a_zip(("xl/workbook.xml", b"<workbook/>"))
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("return.xlsx", workbook)

    assert form_of(workbook) is Form.WORKBOOK
    assert form_of(stored.getvalue()) is Form.ZIP


def test_a_zip_that_lies_is_not_unpacked_beyond_what_it_says() -> None:
    """Read at once, 64 MiB would lie in memory before the lie is noticed."""
    content = declaring(a_zip(("OC3.csv", bytes(64 * 1024**2))), 1_000)
    tracemalloc.start()
    with pytest.raises(ReturnRejected, match="damaged"):
        list(unzipped(File("lying.zip", content)))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert most < 8 * 1024**2


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_packed_in_a_way_without_limits_is_refused(
    tmp_path: Path, way: int
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", way) as archive:
        archive.writestr("OC3.csv", lines(OC3))

    assert "packed in a way" in refusal(tmp_path, packed.getvalue())
