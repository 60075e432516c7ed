"""A page as a person reads it: its heading, what is wrong, its lists and its tables."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import lxml.html
from django.http import HttpResponse

# Elements that a browser sets within a line: no space comes of them.
INLINE = frozenset({"a", "abbr", "b", "button", "em", "i", "small", "span", "strong"})


def words(element: Any) -> str:
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Any) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        if not isinstance(inner.tag, str):  # a comment
            yield inner.tail or ""
            continue
        around = "" if inner.tag in INLINE else " "
        yield around
        yield from _pieces(inner)
        yield around + (inner.tail or "")


class Page:
    """An answer, read. Every text is as it stands on the screen, spaces made single."""

    def __init__(self, response: HttpResponse, *, url: str) -> None:
        self.response = response
        self.status = response.status_code
        self.url = url

    @cached_property
    def html(self) -> str:
        return self.response.content.decode()

    @cached_property
    def _document(self) -> Any:
        return lxml.html.document_fromstring(self.html)

    @cached_property
    def _main(self) -> Any:
        return self._document.get_element_by_id("main-content")

    @property
    def title(self) -> str:
        return words(self._document.find(".//title"))

    @property
    def heading(self) -> str:
        (heading,) = self._document.iter("h1")
        return words(heading)

    @property
    def text(self) -> str:
        """All that the page itself says, without the site's header and footer."""
        return words(self._main)

    @property
    def errors(self) -> list[str]:
        return [
            words(item)
            for item in self._document.cssselect(".govuk-error-summary__list li")
        ]

    @property
    def messages(self) -> list[str]:
        found = self._document.cssselect(".govuk-notification-banner__heading")
        return [words(message) for message in found]

    @property
    def navigation(self) -> list[str]:
        found = self._document.cssselect(".govuk-service-navigation__list a")
        return [words(link) for link in found]

    @property
    def links(self) -> dict[str, str]:
        """Where each link of the page leads, by its words."""
        return {words(a): a.get("href") for a in self._main.cssselect("a[href]")}

    @property
    def buttons(self) -> list[str]:
        return [words(button) for button in self._main.iter("button")]

    @property
    def tables(self) -> dict[str, list[list[str]]]:
        """The rows of each table below its head, by the table's caption."""
        return {
            words(table.find("caption")): [
                [words(cell) for cell in row if cell.tag in {"td", "th"}]
                for row in table.cssselect("tbody tr")
            ]
            for table in self._main.iter("table")
        }

    def table(self, caption: str) -> list[list[str]]:
        return self.tables[caption]

    def headings_of(self, caption: str) -> list[str]:
        for table in self._main.iter("table"):
            if words(table.find("caption")) == caption:
                return [words(cell) for cell in table.cssselect("thead th")]
        raise KeyError(caption)

    @property
    def summary(self) -> dict[str, str]:
        """What each summary list says, by its key."""
        return {
            words(row.find("dt")): words(row.find("dd"))
            for row in self._main.cssselect(".govuk-summary-list__row")
        }

    def items(self, name: str) -> list[str]:
        """The list with this id, or the one below the heading with these words."""
        for element in self._main.iter("ul", "ol", "section", "div"):
            if element.get("id") == name:
                return [words(item) for item in element.iter("li")]
        for heading in self._main.iter("h2", "h3", "h4"):
            if words(heading).lower() == name.lower():
                return self._list_below(heading)
        raise KeyError(name)

    def _list_below(self, heading: Any) -> list[str]:
        for element in heading.itersiblings():
            if element.tag in {"ul", "ol"}:
                return [words(item) for item in element.iter("li")]
            if element.tag == heading.tag:
                break
        return []

    def __contains__(self, sentence: str) -> bool:
        return sentence in self.text
