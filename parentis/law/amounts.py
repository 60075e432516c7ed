"""Sums of money that the law or the government names, each from a day on."""

from dataclasses import dataclass
from datetime import date

from parentis.law.sources import Source


@dataclass(frozen=True, kw_only=True)
class Amount:
    """So many pounds, from this day until a later amount begins."""

    pounds: int
    since: date
    source: Source


@dataclass(frozen=True, kw_only=True)
class Entitlement:
    """A sum that changes over the years. A new amount is a line here, never an `if`."""

    title: str
    is_statutory: bool
    amounts: tuple[Amount, ...]

    def on(self, day: date) -> Amount | None:
        """The amount of a day, or None before the first that is known."""
        begun = [amount for amount in self.amounts if amount.since <= day]
        return max(begun, key=lambda amount: amount.since, default=None)


_LETTER = Source(
    "DfE section 31 letter of 2023 to 2025, as quoted by councils",
    "leaving care allowance uplift",
)

SETTING_UP_HOME = Entitlement(
    title="Setting-up home allowance",
    # Recommended by the government. No Act sets it, and councils may pay more.
    is_statutory=False,
    amounts=(
        Amount(
            pounds=2_000,
            since=date(2012, 4, 1),
            source=Source(
                "Statutory guidance, Volume 3",
                "leaving care grant",
                is_from_memory=True,
            ),
        ),
        Amount(pounds=3_000, since=date(2023, 4, 1), source=_LETTER),
    ),
)
HIGHER_EDUCATION_BURSARY = Entitlement(
    title="Higher education bursary",
    is_statutory=True,
    amounts=(
        Amount(
            pounds=2_000,
            since=date(2009, 9, 1),
            source=Source(
                "Children Act 1989 (Higher Education Bursary) (England) Regulations"
                " 2009",
                "regulations 2-4",
                "https://www.legislation.gov.uk/uksi/2009/2274",
            ),
        ),
    ),
)
APPRENTICESHIP_BURSARY = Entitlement(
    title="Apprenticeship care leavers' bursary",
    is_statutory=False,
    amounts=(
        Amount(
            pounds=1_000,
            since=date(2018, 8, 1),
            source=Source("Apprenticeship funding rules", is_from_memory=True),
        ),
        Amount(
            pounds=3_000,
            since=date(2023, 8, 1),
            source=Source("Apprenticeship funding rules", is_from_memory=True),
        ),
    ),
)
