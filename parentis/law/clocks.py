"""By which day a duty is due: from a history, and from what the council has done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from parentis.law.amounts import Entitlement
from parentis.law.care import History, Period, months_after
from parentis.law.eligibility import Category, category_on, first_day_as, since

MONTHS_TO_ASSESS = 3
MONTHS_BETWEEN_REVIEWS = 6
MONTHS_BETWEEN_VISITS = 2
MONTHS_BETWEEN_OFFERS = 12
DAYS_TO_FIRST_VISIT = timedelta(days=7)
DAYS_TO_REVIEW_A_MOVE = timedelta(days=28)
MONTHS_BETWEEN_REVIEWS_OF_A_MOVE = 3


@dataclass(frozen=True, kw_only=True)
class Done:
    """What the council has done so far, and what it knows of the young person's home.

    `provided` is accommodation that the council provides under section 23B or 24B;
    `unregulated_since` the day of a move to one that nobody inspects; `paid` what was
    paid so far of each sum, in pounds.
    """

    assessed_on: date | None = None
    plan_made_on: date | None = None
    reviews: Sequence[date] = ()
    adviser_since: date | None = None
    provided: Sequence[Period] = ()
    visits: Sequence[date] = ()
    unregulated_since: date | None = None
    offers: Sequence[date] = ()
    staying_put: Period | None = None
    in_higher_education: Period | None = None
    in_residential_education: Period | None = None
    paid: Mapping[Entitlement, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """By which day something is due. None: at any time, or as soon as can be."""

    due_on: date | None = None
    is_done: bool = False


def of_assessment(history: History, done: Done, on: date) -> Clock | None:
    """Three months from becoming eligible, or relevant without a plan, or informed."""
    category = category_on(history, on)
    if category == Category.SECTION_23CA:
        informed = _informed_on(history, on)
        if informed is None:
            return None
        is_done = done.assessed_on is not None and done.assessed_on >= informed
        return Clock(due_on=months_after(informed, MONTHS_TO_ASSESS), is_done=is_done)
    if category == Category.RELEVANT and done.plan_made_on:
        return None
    began = first_day_as(Category.ELIGIBLE, history, on=on) or since(history, on=on)
    if category == Category.RELEVANT and not done.assessed_on:
        began = since(history, on=on)
    return Clock(
        due_on=months_after(began, MONTHS_TO_ASSESS),
        is_done=done.assessed_on is not None,
    )


def of_plan(_history: History, done: Done, _on: date) -> Clock:
    """As soon as can be after the assessment: no day is set."""
    return Clock(due_on=None, is_done=done.plan_made_on is not None)


def of_reviews(_history: History, done: Done, on: date) -> Clock | None:
    """Six months at most from the plan, or from the review before."""
    last = _last([*done.reviews, *filter(None, [done.plan_made_on])], on)
    return Clock(due_on=months_after(last, MONTHS_BETWEEN_REVIEWS)) if last else None


def of_review_of_a_move(_history: History, done: Done, on: date) -> Clock | None:
    """After 28 days where nobody inspects the home, then every three months."""
    moved = done.unregulated_since
    if moved is None or moved > on:
        return None
    first = moved + DAYS_TO_REVIEW_A_MOVE
    last = _last([review for review in done.reviews if review >= first], on)
    if last is None:
        return Clock(due_on=first)
    return Clock(due_on=months_after(last, MONTHS_BETWEEN_REVIEWS_OF_A_MOVE))


def of_adviser(_history: History, done: Done, on: date) -> Clock:
    has_one = done.adviser_since is not None and done.adviser_since <= on
    return Clock(is_done=has_one)


def of_visits(_history: History, done: Done, on: date) -> Clock | None:
    """Within seven days of the home that the council provides, then two-monthly."""
    home = next((home for home in done.provided if home.covers(on)), None)
    if home is None:
        return None
    last = _last([visit for visit in done.visits if visit >= home.start], on)
    if last is None:
        return Clock(due_on=home.start + DAYS_TO_FIRST_VISIT)
    return Clock(due_on=months_after(last, MONTHS_BETWEEN_VISITS))


def of_offer(history: History, done: Done, on: date) -> Clock:
    """At 21, and at least every twelve months after."""
    at_21 = history.birthday(21)
    last = _last([offer for offer in done.offers if offer >= at_21], on)
    return Clock(due_on=months_after(last, MONTHS_BETWEEN_OFFERS) if last else at_21)


def of_staying_put(history: History, done: Done, on: date) -> Clock | None:
    home = done.staying_put
    return Clock() if home and home.covers(on) and on < history.birthday(21) else None


def in_higher_education(_history: History, done: Done, on: date) -> Clock | None:
    study = done.in_higher_education
    return Clock() if study and study.covers(on) else None


def in_full_time_education(_history: History, done: Done, on: date) -> Clock | None:
    studies = (done.in_higher_education, done.in_residential_education)
    return Clock() if any(study and study.covers(on) for study in studies) else None


def _informed_on(history: History, on: date) -> date | None:
    """The day they told of the programme that they are on, or wish to begin."""
    going_on = [each for each in history.education if each.goes_on(on)]
    return _last([each.informed_on for each in going_on if each.informed_on], on)


def _last(days: Sequence[date], on: date) -> date | None:
    return max((day for day in days if day <= on), default=None)
