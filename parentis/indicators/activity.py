"""What care leavers are doing: education, employment and training."""

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
from parentis.ssda903.codes import (
    APPRENTICESHIP,
    EDUCATION_EMPLOYMENT_OR_TRAINING,
    HIGHER_EDUCATION,
    NOT_IN_EDUCATION_EMPLOYMENT_OR_TRAINING,
    OTHER_EDUCATION,
    TRAINING_OR_EMPLOYMENT,
    TRAINING_OR_EMPLOYMENT_UNDIVIDED,
)

_ACTIVITY = nw.col("activ")

# Someone we have lost touch with has no activity. They stay in the denominator
# uncounted, so losing touch never improves the figure.
_IN_EDUCATION_EMPLOYMENT_OR_TRAINING = _ACTIVITY.is_in(EDUCATION_EMPLOYMENT_OR_TRAINING)
_IN_HIGHER_EDUCATION = _ACTIVITY.is_in(HIGHER_EDUCATION)
_NEET = _ACTIVITY.is_in(NOT_IN_EDUCATION_EMPLOYMENT_OR_TRAINING)

# `training-or-employment-all` is the sum of the two after it and of the undivided
# codes; every other category stands beside it, and with it they take every row.
ACTIVITIES: dict[str, tuple[str, nw.Expr]] = {
    "higher-education": ("Higher education", _IN_HIGHER_EDUCATION),
    "other-education": ("Other education", _ACTIVITY.is_in(OTHER_EDUCATION)),
    "training-or-employment-all": (
        "Training or employment, with apprenticeships",
        _ACTIVITY.is_in(
            (
                *TRAINING_OR_EMPLOYMENT_UNDIVIDED,
                *APPRENTICESHIP,
                *TRAINING_OR_EMPLOYMENT,
            )
        ),
    ),
    "apprenticeship": ("Apprenticeship", _ACTIVITY.is_in(APPRENTICESHIP)),
    "training-or-employment": (
        "Training or employment, not an apprenticeship",
        _ACTIVITY.is_in(TRAINING_OR_EMPLOYMENT),
    ),
    "neet-illness": (
        "Not in education, employment or training: illness or disability",
        _ACTIVITY == "G4",
    ),
    "neet-other": (
        "Not in education, employment or training: other reasons",
        _ACTIVITY == "G5",
    ),
    "neet-parenting": (
        "Not in education, employment or training: pregnancy or parenting",
        _ACTIVITY == "G6",
    ),
    "not-known": (
        "Activity not known",
        ~_ACTIVITY.is_in(
            (
                *EDUCATION_EMPLOYMENT_OR_TRAINING,
                *NOT_IN_EDUCATION_EMPLOYMENT_OR_TRAINING,
            )
        ).fill_null(value=False),
    ),
}
# Within `training-or-employment-all`, not beside it.
WITHIN_TRAINING_OR_EMPLOYMENT = ("apprenticeship", "training-or-employment")
# F3 and P3, in use until then, do not tell them apart; nor did DfE's tables.
FIRST_YEAR_OF_APPRENTICESHIPS = 2022
_FIRST_YEARS = dict.fromkeys(
    WITHIN_TRAINING_OR_EMPLOYMENT, FIRST_YEAR_OF_APPRENTICESHIPS
)

_EVERYONE = "whether in touch or not, and whether or not their activity is known"


def _proportions(band: Band) -> Iterator[Indicator]:
    out_of = f"{everyone(band)}, {_EVERYONE}."
    yield Indicator(
        code=f"eet-{band.slug}",
        title=f"Care leavers {band.title} in education, employment or training",
        short_title=f"In education, work or training, {band.title}",
        theme=Theme.ACTIVITY,
        why_it_matters=(
            "A corporate parent asks what any parent asks: is my child learning"
            " or earning?"
        ),
        counted="Care leavers in education, employment or training, full or part time.",
        out_of=out_of,
        exclusions=exclusions(band),
        source=care_leaver_source(band),
        first_year=band.first_year,
        is_single_age=band.is_single_age,
        better=better(band, Better.HIGH),
        cohort=CARE_LEAVERS,
        denominator=band.is_member,
        numerator=_IN_EDUCATION_EMPLOYMENT_OR_TRAINING,
        decided_by=("activ", "in_touch"),
    )
    yield Indicator(
        code=f"higher-education-{band.slug}",
        title=f"Care leavers {band.title} in higher education",
        short_title=f"In higher education, {band.title}",
        theme=Theme.ACTIVITY,
        why_it_matters=(
            "University is open to fewer care leavers than to others of their age."
            " A parent helps them to get there and to stay."
        ),
        counted="Care leavers in higher education, full or part time.",
        out_of=out_of,
        exclusions=exclusions(band),
        source=care_leaver_source(band),
        first_year=band.first_year,
        is_single_age=band.is_single_age,
        better=better(band, Better.HIGH),
        cohort=CARE_LEAVERS,
        denominator=band.is_member,
        numerator=_IN_HIGHER_EDUCATION,
        decided_by=("activ", "in_touch"),
    )
    yield Indicator(
        code=f"neet-{band.slug}",
        title=f"Care leavers {band.title} not in education, employment or training",
        short_title=f"Not in education, work or training, {band.title}",
        theme=Theme.ACTIVITY,
        why_it_matters=(
            "These are the young people to whom the council, its partners and local"
            " employers can open a door."
        ),
        counted=(
            "Care leavers not in education, employment or training, because of illness"
            " or disability, pregnancy or parenting, or other reasons."
        ),
        out_of=out_of,
        exclusions=exclusions(band),
        source=care_leaver_source(band),
        first_year=band.first_year,
        is_single_age=band.is_single_age,
        better=better(band, Better.LOW),
        cohort=CARE_LEAVERS,
        denominator=band.is_member,
        numerator=_NEET,
        decided_by=("activ", "in_touch"),
    )


def _counted(slug: str, words: str) -> str:
    if slug == "not-known":
        return "Care leavers of whom the return does not tell the activity."
    return f"Care leavers whose activity is: {words[0].lower()}{words[1:]}."


def _categories(band: Band) -> Iterator[Indicator]:
    for slug, (words, is_in_category) in ACTIVITIES.items():
        yield Indicator(
            code=f"activity-{band.slug}.{slug}",
            title=(
                f"Activity of care leavers {band.title}: {words[0].lower()}{words[1:]}"
            ),
            short_title=words,
            theme=Theme.ACTIVITY,
            why_it_matters="What care leavers do tells the council what to offer next.",
            counted=_counted(slug, words),
            out_of=f"{everyone(band)}, {_EVERYONE}.",
            exclusions=exclusions(band),
            source=care_leaver_source(band),
            first_year=max(band.first_year, _FIRST_YEARS.get(slug, 0)),
            is_single_age=band.is_single_age,
            cohort=CARE_LEAVERS,
            denominator=band.is_member,
            numerator=is_in_category,
            decided_by=("activ", "in_touch"),
            part_of=f"activity-{band.slug}",
        )


INDICATORS = (
    *(indicator for band in BANDS for indicator in _proportions(band)),
    *(category for band in BANDS for category in _categories(band)),
)
