from datetime import date

import pghistory
from django.db import models

from parentis.activities.choices import ActivityKind, OnHold
from parentis.entries.models import Entry, one_at_a_time
from parentis.recorded.models import ends_after_it_starts


@pghistory.track()
class MainActivity(Entry):
    """What a young person mainly did, from when until when: learning, work or neither.

    `on_hold` says what keeps somebody from going on for now, as housing or illness.
    """

    kind = models.CharField(max_length=2, choices=ActivityKind)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    with_whom = models.CharField("employer or provider", max_length=200, blank=True)
    what = models.CharField("job or course", max_length=200, blank=True)
    hours_a_week = models.PositiveSmallIntegerField(null=True, blank=True)
    level = models.CharField(max_length=100, blank=True)
    on_hold = models.CharField(max_length=20, choices=OnHold, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            ends_after_it_starts("activity_ends_after_it_starts"),
            one_at_a_time(
                "one_main_activity_at_a_time",
                otherwise=(
                    "They have another main activity on some of these days. End that"
                    " one first, or change the dates."
                ),
            ),
        ]

    @property
    def headline(self) -> str:
        with_whom = f", {self.with_whom}" if self.with_whom else ""
        return f"{self.get_kind_display()}{with_whom}"

    @property
    def words(self) -> str:
        return self.note

    @property
    def happened_on(self) -> date:
        return self.started_on

    @property
    def is_in_work_or_learning(self) -> bool:
        return self.kind[0] in "FP"

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("From", self.started_on),
            ("Until", self.ended_on),
            ("Job or course", self.what),
            ("Hours a week", self.hours_a_week),
            ("Level", self.level),
            ("On hold because of", self.on_hold and self.get_on_hold_display()),
            ("Note", self.note),
        ]
