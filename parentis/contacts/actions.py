"""Recording contacts, looking for who is lost, and answering the return's question."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.contacts import queries
from parentis.contacts.choices import (
    CAME_BACK,
    CONTACTS,
    IN_TOUCH,
    LOST_TOUCH,
    HowEnded,
    InTouchCode,
)
from parentis.contacts.models import (
    ComingBack,
    Contact,
    InTouchAnswer,
    LostTouch,
    standing,
)
from parentis.drafts import actions as drafts
from parentis.entries import actions as entries
from parentis.recorded.actions import ChangedSince, NotRecorded

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson

__all__ = ["AlreadyRecorded", "ChangedSince", "NotRecorded"]

# The page whose drafts end with the contact that came of them.
RECORD_CONTACT = "contacts:record_contact"


class AlreadyRecorded(NotRecorded):
    """The same sheet was recorded with other words, from another window or device."""

    def __init__(self, contact: Contact) -> None:
        super().__init__(
            "This contact is on the record already, with other words. What you wrote is"
            " still below: open the contact that is recorded and put into it what it"
            " lacks, or save this as another contact."
        )
        self.contact = contact


# -- contacts --------------------------------------------------------------------------


@transaction.atomic
def record_contact(
    young_person: "YoungPerson",
    *,
    by: User,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None,
) -> Contact:
    """Once for a sheet, however often it is sent. Its draft ends with it.

    Raises AlreadyRecorded where the sheet was recorded before with other words.
    """
    require(by, Permission.CHANGE_RECORDS)
    contact = entries.add(
        Contact,
        young_person,
        by=by,
        at=at,
        kind=CONTACTS,
        answers={**answers, "made_by": by},
        sent_as=sent_as,
    )
    if any(getattr(contact, name) != said for name, said in answers.items()):
        raise AlreadyRecorded(contact)
    drafts.discard(RECORD_CONTACT, str(young_person.pk), by=by, at=at, sent_as=sent_as)
    _back_in_touch(contact, by=by, at=at)
    return contact


@transaction.atomic
def record_others_there(
    contact: Contact,
    *,
    by: User,
    at: datetime,
    others: Sequence["YoungPerson"],
    note: str,
) -> list[Contact]:
    """A contact of their own for each who was there too, with nobody else's name.

    What one young person said or is to do next stays in that one's record.
    """
    require(by, Permission.CHANGE_RECORDS)
    if named := _named_in(note, [contact.young_person, *others]):
        raise NotRecorded(
            f"The words name {named}. Leave out the names of the others: each record is"
            " read by whom it is about."
        )
    now = Contact.objects.select_for_update().get(pk=contact.pk)
    if now.together is None:
        now.together = uuid4()
        now.save(update_fields=["together"])
    shared = ("held_at", "kind", "is_made", "is_seen", "where", "made_by", "together")
    answers = {name: getattr(now, name) for name in shared} | {"note": note}
    made = [
        entries.add(
            Contact,
            each,
            by=by,
            at=at,
            kind=CONTACTS,
            answers=answers,
            sent_as=now.together,
        )
        for each in others
    ]
    for each in made:
        _back_in_touch(each, by=by, at=at)
    return made


@transaction.atomic
def change_contact(
    contact: Contact,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
) -> Contact:
    require(by, Permission.CHANGE_RECORDS)
    changed = entries.change(
        contact,
        by=by,
        at=at,
        kind=CONTACTS,
        version=version,
        answers=answers,
    )
    _back_in_touch(changed, by=by, at=at)
    return changed


def strike_out_contact(contact: Contact, *, by: User, at: datetime, why: str) -> None:
    require(by, Permission.CHANGE_RECORDS)
    entries.strike_out(contact, by=by, at=at, why=why)


def finish_next_step(contact: Contact, *, by: User, at: datetime) -> Contact:
    """Done today. Done twice is done once."""
    require(by, Permission.CHANGE_RECORDS)
    if contact.next_step_done_on or not contact.next_step:
        return contact
    return entries.change(
        contact,
        by=by,
        at=at,
        kind=CONTACTS,
        version=contact.version,
        answers={"next_step_done_on": timezone.localtime(at).date()},
    )


def _named_in(words: str, people: Sequence["YoungPerson"]) -> str:
    """The first name of one of these that the words hold, as a word of its own."""
    said = _words_apart(words)
    return next(
        (
            str(name)
            for each in people
            for name in (each.given_name, each.family_name)
            if name and _words_apart(name) in said
        ),
        "",
    )


def _words_apart(words: str) -> str:
    return " ".join(["", *re.findall(r"\w+", words.casefold()), ""])


# -- lost, and back --------------------------------------------------------------------


def begin_looking(
    young_person: "YoungPerson",
    *,
    by: User,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None,
) -> LostTouch:
    require(by, Permission.CHANGE_RECORDS)
    return entries.add(
        LostTouch,
        young_person,
        by=by,
        at=at,
        kind=LOST_TOUCH,
        answers=answers,
        sent_as=sent_as,
    )


def stop_looking(
    lost: LostTouch, *, by: User, at: datetime, why_ended: str
) -> LostTouch:
    require(by, Permission.CHANGE_RECORDS)
    on = timezone.localtime(at).date()
    return _end(lost, by=by, at=at, on=on, how=HowEnded.BY_HAND, why=why_ended)


@transaction.atomic
def come_back(
    young_person: "YoungPerson",
    *,
    by: User,
    at: datetime,
    answers: Mapping[str, Any],
    sent_as: UUID | None,
) -> ComingBack:
    """They came back by themselves: whoever was looking for them has found them."""
    require(by, Permission.CHANGE_RECORDS)
    back = entries.add(
        ComingBack,
        young_person,
        by=by,
        at=at,
        kind=CAME_BACK,
        answers=answers,
        sent_as=sent_as,
    )
    _found(back.young_person_id, by=by, at=at, on=back.came_back_on)
    return back


def _back_in_touch(contact: Contact, *, by: User, at: datetime) -> None:
    """Reaching somebody ends the search that had begun by then."""
    if contact.is_with_them:
        _found(contact.young_person_id, by=by, at=at, on=contact.happened_on)


def _found(pk: int, *, by: User, at: datetime, on: date) -> None:
    searches = standing(LostTouch, [pk]).select_for_update()
    for lost in searches.filter(ended_on__isnull=True, begun_on__lte=on):
        _end(lost, by=by, at=at, on=on, how=HowEnded.BACK)


def _end(
    lost: LostTouch, *, by: User, at: datetime, on: date, how: HowEnded, why: str = ""
) -> LostTouch:
    return entries.change(
        lost,
        by=by,
        at=at,
        kind=LOST_TOUCH,
        version=lost.version,
        answers={"ended_on": on, "how_ended": how.value, "why_ended": why},
    )


# -- the return's question -------------------------------------------------------------


@transaction.atomic
def answer_in_touch(
    young_person: "YoungPerson",
    age: int,
    *,
    by: User,
    at: datetime,
    version: int,
    answers: Mapping[str, Any],
    sent_as: UUID | None,
) -> InTouchAnswer:
    """What the council answers at one birthday. `version` is of the answer changed.

    Raises NotRecorded where nobody was reached and the answer is that they were, and
    where what happened speaks against the answer and nobody says why.
    """
    require(by, Permission.CHANGE_RECORDS)
    on = timezone.localtime(at).date()
    sides = queries.in_touch_sides(young_person, age, viewer=by, on=on)
    if answers["answer"] == InTouchCode.YES and not sides.within:
        raise NotRecorded(
            f"Nobody reached them between {_day(sides.window.opens_on)} and"
            f" {_day(sides.window.closes_on)}, so they were not in touch. Record the"
            " contact first, if there was one. Attempts do not count."
        )
    if sides.against(answers) and not answers["why"]:
        raise NotRecorded(
            "The record says that they were reached. Write why this is the answer all"
            " the same."
        )
    if sides.entry is None:
        return entries.add(
            InTouchAnswer,
            young_person,
            by=by,
            at=at,
            kind=IN_TOUCH,
            answers={**answers, "age": age},
            sent_as=sent_as,
        )
    return entries.change(
        sides.entry,
        by=by,
        at=at,
        kind=IN_TOUCH,
        version=version,
        answers=answers,
    )


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
