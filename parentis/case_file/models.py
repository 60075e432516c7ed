"""What a case file holds beside the daily work."""

from datetime import date

import pghistory
from django.db import models
from django.db.models import Q

from parentis.entries.models import Entry


@pghistory.track()
class Death(Entry):
    """That a young person died, and what was done then. A record has one at the most.

    `incident_notified_on` is the day on which the serious incident was notified.
    """

    died_on = models.DateField()
    how_told = models.TextField(blank=True)
    told_on = models.DateField(null=True, blank=True)
    who_was_told = models.TextField(blank=True)
    incident_notified_on = models.DateField(null=True, blank=True)
    funeral = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                fields=["young_person"],
                condition=Q(struck_out_at__isnull=True),
                name="one_death",
                violation_error_message=(
                    "Their death is written down already. Change that entry instead."
                ),
            ),
        ]

    @property
    def headline(self) -> str:
        return "Died"

    @property
    def words(self) -> str:
        return self.how_told

    @property
    def happened_on(self) -> date:
        return self.died_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("Died on", self.died_on),
            ("We were told on", self.told_on),
            ("How we were told", self.how_told),
            ("Who was told", self.who_was_told),
            ("Serious incident notified on", self.incident_notified_on),
            ("Funeral", self.funeral),
        ]
