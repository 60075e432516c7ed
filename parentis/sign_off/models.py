from pathlib import Path
from typing import ClassVar, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from parentis.report_versions.models import ReportVersion
from parentis.reports.choices import DocumentForm
from parentis.reports.models import CommitteeReport
from parentis.sign_off.choices import Capacity, Stage


class FairCopyQuerySet(models.QuerySet["FairCopy"]):
    def frozen(self) -> Self:
        return self.filter(frozen_at__isnull=False)

    def public(self) -> Self:
        """What has a page for everybody, be it only to say that it was withdrawn."""
        return self.frozen().filter(
            published_at__isnull=False,
            report__is_exempt=False,
            report__is_internal=False,
        )


@pghistory.track(exclude=["html", "told"])
class FairCopy(models.Model):
    """A report as it was handed in for sign-off, and what goes out once it is signed.

    Everything in it was made once: `html` for a page, the files beside it, and in
    `told` every figure as its readers may see it, what the council told, and what both
    rested on. Nothing of it is ever computed again.
    """

    report = models.ForeignKey(
        CommitteeReport, models.PROTECT, related_name="fair_copies"
    )
    version = models.ForeignKey(ReportVersion, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    html = models.TextField()
    told = models.JSONField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    why_withdrawn = models.TextField(blank=True)

    objects = FairCopyQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(frozen_at__isnull=False),
                name="a_report_is_frozen_once",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(frozen_at__isnull=False),
                name="only_what_is_frozen_is_published",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(why_withdrawn=""),
                name="withdrawn_says_why",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-published_at"], name="published_reports")
        ]
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("sign_off:fair_copy", args=[self.report_id])

    @property
    def folder(self) -> Path:
        """Where its files and its charts lie."""
        return self.report.folder / "fair-copies" / str(self.pk)

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def stage(self) -> Stage:
        """How far it has come. What is signed is one version: a change undoes it."""
        for moment, stage in (
            (self.withdrawn_at, Stage.WITHDRAWN),
            (self.published_at, Stage.PUBLISHED),
            (self.frozen_at, Stage.FROZEN),
        ):
            if moment is not None:
                return stage
        signed = {each.capacity: each.is_signed for each in self.signatures.all()}
        if not all(signed.values()):
            return Stage.SENT_BACK
        if self.report.digest != self.version.digest:
            return Stage.CHANGED_SINCE
        if Capacity.OFFICER not in signed:
            return Stage.WAITS_FOR_OFFICER
        if Capacity.LEAD_MEMBER not in signed:
            return Stage.WAITS_FOR_LEAD_MEMBER
        return Stage.SIGNED


@pghistory.track()
class KeptFile(models.Model):
    """One of the files that were made of a fair copy, as it was made."""

    copy = models.ForeignKey(FairCopy, models.PROTECT, related_name="files")
    form = models.CharField(max_length=10, choices=DocumentForm)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["copy", "form"], name="one_file_a_form")
        ]
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """The file, readable by the product alone."""
        return self.copy.folder / f"{self.form}.{self.form}"


@pghistory.track()
class Signature(models.Model):
    """That somebody signed a fair copy, or sent it back and said why."""

    copy = models.ForeignKey(FairCopy, models.PROTECT, related_name="signatures")
    capacity = models.CharField(max_length=20, choices=Capacity)
    is_signed = models.BooleanField()
    words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["copy", "capacity"], name="one_signature_a_capacity"
            ),
            models.UniqueConstraint(
                fields=["copy", "by"], name="nobody_signs_in_two_capacities"
            ),
            models.CheckConstraint(
                condition=Q(is_signed=True) | ~Q(words=""), name="sent_back_says_why"
            ),
        ]
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.by}, {self.get_capacity_display()}"
