"""Where care leavers live, and whether it is suitable."""

from collections.abc import Iterator

import narwhals as nw

from parentis.indicators.bands import BANDS, Band
from parentis.indicators.care_leavers import CARE_LEAVERS
from parentis.indicators.contact import (
    better,
    care_leaver_source,
    everyone,
    exclusions,
)
from parentis.indicators.indicator import Better, Indicator, Theme
from parentis.indicators.sources import DFE_UNDERLYING_2016
from parentis.ssda903.codes import (
    ACCOMMODATION_TYPES,
    NOT_ASKED_WHETHER_SUITABLE,
    SUITABLE,
)

# DfE changed the denominator in the return of 2017/18.
FIRST_YEAR_OF_PRESENT_DEFINITION = 2018

_LETTER = nw.col("accom").str.slice(0, 1)
_IS_SUITABLE = nw.col("accom").str.slice(1, 1) == SUITABLE
# Somebody we know nothing of stays in: losing touch never improves the figure.
_IS_ASKED = ~_LETTER.is_in(NOT_ASKED_WHETHER_SUITABLE).fill_null(value=False)

TYPE_BY_LETTER: dict[str, str] = {
    "B": "parents-or-relatives",
    "C": "community-home",
    "D": "semi-independent",
    "E": "supported-lodgings",
    "G": "gone-abroad",
    "H": "deported",
    "K": "ordinary-lodgings",
    "R": "residence-not-known",
    "S": "no-fixed-abode",
    "T": "foyer",
    "U": "independent-living",
    "V": "emergency",
    "W": "bed-and-breakfast",
    "X": "custody",
    "Y": "other",
    "Z": "former-foster-carers",
}


def _is_of_type(letter: str) -> nw.Expr:
    return nw.col("accom").str.slice(0, 1) == letter


ACCOMMODATION: dict[str, tuple[str, nw.Expr]] = {
    **{
        slug: (ACCOMMODATION_TYPES[letter], _is_of_type(letter))
        for letter, slug in TYPE_BY_LETTER.items()
    },
    "not-known": (
        "Accommodation not known",
        ~_LETTER.is_in(tuple(TYPE_BY_LETTER)).fill_null(value=False),
    ),
}

_WHY = (
    "Nobody can learn or work without a safe home. A parent asks where their child"
    " lives, and whether they would let their own child live there."
)
_SUITABLE_MEANS = (
    "Care leavers whose home the council judges suitable: safe, secure and affordable."
)


def _suitable(band: Band) -> Indicator:
    code = f"suitable-accommodation-{band.slug}"
    is_replacement = band.first_year < FIRST_YEAR_OF_PRESENT_DEFINITION
    return Indicator(
        code=code,
        replaces=f"{code}-to-2017" if is_replacement else "",
        title=f"Care leavers {band.title} in suitable accommodation",
        short_title=f"In suitable accommodation, {band.title}",
        theme=Theme.ACCOMMODATION,
        why_it_matters=_WHY,
        counted=_SUITABLE_MEANS,
        out_of=(
            f"{everyone(band)}, less those who have gone abroad, were deported"
            " or whose residence is not known. Those nothing is known of stay in."
        ),
        exclusions=(
            *exclusions(band),
            "those gone abroad or deported, and those whose residence is not known",
        ),
        source=care_leaver_source(band),
        first_year=max(band.first_year, FIRST_YEAR_OF_PRESENT_DEFINITION),
        is_single_age=band.is_single_age,
        better=better(band, Better.HIGH),
        cohort=CARE_LEAVERS,
        denominator=band.is_member & _IS_ASKED,
        numerator=_IS_SUITABLE,
        decided_by=("accom", "in_touch"),
    )


def _suitable_to_2017(band: Band) -> Indicator:
    return Indicator(
        code=f"suitable-accommodation-{band.slug}-to-2017",
        title=(
            f"Care leavers {band.title} in suitable accommodation, as counted to 2017"
        ),
        short_title=f"In suitable accommodation, {band.title} (to 2017)",
        theme=Theme.ACCOMMODATION,
        why_it_matters=_WHY,
        counted=_SUITABLE_MEANS,
        out_of=f"All care leavers {band.title}, also those abroad or not known.",
        exclusions=exclusions(band),
        source=DFE_UNDERLYING_2016,
        first_year=band.first_year,
        is_single_age=band.is_single_age,
        last_year=FIRST_YEAR_OF_PRESENT_DEFINITION - 1,
        better=better(band, Better.HIGH),
        cohort=CARE_LEAVERS,
        denominator=band.is_member,
        numerator=_IS_SUITABLE,
        decided_by=("accom", "in_touch"),
    )


def _counted(slug: str, words: str) -> str:
    if slug == "not-known":
        return "Care leavers of whom the return does not tell the accommodation."
    return f"Care leavers recorded as: {words[0].lower()}{words[1:]}."


def _categories(band: Band) -> Iterator[Indicator]:
    for slug, (words, is_in_category) in ACCOMMODATION.items():
        yield Indicator(
            code=f"accommodation-{band.slug}.{slug}",
            title=(
                f"Where care leavers {band.title} live: {words[0].lower()}{words[1:]}"
            ),
            short_title=words,
            theme=Theme.ACCOMMODATION,
            why_it_matters="Where care leavers live tells the council what is missing.",
            counted=_counted(slug, words),
            out_of=f"{everyone(band)}.",
            exclusions=exclusions(band),
            source=care_leaver_source(band),
            first_year=band.first_year,
            is_single_age=band.is_single_age,
            cohort=CARE_LEAVERS,
            denominator=band.is_member,
            numerator=is_in_category,
            decided_by=("accom", "in_touch"),
            part_of=f"accommodation-{band.slug}",
        )


INDICATORS = (
    *(_suitable(band) for band in BANDS),
    *(
        _suitable_to_2017(band)
        for band in BANDS
        if band.first_year < FIRST_YEAR_OF_PRESENT_DEFINITION
    ),
    *(category for band in BANDS for category in _categories(band)),
)
