"""A chart drawn at most once: as SVG, and from that as PNG, kept by what it shows.

Typst turns the one into the other, as it does for the PDF, and with the same fonts.
"""

import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from threading import Lock

from parentis.documents.content import Chart, Table, Text
from parentis.documents.numbering import clean
from parentis.documents.plot import Plot, to_svg

# Change it when charts are drawn differently, so that none drawn before is shown.
EDITION = "2"
PIXELS_A_UNIT = 2.5
"""A chart 680 units wide is then 1,700 pixels: 260 to the inch across an A4 page."""
KEPT = 256

Specification = Plot


@dataclass(frozen=True, kw_only=True)
class DrawnChart:
    """A chart that knows what it shows in words. Nothing is drawn until asked for.

    `kept_in` is a folder that holds drawings between runs. Equal charts share a `key`.
    """

    title: str
    alt: str
    key: str
    specify: Callable[[], Specification]
    kept_in: Path | None = None

    def svg(self) -> str:
        return _kept(self, "svg", self._draw_svg).decode()

    def png(self) -> bytes:
        return _kept(self, "png", self._draw_png)

    def block(self, *, table: Table | None = None, notes: Sequence[Text] = ()) -> Chart:
        """The chart as part of a document."""
        return Chart(
            title=self.title, alt=self.alt, drawing=self, table=table, notes=notes
        )

    def _draw_svg(self) -> bytes:
        drawn = to_svg(self.specify())
        return _described(drawn, self.title, self.alt, self.key).encode()

    def _draw_png(self) -> bytes:
        from parentis.documents.typesetting import to_png

        return to_png(self.svg(), scale=PIXELS_A_UNIT)


def key_of(*parts: object) -> str:
    """A name for what is drawn: the same parts, the same name."""
    return hashlib.sha256(repr((EDITION, *parts)).encode()).hexdigest()[:20]


_drawings: OrderedDict[tuple[str, str], bytes] = OrderedDict()
_lock = Lock()


def _kept(chart: DrawnChart, form: str, draw: Callable[[], bytes]) -> bytes:
    name = (chart.key, form)
    with _lock:
        if name in _drawings:
            _drawings.move_to_end(name)
            return _drawings[name]
    drawn = _kept_in_folder(chart, form, draw)
    with _lock:
        _drawings[name] = drawn
        while len(_drawings) > KEPT:
            _drawings.popitem(last=False)
    return drawn


def _kept_in_folder(chart: DrawnChart, form: str, draw: Callable[[], bytes]) -> bytes:
    if chart.kept_in is None:
        return draw()
    path = chart.kept_in / f"{chart.key}.{form}"
    if path.exists():
        return path.read_bytes()
    drawn = draw()
    chart.kept_in.mkdir(parents=True, exist_ok=True)
    # Whole or not at all, also when two processes draw the same chart.
    unfinished = path.with_suffix(f".{form}.{id(drawn)}")
    unfinished.write_bytes(drawn)
    unfinished.replace(path)
    return drawn


def _described(svg: str, title: str, alt: str, key: str) -> str:
    """The SVG with a title and description of its own, for whoever meets it alone."""
    words = (
        f'<title id="title-{key}">{escape(clean(title))}</title>'
        f'<desc id="description-{key}">{escape(clean(alt))}</desc>'
    )
    named = f' role="img" aria-labelledby="title-{key} description-{key}"'
    return re.sub(
        r"<svg\b[^>]*", lambda opening: opening.group() + named, svg, count=1
    ).replace(">", f">{words}", 1)
