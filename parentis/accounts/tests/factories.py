"""People who sign in, one kind for each role."""

import factory
from factory.django import DjangoModelFactory

from parentis.accounts.models import User
from parentis.accounts.roles import Role

PASSWORD = "three words together"


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@aldermere.example")
    name = factory.Sequence(lambda n: f"Person {n}")
    role = Role.PERFORMANCE_ANALYST
    password = factory.django.Password(PASSWORD)


class AnalystFactory(UserFactory):
    role = Role.PERFORMANCE_ANALYST


class CommitteeOfficerFactory(UserFactory):
    role = Role.COMMITTEE_OFFICER


class ElectedMemberFactory(UserFactory):
    role = Role.ELECTED_MEMBER


class AdministratorFactory(UserFactory):
    role = Role.ADMINISTRATOR
