"""Keeping what somebody types, before they record it."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.drafts.models import Draft
from parentis.refusals import Refused

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson

Fields = Sequence[tuple[str, str]]


class NotTakenOver(Refused):
    """Whoever takes over has begun the same form themselves."""


@transaction.atomic
def keep(
    form: str,
    about: str,
    fields: Fields,
    young_person: "YoungPerson | int | None",
    by: User,
    at: datetime,
    *,
    title: str = "",
    sent_as: UUID | None = None,
) -> Draft:
    """Keeps what was typed, in the place of what was kept of the same form before.

    `form` is the page's name, `about` the numbers in its address with `/` between. What
    comes late, of a sheet that is done with, begins nothing.
    """
    require(by, Permission.SEE_ALLOCATED)
    about_whom = getattr(young_person, "pk", young_person)
    new = Draft(
        person=by,
        young_person_id=about_whom,
        form=form,
        about=about,
        title=title,
        fields=[list(pair) for pair in fields],
        sent_as=sent_as or uuid4(),
        begun_at=at,
        saved_at=at,
    )
    Draft.objects.bulk_create([new], ignore_conflicts=True)
    kept = Draft.objects.select_for_update().get(person=by, form=form, about=about)
    if kept.done_at:
        if kept.sent_as == sent_as:
            return kept
        kept.begun_at, kept.done_at = at, None
        kept.sent_as = new.sent_as
    kept.sent_as = sent_as or kept.sent_as
    kept.fields, kept.saved_at, kept.title = new.fields, at, title or kept.title
    kept.young_person_id = about_whom
    kept.save()
    return kept


def discard(
    form: str, about: str, *, by: User, at: datetime, sent_as: UUID | None = None
) -> None:
    """It was recorded, or is not wanted any more. Its words go at once.

    With `sent_as`, even a sheet of which nothing was kept yet is done with.
    """
    require(by, Permission.SEE_ALLOCATED)
    found = Draft.objects.filter(person=by, form=form, about=about)
    done = {"fields": [], "done_at": at}
    if not found.update(**done, **({"sent_as": sent_as} if sent_as else {})):
        if sent_as is None:
            return
        Draft.objects.bulk_create(
            [
                Draft(
                    person=by,
                    form=form,
                    about=about,
                    begun_at=at,
                    saved_at=at,
                    sent_as=sent_as,
                    **done,
                )
            ],
            ignore_conflicts=True,
        )


@transaction.atomic
def take_over(draft: Draft, *, by: User) -> Draft:
    """What somebody else left becomes theirs, where they have begun none themselves."""
    require(by, Permission.CHANGE_RECORDS)
    theirs = Draft.objects.filter(person=by, form=draft.form, about=draft.about)
    if theirs.open().exists():
        raise NotTakenOver(
            "You have a draft of your own there. Record it or discard it first."
        )
    theirs.delete()
    draft.person = by
    draft.save()
    return draft
