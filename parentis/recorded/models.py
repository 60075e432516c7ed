"""What everything that staff write down has: who, when, and what it said before."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from parentis.accounts.models import User


def ends_after_it_starts(
    name: str, *, first: str = "started_on", last: str = "ended_on"
) -> models.CheckConstraint:
    """For what has a first day and, once it is over, a last one."""
    return models.CheckConstraint(
        condition=Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": F(first)}),
        name=name,
        violation_error_message="The last day is before the first. Check both.",
    )


class RecordedQuerySet(models.QuerySet["Recorded"]):
    def standing(self) -> Self:
        """Those that were not struck out."""
        return self.filter(struck_out_at__isnull=True)


class Recorded(models.Model):
    """One thing staff wrote down. `sent_as` is the sheet it was typed on: once is once.

    `version` goes up with each change, so that nobody overwrites what they did not
    read. A mistake is struck out with a reason, and stays readable.
    """

    sent_as = models.UUIDField(null=True, editable=False)
    recorded_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, editable=False
    )
    recorded_at = models.DateTimeField(editable=False)
    changed_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, editable=False
    )
    changed_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    struck_out_at = models.DateTimeField(null=True, editable=False)
    struck_out_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, editable=False
    )
    why_struck_out = models.TextField(blank=True, editable=False)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["sent_as"], name="%(app_label)s_%(class)s_sent_once"
            ),
            models.CheckConstraint(
                condition=Q(struck_out_at__isnull=True) | ~Q(why_struck_out=""),
                name="%(app_label)s_%(class)s_struck_out_says_why",
            ),
        ]

    @property
    def is_struck_out(self) -> bool:
        return self.struck_out_at is not None
