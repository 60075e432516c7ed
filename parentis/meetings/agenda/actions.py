from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.shortcuts import get_object_or_404

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.meetings.actions import ItemsInOrder
from parentis.meetings.choices import AT_THE_END, ItemKind, MeetingState
from parentis.meetings.models import AgendaItem, FromYoungPeople, Meeting
from parentis.recorded import actions as recorded
from parentis.recorded.actions import NotRecorded


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
        agenda = ItemsInOrder(meeting)
        there = agenda.items
        last = [each for each in there if each.kind in AT_THE_END]
        item = recorded.add(
            AgendaItem,
            by=by,
            at=at,
            needs=Permission.RUN_MEETINGS,
            sent_as=sent_as,
            alike={"meeting_id": meeting},
            answers={"place": len(there) + 1} | dict(answers),
        )
        if item.pk not in {each.pk for each in there}:
            first = [each for each in there if each not in last]
            agenda.put([*first, item, *last])
    return item


@transaction.atomic
def move_item(item: int, *, by: User, at: datetime, is_up: bool) -> None:
    """One place up or down the agenda. The first stays first, and the last last."""
    require(by, Permission.RUN_MEETINGS)
    moved = get_object_or_404(AgendaItem.objects.standing(), pk=item)
    agenda = ItemsInOrder(moved.meeting_id)
    items = list(agenda.items)
    here = items.index(moved)
    there = max(0, here - 1) if is_up else min(len(items) - 1, here + 1)
    items.insert(there, items.pop(here))
    agenda.put(items)


def publish_agenda(meeting: int, *, by: User, at: datetime) -> Meeting:
    """From now on everybody may read what is open of it. Once is enough."""
    require(by, Permission.RUN_MEETINGS)
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


# -- what young people ask to talk about -----------------------------------------------

LONGEST_TITLE = 120


def put_on_agenda(
    saying: FromYoungPeople, *, by: User, at: datetime, meeting: int
) -> AgendaItem:
    """An item of the meeting, in the young people's own words. Once is enough."""
    require(by, Permission.KEEP_PROMISES)
    with transaction.atomic():
        agenda = ItemsInOrder(meeting)
        there = agenda.items
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
        agenda.put(_beside_the_others(there, item))
    return item


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
