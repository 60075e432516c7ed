from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import signed_in
from parentis.notices import actions, queries


@require_safe
@signed_in
def notices(request: StaffRequest) -> HttpResponse:
    page = request.GET.get("page", "")
    told = queries.notices(
        viewer=request.user, page=int(page) if page.isdecimal() else 1
    )
    return render(
        request, "notices/notices.html", {"page": told, "now": timezone.now()}
    )


@require_POST
@signed_in
def mark_read(request: StaffRequest, pk: int) -> HttpResponse:
    actions.mark_read(pk, by=request.user, at=timezone.now())
    return redirect("notices:notices")


@require_POST
@signed_in
def mark_all_read(request: StaffRequest) -> HttpResponse:
    until = _moment(request.POST.get("until", ""))
    if until:
        actions.mark_all_read(by=request.user, at=timezone.now(), until=until)
        messages.success(request, "All notices are marked as read")
    return redirect("notices:notices")


def _moment(words: str) -> datetime | None:
    try:
        moment = parse_datetime(words)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None
