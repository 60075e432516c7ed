from datetime import date

import pghistory
from django.db import models
from django.db.models import Q

from parentis.care_history.choices import CameFrom, ProgrammeKind, StayKind
from parentis.entries.models import Entry, one_at_a_time
from parentis.recorded.models import ends_after_it_starts
from parentis.ssda903 import codes

STANDING = Q(struck_out_at__isnull=True)


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
            ends_after_it_starts("care_period_ends_after_it_starts"),
            one_at_a_time(
                "one_care_period_at_a_time",
                otherwise=(
                    "They were looked after in another period on some of these days."
                    " Change the dates of one of the two."
                ),
            ),
        ]

    @property
    def headline(self) -> str:
        where = codes.PLACE.meaning_of(self.placement)
        return f"In care: {where}" if where else "In care"

    @property
    def words(self) -> str:
        return self.why_corrected

    @property
    def happened_on(self) -> date:
        return self.started_on

    @property
    def is_brought_in(self) -> bool:
        return self.came_from != CameFrom.HAND

    @property
    def is_as_brought_in(self) -> bool:
        """From a return or a file, and corrected by nobody since."""
        return self.is_brought_in and not self.why_corrected

    @property
    def facts(self) -> list[tuple[str, object]]:
        """The return's codes, in words."""
        return [
            ("From", self.started_on),
            ("Until", self.ended_on),
            ("Legal status", _in_words(codes.LS, self.legal_status)),
            ("Where they lived", _in_words(codes.PLACE, self.placement)),
            ("Who provided it", _in_words(codes.PLACE_PROVIDER, self.provider)),
            ("Why it began", _in_words(codes.RNE, self.reason_started)),
            ("Why it ended", _in_words(codes.REC, self.reason_ceased)),
            (
                "Why they moved",
                _in_words(codes.REASON_PLACE_CHANGE, self.reason_placement_changed),
            ),
            ("Main need", _in_words(codes.CIN, self.need)),
            ("Looked after by", self.council),
            ("Known from", self.get_came_from_display()),
            ("Why it was corrected", self.why_corrected),
        ]


@pghistory.track()
class Stay(Entry):
    """Where they were, other than looked after, that leaving-care law asks about."""

    kind = models.CharField(max_length=20, choices=StayKind)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            ends_after_it_starts("stay_ends_after_it_starts"),
        ]

    @property
    def headline(self) -> str:
        return self.get_kind_display()

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
class GuardianshipOrder(Entry):
    """A special guardianship order: made on a day, and in force until it ends."""

    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    was_looked_after_before = models.BooleanField()
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            ends_after_it_starts("guardianship_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["young_person"],
                condition=STANDING,
                name="one_special_guardianship_order",
                violation_error_message=(
                    "An order is written down already. Change that one, or strike it"
                    " out."
                ),
            ),
        ]

    @property
    def headline(self) -> str:
        return "Special guardianship order"

    @property
    def words(self) -> str:
        return self.note

    @property
    def happened_on(self) -> date:
        return self.started_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("Made on", self.started_on),
            ("Ended on", self.ended_on),
            (
                "Looked after just before",
                "Yes" if self.was_looked_after_before else "No",
            ),
            ("Note", self.note),
        ]


@pghistory.track()
class Adoption(Entry):
    """The day they were adopted."""

    adopted_on = models.DateField()
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.UniqueConstraint(
                fields=["young_person"],
                condition=STANDING,
                name="one_adoption",
                violation_error_message=(
                    "An adoption is written down already. Change that one, or strike"
                    " it out."
                ),
            ),
        ]

    @property
    def headline(self) -> str:
        return "Adopted"

    @property
    def words(self) -> str:
        return self.note

    @property
    def happened_on(self) -> date:
        return self.adopted_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [("Adopted on", self.adopted_on), ("Note", self.note)]


@pghistory.track()
class Programme(Entry):
    """A programme of education or training, as leaving-care law asks about it.

    `is_in_plan_from_before_21`: the pathway plan set it out before they were 21.
    `informed_on`: the day they told the council that they are, or wish to be, on it.
    """

    kind = models.CharField(max_length=20, choices=ProgrammeKind)
    name = models.CharField(max_length=200)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    is_in_plan_from_before_21 = models.BooleanField(default=False)
    informed_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            ends_after_it_starts("programme_ends_after_it_starts"),
        ]

    @property
    def headline(self) -> str:
        return f"Education or training: {self.name}"

    @property
    def words(self) -> str:
        return self.note

    @property
    def happened_on(self) -> date:
        return self.started_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        in_plan = "Yes, before they were 21" if self.is_in_plan_from_before_21 else "No"
        return [
            ("What kind", self.get_kind_display()),
            ("From", self.started_on),
            ("Ends on", self.ended_on),
            ("In their pathway plan", in_plan),
            ("They told us on", self.informed_on),
            ("Note", self.note),
        ]


@pghistory.track()
class SupportAskedFor(Entry):
    """That they asked, between 21 and 25, for advice and support: until they no longer
    want it.
    """

    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            ends_after_it_starts("support_ends_after_it_starts"),
            one_at_a_time(
                "asked_for_support_once_at_a_time",
                otherwise=(
                    "It is written down already that they asked, and still want it."
                    " Change that one."
                ),
            ),
        ]

    @property
    def headline(self) -> str:
        return "Asked for advice and support"

    @property
    def words(self) -> str:
        return self.note

    @property
    def happened_on(self) -> date:
        return self.started_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("Asked on", self.started_on),
            ("No longer wanted it on", self.ended_on),
            ("What they said", self.note),
        ]


@pghistory.track()
class UnaccompaniedArrival(Entry):
    """That they came to the country without a parent, and sought asylum (UASC)."""

    arrived_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True, help_text="DUC")
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            ends_after_it_starts(
                "unaccompanied_ends_after_it_starts", first="arrived_on"
            ),
            models.UniqueConstraint(
                fields=["young_person"],
                condition=STANDING,
                name="one_unaccompanied_arrival",
                violation_error_message=(
                    "It is written down already. Change that one, or strike it out."
                ),
            ),
        ]

    @property
    def headline(self) -> str:
        return "Came to the country alone"

    @property
    def words(self) -> str:
        return self.note

    @property
    def happened_on(self) -> date:
        return self.arrived_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("Came on", self.arrived_on),
            ("Counted as unaccompanied until", self.ended_on),
            ("Note", self.note),
        ]


def _in_words(of: codes.CodeSet, code: str) -> str:
    """What a code means, and whether anybody has seen that where it is written."""
    marks = [" (meaning from memory, not yet confirmed)"] * any(
        each.code == code and each.is_from_memory for each in of.codes
    )
    return "".join([of.meaning_of(code), *marks]) if code else ""
