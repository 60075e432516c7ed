from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.committee_report.from_council import MilestoneTold, PriorityTold
from parentis.strategy.choices import PRINCIPLES, PRINCIPLES_ARE_FROM, PrincipleInFull
from parentis.strategy.models import Milestone, Priority, Strategy
from parentis.strategy.plans.queries import HEADINGS_OF_STEPS, StepShown
from parentis.strategy.queries import is_for_everybody

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
    is_for_everybody(viewer)
    return [_strategy_told(each, [], on) for each in _strategies(on, is_public=True)]


def public_strategy(
    pk: int | None = None, *, viewer: User | None = None, on: date
) -> StrategyTold | None:
    """The one in force, or another that was agreed. Its priorities with principles."""
    is_for_everybody(viewer)
    agreed = _strategies(on, is_public=True)
    if pk is not None:
        shown: Strategy | None = get_object_or_404(agreed, pk=pk)
    else:
        shown = _in_force(agreed, on)
    return _strategy_told(shown, _priorities(shown), on) if shown else None


def public_document(pk: int, *, viewer: User | None = None, on: date) -> Strategy:
    """One whose document everybody may take away: downloads.document_download."""
    is_for_everybody(viewer)
    with_document = _strategies(on, is_public=True).exclude(file_form="")
    return get_object_or_404(with_document, pk=pk)


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


def priorities_told(
    *,
    viewer: User | None,
    on: date,
    for_public: bool = False,
    strategy: int | None = None,
) -> list[PriorityTold]:
    """Of the strategy in force, or of another, with its milestones as they stand."""
    is_public = is_for_everybody(viewer, for_public=for_public)
    of = _strategies(on, is_public=is_public)
    found = of.filter(pk=strategy) if strategy is not None else of
    shown = _in_force(found, on)
    return [_priority_told(each, on) for each in _priorities(shown)] if shown else []


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
        state=StepShown(step=milestone, on=on).how_far,
    )


# -- its page --------------------------------------------------------------------------


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
        return [StepShown(step=each, on=self.on).row for each in self.steps]


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
    require(viewer, Permission.SEE_COUNCIL)
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


def get_strategy(pk: int, *, viewer: User) -> Strategy:
    require(viewer, Permission.SEE_COUNCIL)
    return get_object_or_404(Strategy.objects.standing(), pk=pk)


def get_document(pk: int, *, viewer: User) -> Strategy:
    """A strategy whose document staff may take away."""
    require(viewer, Permission.SEE_COUNCIL)
    with_document = Strategy.objects.standing().exclude(file_form="")
    return get_object_or_404(with_document, pk=pk)


def get_priority(pk: int, *, viewer: User) -> Priority:
    require(viewer, Permission.SEE_COUNCIL)
    of = Priority.objects.standing().filter(strategy__struck_out_at__isnull=True)
    return get_object_or_404(of.select_related("strategy"), pk=pk)


# -- which strategy, with what ---------------------------------------------------------


def _strategies(on: date, *, is_public: bool) -> "QuerySet[Strategy]":
    found = Strategy.objects.agreed(on) if is_public else Strategy.objects.standing()
    return found.select_related("agreed_by").latest_first()


def _in_force(strategies: Iterable[Strategy], on: date) -> Strategy | None:
    """The one agreed whose years these are, or the latest agreed, or the latest."""
    latest = list(strategies)
    agreed = [each for each in latest if each.agreed_on and each.agreed_on <= on]
    running = [each for each in agreed if each.started_on <= on <= each.ended_on]
    return next(iter([*running, *agreed, *latest]), None)


def _priorities(strategy: Strategy) -> list[Priority]:
    """Each with the steps towards it."""
    steps = Milestone.objects.standing().filter(plan__struck_out_at__isnull=True)
    standing = Priority.objects.standing().filter(strategy=strategy)
    return list(standing.prefetch_related(Prefetch("milestones", steps)))


def _principles(priority: Priority) -> list[PrincipleInFull]:
    return [each for each in PRINCIPLES if each.principle in priority.principles]
