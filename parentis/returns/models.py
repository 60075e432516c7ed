from collections.abc import Collection
from pathlib import Path
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from parentis.returns.choices import FindingSeverity, UploadState
from parentis.ssda903.tables import NEEDED_FOR_FIGURES, TABLE_BY_NAME


class UploadQuerySet(models.QuerySet["Upload"]):
    def newest_first(self) -> Self:
        return self.order_by("-received_at", "-pk")

    def complete(self) -> Self:
        """Read, with the tables that figures need."""
        return self.filter(
            state=UploadState.READ, tables__has_keys=list(NEEDED_FOR_FIGURES)
        )


class Upload(models.Model):
    """One return as somebody gave it to us. It is kept, whatever came of it.

    `tables` counts the rows of each table that was in the files: an empty file is
    there with 0, a missing one is not there.
    """

    year = models.PositiveSmallIntegerField(null=True, blank=True)
    year_given = models.PositiveSmallIntegerField(null=True, blank=True)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    state = models.CharField(
        max_length=10, choices=UploadState, default=UploadState.WAITING
    )
    refused_because = models.TextField(blank=True)
    tables = models.JSONField(default=dict, blank=True)
    steps_done = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=0)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["year", "-received_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=UploadState.values),
                name="upload_state_is_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.year})" if self.year else self.name

    def get_absolute_url(self) -> str:
        return reverse("returns:upload", args=[self.pk])

    @property
    def is_finished(self) -> bool:
        return self.state in (UploadState.READ, UploadState.REFUSED)

    @property
    def is_complete(self) -> bool:
        return self.state == UploadState.READ and not self.missing_tables

    @property
    def known_year(self) -> int:
        """The year of a return that was read. Raises ValueError before."""
        if self.year is None:
            raise ValueError("This return was not read yet, so its year is not known.")
        return self.year

    @property
    def missing_tables(self) -> list[str]:
        """The tables that figures need and this upload lacks, by the guide's names."""
        return [
            TABLE_BY_NAME[name].title
            for name in NEEDED_FOR_FIGURES
            if name not in self.tables
        ]

    @property
    def folder(self) -> Path:
        """Where this upload's files lie. They are children's records: owner only."""
        return Path(settings.MEDIA_ROOT) / "returns" / str(self.pk)

    @property
    def files_folder(self) -> Path:
        """The files as they came, byte for byte."""
        return self.folder / "as-received"

    @property
    def tables_folder(self) -> Path:
        """What the reader made of them: one Parquet file a table."""
        return self.folder / "tables"


@pghistory.track()
class InForce(models.Model):
    """Which upload of a year figures are computed from, since when, and who said so."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    upload = models.ForeignKey(
        Upload, on_delete=models.PROTECT, related_name="in_force"
    )
    since = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)

    def __str__(self) -> str:
        return f"{self.upload} for {self.year}"


class FoundQuerySet(models.QuerySet["Found"]):
    def in_order_of_file(self) -> Self:
        return self.order_by("file", "severity", "row", "pk")

    def without_children(self, numbers: Collection[str]) -> Self:
        """Without what was found of these (in lower case), or names one of them."""
        if not numbers:
            return self
        same = self.alias(of=Lower("child"), said=Lower("value"))
        return same.exclude(Q(of__in=numbers) | Q(said__in=numbers))


class Found(models.Model):
    """A finding of the reader, as `ssda903.findings.Finding` has it."""

    upload = models.ForeignKey(
        Upload, on_delete=models.CASCADE, related_name="findings"
    )
    file = models.CharField(max_length=255)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=255, blank=True)
    value = models.TextField(blank=True)
    child = models.CharField(max_length=255, blank=True)
    rule = models.CharField(max_length=100)
    severity = models.CharField(max_length=10, choices=FindingSeverity)
    message = models.TextField()

    objects = FoundQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["upload", "severity", "file"])]

    def __str__(self) -> str:
        return f"{self.file}, row {self.row}: {self.message}"
