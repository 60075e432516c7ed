import pytest
from django.core.exceptions import PermissionDenied

from parentis.accounts import actions
from parentis.accounts.demo import DEMO_PEOPLE
from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import ROLES, Permission, Role
from parentis.accounts.tests.factories import (
    AdministratorFactory,
    AnalystFactory,
    ElectedMemberFactory,
    UserFactory,
)


def test_every_role_is_described():
    assert set(ROLES) == set(Role)


@pytest.mark.parametrize("role", [Role.ELECTED_MEMBER, Role.COMMITTEE_OFFICER])
@pytest.mark.parametrize(
    "permission", [Permission.SEE_CHILD_NUMBERS, Permission.SEE_SMALL_NUMBERS]
)
def test_members_and_committee_officers_never_see_a_person(role, permission):
    assert not UserFactory.build(role=role).may(permission)


def test_somebody_who_has_left_may_do_nothing():
    left = AnalystFactory.build(is_active=False)

    assert not any(left.may(permission) for permission in Permission)


def test_a_change_of_role_counts_from_the_next_page(visit):
    person = AnalystFactory.create()
    assert "Returns" in visit("/your-account/", by=person).navigation

    User.objects.filter(pk=person.pk).update(roles=[Role.ELECTED_MEMBER])
    assert "Returns" not in visit("/your-account/", by=person).navigation


def test_a_page_of_another_role_says_whom_to_ask(visit):
    page = visit("/returns/", by=ElectedMemberFactory.create())

    assert page.status == 403
    assert page.heading == "You may not open this page"


def test_what_is_required_is_said_in_words():
    with pytest.raises(PermissionDenied, match="see the returns received"):
        require(ElectedMemberFactory.build(), Permission.SEE_RETURNS)


def test_an_administrator_lets_somebody_in(db):
    person = actions.add_person(
        by=AdministratorFactory.create(),
        email="New@Aldermere.example",
        name="New",
        roles=[Role.ELECTED_MEMBER],
    )

    assert person.email == "new@aldermere.example"
    assert not person.has_usable_password()


def test_nobody_else_lets_somebody_in(db):
    with pytest.raises(PermissionDenied):
        actions.add_person(
            by=AnalystFactory.create(),
            email="x@aldermere.example",
            name="X",
            roles=[Role.ADMINISTRATOR],
        )


def test_made_up_people_sign_in_to_the_demo_alone(db, settings):
    settings.IS_DEMO = False
    person = DEMO_PEOPLE[0]

    with pytest.raises(PermissionDenied):
        actions.add_demo_person(
            by=None,
            email=person.email,
            name=person.name,
            roles=[person.role],
            word="made-up council",
        )


def test_the_demo_has_somebody_of_each_role():
    assert {person.role for person in DEMO_PEOPLE} == set(Role)
