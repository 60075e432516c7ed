"""What pages, reports and the public read of money: who pays for what, until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.committee_report.from_council import FundingTold
from parentis.funding.choices import WhatNext, months_before
from parentis.funding.models import A_YEAR_OR_SO, Bid, Funding

COLOURS = {12: "yellow", 6: "orange", 3: "red"}


@dataclass(frozen=True, kw_only=True)
class Ending:
    """Money that ends within a year, and how soon: 12, 6 or 3 months at the most."""

    funding: Funding
    months: int
    days: int

    @property
    def words(self) -> str:
        """`It ends in 98 days.`"""
        in_days = {0: "today", 1: "tomorrow"}.get(self.days, f"in {self.days} days")
        return f"It ends {in_days}."

    @property
    def tag(self) -> str:
        """`Within 6 months`."""
        return "Within a year" if self.months == 12 else f"Within {self.months} months"

    @property
    def colour(self) -> str:
        return COLOURS[self.months]

    @property
    def is_decided(self) -> bool:
        return self.funding.what_next != WhatNext.UNDECIDED


# -- what reports and the public are given ---------------------------------------------


def funding_told(
    *, viewer: User | None, on: date, for_public: bool = False
) -> list[FundingTold]:
    """What is paid today, what ends first being first.

    For the public only what everybody may read of, and its amount only where that is
    public too.
    """
    is_public = _ask(viewer, for_public=for_public)
    found = Funding.objects.running(on)
    found = found.public() if is_public else found
    return [
        FundingTold(
            what=each.what,
            funder=each.funder,
            amount=each.amount_words if each.is_amount_public or not is_public else "",
            ends_on=each.ended_on,
            state=_state(each),
        )
        for each in _soonest_first(found)
    ]


def public_funding(*, viewer: User | None = None, on: date) -> list[FundingTold]:
    return funding_told(viewer=viewer, on=on, for_public=True)


def ending_soon(*, viewer: User, on: date) -> list[Ending]:
    """What ends within a year, the soonest first. Asked of staff alone.

    What is decided already is there too: `is_decided` says so.
    """
    _ask(viewer)
    soon = Funding.objects.standing().filter(ended_on__range=(on, on + A_YEAR_OR_SO))
    return [
        Ending(funding=each, months=months, days=(each.ended_on - on).days)
        for each in soon.order_by("ended_on", "pk")
        if each.ended_on and (months := months_before(each.ended_on, on))
    ]


def _soonest_first(found: "QuerySet[Funding]") -> "QuerySet[Funding]":
    return found.order_by(F("ended_on").asc(nulls_last=True), "what", "pk")


def _state(funding: Funding) -> str:
    """What happens next, where the money ends at all."""
    if funding.ended_on is None:
        return "Has no end"
    return WhatNext(funding.what_next).label


def _ask(viewer: User | None, *, for_public: bool = False) -> bool:
    """Whether only what everybody may read is given. Asks staff for their role."""
    if viewer is not None:
        require(viewer, Permission.SEE_COUNCIL)
    return viewer is None or for_public


# -- pages -----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class FundingPage:
    """What is paid today, what ends within a year, what is to come and what was."""

    ending: Sequence[Ending]
    running: Sequence[Funding]
    to_come: Sequence[Funding]
    ended: Sequence[Funding]
    may_keep: bool
    headings = ("What it pays for", "Who pays", "Amount", "Until", "What happens then")

    @property
    def rows(self) -> list[list[object]]:
        return [_row(each) for each in self.running]

    @property
    def rows_to_come(self) -> list[list[object]]:
        return [_row(each) for each in self.to_come]

    @property
    def rows_ended(self) -> list[list[object]]:
        return [_row(each) for each in self.ended]


@dataclass(frozen=True, kw_only=True)
class FundingOfPage:
    """One sum of money: how soon it ends, what follows it, and the bids around it."""

    funding: Funding
    ending: Ending | None
    followed_by: Sequence[Funding]
    bids: Sequence[Bid]
    won_by: Bid | None
    may_keep: bool

    @property
    def what_next(self) -> str:
        return WhatNext(self.funding.what_next).label


@dataclass(frozen=True, kw_only=True)
class BidsPage:
    bids: Sequence[Bid]
    may_keep: bool
    headings = ("What it is for", "Who is asked", "Amount", "Asked on", "Answer")

    @property
    def rows(self) -> list[list[object]]:
        return [
            [
                {"text": each.what, "link": each.get_absolute_url()},
                each.asked_of,
                each.amount_words,
                date_format(each.asked_on, "j F Y"),
                {"text": each.get_outcome_display(), "tag": each.colour},
            ]
            for each in self.bids
        ]


@dataclass(frozen=True, kw_only=True)
class BidPage:
    bid: Bid
    may_keep: bool


def funding_page(*, viewer: User, on: date) -> FundingPage:
    ending = ending_soon(viewer=viewer, on=on)
    standing = Funding.objects.standing()
    return FundingPage(
        ending=ending,
        running=list(_soonest_first(Funding.objects.running(on))),
        to_come=list(_soonest_first(standing.filter(started_on__gt=on))),
        ended=list(standing.filter(ended_on__lt=on).order_by("-ended_on", "pk")),
        may_keep=viewer.may(Permission.KEEP_PROMISES),
    )


def funding_of_page(pk: int, *, viewer: User, on: date) -> FundingOfPage:
    funding = get_funding(pk, viewer=viewer)
    soon = ending_soon(viewer=viewer, on=on)
    bids = list(Bid.objects.standing().filter(renews=funding))
    return FundingOfPage(
        funding=funding,
        ending=next((each for each in soon if each.funding == funding), None),
        followed_by=list(funding.followed_by.filter(struck_out_at__isnull=True)),
        bids=bids,
        won_by=Bid.objects.standing().filter(funding=funding).first(),
        may_keep=viewer.may(Permission.KEEP_PROMISES),
    )


def get_funding(pk: int, *, viewer: User) -> Funding:
    _ask(viewer)
    standing = Funding.objects.standing().select_related("follows")
    return get_object_or_404(standing, pk=pk)


def bids_page(*, viewer: User) -> BidsPage:
    """The latest first."""
    _ask(viewer)
    return BidsPage(
        bids=list(Bid.objects.standing()),
        may_keep=viewer.may(Permission.KEEP_PROMISES),
    )


def bid_page(pk: int, *, viewer: User) -> BidPage:
    return BidPage(
        bid=get_bid(pk, viewer=viewer), may_keep=viewer.may(Permission.KEEP_PROMISES)
    )


def get_bid(pk: int, *, viewer: User) -> Bid:
    _ask(viewer)
    standing = Bid.objects.standing().select_related("renews", "funding")
    return get_object_or_404(standing, pk=pk)


def funding_choices(*, viewer: User) -> list[tuple[int, str]]:
    """Money that other money may carry on, the last to end being first."""
    _ask(viewer)
    found = Funding.objects.standing().order_by(F("ended_on").desc(nulls_last=True))
    return [(each.pk, f"{each.what}, paid by {each.funder}") for each in found]


def _row(funding: Funding) -> list[object]:
    until = funding.ended_on
    return [
        {"text": funding.what, "link": funding.get_absolute_url()},
        funding.funder,
        funding.amount_words,
        date_format(until, "j F Y") if until else "No end",
        _state(funding) if until else "",
    ]
