from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.funding import actions, forms, queries
from parentis.recorded.views import show_addition, show_change, show_strike_out

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
    return show_addition(
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
    return show_change(
        request,
        queries.get_funding(pk, viewer=request.user),
        title="Change the funding",
        form_class=forms.FundingForm,
        save=actions.change_funding,
    )


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def say_what_is_next(request: StaffRequest, pk: int) -> HttpResponse:
    return show_change(
        request,
        queries.get_funding(pk, viewer=request.user),
        title="Say what happens next",
        form_class=forms.WhatNextForm,
        save=actions.say_what_is_next,
    )


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def strike_out_funding(request: StaffRequest, pk: int) -> HttpResponse:
    struck = queries.get_funding(pk, viewer=request.user)
    return show_strike_out(
        request,
        f"Strike out the funding: {struck}",
        struck,
        lambda **why: actions.strike_out_funding(struck, **why),
        "funding:funding",
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
    return show_addition(
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
    return show_change(
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
    return show_change(
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
    struck = queries.get_bid(pk, viewer=request.user)
    return show_strike_out(
        request,
        f"Strike out the bid: {struck}",
        struck,
        lambda **why: actions.strike_out_bid(struck, **why),
        "funding:bids",
    )
