"""Invitations that still hold, and what somebody wrote as they were signed out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404

from parentis.accounts.demo import DEMO_PEOPLE
from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import ROLES, Permission, Role
from parentis.entrance.models import HeldForm, Invitation, hash_of

HOURS_A_FORM_IS_HELD = 24


@dataclass(frozen=True, kw_only=True)
class Invited:
    """One line of the list of open invitations."""

    pk: int
    name: str
    email: str
    roles: str
    invited_by: str
    invited_at: datetime
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class Answer:
    question: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """A made-up person of the demo, and what they come to do."""

    email: str
    name: str
    role: str
    comes_to: str


@dataclass(frozen=True, kw_only=True)
class HeldPage:
    """A held form: what was typed, and all it needs to be sent again."""

    pk: int
    path: str
    held_at: datetime
    answers: tuple[Answer, ...]
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]


def open_invitations(*, viewer: User, at: datetime) -> list[Invited]:
    require(viewer, Permission.MANAGE_PEOPLE)
    found = Invitation.objects.open(at=at).select_related("invited_by")
    return [
        Invited(
            pk=each.pk,
            name=each.name,
            email=each.email,
            roles=", ".join(Role(role).label for role in each.roles),
            invited_by=each.invited_by.name,
            invited_at=each.invited_at,
            expires_at=each.expires_at,
        )
        for each in found.order_by("-invited_at", "-pk")
    ]


def invitation_of(token: str, *, viewer: None, at: datetime) -> Invitation | None:
    """The invitation that this link opens, while it still does. Nobody views yet."""
    held = Invitation.objects.open(at=at).select_related("invited_by")
    found = held.filter(token_hash=hash_of(token)).first()
    if found is None or not found.invited_by.may(Permission.MANAGE_PEOPLE):
        return None
    return found


def somebody_to_help(pk: int, *, viewer: User) -> User:
    """Raises Http404 for a closed account, and for one's own."""
    require(viewer, Permission.MANAGE_PEOPLE)
    others = User.objects.exclude(pk=viewer.pk)
    return get_object_or_404(others, pk=pk, is_active=True)


def waiting_form(*, viewer: User, at: datetime) -> int | None:
    """The number of the newest form held for this person."""
    held = HeldForm.objects.filter(person=viewer).since(_earliest(at)).newest_first()
    return held.values_list("pk", flat=True).first()


def held_form(pk: int, *, viewer: User, at: datetime) -> HeldPage:
    """Raises Http404 for anybody but the person who wrote it."""
    held = HeldForm.objects.filter(pk=pk, person=viewer).since(_earliest(at)).first()
    if held is None:
        raise Http404("Nothing is held here.")
    return HeldPage(
        pk=held.pk,
        path=held.path,
        held_at=held.held_at,
        answers=tuple(
            Answer(question=_in_words(name), answer=value)
            for name, value in held.fields
            if value.strip()
        ),
        fields=tuple((name, value) for name, value in held.fields),
        files=tuple(held.files),
    )


def demo_cards(*, viewer: None) -> list[Card]:
    """For whoever tries the demo: nobody views yet. Empty anywhere else."""
    if not settings.IS_DEMO:
        return []
    emails = [person.email for person in DEMO_PEOPLE]
    there = set(
        User.objects.filter(email__in=emails, is_active=True).values_list(
            "email", flat=True
        )
    )
    return [
        Card(
            email=person.email,
            name=person.name,
            role=person.role.label,
            comes_to=ROLES[person.role].comes_to,
        )
        for person in DEMO_PEOPLE
        if person.email in there
    ]


def _earliest(at: datetime) -> datetime:
    return at - timedelta(hours=HOURS_A_FORM_IS_HELD)


def _in_words(name: str) -> str:
    """`what_happened` as `What happened`."""
    return name.replace("_", " ").replace("-", " ").strip().capitalize()
