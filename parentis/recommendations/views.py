"""Sources and their recommendations: where they came from, and what is asked."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.bodies import queries as bodies
from parentis.recommendations import actions, forms, queries
from parentis.recorded.views import Sheet, sent, show_sheet, show_strike_out, today

KEEP, TELL = Permission.KEEP_PROMISES, Permission.TELL_PROGRESS
require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page(Permission.SEE_COUNCIL)
def recommendations(request: StaffRequest) -> HttpResponse:
    """Every source, with how far its recommendations have come."""
    found = queries.sources(viewer=request.user, on=today(timezone.now()))
    of_page = {
        "sources": found,
        "overdue": sum(each.overdue for each in found),
        "updates_overdue": sum(each.updates_overdue for each in found),
        "may_keep": request.user.may(KEEP),
    }
    return render(request, "recommendations/recommendations.html", of_page)


@require_safe
@page(Permission.SEE_COUNCIL)
def source(request: StaffRequest, pk: int) -> HttpResponse:
    """A source with its recommendations under its headings."""
    on = today(timezone.now())
    of_page = {
        "page": queries.source_page(pk, viewer=request.user, on=on),
        "may_keep": request.user.may(KEEP),
        "may_tell": request.user.may(TELL),
    }
    return render(request, "recommendations/source.html", of_page)


@require_get_or_post
@page(KEEP)
def add_source(request: StaffRequest) -> HttpResponse:
    at = timezone.now()
    form = forms.SourceForm(sent(request), on=today(at), bodies=_bodies(request, at))
    asked = Sheet(request, form)
    if asked.is_saved(
        lambda: actions.add_source(
            by=request.user, at=at, answers=form.answers(), sent_as=asked.sent_as
        )
    ):
        messages.success(request, "Now add its recommendations")
        return redirect(asked.saved)
    return show_sheet(request, asked, "Add a source", "recommendations:recommendations")


@require_get_or_post
@page(KEEP)
def change_source(request: StaffRequest, pk: int) -> HttpResponse:
    at, changed = timezone.now(), queries.get_source(pk, viewer=request.user)
    form = forms.SourceForm(
        sent(request),
        on=today(at),
        bodies=_bodies(request, at),
        initial=vars(changed),
    )
    asked = Sheet(request, form, now=changed.version)
    if asked.is_saved(
        lambda: actions.change_source(
            changed,
            by=request.user,
            at=at,
            version=asked.version,
            answers=form.answers(),
        )
    ):
        messages.success(request, "The source is changed")
        return redirect(changed)
    return show_sheet(request, asked, f"Change {changed}", changed)


@require_get_or_post
@page(KEEP)
def strike_out_source(request: StaffRequest, pk: int) -> HttpResponse:
    struck = queries.get_source(pk, viewer=request.user)
    return show_strike_out(
        request,
        f"Strike out {struck}",
        struck,
        lambda **why: actions.strike_out_source(struck, **why),
        "recommendations:recommendations",
    )


@require_get_or_post
@page(KEEP)
def add_recommendation(
    request: StaffRequest, pk: int, part_of: int | None = None
) -> HttpResponse:
    """The next one of a source, or a part of another of it."""
    at, viewer = timezone.now(), request.user
    into = queries.get_source(pk, viewer=viewer)
    whole = queries.get_recommendation(part_of, viewer=viewer) if part_of else None
    form = forms.RecommendationForm(
        sent(request),
        on=today(at),
        owners=queries.owner_choices(viewer=viewer),
        initial={"theme": whole.theme} if whole else None,
    )
    asked = Sheet(request, form)
    if asked.is_saved(
        lambda: actions.add_recommendation(
            into,
            by=viewer,
            at=at,
            answers=form.answers(),
            part_of=whole,
            sent_as=asked.sent_as,
        )
    ):
        messages.success(request, f"{asked.saved} is added")
        return redirect(whole or into)
    title = f"Add a part of recommendation {whole.number}" if whole else ""
    return show_sheet(request, asked, title or "Add a recommendation", whole or into)


@require_get_or_post
@page(KEEP)
def change_recommendation(request: StaffRequest, pk: int) -> HttpResponse:
    at, changed = timezone.now(), queries.get_recommendation(pk, viewer=request.user)
    form = forms.RecommendationForm(
        sent(request),
        on=today(at),
        owners=queries.owner_choices(viewer=request.user),
        initial=vars(changed),
    )
    asked = Sheet(request, form, now=changed.version)
    if asked.is_saved(
        lambda: actions.change_recommendation(
            changed,
            by=request.user,
            at=at,
            version=asked.version,
            answers=form.answers(),
        )
    ):
        messages.success(request, "The recommendation is changed")
        return redirect(changed)
    return show_sheet(request, asked, f"Change {_lower(changed)}", changed)


@require_get_or_post
@page(KEEP)
def strike_out_recommendation(request: StaffRequest, pk: int) -> HttpResponse:
    struck = queries.get_recommendation(pk, viewer=request.user)
    return show_strike_out(
        request,
        f"Strike out {_lower(struck)}",
        struck,
        lambda **why: actions.strike_out_recommendation(struck, **why),
        struck.source,
    )


def _bodies(request: StaffRequest, at: datetime) -> list[tuple[int, str]]:
    return bodies.body_choices(viewer=request.user, on=today(at))


def _lower(named: object) -> str:
    """ "recommendation 4", within a sentence."""
    words = str(named)
    return words[:1].lower() + words[1:]
