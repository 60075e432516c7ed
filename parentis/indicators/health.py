"""Health and wellbeing of children looked after for a year or more (OC2)."""

import narwhals as nw

from parentis.indicators.care import CHILD_YEAR, looked_after
from parentis.indicators.indicator import (
    EVERYBODY,
    Better,
    Cohort,
    Indicator,
    Kind,
    Theme,
)
from parentis.indicators.looked_after import EXCLUSIONS
from parentis.indicators.made_once import listed_once
from parentis.indicators.sources import DFE_GUIDANCE_HEALTH, lait
from parentis.law.sources import Source
from parentis.ssda903.returns import Frame, Returns
from parentis.ssda903.tables import FIRST_YEAR


def _looked_after_for_a_year(returns: Returns) -> Frame:
    """Looked after on 31 March and every day since 1 April, with their OC2 answers.

    A child whom OC2 does not list stays in, without answers.
    """
    answers = listed_once(returns, "oc2").drop("dob")
    return (
        looked_after(returns)
        .filter("is_continuous")
        .join(answers, on=CHILD_YEAR, how="left")
    )


FOR_A_YEAR = Cohort(
    "looked-after-for-a-year",
    "Children looked after for 12 months or more on 31 March",
    _looked_after_for_a_year,
    tables=("episodes", "oc2"),
)

_A_BREAK = (
    "Leaving care and coming back on one day is a break (from memory, not yet"
    " confirmed)."
)
_EVERYONE = (
    f"Children looked after on 31 March, without a break since 1 April. {_A_BREAK}"
)
_AGE = nw.col("age")


def _proportion(
    code: str,
    title: str,
    short_title: str,
    *,
    why_it_matters: str,
    counted: str,
    source: Source,
    answer: str,
    better: Better = Better.HIGH,
    theme: Theme = Theme.HEALTH,
    aged: tuple[int, int] | None = None,
) -> Indicator:
    youngest, oldest = aged or (0, 0)
    return Indicator(
        code=code,
        title=title,
        short_title=short_title,
        theme=theme,
        why_it_matters=why_it_matters,
        counted=counted,
        out_of=_EVERYONE
        if aged is None
        else (
            f"Children aged {youngest} to {oldest} looked after on 31 March, without a"
            f" break since 1 April. {_A_BREAK}"
        ),
        exclusions=EXCLUSIONS,
        source=source,
        first_year=FIRST_YEAR,
        better=better,
        cohort=FOR_A_YEAR,
        denominator=EVERYBODY if aged is None else _AGE.is_between(youngest, oldest),
        numerator=nw.col(answer) == "1",
        decided_by=(answer,),
        tables=() if aged is None else ("header",),
    )


HEALTH_ASSESSMENT = _proportion(
    "health-assessment",
    "Children looked after whose health assessment is up to date",
    "Health assessment",
    why_it_matters=(
        "Children come into care with health needs that nobody has looked at. A parent"
        " takes their child to the doctor."
    ),
    counted=(
        "Children whose yearly health assessment is up to date; under 5, both of the"
        " two a year."
    ),
    source=lait("LACHealth%"),
    answer="health_assessment",
)
DENTAL_CHECK = _proportion(
    "dental-check",
    "Children looked after whose teeth were checked by a dentist",
    "Dental check",
    why_it_matters="A parent takes their child to the dentist.",
    counted="Children whose teeth a dentist checked in the year.",
    source=lait("LACDental%"),
    answer="teeth_check",
)
IMMUNISATIONS = _proportion(
    "immunisations",
    "Children looked after whose immunisations are up to date",
    "Immunisations",
    why_it_matters="Immunisations missed between moves put children at risk.",
    counted="Children who have had every immunisation for children of their age.",
    source=lait("LACVaccinations%"),
    answer="immunisations",
)
DEVELOPMENT_CHECKS = _proportion(
    "development-checks",
    "Young children looked after whose development checks are up to date",
    "Development checks, under 5",
    why_it_matters="Checks in the first years find what a child needs help with early.",
    counted="Children whose development checks are up to date.",
    source=DFE_GUIDANCE_HEALTH,
    answer="health_check",
    aged=(0, 4),
)
CONVICTED = _proportion(
    "convicted",
    "Children looked after who were convicted or cautioned",
    "Convicted or cautioned",
    why_it_matters=(
        "Children in care are too often criminalised for what in a family home would be"
        " settled at home."
    ),
    counted="Children convicted, or given a youth caution, in the year.",
    source=lait("LAC_Convictions"),
    answer="convicted",
    better=Better.LOW,
    theme=Theme.SAFETY,
    aged=(10, 17),
)
SUBSTANCE_MISUSE = _proportion(
    "substance-misuse",
    "Children looked after found to have a substance misuse problem",
    "Substance misuse",
    why_it_matters="A child whose problem is known can be offered help with it.",
    counted="Children identified as having a substance misuse problem in the year.",
    source=lait("LACSubstance"),
    answer="substance_misuse",
    better=Better.LOW,
)
SDQ_SCORE = Indicator(
    code="sdq-score",
    title="Average score of children looked after for emotional and behavioural health",
    short_title="Average SDQ score",
    theme=Theme.HEALTH,
    why_it_matters=(
        "The strengths and difficulties questionnaire shows how children are feeling: 0"
        " to 13 is usual, 14 to 16 borderline, 17 to 40 a cause for concern."
    ),
    counted="The sum of the scores, as their main carers gave them.",
    out_of=(
        "Children aged 5 to 16 looked after on 31 March, without a break since 1 April,"
        f" who have a score. {_A_BREAK}"
    ),
    exclusions=(*EXCLUSIONS, "children without a score"),
    source=lait("Emotional_LAC"),
    first_year=FIRST_YEAR,
    kind=Kind.MEAN,
    better=Better.LOW,
    cohort=FOR_A_YEAR,
    denominator=_AGE.is_between(5, 16) & ~nw.col("sdq_score").is_null(),
    numerator=nw.col("sdq_score"),
    decided_by=("sdq_score",),
    tables=("header",),
)

INDICATORS = (
    HEALTH_ASSESSMENT,
    DENTAL_CHECK,
    IMMUNISATIONS,
    DEVELOPMENT_CHECKS,
    SDQ_SCORE,
    SUBSTANCE_MISUSE,
    CONVICTED,
)
