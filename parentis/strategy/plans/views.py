from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.recorded.views import show_change
from parentis.strategy.plans import actions, forms, queries

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page(Permission.SEE_COUNCIL)
def plans(request: StaffRequest) -> HttpResponse:
    shown = queries.plans_page(viewer=request.user, on=timezone.localdate())
    return render(request, "strategy/plans.html", {"page": shown})


@require_safe
@page(Permission.SEE_COUNCIL)
def plan(request: StaffRequest, pk: int) -> HttpResponse:
    shown = queries.plan_page(pk, viewer=request.user, on=timezone.localdate())
    return render(request, "strategy/plan.html", {"page": shown})


@require_safe
@page(Permission.SEE_COUNCIL)
def milestone(request: StaffRequest, pk: int) -> HttpResponse:
    shown = queries.milestone_page(pk, viewer=request.user, on=timezone.localdate())
    return render(request, "strategy/milestone.html", {"page": shown})


@require_get_or_post
@page(Permission.TELL_PROGRESS)
def tell_progress(request: StaffRequest, pk: int) -> HttpResponse:
    """By those who keep the plan, or whose step it is."""
    return show_change(
        request,
        queries.own_milestone(pk, viewer=request.user),
        title="Tell how far the step has come",
        form_class=forms.ProgressForm,
        save=actions.tell_progress,
    )
