"""A report straight from returns, as the command writes it."""

from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from parentis.committee_report.formats import made_as
from parentis.committee_report.from_return import Asked, report_from_return
from parentis.committee_report.request import ReportRefused
from parentis.documents.content import Document
from parentis.documents.html import to_html
from parentis.madeup import make_up
from parentis.ssda903.reader import read_years
from parentis.ssda903.returns import Returns


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Returns:
    """A small made-up council, three years."""
    folder: Path = tmp_path_factory.mktemp("made-up")
    make_up(folder, children=150, years=3)
    return read_years(folder).returns


@pytest.fixture(scope="module")
def document(returns: Returns) -> Document:
    return report_from_return(
        returns,
        Asked(
            council_name="Aldermere",
            meeting="Corporate Parenting Panel",
            contact="Sam Okoro",
            source="returns.zip",
            read_on=date(2025, 6, 3),
        ),
    )


def test_the_latest_year_is_reported_unless_another_is_asked_for(
    document: Document, returns: Returns
) -> None:
    assert document.title.endswith("31 March 2025")
    earlier = report_from_return(returns, Asked(year=2024))
    assert earlier.title.endswith("31 March 2024")


def test_the_head_has_the_meeting_and_contact_asked_for(document: Document) -> None:
    head = dict(document.head)

    assert head["To"] == "Corporate Parenting Panel"
    assert head["Contact for further information"] == "Sam Okoro"


def test_figures_that_need_earlier_returns_say_so_in_words(returns: Returns) -> None:
    earliest = returns.councils_and_years[0][1]

    asked = Asked(year=earliest, codes=["same-placement-two-years"])

    assert "needs the return" in to_html(report_from_return(returns, asked))


def test_every_note_says_when_the_return_was_read(document: Document) -> None:
    assert "returns.zip, read on 3 June 2025" in to_html(document)


def test_word_and_pdf_say_the_same(document: Document) -> None:
    """The looked-after sentence stands in both."""
    word = docx.Document(BytesIO(made_as(document, ".docx")))
    pdf = PdfReader(BytesIO(made_as(document, ".pdf")))

    said = next(
        paragraph.text
        for paragraph in word.paragraphs
        if "The council looked after" in paragraph.text
    )
    number = said.partition("looked after ")[2].split()[0]
    text = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    assert f"The council looked after {number} children" in text


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Asked(year=1999), "no return of 1999"),
        (Asked(template="poem"), "no template 'poem'"),
        (Asked(codes=["happiness"]), "no indicator 'happiness'"),
    ],
)
def test_what_cannot_be_written_is_refused_in_a_sentence(
    returns: Returns, asked: Asked, words: str
) -> None:
    with pytest.raises(ReportRefused, match=words):
        report_from_return(returns, asked)


def test_a_file_of_another_kind_is_refused(document: Document) -> None:
    with pytest.raises(ReportRefused, match=r"only \.docx, \.pdf, \.html"):
        made_as(document, ".odt")
