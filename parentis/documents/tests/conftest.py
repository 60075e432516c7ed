"""The sample report, written once for all tests that read it."""

from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from pypdf import PdfReader

from parentis.documents.content import Document
from parentis.documents.html import to_html
from parentis.documents.pdf import to_pdf
from parentis.documents.tests.sample import sample_report
from parentis.documents.word import to_docx


@pytest.fixture(scope="package")
def report() -> Document:
    return sample_report()


@pytest.fixture(scope="package")
def word(report: Document) -> WordDocument:
    return docx.Document(BytesIO(to_docx(report)))


@pytest.fixture(scope="package")
def pdf(report: Document) -> PdfReader:
    return PdfReader(BytesIO(to_pdf(report)))


@pytest.fixture(scope="package")
def page(report: Document) -> str:
    return to_html(report)
