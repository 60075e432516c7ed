from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parentis.accounts.http import StaffRequest, number_asked
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.meetings.downloads import document_download
from parentis.meetings.forward_plan import downloads, queries
from parentis.recorded.views import today

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page(Permission.SEE_COUNCIL)
def forward_plan(request: StaffRequest) -> HttpResponse:
    of_page = queries.forward_plan_page(
        viewer=request.user,
        on=today(timezone.now()),
        body=number_asked(request, "body"),
    )
    return render(request, "meetings/forward_plan.html", {"page": of_page})


@require_safe
@page(Permission.SEE_COUNCIL)
def print_forward_plan(request: StaffRequest, form: str) -> HttpResponse:
    at = timezone.now()
    of_page = queries.forward_plan_page(
        viewer=request.user, on=today(at), body=number_asked(request, "body")
    )
    document = downloads.forward_plan_document(of_page, at=at)
    name = f"forward plan {of_page.body_name} {today(at).isoformat()}"
    return document_download(document, form=form, name=name)
