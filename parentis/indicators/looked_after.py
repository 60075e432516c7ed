"""Children looked after on 31 March: how many, who, and where they are placed."""

import narwhals as nw

from parentis.indicators.care import CHILD_YEAR, looked_after
from parentis.indicators.days import return_year
from parentis.indicators.indicator import (
    EVERYBODY,
    Better,
    Cohort,
    Indicator,
    Kind,
    Theme,
)
from parentis.indicators.made_once import listed_once
from parentis.indicators.sources import DFE_CHARACTERISTICS, lait
from parentis.ssda903.codes import WITH_FAMILY_OR_FRIENDS
from parentis.ssda903.returns import Frame, Returns
from parentis.ssda903.tables import FIRST_YEAR

EXCLUSIONS = ("those looked after in a series of short breaks",)
EVERYONE = "All children looked after on 31 March."

LOOKED_AFTER = Cohort(
    "looked-after",
    "Children looked after on 31 March",
    looked_after,
    tables=("episodes",),
)


def _unaccompanied(returns: Returns) -> Frame:
    """Children looked after on 31 March, each marked `is_unaccompanied` or not.

    The return lists a child under UASC; DUC is the day the child ceased to be one.
    """
    duc = nw.col("duc")
    flags = listed_once(returns, "uasc").select(
        *CHILD_YEAR, still=duc.is_null() | (return_year(duc) > nw.col("year"))
    )
    return (
        looked_after(returns)
        .join(flags, on=CHILD_YEAR, how="left")
        .with_columns(is_unaccompanied=nw.col("still").fill_null(value=False))
    )


LOOKED_AFTER_BY_ORIGIN = Cohort(
    "looked-after-by-origin",
    "Children looked after on 31 March, unaccompanied or not",
    _unaccompanied,
    tables=("episodes", "uasc"),
)

# Together they take every placement; what is not listed is `other`.
PLACEMENTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "foster-relative": ("Fostered by a relative or friend", WITH_FAMILY_OR_FRIENDS),
    "foster-other": ("Fostered by another carer", ("U4", "U5", "U6")),
    "adoption": ("Placed for adoption", ("A3", "A4", "A5", "A6")),
    "with-parents": ("With own parents", ("P1",)),
    "childrens-home": ("Children's home", ("K2",)),
    "secure": ("Secure children's home", ("K1",)),
    "supported-accommodation": (
        "Supported or semi-independent accommodation",
        ("K3", "H5"),
    ),
    "independent": ("Independent living", ("P2",)),
    "residential-school": ("Residential school", ("S1",)),
    "other-residential": (
        "Residential care or employment, hospital, family centre or custody",
        ("P3", "R1", "R2", "R3", "R5"),
    ),
    "temporary": ("Temporary placement", ("T0", "T1", "T2", "T3", "T4")),
}
_LISTED = tuple(code for _, codes in PLACEMENTS.values() for code in codes)
_PLACE = nw.col("place")


_COUNTED = {
    "temporary": "Children placed only for a time on 31 March (T0 to T4).",
    "other": (
        "Children in another placement on 31 March, or of whom the return does not tell"
        " the placement."
    ),
}
_FINER = (
    "The categories are finer than those published: DfE puts secure homes and"
    " children's homes together, and supported accommodation and independent living."
)


def _placement(slug: str, words: str, numerator: nw.Expr) -> Indicator:
    in_sentence = words[0].lower() + words[1:]
    return Indicator(
        code=f"placement.{slug}",
        title=f"Where children looked after are placed: {in_sentence}",
        short_title=words,
        theme=Theme.LOOKED_AFTER,
        why_it_matters="Where children live shows which homes the council must find.",
        counted=_COUNTED.get(
            slug, f"Children whose placement on 31 March is: {in_sentence}."
        ),
        out_of=f"{EVERYONE} {_FINER}",
        exclusions=EXCLUSIONS,
        source=DFE_CHARACTERISTICS,
        first_year=FIRST_YEAR,
        cohort=LOOKED_AFTER,
        denominator=EVERYBODY,
        numerator=numerator,
        decided_by=("place",),
        part_of="placement",
    )


CHILDREN_LOOKED_AFTER = Indicator(
    code="looked-after",
    title="Children looked after on 31 March",
    short_title="Children looked after",
    theme=Theme.LOOKED_AFTER,
    why_it_matters="These are the children whose parent the council is.",
    counted="Children looked after on 31 March, each once.",
    out_of=EVERYONE,
    exclusions=EXCLUSIONS,
    source=lait("LACnum"),
    first_year=FIRST_YEAR,
    kind=Kind.COUNT,
    cohort=LOOKED_AFTER,
    denominator=EVERYBODY,
    numerator=EVERYBODY,
    decided_by=("ls", "place"),
)
UNACCOMPANIED = Indicator(
    code="unaccompanied",
    title="Children looked after who are unaccompanied asylum-seeking children",
    short_title="Unaccompanied children",
    theme=Theme.LOOKED_AFTER,
    why_it_matters=(
        "Children who came alone need a lawyer, an interpreter and somebody who knows"
        " what they have been through."
    ),
    counted="Children who are unaccompanied asylum-seeking children on 31 March.",
    out_of=EVERYONE,
    exclusions=EXCLUSIONS,
    source=lait("Unacc_Asylmn_Seek_Childn%"),
    first_year=FIRST_YEAR,
    cohort=LOOKED_AFTER_BY_ORIGIN,
    denominator=EVERYBODY,
    numerator=nw.col("is_unaccompanied"),
    decided_by=("is_unaccompanied",),
)
FAMILY_OR_FRIENDS = Indicator(
    code="family-or-friends",
    title="Children looked after who are fostered by family or friends",
    short_title="With family or friends",
    theme=Theme.LOOKED_AFTER,
    why_it_matters=("Many children do best with people they already know and love."),
    counted="Children fostered by a relative or friend on 31 March (U1, U2 or U3).",
    out_of=EVERYONE,
    exclusions=EXCLUSIONS,
    source=DFE_CHARACTERISTICS,
    first_year=FIRST_YEAR,
    better=Better.HIGH,
    cohort=LOOKED_AFTER,
    denominator=EVERYBODY,
    numerator=_PLACE.is_in(WITH_FAMILY_OR_FRIENDS),
    decided_by=("place",),
)

INDICATORS = (
    CHILDREN_LOOKED_AFTER,
    UNACCOMPANIED,
    FAMILY_OR_FRIENDS,
    *(
        _placement(slug, words, _PLACE.is_in(codes))
        for slug, (words, codes) in PLACEMENTS.items()
    ),
    _placement(
        "other",
        "Another placement, or not recorded",
        ~_PLACE.is_in(_LISTED).fill_null(value=False),
    ),
)
