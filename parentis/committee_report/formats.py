"""The report as a file: Word, PDF or a web page."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

from parentis.committee_report.request import ReportRefused
from parentis.documents.content import Appendix, Block, Chart, Document

# The converter lets go of the interpreter while it draws, so two draw side by side.
AT_ONCE = 2


def made_as(document: Document, suffix: str) -> bytes:
    """The document in the format of a file's ending. Raises `ReportRefused`."""
    try:
        make = FORMATS[suffix.lower()]
    except KeyError:
        message = f"No report can be written as '{suffix}', only {', '.join(FORMATS)}."
        raise ReportRefused(message) from None
    return make(document)


def warm_up() -> Thread:
    """Starts the converter of charts, which takes half a second, in the background."""

    def start() -> None:
        import altair  # noqa: F401 -- its import is most of the wait

        from parentis.documents.charts import Bar, bars

        bars("", [Bar(name="", value=1)]).svg()

    thread = Thread(target=start, daemon=True)
    thread.start()
    return thread


def _html(document: Document) -> bytes:
    from parentis.documents.html import to_html

    _draw(document, "svg")
    return to_html(document).encode("utf-8")


def _word(document: Document) -> bytes:
    from parentis.documents.word import to_docx

    _draw(document, "png")
    return to_docx(document)


def _pdf(document: Document) -> bytes:
    from parentis.documents.pdf import to_pdf

    _draw(document, "svg")
    return to_pdf(document)


FORMATS: Mapping[str, Callable[[Document], bytes]] = {
    ".docx": _word,
    ".pdf": _pdf,
    ".html": _html,
}


def _draw(document: Document, form: str) -> None:
    """Draw every chart now, side by side; whoever asks again finds it drawn."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        drawings = [chart.drawing for chart in _charts(document.blocks)]
        list(pool.map(lambda drawing: getattr(drawing, form)(), drawings))


def _charts(blocks: Sequence[Block]) -> Iterator[Chart]:
    for block in blocks:
        if isinstance(block, Chart):
            yield block
        elif isinstance(block, Appendix):
            yield from _charts(block.blocks)
