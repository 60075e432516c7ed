"""What changes a young person's record, and who may open it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from parentis.accounts.models import Team, User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.notices import actions as notices
from parentis.refusals import Refused
from parentis.young_people.choices import AllocatedAs, OpenedBecause
from parentis.young_people.models import (
    HOURS_AFTER_A_REASON,
    HOURS_OF_A_CONFIRMATION,
    HOURS_OF_AN_EMERGENCY,
    LONGEST_UNTIL_REVIEW,
    Address,
    AddressConfirmation,
    Allocation,
    HandedOver,
    ListedStaff,
    MergedInto,
    OpenedFor,
    Restriction,
    YoungPerson,
    members_of,
)


class NotDone(Refused):
    """Nothing was changed. The message says why, and what to do."""


# -- the record ------------------------------------------------------------------------


@transaction.atomic
def add_young_person(
    *,
    by: User,
    at: datetime,
    given_name: str,
    family_name: str,
    born: date | None,
    team: Team,
    child_number: str = "",
) -> YoungPerson:
    """A new record, which is its team's work from today.

    Where somebody else's record has the child number already, the new one is kept
    without it, and the data guardian is told: a refusal would tell of a record that may
    be restricted. Raises NotDone where `by` can find that record.
    """
    require(by, Permission.ALLOCATE)
    is_taken = _is_taken(child_number, by=by, at=at)
    young_person = YoungPerson.objects.create(
        given_name=given_name,
        family_name=family_name,
        born=born,
        child_number="" if is_taken else child_number,
        service=team.service,
    )
    if is_taken:
        notices.tell(
            _guardians(),
            by=by,
            at=at,
            about=(
                f"{by} added the record {young_person.reference} with the child number"
                f" {child_number}, which another record has. It was kept without it."
                " See whether there are two records of one young person."
            ),
        )
    Allocation.objects.create(
        young_person=young_person,
        allocated_as=AllocatedAs.TEAM,
        team=team,
        started_on=timezone.localtime(at).date(),
    )
    return young_person


@transaction.atomic
def change_names(
    young_person: YoungPerson,
    *,
    by: User,
    given_name: str,
    family_name: str,
    legal_given_name: str,
    legal_family_name: str,
    also_called: str = "",
    born: date | None,
) -> YoungPerson:
    require(by, Permission.CHANGE_RECORDS)
    young_person.given_name = given_name
    young_person.family_name = family_name
    young_person.legal_given_name = legal_given_name
    young_person.legal_family_name = legal_family_name
    young_person.also_called = also_called
    young_person.born = born
    young_person.save()
    return young_person


@transaction.atomic
def add_address(
    young_person: YoungPerson,
    *,
    by: User,
    lines: str,
    postcode: str,
    started_on: date | None,
    is_confidential: bool,
) -> Address:
    """Where they live now. The address before ends on the day this one starts."""
    require(by, Permission.CHANGE_RECORDS)
    if started_on:
        earlier = young_person.addresses.filter(ended_on__isnull=True)
        earlier.exclude(started_on__gt=started_on).update(ended_on=started_on)
    return young_person.addresses.create(
        lines=lines,
        postcode=postcode,
        started_on=started_on,
        is_confidential=is_confidential,
    )


@transaction.atomic
def change_address(
    address: Address,
    *,
    by: User,
    at: datetime,
    lines: str,
    postcode: str,
    started_on: date | None,
    ended_on: date | None,
    is_confidential: bool,
) -> Address:
    """Whoever confirmed it for a document saw it as it was: they are asked again."""
    require(by, Permission.CHANGE_RECORDS)
    AddressConfirmation.objects.filter(
        address=address, used_at__isnull=True, refused_at__isnull=True
    ).update(refused_at=at)
    address.lines = lines
    address.postcode = postcode
    address.started_on = started_on
    address.ended_on = ended_on
    address.is_confidential = is_confidential
    address.save()
    return address


# -- whose work they are ---------------------------------------------------------------


@transaction.atomic
def allocate(
    young_person: YoungPerson,
    *,
    by: User,
    allocated_as: AllocatedAs,
    to: User | Team,
    started_on: date,
) -> Allocation:
    """Whose work they are from a day on. Raises NotDone where they are so already."""
    require(by, Permission.ALLOCATE)
    person, team = (to, None) if isinstance(to, User) else (None, to)
    if person and not person.may(Permission.SEE_ALLOCATED):
        raise NotDone(f"{person} does no casework. Choose somebody who does.")
    _one_at_a_time(young_person)
    same = young_person.allocations.filter(person=person, team=team)
    if same.exclude(ended_on__lte=started_on).exists():
        raise NotDone(f"They are allocated to {to} already.")
    return young_person.allocations.create(
        allocated_as=allocated_as, person=person, team=team, started_on=started_on
    )


@transaction.atomic
def end_allocation(allocation: Allocation, *, by: User, on: date) -> None:
    """From this day on it is no longer their work, and the record closes to them."""
    require(by, Permission.ALLOCATE)
    allocation.ended_on = max(on, allocation.started_on)
    allocation.save(update_fields=["ended_on"])


@transaction.atomic
def hand_over(
    shares: Mapping[Allocation, User], *, by: User, at: datetime, on: date
) -> HandedOver:
    """Others take over the work of these allocations from a day on: each of whom says.

    It can be undone for seven days. Who had the work and who has it now are told,
    without a name of any young person.
    """
    require(by, Permission.ALLOCATE)
    allocations = list(shares)
    if not allocations:
        raise NotDone("Choose at least one young person.")
    before = allocations[0].person or by
    done = HandedOver(person=before, handed_by=by, handed_at=at, starts_on=on)
    for allocation, to in shares.items():
        was = allocation.ended_on
        end_allocation(allocation, by=by, on=on)
        begun = None
        theirs = allocation.young_person.allocations.filter(person=to)
        # Who has them already keeps them, as what they are.
        if not theirs.exclude(ended_on__lte=on).exists():
            begun = allocate(
                allocation.young_person,
                by=by,
                allocated_as=AllocatedAs(allocation.allocated_as),
                to=to,
                started_on=on,
            )
            done.begun.append(begun.pk)
        done.ended[str(allocation.pk)] = [
            was and str(was),
            str(allocation.ended_on),
            begun and begun.pk,
        ]
    done.save()
    how_many = Counter(shares.values())
    told = {before: len(allocations), **how_many}
    for person, number in told.items():
        those = f"{number} young {'person' if number == 1 else 'people'}"
        notices.tell(
            [person],
            by=by,
            at=at,
            about=f"{by} handed over the work of {those}, from {on.day} {on:%B %Y}:"
            f" {'no longer yours' if person == before else 'now yours'}.",
            link=reverse("young_people:young_people"),
        )
    return done


@transaction.atomic
def undo_hand_over(handed: HandedOver, *, by: User, at: datetime) -> int:
    """Puts each allocation back as it was, unless it was changed since. Gives how many.

    Raises NotDone after seven days, and a second time.
    """
    require(by, Permission.ALLOCATE)
    now = HandedOver.objects.select_for_update().get(pk=handed.pk)
    if not now.may_be_undone(at):
        raise NotDone("This can no longer be undone. Hand over again instead.")
    on, put_back = timezone.localtime(at).date(), 0
    for pk, (was, then, begun) in now.ended.items():
        found = Allocation.objects.filter(pk=pk, ended_on=then).first()
        new = Allocation.objects.filter(pk=begun).first()
        if found is None or (new and new.ended_on) or _has_them_again(found):
            continue
        if new:
            end_allocation(new, by=by, on=on)
        found.ended_on = date.fromisoformat(was) if was else None
        found.save(update_fields=["ended_on"])
        put_back += 1
    now.undone_by, now.undone_at = by, at
    now.save()
    return put_back


def _has_them_again(allocation: Allocation) -> bool:
    """Whether the same person has them by another allocation already."""
    others = Allocation.objects.filter(
        young_person=allocation.young_person_id, person=allocation.person_id
    ).exclude(pk=allocation.pk)
    return others.filter(
        Q(ended_on=None) | Q(ended_on__gt=allocation.ended_on)
    ).exists()


@transaction.atomic
def cover(
    allocations: Iterable[Allocation],
    *,
    by: User,
    to: User,
    started_on: date,
    ended_on: date,
    note: str,
) -> list[Allocation]:
    """They are another's work too, until a day. Who has them already keeps them."""
    require(by, Permission.ALLOCATE)
    begun = []
    for allocation in allocations:
        theirs = allocation.young_person.allocations.filter(person=to)
        overlapping = theirs.exclude(ended_on__lte=started_on)
        if overlapping.exclude(started_on__gte=ended_on).exists():
            continue
        begun.append(
            allocation.young_person.allocations.create(
                allocated_as=AllocatedAs.PERSONAL_ADVISER,
                person=to,
                started_on=started_on,
                ended_on=ended_on,
                note=note,
            )
        )
    return begun


@transaction.atomic
def end_all(allocations: Iterable[int], *, by: User, on: date) -> None:
    """Ends each that has not ended before."""
    require(by, Permission.ALLOCATE)
    for each in Allocation.objects.filter(pk__in=allocations).exclude(ended_on__lte=on):
        end_allocation(each, by=by, on=on)


@transaction.atomic
def move_to_team(
    young_person: YoungPerson, *, by: User, team: Team, on: date
) -> Team | None:
    """Another team's work from a day on: what they are in the teams of `by` ends.

    Gives the team they come from, where they were a team's. Raises NotDone where they
    are the team's already.
    """
    require(by, Permission.ALLOCATE)
    teams = Team.objects.of(by, on=on)
    members = members_of(teams, on=on).values("person_id")
    theirs = young_person.allocations.exclude(ended_on__lte=on)
    before = theirs.filter(team__in=teams).select_related("team").first()
    allocate(young_person, by=by, allocated_as=AllocatedAs.TEAM, to=team, started_on=on)
    for each in theirs.filter(Q(team__in=teams) | Q(person__in=members)):
        if each.team_id != team.pk:
            end_allocation(each, by=by, on=on)
    if young_person.service_id != team.service_id:
        young_person.service = team.service
        young_person.save(update_fields=["service"])
    return before.team if before else teams.first()


# -- opening what is not one's work ----------------------------------------------------


@transaction.atomic
def say_why(
    young_person: YoungPerson, *, by: User, at: datetime, reason: str
) -> OpenedFor:
    """Opens a record of one's own service for the working day. The reason is kept."""
    require(by, Permission.SEE_WITH_REASON)
    if not YoungPerson.objects.findable_by(by, at=at).filter(pk=young_person.pk):
        raise NotDone("There is no such record.")
    return OpenedFor.objects.create(
        young_person=young_person,
        person=by,
        because=OpenedBecause.REASON,
        reason=_said(reason),
        opened_at=at,
        until=at + HOURS_AFTER_A_REASON,
    )


@transaction.atomic
def open_in_emergency(
    *,
    by: User,
    at: datetime,
    family_name: str,
    born: date | None,
    reason: str,
    child_number: str = "",
) -> YoungPerson | None:
    """Opens any record for three hours: by child number, or by last name and birthday.

    The data guardians and the managers of the young person's teams are told at once,
    and told too where nobody was found. Gives None then.
    """
    require(by, Permission.BREAK_GLASS)
    reason = _said(reason)
    young_person = _in_emergency(family_name, born, child_number)
    guardians = _guardians()
    if young_person is None:
        notices.tell(
            guardians,
            by=by,
            at=at,
            about=(
                f"{by} tried to open a record in an emergency, and there is none of the"
                f" details they gave. They said: {reason}"
            ),
        )
        return None
    OpenedFor.objects.create(
        young_person=young_person,
        person=by,
        because=OpenedBecause.EMERGENCY,
        reason=reason,
        opened_at=at,
        until=at + HOURS_OF_AN_EMERGENCY,
    )
    notices.tell(
        guardians | young_person.managers_on(timezone.localtime(at).date()),
        by=by,
        at=at,
        about=(
            f"{by} opened the record of {young_person.reference} in an emergency, for"
            f" three hours. They said: {reason}"
        ),
    )
    return young_person


# -- restrictions ----------------------------------------------------------------------


@transaction.atomic
def restrict(
    young_person: YoungPerson,
    *,
    by: User,
    at: datetime,
    reason: str,
    review_on: date,
    listed: Iterable[User],
) -> Restriction:
    """From now on only those listed open the record. To others there is none.

    Raises NotDone where it is restricted already, nobody is listed, or the review is
    more than 90 days away or past.
    """
    require(by, Permission.RESTRICT_RECORDS)
    _one_at_a_time(young_person)
    if young_person.restrictions.in_force().exists():
        raise NotDone("This record is restricted already.")
    today = timezone.localtime(at).date()
    _check_review(review_on, today)
    restriction = Restriction.objects.create(
        young_person=young_person,
        reason=_said(reason),
        restricted_by=by,
        restricted_at=at,
        review_on=review_on,
        reviewed_on=today,
    )
    _list(restriction, listed)
    return restriction


@transaction.atomic
def review_restriction(
    restriction: Restriction,
    *,
    by: User,
    at: datetime,
    reason: str,
    review_on: date,
    listed: Iterable[User],
) -> Restriction:
    """It is still needed: why, who may open the record, and when to ask again."""
    require(by, Permission.RESTRICT_RECORDS)
    today = timezone.localtime(at).date()
    _check_review(review_on, today)
    restriction.reason = _said(reason)
    restriction.review_on = review_on
    restriction.reviewed_on = today
    restriction.save()
    _list(restriction, listed)
    return restriction


@transaction.atomic
def end_restriction(
    restriction: Restriction, *, by: User, at: datetime, why: str
) -> Restriction:
    require(by, Permission.RESTRICT_RECORDS)
    restriction.ended_at = at
    restriction.ended_by = by
    restriction.why_ended = _said(why)
    restriction.save()
    return restriction


def young_person_to_restrict(child_number: str, *, by: User) -> YoungPerson | None:
    """By the number alone, for a data guardian, who opens no record.

    Who has no child number yet goes by ours, such as P12.
    """
    require(by, Permission.GUARD_RECORDS)
    number = child_number.strip()
    same = Q(child_number__iexact=number)
    if number[:1] in "Pp" and number[1:].isdecimal():
        same |= Q(child_number="", pk=int(number[1:]))
    return YoungPerson.objects.filter(same).first() if number else None


# -- confidential addresses ------------------------------------------------------------


@transaction.atomic
def ask_to_show(
    address: Address, *, by: User, at: datetime, document: str
) -> AddressConfirmation:
    """Asks a second person that a confidential address may be on one document."""
    require(by, Permission.CHANGE_RECORDS)
    asked = AddressConfirmation.objects.create(
        address=address, document=_said(document), asked_by=by, asked_at=at
    )
    young_person = address.young_person
    on = timezone.localtime(at).date()
    notices.tell(
        [
            each
            for each in young_person.managers_on(on) - {by}
            # A restricted record is as if absent to those it does not list.
            if YoungPerson.objects.visible_to(each, at=at).filter(pk=young_person.pk)
        ],
        by=by,
        at=at,
        about=(
            f"{by} asks you to confirm that a confidential address may be on one"
            " document."
        ),
        link=reverse("young_people:confirmations"),
    )
    return asked


@transaction.atomic
def confirm(
    confirmation: AddressConfirmation, *, by: User, at: datetime, is_allowed: bool
) -> AddressConfirmation:
    """The second person's answer. Raises NotDone for who asked, or once answered."""
    require(by, Permission.CHANGE_RECORDS)
    if confirmation.asked_by_id == by.pk:
        raise NotDone("Somebody else must confirm this: you asked for it yourself.")
    if confirmation.confirmed_at or confirmation.refused_at:
        raise NotDone("This was answered already.")
    if is_allowed:
        confirmation.confirmed_by, confirmation.confirmed_at = by, at
    else:
        confirmation.refused_at = at
    confirmation.save()
    answer = "may be" if is_allowed else "may not be"
    notices.tell(
        [confirmation.asked_by],
        by=by,
        at=at,
        about=f"{by} answered: the confidential address {answer} on your document.",
        link=reverse(
            "young_people:print_young_person",
            args=[confirmation.address.young_person_id],
        ),
    )
    return confirmation


@transaction.atomic
def use_confirmation(
    confirmation: AddressConfirmation, *, by: User, at: datetime
) -> AddressConfirmation:
    """For the one document, by who asked, on the day it was confirmed.

    Raises NotDone otherwise, and a second time.
    """
    require(by, Permission.CHANGE_RECORDS)
    waiting = AddressConfirmation.objects.filter(
        pk=confirmation.pk,
        asked_by=by,
        confirmed_at__gt=at - HOURS_OF_A_CONFIRMATION,
        refused_at__isnull=True,
        used_at__isnull=True,
    )
    if not waiting.update(used_at=at):
        raise NotDone(
            "Ask again: a confirmation is for one document, on the day it is given."
        )
    confirmation.refresh_from_db()
    return confirmation


# -- records that others are brought into, or joined with ------------------------------


def bring_in_addresses(rows: Sequence[Mapping[str, Any]], *, by: User) -> list[int]:
    """Addresses of another system, as they are. No other address ends because of one.

    Gives their numbers, in the order of the rows.
    """
    require(by, Permission.BRING_IN_RECORDS)
    made = Address.objects.bulk_create([Address(**row) for row in rows])
    return [each.pk for each in made]


def bring_in_allocations(rows: Sequence[Mapping[str, Any]], *, by: User) -> list[int]:
    """Allocations of another system, of whoever does casework. None may overlap."""
    require(by, Permission.BRING_IN_RECORDS)
    made = Allocation.objects.bulk_create([Allocation(**row) for row in rows])
    return [each.pk for each in made]


@transaction.atomic
def bring_in_changes(
    record: YoungPerson | Address | Allocation,
    *,
    by: User,
    at: datetime,
    answers: Mapping[str, Any],
) -> None:
    """What another system says anew of something. An address is confirmed anew too.

    Raises NotDone where another record has the child number.
    """
    require(by, Permission.BRING_IN_RECORDS)
    if isinstance(record, Address):
        AddressConfirmation.objects.filter(
            address=record, used_at__isnull=True, refused_at__isnull=True
        ).update(refused_at=at)
    number = answers.get("child_number")
    if number and YoungPerson.objects.filter(child_number__iexact=number).exclude(
        pk=record.pk
    ):
        raise NotDone("This child number cannot be given to this record.")
    for name, value in answers.items():
        setattr(record, name, value)
    record.save(update_fields=list(answers))


@transaction.atomic
def lead_on(
    former: YoungPerson,
    *,
    into: YoungPerson,
    by: User,
    at: datetime,
    moved: Mapping[str, int],
    before: Mapping[str, Any],
) -> MergedInto:
    """What `former` held was moved: from now on it leads to the other record."""
    require(by, Permission.BRING_IN_RECORDS)
    return MergedInto.objects.create(
        former=former,
        into=into,
        merged_by=by,
        merged_at=at,
        moved=dict(moved),
        before=dict(before),
    )


# -- what these share ------------------------------------------------------------------


def _one_at_a_time(young_person: YoungPerson) -> None:
    """Two who press the button at once are one after the other."""
    YoungPerson.objects.select_for_update().get(pk=young_person.pk)


def _said(words: str) -> str:
    if not words.strip():
        raise NotDone("Write why.")
    return words.strip()


def _check_review(review_on: date, today: date) -> None:
    if not today < review_on <= today + LONGEST_UNTIL_REVIEW:
        raise NotDone("Choose a day to review it within the next 90 days.")


def _list(restriction: Restriction, listed: Iterable[User]) -> None:
    people = {person for person in listed if person.may(Permission.SEE_ALLOCATED)}
    if not people:
        raise NotDone("Choose at least one person who may open the record.")
    restriction.listed_staff.exclude(person__in=people).delete()
    already = set(restriction.listed_staff.values_list("person_id", flat=True))
    ListedStaff.objects.bulk_create(
        ListedStaff(restriction=restriction, person=person)
        for person in people
        if person.pk not in already
    )


def _is_taken(child_number: str, *, by: User, at: datetime) -> bool:
    same = YoungPerson.objects.filter(child_number__iexact=child_number)
    if not child_number or not same.exists():
        return False
    if same.filter(pk__in=YoungPerson.objects.findable_by(by, at=at)).exists():
        raise NotDone(
            "There is a record of this child number already. Search for the number."
        )
    return True


def _guardians() -> set[User]:
    return set(User.objects.get_queryset().with_permission(Permission.GUARD_RECORDS))


def _in_emergency(
    family_name: str, born: date | None, child_number: str
) -> YoungPerson | None:
    """Exactly one, or nobody: a guess opens nothing."""
    if child_number.strip():
        found = YoungPerson.objects.filter(child_number__iexact=child_number.strip())
    else:
        name = family_name.strip()
        found = YoungPerson.objects.filter(
            Q(family_name__iexact=name) | Q(legal_family_name__iexact=name),
            born=born,
            born__isnull=False,
        )
    people = list(found[:2])
    return people[0] if len(people) == 1 else None
