"""Whether the council is in touch with its care leavers."""

from collections.abc import Iterator

import narwhals as nw

from parentis.indicators.bands import BANDS, Band
from parentis.indicators.care_leavers import CARE_LEAVERS, EXCLUSIONS
from parentis.indicators.indicator import Better, Indicator, Theme
from parentis.indicators.sources import (
    DFE_GUIDANCE_22_TO_25,
    DFE_METHODOLOGY_CARE_LEAVERS,
)
from parentis.law.sources import Source

_IN_TOUCH = nw.col("in_touch") == "YES"
_WHY = "A parent keeps in touch. Without contact, no other help can reach anybody."

# Each category with its words and the rows it takes; together they take every row.
CONTACT: dict[str, tuple[str, nw.Expr]] = {
    "in-touch": ("In touch", _IN_TOUCH),
    "not-in-touch": ("Not in touch", nw.col("in_touch") == "NO"),
    "refuses": ("Refuses contact", nw.col("in_touch") == "REFU"),
    "no-longer-requires": (
        "No longer requires services",
        nw.col("in_touch") == "NREQ",
    ),
    "not-recorded": (
        "Not recorded",
        ~nw.col("in_touch").is_in(("YES", "NO", "REFU", "NREQ")).fill_null(value=False),
    ),
}

_COUNTED = {
    "not-in-touch": (
        "Care leavers recorded as not in touch. Published figures leave out those whose"
        " activity somebody else told the council."
    ),
    "not-recorded": "Care leavers of whom the return does not tell the contact.",
}


def exclusions(band: Band) -> tuple[str, ...]:
    """Who is left out at these ages."""
    return (*EXCLUSIONS, _NOT_RETURNED) if band.is_of_those_who_asked else EXCLUSIONS


_NOT_RETURNED = (
    "those who are not in the return: of these ages councils need to return only those"
    " who asked for and received support, while DfE's figure is of everybody of that"
    " age, so the two cannot be compared"
)


def everyone(band: Band) -> str:
    """ "All care leavers aged 19 to 21", or who of them the return holds."""
    if band.is_of_those_who_asked:
        return f"Only care leavers {band.title} who are in the return"
    return f"All care leavers {band.title}"


def better(band: Band, way: Better) -> Better:
    """Neither, where the figure tells most of all whom the council returned."""
    return Better.NEITHER if band.is_of_those_who_asked else way


def care_leaver_source(band: Band) -> Source:
    """The document that says how care leavers of these ages are counted."""
    if band.is_of_those_who_asked:
        return DFE_GUIDANCE_22_TO_25
    return DFE_METHODOLOGY_CARE_LEAVERS


def _in_touch(band: Band) -> Indicator:
    return Indicator(
        code=f"in-touch-{band.slug}",
        title=(
            f"Care leavers {band.title} who asked for support and are in touch"
            if band.is_of_those_who_asked
            else f"Care leavers {band.title} the council is in touch with"
        ),
        short_title=f"In touch, {band.title}",
        theme=Theme.IN_TOUCH,
        why_it_matters=_WHY,
        counted="Care leavers the council is in touch with.",
        out_of=f"{everyone(band)}, whether in touch or not.",
        exclusions=exclusions(band),
        source=care_leaver_source(band),
        first_year=band.first_year,
        is_single_age=band.is_single_age,
        better=better(band, Better.HIGH),
        cohort=CARE_LEAVERS,
        denominator=band.is_member,
        numerator=_IN_TOUCH,
        decided_by=("in_touch",),
    )


def _categories(band: Band) -> Iterator[Indicator]:
    for slug, (words, is_in_category) in CONTACT.items():
        yield Indicator(
            code=f"contact-{band.slug}.{slug}",
            title=f"Contact with care leavers {band.title}: {words.lower()}",
            short_title=words,
            theme=Theme.IN_TOUCH,
            why_it_matters=_WHY,
            counted=_COUNTED.get(slug, f"Care leavers recorded as: {words.lower()}."),
            out_of=f"{everyone(band)}.",
            exclusions=exclusions(band),
            source=care_leaver_source(band),
            first_year=band.first_year,
            is_single_age=band.is_single_age,
            cohort=CARE_LEAVERS,
            denominator=band.is_member,
            numerator=is_in_category,
            decided_by=("in_touch",),
            part_of=f"contact-{band.slug}",
        )


INDICATORS = (
    *(_in_touch(band) for band in BANDS),
    *(category for band in BANDS for category in _categories(band)),
)
