"""How a figure is said: who it is about, and what is true of those counted.

Keyed by the part of an indicator's code before its ages. An indicator without a phrase
is named by its title: correct, and a little stiff.
"""

import re
from dataclasses import dataclass

from parentis.indicators.indicator import Indicator

_AGES = re.compile(r"-(?P<ages>\d\d(?:-to-\d\d)?)(?P<until>-to-20\d\d)?$")


@dataclass(frozen=True)
class Phrase:
    """Completes "94.2% of …" and "23 of …": `who` and then `what`."""

    who: str
    what: str


_LEAVERS = "care leavers aged {ages}"
_CHILDREN = "children looked after"
_A_YEAR = "children looked after for a year or more"

PHRASES = {
    "in-touch": Phrase(_LEAVERS, "were in touch with the council"),
    "eet": Phrase(_LEAVERS, "were in education, employment or training"),
    "higher-education": Phrase(_LEAVERS, "were in higher education"),
    "neet": Phrase(_LEAVERS, "were not in education, employment or training"),
    "suitable-accommodation": Phrase(_LEAVERS, "lived in suitable accommodation"),
    "staying-put": Phrase(
        "care leavers aged {ages} who had left foster care at 18",
        "still lived with their former foster carers",
    ),
    "unaccompanied": Phrase(_CHILDREN, "had come to this country alone to seek asylum"),
    "family-or-friends": Phrase(_CHILDREN, "lived with family or friends"),
    "three-placements": Phrase(
        _CHILDREN, "had three or more placements during the year"
    ),
    "same-placement-two-years": Phrase(
        "children under 16 looked after for two and a half years or more",
        "had been in the same placement for two years or more",
    ),
    "reviews-on-time": Phrase(_CHILDREN, "had all their reviews on time"),
    "took-part-in-reviews": Phrase(
        "children old enough to have a say", "took part in all their reviews"
    ),
    "health-assessment": Phrase(_A_YEAR, "had their yearly health assessment"),
    "dental-check": Phrase(_A_YEAR, "had their teeth checked by a dentist"),
    "immunisations": Phrase(_A_YEAR, "were up to date with their immunisations"),
    "development-checks": Phrase(
        "children under 5 looked after for a year or more",
        "were up to date with their development checks",
    ),
    "convicted": Phrase(
        "children aged 10 to 17 looked after for a year or more",
        "were convicted of a crime or given a youth caution",
    ),
    "substance-misuse": Phrase(
        _A_YEAR, "were found to have a problem with drugs or alcohol"
    ),
    "missing": Phrase(
        "children looked after during the year", "went missing at least once"
    ),
    "away": Phrase(
        "children looked after during the year",
        "were away from their placement without permission at least once",
    ),
    "out-of-authority": Phrase(_CHILDREN, "lived outside the council's area"),
    "twenty-miles-away": Phrase(_CHILDREN, "lived more than 20 miles from home"),
    "adopted": Phrase("children who left care", "were adopted"),
    "three-social-workers": Phrase(
        _CHILDREN, "had three or more social workers during the year"
    ),
}


def phrase_of(indicator: Indicator) -> Phrase | None:
    """The words for this indicator, its ages filled in."""
    found = _AGES.search(indicator.code)
    stem = indicator.code[: found.start()] if found else indicator.code
    phrase = PHRASES.get(stem)
    if phrase is None:
        return None
    ages = found["ages"].replace("-to-", " to ") if found else ""
    return Phrase(phrase.who.format(ages=ages), phrase.what)
