from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.comparisons import downloads, queries
from parentis.design.downloads import download


@require_GET
@page(Permission.SEE_FIGURES)
def compare(request: StaffRequest) -> HttpResponse:
    of_page = _page(request)
    return render(request, "comparisons/compare.html", {"page": of_page})


@require_GET
@page(Permission.SEE_FIGURES)
def chart(request: StaffRequest) -> HttpResponse:
    drawn = _page(request).chart
    if drawn is None:
        raise Http404("There is nothing to draw yet.")
    return HttpResponse(drawn.svg(), content_type="image/svg+xml")


@require_GET
@page(Permission.SEE_FIGURES)
def download_compare(request: StaffRequest, form: str) -> HttpResponse:
    contents = downloads.compare_download(_page(request))
    return download(contents, form=form, name="compare")


def _page(request: StaffRequest) -> queries.ComparePage:
    return queries.compare_page(
        viewer=request.user,
        own=settings.COUNCIL_CODE,
        indicator=request.GET.get("indicator", ""),
        councils=request.GET.getlist("council"),
    )
