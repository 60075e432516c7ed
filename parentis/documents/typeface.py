"""The font that documents and charts are set in, and which characters it has."""

import struct
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
FAMILY = "Open Sans"
REGULAR = FOLDER / "OpenSans-Regular.ttf"
MISSING = "\ufffd"


def showable(text: str) -> str:
    """The text with a replacement mark for each character that the font has not.

    PDF/UA refuses a document with a character nobody can see, so one emoji in a name
    would otherwise cost the whole report.
    """
    known = _characters()
    return "".join(
        character if ord(character) in known or character in "\n" else MISSING
        for character in text
    )


@cache
def _characters() -> frozenset[int]:
    """The code points of the font, read from its `cmap` table (OpenType, format 4)."""
    font = REGULAR.read_bytes()
    start = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    for record in range(count):
        platform, _, offset = struct.unpack_from(">HHL", font, start + 4 + record * 8)
        (layout,) = struct.unpack_from(">H", font, start + offset)
        if platform in {0, 3} and layout == 4:
            return frozenset(_segments(font, start + offset))
    message = f"{REGULAR.name} has no table of characters that can be read here"
    raise ValueError(message)


def _table(font: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for record in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + record * 16)
        if tag == name:
            return int(offset)
    message = f"{REGULAR.name} has no table {name!r}"
    raise ValueError(message)


def _segments(font: bytes, at: int) -> list[int]:
    (doubled,) = struct.unpack_from(">H", font, at + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + doubled)
    return [
        code
        for first, last in zip(starts, ends, strict=True)
        for code in range(first, last + 1)
        if code != 0xFFFF
    ]
