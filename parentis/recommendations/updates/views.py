"""Telling of recommendations, correcting what was told, and setting their status."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.evidence import downloads
from parentis.recommendations.queries import get_recommendation, get_source, may_tell_of
from parentis.recommendations.updates import actions, forms, queries
from parentis.recorded.views import Sheet, sent, show_sheet, show_strike_out, today

if TYPE_CHECKING:
    from parentis.recommendations.models import Recommendation

KEEP, TELL = Permission.KEEP_PROMISES, Permission.TELL_PROGRESS
require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_get_or_post
@page(TELL)
def add_update(request: StaffRequest, pk: int) -> HttpResponse:
    """Tells of one or several recommendations of a source, and of their status."""
    at, viewer = timezone.now(), request.user
    into = get_source(pk, viewer=viewer)
    choose = queries.to_choose_from(into, viewer=viewer, at=at)
    if not choose.recommendations:
        raise PermissionDenied("Nothing of this source is yours to tell of.")
    form = forms.AddUpdateForm(
        sent(request),
        request.FILES,
        on=today(at),
        viewer=viewer,
        choose=choose,
        initial={
            "recommendations": request.GET.getlist("of"),
            "body_id": into.reported_to_id,
        },
    )
    asked = Sheet(request, form)
    if asked.is_saved(
        lambda: actions.add_update(
            queries.chosen(form.cleaned_data["recommendations"], viewer=viewer),
            by=viewer,
            at=at,
            answers=form.answers(),
            statuses=form.new_statuses(),
            sent_as=asked.sent_as,
        )
    ):
        messages.success(request, "The update is kept")
        return redirect(into)
    return show_sheet(request, asked, "Write an update", into, intro=into.title)


@require_safe
@page(Permission.SEE_COUNCIL)
def update(request: StaffRequest, pk: int) -> HttpResponse:
    """An update, and what it said before it was corrected."""
    of_page = queries.update_page(pk, viewer=request.user)
    return render(request, "recommendations/update.html", {"page": of_page})


@require_get_or_post
@page(TELL)
def change_update(request: StaffRequest, pk: int) -> HttpResponse:
    at, viewer = timezone.now(), request.user
    changed = queries.get_update(pk, viewer=viewer)
    about = queries.about(changed, viewer=viewer)
    _check_may_tell(about, request)
    form = forms.ChangeUpdateForm(
        sent(request),
        on=today(at),
        viewer=viewer,
        choose=queries.to_choose_from(changed.source, viewer=viewer, at=at),
        initial={**vars(changed), "recommendations": [each.pk for each in about]},
    )
    asked = Sheet(request, form, now=changed.version)
    if asked.is_saved(
        lambda: actions.change_update(
            changed,
            by=viewer,
            at=at,
            version=asked.version,
            answers=form.answers(),
            about=queries.chosen(form.cleaned_data["recommendations"], viewer=viewer),
        )
    ):
        messages.success(request, "The update is corrected. What it said is kept")
        return redirect("recommendations:update", pk)
    back = reverse("recommendations:update", args=[pk])
    return show_sheet(request, asked, "Correct an update", back)


@require_get_or_post
@page(TELL)
def strike_out_update(request: StaffRequest, pk: int) -> HttpResponse:
    struck = queries.get_update(pk, viewer=request.user)
    about = queries.about(struck, viewer=request.user)
    _check_may_tell(about, request)
    return show_strike_out(
        request,
        f"Strike out the {_lower(struck)}",
        reverse("recommendations:update", args=[pk]),
        lambda **why: actions.strike_out_update(struck, **why),
        struck.source,
    )


@require_get_or_post
@page(TELL)
def set_status(request: StaffRequest, pk: int) -> HttpResponse:
    """Sets how far one has come: by whom, since when, and on what evidence."""
    at, viewer = timezone.now(), request.user
    of = get_recommendation(pk, viewer=viewer)
    _check_may_tell([of], request)
    form = forms.StatusForm(
        sent(request),
        request.FILES,
        on=today(at),
        viewer=viewer,
        choose=queries.to_choose_from(of.source, viewer=viewer, at=at, but=of),
    )
    asked = Sheet(request, form)
    if asked.is_saved(
        lambda: actions.set_status(
            of, by=viewer, at=at, new=form.new_status(), sent_as=asked.sent_as
        )
    ):
        messages.success(request, "The status is set")
        return redirect(of)
    title = f"Set the status of {_lower(of)}"
    return show_sheet(request, asked, title, of, intro=of.text)


@require_get_or_post
@page(TELL)
def strike_out_status(request: StaffRequest, pk: int) -> HttpResponse:
    struck = queries.get_status(pk, viewer=request.user)
    of = struck.recommendation
    _check_may_tell([of], request)
    return show_strike_out(
        request,
        f"Strike out a status of {_lower(of)}: {struck.get_status_display()}",
        of,
        lambda **why: actions.strike_out_status(struck, **why),
        of,
    )


@require_safe
@page(Permission.SEE_COUNCIL)
def evidence_file(request: StaffRequest, pk: int) -> HttpResponse:
    """The document that a status rests on."""
    found = queries.get_evidence_file(pk, viewer=request.user)
    return downloads.file_download(found)


def _check_may_tell(about: "list[Recommendation]", request: StaffRequest) -> None:
    if not may_tell_of(about, viewer=request.user):
        raise PermissionDenied("Somebody else tells of this recommendation.")


def _lower(named: object) -> str:
    """ "recommendation 4", within a sentence."""
    words = str(named)
    return words[:1].lower() + words[1:]
