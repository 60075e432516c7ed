"""What the council tells of itself as a parent, for a report to set out.

The features that keep these (recommendations, the pledge, targets, visits, meetings)
hand them over as this, already fit for the report's readers: nobody is named who may
not be, and small counts of young people are hidden. What is here is only laid out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class UpdateTold:
    """What was told of a recommendation on a day, and to whom.

    `also` are the numbers of other recommendations that the same words are about.
    """

    on: date
    words: str
    told_to: str = ""
    status: str = ""
    set_by: str = ""
    evidence: Sequence[str] = ()
    also: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class RecommendationTold:
    """One recommendation with its story, the earliest update first.

    `number` is as its source numbers it ("1"), with `parts` beneath it ("(i)").
    `status` is a word people know: "Green", "Complete", "Superseded by 14".
    """

    number: str
    text: str
    theme: str = ""
    addressed_to: str = ""
    answer: str = ""
    owner: str = ""
    due_on: date | None = None
    status: str = ""
    updates: Sequence[UpdateTold] = ()
    parts: Sequence["RecommendationTold"] = ()


@dataclass(frozen=True, kw_only=True)
class SourceTold:
    """Where recommendations came from, and those a report takes from it, in order."""

    title: str
    made_by: str
    made_on: date | None
    recommendations: Sequence[RecommendationTold]


@dataclass(frozen=True, kw_only=True)
class TargetTold:
    """How many places a directorate promised in a year, offered, and were taken up.

    `taken_up` is a count of young people as the report's readers may see it: a number,
    or `c` where it is hidden.
    """

    year: str
    directorate: str
    kind: str
    target: int
    offered: int
    taken_up: str
    eligibility: str = ""
    ring_fence: str = ""


@dataclass(frozen=True, kw_only=True)
class SayingTold:
    """What young people said, or asked; who answered what. `who` is a group."""

    words: str
    who: str
    on: date | None = None
    answer: str = ""


@dataclass(frozen=True, kw_only=True)
class PromiseTold:
    """A promise of the pledge: what shows that it is kept, what young people say."""

    number: str
    words: str
    state: str
    evidence: Sequence[str] = ()
    sayings: Sequence[SayingTold] = ()


@dataclass(frozen=True, kw_only=True)
class PriorityTold:
    """A priority of the strategy, and how far each milestone towards it has come."""

    title: str
    words: str
    milestones: Sequence["MilestoneTold"] = ()


@dataclass(frozen=True, kw_only=True)
class MilestoneTold:
    words: str
    owner: str
    due_on: date | None
    state: str


@dataclass(frozen=True, kw_only=True)
class RiskTold:
    """What may go wrong. `score` is likelihood times impact, each 1 to 5."""

    title: str
    effect: str
    mitigation: str
    owner: str
    score: int


@dataclass(frozen=True, kw_only=True)
class FundingTold:
    """What is paid, by whom, until when."""

    what: str
    funder: str
    amount: str
    ends_on: date | None
    state: str


@dataclass(frozen=True, kw_only=True)
class VisitTold:
    """A member's visit to a home, which is never named to the public."""

    on: date
    home: str
    by: str
    findings: str
    is_good_enough: str
    actions: Sequence[str] = ()
    answer: str = ""


@dataclass(frozen=True, kw_only=True)
class VisitsTold:
    """Visits from a day to a day: how many were due, and those that were made."""

    begins_on: date
    ends_on: date
    due: int
    visits: Sequence[VisitTold] = ()


@dataclass(frozen=True, kw_only=True)
class ActionTold:
    """What a meeting asked somebody to do, and what came of it."""

    words: str
    owner: str
    asked_on: date
    due_on: date | None
    state: str


@dataclass(frozen=True, kw_only=True)
class SeatTold:
    """Who sits on a body: a councillor by name, others by what they are."""

    name: str
    seat: str
    part: str
    ward: str = ""
    party: str = ""


@dataclass(frozen=True, kw_only=True)
class ChampionTold:
    """Who champions which area, and what they did."""

    name: str
    area: str
    deeds: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class ChangeTold:
    """Something that changed: how it was told before, and how it stands now."""

    what: str
    before: str
    now: str


@dataclass(frozen=True, kw_only=True)
class FromCouncil:
    """All of it; what a report does not show stays empty.

    `changes` are those since `last_told`: "the Corporate Parenting Board on 3 May
    2026". `body` names the body that `seats` are of.
    """

    sources: Sequence[SourceTold] = ()
    targets: Sequence[TargetTold] = ()
    promises: Sequence[PromiseTold] = ()
    priorities: Sequence[PriorityTold] = ()
    risks: Sequence[RiskTold] = ()
    funding: Sequence[FundingTold] = ()
    visits: VisitsTold | None = None
    views: Sequence[SayingTold] = ()
    actions: Sequence[ActionTold] = ()
    seats: Sequence[SeatTold] = ()
    champions: Sequence[ChampionTold] = ()
    changes: Sequence[ChangeTold] = ()
    last_told: str = ""
    body: str = ""
