"""What pages and reports read of recommendations, for staff and for the public.

The public is `viewer=None`, or `for_public`: sources and updates that are kept back are
left out, with the statuses set in them, and nobody is named but by a post.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from typing import Generic, TypeVar

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.bodies import queries as bodies
from parentis.committee_report.from_council import (
    RecommendationTold,
    SourceTold,
    UpdateTold,
)
from parentis.evidence import queries as evidence
from parentis.evidence.queries import EvidenceShown
from parentis.law.care import months_after
from parentis.meetings import queries as meetings
from parentis.recommendations.choices import COLOURS, FINISHED, Answer, Status
from parentis.recommendations.models import (
    Recommendation,
    RecommendationQuerySet,
    Source,
    StatusSet,
    ToldOf,
    Update,
)

NO_HEADING = "Other recommendations"
R = TypeVar("R", Update, Recommendation)


@dataclass(frozen=True, kw_only=True)
class Version(Generic[R]):
    """What an update or a recommendation said, until when."""

    said: R
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Line:
    """A recommendation in a list: its status, what was last told, and how often."""

    recommendation: Recommendation
    status: StatusSet | None
    latest: Update | None
    updates: int
    on: date
    parts: Sequence["Line"] = ()

    @property
    def status_words(self) -> str:
        if self.status is None:
            is_refused = self.recommendation.answer == Answer.NOT_ACCEPTED
            return "Not accepted" if is_refused else "No status yet"
        return _status_words(self.status, self.recommendation)

    @property
    def tag(self) -> str:
        """The same, short enough for a tag."""
        is_superseded = (
            self.status is not None and self.status.superseded_by is not None
        )
        return Status.SUPERSEDED.label if is_superseded else self.status_words

    @property
    def colour(self) -> str:
        return COLOURS[Status(self.status.status)] if self.status else "grey"

    @property
    def is_finished(self) -> bool:
        is_refused = self.recommendation.answer == Answer.NOT_ACCEPTED
        return is_refused or bool(self.status and self.status.status in FINISHED)

    @property
    def is_overdue(self) -> bool:
        due_on = self.recommendation.due_on
        return not self.is_finished and due_on is not None and due_on < self.on

    @cached_property
    def update_due_on(self) -> date | None:
        """When an update is due next; None where none is, as of a part."""
        asked = self.recommendation
        every = asked.update_every or asked.source.update_every
        if self.is_finished or every is None or asked.whole_id is not None:
            return None
        told = [each.latest.reported_on for each in (self, *self.parts) if each.latest]
        since = max(told, default=asked.source.made_on or asked.recorded_at.date())
        return months_after(since, every)

    @property
    def is_update_overdue(self) -> bool:
        return self.update_due_on is not None and self.update_due_on < self.on


@dataclass(frozen=True, kw_only=True)
class ThemeOfLines:
    """The recommendations under one heading of their source."""

    title: str
    lines: Sequence[Line]


@dataclass(frozen=True, kw_only=True)
class SourceLines:
    """A source with its recommendations, under its headings, in order."""

    source: Source
    lines: Sequence[Line]

    @cached_property
    def themes(self) -> list[ThemeOfLines]:
        by_theme: dict[str, list[Line]] = {}
        for line in self.lines:
            by_theme.setdefault(line.recommendation.theme, []).append(line)
        has_headings = any(by_theme)
        return [
            ThemeOfLines(
                title=title or (NO_HEADING if has_headings else ""), lines=lines
            )
            for title, lines in by_theme.items()
        ]

    @cached_property
    def counts(self) -> list[tuple[str, str, int]]:
        """How many there are of each status: the word, its colour, how many."""
        found: dict[str, int] = {}
        for line in self.lines:
            held = line.status.status if line.status else ""
            found[held] = found.get(held, 0) + 1
        told = [
            (status.label, COLOURS[status], found[status])
            for status in Status
            if status in found
        ]
        return [*told, ("No status yet", "grey", found[""])] if "" in found else told

    @property
    def overdue(self) -> int:
        return sum(line.is_overdue for line in self.lines)

    @property
    def updates_overdue(self) -> int:
        return sum(line.is_update_overdue for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class StatusShown:
    """A status as it was set, with its evidence in writing. `of`: which part's."""

    set: StatusSet
    words: str
    colour: str
    evidence: EvidenceShown
    of: str = ""


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
            answered = f"{answered}, on {_day(asked.answered_on)}"
        return _facts(
            ("Heading", asked.theme),
            ("Asked of", asked.addressed_to),
            ("Answer of the council", answered),
            ("Why", asked.why_answer),
            ("Who sees to it", asked.owner),
            ("To be done by", asked.due_on and _day(asked.due_on)),
            ("Next update due on", due and _day(due)),
        )


def _day(on: date) -> str:
    return date_format(on, "j F Y")


def _facts(*facts: tuple[str, object]) -> list[dict[str, object]]:
    """Those that there is something to say of."""
    return [{"key": key, "value": value} for key, value in facts if value]


# -- lists -----------------------------------------------------------------------------


def sources(*, viewer: User, on: date) -> list[SourceLines]:
    """Every source that stands, the latest first, with its recommendations."""
    require(viewer, Permission.SEE_COUNCIL)
    return _sources(on, is_public=False)


def public_sources(*, viewer: User | None = None, on: date) -> list[SourceLines]:
    return _sources(on, is_public=True)


def source_page(pk: int, *, viewer: User, on: date) -> SourceLines:
    require(viewer, Permission.SEE_COUNCIL)
    return _source(pk, on, is_public=False)


def public_source(pk: int, *, viewer: User | None = None, on: date) -> SourceLines:
    """Raises Http404 for what is not open to the public."""
    return _source(pk, on, is_public=True)


def _sources(on: date, *, is_public: bool) -> list[SourceLines]:
    found = Source.objects.open_to(is_public=is_public).select_related("reported_to")
    lines = _lines(
        Recommendation.objects.open_to(is_public=is_public), on, is_public=is_public
    )
    by_source: dict[int, list[Line]] = {}
    for line in lines:
        by_source.setdefault(line.recommendation.source_id, []).append(line)
    return [
        SourceLines(source=each, lines=by_source.get(each.pk, []))
        for each in found.order_by("-made_on", "-pk")
    ]


def _source(pk: int, on: date, *, is_public: bool) -> SourceLines:
    found = Source.objects.open_to(is_public=is_public).select_related("reported_to")
    source = get_object_or_404(found, pk=pk)
    asked = Recommendation.objects.open_to(is_public=is_public).filter(source=source)
    return SourceLines(source=source, lines=_lines(asked, on, is_public=is_public))


def _lines(asked: RecommendationQuerySet, on: date, *, is_public: bool) -> list[Line]:
    """Whole ones in order, with their parts beneath; four queries, however many."""
    every = list(asked.in_order().select_related("source", "whole", "owner_user"))
    status_of = _held(asked, is_public=is_public)
    latest_of, count_of = _last_told(asked, is_public=is_public)

    def line(each: Recommendation, parts: Sequence[Line]) -> Line:
        return Line(
            recommendation=each,
            status=status_of.get(each.pk),
            latest=latest_of.get(each.pk),
            updates=count_of.get(each.pk, 0),
            on=on,
            parts=parts,
        )

    parts_of: dict[int, list[Line]] = {}
    for each in every:
        if each.whole_id is not None:
            parts_of.setdefault(each.whole_id, []).append(line(each, ()))
    return [
        line(each, parts_of.get(each.pk, [])) for each in every if each.whole_id is None
    ]


def _held(asked: RecommendationQuerySet, *, is_public: bool) -> dict[int, StatusSet]:
    """The status that holds of each."""
    held = StatusSet.objects.current(is_public=is_public).filter(
        recommendation__in=asked.values("pk")
    )
    # By number first: sorting whole rows of ten years is what takes long.
    found = StatusSet.objects.filter(pk__in=held.values("pk")).select_related(
        "superseded_by__whole", "superseded_by__source"
    )
    return {each.recommendation_id: each for each in found}


def _last_told(
    asked: RecommendationQuerySet, *, is_public: bool
) -> tuple[dict[int, Update], dict[int, int]]:
    """The latest update of each, and how many there are."""
    told = ToldOf.objects.filter(
        recommendation__in=asked.values("pk"), update_told__struck_out_at__isnull=True
    )
    if is_public:
        told = told.filter(update_told__is_public=True)
    latest_first = ArrayAgg(
        "update_told_id", order_by=["-update_told__reported_on", "-update_told_id"]
    )
    of_each = dict(
        told.order_by()
        .values_list("recommendation_id")
        .annotate(latest_first=latest_first)
    )
    updates = Update.objects.select_related("body").in_bulk(
        [pks[0] for pks in of_each.values()]
    )
    latest = {pk: updates[pks[0]] for pk, pks in of_each.items()}
    return latest, {pk: len(pks) for pk, pks in of_each.items()}


# -- one recommendation ----------------------------------------------------------------


def get_source(pk: int, *, viewer: User) -> Source:
    """One that stands."""
    require(viewer, Permission.SEE_COUNCIL)
    return get_object_or_404(Source.objects.standing(), pk=pk)


def get_recommendation(pk: int, *, viewer: User) -> Recommendation:
    """One that stands."""
    require(viewer, Permission.SEE_COUNCIL)
    standing = Recommendation.objects.standing()
    return get_object_or_404(standing.select_related("source", "whole"), pk=pk)


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
        earlier=_earlier(told.recommendation, _READ_OF_A_RECOMMENDATION),
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
    lines = _lines(around, on, is_public=is_public)
    every = [*lines, *(part for line in lines for part in line.parts)]
    line = next((each for each in every if each.recommendation.pk == pk), None)
    if line is None:
        raise Http404("What it is a part of was struck out.")
    story = _stories(
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


def _stories(
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
        seen = _status_shown(status, asked, shown[status.pk], of=number)
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
    return sorted([*moments, *alone], key=lambda each: each.on)


def _status_shown(
    status: StatusSet, asked: Recommendation, shown: EvidenceShown, *, of: str
) -> StatusShown:
    return StatusShown(
        set=status,
        words=_status_words(status, asked),
        colour=COLOURS[Status(status.status)],
        evidence=shown,
        of=of,
    )


def _status_words(status: StatusSet, asked: Recommendation) -> str:
    """ "Green"; "Superseded by 14", with the source where it is another."""
    by = status.superseded_by
    if by is None:
        return status.get_status_display()
    if by.source_id == asked.source_id:
        return f"Superseded by {by.full_number}"
    if asked.source.is_public and not by.source.is_public:
        return "Superseded by a recommendation that is not public"
    return f"Superseded by {by.full_number} of {by.source}"


# -- updates, and what forms offer -----------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class UpdatePage:
    """An update, what it is about, and what it said before it was corrected."""

    update: Update
    recommendations: Sequence[Recommendation]
    statuses: Sequence[StatusShown]
    earlier: Sequence[Version[Update]]
    may_tell: bool

    @property
    def facts(self) -> list[dict[str, object]]:
        told = self.update
        meeting = told.meeting and timezone.localtime(told.meeting.begins_at).date()
        return _facts(
            ("Told on", _day(told.reported_on)),
            ("Told to", told.whom),
            ("At the meeting of", meeting and _day(meeting)),
            ("In the report", told.report),
            ("Told by", told.told_by),
            ("Everybody may read it", "Yes" if told.is_public else "No"),
            ("Written down by", told.recorded_by),
            ("Corrected by", told.changed_by),
        )


@dataclass(frozen=True, kw_only=True)
class ToChooseFrom:
    """What the lists of a form for an update or a status offer."""

    recommendations: Sequence[tuple[int, str]]
    supersede: Sequence[tuple[int, str]]
    bodies: Sequence[tuple[int, str]] = ()
    meetings: Sequence[tuple[int, str]] = ()


def get_update(pk: int, *, viewer: User) -> Update:
    """One that stands."""
    require(viewer, Permission.SEE_COUNCIL)
    standing = Update.objects.standing().select_related("source")
    return get_object_or_404(standing, pk=pk)


def get_status(pk: int, *, viewer: User) -> StatusSet:
    """One that stands."""
    require(viewer, Permission.SEE_COUNCIL)
    standing = StatusSet.objects.standing().select_related("recommendation__whole")
    return get_object_or_404(standing, pk=pk)


def get_evidence_file(pk: int, *, viewer: User) -> StatusSet:
    """The status that rests on a file. One that was struck out is read too."""
    require(viewer, Permission.SEE_COUNCIL)
    return get_object_or_404(StatusSet, pk=pk, kept_as__isnull=False)


def may_tell_of(recommendations: Collection[Recommendation], *, viewer: User) -> bool:
    """Whether this person keeps them all, or sees to all of these."""
    if viewer.may(Permission.KEEP_PROMISES):
        return True
    return viewer.may(Permission.TELL_PROGRESS) and all(
        viewer.pk in {each.owner_user_id, each.whole and each.whole.owner_user_id}
        for each in recommendations
    )


def update_page(pk: int, *, viewer: User) -> UpdatePage:
    """Those struck out are read too."""
    require(viewer, Permission.SEE_COUNCIL)
    found = Update.objects.select_related(
        "source", "body", "meeting", "recorded_by", "changed_by", "struck_out_by"
    )
    update = get_object_or_404(found, pk=pk)
    of = about(update, viewer=viewer)
    statuses = update.statuses.select_related(
        "recommendation__whole",
        "recommendation__source",
        "superseded_by__whole",
        "superseded_by__source",
        "action__item__meeting__body",
    ).order_by("pk")
    shown = evidence.evidence_shown(list(statuses), viewer=viewer)
    return UpdatePage(
        update=update,
        recommendations=of,
        statuses=[
            _status_shown(
                each,
                each.recommendation,
                shown[each.pk],
                of=each.recommendation.full_number,
            )
            for each in statuses
        ],
        earlier=_earlier(update, _READ_OF_AN_UPDATE),
        may_tell=not update.is_struck_out and may_tell_of(of, viewer=viewer),
    )


_READ_OF_AN_UPDATE = (
    "words",
    "reported_on",
    "body_id",
    "told_to",
    "report",
    "told_by",
    "is_public",
)
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


def _earlier(entry: R, read: Sequence[str]) -> list[Version[R]]:
    """What it said before, the latest first. The database kept each."""
    kept = entry.events.order_by("-pgh_id")  # type: ignore[attr-defined]
    names = [field.attname for field in type(entry)._meta.concrete_fields]
    said = [
        (
            type(entry)(**{name: getattr(each, name) for name in names}),
            each.pgh_created_at,
        )
        for each in kept
    ]
    return [
        Version(said=before, until=changed_at)
        for (after, changed_at), (before, _) in pairwise(said)
        if any(getattr(before, name) != getattr(after, name) for name in read)
    ]


def owner_choices(*, viewer: User) -> list[tuple[int, str]]:
    """Staff and councillors who may tell of what they see to."""
    require(viewer, Permission.SEE_COUNCIL)
    found = (
        User.objects.get_queryset()
        .with_permission(Permission.TELL_PROGRESS)
        .in_order_of_name()
    )
    return [(each.pk, f"{each.name}, {each.role_words}") for each in found]


def to_choose_from(
    source: Source,
    *,
    viewer: User,
    at: datetime,
    but: Recommendation | None = None,
) -> ToChooseFrom:
    """What may be told of by this person, and what may take its place."""
    require(viewer, Permission.TELL_PROGRESS)
    on = timezone.localtime(at).date()
    standing = Recommendation.objects.standing().select_related("source", "whole")
    of_source = [
        each
        for each in standing.filter(source=source).in_order()
        if may_tell_of([each], viewer=viewer)
    ]
    others = [each for each in standing.in_order() if each != but]
    others.sort(key=lambda each: each.source_id != source.pk)
    return ToChooseFrom(
        recommendations=[(each.pk, _named(each)) for each in of_source],
        supersede=[
            (each.pk, _named(each, with_source=each.source_id != source.pk))
            for each in others
        ],
        bodies=bodies.body_choices(viewer=viewer, on=on),
        meetings=[
            (each.pk, meetings.name_of(each, viewer=viewer))
            for each in meetings.meetings(viewer=viewer, at=at)[:MOST_MEETINGS]
        ],
    )


MOST_MEETINGS = 100
LONGEST_NAME = 90


def _named(asked: Recommendation, *, with_source: bool = False) -> str:
    of = f" of {asked.source}" if with_source else ""
    words = Truncator(" ".join(asked.text.split())).chars(LONGEST_NAME)
    return f"{asked.full_number}{of}: {words}"


def updates_due(*, viewer: User | None, on: date) -> list[Line]:
    """Those on which an update is overdue, the longest first. None: for a task."""
    if viewer is not None:
        require(viewer, Permission.SEE_COUNCIL)
    lines = _lines(Recommendation.objects.standing(), on, is_public=False)
    late = [line for line in lines if line.is_update_overdue]
    return sorted(late, key=lambda line: line.update_due_on or on)


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Recommendations of every source, or those asked for, under their sources."""

    groups: Sequence[SourceLines]
    page: "Page[Line]"

    @property
    def how_many(self) -> int:
        return self.page.paginator.count

    @property
    def previous(self) -> int | None:
        return self.page.previous_page_number() if self.page.has_previous() else None

    @property
    def next(self) -> int | None:
        return self.page.next_page_number() if self.page.has_next() else None


@dataclass(frozen=True, kw_only=True)
class ListChoices:
    """Posts that see to recommendations, and where these came from."""

    owners: Sequence[str]
    sources: Sequence[tuple[int, str]]


ON_A_PAGE = 200


def recommendations_list(
    *,
    viewer: User,
    on: date,
    show: str = "",
    owner: str = "",
    source: int | None = None,
    page: str = "",
) -> ListPage:
    """By status ("red", or "none"), by owner, "overdue", or "due" an update."""
    require(viewer, Permission.SEE_COUNCIL)
    asked = Recommendation.objects.standing()
    every = _lines(asked, on, is_public=False)
    found = [
        line
        for line in every
        if _is_shown(line, show)
        and owner in ("", line.recommendation.owner)
        and source in (None, line.recommendation.source_id)
    ]
    shown = Paginator(found, ON_A_PAGE).get_page(page)
    by_source: dict[Source, list[Line]] = {}
    for line in shown:
        by_source.setdefault(line.recommendation.source, []).append(line)
    return ListPage(
        groups=[
            SourceLines(source=each, lines=lines) for each, lines in by_source.items()
        ],
        page=shown,
    )


def list_choices(*, viewer: User) -> ListChoices:
    require(viewer, Permission.SEE_COUNCIL)
    standing = Recommendation.objects.standing().exclude(owner="")
    titles = Source.objects.standing().order_by("title", "pk")
    return ListChoices(
        owners=list(
            standing.order_by("owner").values_list("owner", flat=True).distinct()
        ),
        sources=[(each.pk, each.title) for each in titles],
    )


def chosen(pks: Collection[int], *, viewer: User) -> list[Recommendation]:
    """Those that stand, in order."""
    require(viewer, Permission.SEE_COUNCIL)
    standing = Recommendation.objects.standing().filter(pk__in=pks)
    return list(standing.select_related("source", "whole").in_order())


def about(update: Update, *, viewer: User) -> list[Recommendation]:
    """What an update is about, in order."""
    require(viewer, Permission.SEE_COUNCIL)
    found = Recommendation.objects.filter(updates=update)
    return list(found.select_related("source", "whole").in_order())


def _is_shown(line: Line, show: str) -> bool:
    return {
        "": True,
        "overdue": line.is_overdue,
        "due": line.is_update_overdue,
        "none": line.status is None,
    }.get(show, line.status is not None and line.status.status == show)


# -- for reports -----------------------------------------------------------------------


def told(
    source_pks: Collection[int],
    *,
    viewer: User | None,
    on: date,
    recommendation_pks: Collection[int] = (),
    since: date | None = None,
    for_public: bool = False,
) -> list[SourceTold]:
    """These sources as a report sets them out, in the order they are asked for.

    `recommendation_pks` chooses among their recommendations; with no source named, they
    bring their sources along. `since`: updates of that day and later alone.
    """
    if viewer is not None:
        require(viewer, Permission.SEE_COUNCIL)
    is_public = for_public or viewer is None
    asked = Recommendation.objects.open_to(is_public=is_public)
    if source_pks:
        asked = asked.filter(source__in=source_pks)
    if recommendation_pks:
        chosen = Q(pk__in=recommendation_pks)
        asked = asked.filter(
            chosen
            | Q(whole__in=recommendation_pks)
            | Q(pk__in=asked.filter(chosen).values("whole"))
        )
    elif not source_pks:
        return []
    lines = _lines(asked, on, is_public=is_public)
    groups = [[line.recommendation] for line in lines]
    groups += [[part.recommendation] for line in lines for part in line.parts]
    stories = _stories(groups, viewer=viewer, is_public=is_public, since=since)
    story_of = {
        group[0].pk: story for group, story in zip(groups, stories, strict=True)
    }
    by_source: dict[Source, list[RecommendationTold]] = {}
    for line in lines:
        of_source = by_source.setdefault(line.recommendation.source, [])
        of_source.append(_told(line, story_of))
    order = list(source_pks) or [each.pk for each in by_source]
    return [
        SourceTold(
            title=source.title,
            made_by=source.made_by,
            made_on=source.made_on,
            recommendations=recommendations,
        )
        for source, recommendations in sorted(
            by_source.items(), key=lambda each: order.index(each[0].pk)
        )
    ]


def _told(line: Line, story_of: Mapping[int, Sequence[Told]]) -> RecommendationTold:
    asked = line.recommendation
    return RecommendationTold(
        number=asked.number,
        text=asked.text,
        theme=asked.theme,
        addressed_to=asked.addressed_to,
        answer=_answer(asked),
        owner=asked.owner,
        due_on=asked.due_on,
        status=line.status_words if line.status else "",
        updates=[_update_told(each) for each in story_of.get(asked.pk, ())],
        parts=[_told(part, story_of) for part in line.parts],
    )


def _answer(asked: Recommendation) -> str:
    if asked.answer == Answer.WAITING:
        return ""
    answer = asked.get_answer_display()
    return f"{answer}: {asked.why_answer}" if asked.why_answer else answer


def _update_told(moment: Told) -> UpdateTold:
    status = moment.statuses[-1] if moment.statuses else None
    return UpdateTold(
        on=moment.on,
        words=moment.update.words if moment.update else "",
        told_to=moment.update.whom if moment.update else "",
        status=status.words if status else "",
        set_by=status.set.set_by if status else "",
        evidence=status.evidence.lines if status else (),
        also=[each.full_number for each in moment.also],
    )
