"""Code sets of the SSDA903 return: each code, its meaning, the years it was valid.

Years are those ending 31 March. Sources: the sector's open validator (data-to-insight,
csc-validator-be-903, rule sets 2022/23 to 2026/27) and liia-tools' file schemas for
2017 to 2024; meanings from the standard safeguarding dataset's field guidance. A code
marked `is_from_memory` was written down without such a source at hand.
"""

from dataclasses import dataclass

FIRST_YEAR = 2016
LAST_YEAR = 2027


@dataclass(frozen=True)
class Code:
    """One code: what it means and from when until when it may be used, inclusive."""

    code: str
    meaning: str
    first_year: int = FIRST_YEAR
    last_year: int = LAST_YEAR
    is_from_memory: bool = False

    def is_valid_in(self, year: int) -> bool:
        return self.first_year <= year <= self.last_year


@dataclass(frozen=True)
class CodeSet:
    """The codes one column may hold."""

    name: str
    codes: tuple[Code, ...]

    def valid_in(self, year: int) -> tuple[Code, ...]:
        return tuple(code for code in self.codes if code.is_valid_in(year))

    def meaning_of(self, code: str) -> str:
        """The code in words; the code itself where it is none of ours."""
        return next((each.meaning for each in self.codes if each.code == code), code)


def _set(name: str, *codes: Code) -> CodeSet:
    return CodeSet(name, codes)


YES_NO = _set("Yes or no", Code("0", "No"), Code("1", "Yes"))

SEX = _set(
    "Sex",
    Code("1", "Male", last_year=2024),
    Code("2", "Female", last_year=2024),
    Code("M", "Male", first_year=2025),
    Code("F", "Female", first_year=2025),
    Code("U", "Unknown", first_year=2025),
)
MALE = ("1", "M")
FEMALE = ("2", "F")

ETHNIC = _set(
    "Ethnic origin",
    Code("WBRI", "White British"),
    Code("WIRI", "White Irish"),
    Code("WOTH", "Any other White background"),
    Code("WIRT", "Traveller of Irish heritage"),
    Code("WROM", "Gypsy or Roma"),
    Code("MWBC", "White and Black Caribbean"),
    Code("MWBA", "White and Black African"),
    Code("MWAS", "White and Asian"),
    Code("MOTH", "Any other Mixed background"),
    Code("AIND", "Indian"),
    Code("APKN", "Pakistani"),
    Code("ABAN", "Bangladeshi"),
    Code("AOTH", "Any other Asian background"),
    Code("BCRB", "Caribbean"),
    Code("BAFR", "African"),
    Code("BOTH", "Any other Black background"),
    Code("CHNE", "Chinese"),
    Code("OOTH", "Any other ethnic group"),
    Code("REFU", "Did not want to say"),
    Code("NOBT", "Not yet obtained"),
)
# The groups DfE publishes. Chinese is counted with Asian since the 2011 census.
ETHNIC_GROUPS: dict[str, tuple[str, ...]] = {
    "White": ("WBRI", "WIRI", "WOTH", "WIRT", "WROM"),
    "Mixed": ("MWBC", "MWBA", "MWAS", "MOTH"),
    "Asian": ("AIND", "APKN", "ABAN", "AOTH", "CHNE"),
    "Black": ("BCRB", "BAFR", "BOTH"),
    "Other": ("OOTH",),
    "Not known": ("REFU", "NOBT"),
}

RNE = _set(
    "Reason for new episode",
    Code("S", "Started to be looked after"),
    Code("L", "Change of legal status only"),
    Code("P", "Change of placement and carer only"),
    Code("T", "Change of placement, same carer"),
    Code("B", "Change of legal status, placement and carer"),
    Code("U", "Change of legal status and placement, same carer"),
)

LS = _set(
    "Legal status",
    Code("C1", "Interim care order"),
    Code("C2", "Full care order"),
    Code("D1", "Freeing order"),
    Code("E1", "Placement order"),
    Code("V2", "Accommodated under section 20, single period"),
    Code("V3", "Accommodated under a series of short breaks, by episodes"),
    Code("V4", "Accommodated under a series of short breaks, by agreement"),
    Code("L1", "Under police protection"),
    Code("L2", "Emergency protection order"),
    Code("L3", "Child assessment order"),
    Code("J1", "Remanded to council accommodation or youth detention"),
    Code("J2", "Accommodated under the Police and Criminal Evidence Act"),
    Code("J3", "Youth rehabilitation order with residence or intensive fostering"),
)
SHORT_BREAKS = ("V3", "V4")

CIN = _set(
    "Category of need",
    Code("N1", "Abuse or neglect"),
    Code("N2", "Child's disability"),
    Code("N3", "Parental illness or disability"),
    Code("N4", "Family in acute stress"),
    Code("N5", "Family dysfunction"),
    Code("N6", "Socially unacceptable behaviour"),
    Code("N7", "Low income"),
    Code("N8", "Absent parenting"),
)

PLACE = _set(
    "Placement",
    Code("A3", "Placed for adoption with consent, with current foster carer"),
    Code("A4", "Placed for adoption with consent, not with current foster carer"),
    Code("A5", "Placed for adoption with placement order, with current foster carer"),
    Code(
        "A6", "Placed for adoption with placement order, not with current foster carer"
    ),
    Code("H5", "Semi-independent living", last_year=2025),
    Code("K1", "Secure children's home"),
    Code("K2", "Children's home"),
    Code("K3", "Supported accommodation", first_year=2025),
    Code("P1", "With own parents"),
    Code("P2", "Independent living", last_year=2025),
    Code("P3", "Residential employment"),
    Code("R1", "Residential care home"),
    Code("R2", "NHS or other health establishment"),
    Code("R3", "Family centre or mother and baby unit"),
    Code("R5", "Young offender institution, prison or secure training centre"),
    Code("S1", "Residential school"),
    Code("T0", "Temporary placement", is_from_memory=True),
    Code("T1", "Temporarily in hospital", is_from_memory=True),
    Code("T2", "Temporarily on holiday", is_from_memory=True),
    Code("T3", "Temporarily with friends or relatives", is_from_memory=True),
    Code("T4", "Temporary accommodation for up to 7 days", is_from_memory=True),
    Code("U1", "Fostered by a relative or friend, long term", is_from_memory=True),
    Code("U2", "Fostered by a relative or friend, adopting", is_from_memory=True),
    Code("U3", "Fostered by a relative or friend", is_from_memory=True),
    Code("U4", "Fostered by another carer, long term", is_from_memory=True),
    Code("U5", "Fostered by another carer, adopting", is_from_memory=True),
    Code("U6", "Fostered by another carer", is_from_memory=True),
    Code("Z1", "Other placement", last_year=2025),
    # The guide's words for Z11 to Z14 were not seen. What is known: they replace Z1,
    # and a child with a deprivation of liberty order is expected in K2, Z12 or Z13.
    Code("Z11", "Other placement (Z11)", first_year=2026, is_from_memory=True),
    Code("Z12", "Unregistered setting (Z12)", first_year=2026, is_from_memory=True),
    Code("Z13", "Unregistered setting (Z13)", first_year=2026, is_from_memory=True),
    Code("Z14", "Other placement (Z14)", first_year=2026, is_from_memory=True),
)
TEMPORARY_PLACEMENTS = ("T0", "T1", "T2", "T3", "T4")
WITH_FAMILY_OR_FRIENDS = ("U1", "U2", "U3")
FOSTERED = ("U1", "U2", "U3", "U4", "U5", "U6")

PLACE_PROVIDER = _set(
    "Placement provider",
    Code("PR0", "Parents or other person with parental responsibility"),
    Code("PR1", "Own provision"),
    Code("PR2", "Other council"),
    Code("PR3", "Other public provision"),
    Code("PR4", "Private provision"),
    Code("PR5", "Voluntary provision"),
)

REC = _set(
    "Reason episode ceased",
    Code("X1", "Episode ceased, and a new one began the same day"),
    Code("E11", "Adopted, application unopposed"),
    Code("E12", "Adopted, consent dispensed with"),
    Code("E2", "Died"),
    Code("E3", "Care taken over by another council in the UK"),
    Code("E4A", "Returned home, as planned"),
    Code("E4B", "Returned home, not planned"),
    Code("E13", "Left to live with someone without parental responsibility"),
    Code("E41", "Child arrangements order"),
    Code("E45", "Special guardianship to former foster carer, a relative or friend"),
    Code(
        "E46", "Special guardianship to former foster carer, not a relative or friend"
    ),
    Code("E47", "Special guardianship to another relative or friend"),
    Code("E48", "Special guardianship to another carer"),
    Code("E5", "Moved into independent living with support"),
    Code("E6", "Moved into independent living without formal support"),
    Code("E7", "Moved to residential care funded by adult social care"),
    Code("E9", "Sentenced to custody"),
    Code("E14", "Accommodation on remand ended"),
    Code("E15", "Age assessment found the young person to be 18 or over"),
    Code("E16", "Moved abroad"),
    Code("E17", "Turned 18 and stayed with current carers"),
    Code("E8", "Ceased for any other reason"),
)
CONTINUES = "X1"
ADOPTED = ("E11", "E12")

REASON_PLACE_CHANGE = _set(
    "Reason for placement change",
    Code("CARPL", "Change to or implementation of care plan"),
    Code("CLOSE", "Resignation or closure of provision"),
    Code("ALLEG", "Allegation"),
    Code("STAND", "Standards of care concern"),
    Code("APPRR", "Approval removed"),
    Code("CREQB", "Carer asked, because of the child's behaviour"),
    Code("CREQO", "Carer asked, for other reasons"),
    Code("CHILD", "Child asked"),
    Code("LAREQ", "Council asked"),
    Code("PLACE", "Change in the status of the placement only"),
    Code("CUSTOD", "Custody"),
    Code("OTHER", "Other"),
)

REVIEW_CODE = _set(
    "Taking part in a review",
    Code("PN0", "Under 4 at the time"),
    Code("PN1", "Attended and spoke"),
    Code("PN2", "Attended, an advocate spoke"),
    Code("PN3", "Attended and made views known without words"),
    Code("PN4", "Attended, made no views known"),
    Code("PN5", "Not there, an advocate was briefed"),
    Code("PN6", "Not there, sent views another way"),
    Code("PN7", "Not there, sent no views"),
)
TOOK_PART = ("PN1", "PN2", "PN3", "PN5", "PN6")

IN_TOUCH = _set(
    "In touch",
    Code("YES", "In touch"),
    Code("NO", "Not in touch"),
    Code("DIED", "Died after leaving care"),
    Code("REFU", "Refuses contact"),
    Code("NREQ", "No longer requires services"),
    Code("RHOM", "Returned home for six months or more"),
)
LEFT_THE_COHORT = ("DIED", "RHOM")

ACTIV = _set(
    "Activity",
    Code("F1", "Higher education, full time"),
    Code("P1", "Higher education, part time"),
    Code("F2", "Other education, full time"),
    Code("P2", "Other education, part time"),
    # Superseded by F4/F5 and P4/P5. In the 2017 schema; the last year was not seen.
    # DfE's tables split apprenticeships from 2022, so 2021 is taken as the last.
    Code(
        "F3", "Training or employment, full time", last_year=2021, is_from_memory=True
    ),
    Code(
        "P3", "Training or employment, part time", last_year=2021, is_from_memory=True
    ),
    Code("F4", "Apprenticeship, full time", is_from_memory=True),
    Code("P4", "Apprenticeship, part time", is_from_memory=True),
    Code(
        "F5",
        "Training or employment, not an apprenticeship, full time",
        is_from_memory=True,
    ),
    Code(
        "P5",
        "Training or employment, not an apprenticeship, part time",
        is_from_memory=True,
    ),
    Code("G4", "Not in education, employment or training: illness or disability"),
    Code("G5", "Not in education, employment or training: other reasons"),
    Code("G6", "Not in education, employment or training: pregnancy or parenting"),
    Code("0", "No information"),
)
HIGHER_EDUCATION = ("F1", "P1")
OTHER_EDUCATION = ("F2", "P2")
TRAINING_OR_EMPLOYMENT_UNDIVIDED = ("F3", "P3")
APPRENTICESHIP = ("F4", "P4")
TRAINING_OR_EMPLOYMENT = ("F5", "P5")
EDUCATION_EMPLOYMENT_OR_TRAINING = (
    *HIGHER_EDUCATION,
    *OTHER_EDUCATION,
    *TRAINING_OR_EMPLOYMENT_UNDIVIDED,
    *APPRENTICESHIP,
    *TRAINING_OR_EMPLOYMENT,
)
NOT_IN_EDUCATION_EMPLOYMENT_OR_TRAINING = ("G4", "G5", "G6")

SUITABLE = "1"
ACCOMMODATION_TYPES: dict[str, str] = {
    "B": "With parents or relatives",
    "C": "Community home or other residential care",
    "D": "Semi-independent, with support",
    "E": "Supported lodgings",
    "G": "Gone abroad",
    "H": "Deported",
    "K": "Ordinary lodgings",
    "R": "Residence not known",
    "S": "No fixed abode or homeless",
    "T": "Foyer or similar",
    "U": "Independent living",
    "V": "Emergency accommodation",
    "W": "Bed and breakfast",
    "X": "In custody",
    "Y": "Other accommodation",
    "Z": "With former foster carers",
}
# Since 2018 DfE leaves these out when it asks whether a home is suitable.
NOT_ASKED_WHETHER_SUITABLE = ("G", "H", "R")


def _accommodation_codes() -> tuple[Code, ...]:
    """Letter and 1 (suitable) or 2 (not). S and X are never suitable.

    Schemas to 2024 still list S1 and X1; the open validator accepts neither in any
    year it covers (2022/23 on), so they end with 2022.
    """
    ends = {"S1": 2022, "X1": 2022}
    return tuple(
        Code(
            f"{letter}{digit}",
            f"{meaning}, {'suitable' if digit == SUITABLE else 'not suitable'}",
            last_year=ends.get(f"{letter}{digit}", LAST_YEAR),
            is_from_memory=f"{letter}{digit}" in ends,
        )
        for letter, meaning in ACCOMMODATION_TYPES.items()
        for digit in (SUITABLE, "2")
    )


ACCOM = CodeSet("Accommodation", (*_accommodation_codes(), Code("0", "No information")))

MISSING = _set(
    "Missing",
    Code("M", "Missing"),
    Code("A", "Away without authorisation"),
)
SDQ_REASON = _set(
    "Why there is no SDQ score",
    Code("SDQ1", "No form returned", is_from_memory=True),
    Code("SDQ2", "Carer refused", is_from_memory=True),
    Code(
        "SDQ3",
        "Not possible to complete because of the child's disability",
        is_from_memory=True,
    ),
    Code("SDQ4", "Other", is_from_memory=True),
    Code("SDQ5", "Child or young person refused", is_from_memory=True),
)
PREV_PERM = _set(
    "Earlier permanence",
    Code("P1", "Adopted", is_from_memory=True),
    Code("P2", "Special guardianship order", is_from_memory=True),
    Code("P3", "Residence or child arrangements order", is_from_memory=True),
    Code("P4", "Not known", is_from_memory=True),
    Code("Z1", "None", is_from_memory=True),
)
SW_REASON = _set(
    "Why the social worker changed",
    Code("MANAGE", "Manager held the case", first_year=2024, is_from_memory=True),
    Code("FCONTA", "First contact", first_year=2024, is_from_memory=True),
    Code("LEFTRL", "Social worker left the role", first_year=2024, is_from_memory=True),
    Code("ORGRST", "Organisation restructured", first_year=2024, is_from_memory=True),
    Code(
        "TSPROC",
        "Transferred under the council's process",
        first_year=2024,
        is_from_memory=True,
    ),
    Code("ABSENC", "Absence", first_year=2024, is_from_memory=True),
    Code("CHCHAN", "Child asked for a change", first_year=2024, is_from_memory=True),
    Code(
        "PCCHAN",
        "Parent or carer asked for a change",
        first_year=2024,
        is_from_memory=True,
    ),
    Code("SWDIED", "Social worker died", first_year=2024, is_from_memory=True),
    Code("OTHERS", "Other", first_year=2024, is_from_memory=True),
)

# AD1 and placed-for-adoption codes were not seen in a source: all from memory.
NB_ADOPTR = _set(
    "Number of adopters",
    Code("1", "One", is_from_memory=True),
    Code("2", "Two", is_from_memory=True),
)
SEX_ADOPTR = _set(
    "Sex of adopters",
    Code("M1", "One man", is_from_memory=True),
    Code("F1", "One woman", is_from_memory=True),
    Code("MM", "Two men", is_from_memory=True),
    Code("FF", "Two women", is_from_memory=True),
    Code("MF", "A man and a woman", is_from_memory=True),
)
LS_ADOPTR = _set(
    "Legal status of adopters",
    Code("L0", "Single", is_from_memory=True),
    Code("L11", "Married", is_from_memory=True),
    Code("L12", "Civil partners", is_from_memory=True),
    Code("L2", "Unmarried couple, different sex", is_from_memory=True),
    Code("L3", "Unmarried couple, same sex", is_from_memory=True),
    Code("L4", "Unmarried couple", is_from_memory=True),
)
REASON_PLACED_CEASED = _set(
    "Why the decision to place for adoption was reversed",
    Code("RD1", "The child's needs changed", is_from_memory=True),
    Code("RD2", "The court did not make a placement order", is_from_memory=True),
    Code("RD3", "No adopters could be found", is_from_memory=True),
    Code("RD4", "Any other reason", is_from_memory=True),
)
