"""Keeping meetings: agendas, papers, who came, minutes, decisions, actions, plans.

`answers` are fields of what is written down, by their names; another table's row may be
given by its key (`body_id=3`).
"""

import hashlib
import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.meetings.choices import (
    AT_THE_END,
    Came,
    FileForm,
    ItemKind,
    MeetingState,
    standing_items,
)
from parentis.meetings.models import (
    Action,
    AgendaItem,
    Attendance,
    Decision,
    Declaration,
    ForwardPlanItem,
    FromYoungPeople,
    Meeting,
    MeetingsFeed,
    Paper,
)
from parentis.notices import actions as notices
from parentis.recorded import actions as recorded
from parentis.recorded.actions import NotRecorded

if TYPE_CHECKING:
    from parentis.recorded.models import Recorded

R = TypeVar("R", bound="Recorded")
RUN = Permission.RUN_MEETINGS
KEEP = Permission.KEEP_PROMISES
NO_ROOM = (
    "The file could not be kept: there is no room left for it, or its folder cannot be"
    " written. Tell whoever looks after Parentis. Nothing else was changed."
)


# -- meetings and their agendas --------------------------------------------------------


def add_meeting(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Meeting:
    """A meeting with the items that every agenda has."""

    def with_items(meeting: Meeting) -> None:
        others = Meeting.objects.standing().filter(body=meeting.body_id)
        last = (
            others.filter(begins_at__lt=meeting.begins_at).order_by("begins_at").last()
        )
        AgendaItem.objects.bulk_create(
            AgendaItem(
                meeting=meeting,
                place=place,
                kind=kind,
                title=_minutes_of(last) if kind == ItemKind.MINUTES and last else title,
                recorded_by=by,
                recorded_at=at,
            )
            for place, (kind, title) in enumerate(standing_items(meeting.body.kind), 1)
        )

    return recorded.add(
        Meeting,
        by=by,
        at=at,
        needs=RUN,
        answers=answers,
        sent_as=sent_as,
        besides=with_items,
    )


def _minutes_of(meeting: Meeting) -> str:
    on = timezone.localtime(meeting.begins_at).date()
    return f"Minutes of the meeting of {_day(on)}"


def change(
    entry: R,
    *,
    by: User,
    at: datetime,
    needs: Permission,
    version: int,
    answers: Mapping[str, Any],
) -> R:
    """Corrects what was written down, as `recorded.actions.change` does."""
    return recorded.change(
        entry, by=by, at=at, needs=needs, version=version, answers=answers
    )


def strike_out(entry: R, *, by: User, at: datetime, needs: Permission, why: str) -> R:
    """Takes it out of use. The items after one that goes close up."""

    def close_up(gone: R) -> None:
        if isinstance(gone, AgendaItem):
            _renumber(gone.meeting_id)

    return recorded.strike_out(
        entry, by=by, at=at, needs=needs, why=why, besides=close_up
    )


def add_item(
    meeting: int,
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> AgendaItem:
    """Before the items that end an agenda, whatever it is."""
    with transaction.atomic():
        there = _items(meeting)
        last = [each for each in there if each.kind in AT_THE_END]
        item = recorded.add(
            AgendaItem,
            by=by,
            at=at,
            needs=RUN,
            sent_as=sent_as,
            alike={"meeting_id": meeting},
            answers={"place": len(there) + 1} | dict(answers),
        )
        if item.pk not in {each.pk for each in there}:
            first = [each for each in there if each not in last]
            _number([*first, item, *last])
    return item


@transaction.atomic
def move_item(item: int, *, by: User, at: datetime, is_up: bool) -> None:
    """One place up or down the agenda. The first stays first, and the last last."""
    require(by, RUN)
    moved = get_object_or_404(AgendaItem.objects.standing(), pk=item)
    items = _items(moved.meeting_id)
    here = items.index(moved)
    there = max(0, here - 1) if is_up else min(len(items) - 1, here + 1)
    items.insert(there, items.pop(here))
    _number(items)


def _items(meeting: int) -> list[AgendaItem]:
    """In order, and nobody else's to reorder until this is done."""
    Meeting.objects.select_for_update().get(pk=meeting)
    found = AgendaItem.objects.standing().filter(meeting=meeting)
    return list(found.order_by("place", "pk"))


def _renumber(meeting: int) -> None:
    _number(_items(meeting))


def _number(items: Sequence[AgendaItem]) -> None:
    """Its place is not what anybody typed: an item's version stays."""
    for place, item in enumerate(items, 1):
        if item.place != place:
            AgendaItem.objects.filter(pk=item.pk).update(place=place)


def publish_agenda(meeting: int, *, by: User, at: datetime) -> Meeting:
    """From now on everybody may read what is open of it. Once is enough."""
    require(by, RUN)
    with transaction.atomic():
        found = get_object_or_404(
            Meeting.objects.standing().select_for_update(), pk=meeting
        )
        if found.state == MeetingState.CANCELLED:
            raise NotRecorded("The meeting is cancelled. Its agenda is not published.")
        if found.agenda_published_at is None:
            found.agenda_published_at = at
            found.changed_by, found.changed_at = by, at
            found.version += 1
            found.save()
    return found


# -- papers ----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class NewFile:
    """A file to keep: what it is, its clean name, and every byte of it."""

    form: FileForm
    name: str
    contents: bytes


def upload_paper(
    item: int,
    *,
    by: User | None,
    at: datetime,
    title: str,
    file: NewFile,
    is_exempt: bool = False,
    paragraph: str = "",
    sent_as: UUID | None = None,
) -> Paper:
    """Keeps a file under an item. The same sheet is kept once.

    Raises NotRecorded, with one clear sentence, where the disk does not take it.
    """
    try:
        return recorded.add(
            Paper,
            by=by,
            at=at,
            needs=RUN,
            sent_as=sent_as,
            alike={"item_id": item},
            answers={
                "title": title,
                "is_exempt": is_exempt,
                "paragraph": paragraph,
                "file_name": file.name,
                "file_form": file.form,
                "size": len(file.contents),
                "sha256": sha256(file.contents).hexdigest(),
            },
            besides=lambda paper: _write(paper, file.contents),
        )
    except OSError as refused:
        raise NotRecorded(NO_ROOM) from refused


def _write(paper: Paper, contents: bytes) -> None:
    """Readable by the product alone, and on the disk before anybody is told.

    The row is new, so a file of its name is nobody's: one left behind by a restore.
    """
    paper.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        with os.fdopen(os.open(paper.path, flags, 0o600), "wb") as kept:
            kept.write(contents)
            kept.flush()
            os.fsync(kept.fileno())
    except OSError:
        paper.path.unlink(missing_ok=True)
        raise


def put_paper(
    item: int,
    *,
    by: User | None,
    at: datetime,
    title: str,
    address: str,
    public_address: str = "",
    is_exempt: bool = False,
    paragraph: str = "",
) -> Paper:
    """A report puts itself under an item. One paper an address, brought up to date."""
    if by is not None:
        require(by, Permission.WRITE_REPORTS)
    with transaction.atomic():
        found = get_object_or_404(AgendaItem.objects.standing(), pk=item)
        _items(found.meeting_id)
        there = Paper.objects.standing().filter(item=item, address=address).first()
        paper = there or Paper(
            item=found, address=address, recorded_by=by, recorded_at=at
        )
        said = {
            "title": title,
            "public_address": public_address,
            "is_exempt": is_exempt,
            "paragraph": paragraph if is_exempt else "",
        }
        if there and all(getattr(there, name) == now for name, now in said.items()):
            return there
        for name, now in said.items():
            setattr(paper, name, now)
        if there:
            paper.changed_by, paper.changed_at = by, at
            paper.version += 1
        paper.save()
    return paper


@transaction.atomic
def withdraw_paper(
    item: int, *, by: User, at: datetime, address: str, why: str
) -> None:
    """A report leaves the agenda. Nothing happens where it is not on it."""
    require(by, Permission.WRITE_REPORTS)
    for paper in Paper.objects.standing().filter(item=item, address=address):
        recorded.strike_out(
            paper, by=by, at=at, needs=Permission.WRITE_REPORTS, why=why
        )


# -- what happened there ---------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class WhoCame:
    """Of one seat: whether they came, who came for them, and whether online."""

    came: Came
    substitute_id: int | None = None
    is_remote: bool = False


def record_attendance(
    meeting: Meeting,
    *,
    by: User,
    at: datetime,
    version: int,
    seats: Mapping[int, WhoCame],
    also_present: str = "",
) -> Meeting:
    """Who came, by seat. The meeting is held from now on.

    Raises ChangedSince where somebody else changed the meeting meanwhile.
    """

    def keep(now: Meeting) -> None:
        for seat, each in seats.items():
            Attendance.objects.update_or_create(
                meeting=now,
                membership_id=seat,
                defaults={
                    "came": each.came,
                    "substitute_id": each.substitute_id,
                    "is_remote": each.is_remote,
                },
            )

    if meeting.begins_at > at:
        raise NotRecorded("The meeting has not begun yet.")
    return recorded.change(
        meeting,
        by=by,
        at=at,
        needs=RUN,
        version=version,
        answers={"also_present": also_present, "state": MeetingState.HELD},
        besides=keep,
    )


def add_declaration(
    meeting: int,
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Declaration:
    return _add_under(Declaration, "meeting_id", meeting, by, at, answers, sent_as)


def decide(
    item: int,
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Decision:
    """What was decided under an item: `kind`, `words`, `is_key`, `votes`."""
    return _add_under(Decision, "item_id", item, by, at, answers, sent_as)


def ask_action(
    item: int,
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> Action:
    """What somebody was asked to do: `words`, `owner`, `owner_user_id`, `due_on`.

    Whoever has to do it is told at once.
    """

    def tell(action: Action) -> None:
        if action.owner_user is not None and action.owner_user != by:
            notices.tell(
                [action.owner_user],
                by=by,
                at=at,
                about=f"A meeting asked you to do something{_by_when(action)}.",
                link=action.get_absolute_url(),
            )

    return _add_under(Action, "item_id", item, by, at, answers, sent_as, tell)


def _add_under(
    model: type[R],
    under: str,
    key: int,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None,
    besides: Any = None,
) -> R:
    return recorded.add(
        model,
        by=by,
        at=at,
        needs=RUN,
        sent_as=sent_as,
        alike={under: key},
        answers=answers,
        besides=besides,
    )


def _by_when(action: Action) -> str:
    return f" by {_day(action.due_on)}" if action.due_on else ""


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def finish_action(
    action: Action,
    *,
    by: User,
    at: datetime,
    version: int,
    done_on: date,
    what_was_done: str,
) -> Action:
    """By who was asked to do it, or who runs the meetings."""
    return _finish(
        action, by, at, version, {"done_on": done_on, "what_was_done": what_was_done}
    )


def reopen_action(action: Action, *, by: User, at: datetime, version: int) -> Action:
    """It is not done after all. What was written stays in its history."""
    return _finish(action, by, at, version, {"done_on": None})


def require_may_finish(action: Action, *, by: User) -> None:
    """Raises PermissionDenied for who neither does it nor runs the meetings."""
    if action.owner_user_id != by.pk and not by.may(RUN):
        raise PermissionDenied("Only who has to do it may say that it is done.")


def _finish(
    action: Action, by: User, at: datetime, version: int, answers: Mapping[str, Any]
) -> Action:
    require_may_finish(action, by=by)
    return recorded.change(
        action,
        by=by,
        at=at,
        needs=Permission.SEE_COUNCIL,
        version=version,
        answers=answers,
    )


@transaction.atomic
def approve_minutes(
    meeting: int, *, by: User, at: datetime, approved_on: date
) -> Meeting:
    """They are public from now on, where the body meets in public."""
    require(by, RUN)
    found = get_object_or_404(
        Meeting.objects.standing().select_for_update(), pk=meeting
    )
    if found.state != MeetingState.HELD:
        raise NotRecorded("Say who came first: the meeting has not been held yet.")
    if approved_on < timezone.localtime(found.begins_at).date():
        raise NotRecorded("The minutes cannot be approved before the meeting.")
    found.minutes_approved_on = approved_on
    found.changed_by, found.changed_at = by, at
    found.version += 1
    found.save()
    return found


@transaction.atomic
def chase_overdue(*, by: User | None, at: datetime) -> int:
    """Tells each who was to do something by a day that has passed, once of each day.

    Run again it tells nobody anything twice. Gives how many were told of something.
    """
    on = timezone.localtime(at).date()
    late = Action.objects.overdue(on).filter(
        owner_user__is_active=True,
        item__struck_out_at__isnull=True,
        item__meeting__struck_out_at__isnull=True,
    )
    waiting = [
        each
        for each in late.select_for_update(of=["self"]).select_related("owner_user")
        if each.told_of_due_on != each.due_on
    ]
    for action in waiting:
        Action.objects.filter(pk=action.pk).update(told_of_due_on=action.due_on)
    by_person: dict[User, list[Action]] = {}
    for action in waiting:
        if action.owner_user is not None:
            by_person.setdefault(action.owner_user, []).append(action)
    for person, theirs in by_person.items():
        notices.tell(
            [person], by=by, at=at, about=_overdue(theirs), link=_where(theirs)
        )
    return len(by_person)


def _overdue(actions: Sequence[Action]) -> str:
    if len(actions) > 1:
        return f"{len(actions)} things that meetings asked you to do are overdue."
    due = actions[0].due_on
    since = f": it was due on {_day(due)}" if due else ""
    return f"Something a meeting asked you to do is overdue{since}."


def _where(actions: Sequence[Action]) -> str:
    return (
        actions[0].get_absolute_url()
        if len(actions) == 1
        else "/meetings/actions/?show=mine"
    )


# -- what is planned -------------------------------------------------------------------


def plan_ahead(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> ForwardPlanItem:
    """An item of a forward plan: `body_id`, `month` (its first day), `title`…"""
    return recorded.add(
        ForwardPlanItem, by=by, at=at, needs=RUN, answers=answers, sent_as=sent_as
    )


# -- what young people ask -------------------------------------------------------------


def add_from_young_people(
    *,
    by: User | None,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None = None,
) -> FromYoungPeople:
    """What a group asks of a body: `asked_of_id`, `said_by`, `words`, `said_on`."""
    return recorded.add(
        FromYoungPeople, by=by, at=at, needs=KEEP, answers=answers, sent_as=sent_as
    )


def put_on_agenda(
    saying: FromYoungPeople, *, by: User, at: datetime, meeting: int
) -> AgendaItem:
    """An item of the meeting, in the young people's own words. Once is enough."""
    require(by, KEEP)
    with transaction.atomic():
        there = _items(meeting)
        for each in there:
            if each.asked_by_young_people_id == saying.pk:
                return each
        item = AgendaItem(
            meeting_id=meeting,
            place=len(there) + 1,
            kind=ItemKind.YOUNG_PEOPLE,
            title=_title_of(saying),
            what_for="" if _title_of(saying) == saying.words else saying.words,
            lead=saying.said_by,
            asked_by_young_people=saying,
            recorded_by=by,
            recorded_at=at,
        )
        item.save()
        _number(_beside_the_others(there, item))
    return item


LONGEST_TITLE = 120


def _title_of(saying: FromYoungPeople) -> str:
    """The first words, where they are many: the whole of it is what the item is for."""
    words = " ".join(saying.words.split())
    if len(words) <= LONGEST_TITLE:
        return words
    return f"{words[:LONGEST_TITLE].rpartition(' ')[0]}…"


def _beside_the_others(
    there: Iterable[AgendaItem], item: AgendaItem
) -> list[AgendaItem]:
    """After the other items of young people, or before those that end an agenda."""
    items = list(there)
    places = [i for i, each in enumerate(items) if each.kind == ItemKind.YOUNG_PEOPLE]
    ending = [i for i, each in enumerate(items) if each.kind in AT_THE_END]
    where = places[-1] + 1 if places else (ending[0] if ending else len(items))
    items.insert(where, item)
    return items


def answer_young_people(
    saying: FromYoungPeople,
    *,
    by: User,
    at: datetime,
    version: int,
    answer: str,
    answered_on: date,
) -> FromYoungPeople:
    """What the body answers: "we will"."""
    return recorded.change(
        saying,
        by=by,
        at=at,
        needs=KEEP,
        version=version,
        answers={"answer": answer, "answered_on": answered_on},
    )


def tell_young_people(
    saying: FromYoungPeople,
    *,
    by: User,
    at: datetime,
    version: int,
    told_on: date,
    how_told: str,
) -> FromYoungPeople:
    """That the answer went back to them, when and how."""
    return recorded.change(
        saying,
        by=by,
        at=at,
        needs=KEEP,
        version=version,
        answers={"told_on": told_on, "how_told": how_told},
    )


# -- somebody's calendar ---------------------------------------------------------------


def make_feed(*, by: User, at: datetime, bodies: Sequence[int]) -> str:
    """A new address of somebody's calendar: its secret, which is shown once.

    The one before opens nothing from now on. `bodies` empty: all of them.
    """
    require(by, Permission.SEE_COUNCIL)
    token = secrets.token_urlsafe(32)
    # A secret as long as this needs no salt.
    token_hash = hashlib.sha256(token.encode()).hexdigest()
    MeetingsFeed.objects.update_or_create(
        person=by,
        defaults={"token_hash": token_hash, "made_at": at, "bodies": list(bodies)},
    )
    return token


def end_feed(*, by: User) -> None:
    require(by, Permission.SEE_COUNCIL)
    MeetingsFeed.objects.filter(person=by).delete()
