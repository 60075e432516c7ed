"""Which indicators a report shows when nobody has chosen, and in which order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parentis.committee_report.benchmarks import is_of
from parentis.committee_report.request import ReportRefused
from parentis.indicators import INDICATOR_BY_CODE, INDICATORS
from parentis.indicators.indicator import Indicator, Theme

# What a corporate parenting panel asks of any council.
SENSIBLE = (
    "in-touch-17-to-18",
    "in-touch-19-to-21",
    "eet-17-to-18",
    "eet-19-to-21",
    "higher-education-19-to-21",
    "neet-19-to-21",
    "suitable-accommodation-17-to-18",
    "suitable-accommodation-17-to-18-to-2017",
    "suitable-accommodation-19-to-21",
    "suitable-accommodation-19-to-21-to-2017",
    "staying-put-19-to-20",
    "looked-after",
    "unaccompanied",
    "family-or-friends",
    "three-placements",
    "same-placement-two-years",
    "three-social-workers",
    "health-assessment",
    "dental-check",
    "immunisations",
    "sdq-score",
    "convicted",
    "missing",
    "reviews-on-time",
    "took-part-in-reviews",
    "adopted",
)
ACTIVITY_ASKED = ("eet-19-to-21", "neet-19-to-21", "higher-education-19-to-21")
_THEMES = list(Theme)
_SINGLE_AGE = re.compile(r"(?<!-to)-\d\d(-to-20\d\d)?$")


def chosen(codes: Sequence[str], *, year: int) -> list[Indicator]:
    """The indicators asked for, theme by theme; the sensible ones where none were.

    A code may be that of a whole distribution ("activity-19-to-21"). A definition that
    came later gives way to that of the year. Raises `ReportRefused` for a
    code nobody has.
    """
    asked = (each for code in codes for each in _named(code))
    found = {each.code: each for each in (_in_its_year(each, year) for each in asked)}
    if not codes:
        found = {each.code: each for each in sensible() if is_of(each, year)}
    places = {each.code: at for at, each in enumerate(INDICATORS)}
    return sorted(
        found.values(),
        key=lambda each: (_THEMES.index(each.theme), places[each.code]),
    )


def _in_its_year(indicator: Indicator, year: int) -> Indicator:
    """Where the definition came later: the one that was in use in the year, if any."""
    if is_of(indicator, year):
        return indicator
    return INDICATOR_BY_CODE.get(f"{indicator.code}-to-2017", indicator)


def _named(code: str) -> list[Indicator]:
    if code in INDICATOR_BY_CODE:
        return [INDICATOR_BY_CODE[code]]
    parts = distribution(code)
    if not parts:
        message = f"There is no indicator '{code}'."
        raise ReportRefused(message)
    return parts


def sensible() -> list[Indicator]:
    """What is ticked before anybody chooses."""
    return [INDICATOR_BY_CODE[code] for code in SENSIBLE if code in INDICATOR_BY_CODE]


def distribution(stem: str) -> list[Indicator]:
    """All categories of a distribution, in their order."""
    return [each for each in INDICATORS if each.part_of == stem]


def distributions(indicators: Sequence[Indicator]) -> list[list[Indicator]]:
    """The distributions a report shows, each whole.

    Those any category of which was asked for. Where activity was asked about and none
    of its distributions named, that of 19 to 21, which committees know.
    """
    stems = [each.part_of for each in indicators if each.part_of]
    asks_activity = any(each.code in ACTIVITY_ASKED for each in indicators)
    if asks_activity and not any(stem.startswith("activity-") for stem in stems):
        stems.append("activity-19-to-21")
    return [distribution(stem) for stem in dict.fromkeys(stems)]


@dataclass(frozen=True, kw_only=True)
class Offered:
    """One thing that can be ticked: an indicator, or a whole distribution."""

    code: str
    words: str
    theme: Theme
    is_ticked: bool


def on_offer(year: int) -> list[Offered]:
    """What a report of this year can show, theme by theme.

    Single ages are left to the figures' own pages: a committee reads age groups.
    """
    offered: dict[str, Offered] = {}
    ticked = {each.code for each in sensible()} | {"activity-19-to-21"}
    for each in INDICATORS:
        code = each.part_of or each.code
        if code in offered or not is_of(each, year) or _is_of_single_age(code):
            continue
        offered[code] = Offered(
            code=code,
            words=each.title.partition(":")[0] if each.part_of else each.title,
            theme=each.theme,
            is_ticked=code in ticked,
        )
    return sorted(offered.values(), key=lambda each: _THEMES.index(each.theme))


def _is_of_single_age(code: str) -> bool:
    return _SINGLE_AGE.search(code) is not None and code != "staying-put-18"
