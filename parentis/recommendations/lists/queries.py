"""Recommendations of every source, or those asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.recommendations.models import (
    Recommendation,
    Source,
)
from parentis.recommendations.queries import Line, SourceLines

ON_A_PAGE = 200


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Recommendations of every source, or those asked for, under their sources."""

    groups: Sequence[SourceLines]
    page: "Page[Line]"

    @property
    def how_many(self) -> int:
        return self.page.paginator.count

    @property
    def previous(self) -> int | None:
        return self.page.previous_page_number() if self.page.has_previous() else None

    @property
    def next(self) -> int | None:
        return self.page.next_page_number() if self.page.has_next() else None


@dataclass(frozen=True, kw_only=True)
class ListChoices:
    """Posts that see to recommendations, and where these came from."""

    owners: Sequence[str]
    sources: Sequence[tuple[int, str]]


def recommendations_list(
    *,
    viewer: User,
    on: date,
    show: str = "",
    owner: str = "",
    source: int | None = None,
    page: str = "",
) -> ListPage:
    """By status ("red", or "none"), by owner, "overdue", or "due" an update."""
    require(viewer, Permission.SEE_COUNCIL)
    asked = Recommendation.objects.standing()
    every = Line.of_each(asked, on, is_public=False)
    found = [
        line
        for line in every
        if _is_shown(line, show)
        and owner in ("", line.recommendation.owner)
        and source in (None, line.recommendation.source_id)
    ]
    shown = Paginator(found, ON_A_PAGE).get_page(page)
    by_source: dict[Source, list[Line]] = {}
    for line in shown:
        by_source.setdefault(line.recommendation.source, []).append(line)
    return ListPage(
        groups=[
            SourceLines(source=each, lines=lines) for each, lines in by_source.items()
        ],
        page=shown,
    )


def list_choices(*, viewer: User) -> ListChoices:
    require(viewer, Permission.SEE_COUNCIL)
    standing = Recommendation.objects.standing().exclude(owner="")
    titles = Source.objects.standing().order_by("title", "pk")
    return ListChoices(
        owners=list(
            standing.order_by("owner").values_list("owner", flat=True).distinct()
        ),
        sources=[(each.pk, each.title) for each in titles],
    )


def _is_shown(line: Line, show: str) -> bool:
    return {
        "": True,
        "overdue": line.is_overdue,
        "due": line.is_update_overdue,
        "none": line.status is None,
    }.get(show, line.status is not None and line.status.status == show)
