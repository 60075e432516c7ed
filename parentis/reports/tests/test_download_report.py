"""The report as files, each kept as it went out."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from parentis.accounts.models import User
from parentis.reports.models import CommitteeReport, ReportDocument

# The two of forty who are in higher education.
SMALL = re.compile(r"\b2 of 40\b")


def download(report: CommitteeReport, form: str, *, by: User) -> Any:
    client = Client()
    client.force_login(by)
    return client.post(f"/reports/{report.pk}/download/{form}/")


def test_the_word_file_has_the_figures(amara: User, report: CommitteeReport) -> None:
    answer = download(report, "docx", by=amara)

    document = Document(BytesIO(answer.content))
    cells = [
        cell.text
        for table in document.tables
        for row in table.rows
        for cell in row.cells
    ]
    assert "65.00%" in cells
    assert 'filename="support-to-care-leavers.docx"' in answer["Content-Disposition"]


def test_the_pdf_has_the_figures(amara: User, report: CommitteeReport) -> None:
    answer = download(report, "pdf", by=amara)

    text = "".join(
        page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages
    )
    assert "26 of 40" in text
    assert not SMALL.search(text)


def test_the_workbook_has_the_figures_and_hides_small_ones(
    amara: User, report: CommitteeReport
) -> None:
    answer = download(report, "xlsx", by=amara)

    sheet = load_workbook(BytesIO(answer.content))["Figures"]
    rows = {(row[1], row[2]): row for row in sheet.iter_rows(values_only=True)}
    assert rows["eet-19-to-21", 2025][3:6] == (65, 26, 40)
    assert rows["higher-education-19-to-21", 2025][3:7] == (None, None, None, "hidden")


def test_a_copy_is_kept_with_what_it_rested_on(
    visit: Any, amara: User, report: CommitteeReport
) -> None:
    contents = download(report, "html", by=amara).content

    [kept] = ReportDocument.objects.all()
    assert kept.path.read_bytes() == contents
    assert kept.provenance["returns"]["2025"] == "Header.csv and 2 more (2025)"
    page = visit(f"/reports/{report.pk}/", by=amara)
    [row] = page.table("Files made of this report")
    assert row[2] == "Amara"


def test_a_kept_copy_comes_back_as_it_went_out(
    amara: User, report: CommitteeReport
) -> None:
    contents = download(report, "html", by=amara).content
    [kept] = ReportDocument.objects.all()
    CommitteeReport.objects.update(title="Another title")

    client = Client()
    client.force_login(amara)
    again = client.get(f"/reports/{report.pk}/documents/{kept.pk}/")

    assert again.content == contents


def test_an_internal_copy_stays_internal_when_the_report_becomes_public(
    visit: Any, amara: User, tomasz: User, report: CommitteeReport
) -> None:
    CommitteeReport.objects.update(is_internal=True)
    report.refresh_from_db()
    assert SMALL.search(download(report, "html", by=amara).content.decode())
    CommitteeReport.objects.update(is_internal=False)
    [kept] = ReportDocument.objects.all()

    page = visit(f"/reports/{report.pk}/", by=tomasz)

    assert "Nothing has been downloaded yet" in page
    address = f"/reports/{report.pk}/documents/{kept.pk}/"
    assert visit(address, by=tomasz).status == 404


def test_there_is_no_download_of_another_kind(
    amara: User, report: CommitteeReport
) -> None:
    assert download(report, "exe", by=amara).status_code == 404


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_member_makes_no_files(
    priya: User, report: CommitteeReport, form: str
) -> None:
    assert download(report, form, by=priya).status_code == 403
