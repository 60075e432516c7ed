"""An update and what it is about, and what forms offer to tell of."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.bodies import queries as bodies
from parentis.evidence import queries as evidence
from parentis.meetings import queries as meetings
from parentis.recommendations.models import (
    Recommendation,
    Source,
    StatusSet,
    ToldOf,
    Update,
)
from parentis.recommendations.queries import Version, may_tell_of
from parentis.recommendations.story.queries import StatusShown

DELETED = "delete"
"""How the history of a table names what was taken away from it."""


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
        facts = (
            ("Told on", date_format(told.reported_on, "j F Y")),
            ("Told to", told.whom),
            ("At the meeting of", meeting and date_format(meeting, "j F Y")),
            ("In the report", told.report),
            ("Told by", told.told_by),
            ("Everybody may read it", "Yes" if told.is_public else "No"),
            ("Written down by", told.recorded_by),
            ("Corrected by", told.changed_by),
        )
        return [{"key": key, "value": value} for key, value in facts if value]


@dataclass(frozen=True, kw_only=True)
class ToChooseFrom:
    """What the lists of a form for an update or a status offer."""

    recommendations: Sequence[tuple[int, str]]
    supersede: Sequence[tuple[int, str]]
    bodies: Sequence[tuple[int, str]] = ()
    meetings: Sequence[tuple[int, str]] = ()


MOST_MEETINGS = 100
LONGEST_NAME = 90


def _about_then(update: Update) -> Callable[[datetime], list[str]]:
    """Of which recommendations it was at a moment, by what the database kept."""
    kept = ToldOf.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        update_told=update.pk
    ).order_by("pgh_id")
    moments = list(kept.values_list("recommendation_id", "pgh_label", "pgh_created_at"))
    every = Recommendation.objects.filter(pk__in={pk for pk, _, _ in moments})
    asked = list(every.select_related("whole").in_order())

    def at(moment: datetime) -> list[str]:
        told: set[int] = set()
        for pk, label, on in moments:
            if on <= moment:
                (told.discard if label == DELETED else told.add)(pk)
        return [each.full_number for each in asked if each.pk in told]

    return at


_READ_OF_AN_UPDATE = (
    "words",
    "reported_on",
    "body_id",
    "told_to",
    "report",
    "told_by",
    "is_public",
)


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
            StatusShown.by(
                each,
                each.recommendation,
                shown[each.pk],
                of=each.recommendation.full_number,
            )
            for each in statuses
        ],
        earlier=Version.before(update, _READ_OF_AN_UPDATE, _about_then(update)),
        may_tell=not update.is_struck_out and may_tell_of(of, viewer=viewer),
    )


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


def _named(asked: Recommendation, *, with_source: bool = False) -> str:
    of = f" of {asked.source}" if with_source else ""
    words = Truncator(" ".join(asked.text.split())).chars(LONGEST_NAME)
    return f"{asked.full_number}{of}: {words}"


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
