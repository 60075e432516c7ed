"""The files DfE publishes by council, as data for the writer."""

from dataclasses import dataclass

from parentis.published.layouts import (
    ACTIVITY,
    CONTACT,
    HEALTH,
    NUMBERS,
    SOCIAL_WORKERS,
    STABILITY,
    STAYED_PUT,
    SUITABILITY,
    Layout,
)

PLACE_COLUMNS = (
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "la_name",
    "new_la_code",
)
YOUNGER = ("17-to-18", "19-to-21")
OLDER = ("22", "23", "24", "25")


@dataclass(frozen=True)
class File:
    """A file of a release: `columns` are those after the place's.

    `ages` maps our bands to the file's label. `total` is the label of the denominator.
    `groups` gives, for a label, the people it is about and the label of their total.
    `labels` are those this file has of its layout, where it has not all. `relations`
    say which labels add up to which, so that a hidden count stays hidden.
    """

    name: str
    layout: Layout
    columns: tuple[str, ...]
    ages: dict[str, str]
    total: str
    groups: dict[str, tuple[str, str]]
    labels: tuple[str, ...] = ()
    relations: tuple[tuple[str, tuple[str, ...]], ...] = ()


def _in_years(bands: tuple[str, ...]) -> dict[str, str]:
    return {band: f"{band.replace('-', ' ')} years" for band in bands}


def _aged(bands: tuple[str, ...]) -> dict[str, str]:
    return {band: f"Aged {band.replace('-', ' ')}" for band in bands}


_EET = "Total in education, employment or training"
_NEET = "Total not in education, employment or training"
_BECAUSE = "Not in education, training or employment, owing to"
_ACTIVITY_RELATIONS = (
    ("Total", (_EET, _NEET, "Total information not known")),
    (
        _EET,
        (
            "Higher education i.e. studies beyond A level",
            "Education other than higher education",
            "In an apprenticeship",
            "In training or employment (excl. apprenticeship)",
        ),
    ),
    (
        _NEET,
        (
            f"{_BECAUSE} illness or disability",
            f"{_BECAUSE} other reasons",
            f"{_BECAUSE} pregnancy or parenting",
        ),
    ),
)
_IN_TOUCH_LABELS = (
    "Local authority in touch with care leaver",
    "Local authority not in touch with care leaver",
    "Young person no longer requires services",
    "Young person refuses contact",
)
_HEALTH_ASSESSMENTS = "Health assessments: Children looked after all ages"
_TWO_AND_A_HALF_YEARS = (
    "Children looked after continuously for at least 2.5 years on 31 March"
    " aged under 16 years"
)
_SDQ = "Ages 5 to 16 years with SDQ score"

FILES = (
    File(
        "la_care_leavers_activity.csv",
        ACTIVITY,
        ("care_leaver_age", "breakdown", "care_leaver_count", "care_leaver_percent"),
        _in_years(YOUNGER),
        "Total",
        {},
        labels=(
            *(label for _, parts in _ACTIVITY_RELATIONS for label in parts),
            "In training or employment",
        ),
        relations=_ACTIVITY_RELATIONS,
    ),
    File(
        "la_care_leavers_accommodation_suitability.csv",
        SUITABILITY,
        ("care_leaver_age", "breakdown", "care_leaver_count", "care_leaver_percent"),
        _in_years(YOUNGER),
        "Suitability total",
        {},
    ),
    File(
        "la_care_leavers_intouch.csv",
        CONTACT,
        ("age", "in_touch", "number", "percentage"),
        _aged(YOUNGER),
        "Total",
        {},
        labels=_IN_TOUCH_LABELS,
        relations=(("Total", _IN_TOUCH_LABELS),),
    ),
    File(
        "la_care_leavers_stayput.csv",
        STAYED_PUT,
        ("age", "stay_put", "number", "percentage"),
        _aged(("18", "19-to-20")),
        "Young people who ceased to be looked after in a foster placement on their 18th"
        " birthday and were eligible for care leavers support",
        {},
    ),
    File(
        "la_care_leavers_activity_22to25.csv",
        ACTIVITY,
        ("age", "activity", "number", "percentage"),
        _aged(OLDER),
        "Total",
        {},
        labels=(
            "Education, training or employment",
            "Not in education, training or employment",
        ),
    ),
    File(
        "la_care_leavers_accommodation_suitability_22to25.csv",
        SUITABILITY,
        ("age", "accommodation_suitability", "number", "percentage"),
        _aged(OLDER),
        "Suitability total",
        {},
    ),
    File(
        "la_care_leavers_intouch_22to25.csv",
        CONTACT,
        ("age", "in_touch", "number", "percentage"),
        _aged(OLDER),
        "Total",
        {},
        labels=(
            "Young person has requested and received support",
            "Care leaver not in touch",
        ),
    ),
    File(
        "la_conviction_health_outcome_cla.csv",
        HEALTH,
        ("characteristic", "breakdown", "children_count", "children_percent"),
        {},
        "",
        {
            "had their annual health assessment": (
                _HEALTH_ASSESSMENTS,
                "Total all ages",
            ),
            "had their immunisations up to date": (
                _HEALTH_ASSESSMENTS,
                "Total all ages",
            ),
            "had their teeth checked by a dentist": (
                _HEALTH_ASSESSMENTS,
                "Total all ages",
            ),
            "development assessments up to date": (
                "Development assessments: Children looked after ages 0 to 4 years",
                "Total ages 0 to 4 years",
            ),
            "convicted or subject to youth cautions, or youth conditional cautions"
            " during the year": (
                "Convictions: Children looked after Ages 10 to 17 years",
                "Total ages 10 to 17 years",
            ),
            "identified as having a substance misuse problem": (
                "Substance misuse: Children looked after all ages",
                "Total all ages",
            ),
            "sdq average score": (_SDQ, "SDQ score was received"),
        },
    ),
    File(
        "la_cla_placement_stability.csv",
        STABILITY,
        ("cla_group", "placement_stability", "children_count", "children_percent"),
        {},
        "",
        {
            "with 3 or more placements during the year": (
                "CLA on 31 March",
                "Total children",
            ),
            "living with the same carer for at least 2 years": (
                _TWO_AND_A_HALF_YEARS,
                "Total children",
            ),
        },
    ),
    File(
        "la_cla_swcount.csv",
        SOCIAL_WORKERS,
        ("cla_group", "sw_stability", "number", "percentage"),
        {},
        "",
        {
            "3 or more social workers during the year": (
                "CLA on 31 March",
                "Total children",
            )
        },
    ),
    File(
        "cla_number_and_rate_per_10k_children.csv",
        NUMBERS,
        ("population_type", "children_count"),
        {},
        "",
        {},
    ),
)
