from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import open_to_everyone, page
from parentis.accounts.roles import Permission
from parentis.meetings.calendar_feed import actions, forms, queries
from parentis.recorded.views import sent, today

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_get_or_post
@page(Permission.SEE_COUNCIL)
def calendar(request: StaffRequest) -> HttpResponse:
    """The address is shown once, when it is made: only its hash is kept."""
    at, address = timezone.now(), ""
    if request.method == "POST" and "end" in request.POST:
        actions.end_feed(by=request.user)
        messages.success(request, "The calendar has ended")
        return redirect("meetings:calendar")
    of_page = queries.feed_page(viewer=request.user, on=today(at))
    form = forms.FeedForm(sent(request), bodies=of_page.bodies, chosen=of_page.chosen)
    if form.is_valid():
        token = actions.make_feed(by=request.user, at=at, **form.cleaned_data)
        address = request.build_absolute_uri(reverse("meetings:feed", args=[token]))
        of_page = queries.feed_page(viewer=request.user, on=today(at))
    return render(
        request,
        "meetings/calendar.html",
        {"form": form, "address": address, "page": of_page},
    )


@open_to_everyone
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody's own calendar reads: which body meets when, and where."""
    home = request.build_absolute_uri(reverse("meetings:meetings"))
    found = queries.feed(token, viewer=None, at=timezone.now(), home=home)
    response = HttpResponse(found, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "no-store, private"
    return response
