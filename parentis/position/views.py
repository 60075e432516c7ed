from typing import TypedDict

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.audit.choices import Looking
from parentis.position import queries


@require_GET
@page(Permission.SEE_FIGURES)
def position(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    of_page = queries.position_page(
        viewer=request.user, on=today, month=request.GET.get("month", "")
    )
    shown = {
        "page": of_page,
        "today": today,
        "may_make_return": request.user.may(Permission.MAKE_STATUTORY_RETURN),
        "may_see_missing": request.user.may(Permission.SEE_CASEWORK),
    }
    template = "position/position.html" if of_page else "position/nothing_kept.html"
    return render(request, template, shown)


@require_GET
@page(Permission.SEE_FIGURES)
def number(request: StaffRequest, cohort: str, code: str) -> HttpResponse:
    of_page = queries.number_page(
        cohort,
        code,
        viewer=request.user,
        on=timezone.localdate(),
        month=request.GET.get("month", ""),
    )
    return render(request, "position/number.html", {"page": of_page})


@require_GET
@page(Permission.SEE_CASEWORK, looking=Looking.LISTED)
def people(request: StaffRequest, cohort: str, code: str) -> HttpResponse:
    of_page = queries.people_page(
        cohort, code, viewer=request.user, at=timezone.now(), **_asked(request)
    )
    return render(request, "position/people.html", {"page": of_page})


@require_GET
@page(Permission.SEE_CHILD_NUMBERS, looking=Looking.LISTED)
def child_numbers(request: StaffRequest, cohort: str, code: str) -> HttpResponse:
    of_page = queries.child_numbers_page(
        cohort, code, viewer=request.user, at=timezone.now(), **_asked(request)
    )
    return render(request, "position/people.html", {"page": of_page})


class _Asked(TypedDict):
    month: str
    are_counted: bool
    page: str


def _asked(request: StaffRequest) -> _Asked:
    return {
        "month": request.GET.get("month", ""),
        "are_counted": request.GET.get("list") != "not-counted",
        "page": request.GET.get("page", ""),
    }
