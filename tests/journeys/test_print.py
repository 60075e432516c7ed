"""The scorecard on paper: A4, every figure on it, and nothing that is only clicked."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

pytestmark = pytest.mark.browser

A4 = (595, 842)
MOST_PAGES = 4
# Letters smaller than this are not read at a committee's table.
SMALLEST_POINTS = 7


@pytest.fixture
def printed(open_browser: Any, signed_in: dict[str, Any], there: dict[str, str]) -> Any:
    page = open_browser(signed_in)
    page.goto("/figures/")
    names = page.locator(".app-scorecard tbody th").all_inner_texts()
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return names, paper


def test_the_scorecard_is_a4_and_few_pages(printed):
    _, paper = printed

    for page in paper.pages:
        sides = sorted((round(page.mediabox.width), round(page.mediabox.height)))
        assert sides == pytest.approx(A4, abs=1)
    assert len(paper.pages) <= MOST_PAGES


def test_every_figure_is_on_the_paper(printed):
    names, paper = printed
    text = flat(" ".join(page.extract_text() for page in paper.pages))

    assert names
    assert [name for name in names if flat(name) not in text] == []
    assert "year ending 31 March 2025" in text
    assert "Source: Department for Education" in text


def test_what_is_only_clicked_is_left_out(printed):
    _, paper = printed
    text = flat(" ".join(page.extract_text() for page in paper.pages))

    for clicked in ("Sign out", "Download as", "Skip to main content", "Every theme"):
        assert clicked not in text


def test_the_letters_are_large_enough_to_read(printed):
    _, paper = printed
    sizes = set()

    def note(text: str, matrix: Any, place: Any, _font: Any, size: float) -> None:
        if text.strip():
            sizes.add(round(size * abs(matrix[3] * place[3]), 1))

    for page in paper.pages:
        page.extract_text(visitor_text=note)
    assert min(sizes) >= SMALLEST_POINTS


def flat(text: str) -> str:
    return " ".join(text.split())
