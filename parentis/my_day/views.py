"""The day: what needs somebody, their team's work, and their calendar."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import open_to_everyone, page
from parentis.accounts.roles import Permission
from parentis.audit.choices import Looking
from parentis.design.downloads import download
from parentis.my_day import actions, downloads, forms, queries
from parentis.my_day.choices import Reason, Sort
from parentis.recorded.forms import sheet
from parentis.refusals import Refused
from parentis.young_people import queries as young_people
from parentis.young_people.choices import THOSE_YOU_MAY_OPEN

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_get_or_post
@page(Permission.SEE_ALLOCATED, looking=Looking.LISTED)
def my_day(request: StaffRequest) -> HttpResponse:
    """Without a question in the address, the list that somebody saved to begin with."""
    at = timezone.now()
    asked = forms.asked(request.GET or queries.default_view(viewer=request.user))
    form = forms.SaveViewForm(request.POST if request.method == "POST" else None)
    query = forms.query_of(asked)
    if form.is_valid():
        try:
            actions.save_view(by=request.user, query=query, **form.cleaned_data)
        except actions.NotKept as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The list is saved")
            return redirect(f"{request.path}?{query or 'show='}")
    day = queries.day(asked, viewer=request.user, at=at)
    return render(
        request,
        "my_day/my_day.html",
        {
            "day": day,
            "form": form,
            "query": query,
            "reasons": Reason.choices,
            "sorts": Sort.choices,
            "may_record": request.user.may(Permission.CHANGE_RECORDS),
            "may_see_team": request.user.may(Permission.SEE_TEAM),
            "may_approve": request.user.may(Permission.APPROVE_PLANS),
            "may_see_casework": request.user.may(Permission.SEE_CASEWORK),
            "those_you_may_open": THOSE_YOU_MAY_OPEN,
        },
    )


@require_safe
@page(Permission.SEE_ALLOCATED, looking=Looking.EXPORTED)
def download_day(request: StaffRequest, form: str) -> HttpResponse:
    at = timezone.now()
    asked = forms.asked(request.GET)
    found = queries.to_take_away(asked, viewer=request.user, at=at)
    contents = downloads.day_download(found, on=timezone.localtime(at).date())
    return download(contents, form=form, name="my-day")


@require_POST
@page(Permission.SEE_ALLOCATED)
def remove_view(request: StaffRequest, view: int) -> HttpResponse:
    actions.remove_view(view, by=request.user)
    messages.success(request, "The list is no longer saved")
    return redirect("my_day:my_day")


# -- a team ----------------------------------------------------------------------------


@require_safe
@page(Permission.SEE_TEAM)
def team(request: StaffRequest) -> HttpResponse:
    """Numbers alone: each opens its list on the page of the day."""
    asked = forms.asked(request.GET)
    of_page = queries.team(asked.adviser, viewer=request.user, at=timezone.now())
    return render(
        request,
        "my_day/team.html",
        {"page": of_page, "of_a_team": queries.OF_A_TEAM},
    )


@require_get_or_post
@page(Permission.ALLOCATE, looking=Looking.LISTED)
def cover(request: StaffRequest) -> HttpResponse:
    at = timezone.now()
    on = timezone.localtime(at).date()
    form = forms.CoverForm(
        _sent(request), staff=queries.members(viewer=request.user, on=on)
    )
    if form.is_valid():
        try:
            begun = actions.begin_cover(by=request.user, at=at, **form.chosen())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{begun.covered_by} covers for {begun.person}")
            return redirect("my_day:team")
    return render(request, "my_day/cover.html", {"form": form})


@require_POST
@page(Permission.ALLOCATE)
def end_cover(request: StaffRequest, cover: int) -> HttpResponse:
    at = timezone.now()
    on = timezone.localtime(at).date()
    ended = queries.get_cover(cover, viewer=request.user, on=on)
    actions.end_cover(ended, by=request.user, at=at)
    messages.success(request, "The cover has ended")
    return redirect("my_day:team")


@require_get_or_post
@page(Permission.ALLOCATE)
def put_on_duty(request: StaffRequest) -> HttpResponse:
    on = timezone.localdate()
    form = forms.PutOnDutyForm(
        _sent(request),
        teams=young_people.teams_to_add_to(viewer=request.user, on=on),
        staff=queries.members(viewer=request.user, on=on),
    )
    if form.is_valid():
        actions.put_on_duty(by=request.user, **form.chosen())
        messages.success(request, "They are on duty that day")
        return redirect("my_day:team")
    return render(request, "my_day/put_on_duty.html", {"form": form})


@require_POST
@page(Permission.ALLOCATE)
def take_off_duty(request: StaffRequest, on_duty: int) -> HttpResponse:
    actions.take_off_duty(on_duty, by=request.user, on=timezone.localdate())
    messages.success(request, "They are no longer on duty that day")
    return redirect("my_day:team")


@require_get_or_post
@page(Permission.ALLOCATE, looking=Looking.OPENED)
def transfer(request: StaffRequest, pk: int) -> HttpResponse:
    """To another team, with a summary that stays on the record."""
    at = timezone.now()
    on = timezone.localtime(at).date()
    whose = young_people.get_young_person_of_theirs(pk, viewer=request.user, at=at)
    form = forms.TransferForm(
        _sent(request),
        teams=young_people.teams_to_allocate(viewer=request.user, on=on),
    )
    sent_as = sheet(request.POST.get("sent_as", "")) or uuid4()
    if form.is_valid():
        try:
            actions.transfer(
                whose, by=request.user, at=at, sent_as=sent_as, **form.chosen()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{whose} moves to the other team")
            return redirect("my_day:team")
    return render(
        request,
        "my_day/transfer.html",
        {"form": form, "young_person": whose, "sent_as": sent_as},
    )


def _sent(request: StaffRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


# -- the calendar ----------------------------------------------------------------------


@require_get_or_post
@page(Permission.SEE_ALLOCATED)
def calendar(request: StaffRequest) -> HttpResponse:
    """The address is shown once, when it is made: only its hash is kept."""
    address = ""
    if request.method == "POST" and "end" in request.POST:
        actions.end_calendar(by=request.user)
        messages.success(request, "The calendar has ended")
        return redirect("my_day:calendar")
    if request.method == "POST":
        token = actions.make_calendar(by=request.user, at=timezone.now())
        address = request.build_absolute_uri(f"/my-day/calendar/{token}.ics")
    made_at = queries.calendar_made_at(viewer=request.user)
    return render(
        request, "my_day/calendar.html", {"address": address, "made_at": made_at}
    )


@open_to_everyone
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody's own calendar reads: days, and nothing of whom they are about."""
    at = timezone.now()
    home = request.build_absolute_uri("/my-day/")
    found = queries.feed(token, viewer=None, at=at, home=home)
    response = HttpResponse(found, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "no-store, private"
    return response
