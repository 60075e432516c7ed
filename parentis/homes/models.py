from datetime import date

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from parentis.entries.models import Entry, one_at_a_time
from parentis.homes.choices import BidOutcome, HomeKind, Matter, Tenancy
from parentis.recorded.models import ends_after_it_starts
from parentis.ssda903.codes import NOT_ASKED_WHETHER_SUITABLE
from parentis.young_people.models import Address

CONFIDENTIAL = "Confidential: it is with their addresses, and is not printed"


class HomeManager(models.Manager["Home"]):
    """With their addresses, in one query for all of a list."""

    def get_queryset(self) -> "models.QuerySet[Home]":
        return super().get_queryset().prefetch_related("address")


@pghistory.track()
class Home(Entry):
    """Where a young person lived, from when until when, and whether it was suitable.

    `matters_unmet` are those of regulation 9 and Schedule 2 that the home fails.
    `is_provided` is accommodation that the council provides under section 23B or 24B,
    `is_inspected` a home registered under the Care Standards Act 2000.
    """

    kind = models.CharField(max_length=1, choices=HomeKind)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    is_suitable = models.BooleanField()
    matters_unmet = ArrayField(
        models.CharField(max_length=20, choices=Matter), default=list, blank=True
    )
    why = models.TextField(blank=True)
    tenancy = models.CharField(max_length=30, choices=Tenancy, blank=True)
    is_provided = models.BooleanField(default=False)
    is_inspected = models.BooleanField(default=False)
    is_staying_put = models.BooleanField(default=False)
    address = models.ForeignKey(
        Address, models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = HomeManager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            *Entry.Meta.constraints,
            ends_after_it_starts("home_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(is_suitable=True) | ~Q(why=""),
                name="unsuitable_home_says_why",
                violation_error_message="Write why the home is not suitable.",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["S", "X"]) | Q(is_suitable=False),
                name="homeless_or_custody_is_unsuitable",
                violation_error_message=(
                    "No fixed home and custody are never suitable in the return (S2 and"
                    " X2). Answer that it is not suitable."
                ),
            ),
            one_at_a_time(
                "one_home_at_a_time",
                otherwise=(
                    "They have another home on some of these days. End that one first,"
                    " or change the dates."
                ),
            ),
        ]

    @property
    def headline(self) -> str:
        return f"Home: {self.get_kind_display()}"

    @property
    def words(self) -> str:
        return self.why

    @property
    def happened_on(self) -> date:
        return self.started_on

    @property
    def code(self) -> str:
        """As in the return's ACCOM: `U1` is suitable, `U2` is not."""
        return f"{self.kind}{1 if self.is_suitable else 2}"

    @property
    def where(self) -> str:
        """The address. A confidential one is nowhere but among their addresses."""
        if self.address is None:
            return ""
        return CONFIDENTIAL if self.address.is_confidential else self.address.in_a_line

    @property
    def suitable(self) -> str:
        """In words. Nobody asks it of who went abroad or is not to be found."""
        if self.kind in NOT_ASKED_WHETHER_SUITABLE:
            return ""
        return "Yes" if self.is_suitable else "No"

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("From", self.started_on),
            ("Until", self.ended_on),
            ("Address", self.where),
            ("Suitable", self.suitable),
            (
                "What is not as it should be",
                [Matter(each).label for each in self.matters_unmet],
            ),
            ("Why", self.why),
            ("Tenancy", self.tenancy and self.get_tenancy_display()),
            ("Staying put", "Yes" if self.is_staying_put else ""),
            ("Provided by the council", "Yes" if self.is_provided else ""),
            (
                "Registered and inspected",
                ("Yes" if self.is_inspected else "No") if self.is_provided else "",
            ),
        ]


@pghistory.track()
class HousingBid(Entry):
    """A bid for social housing: on which register, in which band, and what came of it.

    Councils name their bands as they like (Band A, Gold, 500 points).
    """

    bid_on = models.DateField()
    register = models.CharField(max_length=200)
    band = models.CharField("priority band", max_length=200, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(
        max_length=20, choices=BidOutcome, default=BidOutcome.WAITING
    )
    ended_on = models.DateField(null=True, blank=True, help_text="of the outcome")
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("bid_on")),
                name="housing_bid_ends_after_it_starts",
                violation_error_message=(
                    "The day of the answer is before the day of the bid. Check both."
                ),
            ),
        ]

    @property
    def headline(self) -> str:
        return f"Bid for social housing: {self.register}"

    @property
    def words(self) -> str:
        return self.note

    @property
    def happened_on(self) -> date:
        return self.bid_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("Bid on", self.bid_on),
            ("Priority band", self.band),
            ("Reference", self.reference),
            ("What came of it", self.get_outcome_display()),
            ("On", self.ended_on),
            ("Note", self.note),
        ]
