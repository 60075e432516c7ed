from datetime import date
from typing import Any, ClassVar, Self

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Lower

from parentis.accounts.roles import ROLES, Permission, Role


class SameNumber(Func):
    """A number as a range of one, which an exclusion constraint compares.

    The embedded PostgreSQL has no btree_gist, which would compare the number itself.
    """

    function = "int8range"
    template = "%(function)s(%(expressions)s, %(expressions)s, '[]')"

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, tuple[str | int, ...]]:
        """The number stands twice, and is given twice where it is no column."""
        sql, params = super().as_sql(*args, **kwargs)
        return sql, (*params, *params)


class Period(Func):
    """From the first day to the last but not with it, or to no end."""

    function = "daterange"
    output_field = DateRangeField()


class UserQuerySet(models.QuerySet["User"]):
    def in_order_of_name(self) -> Self:
        return self.order_by("name", "pk")

    def with_permission(self, permission: Permission) -> Self:
        """Everybody whose account is open and one of whose roles holds it."""
        holders = [r.value for r, d in ROLES.items() if permission in d.permissions]
        return self.filter(is_active=True, roles__overlap=holders)

    def in_teams(self, teams: "models.QuerySet[Team]", *, on: date) -> Self:
        return self.filter(
            pk__in=TeamMembership.objects.on(on)
            .filter(team__in=teams)
            .values("person_id")
        )


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(
        self,
        email: str,
        password: str | None = None,
        *,
        name: str,
        roles: list[Role],
    ) -> "User":
        user = self.model(email=email.strip().lower(), name=name, roles=roles)
        user.set_password(password)
        user.save(using=self._db)
        return user


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """Somebody who signs in. They do so with their e-mail address.

    `born` and `home_postcode` serve one purpose: to notice that somebody looks at the
    record of their own, of a relative or of a neighbour. Both may stay empty.
    """

    email = models.EmailField("email address", unique=True)
    name = models.CharField(max_length=200)
    roles = ArrayField(models.CharField(max_length=40, choices=Role), default=list)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    born = models.DateField(null=True, blank=True)
    home_postcode = models.CharField(max_length=10, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "roles"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(roles__contained_by=Role.values, roles__len__gt=0),
                name="roles_are_known",
            ),
            models.UniqueConstraint(
                Lower("email"), name="one_person_one_email_whatever_its_case"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def roles_held(self) -> list[Role]:
        return [role for role in Role if role in self.roles]

    def may(self, permission: Permission) -> bool:
        """Read from the roles at each request, so a change of role counts at once."""
        return self.is_active and any(
            permission in ROLES[role].permissions for role in self.roles_held
        )

    @property
    def role_words(self) -> str:
        """`personal adviser and auditor`."""
        return " and ".join(role.label.lower() for role in self.roles_held)


@pghistory.track()
class Service(models.Model):
    """A part of the council that keeps records of its own, such as leaving care."""

    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class TeamQuerySet(models.QuerySet["Team"]):
    def of(self, person: User, *, on: date) -> Self:
        """The teams this person belongs to on a day."""
        memberships = TeamMembership.objects.on(on).filter(person=person)
        return self.filter(pk__in=memberships.values("team_id"))


@pghistory.track()
class Team(models.Model):
    name = models.CharField(max_length=200)
    service = models.ForeignKey(Service, models.PROTECT, related_name="teams")

    objects = TeamQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "name"], name="one_team_of_a_name_in_a_service"
            )
        ]

    def __str__(self) -> str:
        return self.name


class TeamMembershipQuerySet(models.QuerySet["TeamMembership"]):
    def on(self, day: date) -> Self:
        """Those that hold on a day. The last day is the first they no longer do."""
        return self.filter(
            Q(ended_on__gt=day) | Q(ended_on__isnull=True), started_on__lte=day
        )


@pghistory.track()
class TeamMembership(models.Model):
    """Somebody's time in a team. A team manager manages the teams they are in."""

    person = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, models.PROTECT, related_name="memberships")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = TeamMembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(ended_on__gte=models.F("started_on")),
                name="membership_ends_after_it_starts",
            ),
            ExclusionConstraint(
                name="one_membership_of_a_team_at_a_time",
                expressions=[
                    (SameNumber("person_id"), RangeOperators.OVERLAPS),
                    (SameNumber("team_id"), RangeOperators.OVERLAPS),
                    (Period("started_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.team}"
