"""Recommendations of every source, by status, by owner, overdue."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.recommendations.lists import forms, queries
from parentis.recorded.views import today


@require_safe
@page(Permission.SEE_COUNCIL)
def list_recommendations(request: StaffRequest) -> HttpResponse:
    """By status, by owner, overdue, or due an update."""
    viewer, on = request.user, today(timezone.now())
    choices = queries.list_choices(viewer=viewer)
    form = forms.ChooseForm(request.GET, owners=choices.owners, sources=choices.sources)
    of_page = queries.recommendations_list(
        viewer=viewer, on=on, **form.chosen(), page=request.GET.get("page", "")
    )
    asked = request.GET.copy()
    asked.pop("page", None)
    return render(
        request,
        "recommendations/list_recommendations.html",
        {"page": of_page, "filters": form, "asked": asked.urlencode()},
    )
