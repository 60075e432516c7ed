"""Letting people in, and keeping what they were writing."""

import secrets
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404

from parentis.accounts import actions as accounts
from parentis.accounts import security_log
from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission, Role
from parentis.entrance.models import HeldForm, Invitation, hash_of
from parentis.entrance.queries import HOURS_A_FORM_IS_HELD, invitation_of

DAYS_AN_INVITATION_HOLDS = 7
MOST_FORMS_HELD = 5


class HasAnAccount(Exception):
    """Somebody with this e-mail address is let in already."""


class InvitationIsOver(Exception):
    """It was used, withdrawn, is too old, or never was."""


@transaction.atomic
def invite(
    *, by: User, at: datetime, email: str, name: str, roles: list[Role]
) -> tuple[Invitation, str]:
    """Gives the invitation and its token, which is kept nowhere. Ends earlier ones."""
    require(by, Permission.MANAGE_PEOPLE)
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise HasAnAccount(email)
    asked = Invitation(email=email, name=name.strip(), roles=roles)
    return _opened(asked, by=by, at=at)


@transaction.atomic
def help_back_in(pk: int, *, by: User, at: datetime) -> tuple[Invitation, str]:
    """A link for somebody who has lost their password, telephone or passkey.

    Nothing of theirs changes until they use it. Nobody makes one for themselves. Raises
    Http404.
    """
    require(by, Permission.MANAGE_PEOPLE)
    person = get_object_or_404(User, pk=pk, is_active=True)
    if person == by:
        raise PermissionDenied("Another administrator helps you back in.")
    asked = Invitation(
        email=person.email, name=person.name, roles=person.roles, returning=person
    )
    return _opened(asked, by=by, at=at)


def _opened(
    invitation: Invitation, *, by: User, at: datetime
) -> tuple[Invitation, str]:
    """The latest is the only one that opens."""
    Invitation.objects.open(at=at).to(invitation.email).update(withdrawn_at=at)
    token = secrets.token_urlsafe(32)
    invitation.token_hash = hash_of(token)
    invitation.invited_by, invitation.invited_at = by, at
    invitation.expires_at = at + timedelta(days=DAYS_AN_INVITATION_HOLDS)
    invitation.save()
    what = "invited" if invitation.returning_id is None else "help-offered"
    security_log.note(what, person=by.pk, invitation=invitation.pk)
    return invitation, token


@transaction.atomic
def withdraw_invitation(pk: int, *, by: User, at: datetime) -> None:
    require(by, Permission.MANAGE_PEOPLE)
    Invitation.objects.open(at=at).filter(pk=pk).update(withdrawn_at=at)
    security_log.note("invitation-withdrawn", person=by.pk, invitation=pk)


@transaction.atomic
def accept_invitation(token: str, *, by: None, at: datetime, password: str) -> User:
    """`by` is None: the link itself says who comes. Raises InvitationIsOver."""
    invitation = invitation_of(token, viewer=by, at=at)
    if invitation is None:
        raise InvitationIsOver
    person = _let_in(invitation, at=at)
    accounts.set_password(person, by=person, password=password)
    return person


@transaction.atomic
def accept_by_single_sign_on(*, by: None, email: str, at: datetime) -> User | None:
    """Whoever was invited may come by the council's own sign-in instead of the link."""
    to_newcomers = Invitation.objects.open(at=at).filter(returning__isnull=True)
    invitation = to_newcomers.to(email).first()
    if invitation is None:
        return None
    try:
        return _let_in(invitation, at=at)
    except InvitationIsOver:
        return None


def _let_in(invitation: Invitation, *, at: datetime) -> User:
    # Two presses of the button are one person: the second waits, and finds it used.
    locked = Invitation.objects.open(at=at).select_for_update(of=("self",))
    if not locked.filter(pk=invitation.pk).exists():
        raise InvitationIsOver
    person = invitation.returning
    if person is None:
        person = _added(invitation)
    else:
        _forget_how_they_signed_in(person)
    invitation.used_at = at
    invitation.person = person
    invitation.save(update_fields=["used_at", "person"])
    security_log.note("invitation-used", person=person.pk, invitation=invitation.pk)
    return person


def _added(invitation: Invitation) -> User:
    try:
        return accounts.add_person(
            by=invitation.invited_by,
            email=invitation.email,
            name=invitation.name,
            roles=[Role(role) for role in invitation.roles],
        )
    except PermissionDenied as no_more:
        raise InvitationIsOver from no_more


def _forget_how_they_signed_in(person: User) -> None:
    """Passkeys, apps and recovery codes; and whoever is in with them is out."""
    if not person.is_active:
        raise InvitationIsOver
    Authenticator.objects.filter(user=person).delete()
    for session in UserSession.objects.filter(user=person):
        session.end()


@transaction.atomic
def hold_form(
    *,
    by: User,
    at: datetime,
    path: str,
    fields: list[tuple[str, str]],
    files: list[str],
) -> HeldForm:
    """Keeps it for its writer alone, for a day. The page's earlier one gives way."""
    let_go_of_old_forms(by=None, at=at)
    HeldForm.objects.filter(person=by, path=path).delete()
    held = HeldForm.objects.create(
        person=by, path=path, fields=fields, files=files, held_at=at
    )
    kept = HeldForm.objects.filter(person=by).newest_first()[:MOST_FORMS_HELD]
    HeldForm.objects.filter(person=by).exclude(
        pk__in=list(kept.values_list("pk", flat=True))
    ).delete()
    return held


@transaction.atomic
def forget(person: User, *, by: User, at: datetime) -> None:
    """Somebody left: what they wrote last, and every way in they gave or were given."""
    require(by, Permission.MANAGE_PEOPLE)
    HeldForm.objects.filter(person=person).delete()
    theirs = Q(invited_by=person) | Q(email=person.email)
    Invitation.objects.open(at=at).filter(theirs).update(withdrawn_at=at)


def let_go_of_held_form(pk: int, *, by: User) -> None:
    """It was sent, or is not wanted any more."""
    HeldForm.objects.filter(pk=pk, person=by).delete()


def let_go_of_old_forms(*, by: None, at: datetime) -> None:
    """`by` is None: time does it."""
    earliest = at - timedelta(hours=HOURS_A_FORM_IS_HELD)
    HeldForm.objects.filter(held_at__lte=earliest).delete()
