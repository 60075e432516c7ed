"""What is paid by whom until when, and what was asked for."""

from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar, Self

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from parentis.funding.choices import (
    COLOURS_OF_OUTCOMES,
    BidOutcome,
    FunderKind,
    PaidFor,
    Per,
    ShownTo,
    WhatNext,
)
from parentis.recorded.models import Recorded, ends_after_it_starts

# As long as twelve months can be, and no less.
A_YEAR_OR_SO = timedelta(days=366)
NOT_BELOW_ZERO = MinValueValidator(Decimal(0))


class FundingQuerySet(models.QuerySet["Funding"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def running(self, on: date) -> Self:
        return self.standing().filter(
            Q(ended_on__isnull=True) | Q(ended_on__gte=on), started_on__lte=on
        )

    def undecided(self) -> Self:
        return self.standing().filter(what_next=WhatNext.UNDECIDED)

    def ending_undecided(self, on: date) -> Self:
        """What ends within a year or so, and nobody has said what happens then."""
        return self.undecided().filter(ended_on__range=(on, on + A_YEAR_OR_SO))

    def public(self) -> Self:
        return self.standing().exclude(shown_to=ShownTo.STAFF)


@pghistory.track()
class Funding(Recorded):
    """Money for a post, a service or a thing: from whom, how much, until its last day.

    `follows` is the money that this one renews or takes over from.
    """

    what = models.CharField("what it pays for", max_length=200)
    paid_for = models.CharField(max_length=20, choices=PaidFor)
    funder_kind = models.CharField(max_length=20, choices=FunderKind)
    funder = models.CharField("who pays", max_length=200)
    amount = models.DecimalField(
        max_digits=12, decimal_places=2, validators=[NOT_BELOW_ZERO]
    )
    per = models.CharField(max_length=10, choices=Per, default=Per.YEAR)
    started_on = models.DateField()
    ended_on = models.DateField("its last day", null=True, blank=True)
    shown_to = models.CharField(
        "who may read of it", max_length=20, choices=ShownTo, default=ShownTo.STAFF
    )
    note = models.TextField(blank=True)
    what_next = models.CharField(max_length=20, choices=WhatNext, blank=True)
    next_note = models.TextField("what was decided", blank=True)
    next_decided_on = models.DateField(null=True, blank=True)
    follows = models.ForeignKey(
        "self", models.PROTECT, related_name="followed_by", null=True, blank=True
    )

    objects = FundingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            ends_after_it_starts("funding_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(what_next="", next_decided_on__isnull=True)
                | (~Q(what_next="") & Q(next_decided_on__isnull=False)),
                name="what_is_next_says_when_it_was_decided",
                violation_error_message="Enter when it was decided.",
            ),
        ]
        ordering = ("ended_on", "what", "pk")

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("funding:funding_of", args=[self.pk])

    @property
    def amount_words(self) -> str:
        """`£41,200 a year`."""
        return f"£{in_pounds(self.amount)} {self.get_per_display()}"

    @property
    def is_amount_public(self) -> bool:
        return self.shown_to == ShownTo.PUBLIC_WITH_AMOUNT


@pghistory.track()
class FundingWarning(models.Model):
    """That the end of some money was told, so many months before. Once is enough."""

    funding = models.ForeignKey(Funding, models.PROTECT, related_name="warnings")
    ended_on = models.DateField(help_text="The last day that was warned of")
    months = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["funding", "ended_on", "months"], name="warned_of_funding_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.months} months before {self.ended_on}"


class BidQuerySet(models.QuerySet["Bid"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)


@pghistory.track()
class Bid(Recorded):
    """What was asked of whom, how much, what became of it and what it led to.

    A bid that is won becomes `funding`.
    """

    what = models.CharField("what it is for", max_length=200)
    asked_of = models.CharField("who is asked", max_length=200)
    funder_kind = models.CharField(max_length=20, choices=FunderKind)
    paid_for = models.CharField(max_length=20, choices=PaidFor)
    amount = models.DecimalField(
        max_digits=12, decimal_places=2, validators=[NOT_BELOW_ZERO]
    )
    per = models.CharField(max_length=10, choices=Per, default=Per.TOTAL)
    asked_on = models.DateField()
    answer_expected_on = models.DateField(null=True, blank=True)
    renews = models.ForeignKey(
        Funding, models.PROTECT, related_name="bids", null=True, blank=True
    )
    outcome = models.CharField(max_length=20, choices=BidOutcome, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    led_to = models.TextField("what it led to", blank=True)
    funding = models.OneToOneField(
        Funding, models.PROTECT, related_name="bid", null=True, blank=True
    )

    objects = BidQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(outcome="", answered_on__isnull=True)
                | (~Q(outcome="") & Q(answered_on__isnull=False)),
                name="bid_answered_says_when",
                violation_error_message="Enter when the answer came.",
            ),
            models.CheckConstraint(
                condition=Q(funding__isnull=True) | Q(outcome=BidOutcome.WON),
                name="only_a_bid_that_is_won_is_funding",
                violation_error_message=(
                    "This bid was won, and led to money. Strike out the bid if it was"
                    " not."
                ),
            ),
            ends_after_it_starts(
                "bid_is_answered_after_it_is_made", first="asked_on", last="answered_on"
            ),
        ]
        ordering = ("-asked_on", "-pk")

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("funding:bid", args=[self.pk])

    @property
    def colour(self) -> str:
        return COLOURS_OF_OUTCOMES[self.outcome]

    @property
    def amount_words(self) -> str:
        return f"£{in_pounds(self.amount)} {self.get_per_display()}"


def in_pounds(amount: Decimal) -> str:
    """`41,200`, or `41,200.50` where there are pence."""
    return f"{amount:,.2f}".removesuffix(".00")
