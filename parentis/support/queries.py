"""What a young person was promised and paid, against what is named for it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Sum

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.entries import queries as entries
from parentis.law.amounts import Amount, Entitlement
from parentis.support.choices import ENTITLEMENTS, Answer, MoneyFor
from parentis.support.choices import in_pounds as in_pounds
from parentis.support.models import MoneyRequest, Payment, in_words

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson

M = TypeVar("M", MoneyRequest, Payment)

NOTHING = Decimal(0)
ORDER = list(MoneyFor)


@dataclass(frozen=True, kw_only=True)
class Purse:
    """One kind of money: what is named for it on a day, and what came of it."""

    title: str
    named: Amount | None
    agreed: Decimal
    paid: Decimal
    waiting: int
    refused: int

    @property
    def left(self) -> Decimal:
        """Of what was agreed. Below nothing where more was paid."""
        return self.agreed - self.paid

    @property
    def left_of_named(self) -> Decimal | None:
        """Of what is named. Nothing where as much was paid, or more."""
        if self.named is None:
            return None
        return max(NOTHING, self.named.pounds - self.paid)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What the page says of it, label and words."""
        return [
            (label, words)
            for label, words in (
                ("Agreed", in_pounds(self.agreed)),
                ("Paid", in_pounds(self.paid)),
                self._left_in_words(),
                ("Set by law or government, today", in_words(self.named)),
                ("Left of that", self._left_of_named_in_words()),
                ("Waiting for an answer", _requests(self.waiting)),
                ("Refused", _requests(self.refused)),
            )
            if words
        ]

    def _left_in_words(self) -> tuple[str, str]:
        if self.left < 0:
            return "Paid beyond what was agreed", in_pounds(-self.left)
        return "Still to pay", in_pounds(self.left)

    def _left_of_named_in_words(self) -> str:
        left = self.left_of_named
        return "" if left is None else in_pounds(left)


@dataclass(frozen=True, kw_only=True)
class MoneyPage:
    young_person: "YoungPerson"
    purses: Sequence[Purse]
    may_change: bool

    @property
    def agreed(self) -> str:
        return in_pounds(sum((each.agreed for each in self.purses), NOTHING))

    @property
    def paid(self) -> str:
        return in_pounds(sum((each.paid for each in self.purses), NOTHING))


def money_page(young_person: "YoungPerson", *, viewer: User, on: date) -> MoneyPage:
    return MoneyPage(
        young_person=young_person,
        purses=purses(young_person, viewer=viewer, on=on),
        may_change=viewer.may(Permission.CHANGE_RECORDS),
    )


def purses(young_person: "YoungPerson", *, viewer: User, on: date) -> list[Purse]:
    """Each kind of money that anybody asked for or paid, in the order of the list."""
    require(viewer, Permission.SEE_CASEWORK)
    asked = _by_purse(entries.entries(MoneyRequest, young_person, viewer=viewer))
    paid = _by_purse(entries.entries(Payment, young_person, viewer=viewer))
    found = sorted(
        {*asked, *paid}, key=lambda key: (ORDER.index(MoneyFor(key[0])), key)
    )
    return [_purse(key, asked[key], paid[key], on) for key in found]


def paid_to(
    pks: Collection[int], *, viewer: User
) -> dict[int, dict[Entitlement, Decimal]]:
    """In pounds, by young person, of what the law or the government names a sum for."""
    require(viewer, Permission.SEE_CASEWORK)
    sums = (
        Payment.objects.filter(
            young_person__in=pks, what__in=ENTITLEMENTS, struck_out_at__isnull=True
        )
        .values_list("young_person", "what")
        .annotate(pounds=Sum("pounds"))
    )
    found: dict[int, dict[Entitlement, Decimal]] = {pk: {} for pk in pks}
    for pk, what, pounds in sums:
        found[pk][ENTITLEMENTS[what]] = pounds
    return found


def _by_purse(found: Iterable[M]) -> defaultdict[tuple[str, str], list[M]]:
    """Those that stand, by what they are counted with."""
    by_purse: defaultdict[tuple[str, str], list[M]] = defaultdict(list)
    for each in found:
        if not each.is_struck_out:
            by_purse[each.purse].append(each)
    return by_purse


def _purse(
    key: tuple[str, str],
    asked: Sequence[MoneyRequest],
    paid: Sequence[Payment],
    on: date,
) -> Purse:
    entitlement = ENTITLEMENTS.get(key[0])
    return Purse(
        title=(asked or paid)[0].title,
        named=entitlement.on(on) if entitlement else None,
        agreed=sum((each.pounds_agreed or NOTHING for each in asked), NOTHING),
        paid=sum((each.pounds for each in paid), NOTHING),
        waiting=sum(each.answer == Answer.WAITING for each in asked),
        refused=sum(each.answer == Answer.REFUSED for each in asked),
    )


def _requests(number: int) -> str:
    if number == 0:
        return ""
    return "1 request" if number == 1 else f"{number} requests"
