import json
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse

from parentis.accounts.models import User
from parentis.accounts.roles import Permission
from parentis.bodies.models import Body
from parentis.committee_report.from_council import FromCouncil
from parentis.committee_report.parts import (
    DOCUMENTS,
    HEAD,
    RECOMMENDATIONS,
    Kind,
    WritingPart,
    counted_table,
)
from parentis.committee_report.request import ReportRequest
from parentis.committee_report.shape import Part, Shape
from parentis.committee_report.shape_data import shape_from_data
from parentis.committee_report.shapes import SCRUTINY, SHAPE_BY_CODE
from parentis.committee_report.write import default_title
from parentis.meetings.choices import ExemptParagraph
from parentis.meetings.models import AgendaItem
from parentis.report_blocks.choices import Chosen, TrackerAs
from parentis.reports.choices import DocumentForm

Written = dict[str, str] | list[str]
"""What is typed into one part of a report: answers by their code, or lines."""

LINES = {RECOMMENDATIONS: "recommendations", DOCUMENTS: "background_documents"}

# Who reads what is still being written: who writes, and who signs.
READERS_OF_DRAFTS = (
    Permission.WRITE_REPORTS,
    Permission.SIGN_OFF_AS_OFFICER,
    Permission.SIGN_OFF_AS_LEAD_MEMBER,
)
# What a report says and shows: whatever changes one of these changes the report.
CONTENTS = (
    "year",
    "shape",
    "layout_kept",
    "title",
    "indicators",
    "is_internal",
    "head",
    "narrative",
    "entries",
    "recommendations",
    "background_documents",
    "counted",
    "blocks",
    "body_id",
    "item_id",
    "begins_on",
    "ends_on",
    "is_exempt",
    "paragraph",
    "why_exempt",
)
DAYS = ("begins_on", "ends_on")


class CommitteeReportQuerySet(models.QuerySet["CommitteeReport"]):
    def visible_to(self, viewer: User) -> Self:
        """Those who write or sign reports see them.

        Internal ones only with small numbers, exempt ones only who reads such papers.
        """
        if not any(viewer.may(each) for each in READERS_OF_DRAFTS):
            return self.none()
        found = self
        if not viewer.may(Permission.SEE_SMALL_NUMBERS):
            found = found.filter(is_internal=False)
        if not viewer.may(Permission.SEE_EXEMPT):
            found = found.filter(is_exempt=False)
        return found

    def frozen(self) -> Self:
        return self.filter(frozen_at__isnull=False)

    def newest_first(self) -> Self:
        return self.order_by("-saved_at", "-pk")


class CommitteeReport(models.Model):
    """A committee report being written: what was chosen, and what officers typed.

    `head` and `entries` are short answers and `narrative` longer ones, by their codes
    in the shape, so that they survive a change of shape. A section nobody has written
    is not in `narrative`: its words come from the figures each time. `saved` tells who
    saved which part last, and when. `layout_kept` is its template as it was when the
    report began, and `blocks` what it shows of the council as a parent.

    Once it is frozen nothing in it changes: `told` is what it told then.
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
    layout_kept = models.JSONField(default=dict)
    blocks = models.JSONField(default=dict)
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="committee_reports", null=True, blank=True
    )
    item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        related_name="committee_reports",
        null=True,
        blank=True,
    )
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    is_exempt = models.BooleanField("not open to the public", default=False)
    paragraph = models.CharField(max_length=2, choices=ExemptParagraph, blank=True)
    why_exempt = models.TextField(blank=True)
    saved = models.JSONField(default=dict)
    frozen_at = models.DateTimeField(null=True, blank=True)
    told = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reports"
    )
    saved_at = models.DateTimeField()

    objects = CommitteeReportQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-saved_at"]),
            models.Index(
                fields=["body", "-frozen_at"],
                condition=models.Q(frozen_at__isnull=False),
                name="frozen_reports_to_a_body",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(is_exempt=False, paragraph="")
                | (
                    models.Q(is_exempt=True)
                    & ~models.Q(paragraph="")
                    & ~models.Q(why_exempt="")
                ),
                name="exempt_report_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(frozen_at__isnull=True, told={})
                | models.Q(frozen_at__isnull=False),
                name="only_a_frozen_report_has_told",
            ),
        ]

    def __str__(self) -> str:
        return self.title or default_title(self.year)

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.pk])

    @property
    def layout(self) -> Shape:
        """What it is laid out as: its template, with what somebody chose of it."""
        shown = self.template.without(self.chosen.parts_left_out)
        return _with_tracker(shown, self.chosen.tracker_as)

    @property
    def template(self) -> Shape:
        """Its template, as it was when the report began or took another over."""
        if self.layout_kept:
            return shape_from_data(self.layout_kept)
        return SHAPE_BY_CODE.get(self.shape, SCRUTINY)

    @property
    def chosen(self) -> Chosen:
        """What its blocks show."""
        return Chosen.from_data(self.blocks)

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def is_open(self) -> bool:
        """Whether everybody may read it, once it is published."""
        return not (self.is_exempt or self.is_internal)

    def contents(self) -> dict[str, Any]:
        """All that it says and shows, as plain data: what a version keeps."""
        return {name: _plain(getattr(self, name)) for name in CONTENTS}

    def take_contents(self, contents: dict[str, Any]) -> None:
        """Put what a version keeps in the place of what is there."""
        for name in CONTENTS:
            kept = contents[name]
            if name in DAYS and kept:
                kept = date.fromisoformat(kept)
            setattr(self, name, kept)

    @property
    def digest(self) -> str:
        """A short name for what it says: the same contents, the same name."""
        return digest_of(self.contents())

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

    def as_request(self, from_council: FromCouncil | None = None) -> ReportRequest:
        """This report as the plain core writes it, with what its blocks set out."""
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
            template=self.layout,
            from_council=from_council or FromCouncil(),
            exempt_paragraph=self.paragraph,
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


TRACKERS = {
    TrackerAs.LIST.value: (Part.TRACKER_TABLE, Part.TRACKER),
    TrackerAs.TABLE.value: (Part.TRACKER, Part.TRACKER_TABLE),
}


def _with_tracker(layout: Shape, tracker_as: str) -> Shape:
    """With earlier recommendations as a list or a table, where somebody chose."""
    if tracker_as not in TRACKERS:
        return layout
    other, wanted = TRACKERS[tracker_as]
    return replace(
        layout,
        sections=tuple(
            replace(
                section,
                parts=tuple(
                    wanted if part is other else part for part in section.parts
                ),
            )
            for section in layout.sections
        ),
    )


def digest_of(contents: dict[str, Any]) -> str:
    text = json.dumps(contents, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
