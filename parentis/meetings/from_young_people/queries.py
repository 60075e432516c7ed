from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.bodies import queries as bodies
from parentis.committee_report.from_council import SayingTold
from parentis.meetings.actions_asked.queries import ActionShown
from parentis.meetings.models import Action, AgendaItem, FromYoungPeople
from parentis.meetings.queries import ON_A_PAGE, Reader, name_of

if TYPE_CHECKING:
    from parentis.meetings.models import FromYoungPeopleQuerySet


@dataclass(frozen=True, kw_only=True)
class YouSaid:
    """What young people said, what was answered, what will be and what was done."""

    pk: int
    body_pk: int
    body: str
    words: str
    who: str
    said_on: date
    answer: str
    answered_on: date | None
    told_on: date | None
    how_told: str
    talked_about: Sequence[tuple[str, str]]
    we_will: Sequence[ActionShown]
    we_did: Sequence[ActionShown]
    address: str

    @property
    def state(self) -> str:
        if self.told_on:
            return "Answered, and told"
        return "Answered, not told yet" if self.answered_on else "Not answered yet"

    @property
    def colour(self) -> str:
        if self.told_on:
            return "green"
        return "yellow" if self.answered_on else "red"


@dataclass(frozen=True, kw_only=True)
class YouSaidPage:
    page: "Page[FromYoungPeople]"
    sayings: Sequence[YouSaid]
    bodies: Sequence[tuple[int, str]]
    body: int | None
    show: str
    how_many_waiting: int
    may_change: bool


def from_young_people_page(
    *,
    viewer: User,
    on: date,
    body: int | None = None,
    show: str = "waiting",
    page: int = 1,
) -> YouSaidPage:
    """Those waiting for an answer, the longest first; or all, the latest first."""
    require(viewer, Permission.SEE_COUNCIL)
    reader = Reader(viewer=viewer, on=on)
    found = _sayings(reader, body=body)
    waiting = found.waiting()
    is_all = show == "all"
    rows = (
        found.order_by("-said_on", "-pk")
        if is_all
        else waiting.order_by("said_on", "pk")
    )
    shown = Paginator(rows, ON_A_PAGE).get_page(page)
    return YouSaidPage(
        page=shown,
        sayings=[_you_said(each, reader) for each in shown],
        bodies=bodies.body_choices(viewer=viewer, on=on),
        body=body,
        show="all" if is_all else "waiting",
        how_many_waiting=waiting.count(),
        may_change=viewer.may(Permission.KEEP_PROMISES),
    )


def you_said(pk: int, *, viewer: User, on: date) -> YouSaid:
    require(viewer, Permission.SEE_COUNCIL)
    reader = Reader(viewer=viewer, on=on)
    return _you_said(get_object_or_404(_sayings(reader), pk=pk), reader)


def get_from_young_people(pk: int, *, viewer: User) -> FromYoungPeople:
    require(viewer, Permission.SEE_COUNCIL)
    found = FromYoungPeople.objects.standing().select_related("asked_of")
    return get_object_or_404(found, pk=pk)


def public_you_said(
    *,
    viewer: User | None = None,
    on: date,
    body: int | None = None,
    since: date | None = None,
) -> list[YouSaid]:
    """What groups of young people said to bodies that meet in public, latest first."""
    reader = Reader(viewer=None, on=on)
    found = _sayings(reader, body=body)
    if since is not None:
        found = found.filter(said_on__gte=since)
    return [_you_said(each, reader) for each in found.order_by("-said_on", "-pk")]


def views_told(
    body_pk: int | None,
    *,
    viewer: User | None,
    since: date,
    on: date,
    for_public: bool = False,
) -> list[SayingTold]:
    """What groups of young people said to a body (None: to any) and was answered."""
    reader = Reader.asking(viewer, on, for_public=for_public)
    found = _sayings(reader, body=body_pk).filter(said_on__gte=since, said_on__lte=on)
    return [
        SayingTold(
            words=each.words, who=each.said_by, on=each.said_on, answer=each.answer
        )
        for each in found.order_by("said_on", "pk")
    ]


def _sayings(reader: Reader, *, body: int | None = None) -> "FromYoungPeopleQuerySet":
    """With where each was talked about, and what was asked for there."""
    items = AgendaItem.objects.standing().filter(meeting__struck_out_at__isnull=True)
    actions = Action.objects.standing().select_related("item")
    found = FromYoungPeople.objects.standing()
    if not reader.sees_exempt:
        items = items.filter(is_exempt=False)
    if reader.viewer is None:
        items = items.filter(meeting__agenda_published_at__isnull=False)
        found = found.filter(asked_of__is_open_to_public=True)
    if body is not None:
        found = found.filter(asked_of=body)
    items = items.select_related("meeting__body").prefetch_related(
        "meeting__body__names", Prefetch("actions", actions)
    )
    return found.select_related("asked_of").prefetch_related(
        Prefetch("items", items.order_by("meeting__begins_at", "pk"))
    )


def _you_said(saying: FromYoungPeople, reader: Reader) -> YouSaid:
    items = list(saying.items.all())
    actions = [
        ActionShown.of(action, item.meeting, reader)
        for item in items
        for action in item.actions.all()
    ]
    return YouSaid(
        pk=saying.pk,
        body_pk=saying.asked_of_id,
        body=saying.asked_of.name,
        words=saying.words,
        who=saying.said_by,
        said_on=saying.said_on,
        answer=saying.answer,
        answered_on=saying.answered_on,
        told_on=saying.told_on,
        how_told=saying.how_told,
        talked_about=[
            (
                name_of(item.meeting, viewer=reader.viewer),
                item.meeting.get_absolute_url() if reader.viewer else "",
            )
            for item in items
        ],
        we_will=[each for each in actions if each.done_on is None],
        we_did=[each for each in actions if each.done_on is not None],
        address=saying.get_absolute_url() if reader.viewer else "",
    )
