"""What a council owes, to whom, from when, until when, and by which day.

A duty is data: its sentence, its source, the categories it is owed to, and a clock that
turns a history and what has been done into dates. An Act that is passed and not in
force is a switch without a date: its duties wait until somebody writes one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from parentis.law import acts, clocks
from parentis.law.amounts import HIGHER_EDUCATION_BURSARY, SETTING_UP_HOME, Entitlement
from parentis.law.care import History
from parentis.law.clocks import Clock, Done
from parentis.law.eligibility import (
    Category,
    category_on,
    owed_since,
    owed_until,
)
from parentis.law.sources import Source

NOTHING = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Commencement:
    """When a provision comes into force. `on` None: it is passed, and not in force."""

    source: Source
    on: date | None = None

    def is_in_force(self, day: date) -> bool:
        return self.on is not None and day >= self.on


Clocks = Callable[[History, Done, date], Clock | None]


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One thing that is owed. `text` completes "The council …"."""

    code: str
    title: str
    text: str
    source: Source
    owed_to: frozenset[Category]
    until: str
    clock: Clocks = lambda _history, _done, _on: Clock()
    entitlement: Entitlement | None = None
    commencement: Commencement | None = None

    @property
    def waits(self) -> bool:
        """Passed, and without a day on which it comes into force."""
        return self.commencement is not None and self.commencement.on is None

    def owed(self, history: History, done: Done, on: date) -> "Owed | None":
        """What is owed on a day to who is in one of its categories, or None."""
        if self.commencement and not self.commencement.is_in_force(on):
            return None
        clock = self.clock(history, done, on)
        if clock is None:
            return None
        pounds, paid = self._pounds(on), self._paid(done)
        return Owed(
            duty=self,
            since=owed_since(self.owed_to, history, on=on),
            until=owed_until(self.owed_to, history, on=on),
            due_on=clock.due_on,
            is_done=clock.is_done or (pounds is not None and paid >= pounds),
            pounds=pounds,
            paid=paid,
        )

    def _pounds(self, on: date) -> int | None:
        amount = self.entitlement.on(on) if self.entitlement else None
        return amount.pounds if amount else None

    def _paid(self, done: Done) -> Decimal:
        return done.paid.get(self.entitlement, NOTHING) if self.entitlement else NOTHING


@dataclass(frozen=True, kw_only=True)
class Owed:
    """A duty to one young person on a day. A sum is done once it is paid in full."""

    duty: Duty
    since: date
    until: date | None
    due_on: date | None
    is_done: bool
    pounds: int | None
    paid: Decimal = NOTHING

    def is_overdue(self, on: date) -> bool:
        return not self.is_done and self.due_on is not None and self.due_on < on


def duties(history: History, done: Done, *, on: date) -> list[Owed]:
    """All that is owed to one young person on a day: what is due first comes first."""
    category = category_on(history, on)
    owed = [
        each
        for duty in DUTIES
        if category in duty.owed_to and (each := duty.owed(history, done, on))
    ]
    return sorted(owed, key=lambda each: (each.is_done, each.due_on or date.max))


# -- the duties ------------------------------------------------------------------------

_LOOKED_AFTER = frozenset(
    {
        Category.LOOKED_AFTER_UNDER_16,
        Category.ELIGIBLE,
        Category.LOOKED_AFTER_NOT_ELIGIBLE,
    }
)
# To whom the duties of section 23C are still owed.
_FORMER_RELEVANT = frozenset({Category.FORMER_RELEVANT, Category.EDUCATION_CONTINUING})
_WITH_A_PLAN = _FORMER_RELEVANT | {
    Category.ELIGIBLE,
    Category.RELEVANT,
    Category.SECTION_23CA,
    Category.ASKED_FOR_SUPPORT,
}
_FORMER_RELEVANT_TO_25 = _FORMER_RELEVANT | {
    Category.SECTION_23CA,
    Category.ASKED_FOR_SUPPORT,
    Category.NOT_ASKED_FOR_SUPPORT,
}
_CARE_LEAVERS = _FORMER_RELEVANT_TO_25 | {
    Category.ELIGIBLE,
    Category.RELEVANT,
    Category.QUALIFYING,
}

STAYING_CLOSE_ACT = Commencement(source=acts.WELLBEING_ACT_7)
LOCAL_OFFER_ACT = Commencement(source=acts.WELLBEING_ACT_8)
HOMELESSNESS_ACT = Commencement(source=acts.WELLBEING_ACT_9)

DUTIES = (
    Duty(
        code="prepare",
        title="Preparing to leave care",
        text="advises, assists and befriends them, with a view to their welfare later",
        source=acts.PARAGRAPH_19A,
        owed_to=_LOOKED_AFTER,
        until="they leave care",
    ),
    Duty(
        code="assessment",
        title="Needs assessment",
        text="assesses what advice, assistance and support they need, within 3 months",
        source=acts.REGULATION_42,
        owed_to=frozenset(
            {Category.ELIGIBLE, Category.RELEVANT, Category.SECTION_23CA}
        ),
        until="it is made",
        clock=clocks.of_assessment,
    ),
    Duty(
        code="pathway-plan",
        title="Pathway plan",
        text="makes a plan with them, as soon as possible after the assessment",
        source=acts.PARAGRAPH_19B_4,
        owed_to=_WITH_A_PLAN,
        until="leaving-care duties end",
        clock=clocks.of_plan,
    ),
    Duty(
        code="review",
        title="Review of the pathway plan",
        text="reviews the plan at least every 6 months, and when they ask for it",
        source=acts.REGULATION_7,
        owed_to=_WITH_A_PLAN,
        until="leaving-care duties end",
        clock=clocks.of_reviews,
    ),
    Duty(
        code="review-of-a-move",
        title="Review after moving to a home that nobody inspects",
        text="reviews the plan after 28 days there, then at least every 3 months",
        source=acts.REGULATION_7_MOVE,
        owed_to=frozenset({Category.RELEVANT}) | _FORMER_RELEVANT,
        until="they move on",
        clock=clocks.of_review_of_a_move,
    ),
    Duty(
        code="personal-adviser",
        title="Personal adviser",
        text="gives them a personal adviser",
        source=acts.PARAGRAPH_19C,
        owed_to=_WITH_A_PLAN,
        until="25, or until they no longer want one after 21",
        clock=clocks.of_adviser,
    ),
    Duty(
        code="visit",
        title="Visit by the personal adviser",
        text=(
            "visits the home it provides within 7 days, then at least every 2 months"
        ),
        source=acts.REGULATION_8,
        owed_to=frozenset({Category.RELEVANT, Category.QUALIFYING}) | _FORMER_RELEVANT,
        until="the council no longer provides the home",
        clock=clocks.of_visits,
    ),
    Duty(
        code="keep-in-touch",
        title="Keeping in touch",
        text="takes reasonable steps to keep in touch, and to find them again if lost",
        source=acts.SECTION_23C_2,
        owed_to=frozenset({Category.RELEVANT}) | _FORMER_RELEVANT,
        until="21, or the end of the programme in the plan",
    ),
    Duty(
        code="annual-offer",
        title="Offer of support after 21",
        text="tells them at 21, and at least once a year after, that they may ask",
        source=acts.SECTION_23CZB_OFFER,
        owed_to=frozenset({Category.NOT_ASKED_FOR_SUPPORT}),
        until="25",
        clock=clocks.of_offer,
    ),
    Duty(
        code="accommodation",
        title="A suitable home, and money to live on",
        text="maintains them, in suitable accommodation",
        source=acts.SECTION_23B_8,
        owed_to=frozenset({Category.RELEVANT}),
        until="18",
    ),
    Duty(
        code="welfare",
        title="Help that their welfare requires",
        text="helps with work, with education or training, and otherwise as they need",
        source=acts.SECTION_23C_4,
        owed_to=_FORMER_RELEVANT,
        until="21, or the end of the programme in the plan",
    ),
    Duty(
        code="staying-put",
        title="Staying put",
        text="supports them and their former foster carer to go on living together",
        source=acts.SECTION_23CZA,
        owed_to=frozenset({Category.FORMER_RELEVANT}),
        until="21",
        clock=clocks.of_staying_put,
    ),
    Duty(
        code="setting-up-home",
        title="Setting-up home allowance",
        text="pays for what a first home of their own needs",
        source=acts.VOLUME_3,
        owed_to=frozenset({Category.ELIGIBLE, Category.RELEVANT})
        | _FORMER_RELEVANT_TO_25,
        until="it is spent",
        entitlement=SETTING_UP_HOME,
    ),
    Duty(
        code="higher-education-bursary",
        title="Higher education bursary",
        text="pays it once to who studies for a degree according to the plan",
        source=acts.SECTION_23C_5A,
        owed_to=_FORMER_RELEVANT,
        until="it is paid",
        clock=clocks.in_higher_education,
        entitlement=HIGHER_EDUCATION_BURSARY,
    ),
    Duty(
        code="vacation-accommodation",
        title="A home in the holidays",
        text="finds, or pays for, a home while the university or college is closed",
        source=acts.SECTION_24B_5,
        owed_to=_FORMER_RELEVANT
        | {Category.SECTION_23CA, Category.ASKED_FOR_SUPPORT, Category.QUALIFYING},
        until="25",
        clock=clocks.in_full_time_education,
    ),
    Duty(
        code="education-costs",
        title="Costs of education or training",
        text="helps with the cost of education or training",
        source=acts.SECTION_23CA_4,
        owed_to=frozenset({Category.SECTION_23CA}),
        until="the programme ends",
    ),
    Duty(
        code="advice-and-assistance",
        title="Advice and assistance",
        text="advises and befriends them, and may help in kind or with money",
        source=acts.SECTION_24A,
        owed_to=frozenset({Category.QUALIFYING}),
        until="21",
    ),
    Duty(
        code="local-offer",
        title="Local offer",
        text="publishes what it offers to care leavers",
        source=acts.SOCIAL_WORK_ACT_2,
        owed_to=_CARE_LEAVERS,
        until="leaving-care duties end",
    ),
    Duty(
        code="corporate-parenting",
        title="Corporate parenting principles",
        text="has regard to the seven principles in all that it does",
        source=acts.SOCIAL_WORK_ACT_1,
        owed_to=_LOOKED_AFTER | _FORMER_RELEVANT_TO_25 | {Category.RELEVANT},
        until="25",
    ),
    Duty(
        code="advocacy",
        title="Advocacy and complaints",
        text="finds them an advocate, and answers complaints",
        source=acts.SECTION_26A,
        owed_to=_LOOKED_AFTER | _CARE_LEAVERS,
        until="leaving-care duties end",
    ),
    # -- passed, and not in force when this was written --
    Duty(
        code="staying-close",
        title="Staying close",
        text="provides staying close support where their welfare requires it",
        source=acts.WELLBEING_ACT_7,
        owed_to=_FORMER_RELEVANT_TO_25,
        until="25",
        commencement=STAYING_CLOSE_ACT,
    ),
    Duty(
        code="local-offer-2026",
        title="Local offer, as extended in 2026",
        text="publishes too what the Act of 2026 adds to the local offer",
        source=acts.WELLBEING_ACT_8,
        owed_to=_CARE_LEAVERS,
        until="leaving-care duties end",
        commencement=LOCAL_OFFER_ACT,
    ),
    Duty(
        code="not-intentionally-homeless",
        title="Not intentionally homeless",
        text="never treats them as having become homeless on purpose",
        source=acts.WELLBEING_ACT_9,
        owed_to=frozenset({Category.RELEVANT}) | _FORMER_RELEVANT_TO_25,
        until="25",
        commencement=HOMELESSNESS_ACT,
    ),
)
