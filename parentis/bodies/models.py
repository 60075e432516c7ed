"""Bodies, councillors, and who sits where from when until when."""

from datetime import date
from typing import ClassVar, Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse

from parentis.accounts.models import Period, SameNumber, User
from parentis.accounts.roles import Permission
from parentis.bodies.choices import NEVER_NAMED, BodyKind, Part, SeatKind
from parentis.recorded.models import Recorded, ends_after_it_starts


class BodyQuerySet(models.QuerySet["Body"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def on(self, day: date) -> Self:
        """Those that existed on a day."""
        return self.standing().filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=day),
            Q(began_on__isnull=True) | Q(began_on__lte=day),
        )

    def with_names(self) -> Self:
        names = BodyName.objects.order_by("-since")
        return self.prefetch_related(Prefetch("names", names))


@pghistory.track()
class Body(Recorded):
    """A panel, committee, council of young people or board: what it is for, its rules.

    `name` is what it is called today; `names` tells what it was called, since when.
    `quorum` is how many members with a vote must be there (0: none is laid down).
    """

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, choices=BodyKind)
    terms_of_reference = models.TextField(blank=True)
    quorum = models.PositiveSmallIntegerField(default=0)
    quorum_note = models.CharField(max_length=300, blank=True)
    meetings_a_year = models.PositiveSmallIntegerField(default=0)
    is_politically_balanced = models.BooleanField(
        "political balance applies", default=False
    )
    is_open_to_public = models.BooleanField("its meetings are public", default=True)
    reports_to = models.ForeignKey(
        "self", models.PROTECT, related_name="reporting", null=True, blank=True
    )
    began_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = BodyQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            ends_after_it_starts("body_ends_after_it_begins", first="began_on"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("bodies:body", args=[self.pk])

    def name_on(self, day: date) -> str:
        """What it was called then. Ask `with_names()` first, for more than one."""
        names = sorted(self.names.all(), key=lambda each: each.since)
        then = [each.name for each in names if each.since <= day]
        earliest = names[0].name if names else self.name
        return then[-1] if then else earliest


@pghistory.track()
class BodyName(models.Model):
    """What a body is called since a day: panels are renamed, and their papers stay."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)
    since = models.DateField()
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["body", "since"], name="one_name_a_day")
        ]

    def __str__(self) -> str:
        return self.name


class CouncillorQuerySet(models.QuerySet["Councillor"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def in_office(self, day: date) -> Self:
        terms = TermOfOffice.objects.on(day)
        return self.standing().filter(pk__in=terms.values("councillor_id"))

    def in_order_of_name(self) -> Self:
        return self.order_by("surname", "name", "pk")

    def with_terms(self) -> Self:
        terms = TermOfOffice.objects.standing().order_by("-started_on")
        return self.prefetch_related(Prefetch("terms", terms))


@pghistory.track()
class Councillor(Recorded):
    """An elected member of the council. Their name and ward are public.

    `user` is who signs in as them, if they do.
    """

    name = models.CharField(max_length=200, help_text="Without the title Councillor")
    surname = models.CharField(max_length=100, help_text="For putting in order")
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    user = models.OneToOneField(
        User, models.PROTECT, related_name="councillor", null=True, blank=True
    )

    objects = CouncillorQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints
        ]

    def __str__(self) -> str:
        return f"Councillor {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("bodies:councillor", args=[self.pk])

    def term_on(self, day: date) -> "TermOfOffice | None":
        """Their term then. Ask `with_terms()` first, for more than one."""
        return next(
            (each for each in self.terms.all() if each.holds_on(day)),
            None,
        )


class TermOfOfficeQuerySet(models.QuerySet["TermOfOffice"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def on(self, day: date) -> Self:
        return self.standing().filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=day), started_on__lte=day
        )


@pghistory.track()
class TermOfOffice(Recorded):
    """A councillor's time in office: elected on, for a ward, in a political group.

    Who changes group has a new term from that day; only `is_elected` terms began with
    an election, after which induction is due.
    """

    councillor = models.ForeignKey(Councillor, models.PROTECT, related_name="terms")
    ward = models.CharField("ward or division", max_length=200)
    party = models.CharField("political group", max_length=200)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    is_elected = models.BooleanField("it began with an election", default=True)

    objects = TermOfOfficeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            ends_after_it_starts("term_ends_after_it_starts"),
            ExclusionConstraint(
                name="one_term_at_a_time",
                expressions=[
                    (SameNumber("councillor_id"), RangeOperators.OVERLAPS),
                    (Period("started_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(struck_out_at__isnull=True),
                violation_error_message=(
                    "The councillor has another term on some of these days. End that"
                    " one first, or change the dates."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ward}, {self.party}, since {self.started_on}"

    def holds_on(self, day: date) -> bool:
        is_over = self.ended_on is not None and self.ended_on <= day
        return self.started_on <= day and not is_over and not self.is_struck_out


class MembershipQuerySet(models.QuerySet["Membership"]):
    def standing(self) -> Self:
        return self.filter(struck_out_at__isnull=True)

    def on(self, day: date) -> Self:
        return self.standing().filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=day), started_on__lte=day
        )


@pghistory.track()
class Membership(Recorded):
    """Somebody's seat on a body, from a day until before another.

    A councillor is one of ours; anybody else has a `name`, which stays with staff, and
    `shown_as` (a post, an organisation, "Foster carer"), which everybody may read. Of a
    councillor `shown_as` tells in what capacity they sit, where it is not their own.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="memberships")
    seat = models.CharField(max_length=20, choices=SeatKind)
    part = models.CharField(max_length=20, choices=Part, default=Part.MEMBER)
    councillor = models.ForeignKey(
        Councillor, models.PROTECT, related_name="memberships", null=True, blank=True
    )
    name = models.CharField(max_length=200, blank=True)
    shown_as = models.CharField(max_length=200, blank=True)
    has_vote = models.BooleanField(default=True)
    why = models.CharField("who decided it, and why", max_length=300, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Recorded.Meta.constraints,
            ends_after_it_starts("seat_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(seat=SeatKind.COUNCILLOR, councillor__isnull=False)
                | (~Q(seat=SeatKind.COUNCILLOR) & Q(councillor__isnull=True)),
                name="councillors_seat_has_a_councillor",
                violation_error_message=(
                    "Choose the councillor for a councillor's seat, and none for any"
                    " other."
                ),
            ),
            models.CheckConstraint(
                condition=Q(seat=SeatKind.COUNCILLOR) | ~Q(shown_as=""),
                name="other_seats_are_shown_as_something",
                violation_error_message=(
                    "Write how the public should read this seat, such as a post or"
                    " 'Foster carer'."
                ),
            ),
            ExclusionConstraint(
                name="one_seat_a_councillor_and_body",
                expressions=[
                    (SameNumber("body_id"), RangeOperators.OVERLAPS),
                    (SameNumber("councillor_id"), RangeOperators.OVERLAPS),
                    (Period("started_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(struck_out_at__isnull=True, councillor__isnull=False),
                violation_error_message=(
                    "The councillor has a seat there on some of these days already."
                ),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["body", "started_on"], name="seats_of_a_body")
        ]

    def __str__(self) -> str:
        return self.name_for_public

    def name_for(self, viewer: User) -> str:
        """As one of the staff may read it.

        Young people, foster carers and adoptive parents are named to whoever runs the
        meetings, and to nobody else.
        """
        is_open = self.seat not in NEVER_NAMED or viewer.may(Permission.RUN_MEETINGS)
        if self.councillor is None and self.name and is_open:
            return self.name
        return self.name_for_public

    @property
    def name_for_public(self) -> str:
        """A councillor by name; officers and partners as shown; nobody else by name."""
        return str(self.councillor) if self.councillor else self.shown_to_all

    @property
    def shown_to_all(self) -> str:
        """As what they sit there. Of whoever is never named, their kind and no more."""
        label = SeatKind(self.seat).label
        return label if self.seat in NEVER_NAMED else self.shown_as or label
