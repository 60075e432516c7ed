"""Adding meetings, and changing or striking out whatever is written down of one.

`answers` are fields of what is written down, by their names; another table's row may be
given by its key (`body_id=3`).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format

from parentis.accounts.models import User
from parentis.accounts.roles import Permission
from parentis.meetings.choices import ItemKind, standing_items
from parentis.meetings.models import AgendaItem, Meeting
from parentis.recorded import actions as recorded

if TYPE_CHECKING:
    from parentis.recorded.models import Recorded

R = TypeVar("R", bound="Recorded")


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
        needs=Permission.RUN_MEETINGS,
        answers=answers,
        sent_as=sent_as,
        besides=with_items,
    )


def _minutes_of(meeting: Meeting) -> str:
    on = timezone.localtime(meeting.begins_at).date()
    return f"Minutes of the meeting of {date_format(on, 'j F Y')}"


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
            ItemsInOrder(gone.meeting_id).close_up()

    return recorded.strike_out(
        entry, by=by, at=at, needs=needs, why=why, besides=close_up
    )


class ItemsInOrder:
    """The items of an agenda, nobody else's to reorder until this is done."""

    def __init__(self, meeting: int) -> None:
        Meeting.objects.select_for_update().get(pk=meeting)
        found = AgendaItem.objects.standing().filter(meeting=meeting)
        self.items = list(found.order_by("place", "pk"))

    def put(self, items: Sequence[AgendaItem]) -> None:
        """Its place is not what anybody typed: an item's version stays."""
        for place, item in enumerate(items, 1):
            if item.place != place:
                AgendaItem.objects.filter(pk=item.pk).update(place=place)

    def close_up(self) -> None:
        self.put(self.items)
