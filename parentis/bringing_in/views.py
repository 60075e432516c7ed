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
from parentis.bringing_in import actions, downloads, forms, queries
from parentis.bringing_in.choices import FileHolds, FileState
from parentis.design.downloads import download
from parentis.refusals import Refused
from parentis.young_people import queries as young_people

LONGEST_KEY = 18
"""Digits of the longest key the database gives: more were typed by somebody."""

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page(Permission.BRING_IN_RECORDS)
def bringing_in(request: StaffRequest) -> HttpResponse:
    files = queries.files(viewer=request.user)
    return render(request, "bringing_in/bringing_in.html", {"files": files})


@require_get_or_post
@page(Permission.BRING_IN_RECORDS)
def bring_in_file(request: StaffRequest) -> HttpResponse:
    at = timezone.now()
    teams = young_people.teams_to_add_to(
        viewer=request.user, on=timezone.localtime(at).date()
    )
    is_sent = request.method == "POST"
    form = forms.BringInForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        teams=teams,
    )
    if form.is_valid():
        answers = form.cleaned_data
        file = actions.receive_file(
            answers["file"],
            by=request.user,
            at=at,
            holds=FileHolds(answers["holds"]),
            system=answers["system"],
            team=next(team for team in teams if team.pk == answers["team"]),
        )
        return redirect(file)
    return render(request, "bringing_in/bring_in_file.html", {"form": form})


@require_safe
@page(Permission.BRING_IN_RECORDS, looking=Looking.LISTED)
def brought_file(request: StaffRequest, pk: int) -> HttpResponse:
    """How far the file is; what it would change; what became of its rows."""
    of_page = queries.file_page(
        pk, viewer=request.user, at=timezone.now(), after=_after(request)
    )
    if of_page.file.state == FileState.MATCHING and not request.htmx:
        return redirect("bringing_in:match_columns", pk)
    template = (
        "bringing_in/_progress.html"
        if request.htmx
        else "bringing_in/brought_file.html"
    )
    response = render(request, template, {"page": of_page, "file": of_page.file})
    if request.htmx and not of_page.file.is_working:
        response["HX-Refresh"] = "true"
    return response


@require_get_or_post
@page(Permission.BRING_IN_RECORDS)
def match_columns(request: StaffRequest, pk: int) -> HttpResponse:
    file = queries.get_file(pk, viewer=request.user)
    if file.state not in (FileState.MATCHING, FileState.READY):
        return redirect(file)
    headings = actions.headings_hash(file.headings, by=request.user)
    to_match = queries.to_match(pk, viewer=request.user, headings=headings)
    form = forms.MatchColumnsForm(
        request.POST if request.method == "POST" else None, of=to_match
    )
    if form.is_valid():
        actions.match_columns(
            file,
            by=request.user,
            at=timezone.now(),
            columns=form.columns,
            kinds=form.kinds,
        )
        return redirect(file)
    return render(
        request, "bringing_in/match_columns.html", {"form": form, "page": to_match}
    )


@require_POST
@page(Permission.BRING_IN_RECORDS)
def confirm_file(request: StaffRequest, pk: int) -> HttpResponse:
    file = queries.get_file(pk, viewer=request.user)
    try:
        actions.confirm_file(file, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(file)


@require_POST
@page(Permission.BRING_IN_RECORDS)
def go_on(request: StaffRequest, pk: int) -> HttpResponse:
    file = queries.get_file(pk, viewer=request.user)
    try:
        actions.go_on(file, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(file)


@require_safe
@page(Permission.BRING_IN_RECORDS, looking=Looking.EXPORTED)
def download_refused_rows(request: StaffRequest, pk: int, form: str) -> HttpResponse:
    file, headings, rows = queries.refused_rows(
        pk, viewer=request.user, at=timezone.now()
    )
    made = downloads.refused_rows_download(headings, rows)
    return download(made, form=form, name=f"not-brought-in-{file.pk}")


@require_safe
@page(Permission.BRING_IN_RECORDS, looking=Looking.LISTED)
def differences(request: StaffRequest) -> HttpResponse:
    lines, after = queries.differences(
        viewer=request.user, at=timezone.now(), after=_after(request)
    )
    return render(
        request, "bringing_in/differences.html", {"lines": lines, "next": after}
    )


@require_POST
@page(Permission.BRING_IN_RECORDS, looking=Looking.LISTED)
def choose(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    difference = queries.get_difference(pk, viewer=request.user, at=at)
    form = forms.ChooseForm(request.POST)
    if form.is_valid():
        is_theirs = form.cleaned_data["stands"] == "theirs"
        try:
            actions.choose(difference, by=request.user, at=at, is_theirs=is_theirs)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            stands = difference.theirs if is_theirs else difference.ours
            messages.success(request, f"{difference.label}: {stands or 'empty'}")
    return redirect("bringing_in:differences")


def _after(request: StaffRequest) -> int:
    after = request.GET.get("after", "")
    return int(after) if after.isdecimal() and len(after) <= LONGEST_KEY else 0
