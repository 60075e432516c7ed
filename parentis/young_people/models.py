"""A young person's record, and `visible_to`: the one place that says who opens it."""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat, Lower, Replace, TruncDate
from django.urls import reverse
from django.utils import timezone

from parentis.accounts.models import (
    Period,
    SameNumber,
    Service,
    Team,
    TeamMembership,
    User,
)
from parentis.accounts.roles import Permission
from parentis.sounds import sound_keys, words_heard, written_plainly
from parentis.young_people.choices import AllocatedAs, Fit, OpenedBecause

LONGEST_WORD = 100
LONGEST_UNTIL_REVIEW = timedelta(days=90)
TIME_TO_UNDO = timedelta(days=7)
HOURS_AFTER_A_REASON = timedelta(hours=8)
HOURS_OF_AN_EMERGENCY = timedelta(hours=3)
HOURS_OF_A_CONFIRMATION = timedelta(hours=24)


class WithoutAccents(Func):
    """A name as people look it up: `Évan-Zoë` stands, and is found, as `evan-zoe`.

    The embedded PostgreSQL has neither ICU's collations nor unaccent.
    """

    template = (
        "regexp_replace(normalize(lower(%(expressions)s), NFD),"
        " '[\\u0300-\\u036f]', '', 'g')"
    )
    output_field = models.TextField()


NAMES_TO_FIND = (
    "given_name",
    "family_name",
    "legal_given_name",
    "legal_family_name",
    "also_called",
)


def without_accents(words: str) -> str:
    """The same of what somebody types."""
    apart = unicodedata.normalize("NFD", words.lower())
    return "".join(each for each in apart if not "\u0300" <= each <= "\u036f")


class YoungPersonQuerySet(models.QuerySet["YoungPerson"]):
    def visible_to(self, viewer: User, *, at: datetime) -> Self:
        """Whose records this person may open now.

        Theirs by allocation or referral; their teams', for who manages them; another of
        their service for whom they said why; anybody's, for three hours after an
        emergency. A restricted record opens to those it lists, and in an emergency.
        Nobody else sees any: members, committee officers, analysts, partners.
        """
        if not viewer.is_active:
            return self.none()
        on = timezone.localtime(at).date()
        theirs = _allocated(viewer, on) | _of_teams(viewer, on) | _reason(viewer, at)
        opens = theirs & ~_restricted() | _lists(viewer) | _emergency(viewer, at)
        return self.filter(opens & ~_merged())

    def findable_by(self, viewer: User, *, at: datetime) -> Self:
        """Whom a search may name: those, and others of their service, to ask for."""
        visible = Q(pk__in=self.model.objects.visible_to(viewer, at=at).values("pk"))
        if not viewer.may(Permission.SEE_WITH_REASON):
            return self.filter(visible)
        of_service = _of_service(viewer, at) & ~_restricted() & ~_merged()
        return self.filter(visible | of_service)

    def work_of(self, viewer: User, *, at: datetime) -> Self:
        """Theirs or their teams'; of restricted records, those that list them."""
        return self.filter(_work_of(viewer, at))

    def with_what_looking_asks(self, viewer: User, *, at: datetime) -> Self:
        """Read in the same query as the record: what its look is to say."""
        opened = OpenedFor.objects.filter(
            person=viewer, young_person=OuterRef("pk"), opened_at__lte=at, until__gt=at
        )
        return self.annotate(
            is_restricted=_restricted(),
            is_their_work=_work_of(viewer, at),
            why_opened=Subquery(opened.order_by("-opened_at").values("reason")[:1]),
            postcodes=ArraySubquery(
                Address.objects.filter(young_person=OuterRef("pk")).values("postcode")
            ),
        )

    def allocated_to(self, person: User, *, on: date) -> Self:
        return self.filter(
            Exists(_current(on).filter(young_person=OuterRef("pk"), person=person))
        )

    def restricted(self) -> Self:
        return self.filter(_restricted())

    def in_order_of_name(self) -> Self:
        return self.order_by(
            WithoutAccents("family_name"), WithoutAccents("given_name"), "pk"
        )

    # Whatever changes a name, by whichever way, changes how it is found.

    def update(self, **changes: Any) -> int:
        if not set(changes) & set(NAMES_TO_FIND):
            return super().update(**changes)
        changed = list(self.values_list("pk", flat=True))
        updated = super().update(**changes)
        NameWord.objects.write(YoungPerson.objects.filter(pk__in=changed))
        return updated

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> "list[YoungPerson]":
        created = super().bulk_create(objs, *args, **kwargs)
        NameWord.objects.write(created)
        return created

    def bulk_update(self, objs: Any, fields: Any, batch_size: Any = None) -> int:
        people = list(objs)
        updated = super().bulk_update(people, fields, batch_size)
        NameWord.objects.write(people)
        return updated


@pghistory.track()
class YoungPerson(models.Model):
    """A child in care or a care leaver."""

    child_number = models.CharField(
        max_length=40, blank=True, help_text="as in the return (CHILD)"
    )
    given_name = models.CharField("first name they use", max_length=100)
    family_name = models.CharField("last name they use", max_length=100)
    legal_given_name = models.CharField(max_length=100, blank=True)
    legal_family_name = models.CharField(max_length=100, blank=True)
    also_called = models.CharField(max_length=200, blank=True)
    born = models.DateField(null=True, blank=True)
    service = models.ForeignKey(Service, models.PROTECT, related_name="young_people")

    objects = YoungPersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child_number"],
                condition=~Q(child_number=""),
                name="one_record_of_a_child_number",
            ),
        ]
        indexes = [models.Index(fields=["service"], name="young_person_by_service")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        NameWord.objects.write([self])

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def legal_name(self) -> str:
        """Empty where it is the name they use."""
        given = self.legal_given_name or self.given_name
        name = f"{given} {self.legal_family_name or self.family_name}"
        return "" if name == self.name else name

    @property
    def names(self) -> list[str]:
        return [self.name, *([self.legal_name] if self.legal_name else [])]

    def get_absolute_url(self) -> str:
        return reverse("record:record", args=[self.pk])

    def age_on(self, day: date) -> int | None:
        """In whole years; None where the birthday is not known."""
        if self.born is None:
            return None
        had_no_birthday_yet = (day.month, day.day) < (self.born.month, self.born.day)
        return day.year - self.born.year - had_no_birthday_yet

    def managers_on(self, day: date) -> set[User]:
        """Who manages the teams whose work they are."""
        current = Allocation.objects.on(day).filter(young_person=self)
        teams = Team.objects.filter(
            Q(allocations__in=current) | Q(memberships__person__allocations__in=current)
        )
        managers = User.objects.get_queryset().with_permission(Permission.SEE_TEAM)
        return set(managers.in_teams(teams.distinct(), on=day))

    @property
    def reference(self) -> str:
        """How those speak of the record who may not know the name."""
        return self.child_number or f"P{self.pk}"


class NameWordQuerySet(models.QuerySet["NameWord"]):
    def write(self, young_people: "Iterable[YoungPerson]") -> None:
        """The words of the names these have now, and no other."""
        wanted = {
            each.pk: _words_heard([getattr(each, name) for name in NAMES_TO_FIND])
            for each in young_people
        }
        held, gone = set(), []
        for now in self.filter(young_person__in=wanted):
            held.add((now.young_person_id, now.word))
            if now.word not in wanted[now.young_person_id]:
                gone.append(now.pk)
        if gone:
            self.filter(pk__in=gone).delete()
        self.bulk_create(
            NameWord(young_person_id=pk, word=word, sounds=sorted(keys))
            for pk, words in wanted.items()
            for word, keys in words.items()
            if (pk, word) not in held
        )

    def fitting(self, typed: str) -> dict[int, Fit]:
        """Whose names have a word that is, begins with, or sounds as one typed."""
        word, keys = written_plainly(typed), sound_keys(typed)
        found = self.filter(Q(word__startswith=word) | Q(sounds__overlap=list(keys)))
        fits: dict[int, Fit] = {}
        for pk, theirs in found.values_list("young_person", "word"):
            fit = _fit(theirs, word)
            fits[pk] = min(fit, fits.get(pk, fit))
        return fits


def _fit(theirs: str, word: str) -> Fit:
    if theirs == word:
        return Fit.SAME
    return Fit.BEGINS if theirs.startswith(word) else Fit.SOUNDS


def _words_heard(names: Iterable[str]) -> dict[str, frozenset[str]]:
    return {
        word[:LONGEST_WORD]: keys
        for name in names
        for word, keys in words_heard(name).items()
    }


class NameWord(models.Model):
    """One word of a name, plainly written, and how it sounds: what a search looks in.

    The names they use, the legal ones and nicknames. The embedded PostgreSQL has no
    pg_trgm.
    """

    young_person = models.ForeignKey(
        YoungPerson, models.CASCADE, related_name="name_words"
    )
    word = models.CharField(max_length=LONGEST_WORD)
    sounds = ArrayField(models.CharField(max_length=LONGEST_WORD))

    objects = NameWordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["young_person", "word"], name="one_word_of_a_name"
            )
        ]
        indexes = [
            models.Index(
                fields=["word"],
                opclasses=["varchar_pattern_ops"],
                name="name_word_begins",
            ),
            GinIndex(fields=["sounds"], name="name_word_sounds"),
        ]

    def __str__(self) -> str:
        return self.word


class _SpacesBetweenWords(Func):
    function = "REGEXP_REPLACE"
    template = r"%(function)s(%(expressions)s, '\W', ' ', 'g')"
    output_field = models.TextField()


class AddressQuerySet(models.QuerySet["Address"]):
    def fitting(self, typed: str) -> Self:
        """Those with a word that begins with one typed, or a half of the postcode."""
        word = written_plainly(typed)
        plain = self.alias(
            whole_postcode=Replace(Lower("postcode"), Value(" ")),
            words_apart=Concat(
                Value(" "),
                _SpacesBetweenWords("lines"),
                output_field=models.TextField(),
            ),
        )
        return plain.filter(
            Q(lines__icontains=word, words_apart__icontains=f" {word}")
            | Q(whole_postcode__startswith=word)
            | Q(whole_postcode__endswith=word) & ~Q(postcode="")
        )


@pghistory.track()
class Address(models.Model):
    """Where a young person lives or lived. A confidential one is left out of files."""

    young_person = models.ForeignKey(
        YoungPerson, models.PROTECT, related_name="addresses"
    )
    lines = models.TextField("address")
    postcode = models.CharField(max_length=10, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    is_confidential = models.BooleanField(default=False)

    objects = AddressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(started_on__isnull=True)
                | Q(ended_on__gte=F("started_on")),
                name="address_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"Address {self.pk}"

    @property
    def in_a_line(self) -> str:
        return ", ".join([*self.lines.splitlines(), *filter(None, [self.postcode])])


class AllocationQuerySet(models.QuerySet["Allocation"]):
    def on(self, day: date) -> Self:
        """Those that hold on a day. The last day is the first they no longer do."""
        return self.filter(
            Q(ended_on__gt=day) | Q(ended_on__isnull=True), started_on__lte=day
        )


@pghistory.track()
class Allocation(models.Model):
    """Whose work a young person is: somebody's or a team's, from when, until when."""

    young_person = models.ForeignKey(
        YoungPerson, models.PROTECT, related_name="allocations"
    )
    allocated_as = models.CharField(max_length=30, choices=AllocatedAs)
    person = models.ForeignKey(
        User, models.PROTECT, related_name="allocations", null=True, blank=True
    )
    team = models.ForeignKey(
        Team, models.PROTECT, related_name="allocations", null=True, blank=True
    )
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    note = models.CharField(
        max_length=200, blank=True, help_text="such as whom they cover for"
    )

    objects = AllocationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    allocated_as=AllocatedAs.TEAM,
                    team__isnull=False,
                    person__isnull=True,
                )
                | (
                    ~Q(allocated_as=AllocatedAs.TEAM)
                    & Q(team__isnull=True, person__isnull=False)
                ),
                name="allocated_to_a_person_or_a_team",
            ),
            models.CheckConstraint(
                condition=Q(allocated_as__in=AllocatedAs.values),
                name="allocated_as_is_known",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="allocation_ends_after_it_starts",
            ),
            ExclusionConstraint(
                name="allocated_to_one_person_once_at_a_time",
                expressions=[
                    (SameNumber("young_person_id"), RangeOperators.OVERLAPS),
                    (SameNumber("person_id"), RangeOperators.OVERLAPS),
                    (Period("started_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(person__isnull=False),
            ),
            ExclusionConstraint(
                name="allocated_to_one_team_once_at_a_time",
                expressions=[
                    (SameNumber("young_person_id"), RangeOperators.OVERLAPS),
                    (SameNumber("team_id"), RangeOperators.OVERLAPS),
                    (Period("started_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(team__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.young_person_id}: {self.to}"

    def holds_on(self, day: date) -> bool:
        return self.started_on <= day and (not self.ended_on or self.ended_on > day)

    @property
    def to(self) -> User | Team | None:
        return self.person or self.team


@pghistory.track()
class HandedOver(models.Model):
    """A hand-over of several at once, as it was done: it can be undone for a while.

    `ended` are the allocations it ended, each with the last day it had before (or
    none), `begun` those it made.
    """

    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    handed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    handed_at = models.DateTimeField()
    starts_on = models.DateField()
    ended = models.JSONField(default=dict)
    begun = ArrayField(models.BigIntegerField(), default=list)
    undone_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Hand-over {self.pk}"

    def may_be_undone(self, at: datetime) -> bool:
        return self.undone_at is None and at < self.handed_at + TIME_TO_UNDO


@pghistory.track()
class OpenedFor(models.Model):
    """A record opened for somebody whose work it is not: why, and until when."""

    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    because = models.CharField(max_length=20, choices=OpenedBecause)
    reason = models.TextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="opened_for_says_why"),
            models.CheckConstraint(
                condition=~Q(because=OpenedBecause.EMERGENCY)
                | Q(until__lte=F("opened_at") + HOURS_OF_AN_EMERGENCY),
                name="an_emergency_is_three_hours",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "young_person", "until"], name="opened_for_whom"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.young_person_id} until {self.until}"


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    def in_force(self) -> Self:
        return self.filter(ended_at__isnull=True)


@pghistory.track()
class Restriction(models.Model):
    """Only those on its list open the record. To others it is as if there were none."""

    young_person = models.ForeignKey(
        YoungPerson, models.PROTECT, related_name="restrictions"
    )
    reason = models.TextField()
    restricted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    restricted_at = models.DateTimeField()
    review_on = models.DateField()
    reviewed_on = models.DateField(help_text="the day it was last found to be needed")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True
    )
    why_ended = models.TextField(blank=True)

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="a_restriction_says_why"
            ),
            models.CheckConstraint(
                condition=Q(review_on__lte=F("reviewed_on") + LONGEST_UNTIL_REVIEW),
                name="a_restriction_is_reviewed_within_90_days",
            ),
            models.UniqueConstraint(
                fields=["young_person"],
                condition=Q(ended_at__isnull=True),
                name="one_restriction_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"Restriction {self.pk}"

    @property
    def listed(self) -> list[int]:
        return [each.person_id for each in self.listed_staff.all()]

    @property
    def names_listed(self) -> list[str]:
        return sorted(each.person.name for each in self.listed_staff.all())


@pghistory.track()
class ListedStaff(models.Model):
    """Somebody who may open a restricted record."""

    restriction = models.ForeignKey(
        Restriction, models.PROTECT, related_name="listed_staff"
    )
    person = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["restriction", "person"], name="listed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} on the list of {self.restriction_id}"


@pghistory.track()
class AddressConfirmation(models.Model):
    """That a confidential address may be on one document: one asks, another confirms.

    Used up by the document that carries it.
    """

    address = models.ForeignKey(Address, models.PROTECT, related_name="+")
    document = models.CharField(max_length=200, help_text="for which one, to whom")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("asked_by")),
                name="a_second_person_confirms",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(confirmed_at__isnull=False),
                name="used_once_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"Confirmation {self.pk}"


@pghistory.track()
class MergedInto(models.Model):
    """Two records were of one young person: what the former held is in the other now.

    The former stays, empty, and leads on. `moved` counts what went by table, `before`
    is what the former said of itself.
    """

    former = models.OneToOneField(
        YoungPerson, models.PROTECT, related_name="merged_into"
    )
    into = models.ForeignKey(YoungPerson, models.PROTECT, related_name="merged_from")
    merged_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    merged_at = models.DateTimeField()
    moved = models.JSONField(default=dict)
    before = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(former=F("into")), name="merged_into_another"
            )
        ]

    def __str__(self) -> str:
        return f"{self.former_id} into {self.into_id}"


# -- who may open what -----------------------------------------------------------------
#
# Each gives a condition on young people. A permission that is not held gives nobody.

_NOBODY = Q(pk__in=[])


def _current(on: date) -> AllocationQuerySet:
    return Allocation.objects.on(on)


def _allocated(viewer: User, on: date) -> Q:
    """Theirs: as adviser or social worker, or by referral."""
    if not viewer.may(Permission.SEE_ALLOCATED):
        return _NOBODY
    mine = _current(on).filter(person=viewer)
    return Q(pk__in=mine.values("young_person_id"))


def members_of(
    teams: models.QuerySet[Team], *, on: date
) -> models.QuerySet[TeamMembership]:
    """Who is in these teams, or was when their account was closed.

    Until it is handed over, a leaver's work stays in sight of those who manage it.
    """
    closed_on = TruncDate("person__closed_at")
    left = Q(
        person__is_active=False, started_on__lte=closed_on, ended_on__gte=closed_on
    )
    now = Q(pk__in=TeamMembership.objects.on(on).values("pk"))
    return TeamMembership.objects.filter(now | left, team__in=teams)


def _of_teams(viewer: User, on: date) -> Q:
    """Their teams': allocated to the team, or to somebody who is in it."""
    if not viewer.may(Permission.SEE_TEAM):
        return _NOBODY
    teams = Team.objects.of(viewer, on=on)
    members = members_of(teams, on=on)
    theirs = _current(on).filter(
        Q(team__in=teams) | Q(person__in=members.values("person_id"))
    )
    return Q(pk__in=theirs.values("young_person_id"))


def _work_of(viewer: User, at: datetime) -> Q:
    on = timezone.localtime(at).date()
    theirs = _allocated(viewer, on) | _of_teams(viewer, on)
    return theirs & ~_restricted() | _lists(viewer)


def _of_service(viewer: User, at: datetime) -> Q:
    teams = Team.objects.of(viewer, on=timezone.localtime(at).date())
    return Q(service__in=teams.values("service_id"))


def _reason(viewer: User, at: datetime) -> Q:
    """Of their service, where they said why and not too long ago."""
    if not viewer.may(Permission.SEE_WITH_REASON):
        return _NOBODY
    return _opened(viewer, at, OpenedBecause.REASON) & _of_service(viewer, at)


def _emergency(viewer: User, at: datetime) -> Q:
    if not viewer.may(Permission.BREAK_GLASS):
        return _NOBODY
    return _opened(viewer, at, OpenedBecause.EMERGENCY)


def _opened(viewer: User, at: datetime, because: OpenedBecause) -> Q:
    opened = OpenedFor.objects.filter(
        person=viewer, because=because, opened_at__lte=at, until__gt=at
    )
    return Q(pk__in=opened.values("young_person_id"))


def _lists(viewer: User) -> Q:
    """Restricted records that name them among those who may open it."""
    if not viewer.may(Permission.SEE_ALLOCATED):
        return _NOBODY
    lists = ListedStaff.objects.filter(
        person=viewer, restriction__in=Restriction.objects.in_force()
    )
    return Q(pk__in=lists.values("restriction__young_person_id"))


def _merged() -> Q:
    """What these held is in another record, which is the one to open."""
    return Q(pk__in=MergedInto.objects.values("former_id"))


def _restricted() -> Q:
    return Q(pk__in=Restriction.objects.in_force().values("young_person_id"))
