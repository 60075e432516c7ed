from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.audit.choices import Looking
from parentis.from_return import actions, queries
from parentis.refusals import Refused

LONGEST_KEY = 18


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.BRING_IN_RECORDS)
def from_return(request: StaffRequest) -> HttpResponse:
    newest = queries.newest_return(viewer=request.user)
    if request.method == "POST" and newest is not None:
        joining = actions.compare_return(newest, by=request.user, at=timezone.now())
        return redirect(joining)
    joinings = queries.joinings(viewer=request.user)
    return render(
        request,
        "from_return/from_return.html",
        {"newest": newest, "joinings": joinings},
    )


@require_safe
@page(Permission.BRING_IN_RECORDS, looking=Looking.LISTED)
def joining(request: StaffRequest, pk: int) -> HttpResponse:
    after = request.GET.get("after", "")
    of_page = queries.joining_page(
        pk,
        viewer=request.user,
        at=timezone.now(),
        tells=request.GET.get("tells", "").replace("\0", ""),
        after=int(after) if after.isdecimal() and len(after) <= LONGEST_KEY else 0,
    )
    template = (
        "from_return/_progress.html" if request.htmx else "from_return/joining.html"
    )
    response = render(request, template, {"page": of_page, "joining": of_page.joining})
    if request.htmx and not of_page.joining.is_working:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@page(Permission.BRING_IN_RECORDS)
def confirm(request: StaffRequest, pk: int) -> HttpResponse:
    found = queries.get_joining(pk, viewer=request.user)
    try:
        actions.confirm(found, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(found)
