"""What pages, reports and the public read of money: who pays for what, until when."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.committee_report.from_council import FundingTold
from parentis.funding.choices import WARNED_BEFORE, WhatNext
from parentis.funding.models import Funding
from parentis.law.care import months_after


@dataclass(frozen=True, kw_only=True)
class Ending:
    """Money that ends within a year, and how soon: 12, 6 or 3 months at the most."""

    funding: Funding
    months: int
    days: int

    @property
    def words(self) -> str:
        """`Ends in 98 days, within half a year`."""
        within = {12: "within a year", 6: "within half a year", 3: "within 3 months"}
        in_days = "today" if not self.days else f"in {self.days} days"
        if self.days == 1:
            in_days = "tomorrow"
        return f"Ends {in_days}, {within[self.months]}"


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

    What is decided already is there too: `funding.what_next` says so.
    """
    require(viewer, Permission.SEE_COUNCIL)
    return _ending(on)


def _ending(on: date) -> list[Ending]:
    last = months_after(on, max(WARNED_BEFORE))
    running = Funding.objects.standing().filter(ended_on__range=(on, last))
    return [
        Ending(
            funding=each,
            months=_months_before(each.ended_on, on),
            days=(each.ended_on - on).days,
        )
        for each in running.order_by("ended_on", "pk")
        if each.ended_on is not None
    ]


def _months_before(last_day: date, on: date) -> int:
    """The least of 12, 6 and 3 months within which the last day is."""
    within = [each for each in WARNED_BEFORE if last_day <= months_after(on, each)]
    return min(within, default=max(WARNED_BEFORE))


def _soonest_first(found: "QuerySet[Funding]") -> "QuerySet[Funding]":
    return found.order_by(F("ended_on").asc(nulls_last=True), "what", "pk")


def _state(funding: Funding) -> str:
    """What happens next, where that is known or money ends at all."""
    if funding.ended_on is None:
        return "Has no end"
    return WhatNext(funding.what_next).label


def _ask(viewer: User | None, *, for_public: bool = False) -> bool:
    """Whether only what everybody may read is given. Asks staff for their role."""
    if viewer is not None:
        require(viewer, Permission.SEE_COUNCIL)
    return viewer is None or for_public
