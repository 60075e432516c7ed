"""Writing down money and bids, what comes after, and warning of what ends."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.funding.choices import WITHIN, BidOutcome, WhatNext, months_before
from parentis.funding.models import Bid, Funding, FundingWarning
from parentis.notices import actions as notices
from parentis.recorded import actions as recorded
from parentis.recorded.actions import NotRecorded

KEEPS = Permission.KEEP_PROMISES


def add_funding(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Funding:
    return recorded.add(
        Funding, by=by, at=at, needs=KEEPS, answers=answers, sent_as=sent_as
    )


def change_funding(
    funding: Funding,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
) -> Funding:
    return recorded.change(
        funding, by=by, at=at, needs=KEEPS, version=version, answers=answers
    )


def say_what_is_next(
    funding: Funding,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
) -> Funding:
    """Renewed, moved to the council's own budget, or ended. Nobody is warned again."""
    return recorded.change(
        funding, by=by, at=at, needs=KEEPS, version=version, answers=answers
    )


@transaction.atomic
def strike_out_funding(
    funding: Funding, *, by: User, at: datetime, why: str
) -> Funding:
    """One written down by mistake. What came of a bid goes with the bid's answer."""
    require(by, KEEPS)
    if Bid.objects.standing().filter(funding=funding).exists():
        raise NotRecorded(
            "A bid that was won led to this. Strike out the bid first, if it was not."
        )
    return recorded.strike_out(funding, by=by, at=at, needs=KEEPS, why=why)


def add_bid(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Bid:
    return recorded.add(
        Bid, by=by, at=at, needs=KEEPS, answers=answers, sent_as=sent_as
    )


def change_bid(
    bid: Bid, *, by: User, at: datetime, version: int, answers: Mapping[str, Any]
) -> Bid:
    return recorded.change(
        bid, by=by, at=at, needs=KEEPS, version=version, answers=answers
    )


def strike_out_bid(bid: Bid, *, by: User, at: datetime, why: str) -> Bid:
    """What it led to stays, if it led to any."""
    return recorded.strike_out(bid, by=by, at=at, needs=KEEPS, why=why)


def tell_outcome(
    bid: Bid,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
    funding: Mapping[str, Any] | None = None,
) -> Bid:
    """What became of a bid. One that is won becomes money: `funding` says from when.

    The money that it renews is written down as renewed.
    """

    def become_funding(now: Bid) -> None:
        if now.outcome != BidOutcome.WON or now.funding is not None:
            return
        given = {"amount": now.amount, "per": now.per, **(funding or {})}
        now.funding = recorded.add(
            Funding,
            by=by,
            at=at,
            needs=KEEPS,
            answers={
                "what": now.what,
                "paid_for": now.paid_for,
                "funder_kind": now.funder_kind,
                "funder": now.asked_of,
                "follows": now.renews,
                **given,
            },
        )
        now.save(update_fields=["funding"])
        _is_renewed(now, by=by, at=at)

    return recorded.change(
        bid,
        by=by,
        at=at,
        needs=KEEPS,
        version=version,
        answers=answers,
        besides=become_funding,
    )


def _is_renewed(bid: Bid, *, by: User, at: datetime) -> None:
    """Of the money that a bid renews, unless something else was decided of it."""
    renewed = bid.renews
    if renewed is not None and renewed.what_next == WhatNext.UNDECIDED:
        recorded.change(
            renewed,
            by=by,
            at=at,
            needs=KEEPS,
            version=renewed.version,
            answers={
                "what_next": WhatNext.RENEWED,
                "next_note": f"The bid to {bid.asked_of} was won.",
                "next_decided_on": bid.answered_on,
            },
        )


@transaction.atomic
def warn_of_endings(*, by: User | None, at: datetime) -> int:
    """Tells those who keep promises what ends within a year, half a year, 3 months.

    Once for each of the three and each last day, and not of what is decided already.
    Whatever was written down late is told of once, as what it is today. Gives how many.
    """
    if by is not None:
        require(by, KEEPS)
    on = timezone.localtime(at).date()
    keepers = list(User.objects.get_queryset().with_permission(KEEPS))
    told = 0
    for each in Funding.objects.ending_undecided(on).select_for_update(of=["self"]):
        last_day = each.ended_on
        months = months_before(last_day, on) if last_day else None
        if last_day is None or months is None:
            continue
        _, is_new = FundingWarning.objects.get_or_create(
            funding=each,
            ended_on=last_day,
            months=months,
            defaults={"told_at": at},
        )
        if is_new:
            told += 1
            notices.tell(
                keepers,
                by=by,
                at=at,
                about=(
                    f"{each.what}, paid by {each.funder}, ends {WITHIN[months]}, on"
                    f" {date_format(last_day, 'j F Y')}. Say what happens then."
                ),
                link=each.get_absolute_url(),
            )
    return told
