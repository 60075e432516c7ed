"""Plain text as lines, and lines that were broken at a margin put together again."""

import re
from collections.abc import Sequence

from parentis.ssda903.csv_files import to_utf8
from parentis.tracker_files.laid_out import Line
from parentis.tracker_files.opening import MOST_LINES, too_long

WIDEST_MARGIN = 100
FULL_FROM = 0.7
MOSTLY = 0.25
_BULLET = re.compile(r"^(?:[·•●▪◦‣*]|[-–]\s)\s*")
_OPENS_SOMETHING = re.compile(
    r"\(?[ivxlc]{1,6}\)|\(?[a-z]\)|\d{1,3}[.)]\s|rec|[A-Z][A-Z ]{3,}:|[·•●▪◦‣*–-]",
    re.IGNORECASE,
)


def text_lines(name: str, contents: bytes) -> list[Line]:
    """Its paragraphs, those of lists marked "· "."""
    text = to_utf8(contents).decode("utf-8", "replace").replace("\0", "")
    lines = [line.strip(" \t\u00a0\ufeff") for line in text.splitlines()]
    if len(lines) > MOST_LINES:
        raise too_long(name)
    whole = _joined(lines) if _is_broken_at_a_margin(lines) else lines
    return [Line(text=_BULLET.sub("· ", line)) for line in whole if line.strip()]


def _is_broken_at_a_margin(lines: Sequence[str]) -> bool:
    """Whether no line is long, and many are about as long as the longest."""
    filled = [len(line) for line in lines if line]
    if len(filled) < 3 or not WIDEST_MARGIN // 2 < max(filled) <= WIDEST_MARGIN:
        return False
    full = [length for length in filled if length >= max(filled) * FULL_FROM]
    return len(full) > len(filled) * MOSTLY


def _joined(lines: Sequence[str]) -> list[str]:
    widest = max(len(line) for line in lines)
    found: list[str] = []
    is_open = False
    for line in lines:
        if is_open and line and not _OPENS_SOMETHING.match(line):
            found[-1] += f" {line}"
        else:
            found.append(line)
        is_open = len(line) >= widest * FULL_FROM
    return found
