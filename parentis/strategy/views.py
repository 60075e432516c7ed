"""Adding, changing and striking out whatever is written down here."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.recorded.views import show_addition, show_change, show_strike_out
from parentis.strategy.parts import BY_SLUG, Part

DAYS_THAT_ARE_OFTEN_TODAY = ("shown_on", "set_on", "reviewed_on")

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


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
@page(Permission.KEEP_PROMISES)
def change(request: StaffRequest, part: str, pk: int) -> HttpResponse:
    of_part = _part(part)
    if of_part.change is None:
        raise Http404("It is not changed. Another is written down.")
    entry = of_part.get(pk, viewer=request.user)
    return show_change(
        request,
        entry,
        title=f"Change the {of_part.one}",
        form_class=of_part.form_to_change,
        save=of_part.change,
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
        lambda **why: of_part.strike_out(entry, **why),
        of_part.page_above(entry),
    )


def _add(request: StaffRequest, part: Part, to: Any, back: str) -> HttpResponse:
    title = part.title_to_add if to is None else f"{part.title_to_add}: {to}"
    return show_addition(
        request,
        title=title,
        form_class=part.form,
        add=part.add,
        back=back,
        to=to,
        initial=dict.fromkeys(DAYS_THAT_ARE_OFTEN_TODAY, timezone.localdate()),
        done=f"The {part.one} is added",
    )


def _part(slug: str) -> Part:
    if slug not in BY_SLUG:
        raise Http404("Nothing of this kind is written down here.")
    return BY_SLUG[slug]
