from typing import Self

import pghistory
from django.db import models

from parentis.accounts.models import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, person: User) -> Self:
        return self.filter(person=person)

    def latest_first(self) -> Self:
        return self.order_by("-told_at", "-pk")

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)


@pghistory.track()
class Notice(models.Model):
    """Something one member of staff should know. It names no young person."""

    person = models.ForeignKey(User, models.PROTECT, related_name="notices")
    about = models.TextField()
    link = models.CharField(max_length=200, blank=True)
    told_at = models.DateTimeField()
    emailed_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            # Every page counts these in its head.
            models.Index(
                fields=["person"],
                condition=models.Q(read_at__isnull=True),
                name="notice_unread",
            )
        ]

    def __str__(self) -> str:
        return self.about
