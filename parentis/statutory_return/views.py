from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.audit.choices import Looking
from parentis.design.downloads import download
from parentis.statutory_return import downloads, forms, queries


@require_GET
@page(Permission.MAKE_STATUTORY_RETURN, looking=Looking.LISTED)
def rows_of_return(request: StaffRequest, year: int) -> HttpResponse:
    of_page = queries.statutory_return_page(
        year,
        viewer=request.user,
        at=timezone.now(),
        page=request.GET.get("page", ""),
    )
    return render(request, "statutory_return/rows_of_return.html", {"page": of_page})


@require_http_methods(["GET", "POST"])
@page(Permission.MAKE_STATUTORY_RETURN, looking=Looking.EXPORTED)
def take_away(request: StaffRequest, year: int) -> HttpResponse:
    """Says what is missing and found, asks what it is for, then gives the files."""
    now = timezone.now()
    whole = queries.statutory_return(year, viewer=request.user, at=now)
    is_sent = request.method == "POST"
    form = forms.TakeAwayForm(
        request.POST if is_sent else None, is_complete=whole.is_complete
    )
    if form.is_valid():
        queries.put_on_record(whole, viewer=request.user, why=form.cleaned_data["why"])
        return downloads.statutory_return_zip(whole)
    shown = {"form": form, "whole": whole}
    return render(request, "statutory_return/take_away.html", shown)


@require_http_methods(["GET", "POST"])
@page(Permission.MAKE_STATUTORY_RETURN, looking=Looking.EXPORTED)
def what_rows_rest_on(request: StaffRequest, year: int) -> HttpResponse:
    form = forms.InspectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        whole = queries.statutory_return(year, viewer=request.user, at=timezone.now())
        queries.put_on_record(whole, viewer=request.user, why=form.cleaned_data["why"])
        return download(
            downloads.what_rows_rest_on(whole),
            form="xlsx",
            name=f"what-rows-rest-on-{year}",
        )
    shown = {"form": form, "year": year}
    return render(request, "statutory_return/what_rows_rest_on.html", shown)


@require_GET
@page(Permission.SEE_CASEWORK, looking=Looking.LISTED)
def missing(request: StaffRequest) -> HttpResponse:
    of_page = queries.missing_page(
        viewer=request.user, at=timezone.now(), page=request.GET.get("page", "")
    )
    return render(request, "statutory_return/missing.html", {"page": of_page})


@require_http_methods(["GET", "POST"])
@page(Permission.MAKE_STATUTORY_RETURN, looking=Looking.EXPORTED)
def annex_a(request: StaffRequest) -> HttpResponse:
    """Asks what it is for, then gives list 9."""
    form = forms.InspectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        rows = queries.inspection_list(
            viewer=request.user, at=timezone.now(), why=form.cleaned_data["why"]
        )
        return download(
            downloads.inspection_download(rows), form="xlsx", name="annex-a-list-9"
        )
    return render(request, "statutory_return/annex_a.html", {"form": form})
