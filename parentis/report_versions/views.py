from typing import Any
from uuid import UUID, uuid4

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
from parentis.recorded.forms import sheet
from parentis.report_versions import actions, forms, queries
from parentis.reports.actions import ReportFrozen

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_get_or_post
@page(Permission.SEE_REPORTS)
def versions(request: StaffRequest, pk: int) -> HttpResponse:
    """All versions; whoever writes keeps another here."""
    of_page = queries.versions_page(pk, viewer=request.user)
    form = forms.KeepVersionForm(_sent(request))
    if form.is_valid():
        kept = actions.keep_version(
            of_page.report, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, f"{kept} is kept")
        return redirect("report_versions:versions", pk)
    return render(
        request, "report_versions/versions.html", {"page": of_page, "form": form}
    )


@require_safe
@page(Permission.SEE_REPORTS)
def version(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """A version beside another, or beside what the report says now."""
    typed = request.GET.get("beside", "")
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < 10
    of_page = queries.compare_page(
        pk, number, viewer=request.user, other=int(typed) if is_number else None
    )
    return render(request, "report_versions/version.html", {"page": of_page})


@require_POST
@page(Permission.WRITE_REPORTS)
def restore_version(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    restored = queries.get_version(pk, number, viewer=request.user)
    try:
        kept = actions.restore_version(restored, by=request.user, at=timezone.now())
    except ReportFrozen as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, f"{restored} is put back. What it said before is {kept}"
        )
    return redirect("report_versions:versions", pk)


@require_get_or_post
@page(Permission.SEE_REPORTS)
def comments(request: StaffRequest, pk: int) -> HttpResponse:
    of_page = queries.comments_page(pk, viewer=request.user)
    form = forms.CommentForm(
        _sent(request),
        parts=of_page.parts,
        initial={"part": request.GET.get("part", "")},
    )
    sent_as = _sheet(request)
    if form.is_valid():
        actions.add_comment(
            of_page.report,
            by=request.user,
            at=timezone.now(),
            sent_as=sent_as,
            **form.cleaned_data,
        )
        messages.success(request, "Your comment is kept")
        return redirect("report_versions:comments", pk)
    return render(
        request,
        "report_versions/comments.html",
        {"page": of_page, "form": form, "sent_as": sent_as},
    )


@require_get_or_post
@page(Permission.SEE_REPORTS)
def answer_comment(request: StaffRequest, pk: int, comment: int) -> HttpResponse:
    answered = queries.get_comment(pk, comment, viewer=request.user)
    form = forms.AnswerForm(_sent(request))
    sent_as = _sheet(request)
    if form.is_valid():
        actions.answer_comment(
            answered,
            by=request.user,
            at=timezone.now(),
            sent_as=sent_as,
            **form.cleaned_data,
        )
        messages.success(request, "Your answer is kept")
        return redirect("report_versions:comments", pk)
    return render(
        request,
        "report_versions/answer_comment.html",
        {"form": form, "comment": answered, "sent_as": sent_as},
    )


@require_POST
@page(Permission.SEE_REPORTS)
def settle_comment(request: StaffRequest, pk: int, comment: int) -> HttpResponse:
    settled = queries.get_comment(pk, comment, viewer=request.user)
    actions.settle_comment(
        settled,
        by=request.user,
        at=timezone.now(),
        is_settled="open" not in request.POST,
    )
    return redirect("report_versions:comments", pk)


def _sent(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _sheet(request: StaffRequest) -> UUID:
    return sheet(request.POST.get("sent_as", "")) or uuid4()
