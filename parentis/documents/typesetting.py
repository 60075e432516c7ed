"""Typst, with the fonts we ship and its own: the same on every machine."""

from functools import cache

import typst

from parentis.documents import typeface

PICTURE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.picture), format: "svg")"""
PIXELS_AN_INCH = 96
"""Of an SVG that is shown as large as it says it is."""


def to_pdf(template: bytes, words: str) -> bytes:
    """The template, filled with words as data, as PDF/UA-1.

    Raises `typst.TypstError` where Typst refuses the document.
    """
    return _one(
        _compiler(template, {"document": words}).compile(
            format="pdf", pdf_standards=["ua-1"]
        )
    )


def to_png(svg: str, *, scale: float) -> bytes:
    """The picture as PNG, `scale` pixels for each of its own."""
    return _one(
        _compiler(PICTURE, {"picture": svg}).compile(
            format="png", ppi=scale * PIXELS_AN_INCH
        )
    )


def _compiler(source: bytes, inputs: dict[str, str]) -> typst.Compiler:
    return typst.Compiler(
        input=source,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(typeface.FOLDER)],
    )


def _one(made: object) -> bytes:
    if not isinstance(made, bytes):
        message = "Typst gave no single file"
        raise TypeError(message)
    return made
