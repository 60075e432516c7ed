"""The report as a file: Word, PDF or a web page."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from parentis.committee_report.request import ReportRefused
from parentis.documents.content import Appendix, Block, Chart, Document

# Typst lets go of the interpreter while it draws, so two draw side by side.
AT_ONCE = 2


def made_as(document: Document, suffix: str) -> bytes:
    """The document in the format of a file's ending. Raises `ReportRefused`."""
    try:
        make = FORMATS[suffix.lower()]
    except KeyError:
        message = f"No report can be written as '{suffix}', only {', '.join(FORMATS)}."
        raise ReportRefused(message) from None
    return make(document)


def _html(document: Document) -> bytes:
    from parentis.documents.html import to_html

    return to_html(document).encode("utf-8")


def _word(document: Document) -> bytes:
    from parentis.documents.word import to_docx

    _draw_pixels(document)
    return to_docx(document)


def _pdf(document: Document) -> bytes:
    from parentis.documents.pdf import to_pdf

    return to_pdf(document)


FORMATS: Mapping[str, Callable[[Document], bytes]] = {
    ".docx": _word,
    ".pdf": _pdf,
    ".html": _html,
}


def _draw_pixels(document: Document) -> None:
    """Draw every chart as Word needs it, side by side; `to_docx` finds them drawn."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        drawings = [chart.drawing for chart in _charts(document.blocks)]
        list(pool.map(lambda drawing: drawing.png(), drawings))


def _charts(blocks: Sequence[Block]) -> Iterator[Chart]:
    for block in blocks:
        if isinstance(block, Chart):
            yield block
        elif isinstance(block, Appendix):
            yield from _charts(block.blocks)
