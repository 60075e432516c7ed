from datetime import date
from typing import Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from parentis.accounts.models import Team, User
from parentis.entries.models import Entry


@pghistory.track()
class SavedView(models.Model):
    """A list of theirs as somebody likes it: what it shows, in which order."""

    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=300, blank=True)
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name"], name="one_saved_view_of_a_name"
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(is_default=True),
                name="one_view_to_begin_with",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class CalendarFeed(models.Model):
    """The address at which somebody's own calendar reads their days.

    The address holds a secret, of which only the hash is kept: who has lost it makes a
    new one, which ends the old.
    """

    person = models.OneToOneField(User, models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Calendar of {self.person_id}"


@pghistory.track()
class OnDuty(models.Model):
    """Who answers for a team on a day."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "person", "on"], name="on_duty_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.team_id} on {self.on}"


class CoverQuerySet(models.QuerySet["Cover"]):
    def not_over(self, on: date) -> Self:
        return self.filter(ended_at__isnull=True, ended_on__gt=on)


@pghistory.track()
class Cover(models.Model):
    """Somebody does another's work while they are away, and their records open to them.

    `allocations` are those made for it. The last day is the first they no longer hold.
    """

    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    covered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    started_on = models.DateField()
    ended_on = models.DateField()
    allocations = ArrayField(models.BigIntegerField(), default=list)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = CoverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__gt=F("started_on")),
                name="cover_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(person=F("covered_by")), name="another_covers"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.covered_by_id} for {self.person_id}"


@pghistory.track()
class Transfer(Entry):
    """A young person goes from one team to another, with what the next should know."""

    moved_on = models.DateField()
    from_team = models.ForeignKey(Team, models.PROTECT, related_name="+", null=True)
    to_team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    summary = models.TextField()

    @property
    def headline(self) -> str:
        before = f" from {self.from_team}" if self.from_team else ""
        return f"Moved{before} to {self.to_team}"

    @property
    def words(self) -> str:
        return self.summary

    @property
    def happened_on(self) -> date:
        return self.moved_on
