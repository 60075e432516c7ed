"""Who pays for what, what comes after, and what became of a bid."""

from django.db.models import TextChoices


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

    WAITING = "", "Waiting for an answer"
    WON = "won", "Won"
    LOST = "lost", "Not won"
    WITHDRAWN = "withdrawn", "Taken back"


# How many months before its last day those who keep the money's list are told, in turn.
WARNED_BEFORE = (12, 6, 3)
