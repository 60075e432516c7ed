from datetime import datetime
from hashlib import sha256
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from parentis.accounts.models import User
from parentis.accounts.roles import Role


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, *, at: datetime) -> Self:
        return self.filter(
            used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at
        )

    def to(self, email: str) -> Self:
        return self.filter(email=email.strip().lower())


class Invitation(models.Model):
    """Somebody may come in once, by a link of which only the hash is kept."""

    email = models.EmailField()
    name = models.CharField(max_length=200)
    roles = ArrayField(models.CharField(max_length=40, choices=Role))
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="invitations")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    person = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="came_by"
    )

    # Set where the link leads somebody back in who has lost their password or phone.
    returning = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="ways_back"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(roles__contained_by=Role.values, roles__len__gt=0),
                name="invitation_to_known_roles",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, person__isnull=True)
                | Q(used_at__isnull=False, person__isnull=False),
                name="a_used_invitation_let_somebody_in",
            ),
        ]

    def __str__(self) -> str:
        return f"Invitation of {self.name}"


class HeldFormQuerySet(models.QuerySet["HeldForm"]):
    def since(self, at: datetime) -> Self:
        return self.filter(held_at__gt=at)

    def newest_first(self) -> Self:
        return self.order_by("-held_at", "-pk")


class HeldForm(models.Model):
    """What somebody sent after their session had ended, until they send it again."""

    person = models.ForeignKey(User, models.CASCADE, related_name="held_forms")
    path = models.CharField(max_length=2000)
    fields = models.JSONField()
    files = models.JSONField(default=list)
    held_at = models.DateTimeField()

    objects = HeldFormQuerySet.as_manager()

    def __str__(self) -> str:
        return f"What {self.person} sent to {self.path}"
