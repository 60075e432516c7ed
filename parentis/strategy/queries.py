"""What pages, reports and the public read of the strategy, the pledge and the rest.

`viewer` None is the public: it gets what is agreed and in force, no saying that young
people did not want quoted, and nothing that was struck out.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.committee_report.from_council import (
    MilestoneTold,
    PriorityTold,
    PromiseTold,
    RiskTold,
    SayingTold,
)
from parentis.evidence import queries as evidence_of
from parentis.evidence.queries import EvidenceShown
from parentis.strategy.choices import (
    COLOURS_OF_KEPT,
    PRINCIPLES,
    PRINCIPLES_ARE_FROM,
    Impact,
    Kept,
    Level,
    Likelihood,
    PrincipleInFull,
    level_of,
)
from parentis.strategy.models import (
    ActionPlan,
    Milestone,
    Priority,
    Promise,
    PromiseEvidence,
    PromiseState,
    Risk,
    RiskReview,
    Saying,
    Strategy,
)

if TYPE_CHECKING:
    from parentis.recorded.models import Recorded

HEADINGS_OF_STEPS = ("Step", "Whose", "By when", "How far")
HEADINGS_OF_RISKS = ("Risk", "Score", "Whose", "Last review", "Next review")


def _ask(viewer: User | None, *, for_public: bool = False) -> bool:
    """Whether only what everybody may read is given. Asks staff for their role."""
    if viewer is not None:
        require(viewer, Permission.SEE_COUNCIL)
    return viewer is None or for_public


# -- what everybody may read -----------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class StrategyTold:
    """A strategy as everybody may read it. `pk` names it in addresses."""

    pk: int
    title: str
    summary: str
    started_on: date
    ended_on: date
    agreed_by: str
    agreed_on: date | None
    has_document: bool
    priorities: Sequence[tuple[PriorityTold, Sequence[PrincipleInFull]]]

    @property
    def years(self) -> str:
        return f"{self.started_on.year} to {self.ended_on.year}"


def public_strategies(*, viewer: User | None = None, on: date) -> list[StrategyTold]:
    """All that were agreed by a day, the latest first, without their priorities."""
    _ask(viewer)
    return [_strategy_told(each, [], on) for each in _strategies(on, is_public=True)]


def public_strategy(
    pk: int | None = None, *, viewer: User | None = None, on: date
) -> StrategyTold | None:
    """The one in force, or another that was agreed. Its priorities with principles."""
    _ask(viewer)
    agreed = _strategies(on, is_public=True)
    if pk is not None:
        shown: Strategy | None = get_object_or_404(agreed, pk=pk)
    else:
        shown = _in_force(agreed, on)
    return _strategy_told(shown, _priorities(shown), on) if shown else None


def public_document(pk: int, *, viewer: User | None = None, on: date) -> Strategy:
    """One whose document everybody may take away: downloads.document_download."""
    _ask(viewer)
    with_document = _strategies(on, is_public=True).exclude(file_form="")
    return get_object_or_404(with_document, pk=pk)


def public_pledge(*, viewer: User | None = None, on: date) -> list[PromiseTold]:
    """The promises in force, as everybody may read them."""
    return promises_told(viewer=viewer, on=on, for_public=True)


def _strategy_told(
    strategy: Strategy, priorities: Iterable[Priority], on: date
) -> StrategyTold:
    return StrategyTold(
        pk=strategy.pk,
        title=strategy.title,
        summary=strategy.summary,
        started_on=strategy.started_on,
        ended_on=strategy.ended_on,
        agreed_by=str(strategy.agreed_by or ""),
        agreed_on=strategy.agreed_on,
        has_document=bool(strategy.file_form),
        priorities=[
            (_priority_told(each, on), _principles(each)) for each in priorities
        ],
    )


# -- what reports are given ------------------------------------------------------------


def promises_told(
    *,
    viewer: User | None,
    on: date,
    for_public: bool = False,
    numbers: Collection[int] | None = None,
) -> list[PromiseTold]:
    """The pledge in force on a day, in order; of `numbers` alone where they are given.

    Each with what shows that it is kept, and what young people say of it, the latest
    first.
    """
    is_public = _ask(viewer, for_public=for_public)
    found = _with_story(Promise.objects.on(on))
    if numbers is not None:
        found = found.filter(number__in=numbers)
    promises = list(found)
    rows = [each for promise in promises for each in promise.evidence.all()]
    shown = evidence_of.evidence_shown(rows, viewer=viewer, for_public=is_public)
    return [_promise_told(each, shown, on=on, is_public=is_public) for each in promises]


def priorities_told(
    *,
    viewer: User | None,
    on: date,
    for_public: bool = False,
    strategy: int | None = None,
) -> list[PriorityTold]:
    """Of the strategy in force, or of another, with its milestones as they stand."""
    is_public = _ask(viewer, for_public=for_public)
    of = _strategies(on, is_public=is_public)
    found = of.filter(pk=strategy) if strategy is not None else of
    shown = _in_force(found, on)
    return [_priority_told(each, on) for each in _priorities(shown)] if shown else []


def risks_told(
    *, viewer: User | None, on: date, for_public: bool = False
) -> list[RiskTold]:
    """The worst first. For the public only those that may stand in a public report."""
    is_public = _ask(viewer, for_public=for_public)
    risks = Risk.objects.open().worst_first()
    if is_public:
        risks = risks.filter(is_public=True)
    return [
        RiskTold(
            title=each.title,
            effect=each.effect,
            mitigation=each.mitigation,
            owner=each.owner,
            score=each.score,
        )
        for each in risks
    ]


def _promise_told(
    promise: Promise, shown: dict[int, EvidenceShown], *, on: date, is_public: bool
) -> PromiseTold:
    state = _state_on(promise, on)
    return PromiseTold(
        number=str(promise.number),
        words=promise.words,
        state=state.get_state_display() if state else Kept.NOT_KNOWN.label,
        evidence=[
            f"{date_format(each.shown_on, 'j F Y')}: {'. '.join(shown[each.pk].lines)}"
            for each in promise.evidence.all()
            if each.shown_on <= on
        ],
        sayings=[
            SayingTold(words=each.words, who=each.who, on=each.said_on)
            for each in promise.sayings.all()
            if each.said_on <= on and (each.may_be_quoted or not is_public)
        ],
    )


def _priorities(strategy: Strategy) -> list[Priority]:
    """Each with the steps towards it."""
    steps = Milestone.objects.standing().filter(plan__struck_out_at__isnull=True)
    standing = Priority.objects.standing().filter(strategy=strategy)
    return list(standing.prefetch_related(Prefetch("milestones", steps)))


def _principles(priority: Priority) -> list[PrincipleInFull]:
    return [each for each in PRINCIPLES if each.principle in priority.principles]


def _priority_told(priority: Priority, on: date) -> PriorityTold:
    return PriorityTold(
        title=priority.title,
        words=priority.words,
        milestones=[_milestone_told(each, on) for each in priority.milestones.all()],
    )


def _milestone_told(milestone: Milestone, on: date) -> MilestoneTold:
    return MilestoneTold(
        words=milestone.words,
        owner=milestone.owner,
        due_on=milestone.due_on,
        state=_how_far(milestone, on),
    )


def _how_far(milestone: Milestone, on: date) -> str:
    """How far a step has come, in words."""
    if milestone.done_on is not None:
        return "Done"
    if milestone.is_overdue(on):
        return f"Overdue, {milestone.percent}%"
    return f"{milestone.percent}% done" if milestone.percent else "Not begun"


def _state_on(promise: Promise, on: date) -> PromiseState | None:
    """The latest that was set by a day. The states are there, the latest first."""
    return next((each for each in promise.states.all() if each.set_on <= on), None)


def _with_story(promises: "QuerySet[Promise]") -> "QuerySet[Promise]":
    """With all that stands of each, in as many queries as for one."""
    return promises.prefetch_related(
        Prefetch(
            "states",
            PromiseState.objects.filter(struck_out_at__isnull=True).select_related(
                "recorded_by"
            ),
        ),
        Prefetch(
            "evidence",
            PromiseEvidence.objects.filter(struck_out_at__isnull=True).select_related(
                "action__item__meeting__body", "recorded_by"
            ),
        ),
        Prefetch("sayings", Saying.objects.filter(struck_out_at__isnull=True)),
    )


def _strategies(on: date, *, is_public: bool) -> "QuerySet[Strategy]":
    found = Strategy.objects.agreed(on) if is_public else Strategy.objects.standing()
    return found.select_related("agreed_by").latest_first()


def _in_force(strategies: Iterable[Strategy], on: date) -> Strategy | None:
    """The one agreed whose years these are, or the latest agreed, or the latest."""
    latest = list(strategies)
    agreed = [each for each in latest if each.agreed_on and each.agreed_on <= on]
    running = [each for each in agreed if each.started_on <= on <= each.ended_on]
    return next(iter([*running, *agreed, *latest]), None)


# -- pages: the strategy ---------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PriorityShown:
    """A priority with the principles it follows from, and the steps towards it."""

    priority: Priority
    principles: Sequence[PrincipleInFull]
    steps: Sequence[Milestone]
    on: date
    headings = HEADINGS_OF_STEPS

    @property
    def caption(self) -> str:
        return f"Steps towards priority {self.priority.place}"

    @property
    def rows(self) -> list[list[object]]:
        return [_step_row(each, self.on) for each in self.steps]


@dataclass(frozen=True, kw_only=True)
class StrategyPage:
    """A strategy: the one in force or another. None where there is none at all."""

    strategy: Strategy | None
    priorities: Sequence[PriorityShown]
    others: Sequence[Strategy]
    is_in_force: bool
    may_keep: bool
    source = PRINCIPLES_ARE_FROM

    @property
    def is_draft(self) -> bool:
        return self.strategy is not None and self.strategy.agreed_on is None

    @property
    def principles(self) -> list[tuple[PrincipleInFull, list[Priority]]]:
        """All seven, each with the priorities that follow from it."""
        shown = [each.priority for each in self.priorities]
        return [
            (of, [each for each in shown if of.principle in each.principles])
            for of in PRINCIPLES
        ]


def strategy_page(pk: int | None = None, *, viewer: User, on: date) -> StrategyPage:
    _ask(viewer)
    every = list(_strategies(on, is_public=False))
    in_force = _in_force(every, on)
    shown = in_force
    if pk is not None:
        shown = get_object_or_404(_strategies(on, is_public=False), pk=pk)
    return StrategyPage(
        strategy=shown,
        priorities=[
            PriorityShown(
                priority=each,
                principles=_principles(each),
                steps=list(each.milestones.all()),
                on=on,
            )
            for each in (_priorities(shown) if shown else ())
        ],
        others=[each for each in every if each != shown],
        is_in_force=shown is not None and shown == in_force and bool(shown.agreed_on),
        may_keep=viewer.may(Permission.KEEP_PROMISES),
    )


# -- pages: the pledge -----------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PromiseShown:
    """A promise as it stands today, with what there is to read of it."""

    promise: Promise
    state: PromiseState | None
    latest_saying: Saying | None
    how_many_pieces: int
    how_many_sayings: int


@dataclass(frozen=True, kw_only=True)
class PledgePage:
    promises: Sequence[PromiseShown]
    ended: Sequence[Promise]
    to_come: Sequence[Promise]
    may_keep: bool

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """How many promises are in each state: its words, its colour, how many."""
        states = [
            each.state.state if each.state else Kept.NOT_KNOWN for each in self.promises
        ]
        return [
            (state.label, COLOURS_OF_KEPT[state], states.count(state))
            for state in reversed(Kept)
            if state in states
        ]


def pledge_page(*, viewer: User, on: date) -> PledgePage:
    _ask(viewer)
    standing = Promise.objects.standing()
    return PledgePage(
        promises=[
            PromiseShown(
                promise=each,
                state=_state_on(each, on),
                latest_saying=next(iter(each.sayings.all()), None),
                how_many_pieces=len(each.evidence.all()),
                how_many_sayings=len(each.sayings.all()),
            )
            for each in _with_story(Promise.objects.on(on))
        ],
        ended=list(standing.filter(ended_on__lte=on)),
        to_come=list(standing.filter(started_on__gt=on)),
        may_keep=viewer.may(Permission.KEEP_PROMISES),
    )


@dataclass(frozen=True, kw_only=True)
class PromisePage:
    """The whole story of a promise, the latest first."""

    promise: Promise
    state: PromiseState | None
    states: Sequence[PromiseState]
    evidence: Sequence[tuple[PromiseEvidence, EvidenceShown]]
    sayings: Sequence[Saying]
    struck_out: Sequence["Recorded"]
    may_keep: bool


def promise_page(pk: int, *, viewer: User, on: date) -> PromisePage:
    promise = get_promise(pk, viewer=viewer)
    states = list(
        promise.states.select_related("recorded_by", "struck_out_by").prefetch_related(
            "evidence"
        )
    )
    pieces = list(
        promise.evidence.select_related(
            "action__item__meeting__body", "recorded_by", "struck_out_by"
        )
    )
    sayings = list(promise.sayings.select_related("recorded_by", "struck_out_by"))
    stands = [each for each in pieces if not each.is_struck_out]
    shown = evidence_of.evidence_shown(stands, viewer=viewer)
    every: list[Recorded] = [*states, *pieces, *sayings]
    return PromisePage(
        promise=promise,
        state=next((e for e in states if e.set_on <= on and not e.is_struck_out), None),
        states=[each for each in states if not each.is_struck_out],
        evidence=[(each, shown[each.pk]) for each in stands],
        sayings=[each for each in sayings if not each.is_struck_out],
        struck_out=[each for each in every if each.is_struck_out],
        may_keep=viewer.may(Permission.KEEP_PROMISES),
    )


def get_promise(pk: int, *, viewer: User) -> Promise:
    _ask(viewer)
    return get_object_or_404(Promise.objects.standing(), pk=pk)


def get_evidence(pk: int, *, viewer: User) -> PromiseEvidence:
    _ask(viewer)
    stands = PromiseEvidence.objects.filter(struck_out_at__isnull=True)
    of = stands.filter(promise__struck_out_at__isnull=True)
    return get_object_or_404(of.select_related("promise"), pk=pk)


def evidence_choices(promise: Promise, *, viewer: User) -> list[tuple[int, str]]:
    """What a state may rest on: `12 January 2026: 92 of 100 messages…`."""
    _ask(viewer)
    pieces = list(
        promise.evidence.filter(struck_out_at__isnull=True).select_related(
            "action__item__meeting__body"
        )
    )
    shown = evidence_of.evidence_shown(pieces, viewer=viewer)
    return [
        (each.pk, f"{date_format(each.shown_on, 'j F Y')}: {shown[each.pk].headline}")
        for each in pieces
    ]


# -- pages: action plans ---------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PlanShown:
    """A plan and its steps."""

    plan: ActionPlan
    steps: Sequence[Milestone]
    on: date

    @property
    def done(self) -> int:
        return sum(1 for each in self.steps if each.done_on)

    @property
    def overdue(self) -> int:
        return sum(1 for each in self.steps if each.is_overdue(self.on))

    @property
    def percent(self) -> int:
        """How much of the whole plan is done, each step counting alike."""
        return sum(each.percent for each in self.steps) // max(len(self.steps), 1)

    @property
    def in_words(self) -> str:
        """`9 of 14 steps are done (71% of the whole). 2 are overdue.`"""
        if not self.steps:
            return "It has no steps yet."
        are = "step is" if len(self.steps) == 1 else "steps are"
        whole = f"{self.done} of {len(self.steps)} {are} done"
        late = {0: "", 1: " 1 is overdue."}.get(
            self.overdue, f" {self.overdue} are overdue."
        )
        return f"{whole} ({self.percent}% of the whole).{late}"


@dataclass(frozen=True, kw_only=True)
class PlanPage:
    shown: PlanShown
    may_keep: bool
    headings = HEADINGS_OF_STEPS
    no_priority = "Steps towards no single priority"

    @property
    def groups(self) -> list[tuple[str, list[list[object]]]]:
        """The steps by the priority that they lead to, those towards none last."""
        of: dict[str, list[list[object]]] = {}
        ordered = sorted(
            self.shown.steps,
            key=lambda each: each.priority.place if each.priority else 10**6,
        )
        for each in ordered:
            title = str(each.priority or "")
            of.setdefault(title, []).append(_step_row(each, self.shown.on))
        return list(of.items())


@dataclass(frozen=True, kw_only=True)
class MilestonePage:
    step: Milestone
    how_far: str
    colour: str
    may_keep: bool
    may_tell: bool


@dataclass(frozen=True, kw_only=True)
class PlansPage:
    plans: Sequence[PlanShown]
    may_keep: bool


def plans_page(*, viewer: User, on: date) -> PlansPage:
    """The latest first, each with its steps."""
    _ask(viewer)
    plans = ActionPlan.objects.filter(struck_out_at__isnull=True)
    steps = Prefetch("milestones", Milestone.objects.standing())
    return PlansPage(
        plans=[
            PlanShown(plan=each, steps=list(each.milestones.all()), on=on)
            for each in plans.prefetch_related(steps)
        ],
        may_keep=viewer.may(Permission.KEEP_PROMISES),
    )


def plan_page(pk: int, *, viewer: User, on: date) -> PlanPage:
    plan = get_plan(pk, viewer=viewer)
    steps = Milestone.objects.standing().filter(plan=plan).select_related("priority")
    return PlanPage(
        shown=PlanShown(plan=plan, steps=list(steps), on=on),
        may_keep=viewer.may(Permission.KEEP_PROMISES),
    )


def milestone_page(pk: int, *, viewer: User, on: date) -> MilestonePage:
    step = get_milestone(pk, viewer=viewer)
    return MilestonePage(
        step=step,
        how_far=_how_far(step, on),
        colour=_colour(step, on),
        may_keep=viewer.may(Permission.KEEP_PROMISES),
        may_tell=_may_tell(step, viewer),
    )


def get_plan(pk: int, *, viewer: User) -> ActionPlan:
    _ask(viewer)
    stands = ActionPlan.objects.filter(struck_out_at__isnull=True)
    return get_object_or_404(stands.select_related("strategy"), pk=pk)


def get_milestone(pk: int, *, viewer: User) -> Milestone:
    _ask(viewer)
    stands = Milestone.objects.standing().filter(plan__struck_out_at__isnull=True)
    with_names = stands.select_related("plan", "priority__strategy", "owner_user")
    return get_object_or_404(with_names, pk=pk)


def own_milestone(pk: int, *, viewer: User) -> Milestone:
    """A step that the viewer may tell the progress of. Others are refused."""
    step = get_milestone(pk, viewer=viewer)
    if not _may_tell(step, viewer):
        raise PermissionDenied("Only whose step it is tells how far it has come.")
    return step


def _may_tell(owned: Milestone | Risk, viewer: User) -> bool:
    is_theirs = owned.owner_user_id == viewer.pk
    return viewer.may(Permission.KEEP_PROMISES) or (
        is_theirs and viewer.may(Permission.TELL_PROGRESS)
    )


def _colour(step: Milestone, on: date) -> str:
    if step.done_on is not None:
        return "green"
    if step.is_overdue(on):
        return "red"
    return "blue" if step.percent else "grey"


def _step_row(step: Milestone, on: date) -> list[object]:
    """For a table: what, whose, by when, how far."""
    return [
        {"text": step.words, "link": step.get_absolute_url()},
        step.owner,
        date_format(step.due_on, "j F Y"),
        {"text": _how_far(step, on), "tag": _colour(step, on)},
    ]


# -- pages: risks ----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class RiskCell:
    """One place of the matrix: how its score is called, and which risks are there."""

    score: int
    risks: Sequence[Risk]

    @property
    def level(self) -> Level:
        return level_of(self.score)

    @property
    def words(self) -> str:
        return f"{self.level.word} {self.score}"


@dataclass(frozen=True, kw_only=True)
class RisksPage:
    """Risks that are open, the worst first; where each stands; and those closed."""

    risks: Sequence[Risk]
    closed: Sequence[Risk]
    on: date
    may_keep: bool
    headings = HEADINGS_OF_RISKS

    @property
    def rows(self) -> list[list[object]]:
        return [
            [
                {"text": each.title, "link": each.get_absolute_url()},
                {
                    "text": f"{each.level.word} ({each.score})",
                    "tag": each.level.colour,
                },
                each.owner,
                date_format(each.reviewed_on, "j F Y"),
                self._next(each),
            ]
            for each in self.risks
        ]

    def _next(self, risk: Risk) -> object:
        if risk.next_review_on is None:
            return "No day is set"
        day = date_format(risk.next_review_on, "j F Y")
        if risk.is_review_overdue(self.on):
            return {"text": f"Overdue since {day}", "tag": "red"}
        return day

    @property
    def matrix(self) -> list[tuple[str, list[RiskCell]]]:
        """The most likely on top. Across, what would matter least comes first."""
        return [
            (
                likelihood.label,
                [
                    RiskCell(
                        score=likelihood * impact,
                        risks=[
                            each
                            for each in self.risks
                            if (each.likelihood, each.impact) == (likelihood, impact)
                        ],
                    )
                    for impact in Impact
                ],
            )
            for likelihood in reversed(Likelihood)
        ]

    @property
    def impacts(self) -> list[str]:
        return list(Impact.labels)


@dataclass(frozen=True, kw_only=True)
class RiskPage:
    risk: Risk
    reviews: Sequence[RiskReview]
    struck_out: Sequence[RiskReview]
    is_review_overdue: bool
    may_keep: bool
    may_review: bool


def risks_page(*, viewer: User, on: date) -> RisksPage:
    _ask(viewer)
    closed = Risk.objects.standing().filter(closed_on__isnull=False)
    return RisksPage(
        risks=list(Risk.objects.open().worst_first()),
        closed=list(closed.order_by("-closed_on", "pk")),
        on=on,
        may_keep=viewer.may(Permission.KEEP_PROMISES),
    )


def risk_page(pk: int, *, viewer: User, on: date) -> RiskPage:
    risk = get_risk(pk, viewer=viewer)
    reviews = list(risk.reviews.select_related("recorded_by", "struck_out_by"))
    return RiskPage(
        risk=risk,
        reviews=[each for each in reviews if not each.is_struck_out],
        struck_out=[each for each in reviews if each.is_struck_out],
        is_review_overdue=risk.is_review_overdue(on),
        may_keep=viewer.may(Permission.KEEP_PROMISES),
        may_review=risk.closed_on is None and _may_tell(risk, viewer),
    )


def get_risk(pk: int, *, viewer: User) -> Risk:
    _ask(viewer)
    found = Risk.objects.standing().select_related("owner_user")
    return get_object_or_404(found, pk=pk)


def own_risk(pk: int, *, viewer: User) -> Risk:
    """A risk that the viewer may review. Others are refused."""
    risk = get_risk(pk, viewer=viewer)
    if not _may_tell(risk, viewer):
        raise PermissionDenied("Only whose risk it is reviews it.")
    return risk


# -- one of a kind, and what forms offer -----------------------------------------------


def get_strategy(pk: int, *, viewer: User) -> Strategy:
    _ask(viewer)
    return get_object_or_404(Strategy.objects.standing(), pk=pk)


def get_document(pk: int, *, viewer: User) -> Strategy:
    """A strategy whose document staff may take away."""
    _ask(viewer)
    with_document = Strategy.objects.standing().exclude(file_form="")
    return get_object_or_404(with_document, pk=pk)


def get_priority(pk: int, *, viewer: User) -> Priority:
    _ask(viewer)
    of = Priority.objects.standing().filter(strategy__struck_out_at__isnull=True)
    return get_object_or_404(of.select_related("strategy"), pk=pk)


def get_saying(pk: int, *, viewer: User) -> Saying:
    _ask(viewer)
    stands = Saying.objects.filter(struck_out_at__isnull=True)
    of = stands.filter(promise__struck_out_at__isnull=True)
    return get_object_or_404(of.select_related("promise"), pk=pk)


def get_state(pk: int, *, viewer: User) -> PromiseState:
    _ask(viewer)
    stands = PromiseState.objects.filter(struck_out_at__isnull=True)
    of = stands.filter(promise__struck_out_at__isnull=True)
    return get_object_or_404(of.select_related("promise"), pk=pk)


def get_review(pk: int, *, viewer: User) -> RiskReview:
    _ask(viewer)
    stands = RiskReview.objects.filter(struck_out_at__isnull=True)
    of = stands.filter(risk__struck_out_at__isnull=True)
    return get_object_or_404(of.select_related("risk"), pk=pk)


def strategy_choices(*, viewer: User) -> list[tuple[int, str]]:
    _ask(viewer)
    found = Strategy.objects.standing().latest_first()
    return [(each.pk, f"{each.title} ({each.years})") for each in found]


def priority_choices(plan: ActionPlan, *, viewer: User) -> list[tuple[int, str]]:
    """Those of the plan's strategy."""
    _ask(viewer)
    of = Priority.objects.standing().filter(strategy=plan.strategy_id)
    return [(each.pk, str(each)) for each in of]


def owner_choices(*, viewer: User) -> list[tuple[int, str]]:
    """Who may be told that something is theirs, and tell how far it has come."""
    _ask(viewer)
    people = User.objects.get_queryset().with_permission(Permission.TELL_PROGRESS)
    return [
        (each.pk, f"{each.name}, {each.role_words}")
        for each in people.in_order_of_name()
    ]
