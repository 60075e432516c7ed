"""Telling staff something, and reading it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

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
    says only that there is something to read. `by` None: Parentis itself.
    """
    Notice.objects.bulk_create(
        Notice(person=person, about=about, link=link, told_at=at) for person in people
    )


def mark_read(notice: Notice, *, by: User, at: datetime) -> None:
    """By the person it is for; nobody else's is touched."""
    Notice.objects.of(by).unread().filter(pk=notice.pk).update(read_at=at)
