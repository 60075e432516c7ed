"""What was kept of each month's position: its numbers, and who was in them and why.

These tables only grow. What was kept at a month's end is never worked out again: young
people are named by their numbers, so that it outlives the records it was made from.
"""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from parentis.position.choices import CohortKind, GroupedBy


class KeptPosition(models.Model):
    """One month's. `definitions` tells one version of what was counted from another."""

    month_end = models.DateField(unique=True)
    year = models.PositiveSmallIntegerField(help_text="the return's, by its last day")
    kept_at = models.DateTimeField()
    definitions = models.CharField(max_length=40)

    class Meta:
        get_latest_by = "month_end"

    def __str__(self) -> str:
        return f"Position on {self.month_end}"


class KeptFigure(models.Model):
    """One number of a kept position, of everybody or of a team's or an adviser's."""

    position = models.ForeignKey(
        KeptPosition, models.PROTECT, related_name="kept_figures"
    )
    cohort = models.CharField(max_length=20, choices=CohortKind)
    indicator = models.CharField(max_length=100)
    by = models.CharField(max_length=10, choices=GroupedBy, blank=True)
    group = models.BigIntegerField(default=0, help_text="the team's or person's number")
    group_name = models.CharField(max_length=200, blank=True)
    counted = models.PositiveIntegerField()
    out_of = models.PositiveIntegerField()
    is_hidden_from_public = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["position", "cohort", "indicator", "by", "group"],
                name="one_number_a_position_cohort_and_group",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.counted} of {self.out_of}"


class KeptMemberQuerySet(models.QuerySet["KeptMember"]):
    def behind(self, indicator: str, *, is_counted: bool) -> Self:
        """Whoever is counted in a figure, or is in what it is out of and is not."""
        found = self.filter(out_of__contains=[indicator])
        if is_counted:
            return found.filter(counted__contains=[indicator])
        return found.exclude(counted__contains=[indicator])


class KeptMember(models.Model):
    """Somebody in a kept position: the return's codes, and what each rested on."""

    position = models.ForeignKey(KeptPosition, models.PROTECT, related_name="members")
    cohort = models.CharField(max_length=20, choices=CohortKind)
    young_person = models.BigIntegerField()
    child = models.CharField(max_length=60)
    born = models.DateField()
    age = models.PositiveSmallIntegerField()
    team = models.BigIntegerField(default=0)
    adviser = models.BigIntegerField(default=0)
    reasons = models.JSONField(help_text="each column, its code, what it rests on")
    counted = ArrayField(models.CharField(max_length=100))
    out_of = ArrayField(models.CharField(max_length=100))

    objects = KeptMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["position", "cohort", "young_person"],
                name="in_a_kept_position_once",
            )
        ]

    def __str__(self) -> str:
        return self.child
