"""A source's tracker as a file to save, which can be read in again."""

from datetime import datetime

from django.conf import settings
from django.http import HttpResponse
from django.utils.text import slugify

from parentis.committee_report.from_council import SourceTold
from parentis.design.downloads import TYPES
from parentis.tracker_files.giving import tracker_document, tracker_workbook

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def workbook_download(source: SourceTold, *, at: datetime) -> HttpResponse:
    made = tracker_workbook(source, at=at)
    return _saved(made, TYPES["xlsx"], f"{_name(source)}.xlsx")


def document_download(source: SourceTold, *, at: datetime) -> HttpResponse:
    made = tracker_document(source, organisation=settings.COUNCIL_NAME, at=at)
    return _saved(made, WORD, f"{_name(source)}.docx")


def _saved(made: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(made, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _name(source: SourceTold) -> str:
    return f"tracker-{slugify(source.title)[:60]}".strip("-")
