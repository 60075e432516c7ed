from datetime import datetime
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse

from parentis.accounts.models import User
from parentis.accounts.roles import Permission
from parentis.committee_report.parts import (
    DOCUMENTS,
    HEAD,
    RECOMMENDATIONS,
    Kind,
    WritingPart,
    counted_table,
)
from parentis.committee_report.request import ReportRequest
from parentis.committee_report.shapes import SHAPE_BY_CODE, Shape
from parentis.committee_report.write import default_title
from parentis.reports.choices import DocumentForm

Written = dict[str, str] | list[str]
"""What is typed into one part of a report: answers by their code, or lines."""

LINES = {RECOMMENDATIONS: "recommendations", DOCUMENTS: "background_documents"}


class CommitteeReportQuerySet(models.QuerySet["CommitteeReport"]):
    def visible_to(self, viewer: User) -> Self:
        """Those who write reports see them; internal ones only with small numbers."""
        if not viewer.may(Permission.WRITE_REPORTS):
            return self.none()
        if not viewer.may(Permission.SEE_SMALL_NUMBERS):
            return self.filter(is_internal=False)
        return self

    def newest_first(self) -> Self:
        return self.order_by("-saved_at", "-pk")


class CommitteeReport(models.Model):
    """A committee report being written: what was chosen, and what officers typed.

    `head` and `entries` are short answers and `narrative` longer ones, by their codes
    in the shape, so that they survive a change of shape. A section nobody has written
    is not in `narrative`: its words come from the figures each time. `saved` tells who
    saved which part last, and when.
    """

    council = models.CharField(max_length=20, blank=True)
    council_name = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    shape = models.CharField(max_length=40)
    title = models.CharField(max_length=300, blank=True)
    indicators = models.JSONField(default=list)
    is_internal = models.BooleanField(default=False)
    head = models.JSONField(default=dict)
    narrative = models.JSONField(default=dict)
    entries = models.JSONField(default=dict)
    recommendations = models.JSONField(default=list)
    background_documents = models.JSONField(default=list)
    counted = models.JSONField(default=dict)
    saved = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reports"
    )
    saved_at = models.DateTimeField()

    objects = CommitteeReportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-saved_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shape__in=list(SHAPE_BY_CODE)),
                name="report_shape_is_known",
            )
        ]

    def __str__(self) -> str:
        return self.title or default_title(self.year)

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.pk])

    @property
    def layout(self) -> Shape:
        return SHAPE_BY_CODE[self.shape]

    @property
    def folder(self) -> Path:
        """Where this report's documents and charts lie."""
        return Path(settings.MEDIA_ROOT) / "reports" / str(self.pk)

    def written_in(self, part: WritingPart) -> Written:
        """What is typed into this part so far."""
        match part.kind:
            case Kind.WORDS:
                return {"words": self.narrative.get(part.code, "")}
            case Kind.COUNTS:
                return dict(self.counted)
            case Kind.LINES:
                return list(getattr(self, LINES[part.code]))
            case _:
                given = self.head if part.code == HEAD else self.entries
                return {each.code: given.get(each.code, "") for each in part.entries}

    def write_in(self, part: WritingPart, written: Any) -> None:
        """Put it there. Words that say nothing are taken away, not kept empty."""
        match part.kind:
            case Kind.WORDS:
                self.narrative.pop(part.code, None)
                if words := written["words"].strip():
                    self.narrative[part.code] = words
            case Kind.COUNTS:
                self.counted = written
            case Kind.LINES:
                setattr(self, LINES[part.code], written)
            case _:
                given = self.head if part.code == HEAD else self.entries
                given.update(written)

    def as_request(self) -> ReportRequest:
        """This report as the plain core writes it."""
        table = counted_table(self.counted)
        return ReportRequest(
            council=self.council,
            council_name=self.council_name,
            year=self.year,
            indicators=tuple(self.indicators),
            shape=self.shape,
            title=self.title,
            head=self.head,
            narrative=self.narrative,
            entries=self.entries,
            recommendations=tuple(self.recommendations),
            background_documents=tuple(self.background_documents),
            counted=(table,) if table else (),
            is_internal=self.is_internal,
        )


class ReportDocument(models.Model):
    """A report as it was made on a day: the file itself, and what it rested on.

    `provenance` names the returns by year, when the figures were computed, and whether
    small numbers are in it, so that a paper on a committee's table can be traced.
    """

    report = models.ForeignKey(
        CommitteeReport, on_delete=models.CASCADE, related_name="documents"
    )
    form = models.CharField(max_length=10, choices=DocumentForm)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    provenance = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(form__in=DocumentForm.values),
                name="report_document_form_is_known",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reports:document", args=[self.report_id, self.pk])

    @property
    def computed_at(self) -> datetime | None:
        """When the figures in it were computed."""
        at = self.provenance.get("computed_at")
        return datetime.fromisoformat(at) if at else None

    @property
    def path(self) -> Path:
        """The file, readable by the product alone."""
        return self.report.folder / "documents" / f"{self.pk}.{self.form}"
