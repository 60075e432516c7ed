"""What pages read of young people: each reads as somebody, and puts on record whom.

Everything that gives a young person calls `saw`: the look is written by the page that
shows them (`parentis.audit.looking`). Who is not visible is not found.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import cast

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Lower
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from parentis.accounts.models import Team, User, UserQuerySet
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.audit.looking import Seen, saw
from parentis.audit.patterns import Somebody, patterns_of
from parentis.sounds import words_of, written_plainly
from parentis.young_people.choices import AllocatedAs, Fit
from parentis.young_people.models import (
    HOURS_OF_A_CONFIRMATION,
    TIME_TO_UNDO,
    Address,
    AddressConfirmation,
    Allocation,
    HandedOver,
    ListedStaff,
    MergedInto,
    NameWord,
    OpenedFor,
    Restriction,
    YoungPerson,
    YoungPersonQuerySet,
    members_of,
)

ON_A_PAGE = 50
MOST_WORDS = 6
SHORTEST_OF_ADDRESS = 2


@dataclass(frozen=True, kw_only=True)
class Line:
    """One young person in a list. `may_open` is false where one must say why first."""

    young_person: YoungPerson
    allocations: Sequence[Allocation]
    may_open: bool
    on: date
    found_by: str = ""

    @property
    def age(self) -> int | None:
        return self.young_person.age_on(self.on)

    @property
    def addresses_to_give(self) -> list[str]:
        """For a file, which reads them too: where they live, if not confidential."""
        return [each.in_a_line for each in vars(self.young_person)["addresses_to_give"]]


@dataclass(frozen=True, kw_only=True)
class YoungPersonPage:
    """A record as the person who opened it may see it."""

    young_person: YoungPerson
    addresses: Sequence[Address]
    allocations: Sequence[Allocation]
    restriction: Restriction | None
    opened_for: OpenedFor | None
    on: date
    may_change: bool
    may_allocate: bool
    may_restrict: bool
    may_see_who_looked: bool

    @property
    def age(self) -> int | None:
        return self.young_person.age_on(self.on)

    @property
    def has_a_confidential_address(self) -> bool:
        return any(address.is_confidential for address in self.addresses)

    @property
    def current(self) -> list[Allocation]:
        return [each for each in self.allocations if each.holds_on(self.on)]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A record to print, without confidential addresses but for one confirmed."""

    young_person: YoungPerson
    addresses: Sequence[Address]
    allocations: Sequence[Allocation]
    leaves_out_an_address: bool
    confirmation: AddressConfirmation | None
    asked: Sequence[AddressConfirmation]
    on: date
    may_ask: bool

    @property
    def age(self) -> int | None:
        return self.young_person.age_on(self.on)

    @property
    def confirmed(self) -> list[AddressConfirmation]:
        """Confirmed, and not used yet."""
        return [each for each in self.asked if each.confirmed_at]

    @property
    def waiting(self) -> list[AddressConfirmation]:
        return [each for each in self.asked if not each.confirmed_at]


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """What a colleague has on their hands, of young people the viewer may open."""

    person: User
    allocations: Sequence[Allocation]


@dataclass(frozen=True, kw_only=True)
class HandedOverPage:
    """A hand-over that was done: who has whom. None: somebody who had them already."""

    handed: HandedOver
    shares: Sequence[tuple[YoungPerson, User | None]]
    may_be_undone: bool

    @property
    def until(self) -> datetime:
        return self.handed.handed_at + TIME_TO_UNDO


# -- lists -----------------------------------------------------------------------------


def caseload(*, viewer: User, at: datetime, page: int = 1) -> "Page[Line]":
    """Everybody whose record this person may open now, by name."""
    found = YoungPerson.objects.visible_to(viewer, at=at)
    return _lines(found, viewer=viewer, at=at, page=page)


def search(words: str, *, viewer: User, at: datetime, page: int = 1) -> "Page[Line]":
    """Whoever has these words in a name, an address or as child number.

    Those spelled alike first, then those that begin so, live so, and sound so. A
    confidential address finds nobody but those whose record the viewer may open.
    """
    visible = YoungPerson.objects.visible_to(viewer, at=at)
    fits = _fitting(words)
    candidates = YoungPerson.objects.filter(pk__in=fits.every_one)
    opens = set(visible.filter(pk__in=candidates).values_list("pk", flat=True))
    findable = candidates.findable_by(viewer, at=at)
    named = findable.values_list("pk", "family_name", "given_name")
    ranked = sorted(
        (rank, written_plainly(f"{family}\0{given}"), pk)
        for pk, family, given in named
        if (rank := fits.rank(pk, may_open=pk in opens)) is not None
    )
    found = [(rank, pk) for rank, _, pk in ranked]
    return _found_lines(found, viewer=viewer, at=at, page=page)


def caseload_to_take_away(*, viewer: User, at: datetime) -> list[Line]:
    """The whole of `caseload`, for a file."""
    found = YoungPerson.objects.visible_to(viewer, at=at).in_order_of_name()
    on = timezone.localtime(at).date()
    lines = [
        Line(young_person=each, allocations=_current(each), may_open=True, on=on)
        for each in found.prefetch_related(_allocations_on(on), _addresses_to_give(on))
    ]
    saw(_as_listed(line.young_person) for line in lines)
    return lines


# -- somebody's work -------------------------------------------------------------------


def work(*, viewer: User, at: datetime) -> list[YoungPerson]:
    """Whose day this is: the viewer's own, and of who manages teams, those teams'."""
    people = work_to_count(viewer=viewer, at=at)
    shown(people, viewer=viewer)
    return people


def work_to_count(*, viewer: User, at: datetime) -> list[YoungPerson]:
    """The same, for numbers, and for pages that show a part of them.

    Whoever shows some of them by name puts those on record, with `shown`. Each has
    `current_allocations`, read in the same breath.
    """
    require(viewer, Permission.SEE_ALLOCATED)
    found = YoungPerson.objects.visible_to(viewer, at=at).work_of(viewer, at=at)
    on = timezone.localtime(at).date()
    return list(found.in_order_of_name().prefetch_related(_allocations_on(on)))


def shown(young_people: Iterable[YoungPerson], *, viewer: User) -> None:
    """These, of a list that was read to be counted, are shown: put on record."""
    require(viewer, Permission.SEE_ALLOCATED)
    saw(_as_listed(each) for each in young_people)


def advisers_since(pks: Collection[int], *, viewer: User, on: date) -> dict[int, date]:
    """Since when each has had a personal adviser without a break; the others have none.

    Of records that were read already: it names nobody.
    """
    require(viewer, Permission.SEE_ALLOCATED)
    found = Allocation.objects.filter(
        young_person__in=pks,
        allocated_as=AllocatedAs.PERSONAL_ADVISER,
        started_on__lte=on,
    ).order_by("started_on")
    since: dict[int, tuple[date, date]] = {}
    for pk, starts, ended_on in found.values_list(
        "young_person", "started_on", "ended_on"
    ):
        began, until = since.get(pk, (date.max, date.min))
        ends = ended_on or date.max
        since[pk] = (began, max(until, ends)) if starts <= until else (starts, ends)
    return {pk: began for pk, (began, until) in since.items() if until > on}


# -- one record ------------------------------------------------------------------------


def get_young_person(pk: int, *, viewer: User, at: datetime) -> YoungPerson:
    """The young person, or a 404 that does not say whether the record exists."""
    found = YoungPerson.objects.visible_to(viewer, at=at)
    young_person = get_object_or_404(
        found.with_what_looking_asks(viewer, at=at).select_related("service"), pk=pk
    )
    saw([_as_opened(young_person, viewer)])
    return young_person


def get_young_person_of_theirs(pk: int, *, viewer: User, at: datetime) -> YoungPerson:
    """The same, where it is their work: not merely opened for a reason."""
    young_person = get_young_person(pk, viewer=viewer, at=at)
    if not _of_looking(young_person).is_their_work:
        raise Http404("It is not the work of whoever asks.")
    return young_person


def may_open(pk: int, *, viewer: User, at: datetime) -> bool:
    """Whether the record is still open to them: what they just did may close it."""
    return YoungPerson.objects.visible_to(viewer, at=at).filter(pk=pk).exists()


def young_person_page(pk: int, *, viewer: User, at: datetime) -> YoungPersonPage:
    young_person = get_young_person(pk, viewer=viewer, at=at)
    is_theirs = _of_looking(young_person).is_their_work
    return YoungPersonPage(
        young_person=young_person,
        addresses=_addresses_of(young_person),
        allocations=_allocations_of(young_person),
        restriction=restriction_of(young_person, viewer=viewer),
        opened_for=None if is_theirs else _opened_for(young_person, viewer, at),
        on=timezone.localtime(at).date(),
        may_change=viewer.may(Permission.CHANGE_RECORDS),
        may_allocate=is_theirs and viewer.may(Permission.ALLOCATE),
        may_restrict=is_theirs and viewer.may(Permission.RESTRICT_RECORDS),
        may_see_who_looked=viewer.may(Permission.SEE_WHO_LOOKED),
    )


def young_person_sheet(
    pk: int, *, viewer: User, at: datetime, confirmation: AddressConfirmation | None
) -> Sheet:
    """A record to print, with the confidential address that was confirmed for it."""
    young_person = get_young_person(pk, viewer=viewer, at=at)
    addresses = _addresses_of(young_person)
    shown = [
        address
        for address in addresses
        if not address.is_confidential
        or (confirmation and confirmation.address_id == address.pk)
    ]
    return Sheet(
        young_person=young_person,
        addresses=shown,
        allocations=_allocations_of(young_person),
        leaves_out_an_address=len(shown) < len(addresses),
        confirmation=confirmation,
        asked=_asked_for(young_person, viewer, at),
        on=timezone.localtime(at).date(),
        may_ask=viewer.may(Permission.CHANGE_RECORDS),
    )


def get_address(pk: int, *, young_person: YoungPerson, viewer: User) -> Address:
    """One of the addresses of somebody whose record the viewer opened."""
    require(viewer, Permission.SEE_ALLOCATED)
    return get_object_or_404(young_person.addresses.all(), pk=pk)


def get_confidential_address(
    pk: int, *, young_person: YoungPerson, viewer: User
) -> Address:
    """One that needs a second person before it is on a document."""
    require(viewer, Permission.CHANGE_RECORDS)
    confidential = young_person.addresses.filter(is_confidential=True)
    return get_object_or_404(confidential, pk=pk)


def get_allocation(pk: int, *, young_person: YoungPerson, viewer: User) -> Allocation:
    require(viewer, Permission.ALLOCATE)
    return get_object_or_404(young_person.allocations.all(), pk=pk)


def somebody_to_ask_for(pk: int, *, viewer: User, at: datetime) -> YoungPerson:
    """Somebody of the viewer's service whose record opens once they say why."""
    require(viewer, Permission.SEE_WITH_REASON)
    found = YoungPerson.objects.findable_by(viewer, at=at)
    young_person = get_object_or_404(found, pk=pk)
    saw([_as_listed(young_person)])
    return young_person


# -- restrictions ----------------------------------------------------------------------


def restriction_of(young_person: YoungPerson, *, viewer: User) -> Restriction | None:
    """The restriction in force on a record that the viewer opened."""
    require(viewer, Permission.SEE_ALLOCATED)
    in_force = Restriction.objects.in_force().filter(young_person=young_person)
    return in_force.prefetch_related("listed_staff__person").first()


def restrictions(*, viewer: User) -> Sequence[Restriction]:
    """Every restriction in force, the one to review first on top: unnamed."""
    require(viewer, Permission.GUARD_RECORDS)
    found = Restriction.objects.in_force().order_by("review_on", "pk")
    in_force = list(
        found.select_related("young_person", "restricted_by").prefetch_related(
            "listed_staff__person"
        )
    )
    saw(_as_listed(each.young_person) for each in in_force)
    return in_force


def get_restriction(pk: int, *, viewer: User, at: datetime) -> Restriction:
    """To review or end: any for the data guardian, a manager's if they may open it."""
    require(viewer, Permission.RESTRICT_RECORDS)
    found = Restriction.objects.in_force().select_related("young_person")
    restriction = get_object_or_404(
        found.prefetch_related("listed_staff__person"), pk=pk
    )
    if viewer.may(Permission.GUARD_RECORDS):
        saw([_as_listed(restriction.young_person)])
    else:
        get_young_person_of_theirs(restriction.young_person_id, viewer=viewer, at=at)
    return restriction


def restricted_from(*, viewer: User, at: datetime) -> frozenset[str]:
    """Child numbers of restricted records that this person may not open, in lower case.

    Whatever lists children of a return by number leaves these out.
    """
    require(viewer, Permission.SEE_CHILD_NUMBERS)
    opened = YoungPerson.objects.visible_to(viewer, at=at).values("pk")
    hidden = YoungPerson.objects.restricted().exclude(pk__in=opened)
    numbers = hidden.exclude(child_number="").values_list("child_number", flat=True)
    return frozenset(number.lower() for number in numbers)


def children_shown(
    numbers: Iterable[str], *, viewer: User, at: datetime, why: str = ""
) -> dict[str, int]:
    """Puts on record that children of a return are shown, each by child number.

    Gives the records among them that the viewer may open, by child number.
    """
    require(viewer, Permission.SEE_CHILD_NUMBERS)
    shown = {number.lower(): number for number in numbers}
    found = YoungPerson.objects.annotate(number=Lower("child_number"))
    records = dict(found.filter(number__in=shown).values_list("number", "pk"))
    saw(
        Seen(young_person=records.get(same, 0), child=number, why=why)
        for same, number in shown.items()
    )
    visible = YoungPerson.objects.visible_to(viewer, at=at)
    opens = set(visible.filter(pk__in=records.values()).values_list("pk", flat=True))
    return {shown[same]: pk for same, pk in records.items() if pk in opens}


# -- everybody, for figures and the return ---------------------------------------------


def everybody_to_count(*, viewer: User | None, at: datetime) -> list[YoungPerson]:
    """Everybody by number, with whose work they are: to count, and to show nobody.

    No viewer: the clock counts, for what is kept at a month's end. Whoever shows some
    of them asks `work_to_count` or `restricted_keys` whom, and puts them on record.
    """
    if viewer is not None:
        require(viewer, Permission.SEE_SMALL_NUMBERS)
    return _everybody(at)


def everybody_for_the_return(*, viewer: User, at: datetime) -> list[YoungPerson]:
    """The same, to send the return that DfE asks of everybody, restricted or not.

    Whoever shows some of them puts those on record, with `shown_by_number`.
    """
    require(viewer, Permission.MAKE_STATUTORY_RETURN)
    return _everybody(at)


def _everybody(at: datetime) -> list[YoungPerson]:
    on = timezone.localtime(at).date()
    of_their_own = YoungPerson.objects.filter(merged_into__isnull=True)
    found = of_their_own.only("pk", "child_number", "born", "service_id")
    return list(found.order_by("pk").prefetch_related(_allocations_on(on)))


def restricted_keys(*, viewer: User, at: datetime) -> frozenset[int]:
    """Restricted records that this person may not open: lists leave them out."""
    require(viewer, Permission.SEE_CHILD_NUMBERS)
    opened = YoungPerson.objects.visible_to(viewer, at=at).values("pk")
    hidden = YoungPerson.objects.restricted().exclude(pk__in=opened)
    return frozenset(hidden.values_list("pk", flat=True))


def shown_by_number(
    children: Mapping[int, str], *, viewer: User, why: str = ""
) -> None:
    """These, child numbers by our own, are shown or go into a file: put on record."""
    require(viewer, Permission.SEE_CHILD_NUMBERS)
    saw(Seen(young_person=pk, child=child, why=why) for pk, child in children.items())


# -- by number alone, for who reviews looking ------------------------------------------


def child_number_of(pk: int, *, viewer: User) -> str:
    """Of any record, restricted ones too: a number tells no name."""
    require(viewer, Permission.REVIEW_LOOKING)
    return get_object_or_404(
        YoungPerson.objects.only("child_number"), pk=pk
    ).child_number


def records_numbered(words: str, *, viewer: User) -> dict[int, str]:
    """Child numbers by our number, of whoever has this one or is P12."""
    require(viewer, Permission.REVIEW_LOOKING)
    ours = words.upper().removeprefix("P")
    is_ours = words[:1] in "pP" and ours.isdecimal() and len(ours) < 10
    by_ours = Q(pk=int(ours)) if is_ours else Q(pk__in=[])
    found = YoungPerson.objects.filter(Q(child_number__iexact=words) | by_ours)
    return dict(found.values_list("pk", "child_number"))


def work_with(young_person: int, *, viewer: User) -> Sequence[Allocation]:
    """Whose work somebody ever was, for who may see who looked at them."""
    require(viewer, Permission.SEE_WHO_LOOKED)
    found = Allocation.objects.filter(young_person=young_person, person__isnull=False)
    return list(found.order_by("started_on"))


# -- confidential addresses ------------------------------------------------------------


def confirmations_waiting(
    *, viewer: User, at: datetime
) -> Sequence[AddressConfirmation]:
    """What others ask to have on a document, of records this person may open."""
    require(viewer, Permission.CHANGE_RECORDS)
    visible = YoungPerson.objects.visible_to(viewer, at=at)
    found = AddressConfirmation.objects.filter(
        confirmed_at__isnull=True,
        refused_at__isnull=True,
        address__young_person__in=visible,
    ).exclude(asked_by=viewer)
    waiting = list(found.select_related("address__young_person", "asked_by"))
    saw(_as_listed(each.address.young_person) for each in waiting)
    return waiting


def get_confirmation(
    pk: int, *, viewer: User, at: datetime, young_person: int | None = None
) -> AddressConfirmation:
    """One that was asked for, of a record the viewer may open (and of this one)."""
    require(viewer, Permission.CHANGE_RECORDS)
    found = AddressConfirmation.objects.select_related("address", "asked_by")
    if young_person is not None:
        found = found.filter(address__young_person=young_person)
    confirmation = get_object_or_404(found, pk=pk)
    get_young_person(confirmation.address.young_person_id, viewer=viewer, at=at)
    return confirmation


# -- whose work they are ---------------------------------------------------------------


def staff_to_allocate(*, viewer: User, on: date) -> Sequence[User]:
    """Everybody who may be allocated work, by name."""
    require(viewer, Permission.ALLOCATE)
    return list(
        User.objects.get_queryset()
        .with_permission(Permission.SEE_ALLOCATED)
        .in_order_of_name()
    )


def teams_to_allocate(*, viewer: User, on: date) -> Sequence[Team]:
    """The teams of the services that the viewer belongs to."""
    require(viewer, Permission.ALLOCATE)
    services = Team.objects.of(viewer, on=on).values("service_id")
    return list(Team.objects.filter(service__in=services).order_by("name"))


def teams_to_add_to(*, viewer: User, on: date) -> Sequence[Team]:
    """The viewer's own teams: whom they add is their work from the first day."""
    require(viewer, Permission.ALLOCATE)
    return list(Team.objects.of(viewer, on=on).order_by("name"))


def colleagues(*, viewer: User, on: date) -> Sequence[User]:
    """The others of the viewer's teams, whose work they may hand over."""
    require(viewer, Permission.ALLOCATE)
    return list(_colleagues(viewer, on).in_order_of_name())


def hand_over_page(person: int, *, viewer: User, at: datetime) -> HandOver:
    """A colleague's work, as far as the viewer may open it: who must be seen to."""
    require(viewer, Permission.ALLOCATE)
    on = timezone.localtime(at).date()
    colleague = get_object_or_404(_colleagues(viewer, on), pk=person)
    visible = YoungPerson.objects.visible_to(viewer, at=at)
    found = Allocation.objects.on(on).filter(
        person=colleague,
        young_person__in=visible.work_of(viewer, at=at),
    )
    allocations = sorted(
        found.select_related("young_person"),
        key=lambda each: (each.young_person.family_name, each.young_person.given_name),
    )
    saw(_as_listed(each.young_person) for each in allocations)
    return HandOver(person=colleague, allocations=allocations)


def get_handed_over(pk: int, *, viewer: User, at: datetime) -> HandedOver:
    """One of the viewer's own doing, or of a colleague's work."""
    require(viewer, Permission.ALLOCATE)
    on = timezone.localtime(at).date()
    theirs = Q(handed_by=viewer) | Q(person__in=_colleagues(viewer, on))
    found = HandedOver.objects.filter(theirs).select_related("person", "handed_by")
    return get_object_or_404(found, pk=pk)


def handed_over_page(pk: int, *, viewer: User, at: datetime) -> HandedOverPage:
    """What it did, as far as the viewer may open it."""
    handed = get_handed_over(pk, viewer=viewer, at=at)
    begun = {row[2]: int(ended) for ended, row in handed.ended.items() if row[2]}
    visible = YoungPerson.objects.visible_to(viewer, at=at)
    found = Allocation.objects.filter(
        pk__in=[int(ended) for ended in handed.ended], young_person__in=visible
    ).select_related("young_person")
    new = Allocation.objects.filter(pk__in=begun).select_related("person")
    taken = {begun[each.pk]: each.person for each in new}
    allocations = sorted(
        found, key=lambda each: (each.young_person.family_name, each.pk)
    )
    saw(_as_listed(each.young_person) for each in allocations)
    return HandedOverPage(
        handed=handed,
        shares=[(each.young_person, taken.get(each.pk)) for each in allocations],
        may_be_undone=handed.may_be_undone(at),
    )


def staff_to_list(*, viewer: User) -> Sequence[User]:
    """Everybody who may be named on a restriction's list."""
    require(viewer, Permission.RESTRICT_RECORDS)
    return list(
        User.objects.get_queryset()
        .with_permission(Permission.SEE_ALLOCATED)
        .in_order_of_name()
    )


def likely_to_list(
    young_person: YoungPerson, *, viewer: User, at: datetime
) -> list[int]:
    """Whom to tick at first: whose work they are, and who restricts."""
    require(viewer, Permission.RESTRICT_RECORDS)
    current = young_person.allocations.on(timezone.localtime(at).date())
    allocated = current.filter(person__isnull=False)
    return [viewer.pk, *allocated.values_list("person_id", flat=True)]


def work_of(person: User, *, viewer: User, on: date) -> Sequence[Allocation]:
    """What has to be handed over when somebody leaves: by child number, unnamed.

    Restricted records are left out, and so are from every count.
    """
    require(viewer, Permission.MANAGE_PEOPLE)
    restricted = YoungPerson.objects.restricted().values("pk")
    found = Allocation.objects.on(on).filter(person=person)
    work = list(
        found.exclude(young_person__in=restricted)
        .select_related("young_person")
        .order_by("young_person_id")
    )
    saw(_as_listed(each.young_person) for each in work)
    return work


def services_of_work(person: User, *, viewer: User, on: date) -> set[int]:
    """The services of whoever is somebody's work: empty where they have none."""
    require(viewer, Permission.MANAGE_PEOPLE)
    found = Allocation.objects.on(on).filter(person=person)
    return set(found.values_list("young_person__service_id", flat=True))


def has_restricted_work(person: User, *, viewer: User, on: date) -> bool:
    """Whether a restricted record names them on its list, or is their work.

    For telling the data guardians when somebody leaves, and for nothing that is shown.
    """
    work = Allocation.objects.on(on).filter(
        person=person, young_person__in=YoungPerson.objects.restricted()
    )
    return bool(lists_naming(person, viewer=viewer)) or work.exists()


def lists_naming(person: User, *, viewer: User) -> Sequence[ListedStaff]:
    """The restrictions in force that name somebody."""
    require(viewer, Permission.MANAGE_PEOPLE)
    in_force = Restriction.objects.in_force()
    return list(ListedStaff.objects.filter(person=person, restriction__in=in_force))


# -- records that others are brought into, or joined with ------------------------------


def records_to_bring_into(*, viewer: User, at: datetime) -> list[YoungPerson]:
    """Everybody of the viewer's service, less the restricted: to compare with a file.

    Compared by the program, and shown to nobody: a page that shows one of them asks
    `shown_to_compare`.
    """
    require(viewer, Permission.BRING_IN_RECORDS)
    found = YoungPerson.objects.findable_by(viewer, at=at)
    return list(found.order_by("pk"))


def records_to_join(*, viewer: User, at: datetime) -> list[YoungPerson]:
    """Everybody whose record the viewer may open, to compare with one another."""
    require(viewer, Permission.BRING_IN_RECORDS)
    return list(YoungPerson.objects.visible_to(viewer, at=at).order_by("pk"))


def shown_to_compare(
    pks: Iterable[int], *, viewer: User, at: datetime
) -> dict[int, YoungPerson]:
    """Those of these that the viewer may find, put on record as seen in a list."""
    require(viewer, Permission.BRING_IN_RECORDS)
    found = YoungPerson.objects.findable_by(viewer, at=at).filter(pk__in=pks)
    people = {each.pk: each for each in found}
    saw(_as_listed(each) for each in people.values())
    return people


def numbers_of_records(*, viewer: User) -> frozenset[str]:
    """The child number of every record, restricted ones too: to tell nobody of these.

    A child of a return is new only where no record at all has the number.
    """
    require(viewer, Permission.BRING_IN_RECORDS)
    numbers = YoungPerson.objects.exclude(child_number="")
    return frozenset(
        "".join(each.split()).casefold()
        for each in numbers.values_list("child_number", flat=True)
    )


def numbers_shown(numbers: Iterable[str], *, viewer: User) -> None:
    """Children without a record are shown by number: that is put on record too."""
    require(viewer, Permission.BRING_IN_RECORDS)
    saw(Seen(child=number) for number in numbers)


def addresses_of(pks: Iterable[int], *, viewer: User) -> list[Address]:
    """Of several, to compare with a file."""
    require(viewer, Permission.BRING_IN_RECORDS)
    return list(Address.objects.filter(young_person__in=pks).order_by("pk"))


def allocations_of(pks: Iterable[int], *, viewer: User) -> list[Allocation]:
    """Of several, to compare with a file."""
    require(viewer, Permission.BRING_IN_RECORDS)
    return list(Allocation.objects.filter(young_person__in=pks).order_by("pk"))


def merged_into(pk: int, *, viewer: User, at: datetime) -> int | None:
    """The record that this one was joined to, if the viewer may open that one."""
    require(viewer, Permission.SEE_ALLOCATED)
    merged = MergedInto.objects.filter(former=pk).first()
    if merged is None or not may_open(merged.into_id, viewer=viewer, at=at):
        return None
    return merged.into_id


def merged_from(young_person: YoungPerson, *, viewer: User) -> list[MergedInto]:
    """The records that were joined to one that the viewer opened."""
    require(viewer, Permission.SEE_ALLOCATED)
    found = young_person.merged_from.select_related("former", "merged_by")
    return list(found.order_by("merged_at", "pk"))


# -- how a look is put on record -------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Fitting:
    """Who fits what was searched for, and how well.

    `openly` by what everybody of the service may search in, `besides` by confidential
    addresses too.
    """

    openly: Mapping[int, Fit]
    besides: Mapping[int, Fit]

    @property
    def every_one(self) -> list[int]:
        return list(self.besides)

    def rank(self, pk: int, *, may_open: bool) -> Fit | None:
        return (self.besides if may_open else self.openly).get(pk)


def _fitting(words: str) -> _Fitting:
    typed = words_of(words)
    if not typed:
        return _Fitting(openly={}, besides={})
    openly, besides = _of_all([_fitting_word(word) for word in typed[:MOST_WORDS]])
    # `Al Masri` finds `Almasri`, and a child number may have been typed with spaces.
    as_one = NameWord.objects.fitting("".join(typed)) if len(typed) > 1 else {}
    numbered = YoungPerson.objects.filter(child_number__iexact="".join(words.split()))
    same = dict.fromkeys(numbered.values_list("pk", flat=True), Fit.SAME)
    for fits in (openly, besides):
        fits |= as_one | same
    return _Fitting(openly=openly, besides=besides)


def _fitting_word(word: str) -> tuple[dict[int, Fit], dict[int, Fit]]:
    names = NameWord.objects.fitting(word)
    openly, besides = dict(names), dict(names)
    if len(word) < SHORTEST_OF_ADDRESS:
        return openly, besides
    addresses = Address.objects.fitting(word)
    for pk, is_confidential in addresses.values_list("young_person", "is_confidential"):
        for fits in (besides,) if is_confidential else (openly, besides):
            fits[pk] = min(Fit.LIVES_THERE, fits.get(pk, Fit.SOUNDS))
    return openly, besides


def _of_all(
    found: Sequence[tuple[dict[int, Fit], dict[int, Fit]]],
) -> tuple[dict[int, Fit], dict[int, Fit]]:
    """Who fits every word typed, as well as they fit the worst of them."""
    first, second = (
        {
            pk: max(fits[pk] for fits in each)
            for pk in set.intersection(*(set(fits) for fits in each))
        }
        for each in zip(*found, strict=True)
    )
    return first, second


def _found_lines(
    found: list[tuple[Fit, int]], viewer: User, at: datetime, page: int
) -> "Page[Line]":
    """The lines of one page, in the order found."""
    paginator = Paginator(found, ON_A_PAGE)
    on_page = paginator.get_page(page)
    fits = {pk: fit for fit, pk in on_page.object_list}
    lines = _lines_of(YoungPerson.objects.filter(pk__in=fits), viewer, at)
    order = {pk: place for place, pk in enumerate(fits)}
    lines = sorted(
        (replace(each, found_by=fits[each.young_person.pk].words) for each in lines),
        key=lambda each: order[each.young_person.pk],
    )
    return Page(lines, on_page.number, cast("Paginator[Line]", paginator))


def _lines(
    found: YoungPersonQuerySet, viewer: User, at: datetime, page: int
) -> "Page[Line]":
    shown = Paginator(found.in_order_of_name(), ON_A_PAGE).get_page(page)
    lines = _lines_of(cast("QuerySet[YoungPerson]", shown.object_list), viewer, at)
    return Page(lines, shown.number, cast("Paginator[Line]", shown.paginator))


def _lines_of(found: "QuerySet[YoungPerson]", viewer: User, at: datetime) -> list[Line]:
    on = timezone.localtime(at).date()
    people = list(found.prefetch_related(_allocations_on(on)))
    visible = YoungPerson.objects.visible_to(viewer, at=at)
    may_open = set(
        visible.filter(pk__in=[each.pk for each in people]).values_list("pk", flat=True)
    )
    saw(_as_listed(each) for each in people)
    return [
        Line(
            young_person=each,
            allocations=_current(each),
            may_open=each.pk in may_open,
            on=on,
        )
        for each in people
    ]


def _as_listed(young_person: YoungPerson) -> Seen:
    return Seen(young_person=young_person.pk, child=young_person.child_number)


def _as_opened(young_person: YoungPerson, viewer: User) -> Seen:
    asked = _of_looking(young_person)
    return Seen(
        young_person=young_person.pk,
        child=young_person.child_number,
        why=asked.why,
        patterns=patterns_of(
            Somebody(
                names=[viewer.name],
                born=viewer.born,
                postcodes=[viewer.home_postcode],
            ),
            Somebody(
                names=young_person.names,
                born=young_person.born,
                postcodes=asked.postcodes,
            ),
            is_restricted=asked.is_restricted,
            is_outside_allocation=not asked.is_their_work,
        ),
    )


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What `with_what_looking_asks` read beside the record."""

    is_restricted: bool
    is_their_work: bool
    why: str
    postcodes: Sequence[str]


def _of_looking(young_person: YoungPerson) -> _Asked:
    found = vars(young_person)
    is_their_work = bool(found["is_their_work"])
    return _Asked(
        is_restricted=bool(found["is_restricted"]),
        is_their_work=is_their_work,
        why="" if is_their_work else found["why_opened"] or "",
        postcodes=found["postcodes"],
    )


def _allocations_on(on: date) -> "Prefetch[str, QuerySet[Allocation], str]":
    return Prefetch(
        "allocations",
        # A few people have all the work: each is read once, not for each of theirs.
        queryset=Allocation.objects.on(on).prefetch_related("person", "team"),
        to_attr="current_allocations",
    )


def _addresses_to_give(on: date) -> "Prefetch[str, QuerySet[Address], str]":
    """Where they live now, unless it is confidential."""
    now = Address.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=on),
        Q(started_on__isnull=True) | Q(started_on__lte=on),
        is_confidential=False,
    )
    return Prefetch("addresses", queryset=now, to_attr="addresses_to_give")


def _current(young_person: YoungPerson) -> Sequence[Allocation]:
    found: Sequence[Allocation] = vars(young_person)["current_allocations"]
    return found


def _addresses_of(young_person: YoungPerson) -> list[Address]:
    return list(young_person.addresses.order_by("-ended_on", "-started_on", "-pk"))


def _allocations_of(young_person: YoungPerson) -> list[Allocation]:
    found = young_person.allocations.select_related("person", "team")
    return list(found.order_by("-started_on", "-pk"))


def _opened_for(
    young_person: YoungPerson, viewer: User, at: datetime
) -> OpenedFor | None:
    """Why the record is open to somebody whose work it is not, and until when."""
    found = OpenedFor.objects.filter(
        young_person=young_person, person=viewer, opened_at__lte=at, until__gt=at
    )
    return found.order_by("-opened_at").first()


def _asked_for(
    young_person: YoungPerson, viewer: User, at: datetime
) -> list[AddressConfirmation]:
    """What the viewer asked for of this record, and may still use or be given."""
    found = AddressConfirmation.objects.filter(
        Q(confirmed_at__isnull=True) | Q(confirmed_at__gt=at - HOURS_OF_A_CONFIRMATION),
        address__young_person=young_person,
        asked_by=viewer,
        used_at__isnull=True,
        refused_at__isnull=True,
    )
    return list(found.select_related("confirmed_by").order_by("pk"))


def _colleagues(viewer: User, on: date) -> UserQuerySet:
    """Of the viewer's teams; of those who left, whoever has work to hand over."""
    members = members_of(Team.objects.of(viewer, on=on), on=on)
    has_work = Q(pk__in=Allocation.objects.on(on).values("person_id"))
    found = User.objects.get_queryset().filter(pk__in=members.values("person_id"))
    return found.filter(Q(is_active=True) | has_work).exclude(pk=viewer.pk)
