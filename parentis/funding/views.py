from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.funding import actions, forms, queries
from parentis.recorded.actions import ChangedSince, NotRecorded
from parentis.recorded.forms import Beside, StrikeOutForm, sheet

if TYPE_CHECKING:
    from parentis.recorded.models import Recorded

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


# -- money -----------------------------------------------------------------------------


@require_safe
@page(Permission.SEE_COUNCIL)
def funding(request: StaffRequest) -> HttpResponse:
    shown = queries.funding_page(viewer=request.user, on=timezone.localdate())
    return render(request, "funding/funding.html", {"page": shown})


@require_safe
@page(Permission.SEE_COUNCIL)
def funding_of(request: StaffRequest, pk: int) -> HttpResponse:
    on = timezone.localdate()
    shown = queries.funding_of_page(pk, viewer=request.user, on=on)
    return render(request, "funding/funding_of.html", {"page": shown})


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def add_funding(request: StaffRequest) -> HttpResponse:
    """`?follows=` names the money that this carries on."""
    return _add(
        request,
        title="Add funding",
        form_class=forms.FundingForm,
        add=actions.add_funding,
        back=reverse("funding:funding"),
        initial={"follows_id": request.GET.get("follows", "")},
    )


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def change_funding(request: StaffRequest, pk: int) -> HttpResponse:
    return _change(
        request,
        queries.get_funding(pk, viewer=request.user),
        title="Change the funding",
        form_class=forms.FundingForm,
        save=actions.change_funding,
    )


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def say_what_is_next(request: StaffRequest, pk: int) -> HttpResponse:
    return _change(
        request,
        queries.get_funding(pk, viewer=request.user),
        title="Say what happens next",
        form_class=forms.WhatNextForm,
        save=actions.say_what_is_next,
    )


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def strike_out_funding(request: StaffRequest, pk: int) -> HttpResponse:
    return _strike_out(
        request,
        queries.get_funding(pk, viewer=request.user),
        one="funding",
        strike_out=actions.strike_out_funding,
        back="funding:funding",
    )


# -- bids ------------------------------------------------------------------------------


@require_safe
@page(Permission.SEE_COUNCIL)
def bids(request: StaffRequest) -> HttpResponse:
    shown = queries.bids_page(viewer=request.user)
    return render(request, "funding/bids.html", {"page": shown})


@require_safe
@page(Permission.SEE_COUNCIL)
def bid(request: StaffRequest, pk: int) -> HttpResponse:
    shown = queries.bid_page(pk, viewer=request.user)
    return render(request, "funding/bid.html", {"page": shown})


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def add_bid(request: StaffRequest) -> HttpResponse:
    """`?renews=` names the money that it would renew."""
    return _add(
        request,
        title="Add a bid",
        form_class=forms.BidForm,
        add=actions.add_bid,
        back=reverse("funding:bids"),
        initial={"renews_id": request.GET.get("renews", "")},
    )


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def change_bid(request: StaffRequest, pk: int) -> HttpResponse:
    return _change(
        request,
        queries.get_bid(pk, viewer=request.user),
        title="Change the bid",
        form_class=forms.BidForm,
        save=actions.change_bid,
    )


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def tell_outcome(request: StaffRequest, pk: int) -> HttpResponse:
    """One that is won becomes funding."""
    return _change(
        request,
        queries.get_bid(pk, viewer=request.user),
        title="Say what became of the bid",
        form_class=forms.OutcomeForm,
        save=actions.tell_outcome,
        but=("amount",),
    )


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def strike_out_bid(request: StaffRequest, pk: int) -> HttpResponse:
    return _strike_out(
        request,
        queries.get_bid(pk, viewer=request.user),
        one="bid",
        strike_out=actions.strike_out_bid,
        back="funding:bids",
    )


# -- what these share ------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Meanwhile:
    """What somebody else saved while this was typed, and both answers side by side."""

    now: "Recorded"
    beside: list[Beside]

    @property
    def different(self) -> list[Beside]:
        return [each for each in self.beside if each.is_different]

    @property
    def same(self) -> list[Beside]:
        return [each for each in self.beside if each.yours and not each.is_different]


def _add(
    request: StaffRequest,
    *,
    title: str,
    form_class: type[forms.SheetForm],
    add: Callable[..., Any],
    back: str,
    initial: dict[str, Any],
) -> HttpResponse:
    form = _asked(request, form_class, initial)
    sent_as = sheet(request.POST.get("sent_as", "")) or uuid4()
    if form.is_valid():
        try:
            added = add(
                by=request.user, at=timezone.now(), sent_as=sent_as, **form.given()
            )
        except NotRecorded as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "What you wrote is saved")
            return redirect(added.get_absolute_url())
    return render(
        request,
        "funding/add.html",
        {"form": form, "title": title, "back": back, "sent_as": sent_as},
    )


def _change(
    request: StaffRequest,
    entry: Any,
    *,
    title: str,
    form_class: type[forms.SheetForm],
    save: Callable[..., Any],
    but: tuple[str, ...] = (),
) -> HttpResponse:
    """Where somebody else was first, both texts are shown, and theirs is kept.

    `but` are questions that nothing is filled into.
    """
    kept = {name: value for name, value in vars(entry).items() if name not in but}
    form = _asked(request, form_class, kept)
    version, meanwhile = _version(request, entry.version), None
    if form.is_valid():
        try:
            saved = save(
                entry,
                by=request.user,
                at=timezone.now(),
                version=version,
                **form.given(),
            )
        except ChangedSince as found:
            form.add_error(None, str(found))
            meanwhile = _Meanwhile(now=found.now, beside=form.beside(found.now))
            version = found.now.version
        except NotRecorded as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "What you wrote is saved")
            return redirect(saved.get_absolute_url())
    return render(
        request,
        "funding/change.html",
        {
            "form": form,
            "title": title,
            "entry": entry,
            "version": version,
            "meanwhile": meanwhile,
        },
    )


def _strike_out(
    request: StaffRequest,
    entry: Any,
    *,
    one: str,
    strike_out: Callable[..., Any],
    back: str,
) -> HttpResponse:
    form = StrikeOutForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            strike_out(entry, by=request.user, at=timezone.now(), **form.cleaned_data)
        except NotRecorded as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"The {one} is struck out")
            return redirect(back)
    return render(
        request,
        "funding/strike_out.html",
        {"form": form, "one": one, "entry": entry},
    )


def _asked(
    request: StaffRequest, form_class: type[forms.SheetForm], initial: dict[str, Any]
) -> forms.SheetForm:
    sent = request.POST if request.method == "POST" else None
    return form_class(
        sent, on=timezone.localdate(), viewer=request.user, initial=initial
    )


def _version(request: StaffRequest, now: int) -> int:
    """The version that was read when the typing began."""
    read = request.POST.get("version", "")
    is_number = read.isascii() and read.isdecimal() and len(read) < 10
    return int(read) if is_number else now
