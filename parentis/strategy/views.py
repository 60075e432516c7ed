from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.evidence import downloads as evidence_files
from parentis.recorded.views import Sheet, sent, show_sheet, show_strike_out, today
from parentis.strategy import actions, downloads, forms, queries
from parentis.strategy.parts import BY_SLUG, REVIEWS, Part

DAYS_THAT_ARE_OFTEN_TODAY = ("shown_on", "set_on", "reviewed_on")

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


# -- reading ---------------------------------------------------------------------------


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


@require_safe
@page(Permission.SEE_COUNCIL)
def risks(request: StaffRequest) -> HttpResponse:
    shown = queries.risks_page(viewer=request.user, on=timezone.localdate())
    return render(request, "strategy/risks.html", {"page": shown})


@require_safe
@page(Permission.SEE_COUNCIL)
def risk(request: StaffRequest, pk: int) -> HttpResponse:
    shown = queries.risk_page(pk, viewer=request.user, on=timezone.localdate())
    return render(request, "strategy/risk.html", {"page": shown})


# -- writing ---------------------------------------------------------------------------


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def add(request: StaffRequest, part: str) -> HttpResponse:
    of_part = _part(part)
    if of_part.to is not None:
        raise Http404("It is added to something.")
    return _add(request, of_part, None, reverse(of_part.page))


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def add_to(request: StaffRequest, part: str, to: int) -> HttpResponse:
    of_part = _part(part)
    if of_part.to is None:
        raise Http404("It is added to nothing.")
    above = of_part.to(to, viewer=request.user)
    return _add(request, of_part, above, above.get_absolute_url())


@require_get_or_post
@page(Permission.TELL_PROGRESS)
def review_risk(request: StaffRequest, pk: int) -> HttpResponse:
    """By those who keep the list, or whose risk it is."""
    reviewed = queries.own_risk(pk, viewer=request.user)
    return _add(request, REVIEWS, reviewed, reviewed.get_absolute_url())


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def change(request: StaffRequest, part: str, pk: int) -> HttpResponse:
    of_part = _part(part)
    if of_part.change is None:
        raise Http404("It is not changed. Another is written down.")
    entry = of_part.get(pk, viewer=request.user)
    return _change(
        request,
        entry,
        title=f"Change the {of_part.one}",
        form_class=of_part.form_to_change,
        save=of_part.change,
    )


@require_get_or_post
@page(Permission.TELL_PROGRESS)
def tell_progress(request: StaffRequest, pk: int) -> HttpResponse:
    """By those who keep the plan, or whose step it is."""
    return _change(
        request,
        queries.own_milestone(pk, viewer=request.user),
        title="Tell how far the step has come",
        form_class=forms.ProgressForm,
        save=actions.tell_progress,
    )


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def strike_out(request: StaffRequest, part: str, pk: int) -> HttpResponse:
    of_part = _part(part)
    entry = of_part.get(pk, viewer=request.user)
    return show_strike_out(
        request,
        f"Strike out the {of_part.one}: {entry}",
        entry,
        lambda **why: actions.strike_out(entry, **why),
        of_part.page_above(entry),
    )


def _add(request: StaffRequest, part: Part, to: Any, back: str) -> HttpResponse:
    at = timezone.now()
    often_today = dict.fromkeys(DAYS_THAT_ARE_OFTEN_TODAY, today(at))
    form = _form(request, part.form, to=to, at=at, initial=often_today)
    asked = Sheet(request, form)
    hung_on = [] if to is None else [to]
    if asked.is_saved(
        lambda: part.add(
            *hung_on, by=request.user, at=at, sent_as=asked.sent_as, **form.given()
        )
    ):
        messages.success(request, f"The {part.one} is added")
        return redirect(asked.saved)
    title = part.title_to_add if to is None else f"{part.title_to_add}: {to}"
    return show_sheet(request, asked, title, back)


def _change(
    request: StaffRequest,
    entry: Any,
    *,
    title: str,
    form_class: type[Any],
    save: Callable[..., Any],
) -> HttpResponse:
    """Where somebody else was first, both texts are shown, and theirs is kept."""
    at = timezone.now()
    form = _form(request, form_class, to=entry, at=at, initial=vars(entry))
    asked = Sheet(request, form, now=entry.version)
    if asked.is_saved(
        lambda: save(
            entry, by=request.user, at=at, version=asked.version, **form.given()
        )
    ):
        messages.success(request, "What you wrote is saved")
        return redirect(asked.saved)
    return show_sheet(request, asked, f"{title}: {entry}", entry)


def _form(
    request: StaffRequest,
    form_class: type[Any],
    *,
    to: Any,
    at: datetime,
    initial: dict[str, Any],
) -> Any:
    return form_class(
        sent(request),
        request.FILES or None,
        on=today(at),
        viewer=request.user,
        to=to,
        initial=initial,
    )


def _part(slug: str) -> Part:
    if slug not in BY_SLUG:
        raise Http404("Nothing of this kind is written down here.")
    return BY_SLUG[slug]
