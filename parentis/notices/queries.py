"""What somebody was told."""

from parentis.accounts.models import User
from parentis.notices.models import Notice, NoticeQuerySet


def notices(*, viewer: User) -> NoticeQuerySet:
    """The viewer's own, the latest first."""
    return Notice.objects.of(viewer).order_by("-told_at", "-pk")
