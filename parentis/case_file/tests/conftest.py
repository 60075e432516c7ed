"""Files as people have them, and as somebody who means harm makes them."""

import io
import zipfile

import pytest

from parentis.young_people.tests.factories import AllocationFactory

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 40 + b"\xff\xd9"
HEIC = b"\0\0\0\x18ftypheic" + b"\0" * 40
TEXT = "Zoë rang – she is well.\r\n".encode()


@pytest.fixture
def sam(db):
    return AllocationFactory.create().young_person


@pytest.fixture
def adviser(sam):
    return sam.allocations.get().person


def packed(**files: bytes) -> bytes:
    """A zip. A name is written with __ for a slash and _ for a dot."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, contents in files.items():
            path = name.replace("__", "/").replace("_", ".")
            archive.writestr(path, contents)
    return made.getvalue()


WORD = packed(word__document_xml=b"<w:document/>", rels__x_rels=b"<Relationships/>")
