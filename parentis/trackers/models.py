"""What was read from a file, until a person has looked through it and saved it."""

from typing import ClassVar, Self

import pghistory
from django.db import models
from django.urls import reverse

from parentis.accounts.models import User
from parentis.bodies.models import Body
from parentis.recommendations.choices import SourceKind, Status
from parentis.recommendations.models import Source
from parentis.recorded.models import Recorded
from parentis.tracker_files.says import same
from parentis.trackers.choices import NOT_SAVED, PieceKind, ReadingState


class ReadingQuerySet(models.QuerySet["Reading"]):
    def unfinished(self) -> Self:
        return self.filter(state=ReadingState.UNFINISHED)

    def latest_first(self) -> Self:
        return self.order_by("-recorded_at", "-pk")


@pghistory.track()
class Reading(Recorded):
    """A file that was read: what it says of itself, and where it is to be saved.

    `source` empty: a new one, of these words. `counts` says what was saved. A file of
    several lists, each numbered from its own beginning, is as many of these: `part`.
    """

    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    part = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        max_length=12, choices=ReadingState, default=ReadingState.UNFINISHED
    )
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="+", null=True, blank=True
    )
    kind = models.CharField(
        "where they come from", max_length=20, choices=SourceKind, default="other"
    )
    title = models.CharField("what it is called", max_length=300, blank=True)
    made_by = models.CharField("who made them", max_length=200, blank=True)
    made_on = models.DateField(null=True, blank=True)
    report_title = models.CharField("in which report", max_length=300, blank=True)
    report_by = models.CharField("whose report", max_length=200, blank=True)
    told_on = models.DateField("when it was told", null=True, blank=True)
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="+", null=True, blank=True
    )
    told_to = models.CharField("who was told", max_length=200, blank=True)
    kept_until = models.DateField()
    finished_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["sha256", "part"],
                condition=models.Q(state=ReadingState.UNFINISHED),
                name="a_file_is_looked_through_once_at_a_time",
                violation_error_message="This file is being looked through already.",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("trackers:reading", args=[self.pk])

    @property
    def not_saved(self) -> int:
        """How many pieces were left out, not understood, or differed and stayed so."""
        return sum(self.counts.get(each.value, 0) for each in NOT_SAVED)

    @property
    def is_unfinished(self) -> bool:
        return self.state == ReadingState.UNFINISHED


class Piece(Recorded):
    """A recommendation, an update, or words that were not understood, as it was read.

    A draft: it is corrected freely, keeps no history, and goes when its time is over.
    `number` is in full, "1(i)". `about` are the numbers an update tells of.
    """

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="pieces")
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=PieceKind)
    theme = models.CharField("heading", max_length=200, blank=True)
    number = models.CharField(max_length=20, blank=True)
    text = models.TextField(blank=True)
    addressed_to = models.CharField("who it asks", max_length=200, blank=True)
    answer = models.TextField(blank=True)
    owner = models.CharField("who sees to it", max_length=200, blank=True)
    due_words = models.CharField(max_length=200, blank=True)
    due_on = models.DateField("done by", null=True, blank=True)
    status = models.CharField(max_length=20, choices=Status, blank=True)
    status_words = models.CharField(max_length=200, blank=True)
    superseded_by = models.CharField(max_length=20, blank=True)
    about = models.CharField("which it is about", max_length=500, blank=True)
    told_on = models.DateField("when it was told", null=True, blank=True)
    told_to = models.CharField("who was told", max_length=200, blank=True)
    set_by = models.CharField("who set the status", max_length=200, blank=True)
    evidence = models.TextField("what shows it", blank=True)
    is_theirs = models.BooleanField("what the file says is taken", default=False)
    is_left_out = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["reading", "place"], name="pieces_in_order")
        ]

    def __str__(self) -> str:
        words = " ".join(self.text.split())
        return f"{self.get_kind_display()} {self.number or self.about}: {words[:60]}"

    @property
    def told_words(self) -> str:
        """An update's words: what shows it, and where it only sets a status, which."""
        words = self.text.strip()
        if not words and self.status:
            words = f"Status: {self.shown_status}"
        # What a status rests on is kept with the status itself.
        if self.evidence and not self.status and same(self.evidence) not in same(words):
            words = f"{words}\n\nWhat shows it: {self.evidence}".strip()
        return words

    @property
    def shown_status(self) -> str:
        """ "Green"; "Superseded by 14"; nothing where it says none."""
        if self.status == Status.SUPERSEDED and self.superseded_by:
            return f"Superseded by {self.superseded_by}"
        return Status(self.status).label if self.status else ""

    @property
    def numbers(self) -> list[str]:
        """The recommendations that an update is about."""
        return [each.strip() for each in self.about.split(",") if each.strip()]
