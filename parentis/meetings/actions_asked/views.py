from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from parentis.accounts.http import StaffRequest, number_asked
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.meetings.actions_asked import actions, forms, queries
from parentis.recorded.views import Sheet as Asked
from parentis.recorded.views import sent, show_sheet, today
from parentis.refusals import Refused

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page(Permission.SEE_COUNCIL)
def actions_list(request: StaffRequest) -> HttpResponse:
    of_page = queries.actions_page(
        viewer=request.user,
        on=today(timezone.now()),
        body=number_asked(request, "body"),
        show=request.GET.get("show", ""),
        page=number_asked(request, "page") or 1,
    )
    return render(request, "meetings/actions.html", {"page": of_page})


@require_safe
@page(Permission.SEE_COUNCIL)
def action(request: StaffRequest, pk: int) -> HttpResponse:
    of_page = queries.action_page(pk, viewer=request.user, on=today(timezone.now()))
    return render(request, "meetings/action.html", {"page": of_page})


@require_get_or_post
@page(Permission.SEE_COUNCIL)
def finish_action(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    done = queries.get_action(pk, viewer=request.user)
    actions.require_may_finish(done, by=request.user)
    form = forms.FinishActionForm(
        sent(request), on=today(at), initial={"what_was_done": done.what_was_done}
    )
    asked = Asked(request, form, now=done.version)
    if asked.is_saved(
        lambda: actions.finish_action(
            done,
            by=request.user,
            at=at,
            version=asked.version,
            **form.cleaned_data,
        )
    ):
        messages.success(request, "What was done is written down")
        return redirect(done)
    return show_sheet(request, asked, f"It is done: {done}", done)


@require_POST
@page(Permission.SEE_COUNCIL)
def reopen_action(request: StaffRequest, pk: int) -> HttpResponse:
    again = queries.get_action(pk, viewer=request.user)
    try:
        actions.reopen_action(
            again, by=request.user, at=timezone.now(), version=again.version
        )
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, "The action is open again")
    return redirect(again)
