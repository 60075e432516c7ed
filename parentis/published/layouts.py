"""What DfE's files look like, as data: columns, labels, and our code for each figure.

Column names drift from release to release; every name seen is listed, and a new one is
added here. Sources: the files themselves, releases of 2016 to 2025, and the data
guidance on Explore Education Statistics.
"""

from dataclasses import dataclass

# -- Explore Education Statistics: one row a place, year and category ------------------

WHEN = "time_period"
LEVEL = "geographic_level"
LEVELS = {"national": "nation", "regional": "region", "local authority": "council"}
AGE_COLUMNS = ("care_leaver_age", "age", "age_end")
GROUP_COLUMNS = ("cla_group", "characteristic")
COUNT_COLUMNS = ("care_leaver_count", "children_count", "number", "number_of_leavers")
PERCENT_COLUMNS = ("care_leaver_percent", "children_percent", "percentage")

AGES = (
    "17 to 18",
    "19 to 21",
    "19 to 20",
    "22 to 25",
    *(str(age) for age in range(17, 26)),
)
# "Aged 17 to 18" (to 2024), "17 to 18 years" (2025), "17-18".
AGE_LABELS = {
    label: age.replace(" ", "-")
    for age in AGES
    for label in (
        age,
        f"aged {age}",
        f"{age} years",
        f"{age} year olds",
        age.replace(" to ", "-"),
    )
}

PERCENT = "percent"
COUNT = "count"
MEAN = "mean"


@dataclass(frozen=True)
class Measure:
    """A row label and the indicator it tells.

    `code` has `{band}` where the age goes. `out_of` names the label of the denominator
    where it is not the layout's total.
    """

    label: str
    code: str
    shape: str = PERCENT
    out_of: str = ""


@dataclass(frozen=True)
class Layout:
    """A kind of file. It is known by a column and by the labels in it."""

    kind: str
    columns: tuple[str, ...]
    totals: tuple[str, ...]
    measures: tuple[Measure, ...]
    ignored: tuple[str, ...] = ()

    @property
    def labels(self) -> frozenset[str]:
        return frozenset(m.label for m in self.measures)

    @property
    def known(self) -> frozenset[str]:
        return self.labels | {*self.totals, *self.ignored}


HIGHER_EDUCATION = "higher education i.e. studies beyond a level"
OTHER_EDUCATION = "education other than higher education"
TRAINING_OR_EMPLOYMENT = "in training or employment"
ILLNESS = "not in education, training or employment, owing to illness or disability"
OTHER_REASONS = "not in education, training or employment, owing to other reasons"
PARENTING = "not in education, training or employment, owing to pregnancy or parenting"
IN_EET = "total in education, employment or training"
IN_NEET = "total not in education, employment or training"
NOT_KNOWN = "total information not known"
SUITABLE = "accommodation considered suitable"
IN_TOUCH = "local authority in touch with care leaver"
NOT_IN_TOUCH = "local authority not in touch with care leaver"
NO_LONGER_REQUIRES = "young person no longer requires services"
REFUSES = "young person refuses contact"
STAYING_PUT = "total living with former foster carers in the current year"
LEFT_FOSTER_CARE_AT_18 = (
    "young people who ceased to be looked after in a foster placement on their 18th"
    " birthday and were eligible for care leavers support"
)

ACTIVITY = Layout(
    kind="care leavers: activity",
    columns=("breakdown", "activity"),
    totals=("total",),
    measures=(
        Measure(IN_EET, "eet-{band}"),
        Measure("education, training or employment", "eet-{band}"),
        Measure(IN_NEET, "neet-{band}"),
        Measure("not in education, training or employment", "neet-{band}"),
        Measure(HIGHER_EDUCATION, "higher-education-{band}"),
        Measure(HIGHER_EDUCATION, "activity-{band}.higher-education"),
        Measure(OTHER_EDUCATION, "activity-{band}.other-education"),
        Measure(TRAINING_OR_EMPLOYMENT, "activity-{band}.training-or-employment-all"),
        Measure("in an apprenticeship", "activity-{band}.apprenticeship"),
        Measure(
            "in training or employment (excl. apprenticeship)",
            "activity-{band}.training-or-employment",
        ),
        Measure(ILLNESS, "activity-{band}.neet-illness"),
        Measure(OTHER_REASONS, "activity-{band}.neet-other"),
        Measure(PARENTING, "activity-{band}.neet-parenting"),
        Measure(NOT_KNOWN, "activity-{band}.not-known"),
    ),
    # Said better by the in-touch file of the same ages.
    ignored=("care leaver not in touch with the la during the year",),
)
SUITABILITY = Layout(
    kind="care leavers: suitability of accommodation",
    columns=("breakdown", "accommodation_suitability"),
    totals=("suitability total", "total"),
    measures=(Measure(SUITABLE, "suitable-accommodation-{band}"),),
    ignored=(
        "accommodation considered unsuitable",
        "accommodation considered not suitable",
        "no information",
    ),
)
CONTACT = Layout(
    kind="care leavers: in touch",
    columns=("breakdown", "in_touch"),
    totals=("total",),
    measures=(
        Measure(IN_TOUCH, "in-touch-{band}"),
        Measure(IN_TOUCH, "contact-{band}.in-touch"),
        Measure(NOT_IN_TOUCH, "contact-{band}.not-in-touch"),
        Measure(REFUSES, "contact-{band}.refuses"),
        Measure(NO_LONGER_REQUIRES, "contact-{band}.no-longer-requires"),
        # From 22 support is owed when asked for, so that is what is counted.
        Measure("young person has requested and received support", "in-touch-{band}"),
        Measure(
            "young person has requested and received support",
            "contact-{band}.in-touch",
        ),
        Measure("care leaver not in touch", "contact-{band}.not-in-touch"),
    ),
)
STAYED_PUT = Layout(
    kind="care leavers: staying put",
    columns=("breakdown", "stay_put"),
    totals=(LEFT_FOSTER_CARE_AT_18,),
    measures=(Measure(STAYING_PUT, "staying-put-{band}"),),
)
ACCOMMODATION = Layout(
    kind="care leavers: type of accommodation",
    columns=("breakdown", "accommodation_type"),
    totals=("total care leavers", "total"),
    measures=tuple(
        Measure(label, f"accommodation-{{band}}.{slug}")
        for label, slug in (
            ("with parents or relatives", "parents-or-relatives"),
            ("community home", "community-home"),
            ("semi-independent, transitional accommodation", "semi-independent"),
            ("supported lodgings", "supported-lodgings"),
            ("gone abroad", "gone-abroad"),
            ("deported", "deported"),
            ("ordinary lodgings", "ordinary-lodgings"),
            ("residence not known", "residence-not-known"),
            ("no fixed abode/homeless", "no-fixed-abode"),
            ("foyers", "foyer"),
            ("independent living", "independent-living"),
            ("emergency accommodation", "emergency"),
            ("bed and breakfast", "bed-and-breakfast"),
            ("in custody", "custody"),
            ("other accommodation", "other"),
            ("with former foster carers", "former-foster-carers"),
            ("total information not known", "not-known"),
        )
    ),
    ignored=(
        "local authority not in touch",
        "young person no longer requires services",
        "young person refuses contact",
    ),
)
HEALTH = Layout(
    kind="children looked after: health and convictions",
    columns=("breakdown",),
    totals=(
        "total all ages",
        "total ages 0 to 4 years",
        "total ages 10 to 17 years",
        "total ages 5 to 16 years",
    ),
    measures=(
        Measure("had their annual health assessment", "health-assessment"),
        Measure("had their teeth checked by a dentist", "dental-check"),
        Measure("had their immunisations up to date", "immunisations"),
        Measure("development assessments up to date", "development-checks"),
        Measure(
            "convicted or subject to youth cautions, or youth conditional cautions"
            " during the year",
            "convicted",
        ),
        Measure("identified as having a substance misuse problem", "substance-misuse"),
        Measure("sdq average score", "sdq-score", MEAN, "sdq score was received"),
    ),
    ignored=(
        "sdq score was received",
        "sdq score is a cause for concern",
        "sdq score is borderline",
        "sdq score is normal",
        "offered intervention but refused it",
        "received an intervention for their substance misuse problem",
    ),
)
STABILITY = Layout(
    kind="children looked after: stability of placements",
    columns=("breakdown", "placement_stability"),
    totals=("total children",),
    measures=(
        Measure("with 3 or more placements during the year", "three-placements"),
        Measure(
            "living with the same carer for at least 2 years",
            "same-placement-two-years",
        ),
    ),
    ignored=("with 3 or more placements during the previous 2 years",),
)
SOCIAL_WORKERS = Layout(
    kind="children looked after: social workers in the year",
    columns=("breakdown", "sw_stability"),
    totals=("total children",),
    measures=(
        Measure("3 or more social workers during the year", "three-social-workers"),
    ),
)
NUMBERS = Layout(
    kind="children looked after: numbers",
    columns=("breakdown", "population_type"),
    totals=(),
    measures=(
        Measure("children looked after on 31 march each year", "looked-after", COUNT),
        Measure("children starting to be looked after each year", "started", COUNT),
        Measure("children ceasing to be looked after each year", "ceased", COUNT),
    ),
)
EXPLORE_LAYOUTS = (
    ACTIVITY,
    SUITABILITY,
    CONTACT,
    STAYED_PUT,
    ACCOMMODATION,
    HEALTH,
    STABILITY,
    SOCIAL_WORKERS,
    NUMBERS,
)

# -- The underlying files of 2016 and 2017: one row a place, one column a count --------

WIDE_LEVELS = {"national": "nation", "region": "region", "la": "council"}
WIDE_REGIONS = {
    "A": "E12000001",
    "B": "E12000002",
    "C": "E12000003",
    "D": "E12000004",
    "E": "E12000005",
    "F": "E12000006",
    "G": "E12000007",
    "H": "E13000001",
    "I": "E13000002",
    "J": "E12000008",
    "K": "E12000009",
}
WIDE_AGES = {
    "1920&21": "19-to-21",
    "19to21": "19-to-21",
    "17&18": "17-to-18",
    "19&20": "19-to-20",
    **{str(age): str(age) for age in range(17, 22)},
}
WIDE_TOTALS = ("total", LEFT_FOSTER_CARE_AT_18)
# Lower case, without the `cl_` that 2017 puts before every column.
WIDE_STEMS = {
    "all_": "total",
    "all_aged": "total",
    "act_he": HIGHER_EDUCATION,
    "act_oe": OTHER_EDUCATION,
    "act_te": TRAINING_OR_EMPLOYMENT,
    "act_neet_ill": ILLNESS,
    "act_neet_oth": OTHER_REASONS,
    "act_neet_preg": PARENTING,
    "act_noinf": NOT_KNOWN,
    "la_noactinf": NOT_KNOWN,
    "acc_suit": SUITABLE,
    "acc_p": "with parents or relatives",
    "acc_ch": "community home",
    "acc_sita": "semi-independent, transitional accommodation",
    "acc_sl": "supported lodgings",
    "acc_ga": "gone abroad",
    "acc_dep": "deported",
    "acc_ol": "ordinary lodgings",
    "acc_nk": "residence not known",
    "acc_resnk": "residence not known",
    "acc_nfa": "no fixed abode/homeless",
    "acc_f": "foyers",
    "acc_il": "independent living",
    "acc_ea": "emergency accommodation",
    "acc_bb": "bed and breakfast",
    "acc_cust": "in custody",
    "acc_ffc": "with former foster carers",
    "acc_oth": "other accommodation",
    "acc_noinf": "accommodation not known",
    "la_noaccinf": "accommodation not known",
    "intouch_it": IN_TOUCH,
    "intouch_refu": REFUSES,
    "intouch_noserv": NO_LONGER_REQUIRES,
    "intouch_not": NOT_IN_TOUCH,
    "stayput_": LEFT_FOSTER_CARE_AT_18,
    "stayput_ffc_": STAYING_PUT,
}
WIDE_SUMS = {
    IN_EET: (HIGHER_EDUCATION, OTHER_EDUCATION, TRAINING_OR_EMPLOYMENT),
    IN_NEET: (ILLNESS, OTHER_REASONS, PARENTING),
}
STAYING_PUT_AGES = ("18", "19-to-20")
WIDE_MEASURES = (
    *ACTIVITY.measures,
    # Before 2018 everyone was in the denominator: another indicator, by its own name.
    Measure(SUITABLE, "suitable-accommodation-{band}-to-2017"),
    *(m for m in ACCOMMODATION.measures if m.label != NOT_KNOWN),
    Measure("accommodation not known", "accommodation-{band}.not-known"),
    *CONTACT.measures,
    Measure(STAYING_PUT, "staying-put-{band}", out_of=LEFT_FOSTER_CARE_AT_18),
)
WIDE_KIND = "care leavers: underlying data"
# These files do not tell their year; where the name does not either, the columns do.
WIDE_YEARS = {"all_aged1920&21": 2016, "cl_all_17&18": 2017, "cl_all_19to21": 2017}
WIDE_COLUMNS = ("geog_l", "geog_c", "geog_n")

# -- LAIT: one row a measure, place and year -------------------------------------------

LAIT_KIND = "Local Authority Interactive Tool"
LAIT_COLUMNS = ("Short Desc", "Years", "LA and Regions", "Values", "LA Number")
LAIT_PLACES = {
    970: "E92000001",
    980: "E12000001",
    981: "E12000002",
    982: "E12000003",
    983: "E12000004",
    984: "E12000005",
    985: "E12000006",
    986: "E12000007",
    987: "E13000001",
    988: "E13000002",
    989: "E12000008",
    990: "E12000009",
}


@dataclass(frozen=True)
class LaitMeasure:
    """A measure of LAIT and our codes for it.

    `number` is the measure with the counts, `out_of` the one with the denominators,
    right from `out_of_from` to `out_of_until`. NoCareLeavers is everyone until 2017,
    and from 2018 the total of the suitability file, which is smaller, so that nothing
    else may be divided by it. The counts of 2016 and 2017 are rounded to 5 for a
    council and to 10 for a region; `is_finer_than_printed` takes the per cent from them
    all the same, since the printed one is rounded more.
    """

    name: str
    codes: tuple[str, ...]
    shape: str = PERCENT
    number: str = ""
    out_of: str = ""
    out_of_from: int = 0
    out_of_until: int = 9999
    is_finer_than_printed: bool = False


# Only measures defined exactly as the indicator are here. Those that the release files
# give too were checked against them, council by council. CareLeaverAcc of 2016 and 2017
# was worked out again by DfE without those abroad, deported or not known: it is the
# indicator of today, and not the one that the files of those years give.
LAIT_MEASURES = (
    LaitMeasure(
        "CareLeaverEET",
        ("eet-19-to-21",),
        number="CareLeaverEETNum",
        out_of="NoCareLeavers",
        out_of_until=2017,
        is_finer_than_printed=True,
    ),
    LaitMeasure(
        "LAC_19_HE",
        ("higher-education-19-to-21", "activity-19-to-21.higher-education"),
        number="LAC_19_HE_Num",
        out_of="NoCareLeavers",
        out_of_until=2017,
        is_finer_than_printed=True,
    ),
    LaitMeasure(
        "CareLeaverAcc",
        ("suitable-accommodation-19-to-21",),
        number="NoCareLeaverAcc",
        out_of="NoCareLeavers",
        out_of_from=2018,
    ),
    LaitMeasure("CareLeaversNEET", ("neet-19-to-21",)),
    LaitMeasure("CareLeavers_LA_NotInTouch", ("contact-19-to-21.not-in-touch",)),
    LaitMeasure("StayingPut", ("staying-put-19-to-20",)),
    LaitMeasure("LACnum", ("looked-after",), COUNT),
    LaitMeasure("LACnum_Start", ("started",), COUNT),
    LaitMeasure("LACceased", ("ceased",), COUNT),
    LaitMeasure(
        "LACStable_2016on",
        ("three-placements",),
        number="LACStableNum_2016on",
        out_of="LACnum",
        out_of_from=2018,
    ),
    LaitMeasure(
        "LAC_LongStable%", ("same-placement-two-years",), number="LAC_LongStableNum"
    ),
    LaitMeasure("Stability_SocialWorker", ("three-social-workers",)),
    LaitMeasure("LACDistance", ("twenty-miles-away",)),
    LaitMeasure("LAC_Convictions", ("convicted",)),
    LaitMeasure("LACHealth%", ("health-assessment",)),
    LaitMeasure("LACVaccinations%", ("immunisations",)),
    LaitMeasure("LACDental%", ("dental-check",)),
    LaitMeasure("LACSubstance", ("substance-misuse",)),
    LaitMeasure("Emotional_LAC", ("sdq-score",), MEAN),
    LaitMeasure("Children_missing", ("missing",)),
    LaitMeasure("Children_Away", ("away",)),
    LaitMeasure(
        "Unacc_Asylmn_Seek_Childn%",
        ("unaccompanied",),
        number="Unacc_Asylmn_Seek_Childn",
        out_of="LACnum",
        out_of_from=2018,
    ),
    LaitMeasure(
        "%_of LAC Adopted",
        ("adopted",),
        number="No_of LAC Adopted",
        out_of="LACceased",
        out_of_from=2018,
    ),
)

# -- Statistical neighbours and lists of councils --------------------------------------

NEIGHBOUR_COLUMNS = ("la_code", "rank", "neighbour_code")
# DfE names its models by the month it issued them; a list does not name itself, so it
# is known by the ten neighbours of Lancashire, which differ between the models.
# fmt: off
KNOWN_MODELS = {
    "April 2021": (
        "891", "381", "830", "343", "351", "808", "886", "860", "359", "896",
    ),
    "May 2025": (
        "925", "351", "332", "884", "841", "808", "384", "891", "929", "359",
    ),
}
# fmt: on
MODEL_KNOWN_BY = "888"
COUNCIL_LISTS = (
    ("la_code", "la_name", "new_la_code", "region_code", "region_name"),
    ("la number", "la name", "region", "type"),
)
# Files that come with a download and hold no figures.
EXPECTED_COLUMNS = (("measure_code", "measure_short"),)
