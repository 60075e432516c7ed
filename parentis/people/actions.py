"""What an administrator changes: what staff may do, their teams, and that they left.

Everything here is read again at each request, so a change counts from the next one.
"""

from datetime import date, datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from parentis.accounts import security_log
from parentis.accounts.models import Service, Team, TeamMembership, User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission, Role
from parentis.entrance import actions as entrance
from parentis.notices import actions as notices
from parentis.people import queries
from parentis.refusals import Refused
from parentis.young_people import queries as young_people

HAND_OVER = "/young-people/hand-over/{}/"
HANDS_OVER = "Hand over the young people who were their work."
NOBODY_MANAGES = (
    "Nobody manages their team. Agree who takes over the young people who were their"
    " work, and ask an administrator to put that manager into the team."
)


class NotChanged(Refused):
    """Nothing was changed. The message says why, and what to do."""


# -- one member of staff ---------------------------------------------------------------


@transaction.atomic
def change_roles(person: User, *, by: User, roles: list[Role]) -> None:
    """What somebody may do from their next request on.

    Nobody changes their own: so there is always an administrator, and nobody lets
    themselves see more. Raises NotChanged.
    """
    _lock_administrators(by)
    if person == by:
        raise NotChanged(
            "You cannot change your own roles. Ask another administrator to."
        )
    if not roles:
        raise NotChanged("Choose at least one role.")
    person = _locked(person)
    person.roles = [role.value for role in Role if role in roles]
    person.save(update_fields=["roles"])
    security_log.note("roles-changed", person=person.pk, by=by.pk)


@transaction.atomic
def change_details(
    person: User,
    *,
    by: User,
    name: str,
    email: str,
    born: date | None,
    home_postcode: str,
) -> None:
    """Raises NotChanged where somebody else signs in with this e-mail address."""
    require(by, Permission.MANAGE_PEOPLE)
    person = _locked(person)
    email = email.strip().lower()
    if User.objects.filter(email__iexact=email).exclude(pk=person.pk).exists():
        raise NotChanged("Somebody else signs in with this email address already.")
    if email != person.email:
        # The sign-in library keeps a list of its own, which an old address would open.
        EmailAddress.objects.filter(user=person).delete()
        security_log.note("address-changed", person=person.pk, by=by.pk)
    person.name, person.email = name.strip(), email
    person.born, person.home_postcode = born, home_postcode.strip().upper()
    person.save(update_fields=["name", "email", "born", "home_postcode"])


@transaction.atomic
def join_team(
    person: User, *, by: User, team: Team, started_on: date
) -> TeamMembership:
    """Raises NotChanged where they are in it then, or are who asks."""
    require(by, Permission.MANAGE_PEOPLE)
    person = _locked(person)
    if person == by:
        raise NotChanged(
            "You cannot add yourself to a team. Ask another administrator to."
        )
    if not person.is_active:
        raise NotChanged("This account is closed. Open it again first.")
    same = TeamMembership.objects.filter(person=person, team=team)
    if same.exclude(ended_on__lte=started_on).exists():
        raise NotChanged(f"{person} is in {team} at that time already.")
    return TeamMembership.objects.create(
        person=person, team=team, started_on=started_on
    )


@transaction.atomic
def leave_team(membership: TeamMembership, *, by: User, on: date) -> None:
    """From this day on they are not in the team. Raises NotChanged once they left."""
    require(by, Permission.MANAGE_PEOPLE)
    membership = TeamMembership.objects.select_for_update().get(pk=membership.pk)
    if membership.ended_on is not None:
        raise NotChanged("They have left this team already.")
    membership.ended_on = max(on, membership.started_on)
    membership.save(update_fields=["ended_on"])


# -- somebody who left -----------------------------------------------------------------


@transaction.atomic
def close(person: User, *, by: User, at: datetime) -> None:
    """Somebody left: in one step they are signed out, and cannot sign in again.

    Who manages their teams is told to hand their work over; the data guardians, where a
    restricted record named them or was their work. Raises NotChanged for oneself, and
    once it is closed.
    """
    _lock_administrators(by)
    if person == by:
        raise NotChanged(
            "You cannot close your own account. Ask another administrator to."
        )
    person = _locked(person)
    if not person.is_active:
        raise NotChanged("This account is closed already.")
    on = timezone.localtime(at).date()
    _tell_who_hands_over(person, by=by, at=at)
    _end_memberships(person, on)
    person.is_active, person.closed_at = False, at
    person.save(update_fields=["is_active", "closed_at"])
    _end_sessions(person, at)
    Authenticator.objects.filter(user=person).delete()
    entrance.forget(person, by=by, at=at)
    security_log.note("account-closed", person=person.pk, by=by.pk)


@transaction.atomic
def open_again(person: User, *, by: User) -> None:
    """They come back with the roles they had, and in no team. Raises NotChanged."""
    _lock_administrators(by)
    person = _locked(person)
    if person.is_active:
        raise NotChanged("This account is open already.")
    person.is_active, person.closed_at = True, None
    person.save(update_fields=["is_active", "closed_at"])
    security_log.note("account-opened-again", person=person.pk, by=by.pk)


# -- services and teams ----------------------------------------------------------------


@transaction.atomic
def add_service(*, by: User, name: str) -> Service:
    require(by, Permission.MANAGE_PEOPLE)
    _service_must_be_new(name)
    return Service.objects.create(name=name.strip())


@transaction.atomic
def rename_service(service: Service, *, by: User, name: str) -> None:
    require(by, Permission.MANAGE_PEOPLE)
    _service_must_be_new(name, but=service.pk)
    service.name = name.strip()
    service.save(update_fields=["name"])


@transaction.atomic
def add_team(*, by: User, service: Service, name: str) -> Team:
    require(by, Permission.MANAGE_PEOPLE)
    _team_must_be_new(name, service)
    return Team.objects.create(service=service, name=name.strip())


@transaction.atomic
def rename_team(team: Team, *, by: User, name: str) -> None:
    require(by, Permission.MANAGE_PEOPLE)
    _team_must_be_new(name, team.service, but=team.pk)
    team.name = name.strip()
    team.save(update_fields=["name"])


# -- what these share ------------------------------------------------------------------


def _lock_administrators(by: User) -> None:
    """Whoever acts is still an administrator once it is their turn.

    Two who close each other come one after the other here, and the second is refused.
    """
    require(by, Permission.MANAGE_PEOPLE)
    found = User.objects.get_queryset().with_permission(Permission.MANAGE_PEOPLE)
    in_order = found.order_by("pk").select_for_update(no_key=True)
    if by.pk not in {each.pk for each in in_order}:
        raise PermissionDenied("You are no administrator any more.")


def _locked(person: User) -> User:
    """As they are now, whatever the page showed. Nobody else changes them meanwhile."""
    return User.objects.select_for_update(no_key=True).get(pk=person.pk)


def _tell_who_hands_over(person: User, *, by: User, at: datetime) -> None:
    on = timezone.localtime(at).date()
    left = f"{person} has left, and their account is closed."
    if young_people.services_of_work(person, viewer=by, on=on):
        managers = queries.managers_of(person, viewer=by, on=on)
        others = queries.managers_near(person, viewer=by, on=on)
        notices.tell(
            managers or others,
            by=by,
            at=at,
            about=f"{left} {HANDS_OVER if managers else NOBODY_MANAGES}",
            link=HAND_OVER.format(person.pk) if managers else "",
        )
    if young_people.has_restricted_work(person, viewer=by, on=on):
        notices.tell(
            queries.data_guardians(person, viewer=by),
            by=by,
            at=at,
            about=(
                f"{left} A restricted record names them, or was their work. Check that"
                " each list still names the right people."
            ),
        )


def _end_memberships(person: User, on: date) -> None:
    lasting = TeamMembership.objects.filter(person=person).exclude(ended_on__lte=on)
    lasting.filter(started_on__lte=on).update(ended_on=on)
    lasting.filter(started_on__gt=on).update(ended_on=F("started_on"))


def _end_sessions(person: User, at: datetime) -> None:
    """Wherever they are signed in, their next request is a stranger's."""
    theirs = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=at).iterator()
        if session.get_decoded().get(SESSION_KEY) == str(person.pk)
    ]
    Session.objects.filter(pk__in=theirs).delete()
    UserSession.objects.filter(user=person).delete()


def _service_must_be_new(name: str, *, but: int = 0) -> None:
    same = Service.objects.filter(name__iexact=name.strip())
    if same.exclude(pk=but).exists():
        raise NotChanged("There is a service of this name already.")


def _team_must_be_new(name: str, service: Service, *, but: int = 0) -> None:
    same = service.teams.filter(name__iexact=name.strip())
    if same.exclude(pk=but).exists():
        raise NotChanged(f"There is a team of this name in {service} already.")
