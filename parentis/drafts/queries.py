"""What somebody typed and has not recorded: their own, and what others left.

A draft is its writer's alone, whatever their role. What others left is told only of a
young person's record, to those whose work it is now.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.drafts.models import Draft
from parentis.young_people import queries as young_people

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson


def draft_of(
    form: str, about: str, *, viewer: User, pk: str | int = ""
) -> Draft | None:
    """The viewer's own, of a page that they opened.

    Of several the latest, or the one whose number (`pk`) the address names.
    """
    theirs = Draft.objects.open().filter(person=viewer, form=form, about=about)
    if str(pk).isdecimal() and len(str(pk)) < 10:
        theirs = theirs.filter(pk=pk)
    return theirs.order_by("-saved_at", "-pk").first()


def drafts(*, viewer: User, at: datetime) -> Sequence[Draft]:
    """The viewer's own, the latest first: of no record, or of one they may open."""
    theirs = Draft.objects.open().filter(person=viewer).visible_to(viewer, at=at)
    found = list(theirs.select_related("young_person").order_by("-saved_at", "-pk"))
    people = [each.young_person for each in found if each.young_person]
    if people:
        young_people.shown(people, viewer=viewer)
    return found


def begun_in(feature: str, *, viewer: User) -> Sequence[Draft]:
    """The viewer's own of one feature's pages, such as "visits", about no record."""
    theirs = Draft.objects.open().filter(person=viewer, young_person__isnull=True)
    found = theirs.filter(form__startswith=f"{feature}:").order_by("-saved_at", "-pk")
    return [each for each in found if each.may_be_written_by(viewer)]


def how_many(*, viewer: User, at: datetime) -> int:
    """As many as `drafts` gives, for a number that names nobody."""
    theirs = Draft.objects.open().filter(person=viewer)
    # Mostly there are none, and whose records are open is dearer to ask.
    return theirs.visible_to(viewer, at=at).count() if theirs.exists() else 0


def left_by_others(
    young_person: "YoungPerson", *, viewer: User, at: datetime
) -> Sequence[Draft]:
    """Of authors who may no longer open the record, for those whose work it is."""
    require(viewer, Permission.CHANGE_RECORDS)
    found = Draft.objects.open().filter(young_person=young_person)
    theirs = found.exclude(person=viewer).work_of(viewer, at=at)
    waiting = theirs.select_related("person").order_by("-saved_at", "-pk")
    return [each for each in waiting if not _may_open(each, at)]


def get_draft_left(pk: int, *, viewer: User, at: datetime) -> Draft:
    """One of those, to take it over."""
    require(viewer, Permission.CHANGE_RECORDS)
    theirs = Draft.objects.open().exclude(person=viewer).work_of(viewer, at=at)
    draft = get_object_or_404(theirs.select_related("person"), pk=pk)
    if _may_open(draft, at):
        return get_object_or_404(Draft.objects.none())
    return draft


def get_draft(pk: int, *, viewer: User) -> Draft:
    """One of the viewer's own."""
    return get_object_or_404(Draft.objects.open().filter(person=viewer), pk=pk)


def is_of_a_page(form: str, about: str, *, viewer: User) -> bool:
    """Whether there is such a page, and the viewer's role opens it."""
    return Draft(person=viewer, form=form, about=about).may_be_written_by(viewer)


def is_known(form: str, about: str, *, viewer: User, young_person: int) -> bool:
    """Whether the viewer began this draft once: what they type on is not refused."""
    theirs = Draft.objects.open().filter(person=viewer, young_person=young_person)
    return theirs.filter(form=form, about=about).exists()


def _may_open(draft: Draft, at: datetime) -> bool:
    author, pk = draft.person, draft.young_person_id
    return pk is None or young_people.may_open(pk, viewer=author, at=at)
