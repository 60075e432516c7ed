from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q

from parentis.entries.models import Entry
from parentis.health.choices import (
    HIGHEST_SDQ,
    Check,
    CheckOutcome,
    MentalHealthFrom,
    MentalHealthStage,
    PassportForm,
    Registration,
)
from parentis.recorded.models import ends_after_it_starts


@pghistory.track()
class RegisteredWith(Entry):
    """Whom a young person is registered with, since when, until when."""

    kind = models.CharField(max_length=20, choices=Registration)
    where = models.CharField(max_length=200)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            ends_after_it_starts("registration_ends_after_it_starts"),
        ]

    @property
    def headline(self) -> str:
        return f"Registered with {self.where} ({self.get_kind_display()})"

    @property
    def words(self) -> str:
        return self.note

    @property
    def happened_on(self) -> date:
        return self.started_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("From", self.started_on),
            ("Until", self.ended_on),
            ("Note", self.note),
        ]


@pghistory.track()
class HealthCheck(Entry):
    """A health check: what it was, what came of it, and when the next is due."""

    kind = models.CharField(max_length=20, choices=Check)
    checked_on = models.DateField()
    outcome = models.CharField(max_length=20, choices=CheckOutcome)
    sdq_score = models.PositiveSmallIntegerField(null=True, blank=True)
    next_due_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(next_due_on__isnull=True)
                | Q(next_due_on__gt=F("checked_on")),
                name="next_check_is_after_this_one",
                violation_error_message=(
                    "The next check is not after this one. Check both days."
                ),
            ),
            models.CheckConstraint(
                condition=Q(sdq_score__isnull=True)
                | Q(kind=Check.FEELINGS, sdq_score__lte=HIGHEST_SDQ),
                name="only_an_sdq_has_its_score",
                violation_error_message=(
                    "A score is for feelings and behaviour (SDQ) alone, from 0 to 40."
                ),
            ),
        ]

    @property
    def headline(self) -> str:
        if self.outcome == CheckOutcome.DONE:
            return self.get_kind_display()
        outcome = self.get_outcome_display()
        return f"{self.get_kind_display()}: {outcome[0].lower()}{outcome[1:]}"

    @property
    def words(self) -> str:
        return self.note

    @property
    def happened_on(self) -> date:
        return self.checked_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("On", self.checked_on),
            ("What came of it", self.get_outcome_display()),
            ("Score", self.sdq_score),
            ("Next due on", self.next_due_on),
            ("Note", self.note),
        ]


@pghistory.track()
class HealthPassport(Entry):
    """A young person's own summary of their health, given to them to keep."""

    given_on = models.DateField()
    form = models.CharField(max_length=20, choices=PassportForm)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [*Entry.Meta.constraints]

    @property
    def headline(self) -> str:
        if self.form == PassportForm.NOT_WANTED:
            return "Health passport offered, and not wanted"
        return "Health passport given"

    @property
    def words(self) -> str:
        return self.note

    @property
    def happened_on(self) -> date:
        return self.given_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("On", self.given_on),
            ("How", self.get_form_display()),
            ("Note", self.note),
        ]


@pghistory.track()
class MentalHealthSupport(Entry):
    """Help with how somebody feels: from whom, how far it is, in a few words."""

    given_by = models.CharField(max_length=20, choices=MentalHealthFrom)
    stage = models.CharField(max_length=20, choices=MentalHealthStage)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            ends_after_it_starts("mental_health_support_ends_after_it_starts"),
        ]

    @property
    def headline(self) -> str:
        return (
            f"Mental health support: {self.get_given_by_display()}"
            f" ({self.get_stage_display()})"
        )

    @property
    def words(self) -> str:
        return self.note

    @property
    def happened_on(self) -> date:
        return self.started_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("How far it is", self.get_stage_display()),
            ("Since", self.started_on),
            ("Until", self.ended_on),
            ("In a few words", self.note),
        ]
