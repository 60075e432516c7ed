"""What somebody was told."""

from django.core.paginator import Page, Paginator

from parentis.accounts.models import User
from parentis.notices.models import Notice

ON_A_PAGE = 30


def notices(*, viewer: User, page: int = 1) -> "Page[Notice]":
    """The viewer's own, the latest first."""
    return Paginator(Notice.objects.of(viewer).latest_first(), ON_A_PAGE).get_page(page)


def how_many_unread(*, viewer: User) -> int:
    return Notice.objects.of(viewer).unread().count()
