"""Drafts: kept as they are typed, found again, thrown away, taken over."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.audit.choices import Looking
from parentis.drafts import actions, queries
from parentis.drafts.forms import fields_of
from parentis.young_people import queries as young_people

if TYPE_CHECKING:
    from parentis.drafts.models import Draft

LONGEST = 200_000


@require_safe
@page(Permission.SEE_ALLOCATED, looking=Looking.LISTED)
def drafts(request: StaffRequest) -> HttpResponse:
    found = queries.drafts(viewer=request.user, at=timezone.now())
    lines = [(each, _address_of(each)) for each in found]
    return render(request, "drafts/drafts.html", {"drafts": lines})


@require_POST
@page(Permission.SEE_ALLOCATED)
def keep(request: StaffRequest) -> HttpResponse:
    """Sent by the page itself as somebody types, or with the button *Save draft*."""
    at, sent = timezone.now(), request.POST
    form, about = sent.get("draft-form", "")[:80], sent.get("draft-about", "")[:80]
    address, fields = _address(form, about), fields_of(sent)
    if not address:
        return HttpResponseBadRequest("No page of ours has this draft.")
    if sum(len(value) for _name, value in fields) > LONGEST:
        return HttpResponseBadRequest("This is too long to keep.")
    pk = _number(sent.get("draft-young-person", ""))
    _may_keep(request, form, about, pk)
    draft = actions.keep(
        form,
        about,
        fields,
        pk,
        request.user,
        at,
        title=sent.get("draft-title", "")[:100],
        sent_as=_sheet(sent.get("sent_as", "")),
    )
    words = f"Draft saved at {timezone.localtime(draft.saved_at):%H:%M}"
    if "save-draft" in sent:
        messages.success(request, words)
        return redirect(_address_of(draft))
    return JsonResponse({"message": words})


@require_POST
@page(Permission.SEE_ALLOCATED)
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    draft = queries.get_draft(pk, viewer=request.user)
    actions.discard(
        draft.form,
        draft.about,
        by=request.user,
        at=timezone.now(),
        sent_as=draft.sent_as,
    )
    messages.success(request, "The draft is discarded")
    address = _address(draft.form, draft.about)
    is_of_page = "start-again" in request.POST and address
    return redirect(address if is_of_page else "drafts:drafts")


@require_POST
@page(Permission.CHANGE_RECORDS)
def take_over(request: StaffRequest, pk: int) -> HttpResponse:
    draft = queries.get_draft_left(pk, viewer=request.user, at=timezone.now())
    actions.take_over(draft, by=request.user)
    messages.success(request, "The draft is yours now")
    return redirect(_address_of(draft) or "drafts:drafts")


def _may_keep(request: StaffRequest, form: str, about: str, pk: int | None) -> None:
    """Whoever lost the record while they typed loses no word: others take it over."""
    viewer = request.user
    if pk is None or young_people.may_open(pk, viewer=viewer, at=timezone.now()):
        return
    if not queries.is_known(form, about, viewer=viewer, young_person=pk):
        raise Http404("Nobody is here by this number.")


def _address_of(draft: "Draft") -> str:
    address = _address(draft.form, draft.about)
    return f"{address}?draft={draft.pk}" if address else ""


def _address(form: str, about: str) -> str:
    try:
        return reverse(form, args=about.split("/") if about else [])
    except NoReverseMatch:
        return ""


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None


def _sheet(sent_as: str) -> UUID | None:
    try:
        return UUID(sent_as)
    except ValueError:
        return None
