"""Files of other systems, what became of each row, and which record each row is."""

from datetime import date
from pathlib import Path
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from parentis.accounts.models import Service, Team, User
from parentis.bringing_in.choices import WORKING, FileHolds, FileState, Outcome
from parentis.entries.models import Entry
from parentis.young_people.models import YoungPerson


class BroughtFileQuerySet(models.QuerySet["BroughtFile"]):
    def of(self, person: User) -> Self:
        """A file of children's records is seen by whoever uploaded it, alone."""
        return self.filter(received_by=person)

    def newest_first(self) -> Self:
        return self.order_by("-received_at", "-pk")


@pghistory.track(exclude=["rows_done", "counts", "samples", "values"])
class BroughtFile(models.Model):
    """One file of another system. `columns` says what each column is, by its place.

    `samples` are a few cells of each column, `values` all of those that have few.
    `kinds` says what kind of contact the file's own words are.
    """

    holds = models.CharField(max_length=20, choices=FileHolds)
    system = models.CharField(max_length=60, help_text="the other system's name")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    table = models.CharField(max_length=300, blank=True, help_text="file and sheet")
    headings = models.JSONField(default=list)
    samples = models.JSONField(default=list)
    values = models.JSONField(default=dict)
    columns = models.JSONField(default=dict)
    kinds = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10, choices=FileState, default=FileState.READING
    )
    refused_because = models.TextField(blank=True)
    rows = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, help_text="rows by what became of them")
    received_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = BroughtFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=FileState.values), name="file_state_is_known"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("bringing_in:brought_file", args=[self.pk])

    @property
    def is_working(self) -> bool:
        return self.state in WORKING

    @property
    def folder(self) -> Path:
        """Where the file lies as it came. They are children's records: owner only."""
        return Path(settings.MEDIA_ROOT) / "bringing-in" / str(self.pk)

    @property
    def path(self) -> Path:
        return self.folder / "as-received"


class Matching(models.Model):
    """How columns of these headings were matched last: for the next such file."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    holds = models.CharField(max_length=20, choices=FileHolds)
    headings = models.CharField(max_length=64, help_text="what they are, as a hash")
    columns = models.JSONField()
    kinds = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "holds", "headings"], name="one_matching_of_headings"
            )
        ]

    def __str__(self) -> str:
        return f"{self.holds} {self.headings[:8]}"


class RowToLookAt(models.Model):
    """A row that was refused, changed something, or differs: which cell, and why."""

    file = models.ForeignKey(BroughtFile, models.CASCADE, related_name="to_look_at")
    row = models.PositiveIntegerField(help_text="as a spreadsheet shows it")
    outcome = models.CharField(max_length=10, choices=Outcome)
    column = models.CharField(max_length=200, blank=True)
    value = models.CharField(max_length=200, blank=True)
    why = models.TextField()
    young_person = models.ForeignKey(
        YoungPerson, models.PROTECT, related_name="+", null=True
    )

    class Meta:
        indexes = [models.Index(fields=["file", "row"], name="row_to_look_at_in_order")]

    def __str__(self) -> str:
        return f"Row {self.row}: {self.why}"


class OriginKey(models.Model):
    """Which of our records a row of another system is: once is once.

    `said` is what the other system said of it last. What differs from that here was
    written by somebody, and no file overwrites it.
    """

    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    system = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=FileHolds)
    key = models.CharField(max_length=100)
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="+")
    about = models.CharField(max_length=80, help_text="the table of our record")
    about_pk = models.BigIntegerField()
    said = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "system", "kind", "key"], name="one_record_of_a_row"
            )
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.kind} {self.key}"


@pghistory.track()
class Difference(models.Model):
    """Another system says something else than somebody wrote here: a person chooses."""

    file = models.ForeignKey(BroughtFile, models.PROTECT, related_name="differences")
    row = models.PositiveIntegerField()
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="+")
    about = models.CharField(max_length=80)
    about_pk = models.BigIntegerField()
    field = models.CharField(max_length=40)
    label = models.CharField(max_length=100)
    ours = models.TextField()
    theirs = models.TextField()
    value = models.JSONField(help_text="theirs, as it would be kept")
    is_theirs_chosen = models.BooleanField(null=True)
    chosen_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    chosen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about", "about_pk", "field"],
                condition=Q(chosen_at__isnull=True),
                name="one_open_difference_of_a_field",
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.ours} or {self.theirs}"


@pghistory.track()
class BroughtNote(Entry):
    """A note of another system that tells of no contact. It counts for nothing else."""

    written_on = models.DateField()
    title = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    written_by = models.CharField(max_length=200, blank=True)
    system = models.CharField(max_length=60)

    class Meta:
        constraints = [*Entry.Meta.constraints]

    @property
    def headline(self) -> str:
        return f"Note from {self.system}: {self.title}".removesuffix(": ")

    @property
    def words(self) -> str:
        written = f"Written by {self.written_by}." if self.written_by else ""
        return "\n\n".join(filter(None, [self.note, written]))

    @property
    def happened_on(self) -> date:
        return self.written_on
