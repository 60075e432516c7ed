"""Which counts add up to which, so that none can be worked out from those shown.

A count is named by its indicator: 'eet-19-to-21:numerator', 'eet-19-to-21:denominator'.
Some sums name a part that no indicator shows; the sum still bounds the parts that are.
Where one is not counted in a year, what the sum leaves over stands for it.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from parentis.indicators import INDICATORS
from parentis.indicators.accommodation import ACCOMMODATION
from parentis.indicators.activity import ACTIVITIES, WITHIN_TRAINING_OR_EMPLOYMENT
from parentis.indicators.bands import BANDS, GROUPED_AGES, Band, single_ages_of
from parentis.indicators.contact import CONTACT
from parentis.indicators.indicator import Indicator, Kind
from parentis.indicators.leaving import REASONS
from parentis.indicators.linked_counts import Sum
from parentis.indicators.looked_after import PLACEMENTS


def numerator(code: str) -> str:
    """The name of an indicator's numerator."""
    return f"{code}:numerator"


def denominator(code: str) -> str:
    """The name of an indicator's denominator."""
    return f"{code}:denominator"


@lru_cache(maxsize=1)
def sums() -> tuple[Sum, ...]:
    """Every sum that holds among the counts of `INDICATORS`.

    Not among them, for it is no sum of published counts: the numerator of suitable
    accommodation, since each type of accommodation may be suitable or not.
    """
    return (
        *(each for band in BANDS for each in _activity(band)),
        *(each for band in BANDS for each in _contact_and_accommodation(band)),
        *(each for band in GROUPED_AGES for each in _ages(band)),
        *_looked_after(),
        *_same_denominators(),
    )


def _activity(band: Band) -> Iterator[Sum]:
    stem = f"activity-{band.slug}"
    work = f"{stem}.training-or-employment-all"
    yield Sum(
        numerator(f"eet-{band.slug}"),
        tuple(
            numerator(f"{stem}.{slug}")
            for slug in (
                "higher-education",
                "other-education",
                "training-or-employment-all",
            )
        ),
    )
    yield Sum(
        numerator(f"{stem}.higher-education"),
        (numerator(f"higher-education-{band.slug}"),),
    )
    yield Sum(
        numerator(work),
        (
            *(numerator(f"{stem}.{slug}") for slug in WITHIN_TRAINING_OR_EMPLOYMENT),
            # F3 and P3: shown by no indicator of their own.
            numerator(f"{stem}.training-or-employment-undivided"),
        ),
    )
    yield Sum(
        numerator(f"neet-{band.slug}"),
        tuple(
            numerator(f"{stem}.{slug}") for slug in ACTIVITIES if slug[:5] == "neet-"
        ),
    )
    yield Sum(
        denominator(f"eet-{band.slug}"),
        (
            numerator(f"eet-{band.slug}"),
            numerator(f"neet-{band.slug}"),
            numerator(f"{stem}.not-known"),
        ),
    )
    yield Sum(
        denominator(f"eet-{band.slug}"),
        tuple(
            numerator(f"{stem}.{slug}")
            for slug in ACTIVITIES
            if slug not in WITHIN_TRAINING_OR_EMPLOYMENT
        ),
    )


def _contact_and_accommodation(band: Band) -> Iterator[Sum]:
    everyone = denominator(f"eet-{band.slug}")
    contact = f"contact-{band.slug}"
    home = f"accommodation-{band.slug}"
    yield Sum(everyone, tuple(numerator(f"{contact}.{slug}") for slug in CONTACT))
    yield Sum(numerator(f"{contact}.in-touch"), (numerator(f"in-touch-{band.slug}"),))
    yield Sum(everyone, tuple(numerator(f"{home}.{slug}") for slug in ACCOMMODATION))
    yield Sum(
        everyone,
        (
            denominator(f"suitable-accommodation-{band.slug}"),
            *(
                numerator(f"{home}.{slug}")
                for slug in ("gone-abroad", "deported", "residence-not-known")
            ),
        ),
    )


def _ages(band: Band) -> Iterator[Sum]:
    """Each figure of a grouped band is the sum of the same for its single ages."""
    singles = single_ages_of(band)
    codes = {indicator.code for indicator in INDICATORS}
    for code in sorted(codes):
        if f"-{band.slug}" not in code:
            continue
        of_singles = [
            code.replace(f"-{band.slug}", f"-{single.slug}") for single in singles
        ]
        if not codes.issuperset(of_singles):
            continue
        for count in (numerator, denominator):
            yield Sum(count(code), tuple(count(single) for single in of_singles))


def _looked_after() -> Iterator[Sum]:
    yield Sum(
        numerator("looked-after"),
        (
            *(numerator(f"placement.{slug}") for slug in PLACEMENTS),
            numerator("placement.other"),
        ),
    )
    yield Sum(numerator("placement.foster-relative"), (numerator("family-or-friends"),))
    yield Sum(
        numerator("ceased"),
        (
            *(numerator(f"reason-ceased.{slug}") for slug in REASONS),
            numerator("reason-ceased.not-recorded"),
        ),
    )
    yield Sum(numerator("reason-ceased.adopted"), (numerator("adopted"),))


def _same_denominators() -> Iterator[Sum]:
    """Indicators that share a cohort and who is out of it share the denominator."""
    first_with: dict[tuple[str, int], str] = {}
    for indicator in _proportions(INDICATORS):
        key = (indicator.cohort.name, id(indicator.denominator))
        name = denominator(indicator.code)
        if key in first_with:
            yield Sum(first_with[key], (name,))
        else:
            first_with[key] = name
    for code in _OUT_OF_ALL_LOOKED_AFTER:
        yield Sum(numerator("looked-after"), (denominator(code),))
    yield Sum(numerator("ceased"), (denominator("adopted"),))


def _proportions(indicators: Iterable[Indicator]) -> Iterator[Indicator]:
    return (each for each in indicators if each.kind is Kind.PROPORTION)


_OUT_OF_ALL_LOOKED_AFTER = (
    "unaccompanied",
    "family-or-friends",
    "three-placements",
    "three-social-workers",
    "out-of-authority",
    "twenty-miles-away",
)
