"""What is read of bodies, of councillors, and of who sits where.

Who looks decides what a seat is called: young people, foster carers and adoptive
parents have a name for whoever runs the meetings alone. `viewer` None is the public,
who are given councillors by name and everybody else by what they are.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.bodies.choices import (
    BALANCE_RESTS_ON,
    OF_YOUNG_PEOPLE,
    BodyKind,
    Part,
    SeatKind,
)
from parentis.bodies.models import (
    Body,
    BodyName,
    Councillor,
    Membership,
    TermOfOffice,
)
from parentis.committee_report.from_council import SeatTold
from parentis.law.sources import Source

if TYPE_CHECKING:
    from django.db.models import QuerySet

# Seats that make up a body's political balance: its own, and no guest's.
BALANCED_PARTS = (Part.CHAIR, Part.VICE_CHAIR, Part.MEMBER)
PARTS, SEATS = list(Part), list(SeatKind)
YOUNG_PEOPLE = "Young people"


# -- bodies ----------------------------------------------------------------------------


def bodies(*, viewer: User, on: date) -> list[Body]:
    """Those that exist on the day, panels first."""
    require(viewer, Permission.SEE_COUNCIL)
    return _in_order(Body.objects.on(on))


def bodies_of_the_past(*, viewer: User, on: date) -> list[Body]:
    """Those that do not exist on the day: ended before, or still to begin."""
    require(viewer, Permission.SEE_COUNCIL)
    there = Body.objects.on(on)
    return _in_order(Body.objects.standing().exclude(pk__in=there.values("pk")))


def get_body(pk: int, *, viewer: User) -> Body:
    """One that was not struck out, with its names."""
    require(viewer, Permission.SEE_COUNCIL)
    return _body(pk)


def body_choices(*, viewer: User, on: date) -> list[tuple[int, str]]:
    return [(each.pk, each.name) for each in bodies(viewer=viewer, on=on)]


def _body(pk: int) -> Body:
    found = Body.objects.standing().with_names().select_related("reports_to")
    return get_object_or_404(found, pk=pk)


def _in_order(found: "QuerySet[Body]") -> list[Body]:
    kinds = list(BodyKind.values)
    rows = found.prefetch_related(
        Prefetch("names", BodyName.objects.order_by("-since"))
    ).select_related("reports_to")
    return sorted(rows, key=lambda each: (kinds.index(each.kind), each.name))


# -- who sits there --------------------------------------------------------------------


def members_on(body_pk: int, *, viewer: User, on: date) -> list[Membership]:
    """Who sits there on the day: the chair first, then others in order of part.

    Ask `name_for(viewer)` of each: it is what this viewer may read.
    """
    require(viewer, Permission.SEE_COUNCIL)
    return _members_on(body_pk, on)


def get_membership(pk: int, *, viewer: User) -> Membership:
    """One that was not struck out, of a body that was not."""
    require(viewer, Permission.RUN_MEETINGS)
    found = Membership.objects.standing().filter(body__struck_out_at__isnull=True)
    return get_object_or_404(found.select_related("body", "councillor"), pk=pk)


def seats_told(
    body_pk: int, *, viewer: User | None, on: date, for_public: bool = False
) -> list[SeatTold]:
    """Who sits there on the day, as a report or the public is told it.

    Of a body of young people the public is told nobody.
    """
    if viewer is not None:
        require(viewer, Permission.SEE_COUNCIL)
    reader = None if for_public else viewer
    kind = Body.objects.standing().values_list("kind", flat=True).filter(pk=body_pk)
    if reader is None and kind.first() in (None, *OF_YOUNG_PEOPLE):
        return []
    told = [_seat_told(each, reader, on) for each in _members_on(body_pk, on)]
    return told if reader else _young_people_as_one(told)


def _young_people_as_one(seats: Sequence[SeatTold]) -> list[SeatTold]:
    """Nobody outside counts the young people on a body: they are one line."""
    young = [each for each in seats if each.seat == SeatKind.YOUNG_PERSON.label]
    if not young:
        return list(seats)
    others = [each for each in seats if each not in young]
    return [*others, replace(young[0], name=YOUNG_PEOPLE, part=Part.MEMBER.label)]


def _members_on(body_pk: int, on: date) -> list[Membership]:
    found = Membership.objects.on(on).filter(
        body=body_pk, body__struck_out_at__isnull=True
    )
    return _seats(found)


def _seats(found: "QuerySet[Membership]") -> list[Membership]:
    terms = TermOfOffice.objects.standing().order_by("-started_on")
    rows = found.select_related("councillor").prefetch_related(
        Prefetch("councillor__terms", terms)
    )
    return sorted(rows, key=_place)


def _place(seat: Membership) -> tuple[int, int, str, date]:
    name = seat.councillor.surname if seat.councillor else seat.shown_to_all
    return (
        PARTS.index(Part(seat.part)),
        SEATS.index(SeatKind(seat.seat)),
        name,
        seat.started_on,
    )


def _seat_told(seat: Membership, reader: User | None, on: date) -> SeatTold:
    term = seat.councillor.term_on(on) if seat.councillor else None
    return SeatTold(
        name=seat.name_for(reader) if reader else seat.name_for_public,
        seat=SeatKind(seat.seat).label,
        part=Part(seat.part).label,
        ward=term.ward if term else "",
        party=term.party if term else "",
    )


# -- a body's page ---------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A seat as the viewer may read it. `capacity`: their post, or as what they sit."""

    pk: int
    version: int
    name: str
    kind: str
    part: str
    capacity: str
    ward: str
    party: str
    has_vote: bool
    started_on: date
    ended_on: date | None
    councillor: Councillor | None


@dataclass(frozen=True, kw_only=True)
class GroupSeats:
    """A political group: its share of the council, and its seats on a body."""

    group: str
    of_council: int
    share: float
    seats: int
    fair_share: float


@dataclass(frozen=True, kw_only=True)
class Happened:
    """Something of a body's history: a new name, or a seat that began or ended."""

    on: date
    words: str
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class BodyPage:
    """A body on a day. `seats` are of that day, `history` is all there ever was."""

    body: Body
    on: date
    called: str
    names: Sequence[BodyName]
    seats: Sequence[Seat]
    balance: Sequence[GroupSeats]
    history: Sequence[Happened]
    reporting: Sequence[Body]
    may_change: bool

    @property
    def voting(self) -> int:
        return sum(seat.has_vote for seat in self.seats)

    @property
    def balance_rests_on(self) -> Source:
        return BALANCE_RESTS_ON

    @property
    def councillors_known(self) -> int:
        return sum(each.of_council for each in self.balance)


def body_page(pk: int, *, viewer: User, on: date) -> BodyPage:
    require(viewer, Permission.SEE_COUNCIL)
    body = _body(pk)
    ever = _seats(Membership.objects.standing().filter(body=body))
    today = [each for each in ever if _holds(each, on)]
    is_balanced = body.is_politically_balanced
    return BodyPage(
        body=body,
        on=on,
        called=body.name_on(on),
        names=list(body.names.all()),
        seats=[_seat(each, viewer, on) for each in today],
        balance=_balance(today, on) if is_balanced else [],
        history=_history(body, ever, viewer),
        reporting=_in_order(Body.objects.on(on).filter(reports_to=body)),
        may_change=viewer.may(Permission.RUN_MEETINGS),
    )


def _holds(seat: Membership, on: date) -> bool:
    is_over = seat.ended_on is not None and seat.ended_on <= on
    return seat.started_on <= on and not is_over


def _seat(seat: Membership, viewer: User, on: date) -> Seat:
    name = seat.name_for(viewer)
    term = seat.councillor.term_on(on) if seat.councillor else None
    is_own = seat.councillor is not None and not seat.shown_as
    return Seat(
        pk=seat.pk,
        version=seat.version,
        name=name,
        kind=SeatKind(seat.seat).label,
        part=Part(seat.part).label,
        capacity="" if is_own or seat.shown_to_all == name else seat.shown_to_all,
        ward=term.ward if term else "",
        party=term.party if term else "",
        has_vote=seat.has_vote,
        started_on=seat.started_on,
        ended_on=seat.ended_on,
        councillor=seat.councillor,
    )


def _balance(seats: Iterable[Membership], on: date) -> list[GroupSeats]:
    """Seats by group beside the make-up of the council, as far as it is known here."""
    of_council = Counter(TermOfOffice.objects.on(on).values_list("party", flat=True))
    sitting = [
        each.councillor.term_on(on)
        for each in seats
        if each.councillor and each.part in BALANCED_PARTS
    ]
    of_body = Counter(term.party for term in sitting if term)
    council, body = of_council.total(), of_body.total()
    return [
        GroupSeats(
            group=group,
            of_council=of_council[group],
            share=of_council[group] / council,
            seats=of_body[group],
            fair_share=of_council[group] / council * body,
        )
        for group, _ in sorted(of_council.items(), key=lambda one: (-one[1], one[0]))
    ]


def _history(
    body: Body, ever: Iterable[Membership], viewer: User
) -> tuple[Happened, ...]:
    """The latest first."""
    names = sorted(body.names.all(), key=lambda each: each.since)
    found = [
        Happened(on=name.since, words=f"Renamed {name.name}", why=name.why)
        for name in names[1:]
    ]
    if body.began_on:
        found.append(
            Happened(on=body.began_on, words=f"Began as {body.name_on(body.began_on)}")
        )
    if body.ended_on:
        found.append(Happened(on=body.ended_on, words="Ended"))
    for seat in ever:
        found += _comings_and_goings(seat, viewer)
    return tuple(sorted(found, key=lambda each: each.on, reverse=True))


def _comings_and_goings(seat: Membership, viewer: User) -> list[Happened]:
    name, part = seat.name_for(viewer), Part(seat.part).label.lower()
    kind = seat.shown_to_all
    who = name if seat.councillor and not seat.shown_as else f"{name}, {kind}"
    who = name if name == kind else who
    came = Happened(on=seat.started_on, words=f"{who}: came as {part}", why=seat.why)
    if seat.ended_on is None:
        return [came]
    return [came, Happened(on=seat.ended_on, words=f"{who}: left as {part}")]


# -- councillors -----------------------------------------------------------------------


def councillors(*, viewer: User | None, on: date) -> list[Councillor]:
    """Those in office on the day, by surname. `term_on(day)` tells ward and group.

    `viewer` None: Parentis itself, to remind them.
    """
    if viewer is not None:
        require(viewer, Permission.SEE_COUNCIL)
    found = Councillor.objects.in_office(on).with_terms()
    return list(found.select_related("user").in_order_of_name())


def councillors_of_the_past(*, viewer: User, on: date) -> list[Councillor]:
    """Those written down who are not in office on the day."""
    require(viewer, Permission.SEE_COUNCIL)
    there = Councillor.objects.in_office(on)
    found = Councillor.objects.standing().exclude(pk__in=there.values("pk"))
    return list(found.with_terms().in_order_of_name())


def councillor_choices(*, viewer: User, on: date) -> list[tuple[int, str]]:
    return [(each.pk, str(each)) for each in councillors(viewer=viewer, on=on)]


def councillor_of(user: User, *, viewer: User) -> Councillor | None:
    """The councillor who signs in as this person, if any."""
    require(viewer, Permission.SEE_COUNCIL)
    return Councillor.objects.standing().with_terms().filter(user=user).first()


def get_councillor(pk: int, *, viewer: User) -> Councillor:
    require(viewer, Permission.SEE_COUNCIL)
    return _councillor(pk)


def _councillor(pk: int) -> Councillor:
    found = Councillor.objects.standing().with_terms().select_related("user")
    return get_object_or_404(found, pk=pk)


def get_term(pk: int, *, viewer: User) -> TermOfOffice:
    """A term that was not struck out, of a councillor who was not."""
    require(viewer, Permission.RUN_MEETINGS)
    found = TermOfOffice.objects.standing().select_related("councillor")
    return get_object_or_404(found, pk=pk, councillor__struck_out_at__isnull=True)


@dataclass(frozen=True, kw_only=True)
class CouncillorPage:
    """A councillor: terms and seats, the latest first."""

    councillor: Councillor
    on: date
    term: TermOfOffice | None
    terms: Sequence[TermOfOffice]
    seats: Sequence[Membership]
    seats_before: Sequence[Membership]
    may_change: bool


def councillor_page(pk: int, *, viewer: User, on: date) -> CouncillorPage:
    require(viewer, Permission.SEE_COUNCIL)
    councillor = _councillor(pk)
    seats = _seats_of(councillor)
    return CouncillorPage(
        councillor=councillor,
        on=on,
        term=councillor.term_on(on),
        terms=list(councillor.terms.all()),
        seats=[each for each in seats if each.ended_on is None or each.ended_on > on],
        seats_before=[each for each in seats if each.ended_on and each.ended_on <= on],
        may_change=viewer.may(Permission.RUN_MEETINGS),
    )


def seats_of(councillor_pk: int, *, viewer: User, on: date) -> list[Membership]:
    """Where a councillor sits on the day."""
    require(viewer, Permission.SEE_COUNCIL)
    seats = _seats_of(_councillor(councillor_pk))
    return [each for each in seats if _holds(each, on)]


def _seats_of(councillor: Councillor) -> list[Membership]:
    found = Membership.objects.standing().filter(
        councillor=councillor, body__struck_out_at__isnull=True
    )
    seats = list(found.select_related("body").order_by("-started_on", "pk"))
    bodies_of = [each.body for each in seats]
    prefetch_related_objects(
        bodies_of, Prefetch("names", BodyName.objects.order_by("-since"))
    )
    return seats


def elections(*, viewer: User) -> list[date]:
    """The days on which councillors were elected, the latest first."""
    require(viewer, Permission.SEE_COUNCIL)
    found = TermOfOffice.objects.standing().filter(is_elected=True)
    days = found.values_list("started_on", flat=True).distinct()
    return list(days.order_by("-started_on"))


def sign_in_choices(*, viewer: User, but: Councillor | None) -> list[tuple[int, str]]:
    """Who signs in as a member and is nobody's yet, or is `but`'s."""
    require(viewer, Permission.RUN_MEETINGS)
    taken = Councillor.objects.standing().filter(user__isnull=False)
    if but is not None:
        taken = taken.exclude(pk=but.pk)
    people = User.objects.get_queryset().with_permission(Permission.ACT_AS_MEMBER)
    found = people.exclude(pk__in=taken.values("user_id"))
    return [
        (each.pk, f"{each.name}, {each.email}") for each in found.in_order_of_name()
    ]


# -- for everybody ---------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PublicBody:
    """A body as everybody may read of it."""

    pk: int
    name: str
    kind: str
    called_before: Sequence[tuple[str, date]]
    terms_of_reference: str
    quorum: int
    quorum_note: str
    meetings_a_year: int
    is_open_to_public: bool
    reports_to: str
    began_on: date | None
    is_of_young_people: bool
    seats: Sequence[SeatTold]
    changed_on: date


@dataclass(frozen=True, kw_only=True)
class PublicCouncillor:
    """A councillor as everybody may read of them. `seats`: body and part."""

    pk: int
    name: str
    ward: str
    party: str
    email: str
    seats: Sequence[tuple[str, str]]


def public_bodies(*, viewer: User | None = None, on: date) -> list[PublicBody]:
    """Those that exist on the day, without who sits there: `public_body` tells it."""
    return [_public(each, ()) for each in _in_order(Body.objects.on(on))]


def public_body(pk: int, *, viewer: User | None = None, on: date) -> PublicBody:
    """Raises Http404 for one that was struck out or does not exist on the day."""
    body = _body(pk)
    if not Body.objects.on(on).filter(pk=pk).exists():
        raise Http404("There is no such body on this day.")
    return _public(body, seats_told(pk, viewer=None, on=on))


def public_councillors(
    *, viewer: User | None = None, on: date
) -> list[PublicCouncillor]:
    """Those in office, by surname, with where they sit."""
    found = Councillor.objects.in_office(on).with_terms().in_order_of_name()
    held = Membership.objects.on(on).filter(body__in=Body.objects.on(on))
    seats = held.select_related("body").order_by("body__name")
    rows = found.prefetch_related(Prefetch("memberships", seats, to_attr="seats_now"))
    return [_public_councillor(each, on) for each in rows]


def _public_councillor(councillor: Councillor, on: date) -> PublicCouncillor:
    term = councillor.term_on(on)
    seats: Iterable[Membership] = getattr(councillor, "seats_now", ())
    return PublicCouncillor(
        pk=councillor.pk,
        name=str(councillor),
        ward=term.ward if term else "",
        party=term.party if term else "",
        email=councillor.email,
        seats=[
            (each.body.name, Part(each.part).label)
            for each in seats
            if each.body.kind not in OF_YOUNG_PEOPLE
        ],
    )


def _public(body: Body, seats: Sequence[SeatTold]) -> PublicBody:
    names = sorted(body.names.all(), key=lambda each: each.since)
    reports_to = body.reports_to
    return PublicBody(
        pk=body.pk,
        name=body.name,
        kind=BodyKind(body.kind).label,
        called_before=[(before.name, after.since) for before, after in pairwise(names)],
        terms_of_reference=body.terms_of_reference,
        quorum=body.quorum,
        quorum_note=body.quorum_note,
        meetings_a_year=body.meetings_a_year,
        is_open_to_public=body.is_open_to_public,
        reports_to=reports_to.name
        if reports_to and not reports_to.is_struck_out
        else "",
        began_on=body.began_on,
        is_of_young_people=body.kind in OF_YOUNG_PEOPLE,
        seats=seats,
        changed_on=(body.changed_at or body.recorded_at).date(),
    )
