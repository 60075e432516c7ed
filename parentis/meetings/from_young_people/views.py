from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parentis.accounts.http import StaffRequest, number_asked
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.meetings.from_young_people import queries
from parentis.recorded.views import today

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page(Permission.SEE_COUNCIL)
def from_young_people_list(request: StaffRequest) -> HttpResponse:
    of_page = queries.from_young_people_page(
        viewer=request.user,
        on=today(timezone.now()),
        body=number_asked(request, "body"),
        show=request.GET.get("show", ""),
        page=number_asked(request, "page") or 1,
    )
    return render(request, "meetings/from_young_people_list.html", {"page": of_page})


@require_safe
@page(Permission.SEE_COUNCIL)
def from_young_people(request: StaffRequest, pk: int) -> HttpResponse:
    said = queries.you_said(pk, viewer=request.user, on=today(timezone.now()))
    may_change = request.user.may(Permission.KEEP_PROMISES)
    return render(
        request,
        "meetings/from_young_people.html",
        {"said": said, "may_change": may_change},
    )
