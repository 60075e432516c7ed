from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.evidence import downloads as evidence_files
from parentis.strategy.pledge import queries


@require_safe
@page(Permission.SEE_COUNCIL)
def pledge(request: StaffRequest) -> HttpResponse:
    shown = queries.pledge_page(viewer=request.user, on=timezone.localdate())
    return render(request, "strategy/pledge.html", {"page": shown})


@require_safe
@page(Permission.SEE_COUNCIL)
def promise(request: StaffRequest, pk: int) -> HttpResponse:
    shown = queries.promise_page(pk, viewer=request.user, on=timezone.localdate())
    return render(request, "strategy/promise.html", {"page": shown})


@require_safe
@page(Permission.SEE_COUNCIL)
def evidence_file(request: StaffRequest, pk: int) -> HttpResponse:
    return evidence_files.file_download(queries.get_evidence(pk, viewer=request.user))
