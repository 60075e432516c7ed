"""Money of a council that does not exist."""

from datetime import UTC, date, datetime
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from parentis.funding.choices import FunderKind, PaidFor, Per, ShownTo
from parentis.funding.models import Bid, Funding

RECORDED = datetime(2026, 2, 3, 9, 30, tzinfo=UTC)


class FundingFactory(DjangoModelFactory[Funding]):
    """A post that a grant pays. `is_public=True`: everybody may read of it."""

    class Meta:
        model = Funding

    what = "Housing link worker for care leavers"
    paid_for = PaidFor.POST
    funder_kind = FunderKind.GRANT
    funder = "Homes First Fund"
    amount = Decimal("41200.00")
    per = Per.YEAR
    started_on = date(2024, 4, 1)
    ended_on = date(2027, 3, 31)
    recorded_at = RECORDED

    class Params:
        is_public = factory.Trait(shown_to=ShownTo.PUBLIC)


class BidFactory(DjangoModelFactory[Bid]):
    class Meta:
        model = Bid

    what = "Two more years of the housing link worker"
    asked_of = "Homes First Fund"
    funder_kind = FunderKind.GRANT
    paid_for = PaidFor.POST
    amount = Decimal("84000.00")
    per = Per.TOTAL
    asked_on = date(2026, 5, 11)
    recorded_at = RECORDED
