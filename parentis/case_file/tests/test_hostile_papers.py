"""Files made to do harm: refused with a sentence, or kept under a harmless name."""

import io
import stat
import time
import zipfile
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.datastructures import MultiValueDict

from parentis.case_file.choices import LARGEST, FileForm, FileRefused
from parentis.case_file.forms import UploadPaperForm
from parentis.case_file.models import Paper, PaperFile
from parentis.case_file.tests.conftest import JPEG, PDF, PNG, WORD, packed
from parentis.case_file.tests.test_papers import ANSWERS

EXE = b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff" + b"\0" * 200
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HTML = b"\xef\xbb\xbf \n<!DOCTYPE html><script>alert(1)</script>"
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
A_ZIP = packed(readme_txt=b"x")
DOCUMENT = b"<w:document/>"

# What somebody sends, and how the sentence begins that refuses it.
REFUSED = {
    "a program": ("setup.exe", EXE, "This is not a PDF"),
    "a program as PDF": ("letter.pdf", EXE, "This is not a PDF"),
    "a program as text": ("letter.txt", EXE, "This is not a PDF"),
    "a program for Linux": ("letter.docx", b"\x7fELF\2\1\1\0" * 9, "This is not a PDF"),
    "SVG": ("photo.svg", SVG, "This is a web page"),
    "SVG as PNG": ("photo.png", SVG, "This is a web page"),
    "a web page": ("page.html", HTML, "This is a web page"),
    "a web page as text": ("page.txt", HTML, "This is a web page"),
    "a web page as UTF-16": (
        "page.txt",
        HTML.decode("utf-8-sig").encode("utf-16"),
        "This is a web page",
    ),
    "XML": ("data.txt", b"<?xml version='1.0'?><a/>", "This is a web page"),
    "old Word": ("letter.doc", OLD_WORD, "This is not a PDF"),
    "a zip": ("papers.zip", A_ZIP, "This is not a PDF"),
    "a zip as Word": ("papers.docx", A_ZIP, "This is not a PDF"),
    "a broken zip": ("papers.docx", WORD[:60], "This is not a PDF"),
    "a Word file with macros": (
        "letter.docx",
        packed(word__document_xml=DOCUMENT, word__vbaProject_bin=b"x"),
        "This Word file holds macros",
    ),
    "a Word file that is a program for Java": (
        "letter.docx",
        packed(word__document_xml=DOCUMENT, Evil_class=b"\xca\xfe\xba\xbe"),
        "This file has another file hidden",
    ),
    "a PDF that is a zip": ("letter.pdf", PDF + A_ZIP, "This file has another file"),
    "a picture that is a zip": ("photo.jpg", JPEG + A_ZIP, "This file has another"),
    "a picture that is a PDF": ("photo.png", PNG + PDF, "This file has another"),
    "a Word file that is a PDF": (
        "letter.docx",
        packed(a_txt=PDF, word__document_xml=DOCUMENT),
        "This file has another",
    ),
    "a PDF called text": ("letter.txt", PDF, "The name of the file ends in .txt, but"),
    "a PDF called a program": ("letter.pdf.exe", PDF, "The name of the file ends in"),
    "a PDF called a web page": ("letter.html", PDF, "The name of the file ends in"),
    "nothing": ("letter.pdf", b"", "The file is empty"),
    "too much": ("photo.png", PNG + b"\0" * LARGEST, "The file is over 20 MB"),
}


def named(name: str, contents: bytes) -> SimpleUploadedFile:
    """As a browser that was tampered with would name it: nothing is tidied here."""
    sent = SimpleUploadedFile("x", contents)
    sent._name = name  # type: ignore[attr-defined]
    return sent


def upload(visit, sam, by, name: str, contents: bytes):
    return visit(
        f"/young-people/{sam.pk}/papers/upload/",
        by=by,
        answers=ANSWERS | {"file": named(name, contents)},
    )


def files_kept() -> list[str]:
    root = settings.MEDIA_ROOT
    return [str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()]


def asked(name: str, contents: bytes) -> UploadPaperForm:
    files: MultiValueDict[str, UploadedFile[Any]] = MultiValueDict(
        {"file": [named(name, contents)]}
    )
    return UploadPaperForm(ANSWERS, files, on=date(2026, 2, 2))


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_kept_is_refused_in_one_sentence(what):
    name, contents, sentence = REFUSED[what]

    form = asked(name, contents)

    assert str(form.errors["file"][0]).startswith(sentence)


@pytest.mark.parametrize("what", ["a program as PDF", "a PDF that is a zip"])
def test_nothing_is_kept_of_what_is_refused(visit, sam, adviser, what):
    name, contents, sentence = REFUSED[what]

    (error,) = upload(visit, sam, adviser, name, contents).errors

    assert error.startswith(sentence)
    assert not Paper.objects.exists()
    assert files_kept() == []


def test_as_much_as_is_allowed_is_kept(visit, sam, adviser):
    upload(visit, sam, adviser, "photo.png", PNG.ljust(LARGEST, b"\0"))

    assert PaperFile.objects.get().size == LARGEST


# What somebody calls a file, and what it is called here.
NAMES = {
    "../../../../etc/cron.d/letter.pdf": "letter.pdf",
    "..\\..\\letter.pdf": "letter.pdf",
    "/etc/letter.pdf": "letter.pdf",
    "C:\\letter.pdf": "letter.pdf",
    "....//letter.pdf": "letter.pdf",
    "letter\u202efdp.exe.pdf": "letterfdp.exe.pdf",
    "letter\u200b\u2066.pdf": "letter.pdf",
    "letter\0.exe\0.pdf": "letter.exe.pdf",
    "letter\r\nSet-Cookie: x=1.pdf": "letterSet-Cookie- x=1.pdf",
    "<img src=x onerror=alert(1)>.pdf": "img src=x onerror=alert(1).pdf",
    "'; DROP TABLE papers; --.pdf": "'; DROP TABLE papers;.pdf",
    'a"b.pdf': "a-b.pdf",
    "a" * 5_000 + ".pdf": "a" * 120 + ".pdf",
    "漢" * 250 + ".pdf": "漢" * 120 + ".pdf",
    ".pdf": "pdf.pdf",
    "-rf.pdf": "rf.pdf",
    "CON.pdf": "_CON.pdf",
    "com1.txt.pdf": "_com1.txt.pdf",
    " .. .pdf": "pdf.pdf",
    "\u202e.pdf": "pdf.pdf",
    "letter.pdf.": "letter.pdf",
    "letter.PDF ": "letter.pdf",
}


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name)[:40])
def test_a_name_leads_nowhere_and_deceives_nobody(name):
    form = asked(name, PDF)

    assert form.errors == {}
    assert form.name_of_file == NAMES[name]
    assert form.name_of_file.isprintable()


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/letter.pdf", "<img src=x onerror=alert(1)>.pdf"]
)
def test_a_file_is_kept_under_a_name_that_tells_nothing(visit, sam, adviser, name):
    page = upload(visit, sam, adviser, name, PDF)

    file = PaperFile.objects.get()
    assert file.name in page.links
    assert "<img" not in page.html
    (kept,) = files_kept()
    assert kept == f"papers/{file.kept_as.hex[:2]}/{file.kept_as.hex}"
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


def test_a_zip_of_very_many_files_is_refused_soon():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", DOCUMENT)
        for number in range(10_001):
            archive.writestr(str(number), b"")
    began = time.perf_counter()

    with pytest.raises(FileRefused, match="This is not a PDF"):
        FileForm.of(made.getvalue())

    assert time.perf_counter() - began < 2
