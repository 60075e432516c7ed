"""The colour that a workbook's cell is filled with, in whichever way it is given.

As itself, as a number of the old palette, or, as Excel's own palette gives it, as a
colour of the workbook's theme, lighter or darker. Rules that colour cells are not read.
"""

import colorsys
from collections.abc import Mapping, Sequence
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# As cells count them, which is not the order in which a theme has them.
_OF_THEME = (
    *("lt1", "dk1", "lt2", "dk2"),
    *("accent1", "accent2", "accent3", "accent4", "accent5", "accent6"),
    *("hlink", "folHlink"),
)


def theme_colours(parts: Mapping[str, bytes]) -> list[str]:
    """The colours of a workbook's theme, in the order in which cells count them."""
    theme = next((parts[name] for name in sorted(parts) if _is_theme(name)), b"")
    try:
        found = fromstring(theme, forbid_dtd=True).find(f".//{_A}clrScheme")
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return []
    if found is None:
        return []
    named = {
        colour.tag: str(shade.get("lastClr") or shade.get("val"))
        for colour in found
        for shade in colour
    }
    return [named.get(f"{_A}{name}", "") for name in _OF_THEME]


def _is_theme(name: str) -> bool:
    return name.startswith("xl/theme/") and name.endswith(".xml")


def fill_of(cell: Any, theme: Sequence[str]) -> str:
    """Six digits, "FF0000"; nothing where a cell has no colour, or more than one."""
    try:
        fill = cell.fill
        if fill is None or fill.fill_type != "solid":
            return ""
        return _resolved(fill.fgColor, cell.parent.parent, theme)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return ""


def _resolved(colour: Any, workbook: Any, theme: Sequence[str]) -> str:
    match colour.type:
        case "rgb":
            given = str(colour.rgb)[-6:]
        case "theme":
            given = theme[colour.theme]
        case "indexed":
            given = str(workbook._colors[colour.indexed])[-6:]
        case _:
            return ""
    return tinted(given, float(colour.tint or 0))


def tinted(colour: str, tint: float) -> str:
    """A colour so much nearer to white, or, below 0, to black."""
    if not tint:
        return colour
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    tint = max(-1.0, min(1.0, tint))
    light = light * (1 + tint) if tint < 0 else light + (1 - light) * tint
    mixed = colorsys.hls_to_rgb(hue, light, full)
    return "".join(f"{round(part * 255):02X}" for part in mixed)
