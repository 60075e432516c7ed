"""The numbers that Word itself gives to paragraphs of a list: "1.", "(i)", "Rec 3"."""

import re
from xml.etree.ElementTree import Element  # nosec B405 - its type alone

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVEL_MARK = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
MOST = 3_000


class WordLists:
    """Counts as Word does, paragraph by paragraph, in the document's order."""

    POINT = "· "

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self.levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.lists: dict[str, str] = {}
        self.of_styles: dict[str, tuple[str, int]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._learn(numbering)
        for style in styles.iter(f"{_W}style") if styles is not None else ():
            about = style.find(f"{_W}pPr/{_W}numPr")
            if about is not None:
                self.of_styles[style.get(f"{_W}styleId", "")] = _place(about)

    def _learn(self, numbering: Element) -> None:
        for made in numbering.iter(f"{_W}abstractNum"):
            name = made.get(f"{_W}abstractNumId", "")
            for level in made.iter(f"{_W}lvl"):
                at = _whole(level.get(f"{_W}ilvl", ""), 0)
                self.levels[name, at] = (
                    _value(level, "numFmt"),
                    _value(level, "lvlText"),
                    _whole(_value(level, "start"), 1),
                )
        for used in numbering.iter(f"{_W}num"):
            number = used.get(f"{_W}numId", "")
            self.lists[number] = _value(used, "abstractNumId")

    def label(self, paragraph: Element, style: str) -> str:
        """The paragraph's own number, or `POINT`, or nothing."""
        about = paragraph.find(f"{_W}pPr/{_W}numPr")
        place = _place(about) if about is not None else self.of_styles.get(style)
        if place is None or (place[0], place[1]) == ("0", 0):
            return ""
        number, at = place
        made = self.lists.get(number, "")
        if (made, at) not in self.levels:
            return ""
        if self.levels[made, at][0] == "bullet":
            return self.POINT
        return self._counted(number, made, at)

    def _counted(self, number: str, made: str, at: int) -> str:
        counts = self.counts.setdefault(number, {})
        start = self.levels[made, at][2]
        counts[at] = counts.get(at, start - 1) + 1
        for deeper in [level for level in counts if level > at]:
            del counts[deeper]

        def shown(mark: re.Match[str]) -> str:
            level = int(mark[1]) - 1
            kind, _, first = self.levels.get((made, level), ("decimal", "", 1))
            return _written(counts.get(level, first), kind)

        return _LEVEL_MARK.sub(shown, self.levels[made, at][1]).strip()


def _written(count: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter") and 0 < count <= MOST:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < count <= MOST:
        roman = _roman(count)
        return roman if kind == "lowerRoman" else roman.upper()
    return "" if kind == "none" else str(count)


def _roman(count: int) -> str:
    found = ""
    for worth, sign in _ROMAN:
        found += sign * (count // worth)
        count %= worth
    return found


def _place(about: Element) -> tuple[str, int]:
    return _value(about, "numId") or "0", _whole(_value(about, "ilvl"), 0)


def _value(parent: Element, name: str) -> str:
    child = parent.find(f"{_W}{name}")
    return child.get(f"{_W}val", "") if child is not None else ""


def _whole(text: str, otherwise: int) -> int:
    is_whole = text.isascii() and text.isdigit() and len(text) < 6
    return int(text) if is_whole else otherwise
