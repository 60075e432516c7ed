"""Letting people in, and keeping what they were writing."""

import secrets
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

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
    Invitation.objects.open(at=at).to(email).update(withdrawn_at=at)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        name=name.strip(),
        roles=roles,
        token_hash=hash_of(token),
        invited_by=by,
        invited_at=at,
        expires_at=at + timedelta(days=DAYS_AN_INVITATION_HOLDS),
    )
    security_log.note("invited", person=by.pk, invitation=invitation.pk)
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
    invitation = Invitation.objects.open(at=at).to(email).first()
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
    try:
        person = accounts.add_person(
            by=invitation.invited_by,
            email=invitation.email,
            name=invitation.name,
            roles=[Role(role) for role in invitation.roles],
        )
    except PermissionDenied as no_more:
        raise InvitationIsOver from no_more
    invitation.used_at = at
    invitation.person = person
    invitation.save(update_fields=["used_at", "person"])
    security_log.note("invitation-used", person=person.pk, invitation=invitation.pk)
    return person


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


def let_go_of_held_form(pk: int, *, by: User) -> None:
    """It was sent, or is not wanted any more."""
    HeldForm.objects.filter(pk=pk, person=by).delete()


def let_go_of_old_forms(*, by: None, at: datetime) -> None:
    """`by` is None: time does it."""
    earliest = at - timedelta(hours=HOURS_A_FORM_IS_HELD)
    HeldForm.objects.filter(held_at__lte=earliest).delete()
