"""One recommendation, from the first report to today."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.recommendations.story import queries
from parentis.recorded.views import today

LATEST_FIRST = "latest"


@require_safe
@page(Permission.SEE_COUNCIL)
def recommendation(request: StaffRequest, pk: int) -> HttpResponse:
    """The whole story of one, from the first report to today."""
    of_page = queries.recommendation_page(
        pk,
        viewer=request.user,
        on=today(timezone.now()),
        is_latest_first=request.GET.get("order") == LATEST_FIRST,
    )
    return render(request, "recommendations/recommendation.html", {"page": of_page})
