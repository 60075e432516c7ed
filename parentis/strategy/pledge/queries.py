from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.committee_report.from_council import PromiseTold, SayingTold
from parentis.evidence import queries as evidence_of
from parentis.evidence.queries import EvidenceShown
from parentis.strategy.choices import COLOURS_OF_KEPT, Kept
from parentis.strategy.models import Promise, PromiseEvidence, PromiseState, Saying
from parentis.strategy.queries import is_for_everybody

if TYPE_CHECKING:
    from parentis.recorded.models import Recorded


# -- what everybody may read, and what reports are given -------------------------------


def public_pledge(*, viewer: User | None = None, on: date) -> list[PromiseTold]:
    """The promises in force, as everybody may read them."""
    return promises_told(viewer=viewer, on=on, for_public=True)


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
    is_public = is_for_everybody(viewer, for_public=for_public)
    found = _with_story(Promise.objects.on(on))
    if numbers is not None:
        found = found.filter(number__in=numbers)
    promises = list(found)
    rows = [each for promise in promises for each in promise.evidence.all()]
    shown = evidence_of.evidence_shown(rows, viewer=viewer, for_public=is_public)
    return [_promise_told(each, shown, on=on, is_public=is_public) for each in promises]


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


# -- its pages -------------------------------------------------------------------------


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
    require(viewer, Permission.SEE_COUNCIL)
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


# -- one of a kind, and what forms offer -----------------------------------------------


def get_promise(pk: int, *, viewer: User) -> Promise:
    require(viewer, Permission.SEE_COUNCIL)
    return get_object_or_404(Promise.objects.standing(), pk=pk)


def get_evidence(pk: int, *, viewer: User) -> PromiseEvidence:
    require(viewer, Permission.SEE_COUNCIL)
    stands = PromiseEvidence.objects.filter(struck_out_at__isnull=True)
    of = stands.filter(promise__struck_out_at__isnull=True)
    return get_object_or_404(of.select_related("promise"), pk=pk)


def get_saying(pk: int, *, viewer: User) -> Saying:
    require(viewer, Permission.SEE_COUNCIL)
    stands = Saying.objects.filter(struck_out_at__isnull=True)
    of = stands.filter(promise__struck_out_at__isnull=True)
    return get_object_or_404(of.select_related("promise"), pk=pk)


def get_state(pk: int, *, viewer: User) -> PromiseState:
    require(viewer, Permission.SEE_COUNCIL)
    stands = PromiseState.objects.filter(struck_out_at__isnull=True)
    of = stands.filter(promise__struck_out_at__isnull=True)
    return get_object_or_404(of.select_related("promise"), pk=pk)


def evidence_choices(promise: Promise, *, viewer: User) -> list[tuple[int, str]]:
    """What a state may rest on: `12 January 2026: 92 of 100 messages…`."""
    require(viewer, Permission.SEE_COUNCIL)
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
