"""Sources with their recommendations, and how far each has come.

The public is `viewer=None`, or `for_public`: sources and updates that are kept back are
left out, with the statuses set in them, and nobody is named but by a post.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from typing import Generic, TypeVar

from django.contrib.postgres.aggregates import ArrayAgg
from django.shortcuts import get_object_or_404
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.law.care import months_after
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
    """What an update or a recommendation said, until when, and of which it was then."""

    said: R
    until: datetime
    about: Sequence[str] = ()

    @classmethod
    def before(
        cls,
        entry: R,
        read: Sequence[str],
        about: Callable[[datetime], Sequence[str]] = lambda _at: (),
    ) -> "list[Version[R]]":
        """What it said before, the latest first. The database kept each.

        `about` says of which recommendations it was at a moment.
        """
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
            Version(said=before, until=changed_at, about=about(since))
            for (after, changed_at), (before, since) in pairwise(said)
            if any(getattr(before, name) != getattr(after, name) for name in read)
            or about(since) != about(changed_at)
        ]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A recommendation in a list: its status, what was last told, and how often."""

    recommendation: Recommendation
    status: StatusSet | None
    latest: Update | None
    updates: int
    on: date
    parts: Sequence["Line"] = ()

    @classmethod
    def of_each(
        cls, asked: RecommendationQuerySet, on: date, *, is_public: bool
    ) -> list["Line"]:
        """Whole ones in order, with their parts beneath."""
        return _lines(asked, on, is_public=is_public)

    @property
    def status_words(self) -> str:
        if self.status is None:
            is_refused = self.recommendation.answer == Answer.NOT_ACCEPTED
            return "Not accepted" if is_refused else "No status yet"
        return self.status.words_for(self.recommendation)

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
        begun_on = timezone.localtime(asked.recorded_at).date()
        since = max(told, default=asked.source.made_on or begun_on)
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
    """Four queries, however many there are."""
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


def get_source(pk: int, *, viewer: User) -> Source:
    """One that stands."""
    require(viewer, Permission.SEE_COUNCIL)
    return get_object_or_404(Source.objects.standing(), pk=pk)


def get_recommendation(pk: int, *, viewer: User) -> Recommendation:
    """One that stands."""
    require(viewer, Permission.SEE_COUNCIL)
    standing = Recommendation.objects.standing()
    return get_object_or_404(standing.select_related("source", "whole"), pk=pk)


def may_tell_of(recommendations: Collection[Recommendation], *, viewer: User) -> bool:
    """Whether this person keeps them all, or sees to all of these."""
    if viewer.may(Permission.KEEP_PROMISES):
        return True
    return viewer.may(Permission.TELL_PROGRESS) and all(
        viewer.pk in {each.owner_user_id, each.whole and each.whole.owner_user_id}
        for each in recommendations
    )


def owner_choices(*, viewer: User) -> list[tuple[int, str]]:
    """Staff and councillors who may tell of what they see to."""
    require(viewer, Permission.SEE_COUNCIL)
    found = (
        User.objects.get_queryset()
        .with_permission(Permission.TELL_PROGRESS)
        .in_order_of_name()
    )
    return [(each.pk, f"{each.name}, {each.role_words}") for each in found]
