"""The report as a web page."""

import re
from html.parser import HTMLParser
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from parentis.documents.content import (
    Chart,
    Document,
    Heading,
    Link,
    Paragraph,
    Recommendations,
    Table,
)
from parentis.documents.html import to_html, to_html_fragment

ALONE = {"meta", "br", "img"}


class Reader(HTMLParser):
    """Reads a page and insists that every tag is closed in turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ALONE:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def all(self, wanted: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == wanted]


def test_the_page_has_a_language_one_title_and_a_main_part(page: str) -> None:
    reader = Reader(page)

    assert reader.all("html") == [{"lang": "en-GB"}]
    assert len(reader.all("h1")) == len(reader.all("main")) == 1


def test_headings_follow_one_another(page: str) -> None:
    levels = [
        int(tag[1]) for tag, _ in Reader(page).tags if re.fullmatch("h[1-6]", tag)
    ]

    assert all(following <= level + 1 for level, following in pairwise(levels))


def test_numbers_are_those_of_the_document(page: str) -> None:
    text = Reader(page).text

    for expected in (
        "1 Recommendations",
        "2.1 Every council sends",
        "(b) ask the Director",
        "Table 2: Care leavers aged 19 to 21, year ending 31 March 2025, per cent",
        "Figure 3: What care leavers aged 19 to 21 do, 2025",
        "Appendix A: Every indicator",
        "A.1 The table has every indicator.",
    ):
        assert expected in text


def test_every_table_has_a_caption_and_scoped_headers(page: str) -> None:
    reader = Reader(page)

    assert len(reader.all("caption")) == len(reader.all("table")) == 5
    assert {cell["scope"] for cell in reader.all("th")} == {"col", "row"}


def test_links_within_the_page_lead_somewhere(page: str) -> None:
    reader = Reader(page)
    names = [attributes["id"] for _, attributes in reader.tags if "id" in attributes]
    wanted = {
        link["href"][1:]
        for link in reader.all("a")
        if link["href"] and link["href"].startswith("#")
    }

    assert wanted == {"note-1", "note-2", "note-1-mark", "note-2-mark"}
    assert wanted <= {*names}
    assert len(names) == len({*names})


def test_a_chart_is_an_image_with_words(page: str) -> None:
    pictures = Reader(page).all("img")

    assert all(picture["alt"] for picture in pictures)
    assert all(
        (picture["src"] or "").startswith("data:image/svg+xml;base64,")
        for picture in pictures
    )


def test_a_fragment_holds_nothing_a_strict_policy_refuses(report: Document) -> None:
    def address(chart: Chart) -> str:
        return f"/charts/{chart.drawing.key}.svg"

    fragment = to_html_fragment(report, chart_address=address)
    reader = Reader(fragment)

    assert not reader.all("style") + reader.all("script") + reader.all("html")
    assert not [
        name
        for _, attributes in reader.tags
        for name in attributes
        if name == "style" or name.startswith("on")
    ]
    assert all(
        re.fullmatch(r"/charts/[0-9a-f]{20}\.svg", picture["src"] or "")
        for picture in reader.all("img")
    )


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_no_text_breaks_the_page(text: str) -> None:
    tame, wild = _page("a"), _page(f"a{text}")

    written = [tag for tag, _ in Reader(to_html(wild)).tags if tag != "br"]
    assert written == [tag for tag, _ in Reader(to_html(tame)).tags]


def _page(text: str) -> Document:
    return Document(title=text, organisation=f"The {text}", blocks=_blocks(text))


def _blocks(text: str) -> list[Heading | Paragraph | Recommendations | Table]:
    return [
        Heading(text),
        Paragraph(("see ", Link(text, f"https://a.example/{text}"))),
        Recommendations([text], lead="To:"),
        Table(caption=text, columns=[text], rows=[[text]], notes=[text]),
    ]
