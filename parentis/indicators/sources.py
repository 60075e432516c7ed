"""The documents that definitions of indicators rest on.

The mark `is_from_memory` is shown on every page that shows the definition, until
somebody who has the document at hand confirms it.
"""

from parentis.law.sources import Source

_STATISTICS = (
    "https://explore-education-statistics.service.gov.uk/find-statistics/"
    "children-looked-after-in-england-including-adoptions"
)

DFE_METHODOLOGY_CARE_LEAVERS = Source(
    "Children looked after in England: methodology",
    "Care leavers",
    "https://explore-education-statistics.service.gov.uk/methodology/"
    "children-looked-after-in-england-including-adoptions",
)
DFE_GUIDANCE_22_TO_25 = Source(
    "Children looked after in England: data guidance 2023",
    "Care leavers aged 22 to 25",
    _STATISTICS,
)
DFE_GUIDANCE_STAYING_PUT = Source(
    "Children looked after in England: data guidance 2023",
    "Care leavers who stayed with their former foster carers",
    _STATISTICS,
)
DFE_UNDERLYING_2016 = Source(
    "Children looked after in England, SFR 41/2016: underlying data",
    "Care leavers",
)


def lait(measure: str) -> Source:
    """One measure of DfE's local authority interactive tool, by its short name."""
    return Source(
        "Local authority interactive tool: data dictionary", measure, _STATISTICS
    )


def lait_in_part_from_memory(measure: str) -> Source:
    """The measure was seen; some steps of its formula were not."""
    return Source(
        "Local authority interactive tool: data dictionary",
        f"{measure}; some steps of the count",
        _STATISTICS,
        is_from_memory=True,
    )


NI_HANDBOOK_SUITABLE = Source(
    "Handbook of Definitions, Annex 2: Children and Young People (2008)",
    "NI 147",
    is_from_memory=True,
)
NI_HANDBOOK_ACTIVITY = Source(
    "Handbook of Definitions, Annex 2: Children and Young People (2008)",
    "NI 148",
    is_from_memory=True,
)
NI_HANDBOOK_REVIEWS = Source(
    "Handbook of Definitions, Annex 2: Children and Young People (2008)",
    "NI 66",
    is_from_memory=True,
)
PAF_PARTICIPATION = Source(
    "Performance Assessment Framework",
    "C63",
    is_from_memory=True,
)
DFE_CHARACTERISTICS = Source(
    "Children looked after in England",
    "Children looked after on 31 March, by characteristics",
    _STATISTICS,
    is_from_memory=True,
)
LAIT_CEASED_BY_REASON = Source(
    "Local authority interactive tool: data dictionary",
    "LACceased; the grouping of reasons is this product's",
    _STATISTICS,
)
DFE_GUIDANCE_HEALTH = Source(
    "Children looked after in England: data guidance 2023",
    "Health outcomes",
    _STATISTICS,
)
DFE_GUIDANCE_DISTANCE = Source(
    "Children looked after in England: data guidance 2023",
    "Placements inside and outside the council's boundary",
    _STATISTICS,
)
