"""Files made to do harm: refused with a sentence, or kept as plain bytes."""

import io
import stat
import time
import zipfile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from parentis.returns import tasks
from parentis.returns.choices import UploadState
from parentis.returns.models import Upload
from parentis.returns.tests.a_return import A_RETURN, as_zip, csv, file

URL = "/returns/upload-return/"
HEADER = csv(A_RETURN["Header.csv"])


def upload(visit, by, *files):
    return visit(URL, by=by, answers={"return_files": list(files)})


def named(name: str, contents: bytes = HEADER) -> SimpleUploadedFile:
    """As a browser that was tampered with would name it: nothing is tidied here."""
    sent = SimpleUploadedFile("x", contents)
    sent._name = name  # type: ignore[attr-defined]
    return sent


def files_kept() -> list[str]:
    root = settings.MEDIA_ROOT
    return sorted(str(p.relative_to(root)) for p in root.rglob("*") if p.is_file())


def is_nothing_kept() -> bool:
    return not Upload.objects.exists() and files_kept() == []


# -- kinds -----------------------------------------------------------------------------

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.mark.parametrize(
    ("name", "contents"),
    [
        ("return.exe", b"MZ\x90\0"),
        ("return.csv.exe", b"MZ\x90\0"),
        ("picture.svg", SVG),
        ("page.html", b"<script>alert(1)</script>"),
        ("macro.xlsm", b"PK\3\4"),
        ("old.xls", b"\xd0\xcf\x11\xe0"),
        ("return", HEADER),
        ("return.csv.", HEADER),
        ("return.csv ", HEADER),
    ],
)
def test_another_kind_of_file_is_refused_and_not_kept(visit, analyst, name, contents):
    page = upload(visit, analyst, file(name, contents))

    (error,) = page.errors
    assert "is not a CSV, zip, XML or .xlsx file" in error
    assert is_nothing_kept()


@pytest.mark.parametrize(
    ("name", "contents"),
    [
        ("return.csv", b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff"),
        ("return.csv", SVG),
        ("return.xml", SVG),
        ("return.xlsx", b"MZ\x90\0"),
        ("return.zip", b"%PDF-1.7"),
        ("return.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(
    visit, analyst, name, contents
):
    upload(visit, analyst, file(name, contents))
    received = Upload.objects.get()
    tasks.read_upload(received.pk)
    page = visit(f"/returns/{received.pk}/", by=analyst)

    assert Upload.objects.get().state == UploadState.REFUSED
    assert "a fault of Parentis" not in page
    assert "No figure was changed." in page


# -- names -----------------------------------------------------------------------------

NAMES = [
    "../../../../etc/cron.d/return.csv",
    "..\\..\\return.csv",
    "/etc/return.csv",
    "C:\\return.csv",
    "....//return.csv",
    "return\0.exe.csv",
    "return\u202evsc.exe.csv",
    "return\r\nSet-Cookie: x=1.csv",
    "<img src=x onerror=alert(1)>.csv",
    "'; DROP TABLE returns_upload; --.csv",
    "a" * 5_000 + ".csv",
    "é" * 250 + ".csv",
    "漢" * 250 + ".csv",
    ".csv",
    "..csv",
    "-rf.csv",
    "CON.csv",
    " .csv",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_leads_nowhere_and_harms_no_page(visit, analyst, name):
    """Kept below its own folder under a harmless name; or refused and not kept."""
    page = upload(visit, analyst, named(name))

    if not Upload.objects.exists():
        assert page.errors or page.status == 400
        assert files_kept() == []
        return
    assert page.status == 200
    received = Upload.objects.get()
    (kept,) = files_kept()
    folder = f"returns/{received.pk}/as-received/"
    assert kept.startswith(folder)
    own = kept.removeprefix(folder)
    assert "/" not in own
    assert own.isprintable()
    assert received.name.isprintable()
    assert "<img" not in page.html
    mode = (settings.MEDIA_ROOT / kept).stat().st_mode
    assert not mode & (stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


def test_two_long_names_that_end_alike_are_both_kept(visit, analyst):
    upload(visit, analyst, named("é" * 250 + "1.csv"), named("é" * 250 + "2.csv"))

    assert len(files_kept()) == 2


# -- bombs -----------------------------------------------------------------------------


MIB = bytes(1024 * 1024)


def zeros(name: str, *, mib: int) -> bytes:
    """A zip a thousandth of what it unpacks to."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(name, "w") as entry,
    ):
        for _ in range(mib):
            entry.write(MIB)
    return packed.getvalue()


@pytest.fixture(scope="module")
def bombs() -> dict[str, bytes]:
    one = zeros("Header.csv", mib=600)
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.zip", one)
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"{number}.csv", b"")
    return {
        "one file of 600 MB": one,
        "20,000 files": many.getvalue(),
        "a zip in a zip": inner.getvalue(),
        "a workbook of 600 MB": zeros("xl/workbook.xml", mib=600),
    }


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("one file of 600 MB", "return.zip"),
        ("20,000 files", "return.zip"),
        ("a zip in a zip", "return.zip"),
        ("a workbook of 600 MB", "return.xlsx"),
        ("one file of 600 MB", "return.xlsx"),
    ],
)
def test_a_bomb_is_refused_before_it_goes_off(visit, analyst, bombs, what, name):
    upload(visit, analyst, file(name, bombs[what]))
    received = Upload.objects.get()
    began = time.perf_counter()
    tasks.read_upload(received.pk)

    assert time.perf_counter() - began < 5
    page = visit(f"/returns/{received.pk}/", by=analyst)
    assert Upload.objects.get().state == UploadState.REFUSED
    assert "a fault of Parentis" not in page
    kept = sum(path.stat().st_size for path in received.folder.rglob("*"))
    assert kept < len(bombs[what]) + 100_000


@pytest.mark.parametrize(
    "inner", ["../../escaped.csv", "/var/escaped.csv", "..\\up.csv"]
)
def test_what_is_in_a_zip_is_not_put_anywhere_else(visit, analyst, tmp_path, inner):
    packed = io.BytesIO(as_zip())
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr(inner, b"escaped")
    upload(visit, analyst, file("return.zip", packed.getvalue()))
    received = Upload.objects.get()
    tasks.read_upload(received.pk)

    assert list(tmp_path.rglob("*escaped*")) == []
    assert all(name.startswith("returns/") for name in files_kept())


BILLION_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE M [<!ENTITY a "ha">'
    + b"".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode()
        for n in range(10)
    )
    + b"]><MESSAGE>&k;</MESSAGE>"
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE M [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b"<MESSAGE>&x;</MESSAGE>"
)


@pytest.mark.parametrize("contents", [BILLION_LAUGHS, OUTSIDE])
def test_xml_that_reaches_out_or_grows_is_refused(visit, analyst, contents):
    upload(visit, analyst, file("return.xml", contents))
    received = Upload.objects.get()
    began = time.perf_counter()
    tasks.read_upload(received.pk)

    assert time.perf_counter() - began < 5
    page = visit(f"/returns/{received.pk}/", by=analyst)
    assert Upload.objects.get().state == UploadState.REFUSED
    assert "root:" not in page.html
    assert "a fault of Parentis" not in page
