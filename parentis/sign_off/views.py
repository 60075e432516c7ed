from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.reports import queries as reports
from parentis.sign_off import actions, downloads, forms, queries

if TYPE_CHECKING:
    from parentis.sign_off.models import FairCopy

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_get_or_post
@page(Permission.SEE_REPORTS)
def fair_copy(request: StaffRequest, pk: int) -> HttpResponse:
    """How far it has come, and the report itself. Whoever is next signs it here."""
    of_page = queries.fair_copy_page(pk, viewer=request.user)
    form = forms.SignForm(
        request.POST if request.method == "POST" else None,
        copy=of_page.copy.pk if of_page.copy else 0,
    )
    if of_page.copy is not None and form.is_valid():
        try:
            _sign(request, of_page.copy, form)
        except actions.NotDone as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("sign_off:fair_copy", pk)
    return render(request, "sign_off/fair_copy.html", {"page": of_page, "form": form})


@require_POST
@page(Permission.WRITE_REPORTS)
def hand_in(request: StaffRequest, pk: int) -> HttpResponse:
    report = reports.get_report(pk, viewer=request.user)
    try:
        actions.hand_in(report, by=request.user, at=timezone.now())
    except actions.NotDone as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "It is handed in. Whoever signs it next is told")
    return redirect("sign_off:fair_copy", pk)


@require_POST
@page(Permission.PUBLISH)
def freeze(request: StaffRequest, pk: int) -> HttpResponse:
    return _done(request, pk, actions.freeze, "The report is frozen as it was signed")


@require_POST
@page(Permission.PUBLISH)
def publish(request: StaffRequest, pk: int) -> HttpResponse:
    return _done(request, pk, actions.publish, "The report is out")


@require_get_or_post
@page(Permission.PUBLISH)
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    copy = queries.get_fair_copy(pk, viewer=request.user)
    form = forms.WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.withdraw(
                copy, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except actions.NotDone as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "It is withdrawn. Its page says so, and why")
            return redirect("sign_off:fair_copy", pk)
    return render(request, "sign_off/withdraw.html", {"form": form, "copy": copy})


@require_safe
@page(Permission.SEE_REPORTS)
def kept_file(request: StaffRequest, pk: int, form: str) -> HttpResponse:
    return downloads.kept_file(queries.get_file(pk, form, viewer=request.user))


@require_safe
@page(Permission.SEE_REPORTS)
def chart(request: StaffRequest, pk: int, key: str) -> HttpResponse:
    path = queries.chart_path(pk, key, viewer=request.user)
    return HttpResponse(path.read_bytes(), content_type="image/svg+xml")


@require_safe
@page(Permission.SEE_REPORTS)
def published(request: StaffRequest) -> HttpResponse:
    """Reports that went out, and those that wait for the viewer's signature."""
    out = queries.published(viewer=request.user, page=request.GET.get("page", ""))
    earlier = out.previous_page_number() if out.has_previous() else 0
    later = out.next_page_number() if out.has_next() else 0
    return render(
        request,
        "sign_off/published.html",
        {
            "page": out,
            "to_sign": queries.to_sign(viewer=request.user),
            "previous": f"?page={earlier}" if earlier else "",
            "next": f"?page={later}" if later else "",
        },
    )


def _sign(request: StaffRequest, copy: "FairCopy", form: forms.SignForm) -> None:
    said: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    if form.is_signed:
        actions.sign(copy, **said)
        messages.success(request, "You have signed it off")
    else:
        actions.send_back(copy, words=form.cleaned_data["words"], **said)
        messages.success(request, "It is sent back. Whoever handed it in is told")


def _done(
    request: StaffRequest,
    pk: int,
    action: Callable[..., "FairCopy"],
    said: str,
) -> HttpResponse:
    """An action on the fair copy, or in one sentence why not."""
    copy = queries.get_fair_copy(pk, viewer=request.user)
    at: datetime = timezone.now()
    try:
        action(copy, by=request.user, at=at)
    except actions.NotDone as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect("sign_off:fair_copy", pk)
