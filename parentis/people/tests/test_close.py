"""A leaver's account is closed in one step."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client

from parentis.accounts.models import User
from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import (
    AdministratorFactory,
    AdviserFactory,
    DataGuardianFactory,
    ManagerFactory,
    TeamFactory,
    TeamMembershipFactory,
)
from parentis.audit.models import Look
from parentis.entrance.models import Invitation
from parentis.notices.models import Notice
from parentis.people import actions
from parentis.people.actions import NotChanged
from parentis.young_people.tests.factories import (
    AllocationFactory,
    ListedStaffFactory,
    RestrictionFactory,
    YoungPersonFactory,
)

LEFT = "Bethan Marsh has left, and their account is closed."
AT = datetime(2026, 5, 4, 15, tzinfo=UTC)


@pytest.fixture
def joan(db):
    return AdministratorFactory.create(name="Joan Okafor")


@pytest.fixture
def team(db):
    return TeamFactory.create(name="North")


@pytest.fixture
def bethan(team):
    bethan = AdviserFactory.create(name="Bethan Marsh", email="b@aldermere.example")
    TeamMembershipFactory.create(person=bethan, team=team)
    return bethan


@pytest.fixture
def manager(team):
    manager = ManagerFactory.create(name="Rukhsana Peel")
    TeamMembershipFactory.create(person=manager, team=team)
    return manager


def told(person):
    return [(each.about, each.link) for each in Notice.objects.filter(person=person)]


def test_the_page_lists_the_work_by_child_number_and_names_nobody(
    visit, joan, bethan, manager
):
    sam = YoungPersonFactory.create(child_number="700123", family_name="Thornbury")
    AllocationFactory.create(
        person=bethan, young_person=sam, started_on=date(2024, 9, 2)
    )
    AllocationFactory.create(person=bethan, ended_on=date(2025, 1, 1))
    AllocationFactory.create()
    page = visit(f"/people/{bethan.pk}/close/", by=joan)

    assert page.items("To hand over") == [
        "700123, personal adviser since 2 September 2024"
    ]
    assert "Rukhsana Peel will be told" in page
    assert "Thornbury" not in page.html
    assert [(look.person, look.child) for look in Look.objects.all()] == [
        (joan.pk, "700123")
    ]


def test_restricted_work_is_not_listed_and_lists_are_told_without_whose(
    visit, joan, bethan
):
    DataGuardianFactory.create(name="Dafydd Rowe")
    hidden = YoungPersonFactory.create(child_number="700999")
    AllocationFactory.create(person=bethan, young_person=hidden)
    restriction = RestrictionFactory.create(
        young_person=hidden, reviewed_on=date(2026, 4, 1), review_on=date(2026, 6, 1)
    )
    ListedStaffFactory.create(restriction=restriction, person=bethan)
    page = visit(f"/people/{bethan.pk}/close/", by=joan)

    assert page.items("Restricted records that name them") == [
        "One to be reviewed by 1 June 2026"
    ]
    assert "Dafydd Rowe will be told" in page
    assert "700999" not in page.html


def test_closing_ends_everything_at_once(visit, joan, bethan, manager):
    AllocationFactory.create(person=bethan)
    Authenticator.objects.create(user=bethan, type="totp", data={"secret": "x"})
    page = visit(f"/people/{bethan.pk}/close/", by=joan, answers={})

    assert page.messages == [
        "The account of Bethan Marsh is closed, and they are signed out"
    ]
    assert "Nobody signs in with it" in page
    bethan.refresh_from_db()
    assert not bethan.is_active
    assert bethan.closed_at is not None
    assert not Authenticator.objects.filter(user=bethan).exists()
    assert not bethan.memberships.filter(ended_on__isnull=True).exists()
    assert told(manager) == [
        (
            f"{LEFT} Hand over the young people who were their work.",
            f"/young-people/hand-over/{bethan.pk}/",
        )
    ]


def test_the_manager_hands_over_what_somebody_left(visit, joan, bethan, manager):
    sam = YoungPersonFactory.create(family_name="Thornbury", service=team_of(bethan))
    AllocationFactory.create(person=bethan, young_person=sam)
    far = ManagerFactory.create()
    TeamMembershipFactory.create(person=far)
    actions.close(bethan, by=joan, at=datetime.now(UTC))

    link = told(manager)[0][1]
    page = visit(link, by=manager)
    assert page.status == 200
    assert "Thornbury" in page
    assert visit(link, by=far).status == 404


def team_of(person):
    return person.memberships.get().team.service


def test_a_membership_to_come_never_begins(joan, bethan):
    to_come = TeamMembershipFactory.create(person=bethan, started_on=date(2026, 9, 1))
    actions.close(bethan, by=joan, at=AT)

    to_come.refresh_from_db()
    assert to_come.ended_on == date(2026, 9, 1)
    (now,) = bethan.memberships.exclude(pk=to_come.pk)
    assert now.ended_on == date(2026, 5, 4)


def test_somebody_closed_mid_session_is_sent_to_sign_in_by_their_next_request(
    client, joan, bethan
):
    elsewhere = Client()
    for browser in (client, elsewhere):
        browser.force_login(bethan)
        assert browser.get("/figures/").status_code == 200
    UserSession.objects.create(
        user=bethan, session_key=client.session.session_key, ip="127.0.0.1"
    )
    other = Client()
    other.force_login(joan)

    actions.close(bethan, by=joan, at=datetime.now(UTC))

    for browser in (client, elsewhere):
        answer = browser.get("/figures/")
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/sign-in/")
    assert other.get("/figures/").status_code == 200
    assert not UserSession.objects.filter(user=bethan).exists()
    assert [each.get_decoded()["_auth_user_id"] for each in Session.objects.all()] == [
        str(joan.pk)
    ]


def test_data_guardians_are_told_where_a_list_named_somebody(joan, bethan, manager):
    guardian = DataGuardianFactory.create()
    ListedStaffFactory.create(person=bethan)
    actions.close(bethan, by=joan, at=AT)

    ((about, link),) = told(guardian)
    assert about.startswith(LEFT)
    assert "A restricted record names them" in about
    assert link == ""
    # There was no work to hand over.
    assert told(manager) == []


def test_without_a_manager_of_their_team_one_of_the_service_is_told(joan, bethan, team):
    other = TeamFactory.create(service=team.service)
    near = ManagerFactory.create()
    TeamMembershipFactory.create(person=near, team=other)
    far = ManagerFactory.create()
    TeamMembershipFactory.create(person=far)
    AllocationFactory.create(person=bethan)
    actions.close(bethan, by=joan, at=AT)

    ((about, link),) = told(near)
    assert "Nobody manages their team" in about
    assert link == ""
    assert told(far) == []


def test_invitations_they_sent_are_withdrawn(joan):
    other = AdministratorFactory.create()
    for by in (joan, other):
        Invitation.objects.create(
            email=f"new{by.pk}@aldermere.example",
            name="New",
            roles=["auditor"],
            token_hash=str(by.pk),
            invited_by=by,
            invited_at=AT,
            expires_at=AT + timedelta(days=7),
        )
    actions.close(other, by=joan, at=AT)

    assert [each.invited_by for each in Invitation.objects.open(at=AT)] == [joan]


def test_nobody_closes_their_own_account_so_an_administrator_stays(visit, joan):
    AdministratorFactory.create()
    page = visit(f"/people/{joan.pk}/close/", by=joan)
    assert "You cannot close your own account" in page
    assert page.buttons == []

    page = visit(f"/people/{joan.pk}/close/", by=joan, answers={})

    assert page.messages == [
        "You cannot close your own account. Ask another administrator to."
    ]
    joan.refresh_from_db()
    assert joan.is_active


def test_an_account_is_closed_once(visit, joan, bethan):
    actions.close(bethan, by=joan, at=AT)

    with pytest.raises(NotChanged, match="closed already"):
        actions.close(bethan, by=joan, at=AT)
    assert visit(f"/people/{bethan.pk}/close/", by=joan).buttons == []


def test_an_account_is_opened_again_in_no_team(visit, client, joan, bethan):
    actions.close(bethan, by=joan, at=AT)
    page = visit(f"/people/{bethan.pk}/open-again/", by=joan)
    assert "They come back as personal adviser" in page

    page = visit(f"/people/{bethan.pk}/open-again/", by=joan, answers={})

    assert page.messages == ["The account of Bethan Marsh is open again"]
    assert page.summary["Teams today"] == "None"
    client.force_login(User.objects.get(pk=bethan.pk))
    assert client.get("/figures/").status_code == 200
    with pytest.raises(NotChanged, match="open already"):
        actions.open_again(bethan, by=joan)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_close_each_other_at_once_leave_one():
    joan, amir = AdministratorFactory.create_batch(2)
    at_once = Barrier(2, timeout=10)

    def close(person, by):
        try:
            at_once.wait()
            actions.close(person, by=by, at=AT)
        except PermissionDenied:
            return "refused"
        finally:
            connection.close()
        return "closed"

    with ThreadPoolExecutor(2) as two:
        first, second = two.submit(close, joan, amir), two.submit(close, amir, joan)
        assert {first.result(20), second.result(20)} == {"closed", "refused"}

    assert User.objects.filter(is_active=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_take_each_others_role_at_once_leave_one():
    joan, amir = AdministratorFactory.create_batch(2)
    at_once = Barrier(2, timeout=10)

    def change(person, by):
        try:
            at_once.wait()
            actions.change_roles(person, by=by, roles=[Role.AUDITOR])
        except PermissionDenied:
            return "refused"
        finally:
            connection.close()
        return "changed"

    with ThreadPoolExecutor(2) as two:
        first, second = two.submit(change, joan, amir), two.submit(change, amir, joan)
        assert {first.result(20), second.result(20)} == {"changed", "refused"}
