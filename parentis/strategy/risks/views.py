from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.recorded.views import show_addition
from parentis.strategy.risks import actions, forms, queries

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page(Permission.SEE_COUNCIL)
def risks(request: StaffRequest) -> HttpResponse:
    shown = queries.risks_page(viewer=request.user, on=timezone.localdate())
    return render(request, "strategy/risks.html", {"page": shown})


@require_safe
@page(Permission.SEE_COUNCIL)
def risk(request: StaffRequest, pk: int) -> HttpResponse:
    shown = queries.risk_page(pk, viewer=request.user, on=timezone.localdate())
    return render(request, "strategy/risk.html", {"page": shown})


@require_get_or_post
@page(Permission.TELL_PROGRESS)
def review_risk(request: StaffRequest, pk: int) -> HttpResponse:
    """By those who keep the list, or whose risk it is."""
    reviewed = queries.own_risk(pk, viewer=request.user)
    return show_addition(
        request,
        title=f"Review the risk: {reviewed}",
        form_class=forms.ReviewForm,
        add=actions.review_risk,
        back=reviewed,
        to=reviewed,
        initial={"reviewed_on": timezone.localdate()},
        done="The review of the risk is added",
    )
