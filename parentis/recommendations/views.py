"""Recommendations: where they came from, what was told, how far each has come."""

from datetime import datetime
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
from parentis.bodies import queries as bodies
from parentis.evidence import downloads
from parentis.recommendations import actions, forms, queries
from parentis.recorded.views import Sheet, sent, show_sheet, show_strike_out, today

if TYPE_CHECKING:
    from parentis.recommendations.models import Recommendation

KEEP, TELL = Permission.KEEP_PROMISES, Permission.TELL_PROGRESS
LATEST_FIRST = "latest"

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


# -- lists -----------------------------------------------------------------------------


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
def list_recommendations(request: StaffRequest) -> HttpResponse:
    """By status, by owner, overdue, or due an update."""
    viewer, on = request.user, today(timezone.now())
    choices = queries.list_choices(viewer=viewer)
    form = forms.ChooseForm(request.GET, owners=choices.owners, sources=choices.sources)
    of_page = queries.recommendations_list(
        viewer=viewer, on=on, **form.chosen(), page=request.GET.get("page", "")
    )
    asked = request.GET.copy()
    asked.pop("page", None)
    return render(
        request,
        "recommendations/list_recommendations.html",
        {"page": of_page, "filters": form, "asked": asked.urlencode()},
    )


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


@require_safe
@page(Permission.SEE_COUNCIL)
def recommendation(request: StaffRequest, pk: int) -> HttpResponse:
    """The whole story of one, from the first report to today."""
    of_page = queries.recommendation_page(
        pk,
        viewer=request.user,
        on=today(timezone.now()),
        is_latest_first=request.GET.get("order") == LATEST_FIRST,
    )
    return render(request, "recommendations/recommendation.html", {"page": of_page})


# -- sources and recommendations -------------------------------------------------------


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


# -- updates, and statuses -------------------------------------------------------------


@require_get_or_post
@page(TELL)
def add_update(request: StaffRequest, pk: int) -> HttpResponse:
    """Tells of one or several recommendations of a source, and of their status."""
    at, viewer = timezone.now(), request.user
    into = queries.get_source(pk, viewer=viewer)
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
    _check_may_tell(queries.about(changed, viewer=viewer), request)
    form = forms.UpdateForm(
        sent(request),
        on=today(at),
        choose=queries.to_choose_from(changed.source, viewer=viewer, at=at),
        initial=vars(changed),
    )
    asked = Sheet(request, form, now=changed.version)
    if asked.is_saved(
        lambda: actions.change_update(
            changed, by=viewer, at=at, version=asked.version, answers=form.answers()
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
    of = queries.get_recommendation(pk, viewer=viewer)
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


# -- what these share ------------------------------------------------------------------


def _bodies(request: StaffRequest, at: datetime) -> list[tuple[int, str]]:
    return bodies.body_choices(viewer=request.user, on=today(at))


def _lower(named: object) -> str:
    """ "recommendation 4", within a sentence."""
    words = str(named)
    return words[:1].lower() + words[1:]


def _check_may_tell(about: "list[Recommendation]", request: StaffRequest) -> None:
    if not queries.may_tell_of(about, viewer=request.user):
        raise PermissionDenied("Somebody else tells of this recommendation.")
