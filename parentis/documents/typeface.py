"""The font that documents and charts are set in: which characters, and how wide."""

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
FAMILY = "Open Sans"
REGULAR = FOLDER / "OpenSans-Regular.ttf"
BOLD = FOLDER / "OpenSans-Bold.ttf"
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


def width(text: str, *, is_bold: bool = False) -> float:
    """How wide a line is in letters one unit high, before any are drawn together.

    A character that the font has not counts as wide as the mark that stands for it.
    """
    widths = _widths(BOLD if is_bold else REGULAR)
    return sum(widths.get(ord(character), widths[0]) for character in text)


@cache
def _characters() -> frozenset[int]:
    """The code points of the font."""
    return frozenset(_glyphs(REGULAR.read_bytes()))


@cache
def _widths(file: Path) -> dict[int, float]:
    """How wide each code point is, of the height of letters; at 0, a missing one."""
    font = file.read_bytes()
    (units,) = struct.unpack_from(">H", font, _table(font, b"head") + 18)
    (count,) = struct.unpack_from(">H", font, _table(font, b"hhea") + 34)
    start = _table(font, b"hmtx")
    # Each has its width and its left side; those after the last are as wide as it.
    widths = struct.unpack_from(f">{count * 2}H", font, start)[::2]
    return {
        code: widths[min(glyph, count - 1)] / units
        for code, glyph in {0: 0, **_glyphs(font)}.items()
    }


def _glyphs(font: bytes) -> dict[int, int]:
    """The glyph of each code point, read from the `cmap` table (OpenType, format 4)."""
    start = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    for record in range(count):
        platform, _, offset = struct.unpack_from(">HHL", font, start + 4 + record * 8)
        (layout,) = struct.unpack_from(">H", font, start + offset)
        if platform in {0, 3} and layout == 4:
            return dict(_segments(font, start + offset))
    message = "The font has no table of characters that can be read here"
    raise ValueError(message)


def _table(font: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for record in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + record * 16)
        if tag == name:
            return int(offset)
    message = f"The font has no table {name!r}"
    raise ValueError(message)


def _segments(font: bytes, at: int) -> Iterator[tuple[int, int]]:
    (doubled,) = struct.unpack_from(">H", font, at + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", font, at + 16 + 2 * doubled)
    offsets_at = at + 16 + 3 * doubled
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        place = offsets_at + 2 * number
        (offset,) = struct.unpack_from(">H", font, place)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(
                    ">H", font, place + offset + 2 * (code - first)
                )
            # 0 stands for no glyph, and stays so.
            is_none = offset and not glyph
            yield code, 0 if is_none else (glyph + deltas[number]) & 0xFFFF
