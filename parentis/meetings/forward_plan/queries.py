from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.bodies import queries as bodies
from parentis.meetings.choices import PRINTED_AS
from parentis.meetings.models import ForwardPlanItem

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What a body will talk about. `meets_on`: the day, where its meeting is fixed."""

    pk: int
    body_pk: int
    body: str
    title: str
    why: str
    lead: str
    meets_on: date | None
    is_key_decision: bool
    is_exempt: bool
    is_from_young_people: bool


@dataclass(frozen=True, kw_only=True)
class MonthPlanned:
    month: date
    items: Sequence[Planned]


@dataclass(frozen=True, kw_only=True)
class ForwardPlanPage:
    months: Sequence[MonthPlanned]
    bodies: Sequence[tuple[int, str]]
    body: int | None
    body_name: str
    may_change: bool
    forms: Sequence[tuple[str, str]] = PRINTED_AS


def forward_plan_page(
    *, viewer: User, on: date, body: int | None = None
) -> ForwardPlanPage:
    """What is to come from this month on, by month."""
    require(viewer, Permission.SEE_COUNCIL)
    choices = bodies.body_choices(viewer=viewer, on=on)
    return ForwardPlanPage(
        months=_months(ForwardPlanItem.objects.standing(), on, body),
        bodies=choices,
        body=body,
        body_name=dict(choices).get(body or 0, ""),
        may_change=viewer.may(Permission.RUN_MEETINGS),
    )


def public_forward_plan(
    *, viewer: User | None = None, on: date, body: int | None = None
) -> list[MonthPlanned]:
    found = ForwardPlanItem.objects.standing().filter(body__is_open_to_public=True)
    return _months(found, on, body)


def get_forward_plan_item(pk: int, *, viewer: User) -> ForwardPlanItem:
    require(viewer, Permission.SEE_COUNCIL)
    return get_object_or_404(ForwardPlanItem.objects.standing(), pk=pk)


def _months(
    found: "QuerySet[ForwardPlanItem]", on: date, body: int | None
) -> list[MonthPlanned]:
    if body is not None:
        found = found.filter(body=body)
    rows = found.filter(month__gte=on.replace(day=1)).select_related("body", "meeting")
    by_month: dict[date, list[Planned]] = {}
    for each in rows.order_by("month", "body__name", "meeting__begins_at", "pk"):
        by_month.setdefault(each.month, []).append(_planned(each))
    return [MonthPlanned(month=month, items=of) for month, of in by_month.items()]


def _planned(item: ForwardPlanItem) -> Planned:
    meeting = item.meeting
    is_fixed = meeting is not None and meeting.struck_out_at is None
    return Planned(
        pk=item.pk,
        body_pk=item.body_id,
        body=item.body.name,
        title=item.title,
        why=item.why,
        lead=item.lead,
        meets_on=timezone.localtime(meeting.begins_at).date()
        if meeting and is_fixed
        else None,
        is_key_decision=item.is_key_decision,
        is_exempt=item.is_exempt,
        is_from_young_people=item.asked_by_young_people_id is not None,
    )
