"""The weekly e-mail: to whom, what it says, and what becomes of it."""

import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from parentis.accounts.tests.factories import (
    AdministratorFactory,
    AuditorFactory,
    ManagerFactory,
    TeamFactory,
    TeamMembershipFactory,
)
from parentis.reminders import actions, queries
from parentis.reminders.choices import Fate
from parentis.reminders.models import Reminder
from parentis.reminders.tests.factories import ReminderFactory
from parentis.young_people.tests.factories import AllocationFactory

MONDAY = datetime(2026, 5, 4, 6, tzinfo=UTC)


@pytest.fixture
def adviser(db):
    """With one young person, whom nobody has reached yet."""
    return AllocationFactory.create().person


def send_all(at=MONDAY):
    fates = []
    while (fate := actions.send_next(by=None, at=at)) is not None:
        fates.append(fate)
        if fate == Fate.WAITING:
            break
    return fates


def test_an_adviser_is_written_to_once_a_week(adviser):
    for _twice in range(2):
        actions.queue_reminders(by=None, at=MONDAY)
        send_all()

    (message,) = mail.outbox
    assert message.to == [adviser.email]
    assert "You have 1 young person." in message.body
    assert "Not reached in eight weeks: 1" in message.body


def test_a_manager_reads_how_much_waits_for_each_adviser(adviser):
    team = TeamFactory.create(service=adviser.allocations.get().young_person.service)
    manager = ManagerFactory.create()
    for person in (manager, adviser):
        TeamMembershipFactory.create(person=person, team=team)

    digest = queries.digest(viewer=manager, at=MONDAY)

    assert [(each.name, each.young_people) for each in digest.advisers] == [
        (adviser.name, 1)
    ]


def test_the_e_mail_names_nobody(adviser):
    young_person = adviser.allocations.get().young_person
    actions.queue_reminders(by=None, at=MONDAY)
    send_all()

    (message,) = mail.outbox
    told = f"{message.subject} {message.body}"
    assert young_person.family_name not in told
    assert young_person.child_number not in told


def test_who_has_no_young_people_is_not_written_to(db):
    AuditorFactory.create()
    ReminderFactory.create()

    assert send_all() == [Fate.LEFT]
    assert mail.outbox == []


def test_who_asked_for_none_gets_none(visit, adviser):
    visit("/reminders/yours/stop/", by=adviser, answers={})

    assert actions.queue_reminders(by=None, at=MONDAY) == 0


@pytest.mark.parametrize(
    ("failed", "fate"),
    [
        (ConnectionRefusedError(), Fate.WAITING),
        (smtplib.SMTPRecipientsRefused({}), Fate.REFUSED),
        (smtplib.SMTPDataError(554, b"no"), Fate.REFUSED),
        (smtplib.SMTPServerDisconnected("cut off"), Fate.NOT_KNOWN),
        (TimeoutError("no answer"), Fate.NOT_KNOWN),
    ],
)
def test_what_cannot_be_known_is_never_guessed(adviser, monkeypatch, failed, fate):
    def fail(*_args, **_kwargs):
        raise failed

    actions.queue_reminders(by=None, at=MONDAY)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)

    assert send_all() == [fate]


def test_one_cut_off_is_listed_and_not_sent_again(visit, adviser):
    reminder = ReminderFactory.create(
        person=adviser, fate=Fate.BEGUN, begun_at=MONDAY, message_id="<1@parentis>"
    )

    assert actions.list_cut_off(by=None, at=MONDAY + timedelta(minutes=5)) == 0
    assert actions.list_cut_off(by=None, at=MONDAY + timedelta(minutes=11)) == 1
    assert send_all() == []
    page = visit("/reminders/", by=AdministratorFactory.create())
    assert "Not known whether it was sent" in page.text
    assert "<1@parentis>" in page.text
    assert Reminder.objects.get(pk=reminder.pk).fate == Fate.NOT_KNOWN


def test_a_person_has_it_sent_again_or_leaves_it(visit, adviser):
    reminder = ReminderFactory.create(person=adviser, fate=Fate.NOT_KNOWN)
    administrator = AdministratorFactory.create()

    page = visit(f"/reminders/{reminder.pk}/send-again/", by=administrator, answers={})
    again = visit(f"/reminders/{reminder.pk}/leave/", by=administrator, answers={})

    assert "will be sent again within five minutes" in page.text
    assert "Somebody has decided about this e-mail already." in again.text
    assert Reminder.objects.get(pk=reminder.pk).fate == Fate.WAITING
