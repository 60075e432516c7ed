"""What a young person asked for and was given: money, equipment, a leisure pass."""

from datetime import date
from decimal import Decimal

import pghistory
from django.db import models
from django.db.models import F, Q

from parentis.entries.models import Entry
from parentis.law.amounts import Amount
from parentis.support.choices import (
    ENTITLEMENTS,
    Answer,
    EquipmentEnd,
    EquipmentKind,
    MoneyFor,
    PaidHow,
    in_pounds,
)

SAY_WHAT_IT_IS = "Write what it is, where it is something else."


def _says_what_it_is(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=~Q(what=MoneyFor.OTHER) | ~Q(name=""),
        name=name,
        violation_error_message=SAY_WHAT_IT_IS,
    )


class _AboutMoney(Entry):
    """What money is for. `name` is the council's own, for what has no other."""

    what = models.CharField(max_length=30, choices=MoneyFor)
    name = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def title(self) -> str:
        return self.name or self.get_what_display()

    @property
    def purse(self) -> tuple[str, str]:
        """What is counted together: the same of the list, or by the same name."""
        return self.what, self.name.strip().casefold()


@pghistory.track()
class MoneyRequest(_AboutMoney):
    """Money that was asked for: when, and what was answered, by whom and why."""

    asked_on = models.DateField()
    pounds_asked = models.DecimalField(
        max_digits=9, decimal_places=2, null=True, blank=True
    )
    answer = models.CharField(max_length=20, choices=Answer)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    pounds_agreed = models.DecimalField(
        max_digits=9, decimal_places=2, null=True, blank=True
    )
    why = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            _says_what_it_is("money_request_says_what_it_is"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True)
                | Q(answered_on__gte=F("asked_on")),
                name="money_is_answered_after_it_is_asked",
                violation_error_message=(
                    "The answer is before the day it was asked. Check both days."
                ),
            ),
            models.CheckConstraint(
                condition=Q(answer=Answer.WAITING) | Q(answered_on__isnull=False),
                name="an_answer_about_money_has_its_day",
                violation_error_message="Enter the day of the answer.",
            ),
            models.CheckConstraint(
                condition=~Q(answer=Answer.REFUSED) | ~Q(why=""),
                name="refused_money_says_why",
                violation_error_message="Write why it is refused.",
            ),
            models.CheckConstraint(
                condition=Q(answer=Answer.AGREED, pounds_agreed__gt=0)
                | (~Q(answer=Answer.AGREED) & Q(pounds_agreed__isnull=True)),
                name="only_agreed_money_has_its_sum",
                violation_error_message=(
                    "Enter the sum where it is agreed, and only there."
                ),
            ),
        ]

    @property
    def headline(self) -> str:
        if self.pounds_agreed is not None:
            return f"{self.title}: {in_pounds(self.pounds_agreed)} agreed"
        words = "refused" if self.answer == Answer.REFUSED else "asked for"
        return f"{self.title}: {words}"

    @property
    def words(self) -> str:
        return self.why

    @property
    def happened_on(self) -> date:
        return self.answered_on or self.asked_on

    @property
    def named(self) -> Amount | None:
        """What the law or the government named for it on that day."""
        entitlement = ENTITLEMENTS.get(self.what)
        return entitlement.on(self.happened_on) if entitlement else None

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("Asked on", self.asked_on),
            ("Asked for", _sum(self.pounds_asked)),
            ("Answer", self.get_answer_display()),
            ("Answered on", self.answered_on),
            ("Answered by", self.answered_by),
            ("Agreed", _sum(self.pounds_agreed)),
            ("Set by law or government, that day", in_words(self.named)),
            ("Why", self.why),
        ]


@pghistory.track()
class Payment(_AboutMoney):
    """One sum that was paid or spent. Several payments are several entries."""

    paid_on = models.DateField()
    pounds = models.DecimalField(max_digits=9, decimal_places=2)
    how = models.CharField(max_length=20, choices=PaidHow)
    paid_by = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            _says_what_it_is("payment_says_what_it_is"),
            models.CheckConstraint(
                condition=Q(pounds__gt=0),
                name="a_payment_is_of_something",
                violation_error_message="The sum must be more than nothing.",
            ),
        ]

    @property
    def headline(self) -> str:
        return f"{self.title}: {in_pounds(self.pounds)} paid"

    @property
    def words(self) -> str:
        return self.note

    @property
    def happened_on(self) -> date:
        return self.paid_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("Paid on", self.paid_on),
            ("Paid", in_pounds(self.pounds)),
            ("How", self.get_how_display()),
            ("Paid by", self.paid_by),
            ("Note", self.note),
        ]


@pghistory.track()
class Equipment(Entry):
    """A laptop, a phone or a connection: when it was given, and until when supported.

    `ended_on` is the day on which they no longer had it, and `end` how that came.
    """

    kind = models.CharField(max_length=20, choices=EquipmentKind)
    what = models.CharField(max_length=200, blank=True)
    given_on = models.DateField()
    given_by = models.CharField(max_length=200, blank=True)
    support_until = models.DateField(null=True, blank=True)
    end = models.CharField(max_length=20, choices=EquipmentEnd, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(end="", ended_on__isnull=True)
                | (~Q(end="") & Q(ended_on__isnull=False)),
                name="equipment_that_ended_says_how_and_when",
                violation_error_message=(
                    "Where they no longer have it, say both how that came and on"
                    " which day."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("given_on")),
                name="equipment_ends_after_it_is_given",
                violation_error_message=(
                    "It ended before the day it was given. Check both days."
                ),
            ),
            models.CheckConstraint(
                condition=Q(support_until__isnull=True)
                | Q(support_until__gte=F("given_on")),
                name="equipment_is_supported_once_given",
                violation_error_message=(
                    "The support ends before the day it was given. Check both days."
                ),
            ),
        ]

    @property
    def headline(self) -> str:
        what = f" ({self.what})" if self.what else ""
        ended = f", {self.get_end_display().lower()}" if self.end else ""
        return f"{self.get_kind_display()}{what}{ended}"

    @property
    def words(self) -> str:
        return self.note

    @property
    def happened_on(self) -> date:
        return self.given_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("Given on", self.given_on),
            ("Given by", self.given_by),
            ("Support until", self.support_until),
            ("Now", self.get_end_display()),
            ("Since", self.ended_on),
            ("Note", self.note),
        ]


@pghistory.track()
class LeisurePass(Entry):
    """A pass for swimming, a gym or a library: given when, valid until when."""

    what = models.CharField(max_length=200)
    given_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("given_on")),
                name="a_pass_is_valid_once_given",
                violation_error_message=(
                    "It ends before the day it was given. Check both days."
                ),
            ),
        ]

    @property
    def headline(self) -> str:
        return f"Leisure pass: {self.what}"

    def is_current(self, on: date) -> bool:
        is_valid = self.valid_until is None or self.valid_until >= on
        return is_valid and super().is_current(on)

    @property
    def words(self) -> str:
        return self.note

    @property
    def happened_on(self) -> date:
        return self.given_on

    @property
    def facts(self) -> list[tuple[str, object]]:
        return [
            ("Given on", self.given_on),
            ("Valid until", self.valid_until),
            ("Note", self.note),
        ]


def in_words(named: Amount | None) -> str:
    """What is named, with the source it rests on."""
    return f"{in_pounds(named.pounds)} ({named.source})" if named else ""


def _sum(pounds: Decimal | None) -> str:
    return "" if pounds is None else in_pounds(pounds)
