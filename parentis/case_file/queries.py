"""What is read of a case file: who died, what runs out, and papers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.care_history import queries as care_history
from parentis.case_file.choices import (
    LETTER_BY_SLUG,
    LETTERS,
    OWED_IN_WORDS,
    Letter,
)
from parentis.case_file.models import Death, ImmigrationLeave, Paper, PaperFile
from parentis.entries import queries as entries
from parentis.law import duties
from parentis.law import retention as law
from parentis.law.clocks import Done
from parentis.law.retention import Retention
from parentis.young_people import queries as young_people
from parentis.young_people.choices import AllocatedAs

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson

# How long before leave to stay runs out somebody is to see that it is renewed.
RENEWED_WITHIN = timedelta(days=90)
WHAT_IS_OWED = "[what we must do for you]"


# -- what others ask -------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Expiring:
    """Leave to stay that runs out soon, or has. `days_left` is below 0 then."""

    kind: str
    expires_on: date
    days_left: int


def died_on(pks: Collection[int], *, viewer: User) -> dict[int, date]:
    """When those who died did so, by the young person's key. The others are not in it.

    For whoever knows the young person: nobody is to ring or to wish them well.
    """
    require(viewer, Permission.SEE_ALLOCATED)
    found = Death.objects.filter(young_person__in=pks, struck_out_at__isnull=True)
    return dict(found.values_list("young_person_id", "died_on"))


def expiring(pks: Collection[int], *, viewer: User, on: date) -> dict[int, Expiring]:
    """Whose leave to stay is to be renewed by now, by the young person's key.

    Only the latest leave counts, and no more once they have asked for it to be renewed.
    """
    require(viewer, Permission.SEE_CASEWORK)
    found = ImmigrationLeave.objects.filter(
        young_person__in=pks, struck_out_at__isnull=True, granted_on__lte=on
    )
    latest = {each.young_person_id: each for each in found.order_by("granted_on", "pk")}
    died = died_on(pks, viewer=viewer)
    return {
        pk: Expiring(
            kind=leave.get_kind_display(),
            expires_on=leave.expires_on,
            days_left=(leave.expires_on - on).days,
        )
        for pk, leave in latest.items()
        if leave.expires_on and leave.expires_on - on <= RENEWED_WITHIN
        if leave.applied_on is None and pk not in died
    }


def retention(young_person: "YoungPerson", *, viewer: User) -> Retention:
    """Until when the record is kept. Nothing of it is deleted before."""
    require(viewer, Permission.SEE_CASEWORK)
    died = died_on([young_person.pk], viewer=viewer)
    return law.retention(born=young_person.born, died_on=died.get(young_person.pk))


# -- papers ----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PapersPage:
    """A young person's documents and letters, and until when the record is kept."""

    young_person: "YoungPerson"
    standing: Sequence[Paper]
    struck_out: Sequence[Paper]
    retention: Retention
    died_on: date | None
    may_change: bool
    may_open_struck_out: bool


def papers_page(young_person: "YoungPerson", *, viewer: User) -> PapersPage:
    require(viewer, Permission.SEE_CASEWORK)
    found = entries.entries(Paper, young_person, viewer=viewer)
    prefetch_related_objects(found, "files")
    died = died_on([young_person.pk], viewer=viewer).get(young_person.pk)
    return PapersPage(
        young_person=young_person,
        standing=[paper for paper in found if not paper.is_struck_out],
        struck_out=[paper for paper in found if paper.is_struck_out],
        retention=law.retention(born=young_person.born, died_on=died),
        died_on=died,
        may_change=viewer.may(Permission.CHANGE_RECORDS),
        may_open_struck_out=viewer.may(Permission.RESTRICT_RECORDS),
    )


def get_paper(pk: int, *, young_person: "YoungPerson", viewer: User) -> Paper:
    """One that stands, of a record that the viewer opened."""
    return entries.get_entry(Paper, pk, young_person=young_person, viewer=viewer)


def get_file(pk: int, *, young_person: "YoungPerson", viewer: User) -> PaperFile:
    """A file of a record that the viewer opened.

    What was struck out may be another person's: it is kept, and opens for managers.
    """
    require(viewer, Permission.SEE_CASEWORK)
    files = PaperFile.objects.filter(paper__young_person=young_person)
    if not viewer.may(Permission.RESTRICT_RECORDS):
        files = files.filter(paper__struck_out_at__isnull=True)
    return get_object_or_404(files.select_related("paper"), pk=pk)


# -- letters ---------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class LetterPage:
    """A letter to begin from, with what is known filled in.

    `address` is empty where there is none, or where one of theirs is confidential:
    a letter to another may go to those from whom they are safe.
    """

    young_person: "YoungPerson"
    letter: Letter
    title: str
    text: str
    address: Sequence[str]
    has_a_confidential_address: bool
    died_on: date | None


def letters(*, viewer: User) -> Sequence[Letter]:
    require(viewer, Permission.CHANGE_RECORDS)
    return LETTERS


def letter_page(pk: int, slug: str, *, viewer: User, at: datetime) -> LetterPage:
    """Raises Http404 for a letter there is none of."""
    require(viewer, Permission.CHANGE_RECORDS)
    if slug not in LETTER_BY_SLUG:
        raise Http404("There are no words for such a letter.")
    letter = LETTER_BY_SLUG[slug]
    sheet = young_people.young_person_sheet(pk, viewer=viewer, at=at, confirmation=None)
    filled_in = {
        "{given_name}": sheet.young_person.given_name,
        "{adviser}": _adviser(sheet, viewer),
        "{council}": settings.COUNCIL_NAME,
    }
    if "{owed}" in letter.text:
        owed = _owed(sheet.young_person, viewer, sheet.on)
        filled_in["{owed}"] = owed or WHAT_IS_OWED
    return LetterPage(
        young_person=sheet.young_person,
        letter=letter,
        title=_filled_in(letter.title, filled_in),
        text=_filled_in(letter.text, filled_in).strip(),
        address=[] if sheet.leaves_out_an_address else _lives_at(sheet),
        has_a_confidential_address=sheet.leaves_out_an_address,
        died_on=died_on([pk], viewer=viewer).get(pk),
    )


def _filled_in(words: str, known: dict[str, str]) -> str:
    for place, value in known.items():
        words = words.replace(place, value)
    return words


def _adviser(sheet: young_people.Sheet, viewer: User) -> str:
    """Who signs: their personal adviser, or whoever writes where they have none."""
    advisers = [
        each.person.name
        for each in sheet.allocations
        if each.allocated_as == AllocatedAs.PERSONAL_ADVISER
        and each.person
        and each.holds_on(sheet.on)
    ]
    return viewer.name if viewer.name in advisers or not advisers else advisers[0]


def _lives_at(sheet: young_people.Sheet) -> list[str]:
    for address in sheet.addresses:
        begun = address.started_on is None or address.started_on <= sheet.on
        if begun and (address.ended_on is None or address.ended_on > sheet.on):
            lines = [*address.lines.splitlines(), address.postcode]
            return [line.strip() for line in lines if line.strip()]
    return []


def _owed(young_person: "YoungPerson", viewer: User, on: date) -> str:
    """What the law says that they are owed today, in words, one point each."""
    histories = care_history.histories([young_person], viewer=viewer)
    history = histories.get(young_person.pk)
    if history is None:
        return ""
    owed = duties.duties(history, Done(), on=on)
    codes = {each.duty.code for each in owed}
    return "\n".join(
        f"- {words}" for code, words in OWED_IN_WORDS.items() if code in codes
    )
