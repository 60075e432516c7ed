from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.reminders import actions, queries


@require_safe
@page(Permission.MANAGE_PEOPLE)
def reminders(request: StaffRequest) -> HttpResponse:
    """Those e-mails that somebody must decide about."""
    found = queries.to_decide(viewer=request.user)
    return render(request, "reminders/reminders.html", {"reminders": found})


@require_POST
@page(Permission.MANAGE_PEOPLE)
def send_again(request: StaffRequest, reminder: int) -> HttpResponse:
    try:
        actions.send_again(reminder, by=request.user, at=timezone.now())
    except actions.NotSettled as settled:
        messages.error(request, str(settled))
    else:
        messages.success(request, "The e-mail will be sent again within five minutes")
    return redirect("reminders:reminders")


@require_POST
@page(Permission.MANAGE_PEOPLE)
def leave(request: StaffRequest, reminder: int) -> HttpResponse:
    try:
        actions.leave(reminder, by=request.user, at=timezone.now())
    except actions.NotSettled as settled:
        messages.error(request, str(settled))
    else:
        messages.success(request, "The e-mail is left as it is")
    return redirect("reminders:reminders")


@require_safe
@page(Permission.SEE_CASEWORK)
def your_reminders(request: StaffRequest) -> HttpResponse:
    """Whether one is written to each Monday."""
    is_reminded = queries.is_reminded(viewer=request.user)
    return render(request, "reminders/your_reminders.html", {"is_on": is_reminded})


@require_POST
@page(Permission.SEE_CASEWORK)
def stop_reminding(request: StaffRequest) -> HttpResponse:
    actions.stop_reminding(by=request.user, at=timezone.now())
    messages.success(request, "You will get no weekly e-mail")
    return redirect("reminders:your_reminders")


@require_POST
@page(Permission.SEE_CASEWORK)
def remind_again(request: StaffRequest) -> HttpResponse:
    actions.remind_again(by=request.user)
    messages.success(request, "You will get an e-mail each Monday morning")
    return redirect("reminders:your_reminders")
