"""What pages, reports and the public read of the strategy, the pledge and the rest.

`viewer` None is the public: it gets what is agreed and in force, no saying that young
people did not want quoted, and nothing that was struck out.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

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
from parentis.strategy.choices import PRINCIPLES, Kept, PrincipleInFull
from parentis.strategy.models import (
    Milestone,
    Priority,
    Promise,
    PromiseEvidence,
    PromiseState,
    Risk,
    Saying,
    Strategy,
)


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
        return f"Overdue, {milestone.percent}% done"
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
