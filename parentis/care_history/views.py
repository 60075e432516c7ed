"""The periods in care of a young person, in order: added and corrected by hand."""

from typing import TYPE_CHECKING
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.audit.choices import Looking
from parentis.care_history import actions, queries
from parentis.care_history.forms import CarePeriodForm
from parentis.care_history.parts import PARTS
from parentis.recorded.actions import ChangedSince, NotRecorded
from parentis.recorded.forms import StrikeOutForm, sheet
from parentis.young_people import queries as young_people

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page(Permission.SEE_CASEWORK, looking=Looking.OPENED)
def care_history(request: StaffRequest, pk: int) -> HttpResponse:
    shown = queries.care_history_page(
        _whose(request, pk), viewer=request.user, on=timezone.localdate()
    )
    return render(
        request, "care_history/care_history.html", {"page": shown, "parts": PARTS}
    )


@require_safe
@page(Permission.SEE_CASEWORK, looking=Looking.OPENED)
def care_period(request: StaffRequest, pk: int, period: int) -> HttpResponse:
    whose = _whose(request, pk)
    shown = queries.period_page(period, young_person=whose, viewer=request.user)
    return render(request, "care_history/care_period.html", {"page": shown})


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def add_care_period(request: StaffRequest, pk: int) -> HttpResponse:
    at, whose = timezone.now(), _whose(request, pk)
    form = CarePeriodForm(
        request.POST if request.method == "POST" else None, on=timezone.localdate(at)
    )
    sent_as = sheet(request.POST.get("sent_as", "")) or uuid4()
    if form.is_valid():
        try:
            actions.add_period(
                whose, by=request.user, at=at, answers=form.answers(), sent_as=sent_as
            )
        except NotRecorded as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The period is added")
            return redirect("care_history:care_history", pk)
    return render(
        request,
        "care_history/add_care_period.html",
        {"form": form, "young_person": whose, "sent_as": sent_as},
    )


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def correct_care_period(request: StaffRequest, pk: int, period: int) -> HttpResponse:
    """Where somebody else was first, both texts are shown, and theirs is kept."""
    at, whose = timezone.now(), _whose(request, pk)
    corrected = queries.get_period(period, young_person=whose, viewer=request.user)
    form = CarePeriodForm(
        request.POST if request.method == "POST" else None,
        on=timezone.localdate(at),
        initial=vars(corrected),
        is_brought_in=corrected.is_brought_in,
    )
    version, now = _version(request, corrected.version), None
    if form.is_valid():
        try:
            actions.correct_period(
                corrected,
                by=request.user,
                at=at,
                version=version,
                answers=form.answers(),
            )
        except ChangedSince as meanwhile:
            form.add_error(None, str(meanwhile))
            now, version = meanwhile.now, meanwhile.now.version
        except NotRecorded as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The period is corrected")
            return redirect("care_history:care_history", pk)
    return render(
        request,
        "care_history/correct_care_period.html",
        {
            "form": form,
            "young_person": whose,
            "period": corrected,
            "version": version,
            "now": now,
        },
    )


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def strike_out_care_period(request: StaffRequest, pk: int, period: int) -> HttpResponse:
    at, whose = timezone.now(), _whose(request, pk)
    struck = queries.get_period(period, young_person=whose, viewer=request.user)
    form = StrikeOutForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.strike_out_period(struck, by=request.user, at=at, **form.cleaned_data)
        messages.success(request, "The period is struck out")
        return redirect("care_history:care_history", pk)
    return render(
        request,
        "care_history/strike_out_care_period.html",
        {"form": form, "young_person": whose, "period": struck},
    )


def _whose(request: StaffRequest, pk: int) -> "YoungPerson":
    return young_people.get_young_person(pk, viewer=request.user, at=timezone.now())


def _version(request: StaffRequest, now: int) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else now
