"""Who pays for what, what comes after, and what became of a bid."""

from datetime import date

from django.db.models import TextChoices

from parentis.law.care import months_after


class PaidFor(TextChoices):
    """What money pays for."""

    POST = "post", "A post"
    SERVICE = "service", "A service"
    THING = "thing", "Something else"


class FunderKind(TextChoices):
    """Where money comes from."""

    GRANT = "grant", "A grant"
    BUDGET = "budget", "The council's own budget"
    PARTNER = "partner", "A partner"


class Per(TextChoices):
    """What an amount is for."""

    YEAR = "year", "a year"
    TOTAL = "total", "in all"


class ShownTo(TextChoices):
    """Who may read of it."""

    STAFF = "staff", "Staff and councillors only"
    PUBLIC = "public", "Everybody, without the amount"
    PUBLIC_WITH_AMOUNT = "public-with-amount", "Everybody, with the amount"


class WhatNext(TextChoices):
    """What happens when the money ends."""

    UNDECIDED = "", "Not decided yet"
    RENEWED = "renewed", "It is renewed"
    BASE_BUDGET = "base-budget", "It moves to the council's own budget"
    ENDS = "ends", "It ends"


class BidOutcome(TextChoices):
    """What became of asking for money."""

    WAITING = "", "Waiting"
    WON = "won", "Won"
    LOST = "lost", "Not won"
    WITHDRAWN = "withdrawn", "Taken back"


COLOURS_OF_OUTCOMES: dict[str, str] = {
    BidOutcome.WAITING: "yellow",
    BidOutcome.WON: "green",
    BidOutcome.LOST: "grey",
    BidOutcome.WITHDRAWN: "grey",
}

# How many months before its last day those who keep the money's list are told, in turn.
WARNED_BEFORE = (12, 6, 3)
WITHIN = {12: "within a year", 6: "within half a year", 3: "within three months"}


def months_before(last_day: date, on: date) -> int | None:
    """The least of 12, 6 and 3 months within which a last day is. None: none of them.

    Half a year before 31 March is 30 September.
    """
    within = [each for each in WARNED_BEFORE if on >= months_after(last_day, -each)]
    return min(within, default=None)
