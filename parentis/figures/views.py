from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.audit.choices import Looking
from parentis.design.downloads import download
from parentis.figures import downloads, queries


@require_GET
@page(Permission.SEE_FIGURES)
def scorecard(request: StaffRequest) -> HttpResponse:
    of_page = _scorecard(request)
    template = "figures/scorecard.html" if of_page else "figures/no_figures.html"
    shown = {
        "page": of_page,
        "are_behind": queries.are_behind(viewer=request.user),
        "may_see_people": request.user.may(Permission.SEE_CHILD_NUMBERS),
        "may_receive": request.user.may(Permission.RECEIVE_RETURNS),
    }
    return render(request, template, shown)


@require_GET
@page(Permission.SEE_FIGURES)
def download_scorecard(request: StaffRequest, form: str) -> HttpResponse:
    of_page = _scorecard(request)
    if of_page is None:
        raise Http404("There is no figure yet.")
    return download(
        downloads.scorecard_download(of_page),
        form=form,
        name=f"scorecard-{of_page.year}",
    )


@require_GET
@page(Permission.SEE_FIGURES)
def indicator(request: StaffRequest, code: str) -> HttpResponse:
    of_page = queries.indicator_page(
        code, viewer=request.user, year=asked_year(request)
    )
    return render(request, "figures/indicator.html", {"page": of_page})


@require_GET
@page(Permission.SEE_FIGURES)
def trend(request: StaffRequest, code: str) -> HttpResponse:
    of_page = queries.indicator_page(code, viewer=request.user)
    return HttpResponse(of_page.chart.svg(), content_type="image/svg+xml")


@require_GET
@page(Permission.SEE_FIGURES)
def download_indicator(request: StaffRequest, code: str, form: str) -> HttpResponse:
    of_page = queries.indicator_page(
        code, viewer=request.user, year=asked_year(request)
    )
    contents = downloads.indicator_download(of_page)
    return download(contents, form=form, name=code)


@require_GET
@page(Permission.SEE_CHILD_NUMBERS, looking=Looking.LISTED)
def people(request: StaffRequest, code: str, year: int) -> HttpResponse:
    of_page = queries.people_page(
        code,
        year,
        viewer=request.user,
        at=timezone.now(),
        are_counted=request.GET.get("list") != "not-counted",
        page=request.GET.get("page", ""),
    )
    return render(request, "figures/people.html", {"page": of_page})


@require_GET
@page(Permission.SEE_CHILD_NUMBERS, looking=Looking.EXPORTED)
def download_people(
    request: StaffRequest, code: str, year: int, form: str
) -> HttpResponse:
    of_page = queries.people_to_take_away(
        code, year, viewer=request.user, at=timezone.now()
    )
    return download(
        downloads.people_download(of_page),
        form=form,
        name=f"{code}-{year}-young-people-you-may-open",
    )


def asked_year(request: StaffRequest) -> int | None:
    year = request.GET.get("year", "")
    return int(year) if year.isdecimal() and len(year) == 4 else None


def _scorecard(request: StaffRequest) -> queries.Scorecard | None:
    return queries.scorecard(
        viewer=request.user,
        year=asked_year(request),
        theme=request.GET.get("theme", ""),
        is_full=request.GET.get("show") == "all",
    )
