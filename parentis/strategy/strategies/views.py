from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.strategy.strategies import downloads, queries


@require_safe
@page(Permission.SEE_COUNCIL)
def strategy(request: StaffRequest) -> HttpResponse:
    """The one in force. Before any is written down, how to begin."""
    shown = queries.strategy_page(viewer=request.user, on=timezone.localdate())
    return render(request, "strategy/strategy.html", {"page": shown})


@require_safe
@page(Permission.SEE_COUNCIL)
def strategy_of_years(request: StaffRequest, pk: int) -> HttpResponse:
    shown = queries.strategy_page(pk, viewer=request.user, on=timezone.localdate())
    return render(request, "strategy/strategy.html", {"page": shown})


@require_safe
@page(Permission.SEE_COUNCIL)
def document(request: StaffRequest, pk: int) -> HttpResponse:
    return downloads.document_download(queries.get_document(pk, viewer=request.user))
