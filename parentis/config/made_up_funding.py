"""The demo's money: who pays for what until when, and bids for more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from parentis.accounts.models import User
from parentis.config.made_up_bodies import committee_officer, noon, read
from parentis.funding import actions
from parentis.funding.choices import Per, ShownTo, WhatNext
from parentis.funding.models import Bid, Funding

Told = Mapping[str, Any]


def fill_funding(*, at: datetime) -> None:
    """Does nothing where there is money already."""
    if Funding.objects.exists():
        return
    fill = _Filling(by=committee_officer(), today=timezone.localtime(at).date())
    told = read("funding.toml")
    held = {each["key"]: fill.funding(each) for each in told["fundings"]}
    for each in told["bids"]:
        bid = fill.bid(each, renews=held.get(each.get("renews", "")))
        if bid.funding is not None:
            held[each["key"]] = bid.funding


@dataclass(frozen=True, kw_only=True)
class _Filling:
    """Who writes it all down, and the day that days are counted from."""

    by: User
    today: date

    def day(self, days: int | None) -> date | None:
        return None if days is None else self.today + timedelta(days=days)

    def at(self, days: int) -> datetime:
        return noon(self.today + timedelta(days=min(days, 0)))

    def funding(self, told: Told) -> Funding:
        return actions.add_funding(
            by=self.by,
            at=self.at(told["began"]),
            answers={
                **{
                    name: told[name]
                    for name in ("what", "paid_for", "funder_kind", "funder")
                },
                "amount": Decimal(told["amount"]),
                "per": Per.YEAR,
                "started_on": self.day(told["began"]),
                "ended_on": self.day(told.get("ends")),
                "shown_to": told.get("shown_to", ShownTo.STAFF),
                "note": told.get("note", ""),
                "what_next": told.get("next", WhatNext.UNDECIDED),
                "next_decided_on": self.day(told.get("decided")),
                "next_note": told.get("next_note", ""),
            },
        )

    def bid(self, told: Told, *, renews: Funding | None) -> Bid:
        bid = actions.add_bid(
            by=self.by,
            at=self.at(told["asked"]),
            answers={
                **{
                    name: told[name]
                    for name in ("what", "paid_for", "funder_kind", "asked_of", "per")
                },
                "amount": Decimal(told["amount"]),
                "asked_on": self.day(told["asked"]),
                "answer_expected_on": self.day(told.get("expected")),
                "renews": renews,
            },
        )
        if "outcome" not in told:
            return bid
        return actions.tell_outcome(
            bid,
            by=self.by,
            at=self.at(told["answered"]),
            version=bid.version,
            answers={
                "outcome": told["outcome"],
                "answered_on": self.day(told["answered"]),
                "led_to": told["led_to"],
            },
            funding=self._won(told),
        )

    def _won(self, told: Told) -> dict[str, Any]:
        if "began" not in told:
            return {}
        return {
            "started_on": self.day(told["began"]),
            "ended_on": self.day(told["ends"]),
            "shown_to": told["shown_to"],
            "amount": Decimal(told["year"]),
            "per": Per.YEAR,
        }
