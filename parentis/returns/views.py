from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.design.downloads import download
from parentis.returns import actions, forms, queries


@require_GET
@page(Permission.SEE_RETURNS)
def received(request: StaffRequest) -> HttpResponse:
    years = queries.received(viewer=request.user)
    return render(request, "returns/received.html", {"years": years})


@page(Permission.RECEIVE_RETURNS)
def upload_return(request: StaffRequest) -> HttpResponse:
    is_sent = request.method == "POST"
    form = forms.UploadReturnForm(
        request.POST if is_sent else None, request.FILES if is_sent else None
    )
    if form.is_valid():
        upload = actions.receive_return(
            form.cleaned_data["files"],
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
    of_page = queries.upload_page(pk, viewer=request.user)
    template = "returns/_progress.html" if request.htmx else "returns/upload.html"
    response = render(request, template, {"page": of_page, "upload": of_page.upload})
    if request.htmx and of_page.upload.is_finished:
        response["HX-Refresh"] = "true"
    return response


@require_GET
@page(Permission.SEE_RETURNS)
def findings(request: StaffRequest, pk: int) -> HttpResponse:
    asked = request.GET
    of_page = queries.findings_page(
        pk,
        viewer=request.user,
        file=asked.get("file", ""),
        severity=asked.get("severity", ""),
        after=int(asked["after"]) if asked.get("after", "").isdecimal() else 0,
    )
    return render(request, "returns/findings.html", {"page": of_page})


@require_GET
@page(Permission.SEE_RETURNS)
def download_findings(request: StaffRequest, pk: int) -> HttpResponse:
    findings = queries.findings_sheet(pk, viewer=request.user)
    return download(findings, form="xlsx", name=f"findings-{pk}")


@require_POST
@page(Permission.RECEIVE_RETURNS)
def put_in_force(request: StaffRequest, pk: int) -> HttpResponse:
    upload = queries.get_upload(pk, viewer=request.user)
    actions.put_in_force(upload, by=request.user, at=timezone.now())
    messages.success(
        request, f"Figures for {upload.year} now come from {upload.name} again"
    )
    return redirect("returns:received")
