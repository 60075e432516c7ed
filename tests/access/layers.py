"""Everything an answer says, however it is wrapped: no word can hide in it."""

import base64
import html
import io
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote_plus

from django.http import HttpResponse
from pypdf import PdfReader


def texts_of(response: HttpResponse) -> Iterator[str]:
    """Its headers and its body: raw, unescaped, decoded, unpacked."""
    headers = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    yield headers
    yield unquote_plus(headers)
    yield from texts_in(response.content)


def texts_in(contents: bytes) -> Iterator[str]:
    if contents.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(contents)) as archive:
            for name in archive.namelist():
                yield name
                yield from texts_in(archive.read(name))
        return
    if contents.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(contents))
        yield " ".join(page.extract_text() for page in reader.pages)
        yield str(reader.metadata)
    text = contents.decode("utf-8", errors="replace")
    yield text
    yield html.unescape(text)
    yield unquote_plus(text)


def forms_of(word: str) -> list[str]:
    """The word as it stands, and within a longer text in base64."""
    plain = word.encode()
    found = [word.lower()]
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + plain).decode().rstrip("=")
        # The letters that the neighbours of the word have no part in.
        found.append(whole[(before * 8 + 5) // 6 : len(whole) - 2].lower())
    return found
