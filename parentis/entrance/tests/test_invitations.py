"""People are let in by an administrator's invitation, and in no other way."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client

from parentis.accounts.models import User
from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import AdministratorFactory, AnalystFactory
from parentis.entrance import actions
from parentis.entrance.models import Invitation
from tests.reading import Page

GOOD = "seven green bicycles"
NEW = {
    "name": "Ada Moss",
    "email": "Ada.Moss@Aldermere.example",
    "roles": [Role.PERFORMANCE_ANALYST, Role.AUDITOR],
}
NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
OVER = "This link does not work"


def link_on(page: Page) -> str:
    (link,) = set(re.findall(r"/invitation/[\w-]+/", page.html))
    return str(link)


@pytest.fixture
def joan(db):
    return AdministratorFactory.create(name="Joan Okafor")


@pytest.fixture
def link(joan, visit):
    page = visit("/people/invite/", by=joan, answers=NEW)
    return link_on(page)


def test_an_administrator_invites_somebody_and_gets_a_link_to_hand_over(visit, joan):
    page = visit("/people/invite/", by=joan, answers=NEW)

    assert page.heading == "Invitations"
    assert "/invitation/" in page.text
    (row,) = page.table("Open invitations")
    assert row[0] == "Ada Moss ada.moss@aldermere.example"
    assert row[1] == "Performance analyst, Auditor"
    assert "/invitation/" not in visit("/people/invitations/", by=joan).text


def test_the_invitation_is_sent_by_email(link):
    (message,) = mail.outbox

    assert message.to == ["ada.moss@aldermere.example"]
    assert link in message.body
    assert "Joan Okafor" in message.body


def test_where_the_email_cannot_go_the_link_is_still_shown(visit, joan, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    page = visit("/people/invite/", by=joan, answers=NEW)

    assert "The email could not be sent" in page.text
    assert "/invitation/" in page.text


def test_mistakes_are_explained(visit, joan):
    page = visit("/people/invite/", by=joan, answers={"email": "x"})

    assert page.errors == [
        "Enter their name",
        "Enter their email address as name@example.gov.uk",
        "Choose at least one role",
    ]


def test_somebody_who_signs_in_already_is_not_invited(visit, joan):
    AnalystFactory.create(email="ada.moss@aldermere.example")

    page = visit("/people/invite/", by=joan, answers=NEW)

    assert page.errors == ["Somebody signs in with this address already"]


def test_nobody_else_invites(visit):
    analyst = AnalystFactory.create()

    assert visit("/people/invitations/", by=analyst).status == 403
    assert visit("/people/invite/", by=analyst, answers=NEW).status == 403
    with pytest.raises(PermissionDenied):
        actions.invite(by=analyst, at=NOW, email="x", name="x", roles=[])


def test_whoever_is_invited_chooses_a_password_and_sets_up_a_second_factor(visit, link):
    page = visit(link, answers={"password": GOOD})

    assert page.heading == "One thing more before you begin"
    ada = User.objects.get(email="ada.moss@aldermere.example")
    assert ada.check_password(GOOD)
    assert ada.roles == [Role.PERFORMANCE_ANALYST, Role.AUDITOR]


def test_a_program_that_tries_the_link_uses_nothing_up(client, link, visit):
    for method in (client.get, client.head, client.options):
        method(link)

    assert visit(link).heading == "Welcome to Parentis, Ada Moss"
    assert not User.objects.filter(email="ada.moss@aldermere.example").exists()


def test_the_link_opens_once(visit, link):
    visit(link, answers={"password": GOOD})

    page = visit(link, answers={"password": "another green bicycle"})

    assert (page.status, page.heading) == (404, OVER)
    assert User.objects.get(name="Ada Moss").check_password(GOOD)


def test_the_link_opens_for_seven_days(visit, joan):
    with time_machine.travel("2026-05-04 09:00 +0000", tick=False) as clock:
        page = visit("/people/invite/", by=joan, answers=NEW)
        link = link_on(page)
        clock.shift(7 * 24 * 3600 - 1)
        assert visit(link).status == 200
        clock.shift(1)
        assert visit(link).heading == OVER


def test_a_withdrawn_invitation_opens_nothing(visit, joan, link):
    invitation = Invitation.objects.get()

    page = visit(f"/people/invitations/{invitation.pk}/withdraw/", by=joan, answers={})

    assert "No invitation is open" in page.text
    assert visit(link).heading == OVER


def test_a_second_invitation_ends_the_first(visit, joan, link):
    visit("/people/invite/", by=joan, answers=NEW)

    assert visit(link).heading == OVER


def test_an_invitation_ends_when_its_administrator_leaves(visit, joan, link):
    User.objects.filter(pk=joan.pk).update(is_active=False)

    assert visit(link).heading == OVER


def test_a_made_up_link_gets_the_same_answer_as_a_used_one(visit, link):
    visit(link, answers={"password": GOOD})
    used, made_up = visit(link), visit("/invitation/made-up/")

    assert used.status == made_up.status == 404
    assert used.text == made_up.text


@pytest.mark.parametrize(
    "password", ["", "short", "qwerty123456", "ada.moss@aldermere"]
)
def test_a_password_that_is_easy_to_guess_is_not_taken(visit, link, password):
    page = visit(link, answers={"password": password})

    assert page.heading == "Welcome to Parentis, Ada Moss"
    assert page.errors


def test_the_link_is_kept_nowhere(link):
    token = link.split("/")[2]

    assert token not in str(Invitation.objects.values())


def test_somebody_else_who_is_signed_in_here_is_signed_out_first(joan, link):
    client = Client()
    client.force_login(joan)
    client.post(link, {"password": GOOD})
    answer: Any = client.get("/your-account/", follow=True)

    assert Page(answer, url="").heading == "One thing more before you begin"


# -- back in ---------------------------------------------------------------------------


def link_back_for(person, *, by, visit):
    page = visit(f"/people/{person.pk}/help-back-in/", by=by, answers={})
    return link_on(page)


@pytest.fixture
def amara(db):
    person = AnalystFactory.create(email="amara@aldermere.example", name="Amara")
    TOTP.activate(person, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    return person


def test_somebody_who_lost_their_telephone_comes_back_in(visit, joan, amara):
    link = link_back_for(amara, by=joan, visit=visit)
    assert Authenticator.objects.filter(user=amara).exists()
    assert visit(link).heading == "Welcome back to Parentis, Amara"

    page = visit(link, answers={"password": GOOD})

    assert page.heading == "One thing more before you begin"
    amara.refresh_from_db()
    assert amara.check_password(GOOD)
    assert not Authenticator.objects.filter(user=amara).exists()
    assert User.objects.filter(name="Amara").count() == 1


def test_whoever_is_helped_gets_an_email_about_it_and_is_out_everywhere(
    visit, joan, amara
):
    elsewhere = Client()
    elsewhere.force_login(amara)
    link = link_back_for(amara, by=joan, visit=visit)
    (message,) = mail.outbox
    assert message.to == [amara.email]
    assert elsewhere.get("/your-account/").status_code == 200

    visit(link, answers={"password": GOOD})

    assert elsewhere.get("/your-account/").status_code == 302


def test_nobody_helps_themselves_nor_somebody_who_has_left(visit, joan, amara):
    User.objects.filter(pk=amara.pk).update(is_active=False)

    assert visit(f"/people/{joan.pk}/help-back-in/", by=joan).status == 404
    assert visit(f"/people/{amara.pk}/help-back-in/", by=joan).status == 404
    with pytest.raises(PermissionDenied):
        actions.help_back_in(joan.pk, by=joan, at=NOW)


def test_only_an_administrator_helps(visit, amara):
    analyst = AnalystFactory.create()

    assert visit(f"/people/{amara.pk}/help-back-in/", by=analyst).status == 403
    with pytest.raises(PermissionDenied):
        actions.help_back_in(amara.pk, by=analyst, at=NOW)


def test_a_link_back_opens_nothing_for_somebody_who_left_meanwhile(visit, joan, amara):
    link = link_back_for(amara, by=joan, visit=visit)
    User.objects.filter(pk=amara.pk).update(is_active=False)

    assert visit(link, answers={"password": GOOD}).heading == OVER
