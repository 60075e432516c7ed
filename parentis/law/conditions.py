"""What leaving-care law asks of a history: each condition, with its source."""

from datetime import date, timedelta

from parentis.law import acts
from parentis.law.care import History, months_after
from parentis.law.rules import Condition

PRESCRIBED_WEEKS, PRESCRIBED_AGE = 13, 14
PRESCRIBED_DAYS = PRESCRIBED_WEEKS * 7
# How days are counted at this edge no regulation says: a person confirms it.
EDGE = range(PRESCRIBED_DAYS - 1, PRESCRIBED_DAYS + 2)
MONTHS_AT_HOME = 6
MONTHS_IN_HOSPITAL = 3


def alive(history: History, on: date) -> bool:
    return history.died_on is None or on < history.died_on


def looked_after(history: History, on: date) -> bool:
    return history.is_looked_after(on)


def not_looked_after(history: History, on: date) -> bool:
    return not history.is_looked_after(on)


def not_short_breaks(history: History, on: date) -> bool:
    period = history.period_on(on)
    return period is None or not period.is_short_breaks


def for_prescribed_period(history: History, on: date) -> bool:
    return history.days_since_14(on) >= PRESCRIBED_DAYS


def was_eligible_when_left(history: History, on: date) -> bool:
    left = history.left_care_on(on)
    return left is not None and eligible_until(history, left)


def eligible_until(history: History, left: date) -> bool:
    """Eligible on the last day before this one, on which they left."""
    last_day = left - timedelta(days=1)
    return (
        last_day >= history.birthday(16)
        and not_short_breaks(history, last_day)
        and history.days_since_14(left) >= PRESCRIBED_DAYS
    )


def was_detained_at_16(history: History, on: date) -> bool:
    """Detained or in hospital on attaining 16, straight from 13 weeks of care."""
    at_16 = history.birthday(16)
    return on >= at_16 and any(
        history.left_care_on(stay.start) == stay.start
        and history.days_since_14(stay.start) >= PRESCRIBED_DAYS
        for stay in history.detained
        if stay.covers(at_16)
    )


def was_eligible_or_detained(history: History, on: date) -> bool:
    return was_eligible_when_left(history, on) or was_detained_at_16(history, on)


def not_home_for_six_months(history: History, on: date) -> bool:
    since = history.home_since(on)
    return since is None or on < months_after(since, MONTHS_AT_HOME)


def was_looked_after_at_18(history: History, on: date) -> bool:
    """And immediately before an eligible child. They leave care by reaching 18."""
    at_18 = history.birthday(18)
    return (
        on >= at_18
        and history.is_looked_after(at_18 - timedelta(days=1))
        and eligible_until(history, at_18)
    )


def was_relevant_at_18(history: History, on: date) -> bool:
    """A relevant child who reached 18, or one again since a home broke down."""
    at_18 = history.birthday(18)
    if on < at_18 or history.is_looked_after(at_18 - timedelta(days=1)):
        return False
    return was_eligible_or_detained(history, at_18) and (
        not_home_for_six_months(history, at_18) or not_home_for_six_months(history, on)
    )


def became_former_relevant(history: History, on: date) -> bool:
    return was_looked_after_at_18(history, on) or was_relevant_at_18(history, on)


def programme_in_plan(history: History, on: date) -> bool:
    return any(
        each.is_in_plan_from_before_21 and each.goes_on(on)
        for each in history.education
    )


def informed_of_education(history: History, on: date) -> bool:
    return any(each.is_known(on) and each.goes_on(on) for each in history.education)


def asked_for_support(history: History, on: date) -> bool:
    return any(asked.covers(on) for asked in history.asked_for_support)


def special_guardianship(history: History, on: date) -> bool:
    """In force; at 18 or over, in force when they reached 18."""
    order = history.special_guardianship
    day = min(on, history.birthday(18) - timedelta(days=1))
    return order is not None and order.covers(day)


def from_care_to_special_guardian(history: History, on: date) -> bool:
    order = history.special_guardianship
    return order is not None and order.was_looked_after_before


def was_away_from_home_after_16(history: History, on: date) -> bool:
    """Looked after, accommodated or fostered after 16, while still a child."""
    from_, until = history.birthday(16), min(on, history.birthday(18))
    was_looked_after = any(
        max(period.start, from_) < period.until(until) for period in history.periods
    )
    return was_looked_after or any(
        max(stay.start, from_) < stay.until(until)
        and (
            stay.kind != "hospital"
            or months_after(stay.start, MONTHS_IN_HOSPITAL) <= stay.until(until)
        )
        for stay in history.accommodated
    )


def is_away_from_home_no_longer(history: History, on: date) -> bool:
    if on >= history.birthday(18):
        return True
    return not history.is_looked_after(on) and not any(
        stay.covers(on) for stay in history.accommodated
    )


def aged(youngest: int, oldest: int) -> Condition:
    sources = {
        (0, 15): acts.SECTION_22,
        (16, 17): acts.PARAGRAPH_19B,
        (18, 20): acts.SECTION_23C_6,
        (21, 24): acts.SECTION_23CZB,
        (16, 20): acts.SECTION_24_1B,
    }
    words = "is under 16" if youngest == 0 else f"is aged {youngest} to {oldest}"
    return Condition(
        words.replace("16 to 17", "16 or 17"),
        sources[youngest, oldest],
        lambda history, on: history.is_aged(youngest, oldest, on=on),
    )


ALIVE = Condition("is living", acts.SECTION_22, alive)
LOOKED_AFTER = Condition("is looked after", acts.SECTION_22, looked_after)
NOT_LOOKED_AFTER = Condition("is not looked after", acts.SECTION_23A, not_looked_after)
PRESCRIBED_PERIOD = Condition(
    f"has been looked after for {PRESCRIBED_WEEKS} weeks since turning"
    f" {PRESCRIBED_AGE}, short breaks aside, some of it after turning 16",
    acts.REGULATION_40,
    for_prescribed_period,
)
NOT_SHORT_BREAKS = Condition(
    "is not looked after for short breaks alone",
    acts.REGULATION_40_2,
    not_short_breaks,
)
WAS_ELIGIBLE = Condition(
    "was an eligible child when they last left care, or was detained or in hospital at"
    f" 16 straight from {PRESCRIBED_WEEKS} weeks of care",
    acts.REGULATION_3,
    was_eligible_or_detained,
)
NOT_HOME = Condition(
    f"has not lived for {MONTHS_AT_HOME} months on end with a parent or somebody with a"
    " parent's rights",
    acts.REGULATION_3_HOME,
    not_home_for_six_months,
)
FORMER_RELEVANT = Condition(
    "was looked after at 18 as an eligible child, or was a relevant child and would be"
    " one if under 18",
    acts.SECTION_23C_1,
    became_former_relevant,
)
