"""Who is owed leaving-care support: each category of the law, decided on any day.

Rules are tried in the order of CATEGORIES; the first that applies is the category.
Conditions are in the order the Act gives them, and the page that explains a decision
shows them in that order, each with its source.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from parentis.law import acts
from parentis.law.care import History, months_after
from parentis.law.conditions import (
    ALIVE,
    EDGE,
    FORMER_RELEVANT,
    LOOKED_AFTER,
    MONTHS_AT_HOME,
    MONTHS_IN_HOSPITAL,
    NOT_HOME,
    NOT_LOOKED_AFTER,
    NOT_SHORT_BREAKS,
    PRESCRIBED_DAYS,
    PRESCRIBED_PERIOD,
    WAS_ELIGIBLE,
    aged,
    alive,
    asked_for_support,
    from_care_to_special_guardian,
    informed_of_education,
    is_away_from_home_no_longer,
    not_home_for_six_months,
    programme_in_plan,
    special_guardianship,
    was_away_from_home_after_16,
    was_relevant_at_18,
)
from parentis.law.rules import Condition, Finding, Rule


class Category(StrEnum):
    LOOKED_AFTER_UNDER_16 = "looked_after_under_16"
    ELIGIBLE = "eligible"
    LOOKED_AFTER_NOT_ELIGIBLE = "looked_after_not_eligible"
    RELEVANT = "relevant"
    FORMER_RELEVANT = "former_relevant"
    EDUCATION_CONTINUING = "former_relevant_education_continuing"
    SECTION_23CA = "former_relevant_s23CA"
    ASKED_FOR_SUPPORT = "former_relevant_21_24_active"
    NOT_ASKED_FOR_SUPPORT = "former_relevant_21_24_not_requested"
    QUALIFYING = "qualifying"
    NONE = "none"


NAMES = {
    Category.LOOKED_AFTER_UNDER_16: "Looked after, under 16",
    Category.ELIGIBLE: "Eligible child",
    Category.LOOKED_AFTER_NOT_ELIGIBLE: "Looked after, not eligible",
    Category.RELEVANT: "Relevant child",
    Category.FORMER_RELEVANT: "Former relevant child",
    Category.EDUCATION_CONTINUING: "Former relevant, until their programme ends",
    Category.SECTION_23CA: "Former relevant, in education or training again",
    Category.ASKED_FOR_SUPPORT: "Former relevant, 21 to 24, asked for support",
    Category.NOT_ASKED_FOR_SUPPORT: "Former relevant, 21 to 24, may ask for support",
    Category.QUALIFYING: "Qualifying for advice and assistance",
    Category.NONE: "None",
}


@dataclass(frozen=True, kw_only=True)
class Change:
    """What the category becomes next, from which day, if nothing else happens."""

    on: date
    category: Category

    def __str__(self) -> str:
        day = f"{self.on.day} {self.on:%B %Y}"
        if self.category == Category.NONE:
            return f"is in no category of the law from {day}"
        name = NAMES[self.category]
        return f"becomes {name[:1].lower()}{name[1:]} on {day}"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What the law says of one young person on one day, and why.

    `confirm` says what a person has to confirm; where it is empty nobody has to.
    """

    on: date
    category: Category
    findings: tuple[Finding, ...]
    confirm: tuple[str, ...]
    next_change: Change | None

    @property
    def name(self) -> str:
        return NAMES[self.category]

    @property
    def finding(self) -> Finding | None:
        """The rule that applies, with the conditions met. None: no rule does."""
        return next((each for each in self.findings if each.applies), None)


def decide(history: History, *, on: date) -> Decision:
    return Decision(
        on=on,
        category=category_on(history, on),
        findings=tuple(rule.decide(history, on) for rule in RULES.values()),
        confirm=tuple(_to_confirm(history, on)),
        next_change=next_change(history, on=on),
    )


def category_on(history: History, on: date) -> Category:
    """As the rules decide, looked up in the stretches of a life that they decided."""
    first, *_ = stretches = life(history)
    if on < first.since:
        return category_by_the_rules(history, on)
    return stretches[_place(stretches, on)].category


def category_by_the_rules(history: History, on: date) -> Category:
    return next(
        (
            category
            for category, rule in RULES.items()
            if all(condition.holds(history, on) for condition in rule.conditions)
        ),
        Category.NONE,
    )


RULES = {
    Category.LOOKED_AFTER_UNDER_16: Rule(
        name=NAMES[Category.LOOKED_AFTER_UNDER_16],
        conditions=(ALIVE, aged(0, 15), LOOKED_AFTER),
    ),
    Category.ELIGIBLE: Rule(
        name=NAMES[Category.ELIGIBLE],
        conditions=(
            ALIVE,
            aged(16, 17),
            LOOKED_AFTER,
            NOT_SHORT_BREAKS,
            PRESCRIBED_PERIOD,
        ),
    ),
    Category.LOOKED_AFTER_NOT_ELIGIBLE: Rule(
        name=NAMES[Category.LOOKED_AFTER_NOT_ELIGIBLE],
        conditions=(ALIVE, aged(16, 17), LOOKED_AFTER),
    ),
    Category.RELEVANT: Rule(
        name=NAMES[Category.RELEVANT],
        conditions=(ALIVE, aged(16, 17), NOT_LOOKED_AFTER, WAS_ELIGIBLE, NOT_HOME),
    ),
    Category.FORMER_RELEVANT: Rule(
        name=NAMES[Category.FORMER_RELEVANT],
        conditions=(ALIVE, aged(18, 20), FORMER_RELEVANT),
    ),
    Category.EDUCATION_CONTINUING: Rule(
        name=NAMES[Category.EDUCATION_CONTINUING],
        conditions=(
            ALIVE,
            aged(21, 24),
            FORMER_RELEVANT,
            Condition(
                "is on a programme of education or training that the pathway plan set"
                " out before they were 21, and that has not ended",
                acts.SECTION_23C_6,
                programme_in_plan,
            ),
        ),
    ),
    Category.SECTION_23CA: Rule(
        name=NAMES[Category.SECTION_23CA],
        conditions=(
            ALIVE,
            aged(21, 24),
            FORMER_RELEVANT,
            Condition(
                "has told the council that they are, or wish to be, in education or"
                " training",
                acts.SECTION_23CA,
                informed_of_education,
            ),
        ),
    ),
    Category.ASKED_FOR_SUPPORT: Rule(
        name=NAMES[Category.ASKED_FOR_SUPPORT],
        conditions=(
            ALIVE,
            aged(21, 24),
            FORMER_RELEVANT,
            Condition(
                "has asked for advice and support, and still wants it",
                acts.SECTION_23CZB,
                asked_for_support,
            ),
        ),
    ),
    Category.NOT_ASKED_FOR_SUPPORT: Rule(
        name=NAMES[Category.NOT_ASKED_FOR_SUPPORT],
        conditions=(ALIVE, aged(21, 24), FORMER_RELEVANT),
    ),
    Category.QUALIFYING: Rule(
        name=NAMES[Category.QUALIFYING],
        conditions=(
            ALIVE,
            aged(16, 20),
            NOT_LOOKED_AFTER,
            Condition(
                "has, or had at 18, a special guardian, having been looked after just"
                " before the order; or was looked after, accommodated or fostered after"
                " turning 16 and is no longer",
                acts.SECTION_24_1B,
                lambda history, on: (
                    (
                        special_guardianship(history, on)
                        and from_care_to_special_guardian(history, on)
                    )
                    or (
                        was_away_from_home_after_16(history, on)
                        and is_away_from_home_no_longer(history, on)
                    )
                ),
            ),
        ),
    ),
}


# -- what a person must confirm --------------------------------------------------------


def _to_confirm(history: History, on: date) -> Iterator[str]:
    if not alive(history, on) or not history.is_aged(16, 24, on=on):
        return
    left = on if history.is_looked_after(on) else history.left_care_on(on)
    days = history.days_since_14(left) if left else 0
    if days in EDGE:
        yield (
            f"{days} days in care since turning 14 were counted. {PRESCRIBED_DAYS} are"
            " needed, and the regulations do not say how to count the first and the"
            " last: count them by hand."
        )
    order = history.special_guardianship
    if (
        order
        and history.birthday(16) <= order.start < history.birthday(18)
        and order.start <= on
        and history.days_since_14(order.start) >= PRESCRIBED_DAYS
    ):
        yield (
            "The special guardianship order was made at 16 or 17. Ask for legal advice:"
            " the guardian has a parent's rights from that day."
        )
    yield from _to_confirm_of_home(history, on)


def _to_confirm_of_home(history: History, on: date) -> Iterator[str]:
    at_18 = history.birthday(18)
    if on < at_18 or not was_relevant_at_18(history, on):
        return
    if not_home_for_six_months(history, at_18) != not_home_for_six_months(history, on):
        yield (
            "They lived at home for six months, before or after turning 18. Decide by"
            " hand whether they “would be a relevant child if under 18”."
        )


# -- what came before, and what comes next ---------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A category, and the first day of it; it lasts until the next one begins."""

    since: date
    category: Category


def life(history: History) -> tuple[Stretch, ...]:
    """Every category of a life, from birth on, as far as it is known."""
    # Asked dozens of times of each on every list: kept beside the history, and by what
    # it says, for the next page that reads the same facts.
    kept: dict[str, tuple[Stretch, ...]] = vars(history)
    if "_life" not in kept:
        kept["_life"] = _life(history)
    return kept["_life"]


@lru_cache(maxsize=8_000)
def _life(history: History) -> tuple[Stretch, ...]:
    days = {history.born, *_days_that_matter(history)}
    stretches: list[Stretch] = []
    for day in sorted(day for day in days if day >= history.born):
        category = category_by_the_rules(history, day)
        if not stretches or stretches[-1].category != category:
            stretches.append(Stretch(since=day, category=category))
    return tuple(stretches)


def owed_since(categories: frozenset[Category], history: History, *, on: date) -> date:
    """Since when they have been, without a break, in one of these categories."""
    stretches = life(history)
    place = _place(stretches, on)
    while place and stretches[place - 1].category in categories:
        place -= 1
    return stretches[place].since


def owed_until(
    categories: frozenset[Category], history: History, *, on: date
) -> date | None:
    """The day they leave these categories by age or what is known: None, if never."""
    return next(
        (
            stretch.since
            for stretch in life(history)
            if stretch.since > on and stretch.category not in categories
        ),
        None,
    )


def since(history: History, *, on: date) -> date:
    """The day from which the category of this day has held without a break."""
    stretches = life(history)
    return stretches[_place(stretches, on)].since


def first_day_as(category: Category, history: History, *, on: date) -> date | None:
    """The first day they were in a category, at or before this one."""
    return next(
        (
            stretch.since
            for stretch in life(history)
            if stretch.category == category and stretch.since <= on
        ),
        None,
    )


def next_change(history: History, *, on: date) -> Change | None:
    """What they become next by age, or by what is known, and from which day."""
    for stretch in life(history):
        if stretch.since > on:
            return Change(on=stretch.since, category=stretch.category)
    return None


def _place(stretches: Sequence[Stretch], on: date) -> int:
    """Which stretch a day lies in. Before birth it is the first."""
    return max(bisect_right(stretches, on, key=lambda each: each.since) - 1, 0)


def _days_that_matter(history: History) -> Iterator[date]:
    """Every day on which any condition above can turn."""
    yield from (history.birthday(age) for age in (16, 18, 21, 25))
    periods = [
        *history.looked_after,
        *history.detained,
        *history.at_home,
        *history.accommodated,
        *history.asked_for_support,
        *filter(None, [history.special_guardianship]),
    ]
    for period in periods:
        yield period.start
        if period.end:
            yield period.end
    for home in _homes(history):
        yield months_after(home, MONTHS_AT_HOME)
    for stay in history.accommodated:
        yield months_after(stay.start, MONTHS_IN_HOSPITAL)
    for programme in history.education:
        yield from filter(None, [programme.informed_on, programme.ends_on])
    counted = history.day_of_count(PRESCRIBED_DAYS)
    maybe = (
        history.adopted_on,
        history.died_on,
        counted,
    )
    yield from filter(None, maybe)


def _homes(history: History) -> Iterator[date]:
    """Since when they may have lived at home: a home began, or care ended meanwhile."""
    yield from (home.start for home in history.at_home)
    yield from (period.end for period in history.looked_after if period.end)
    yield history.birthday(18)
    if history.special_guardianship:
        yield history.special_guardianship.start
    if history.adopted_on:
        yield history.adopted_on
