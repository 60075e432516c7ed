"""People who sign in, one kind for each role."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from parentis.accounts.models import Service, Team, TeamMembership, User
from parentis.accounts.roles import Role

PASSWORD = "three words together"


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@aldermere.example")
    name = factory.Sequence(lambda n: f"Person {n}")
    roles = factory.LazyAttribute(lambda person: [person.role])
    password = factory.django.Password(PASSWORD)

    class Params:
        role = Role.PERFORMANCE_ANALYST


class AnalystFactory(UserFactory):
    class Params:
        role = Role.PERFORMANCE_ANALYST


class CommitteeOfficerFactory(UserFactory):
    class Params:
        role = Role.COMMITTEE_OFFICER


class ElectedMemberFactory(UserFactory):
    class Params:
        role = Role.ELECTED_MEMBER


class AdministratorFactory(UserFactory):
    class Params:
        role = Role.ADMINISTRATOR


class AdviserFactory(UserFactory):
    class Params:
        role = Role.PERSONAL_ADVISER


class ManagerFactory(UserFactory):
    class Params:
        role = Role.TEAM_MANAGER


class DataGuardianFactory(UserFactory):
    class Params:
        role = Role.DATA_GUARDIAN


class AuditorFactory(UserFactory):
    class Params:
        role = Role.AUDITOR


class ServiceFactory(DjangoModelFactory[Service]):
    class Meta:
        model = Service

    name = factory.Sequence(lambda n: f"Leaving care service {n}")


class TeamFactory(DjangoModelFactory[Team]):
    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Leaving care team {n}")
    service = factory.SubFactory(ServiceFactory)


class TeamMembershipFactory(DjangoModelFactory[TeamMembership]):
    class Meta:
        model = TeamMembership

    person = factory.SubFactory(AdviserFactory)
    team = factory.SubFactory(TeamFactory)
    started_on = date(2020, 4, 1)
