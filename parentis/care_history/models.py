from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from parentis.accounts.models import Period, SameNumber
from parentis.care_history.choices import CameFrom
from parentis.entries.models import Entry


@pghistory.track()
class CarePeriod(Entry):
    """A period looked after: one episode of the return, in its codes.

    `council` names another council that looked after them; empty is this one. A period
    changed by hand says why, and no return overwrites it in silence.
    """

    started_on = models.DateField(help_text="DECOM")
    reason_started = models.CharField(max_length=1, blank=True, help_text="RNE")
    legal_status = models.CharField(max_length=2, help_text="LS")
    need = models.CharField(max_length=2, blank=True, help_text="CIN")
    placement = models.CharField(max_length=3, blank=True, help_text="PLACE")
    provider = models.CharField(max_length=3, blank=True, help_text="PLACE_PROVIDER")
    ended_on = models.DateField(null=True, blank=True, help_text="DEC")
    reason_ceased = models.CharField(max_length=4, blank=True, help_text="REC")
    reason_placement_changed = models.CharField(
        max_length=6, blank=True, help_text="REASON_PLACE_CHANGE"
    )
    home_postcode = models.CharField(max_length=10, blank=True, help_text="HOME_POST")
    placement_postcode = models.CharField(
        max_length=10, blank=True, help_text="PL_POST"
    )
    urn = models.CharField(max_length=20, blank=True, help_text="URN")
    council = models.CharField(max_length=100, blank=True)
    came_from = models.CharField(max_length=10, choices=CameFrom, default=CameFrom.HAND)
    why_corrected = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="care_period_ends_after_it_starts",
                violation_error_message="The last day is before the first. Check both.",
            ),
            ExclusionConstraint(
                name="one_care_period_at_a_time",
                expressions=[
                    (SameNumber("young_person_id"), RangeOperators.OVERLAPS),
                    (Period("started_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(struck_out_at__isnull=True),
                violation_error_message=(
                    "They were looked after in another period on some of these days."
                    " Change the dates of one of the two."
                ),
            ),
        ]

    @property
    def headline(self) -> str:
        return f"Looked after, {self.legal_status} in {self.placement or '–'}"

    @property
    def words(self) -> str:
        return self.why_corrected

    @property
    def happened_on(self) -> date:
        return self.started_on
