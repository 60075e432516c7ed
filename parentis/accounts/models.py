from typing import ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from parentis.accounts.roles import ROLES, Permission, Role


class UserQuerySet(models.QuerySet["User"]):
    def in_order_of_name(self) -> Self:
        return self.order_by("name", "pk")


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(
        self, email: str, password: str | None = None, *, name: str, role: Role
    ) -> "User":
        user = self.model(email=email.strip().lower(), name=name, role=role)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who signs in. They do so with their e-mail address."""

    email = models.EmailField("email address", unique=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=40, choices=Role)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "role"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="role_is_known"
            ),
            models.UniqueConstraint(
                Lower("email"), name="one_person_one_email_whatever_its_case"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def may(self, permission: Permission) -> bool:
        """Read from the role at each request, so a change of role counts at once."""
        return self.is_active and permission in ROLES[Role(self.role)].permissions
