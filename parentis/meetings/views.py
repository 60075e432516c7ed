"""The list of meetings; and adding, changing and striking out whatever one has."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parentis.accounts.http import StaffRequest, number_asked
from parentis.accounts.permissions import page, require
from parentis.accounts.roles import Permission
from parentis.meetings import actions, queries
from parentis.meetings.parts import PARTS, Part
from parentis.recorded.forms import StrikeOutForm
from parentis.recorded.views import Sheet as Asked
from parentis.recorded.views import sent, show_sheet, today

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page(Permission.SEE_COUNCIL)
def meetings(request: StaffRequest) -> HttpResponse:
    of_page = queries.meetings_page(
        viewer=request.user,
        at=timezone.now(),
        body=number_asked(request, "body"),
        page=number_asked(request, "page") or 1,
    )
    return render(request, "meetings/meetings.html", {"page": of_page})


@require_get_or_post
@page(Permission.SEE_COUNCIL)
def add(request: StaffRequest, what: str) -> HttpResponse:
    return _add(request, _part(request, what, under=""))


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def add_to_meeting(request: StaffRequest, pk: int, what: str) -> HttpResponse:
    part = _part(request, what, under="meeting")
    return _add(request, part, queries.get_meeting(pk, viewer=request.user))


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def add_to_item(request: StaffRequest, pk: int, what: str) -> HttpResponse:
    part = _part(request, what, under="item")
    return _add(request, part, queries.get_item(pk, viewer=request.user))


def _add(request: StaffRequest, part: Part, under: Any = None) -> HttpResponse:
    at = timezone.now()
    form = (part.add_form or part.form)(sent(request), on=today(at))
    part.fit(form, under, viewer=request.user, at=at)
    asked = Asked(request, form)
    where = () if under is None else (under.pk,)
    add = part.add
    if add is None:
        raise Http404("This is not added by itself.")
    if asked.is_saved(
        lambda: add(
            *where,
            by=request.user,
            at=at,
            answers=form.answers(),
            sent_as=asked.sent_as,
        )
    ):
        messages.success(request, f"The {part.one} is added")
        return redirect(part.back(asked.saved))
    title = part.add_title if under is None else f"{part.add_title}: {under}"
    return show_sheet(request, asked, title, _page_of(part, under))


@require_get_or_post
@page(Permission.SEE_COUNCIL)
def change(request: StaffRequest, what: str, pk: int) -> HttpResponse:
    """Where somebody else was first, both texts are shown."""
    at, part = timezone.now(), _part(request, what)
    changed = part.get(pk, viewer=request.user)
    form = part.form(sent(request), on=today(at), initial=vars(changed))
    part.fit(form, changed, viewer=request.user, at=at)
    asked = Asked(request, form, now=changed.version)
    if asked.is_saved(
        lambda: actions.change(
            changed,
            by=request.user,
            at=at,
            needs=part.needs,
            version=asked.version,
            answers=form.answers(),
        )
    ):
        messages.success(request, f"The {part.one} is saved")
        return redirect(part.back(changed))
    title = f"{part.title_of_change()}: {changed}"
    return show_sheet(request, asked, title, part.back(changed))


@require_get_or_post
@page(Permission.SEE_COUNCIL)
def strike_out(request: StaffRequest, what: str, pk: int) -> HttpResponse:
    part = _part(request, what)
    if not part.may_be_struck_out:
        raise Http404("This is not struck out by itself.")
    at, struck = timezone.now(), part.get(pk, viewer=request.user)
    form = StrikeOutForm(sent(request))
    asked = Asked(request, form)
    if asked.is_saved(
        lambda: actions.strike_out(
            struck, by=request.user, at=at, needs=part.needs, **form.cleaned_data
        )
    ):
        messages.success(request, f"The {part.one} is struck out")
        return redirect(_page_of(part, struck, is_gone=True))
    title = f"Strike out the {part.one}: {struck}"
    return show_sheet(request, asked, title, part.back(struck), save="Strike it out")


def _part(request: StaffRequest, what: str, *, under: str | None = None) -> Part:
    """Raises Http404 for what there is none of, or which stands under another."""
    part = PARTS.get(what)
    if part is None or (under is not None and (part.under != under or not part.add)):
        raise Http404("Nothing of this kind is written down here.")
    require(request.user, part.needs)
    return part


def _page_of(part: Part, of: Any, *, is_gone: bool = False) -> str:
    """The page to go back to: a list's, or the meeting's that it belongs to."""
    lists = {
        "meetings": "meetings:meetings",
        "forward-plan": "meetings:forward_plan",
        "from-young-people": "meetings:from_young_people_list",
    }
    if part.slug in lists:
        return reverse(lists[part.slug])
    item = getattr(of, "item", None) if is_gone else of
    of_meeting = getattr(item, "meeting", None) or getattr(of, "meeting", None) or of
    return reverse("meetings:meeting", args=[of_meeting.pk])
