"""The Vega-Lite specification that every chart shares: its font, axes and lettering.

Written out as plain data rather than built with Altair, which took longer to build a
chart than the converter takes to draw it: docs/adr/0004.
"""

from typing import Any

from parentis.documents import typeface
from parentis.documents.drawing import Specification
from parentis.documents.end_labels import LINE_HEIGHT

Channel = dict[str, Any]
"""How a column of the rows is shown, in Vega-Lite's words."""

INK, GRID = "#0b0c0c", "#d5d9de"


def field(name: str) -> dict[str, str]:
    """How a mark looks, taken from its row: one layer then serves every line or bar."""
    return {"expr": f"datum.{name}"}


WORDS: Channel = {"field": "words", "type": "nominal"}
LETTERING: dict[str, Any] = {
    "type": "text",
    "baseline": "middle",
    "dy": field("rise"),
    "lineBreak": "\n",
    "lineHeight": LINE_HEIGHT,
    "fontSize": 14,
    "fontWeight": field("face"),
    "color": INK,
}
AXIS = {
    "labelFontSize": 14,
    "titleFontSize": 14,
    "titleFontWeight": "normal",
    "labelColor": INK,
    "titleColor": INK,
    "gridColor": GRID,
    "domainColor": INK,
    "tickColor": INK,
    "titlePadding": 10,
    # Ours are short. With a limit, each is measured again to see whether it fits.
    "labelLimit": 0,
    "titleLimit": 0,
}


def layer(
    rows: list[dict[str, Any]],
    *,
    x: Channel | None = None,
    detail: Channel | None = None,
    text: Channel | None = None,
    **mark: Any,
) -> dict[str, Any]:
    """One kind of mark, one for each row; channels given here add to the chart's."""
    channels = {"x": x, "detail": detail, "text": text}
    return {
        "data": {"values": rows},
        "mark": mark,
        "encoding": {name: given for name, given in channels.items() if given},
    }


def layered(
    *layers: dict[str, Any],
    places: dict[str, Channel],
    width: float,
    height: float,
) -> Specification:
    """The layers, the first lowest, on the scales and axes they share."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": round(width),
        "height": height,
        "padding": 8,
        "background": "white",
        "encoding": places,
        "layer": layers,
        "config": {
            "font": f"{typeface.FAMILY}, Arial, sans-serif",
            "aria": False,
            "axis": AXIS,
            "view": {"stroke": None},
        },
    }
