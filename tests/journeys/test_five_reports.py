"""The made-up council's reports, one of every kind that committees read, taken away.

Built as an officer builds them, from what the council recorded; opened here as the
files that members get.
"""

import io
from dataclasses import dataclass
from typing import Any

import docx
import pytest
from pypdf import PdfReader

pytestmark = pytest.mark.browser

OFFICER = "committee@aldermere.example"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What members find in a report: headings in their order, tables, other words."""

    title: str
    headings: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]


KINDS = (
    Kind(
        title="Support to our care leavers",
        headings=(
            "Executive summary",
            "Recommendations",
            "Background and advice",
            "Education, employment and training",
            "What the figures say",
            "Consultations",
            "Implications",
            "Risk management",
        ),
        columns=(
            ("Category", "Young people", "Per cent"),
            ("No", "Recommendation", "Owner", "Due", "Status", "Latest update"),
        ),
        words=(
            "The committee is asked to:",
            "Ask everybody each year what is better and what is not.",
            "College or further education",
        ),
    ),
    Kind(
        title="The Local Offer, and who champions it",
        headings=(
            "Contacts",
            "Summary",
            "Background",
            "Main issues",
            "The offer",
            "Telling people of it",
            "Member champions",
            "What children and young people told us",
            "Funding",
            "Significant implications",
            "Source documents",
        ),
        columns=(("Area", "Champion", "What was done"),),
        words=("Resource implications", "Public health implications", "NA"),
    ),
    Kind(
        title="Nearer to home: how far we have come with each recommendation",
        headings=(
            "Details",
            "Homes that last",
            "Recommendation 1",
            "Recommendation 23",
        ),
        columns=(),
        words=(
            "(OPEN TO THE PUBLIC)",
            "Members may wish to:",
            "Key council policies",
            "20 September 2017",
        ),
    ),
    Kind(
        title="Work for our young people: what the council promised, and what came of"
        " it",
        headings=("Details",),
        columns=(("Kind of opportunity", "Directorate", "Target", "Offered"),),
        words=("Corporate Parenting Officer", "Apprenticeship"),
    ),
    Kind(
        title="The council as a parent: our strategy, and what members found",
        headings=(
            "Introduction",
            "The council's strategy as a corporate parent",
            "Performance and outcomes for children and young people in care",
            "Future service improvements",
            "Financial and staff implications",
            "Recommendations",
            "Membership of the panel",
            "Background papers",
            "Contact officer",
        ),
        columns=(
            ("Milestone", "Owner", "Due", "State"),
            ("Visit", "Good enough for my child?", "What was seen, and what followed"),
            ("Area", "Champion", "What was done"),
        ),
        words=("The Cabinet is RECOMMENDED to:",),
    ),
)


@pytest.fixture(scope="module")
def officer(browser: Any, site: Any, signed_in_as: Any) -> Any:
    context = browser.new_context(
        base_url=site.url, storage_state=signed_in_as(OFFICER), accept_downloads=True
    )
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.title[:20])
def test_a_report_of_each_kind_is_made_of_what_the_council_recorded(officer, kind):
    address = found(officer, kind.title)
    word = docx.Document(io.BytesIO(taken(officer, address, "docx")))

    headings = [
        p.text
        for p in word.paragraphs
        if p.style is not None and str(p.style.name).startswith("Heading")
    ]
    assert in_their_order(kind.headings, headings), headings
    columns = [tuple(cell.text for cell in t.rows[0].cells) for t in word.tables]
    for wanted in kind.columns:
        assert any(row[: len(wanted)] == wanted for row in columns), (wanted, columns)
    said = "\n".join(
        [
            *(section.header.paragraphs[0].text for section in word.sections),
            *(p.text for p in word.paragraphs),
            *(c.text for t in word.tables for row in t.rows for c in row.cells),
        ]
    )
    for words in kind.words:
        assert words in said, words

    pdf = PdfReader(io.BytesIO(taken(officer, address, "pdf")))
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert kind.title in " ".join(pdf.pages[0].extract_text().split())


def test_the_one_that_is_published_is_found_by_anybody(browser, site):
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/public/")
    page.get_by_role("link", name="Support to our care leavers").first.click()

    assert "Executive summary" in page.locator("main").inner_text()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Word (.docx)").click()
    assert docx.Document(saved.value.path()).paragraphs
    context.close()


def found(page: Any, title: str) -> str:
    """The report's own page, whether it is being written or is out."""
    for address in ("/reports/", "/reports/published/"):
        page.goto(address)
        link = page.get_by_role("link", name=title, exact=True)
        if link.count():
            link.first.click()
            return str(page.url)
    raise AssertionError(f"There is no report called {title}")


def taken(page: Any, address: str, form: str) -> bytes:
    """The file of this form, as it is given to an officer."""
    number = address.rstrip("/").split("/reports/")[1].split("/")[0]
    kept = page.request.get(f"/reports/{number}/fair-copy/files/{form}/")
    if kept.ok:
        return bytes(kept.body())
    page.goto(f"/reports/{number}/preview/")
    with page.expect_download() as saved:
        page.locator(f"form[action$='/download/{form}/'] button").click()
    return bytes(saved.value.path().read_bytes())


def in_their_order(wanted: tuple[str, ...], there: list[str]) -> bool:
    left = iter(there)
    return all(any(each.endswith(want) for each in left) for want in wanted)
