"""Children who started and who ceased to be looked after, and why they ceased."""

import narwhals as nw

from parentis.indicators.care import (
    CHILD_YEAR,
    FIRST_DAY,
    care_years,
    episodes,
    with_age,
)
from parentis.indicators.indicator import (
    EVERYBODY,
    Better,
    Cohort,
    Indicator,
    Kind,
    Theme,
)
from parentis.indicators.looked_after import EXCLUSIONS
from parentis.indicators.sources import LAIT_CEASED_BY_REASON, lait
from parentis.ssda903.codes import ADOPTED, CONTINUES
from parentis.ssda903.returns import Frame, Returns
from parentis.ssda903.tables import FIRST_YEAR


def _started(returns: Returns) -> Frame:
    """Children who started to be looked after in the year, each once."""
    started = care_years(returns).filter(nw.col("started_in_year") == 1)
    return with_age(started, returns)


def _ceased(returns: Returns) -> Frame:
    """Children who ceased to be looked after in the year, by the last time they did.

    An ending without a reason counts where no other episode began on that day.
    """
    listed = episodes(returns)
    reason = nw.col("rec")
    ended = listed.filter(nw.col("ended") >= FIRST_DAY)
    followed = listed.select(*CHILD_YEAR, followed_on="began")
    lasted_a_day = nw.col("ended") > nw.col("began")
    without_reason = (
        ended.filter(reason.is_null())
        .with_columns(followed_on=nw.when(lasted_a_day).then(nw.col("ended")))
        .join(followed, on=[*CHILD_YEAR, "followed_on"], how="anti")
        .drop("followed_on")
    )
    endings = nw.concat([ended.filter(reason != CONTINUES), without_reason])
    last = endings.group_by(CHILD_YEAR).agg(
        decom=nw.col("decom").max(),
    )
    return with_age(endings.join(last, on=[*CHILD_YEAR, "decom"], how="semi"), returns)


STARTED_IN_THE_YEAR = Cohort(
    "started",
    "Children who started to be looked after in the year",
    _started,
    tables=("episodes",),
)
CEASED_IN_THE_YEAR = Cohort(
    "ceased",
    "Children who ceased to be looked after in the year",
    _ceased,
    tables=("episodes",),
)

_REASON = nw.col("rec")
# What is not listed was not recorded.
REASONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "adopted": ("Adopted", ADOPTED),
    "died": ("Died", ("E2",)),
    "another-council": ("Care taken over by another council", ("E3",)),
    "home-planned": ("Returned home, as planned", ("E4A",)),
    "home-not-planned": ("Returned home, not planned", ("E4B",)),
    "someone-without-responsibility": (
        "Went to live with somebody without parental responsibility",
        ("E13",),
    ),
    "child-arrangements": ("Child arrangements order", ("E41",)),
    "special-guardianship": (
        "Special guardianship order",
        ("E45", "E46", "E47", "E48"),
    ),
    "independent-with-support": ("Independent living with support", ("E5",)),
    "independent-without-support": ("Independent living without support", ("E6",)),
    "adult-care": ("Moved to adult social care", ("E7",)),
    "custody": ("Sentenced to custody", ("E9",)),
    "remand-ended": ("Remand ended", ("E14",)),
    "age-assessment": ("Found to be 18 or over", ("E15",)),
    "abroad": ("Moved abroad", ("E16",)),
    "stayed-with-carers": ("Turned 18 and stayed with their carers", ("E17",)),
    "other": ("Another reason", ("E8",)),
}
_LISTED = tuple(code for _, codes in REASONS.values() for code in codes)
_SAME_DAY = (
    "Leaving care and coming back on one day is both leaving and starting again (from"
    " memory, not yet confirmed)."
)
_OUT_OF = (
    "All children who ceased to be looked after in the year, each once, by the last"
    f" time they did. {_SAME_DAY}"
)


def _reason(slug: str, words: str, numerator: nw.Expr) -> Indicator:
    in_sentence = words[0].lower() + words[1:]
    return Indicator(
        code=f"reason-ceased.{slug}",
        title=f"Why children ceased to be looked after: {in_sentence}",
        short_title=words,
        theme=Theme.LEAVING,
        why_it_matters="Why children leave care shows whether they leave it safely.",
        counted=(
            "Children of whom the return does not tell why they ceased."
            if slug == "not-recorded"
            else f"Children whose reason for ceasing is: {in_sentence}."
        ),
        out_of=_OUT_OF,
        exclusions=EXCLUSIONS,
        source=LAIT_CEASED_BY_REASON,
        first_year=FIRST_YEAR,
        cohort=CEASED_IN_THE_YEAR,
        denominator=EVERYBODY,
        numerator=numerator,
        decided_by=("rec", "dec"),
        part_of="reason-ceased",
    )


STARTED = Indicator(
    code="started",
    title="Children who started to be looked after in the year",
    short_title="Started to be looked after",
    theme=Theme.LOOKED_AFTER,
    why_it_matters="How many children come into care shows what homes must be found.",
    counted="Children who started to be looked after in the year, each once.",
    out_of=f"All children who started to be looked after in the year. {_SAME_DAY}",
    exclusions=EXCLUSIONS,
    source=lait("LACnum_Start"),
    first_year=FIRST_YEAR,
    kind=Kind.COUNT,
    cohort=STARTED_IN_THE_YEAR,
    denominator=EVERYBODY,
    numerator=EVERYBODY,
    decided_by=("started_on",),
)
CEASED = Indicator(
    code="ceased",
    title="Children who ceased to be looked after in the year",
    short_title="Ceased to be looked after",
    theme=Theme.LEAVING,
    why_it_matters="Every child who leaves care should leave to somewhere they belong.",
    counted="Children who ceased to be looked after in the year, each once.",
    out_of=_OUT_OF,
    exclusions=EXCLUSIONS,
    source=lait("LACceased"),
    first_year=FIRST_YEAR,
    kind=Kind.COUNT,
    cohort=CEASED_IN_THE_YEAR,
    denominator=EVERYBODY,
    numerator=EVERYBODY,
    decided_by=("rec", "dec"),
)
ADOPTED_OF_CEASED = Indicator(
    code="adopted",
    title="Children who were adopted, of those who ceased to be looked after",
    short_title="Adopted",
    theme=Theme.LEAVING,
    why_it_matters=(
        "Adoption gives some children a family for life. It is right for some and not"
        " for all, so the figure should never be 100 per cent."
    ),
    counted="Children adopted in the year (E11 or E12).",
    out_of=_OUT_OF,
    exclusions=EXCLUSIONS,
    source=lait("%_of LAC Adopted"),
    first_year=FIRST_YEAR,
    better=Better.HIGH,
    cohort=CEASED_IN_THE_YEAR,
    denominator=EVERYBODY,
    numerator=_REASON.is_in(ADOPTED),
    decided_by=("rec", "dec"),
)

INDICATORS = (
    STARTED,
    CEASED,
    ADOPTED_OF_CEASED,
    *(
        _reason(slug, words, _REASON.is_in(codes))
        for slug, (words, codes) in REASONS.items()
    ),
    _reason(
        "not-recorded",
        "Reason not recorded",
        ~_REASON.is_in(_LISTED).fill_null(value=False),
    ),
)
