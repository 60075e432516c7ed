from typing import Self

import pghistory
from django.db import models

from parentis.accounts.models import User
from parentis.reminders.choices import Fate


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def waiting(self) -> Self:
        return self.filter(fate=Fate.WAITING)

    def for_a_person(self) -> Self:
        """Those that somebody must decide about."""
        return self.filter(fate__in=[Fate.NOT_KNOWN, Fate.REFUSED])


@pghistory.track()
class Reminder(models.Model):
    """One week's e-mail to one member of staff. There is never a second.

    `message_id` goes with the e-mail, so that a mail server's log can tell its fate.
    """

    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    week = models.DateField(help_text="its Monday")
    fate = models.CharField(max_length=10, choices=Fate, default=Fate.WAITING)
    queued_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    message_id = models.CharField(max_length=200, blank=True)
    why = models.TextField(blank=True, help_text="what the mail server answered")

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "week"], name="one_reminder_a_week"
            ),
            models.CheckConstraint(
                condition=models.Q(fate__in=Fate.values), name="fate_is_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["queued_at"],
                condition=models.Q(fate="waiting"),
                name="reminder_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, week of {self.week}"


@pghistory.track()
class NoReminders(models.Model):
    """Somebody who asked not to be written to each week. Their pages say the same."""

    person = models.OneToOneField(User, models.PROTECT, related_name="+")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person} since {self.since}"
