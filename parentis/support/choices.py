"""Money, equipment and passes: what there is to ask for, and what came of asking."""

from decimal import Decimal

from django.db.models import TextChoices

from parentis.law import amounts
from parentis.law.amounts import Entitlement


class MoneyFor(TextChoices):
    """What money is for. `OTHER` is something of the local offer, by its own name."""

    SETTING_UP_HOME = "setting-up-home", "Setting-up home allowance"
    HIGHER_EDUCATION = "higher-education", "Higher education bursary"
    APPRENTICESHIP = "apprenticeship", "Apprenticeship care leavers' bursary"
    EDUCATION = "education", "Costs of learning or training"
    HOLIDAYS = "holidays", "A home in the holidays"
    TRAVEL = "travel", "Travel"
    BIRTHDAY = "birthday", "Birthday"
    FESTIVAL = "festival", "Christmas, Eid or another festival"
    DOCUMENTS = "documents", "Passport or another identity document"
    EMERGENCY = "emergency", "Help in an emergency"
    OTHER = "other", "Something else"


# What the law or the government names an amount for.
ENTITLEMENTS: dict[str, Entitlement] = {
    MoneyFor.SETTING_UP_HOME: amounts.SETTING_UP_HOME,
    MoneyFor.HIGHER_EDUCATION: amounts.HIGHER_EDUCATION_BURSARY,
    MoneyFor.APPRENTICESHIP: amounts.APPRENTICESHIP_BURSARY,
}


class Answer(TextChoices):
    WAITING = "waiting", "Not answered yet"
    AGREED = "agreed", "Yes, it is agreed"
    REFUSED = "refused", "No, it is refused"


class PaidHow(TextChoices):
    BANK = "bank", "Into their bank account"
    BOUGHT = "bought", "We bought it for them"
    VOUCHER = "voucher", "By voucher or gift card"
    CASH = "cash", "In cash"
    PAID_FOR = "paid-for", "To somebody else, such as a landlord or a college"


class EquipmentKind(TextChoices):
    LAPTOP = "laptop", "Laptop"
    TABLET = "tablet", "Tablet"
    PHONE = "phone", "Phone"
    CONNECTION = "connection", "Internet connection or data"
    OTHER = "other", "Something else"


class EquipmentEnd(TextChoices):
    THEIRS = "", "They have it"
    RETURNED = "returned", "Returned"
    LOST = "lost", "Lost or stolen"
    BROKEN = "broken", "Broken"
    REPLACED = "replaced", "Replaced"


def in_pounds(pounds: Decimal | int) -> str:
    """As people write it: £3,000, or £12.50."""
    words = f"£{abs(pounds):,.2f}".removesuffix(".00")
    return f"\N{MINUS SIGN}{words}" if pounds < 0 else words
