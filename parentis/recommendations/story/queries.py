"""The whole story of one recommendation: what was told, and how each status came."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.evidence import queries as evidence
from parentis.evidence.queries import EvidenceShown
from parentis.recommendations.choices import COLOURS, Status
from parentis.recommendations.models import (
    Recommendation,
    Source,
    StatusSet,
    ToldOf,
    Update,
)
from parentis.recommendations.queries import Line, Version, may_tell_of


@dataclass(frozen=True, kw_only=True)
class StatusShown:
    """A status as it was set, with its evidence in writing. `of`: which part's."""

    set: StatusSet
    words: str
    colour: str
    evidence: EvidenceShown
    of: str = ""

    @classmethod
    def by(
        cls, status: StatusSet, asked: Recommendation, shown: EvidenceShown, *, of: str
    ) -> "StatusShown":
        return cls(
            set=status,
            words=status.words_for(asked),
            colour=COLOURS[Status(status.status)],
            evidence=shown,
            of=of,
        )


@dataclass(frozen=True, kw_only=True)
class Told:
    """One moment of the story: an update, or a status that was set without one."""

    on: date
    update: Update | None
    statuses: Sequence[StatusShown]
    of: Sequence[str] = ()
    also: Sequence[Recommendation] = ()

    @property
    def is_struck_out(self) -> bool:
        if self.update is not None:
            return self.update.is_struck_out
        return all(each.set.is_struck_out for each in self.statuses)


@dataclass(frozen=True, kw_only=True)
class RecommendationPage:
    """One recommendation with its whole story. `struck_out`: mistakes, for staff."""

    line: Line
    story: Sequence[Told]
    supersedes: Sequence[Recommendation]
    is_latest_first: bool = False
    struck_out: Sequence[Told] = ()
    earlier: Sequence[Version[Recommendation]] = ()
    may_keep: bool = False
    may_tell: bool = False

    @property
    def recommendation(self) -> Recommendation:
        return self.line.recommendation

    @property
    def source(self) -> Source:
        return self.line.recommendation.source

    @property
    def facts(self) -> list[dict[str, object]]:
        asked, due = self.recommendation, self.line.update_due_on
        answered = asked.get_answer_display()
        if asked.answered_on:
            answered = f"{answered}, on {date_format(asked.answered_on, 'j F Y')}"
        facts = (
            ("Heading", asked.theme),
            ("Asked of", asked.addressed_to),
            ("Answer of the council", answered),
            ("Why", asked.why_answer),
            ("Who sees to it", asked.owner),
            ("To be done by", asked.due_on and date_format(asked.due_on, "j F Y")),
            ("Next update due on", due and date_format(due, "j F Y")),
        )
        return [{"key": key, "value": value} for key, value in facts if value]


_READ_OF_A_RECOMMENDATION = (
    "number",
    "text",
    "theme",
    "addressed_to",
    "answer",
    "why_answer",
    "owner",
    "due_on",
)


def recommendation_page(
    pk: int, *, viewer: User, on: date, is_latest_first: bool = False
) -> RecommendationPage:
    """The whole story of one, the earliest first unless it is asked the other way."""
    require(viewer, Permission.SEE_COUNCIL)
    told = _page(pk, viewer, on, is_latest_first=is_latest_first, is_public=False)
    return RecommendationPage(
        line=told.line,
        story=[each for each in told.story if not each.is_struck_out],
        struck_out=[each for each in told.story if each.is_struck_out],
        supersedes=told.supersedes,
        is_latest_first=is_latest_first,
        earlier=Version.before(told.recommendation, _READ_OF_A_RECOMMENDATION),
        may_keep=viewer.may(Permission.KEEP_PROMISES),
        may_tell=may_tell_of([told.recommendation], viewer=viewer),
    )


def public_recommendation(
    pk: int, *, viewer: User | None = None, on: date, is_latest_first: bool = False
) -> RecommendationPage:
    """The same, of what is open to the public. Raises Http404 for what is not."""
    return _page(pk, None, on, is_latest_first=is_latest_first, is_public=True)


def _page(
    pk: int, viewer: User | None, on: date, *, is_latest_first: bool, is_public: bool
) -> RecommendationPage:
    open_ones = Recommendation.objects.open_to(is_public=is_public)
    asked = get_object_or_404(open_ones, pk=pk)
    around = open_ones.filter(Q(pk=pk) | Q(whole=pk) | Q(pk=asked.whole_id))
    lines = Line.of_each(around, on, is_public=is_public)
    every = [*lines, *(part for line in lines for part in line.parts)]
    line = next((each for each in every if each.recommendation.pk == pk), None)
    if line is None:
        raise Http404("What it is a part of was struck out.")
    story = stories(
        [[each.recommendation for each in every]],
        viewer=viewer,
        is_public=is_public,
        with_struck_out=not is_public,
    )[0]
    return RecommendationPage(
        line=line,
        story=story[::-1] if is_latest_first else story,
        supersedes=_superseded_by(pk, is_public=is_public),
        is_latest_first=is_latest_first,
    )


def _superseded_by(pk: int, *, is_public: bool) -> list[Recommendation]:
    """Those whose place this one takes."""
    once = StatusSet.objects.filter(superseded_by=pk).values("recommendation")
    held = StatusSet.objects.current(is_public=is_public).filter(
        recommendation__in=once
    )
    found = held.select_related("recommendation__source", "recommendation__whole")
    taken = [each.recommendation for each in found if each.superseded_by_id == pk]
    return [
        each
        for each in taken
        if not each.is_struck_out
        and not each.source.is_struck_out
        and (each.source.is_public or not is_public)
    ]


def stories(
    groups: Sequence[Sequence[Recommendation]],
    *,
    viewer: User | None,
    is_public: bool,
    with_struck_out: bool = False,
    since: date | None = None,
) -> list[list[Told]]:
    """What was told of each group, the earliest first: as many queries as of one.

    A group is a recommendation with its parts; the first is the one told of.
    """
    every = {each.pk: each for group in groups for each in group}
    told_of = _told_of(every, is_public=is_public, with_struck_out=with_struck_out)
    statuses = _statuses(every, is_public=is_public, with_struck_out=with_struck_out)
    shown = evidence.evidence_shown(statuses, viewer=viewer, for_public=is_public)
    named = _also(told_of)
    found: list[list[Told]] = []
    for group in groups:
        pks = [each.pk for each in group]
        moments = _moments(pks, every, told_of, statuses, shown, named)
        found.append([each for each in moments if since is None or each.on >= since])
    return found


def _told_of(
    every: Mapping[int, Recommendation], *, is_public: bool, with_struck_out: bool
) -> list[ToldOf]:
    told = ToldOf.objects.filter(recommendation__in=every)
    if is_public:
        told = told.filter(update_told__is_public=True)
    if not with_struck_out:
        told = told.filter(update_told__struck_out_at__isnull=True)
    return list(
        told.select_related(
            "update_told__body",
            "update_told__meeting",
            "update_told__recorded_by",
            "update_told__struck_out_by",
        ).order_by("update_told__reported_on", "update_told")
    )


def _statuses(
    every: Mapping[int, Recommendation], *, is_public: bool, with_struck_out: bool
) -> list[StatusSet]:
    found = StatusSet.objects.filter(recommendation__in=every)
    if not with_struck_out:
        found = found & StatusSet.objects.open_to(is_public=is_public)
    return list(
        found.select_related(
            "superseded_by__whole",
            "superseded_by__source",
            "recorded_by",
            "struck_out_by",
            "action__item__meeting__body",
        ).order_by("set_on", "pk")
    )


def _also(told_of: Sequence[ToldOf]) -> dict[int, list[Recommendation]]:
    """Every recommendation that each update is about."""
    found: dict[int, list[Recommendation]] = {}
    rows = (
        ToldOf.objects.filter(update_told__in={each.update_told_id for each in told_of})
        .filter(recommendation__struck_out_at__isnull=True)
        .select_related("recommendation__whole")
        .order_by("recommendation__place", "recommendation")
    )
    for each in rows:
        found.setdefault(each.update_told_id, []).append(each.recommendation)
    return found


def _moments(
    pks: Sequence[int],
    every: Mapping[int, Recommendation],
    told_of: Iterable[ToldOf],
    statuses: Iterable[StatusSet],
    shown: Mapping[int, EvidenceShown],
    also: Mapping[int, Sequence[Recommendation]],
) -> list[Told]:
    of_update: dict[int, list[StatusShown]] = {}
    alone: list[Told] = []
    several = len(pks) > 1
    for status in statuses:
        if status.recommendation_id not in pks:
            continue
        asked = every[status.recommendation_id]
        number = asked.full_number if several else ""
        seen = StatusShown.by(status, asked, shown[status.pk], of=number)
        if status.update_told_id is None:
            alone.append(Told(on=status.set_on, update=None, statuses=[seen]))
        else:
            of_update.setdefault(status.update_told_id, []).append(seen)
    updates: dict[int, tuple[Update, list[str]]] = {}
    for told in told_of:
        if told.recommendation_id in pks:
            _, of = updates.setdefault(told.update_told_id, (told.update_told, []))
            of.append(every[told.recommendation_id].full_number)
    moments = [
        Told(
            on=update.reported_on,
            update=update,
            statuses=of_update.get(pk, []),
            of=of if several else (),
            also=[each for each in also.get(pk, ()) if each.pk not in pks],
        )
        for pk, (update, of) in updates.items()
    ]
    # Set with an update that was corrected since, and is about others now.
    parted = [
        Told(on=each.set.set_on, update=None, statuses=[each])
        for pk, those in of_update.items()
        if pk not in updates
        for each in those
    ]
    return sorted([*moments, *alone, *parted], key=lambda each: each.on)
