"""What a young person is owed: why, by when, and what a person has to decide."""

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
from parentis.owed import actions, queries
from parentis.owed.forms import DecideForm
from parentis.recorded.actions import NotRecorded
from parentis.recorded.forms import StrikeOutForm, sheet
from parentis.young_people import queries as young_people

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson

ASKED_OTHERWISE = (
    "The dates have changed while you were writing, and this is what is asked now."
    " Your answers are below."
)

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page(Permission.SEE_CASEWORK, looking=Looking.OPENED)
def owed(request: StaffRequest, pk: int) -> HttpResponse:
    shown = queries.owed_page(
        _whose(request, pk), viewer=request.user, on=timezone.localdate()
    )
    return render(request, "owed/owed.html", {"page": shown})


@require_safe
@page(Permission.SEE_CASEWORK, looking=Looking.PRINTED)
def print_owed(request: StaffRequest, pk: int) -> HttpResponse:
    shown = queries.owed_page(
        _whose(request, pk), viewer=request.user, on=timezone.localdate()
    )
    return render(request, "owed/print_owed.html", {"page": shown})


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def decide(request: StaffRequest, pk: int, question: int) -> HttpResponse:
    at, whose = timezone.now(), _whose(request, pk)
    on = timezone.localdate(at)
    asked, owed = queries.question_to_decide(
        question, young_person=whose, viewer=request.user, on=on
    )
    form = DecideForm(
        request.POST if request.method == "POST" else None,
        on=on,
        initial={"category": owed.category, "decided_on": on},
    )
    sent_as = sheet(request.POST.get("sent_as", "")) or uuid4()
    if form.is_valid():
        try:
            if request.POST.get("asked", "").split() != asked.split():
                raise NotRecorded(ASKED_OTHERWISE)
            actions.decide(
                whose,
                by=request.user,
                at=at,
                question=asked,
                answers=form.answers(),
                sent_as=sent_as,
            )
        except NotRecorded as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Your decision is kept")
            return redirect("owed:owed", pk)
    return render(
        request,
        "owed/decide.html",
        {
            "form": form,
            "young_person": whose,
            "asked": asked,
            "owed": owed,
            "sent_as": sent_as,
        },
    )


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def strike_out_decision(request: StaffRequest, pk: int, decision: int) -> HttpResponse:
    at, whose = timezone.now(), _whose(request, pk)
    struck = queries.get_confirmation(decision, young_person=whose, viewer=request.user)
    form = StrikeOutForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.strike_out_decision(struck, by=request.user, at=at, **form.cleaned_data)
        messages.success(request, "The decision is struck out")
        return redirect("owed:owed", pk)
    return render(
        request,
        "owed/strike_out_decision.html",
        {"form": form, "young_person": whose, "decision": struck},
    )


def _whose(request: StaffRequest, pk: int) -> "YoungPerson":
    return young_people.get_young_person(pk, viewer=request.user, at=timezone.now())
