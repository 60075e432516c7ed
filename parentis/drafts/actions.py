"""Keeping what somebody types, before they record it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.drafts.models import Draft

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson

Fields = Sequence[tuple[str, str]]
LONGEST_TITLE = 100
# A browser that saved late has long done so.
DAYS_A_DONE_SHEET_IS_KNOWN = timedelta(days=2)


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
    """Keeps what was typed, in the place of what was kept of the same sheet before.

    `form` is the page's name, `about` the numbers in its address with `/` between. A
    form whose sheets carry no number has one draft. What comes late, of a sheet that is
    done with, begins nothing. Whose role opens the page may keep a draft of it.
    """
    sheet = sent_as or _open_sheet(form, about, by) or uuid4()
    new = Draft(
        person=by,
        young_person_id=getattr(young_person, "pk", young_person),
        form=form,
        about=about,
        title=title[:LONGEST_TITLE],
        fields=[list(pair) for pair in fields],
        sent_as=sheet,
        begun_at=at,
        saved_at=at,
    )
    if not new.may_be_written_by(by):
        raise PermissionDenied("Your role does not open the page this is a draft of.")
    Draft.objects.bulk_create([new], ignore_conflicts=True)
    kept = Draft.objects.select_for_update().get(
        person=by, form=form, about=about, sent_as=sheet
    )
    if not kept.done_at:
        kept.fields, kept.saved_at, kept.title = new.fields, at, new.title
        kept.save()
    return kept


@transaction.atomic
def discard(
    form: str, about: str, *, by: User, at: datetime, sent_as: UUID | None = None
) -> None:
    """It was recorded, or is not wanted any more. Its words go at once.

    With `sent_as`, that sheet alone is done with, even where nothing of it was kept
    yet; without, all of the form.
    """
    theirs = Draft.objects.filter(person=by, form=form, about=about)
    theirs.filter(done_at__lt=at - DAYS_A_DONE_SHEET_IS_KNOWN).delete()
    if sent_as is None:
        theirs.open().update(fields=[], done_at=at)
        return
    Draft.objects.bulk_create(
        [
            Draft(
                person=by,
                form=form,
                about=about,
                sent_as=sent_as,
                fields=[],
                begun_at=at,
                saved_at=at,
                done_at=at,
            )
        ],
        update_conflicts=True,
        unique_fields=["person", "form", "about", "sent_as"],
        update_fields=["fields", "done_at"],
    )


@transaction.atomic
def take_over(draft: Draft, *, by: User) -> Draft:
    """What somebody else left becomes theirs."""
    require(by, Permission.CHANGE_RECORDS)
    draft.person = by
    draft.save()
    return draft


def _open_sheet(form: str, about: str, by: User) -> UUID | None:
    found = Draft.objects.open().filter(person=by, form=form, about=about)
    return found.order_by("-saved_at").values_list("sent_as", flat=True).first()
