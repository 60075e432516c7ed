from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import F, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.bodies import queries as bodies
from parentis.committee_report.from_council import ActionTold
from parentis.meetings.choices import EXEMPT_TITLE
from parentis.meetings.models import Action, Meeting
from parentis.meetings.queries import ON_A_PAGE, Reader, name_of

if TYPE_CHECKING:
    from parentis.meetings.models import ActionQuerySet


# Done actions are told for a year, where nobody says since when.
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class ActionShown:
    """What somebody was asked to do. `state`: Done, Overdue or Open."""

    pk: int
    words: str
    owner: str
    asked_on: date
    asked_by: str
    due_on: date | None
    done_on: date | None
    what_was_done: str
    state: str
    is_exempt: bool
    address: str

    @classmethod
    def of(cls, action: Action, meeting: Meeting, reader: Reader) -> "ActionShown":
        is_done = action.done_on is not None
        state = "Overdue" if action.is_overdue(reader.on) else "Open"
        on = timezone.localtime(meeting.begins_at).date()
        return cls(
            pk=action.pk,
            words=action.words,
            owner=action.owner,
            asked_on=on,
            asked_by=meeting.body.name_on(on),
            due_on=action.due_on,
            done_on=action.done_on,
            what_was_done=action.what_was_done,
            state="Done" if is_done else state,
            is_exempt=action.item.is_exempt,
            address=action.get_absolute_url() if reader.viewer else "",
        )


def get_action(pk: int, *, viewer: User) -> Action:
    """One under an exempt item is for those who read such items, and for its owner."""
    require(viewer, Permission.SEE_COUNCIL)
    return get_object_or_404(_actions(Reader(viewer=viewer, on=date.min)), pk=pk)


@dataclass(frozen=True, kw_only=True)
class ActionPage:
    shown: ActionShown
    action: Action
    item: str
    meeting: str
    meeting_address: str
    may_finish: bool
    may_change: bool


def action_page(pk: int, *, viewer: User, on: date) -> ActionPage:
    """What its owner reads of the item is no more than they may."""
    action = get_action(pk, viewer=viewer)
    reader = Reader(viewer=viewer, on=on)
    item, may_change = action.item, viewer.may(Permission.RUN_MEETINGS)
    is_hidden = item.is_exempt and not reader.sees_exempt
    address = f"{item.meeting.get_absolute_url()}#item-{item.pk}"
    return ActionPage(
        shown=ActionShown.of(action, item.meeting, reader),
        action=action,
        item=EXEMPT_TITLE if is_hidden else item.title,
        meeting=name_of(item.meeting, viewer=viewer),
        meeting_address=address,
        may_finish=may_change or action.owner_user_id == viewer.pk,
        may_change=may_change,
    )


def open_actions(
    *, viewer: User, on: date, body: int | None = None, of: User | None = None
) -> list[ActionShown]:
    """What is not done yet: overdue first, what has no day last."""
    require(viewer, Permission.SEE_COUNCIL)
    reader = Reader(viewer=viewer, on=on)
    found = _actions(reader, body=body).open()
    if of is not None:
        found = found.filter(owner_user=of)
    rows = found.order_by(F("due_on").asc(nulls_last=True), "pk")
    return [ActionShown.of(each, each.item.meeting, reader) for each in rows]


def actions_told(
    body_pk: int,
    *,
    viewer: User | None,
    on: date,
    since: date | None = None,
    for_public: bool = False,
) -> list[ActionTold]:
    """What is open, and what was done since (a year ago, where nobody says)."""
    reader = Reader.asking(viewer, on, for_public=for_public)
    lately = since or on - A_YEAR
    found = _actions(reader, body=body_pk).filter(
        Q(done_on__isnull=True) | Q(done_on__gte=lately)
    )
    rows = found.order_by("item__meeting__begins_at", "pk")
    shown = [ActionShown.of(each, each.item.meeting, reader) for each in rows]
    return [
        ActionTold(
            words=each.words,
            owner=each.owner,
            asked_on=each.asked_on,
            due_on=each.due_on,
            state=_state(each),
        )
        for each in shown
    ]


def _state(action: ActionShown) -> str:
    if action.done_on is None:
        return action.state
    return f"Done on {date_format(action.done_on, 'j F Y')}: {action.what_was_done}"


def _actions(reader: Reader, *, body: int | None = None) -> "ActionQuerySet":
    """Those the reader may see, each with its meeting."""
    found = Action.objects.standing().filter(
        item__struck_out_at__isnull=True, item__meeting__struck_out_at__isnull=True
    )
    if reader.viewer is None:
        found = found.filter(item__meeting__body__is_open_to_public=True)
    if not reader.sees_exempt:
        theirs = Q(owner_user=reader.viewer) if reader.viewer else Q(pk__in=())
        found = found.filter(Q(item__is_exempt=False) | theirs)
    if body is not None:
        found = found.filter(item__meeting__body=body)
    return found.select_related("item__meeting__body", "owner_user").prefetch_related(
        "item__meeting__body__names"
    )


# -- the list of all of them -----------------------------------------------------------

LISTS_OF_ACTIONS = (
    ("open", "Open"),
    ("overdue", "Overdue"),
    ("mine", "Mine"),
    ("done", "Done"),
)


@dataclass(frozen=True, kw_only=True)
class ActionsPage:
    """`show`: open, overdue, mine or done."""

    page: "Page[Action]"
    actions: Sequence[ActionShown]
    bodies: Sequence[tuple[int, str]]
    body: int | None
    show: str
    how_many_overdue: int
    lists: Sequence[tuple[str, str]] = LISTS_OF_ACTIONS

    @property
    def name(self) -> str:
        return dict(self.lists)[self.show]


def actions_page(
    *,
    viewer: User,
    on: date,
    body: int | None = None,
    show: str = "open",
    page: int = 1,
) -> ActionsPage:
    require(viewer, Permission.SEE_COUNCIL)
    reader = Reader(viewer=viewer, on=on)
    found = _actions(reader, body=body)
    overdue = found.overdue(on)
    lists = {
        "overdue": overdue,
        "mine": found.open().filter(owner_user=viewer),
        "done": found.filter(done_on__isnull=False),
    }
    rows = lists[show] if show in lists else found.open()
    order = F("done_on").desc() if show == "done" else F("due_on").asc(nulls_last=True)
    shown = Paginator(rows.order_by(order, "pk"), ON_A_PAGE).get_page(page)
    return ActionsPage(
        page=shown,
        actions=[ActionShown.of(each, each.item.meeting, reader) for each in shown],
        bodies=bodies.body_choices(viewer=viewer, on=on),
        body=body,
        show=show if show in lists else "open",
        how_many_overdue=overdue.count(),
    )


def owner_choices(*, viewer: User) -> list[tuple[int, str]]:
    """Staff who may be told of an action."""
    require(viewer, Permission.RUN_MEETINGS)
    found = User.objects.filter(is_active=True).order_by("name", "pk")
    return [(each.pk, f"{each.name}, {each.email}") for each in found]
