"""A weekly e-mail to each who has young people: never twice, and never lost in silence.

A reminder is claimed in one transaction, sent, and settled in another. Where the
process dies in between, nobody can know whether the mail server took the e-mail: its
fate is then *not known*, and a person decides. Nothing sends it again by itself.
"""

import smtplib
from datetime import datetime, timedelta
from email.utils import make_msgid

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.refusals import Refused
from parentis.reminders import queries
from parentis.reminders.choices import Fate
from parentis.reminders.models import NoReminders, Reminder

# A mail server answers within seconds. Whatever is longer on its way was cut off.
LONGEST_ON_ITS_WAY = timedelta(minutes=10)
# Nobody is glad of last week's reminder.
STALE_AFTER = timedelta(days=3)


class NotSettled(Refused):
    """Somebody else has decided about the reminder meanwhile."""


@transaction.atomic
def queue_reminders(*, by: User | None, at: datetime) -> int:
    """One for each who has young people, for this week. Gives how many are new.

    Run again, or twice at once, it adds nobody a second time.
    """
    today = timezone.localtime(at).date()
    week = today - timedelta(days=today.weekday())
    people = User.objects.get_queryset().with_permission(Permission.SEE_CASEWORK)
    people = people.exclude(pk__in=NoReminders.objects.values("person_id"))
    before = Reminder.objects.filter(week=week).count()
    Reminder.objects.bulk_create(
        (Reminder(person=person, week=week, queued_at=at) for person in people),
        ignore_conflicts=True,
    )
    return Reminder.objects.filter(week=week).count() - before


def send_next(*, by: User | None, at: datetime) -> Fate | None:
    """Sends one that waits, and gives its fate. None: none waits.

    A fate of `WAITING` says that the mail server cannot be reached now.
    """
    reminder = _claimed(at)
    if reminder is None:
        return None
    message = _message(reminder, at)
    if message is None:
        return _settle(reminder, Fate.LEFT, at, why="There was nothing to say.")
    try:
        message.send()
    except Exception as failed:
        return _settle(reminder, _fate_after(failed), at, why=f"{failed}"[:1_000])
    return _settle(reminder, Fate.SENT, at)


def list_cut_off(*, by: User | None, at: datetime) -> int:
    """Those on their way for too long are not known to be sent: a person decides."""
    begun = Reminder.objects.filter(
        fate=Fate.BEGUN, begun_at__lt=at - LONGEST_ON_ITS_WAY
    )
    return begun.update(
        fate=Fate.NOT_KNOWN, why="Parentis was stopped while it was being sent."
    )


@transaction.atomic
def send_again(reminder: int, *, by: User, at: datetime) -> None:
    """A person has found that it did not arrive."""
    _decided(reminder, by=by, at=at, fate=Fate.WAITING)


@transaction.atomic
def leave(reminder: int, *, by: User, at: datetime) -> None:
    """A person has found that it arrived, or that nobody needs it now."""
    _decided(reminder, by=by, at=at, fate=Fate.LEFT)


def stop_reminding(*, by: User, at: datetime) -> None:
    NoReminders.objects.get_or_create(person=by, defaults={"since": at})


def remind_again(*, by: User) -> None:
    NoReminders.objects.filter(person=by).delete()


# -- one reminder ----------------------------------------------------------------------


@transaction.atomic
def _claimed(at: datetime) -> Reminder | None:
    """The one that waits longest, marked as begun: nobody else takes it."""
    waiting = Reminder.objects.waiting().select_for_update(skip_locked=True)
    reminder = waiting.order_by("queued_at", "pk").first()
    if reminder is None:
        return None
    reminder.fate, reminder.begun_at = Fate.BEGUN, at
    reminder.message_id = make_msgid(domain="parentis.invalid")
    reminder.save(update_fields=["fate", "begun_at", "message_id"])
    return reminder


def _settle(reminder: Reminder, fate: Fate, at: datetime, *, why: str = "") -> Fate:
    settled_at = None if fate == Fate.WAITING else at
    Reminder.objects.filter(pk=reminder.pk, fate=Fate.BEGUN).update(
        fate=fate, settled_at=settled_at, why=why
    )
    return fate


def _fate_after(failed: Exception) -> Fate:
    """Refused before it was taken, or who knows.

    A connection that was never made took nothing: such a one waits for the next time.
    """
    match failed:
        case smtplib.SMTPConnectError() | ConnectionRefusedError():
            return Fate.WAITING
        case smtplib.SMTPResponseException() | smtplib.SMTPRecipientsRefused():
            return Fate.REFUSED
        case smtplib.SMTPHeloError() | smtplib.SMTPNotSupportedError():
            return Fate.REFUSED
    return Fate.NOT_KNOWN


def _message(reminder: Reminder, at: datetime) -> EmailMessage | None:
    """None where they cannot sign in any more, or there is nothing to say."""
    person = reminder.person
    if not person.is_active or at - reminder.queued_at > STALE_AFTER:
        return None
    digest = queries.digest(viewer=person, at=at)
    if not digest.young_people:
        return None
    return EmailMessage(
        subject="Your week in Parentis",
        body=render_to_string(
            "reminders/digest.txt",
            {
                "digest": digest,
                "council_name": settings.COUNCIL_NAME,
                "address": _address(),
            },
        ),
        to=[person.email],
        headers={"Message-ID": reminder.message_id},
    )


def _address() -> str:
    """Where their day is, or "" where Parentis is served to one machine alone."""
    if settings.IS_LOOPBACK:
        return ""
    return f"https://{settings.ALLOWED_HOSTS[0].lstrip('.')}/my-day/"


def _decided(reminder: int, *, by: User, at: datetime, fate: Fate) -> None:
    require(by, Permission.MANAGE_PEOPLE)
    found = Reminder.objects.for_a_person().filter(pk=reminder)
    changed = found.update(
        fate=fate, settled_at=at, settled_by=by, queued_at=at, begun_at=None
    )
    if not changed:
        raise NotSettled("Somebody has decided about this e-mail already.")
