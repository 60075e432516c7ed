"""The whole job as an analyst does it: from a return's files to a committee's papers.

Once with scripts and once without. The return is one the site has not seen; what its
figures must be is worked out here by the plain core, from the same files.
"""

import io
import re
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from parentis.indicators import INDICATOR_BY_CODE
from parentis.indicators.compute import compute
from parentis.indicators.people import members
from parentis.indicators.rounding import percent
from parentis.ssda903.reader import read_years
from tests.journeys.conftest import enter_as

pytestmark = pytest.mark.browser

EET = INDICATOR_BY_CODE["eet-19-to-21"]
SECONDS_TO_COMPUTE = 60


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What the return says of one figure."""

    value: str
    rounded: str
    out_of: str
    counted: set[str]
    not_counted: set[str]


def expected_of(folder: Path, year: int) -> Expected:
    returns = read_years(folder).returns
    (figure,) = [f for f in compute(returns, (EET,)) if f.year == year]
    people = members(EET, returns, figure.council, year)
    assert figure.value is not None
    assert figure.numerator is not None
    return Expected(
        value=f"{percent(figure.value, decimals=1)}%",
        rounded=percent(figure.value),
        out_of=f"{figure.numerator:,.0f} of {figure.denominator:,}",
        counted={each.child for each in people if each.counted},
        not_counted={each.child for each in people if not each.counted},
    )


def files_of(folder: Path, year: int, *, as_zip: bool, target: Path) -> list[Path]:
    if not as_zip:
        return sorted((folder / str(year)).glob("*.csv"))
    made = shutil.make_archive(
        str(target / f"return-{year}"), "zip", folder / str(year)
    )
    return [Path(made)]


@pytest.mark.parametrize(
    ("with_scripts", "year", "as_zip"),
    [(True, 2025, False), (False, 2024, True)],
    ids=["with scripts", "without scripts"],
)
def test_from_the_returns_files_to_the_committees_papers(
    site, open_browser, another_return, tmp_path, with_scripts, year, as_zip
):
    expected = expected_of(another_return, year)
    files = files_of(another_return, year, as_zip=as_zip, target=tmp_path)
    page = open_browser(with_scripts=with_scripts)

    enter_as(page, site.analyst)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Figures")
    upload(page, files)
    its_findings_are_told(page)
    the_figure_is(page, year, expected)
    its_young_people_are(page, expected)
    report = make_report(page, year)
    the_preview_says(page, expected)
    page.goto(report)
    word, pdf = take_away(page, "Word"), take_away(page, "PDF")

    assert says_the_figure(words_of_docx(word), expected)
    assert says_the_figure(words_of_pdf(pdf), expected)
    assert "Begin an offer of work experience." in words_of_docx(word)
    assert_a_clerk_can_edit(word)
    assert_is_tagged(pdf)


# -- the steps -------------------------------------------------------------------------


def upload(page: Any, files: list[Path]) -> None:
    page.get_by_role("link", name="Returns", exact=True).click()
    page.get_by_role("button", name="Upload a return").click()
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name="Upload", exact=True).click()
    # The page follows the reading by itself, with scripts and without.
    expect(page.get_by_text("It is in force")).to_be_visible(timeout=60_000)


def its_findings_are_told(page: Any) -> None:
    """Mistakes were planted in this return: they are listed, each with its place."""
    own = page.url
    page.get_by_role("link", name="See every finding").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What was found")
    expect(page.get_by_role("rowheader").first).to_contain_text("row")
    page.goto(own)


def the_figure_is(page: Any, year: int, expected: Expected) -> None:
    page.get_by_role("link", name="Figures", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Figures")
    until = time.monotonic() + SECONDS_TO_COMPUTE
    while page.get_by_text("the figures are being computed").is_visible():
        assert time.monotonic() < until, "the figures were not computed in time"
        page.wait_for_timeout(500)
        page.reload()
    page.get_by_label("Year ending 31 March").select_option(str(year))
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name=EET.short_title, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(EET.title)
    expect(page.locator(".app-number")).to_have_text(expected.value)
    expect(page.get_by_text(f"{expected.out_of} in the year")).to_be_visible()


def its_young_people_are(page: Any, expected: Expected) -> None:
    page.get_by_role("link", name="See the young people behind this figure").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Young people")
    assert children_in(page, "Counted") == expected.counted
    tabs = page.get_by_role("navigation", name="Lists")
    tabs.get_by_role("link", name="Not counted").click()
    expect(page.get_by_role("region", name="Not counted", exact=True)).to_be_visible()
    assert children_in(page, "Not counted") == expected.not_counted


def children_in(page: Any, region: str) -> set[str]:
    rows = page.get_by_role("region", name=region, exact=True).locator("tbody th")
    return {text.strip() for text in rows.all_inner_texts()}


def make_report(page: Any, year: int) -> str:
    """Begins a report and writes its recommendations. Gives its address."""
    page.get_by_role("link", name="Reports", exact=True).click()
    page.get_by_role("button", name="Begin a report").click()
    page.get_by_label("Title").fill(f"Our children, {year}")
    page.get_by_label("Which year is it about?").select_option(str(year))
    page.get_by_label("Report to a scrutiny committee").check()
    # The site told the public other figures of these years: a report for everybody is
    # held against them. The officers' own has the figures as they are.
    page.get_by_label("Show small numbers, for officers only").check()
    page.get_by_role("checkbox", name=re.compile(f"^{EET.title}")).check()
    page.get_by_role("button", name="Begin the report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Our children, {year}")
    report: str = page.url
    page.get_by_role("link", name="Recommendations").click()
    page.get_by_role("textbox").fill(
        "Note the figures.\nBegin an offer of work experience."
    )
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Recommendations")
    page.goto(report)
    page.get_by_role("link", name="Preview the report").click()
    return report


def the_preview_says(page: Any, expected: Expected) -> None:
    assert says_the_figure(page.locator("main").inner_text(), expected)
    expect(page.get_by_text("Begin an offer of work experience.")).to_be_visible()


def take_away(page: Any, name: str) -> bytes:
    with page.expect_download() as coming:
        page.get_by_role("button", name=f"Download {name}").click()
    contents: bytes = Path(coming.value.path()).read_bytes()
    return contents


# -- what came down --------------------------------------------------------------------


def says_the_figure(text: str, expected: Expected) -> bool:
    """Whether a line about our indicator holds its value, in a table or a sentence."""
    flat = " ".join(text.split())
    about = [flat[m.start() :][:400] for m in re.finditer(EET.short_title, flat)]
    return any(re.search(rf"\b{expected.rounded}\b", each) for each in about)


def words_of_docx(contents: bytes) -> str:
    document = docx.Document(io.BytesIO(contents))
    cells = [
        " | ".join(cell.text for cell in row.cells)
        for table in document.tables
        for row in table.rows
    ]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def words_of_pdf(contents: bytes) -> str:
    return "\n".join(
        page.extract_text() for page in PdfReader(io.BytesIO(contents)).pages
    )


def assert_a_clerk_can_edit(contents: bytes) -> None:
    """Headings are headings, tables have header rows, pictures say what they show."""
    document = docx.Document(io.BytesIO(contents))
    styles = {p.style.name for p in document.paragraphs if p.style}
    assert {"Heading 1"} <= styles
    assert document.tables
    for table in document.tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
    for picture in document.inline_shapes:
        assert picture._inline.docPr.get("descr")


def assert_is_tagged(contents: bytes) -> None:
    catalogue: Any = PdfReader(io.BytesIO(contents)).root_object
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"]
    assert "/StructTreeRoot" in catalogue
