from typing import Any, ClassVar, Self

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse

from parentis.recorded.models import Recorded
from parentis.report_versions.choices import WhyKept
from parentis.reports.models import CommitteeReport


class ReportVersion(models.Model):
    """All that a report said at a moment. It is never changed: its table only grows."""

    report = models.ForeignKey(CommitteeReport, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    why = models.CharField(max_length=20, choices=WhyKept)
    note = models.CharField(max_length=300, blank=True)
    contents = models.JSONField()
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["report", "number"], name="one_version_a_number"
            )
        ]
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"Version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("report_versions:version", args=[self.report_id, self.number])

    def as_report(self) -> CommitteeReport:
        """The report as it was, not to be saved."""
        then = CommitteeReport(pk=self.report_id)
        contents: dict[str, Any] = self.contents
        then.take_contents(contents)
        return then


class CommentQuerySet(models.QuerySet["ReportComment"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def open(self) -> Self:
        """What still waits for somebody to settle it."""
        return self.standing().filter(answers_to=None, settled_at__isnull=True)


@pghistory.track()
class ReportComment(Recorded):
    """What somebody says of a part of a report or, with no `part`, of the whole.

    An answer is a comment on a comment. Who settles one says: this is dealt with.
    """

    report = models.ForeignKey(CommitteeReport, models.PROTECT, related_name="comments")
    part = models.CharField(max_length=100, blank=True)
    answers_to = models.ForeignKey(
        "self", models.PROTECT, related_name="answers", null=True, blank=True
    )
    words = models.TextField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["report", "part"], name="comments_of_a_report")
        ]
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.words
