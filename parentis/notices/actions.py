"""Telling staff something, and reading it."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from procrastinate.contrib.django import app as background

from parentis.accounts.models import User
from parentis.notices.models import Notice


@transaction.atomic
def tell(
    people: Iterable[User],
    *,
    by: User | None,
    at: datetime,
    about: str,
    link: str = "",
) -> None:
    """Each of these is told, on their page at once and by e-mail soon after.

    `about` names no young person: it is read on whatever screen is open. The e-mail
    says only that there is something to read; it is queued with whatever else is
    written here, or not at all. `by` None: Parentis itself.
    """
    told = Notice.objects.bulk_create(
        Notice(person=person, about=about, link=link, told_at=at) for person in people
    )
    email = background.configure_task("notices.email_notice")
    for notice in told:
        email.defer(notice=notice.pk)


@transaction.atomic
def email_notice(notice: int, *, by: User | None, at: datetime) -> None:
    """Says by e-mail that there is something to read, once. For the task that does.

    Whoever cannot sign in any more, or has read it meanwhile, is not written to.
    """
    waiting = Notice.objects.select_for_update(of=["self"]).select_related("person")
    told = waiting.get(pk=notice)
    if told.emailed_at or told.read_at or not told.person.is_active:
        return
    told.emailed_at = at
    told.save(update_fields=["emailed_at"])
    # Last, so that a message which cannot be sent is not marked as sent.
    send_mail(
        "There is something for you to read in Parentis",
        render_to_string(
            "notices/something_to_read.txt",
            {"council_name": settings.COUNCIL_NAME, "address": _address()},
        ),
        None,
        [told.person.email],
    )


def mark_read(notice: int, *, by: User, at: datetime) -> None:
    """By the person it is for; nobody else's is touched."""
    Notice.objects.of(by).unread().filter(pk=notice).update(read_at=at)


def mark_all_read(*, by: User, at: datetime, until: datetime) -> None:
    """All that were told by `until`, when the page was opened: no later one is lost."""
    Notice.objects.of(by).unread().filter(told_at__lte=until).update(read_at=at)


def _address() -> str:
    """Where the notices are, or "" where Parentis is served to one machine alone."""
    if settings.IS_LOOPBACK:
        return ""
    return f"https://{settings.ALLOWED_HOSTS[0].lstrip('.')}/notices/"
