from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.audit.choices import Looking
from parentis.design.downloads import download
from parentis.figures import queries as figures
from parentis.returns import actions, downloads, forms, queries

LONGEST_KEY = 18
"""Digits of the longest key the database gives: more were typed by somebody."""


@require_GET
@page(Permission.SEE_RETURNS)
def received(request: StaffRequest) -> HttpResponse:
    years = queries.received(viewer=request.user, at=timezone.now())
    may_receive = request.user.may(Permission.RECEIVE_RETURNS)
    return render(
        request, "returns/received.html", {"years": years, "may_receive": may_receive}
    )


@require_http_methods(["GET", "POST"])
@page(Permission.RECEIVE_RETURNS)
def upload_return(request: StaffRequest) -> HttpResponse:
    is_sent = request.method == "POST"
    form = forms.UploadReturnForm(
        request.POST if is_sent else None, request.FILES if is_sent else None
    )
    if form.is_valid():
        upload = actions.receive_return(
            form.cleaned_data["return_files"],
            by=request.user,
            at=timezone.now(),
            year=form.cleaned_data["year"],
        )
        return redirect(upload)
    return render(request, "returns/upload_return.html", {"form": form})


@require_GET
@page(Permission.SEE_RETURNS)
def upload(request: StaffRequest, pk: int) -> HttpResponse:
    """One upload: how far its reading is, then what it holds and what was found."""
    of_page = queries.upload_page(pk, viewer=request.user, at=timezone.now())
    template = "returns/_progress.html" if request.htmx else "returns/upload.html"
    shown = {
        "page": of_page,
        "upload": of_page.upload,
        "may_make_return": request.user.may(Permission.MAKE_STATUTORY_RETURN),
        "are_figures_behind": figures.are_behind(viewer=request.user),
    }
    response = render(request, template, shown)
    if request.htmx and of_page.upload.is_finished:
        response["HX-Refresh"] = "true"
    return response


@require_GET
@page(Permission.SEE_RETURNS, looking=Looking.LISTED)
def findings(request: StaffRequest, pk: int) -> HttpResponse:
    asked = request.GET
    after = asked.get("after", "")
    of_page = queries.findings_page(
        pk,
        viewer=request.user,
        at=timezone.now(),
        # PostgreSQL knows no NUL, and no file of ours has one in its name.
        file=asked.get("file", "").replace("\0", ""),
        severity=asked.get("severity", "").replace("\0", ""),
        after=int(after) if after.isdecimal() and len(after) <= LONGEST_KEY else 0,
    )
    return render(request, "returns/findings.html", {"page": of_page})


@require_GET
@page(Permission.SEE_RETURNS, looking=Looking.EXPORTED)
def download_findings(request: StaffRequest, pk: int) -> HttpResponse:
    findings = queries.findings_sheet(pk, viewer=request.user, at=timezone.now())
    return download(findings, form="xlsx", name=f"findings-{pk}")


@require_http_methods(["GET", "POST"])
@page(Permission.MAKE_STATUTORY_RETURN, looking=Looking.EXPORTED)
def statutory_return(request: StaffRequest, pk: int) -> HttpResponse:
    """Asks what it is for, then gives the whole return."""
    upload = queries.get_upload_to_send(pk, viewer=request.user)
    form = forms.StatutoryReturnForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        whole = queries.statutory_return(
            pk,
            viewer=request.user,
            at=timezone.now(),
            why=form.cleaned_data["why"],
        )
        return downloads.statutory_return_download(whole)
    shown = {"form": form, "upload": upload}
    return render(request, "returns/statutory_return.html", shown)


@require_POST
@page(Permission.RECEIVE_RETURNS)
def put_in_force(request: StaffRequest, pk: int) -> HttpResponse:
    upload = queries.get_upload(pk, viewer=request.user)
    try:
        actions.put_in_force(upload, by=request.user, at=timezone.now())
    except ValidationError as refused:
        messages.error(request, refused.message)
    else:
        messages.success(
            request,
            f"{upload.name} is in force for {upload.year}."
            " The figures are being computed from it",
        )
    return redirect("returns:received")
