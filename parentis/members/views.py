"""A councillor's own page, the training register, and champions."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.members import actions, forms, queries
from parentis.recorded.views import Sheet, sent, show_sheet, show_strike_out, today

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page(Permission.ACT_AS_MEMBER)
def your_page(request: StaffRequest) -> HttpResponse:
    """What waits for a councillor, and how our children fare."""
    of_page = queries.your_page(viewer=request.user, at=timezone.now())
    return render(request, "members/your_page.html", {"page": of_page})


# -- training --------------------------------------------------------------------------


@require_safe
@page(Permission.RUN_MEETINGS)
def training(request: StaffRequest) -> HttpResponse:
    of_page = queries.register_page(viewer=request.user, on=today(timezone.now()))
    return render(request, "members/training.html", {"page": of_page})


@require_safe
@page(Permission.RUN_MEETINGS)
def training_of(request: StaffRequest, pk: int) -> HttpResponse:
    on = today(timezone.now())
    of_page = queries.training_page(pk, viewer=request.user, on=on)
    return render(request, "members/training_of.html", {"page": of_page})


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def add_course(request: StaffRequest) -> HttpResponse:
    at = timezone.now()
    form = forms.CourseForm(sent(request), on=today(at))
    asked = Sheet(request, form)
    if asked.is_saved(
        lambda: actions.add_course(
            by=request.user, at=at, answers=form.answers(), sent_as=asked.sent_as
        )
    ):
        messages.success(request, "The course is added")
        return redirect("members:training")
    return show_sheet(request, asked, "Add a course", "members:training")


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def change_course(request: StaffRequest, pk: int) -> HttpResponse:
    at, changed = timezone.now(), queries.get_course(pk, viewer=request.user)
    form = forms.CourseForm(sent(request), on=today(at), initial=vars(changed))
    asked = Sheet(request, form, now=changed.version)
    if asked.is_saved(
        lambda: actions.change_course(
            changed,
            by=request.user,
            at=at,
            version=asked.version,
            answers=form.answers(),
        )
    ):
        messages.success(request, "The course is changed")
        return redirect("members:training")
    strike_out = reverse("members:strike_out_course", args=[pk])
    title = f"Change the course: {changed}"
    return show_sheet(request, asked, title, "members:training", strike_out=strike_out)


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def strike_out_course(request: StaffRequest, pk: int) -> HttpResponse:
    struck = queries.get_course(pk, viewer=request.user)
    return show_strike_out(
        request,
        f"Strike out the course: {struck}",
        "members:training",
        lambda **why: actions.strike_out_course(struck, **why),
    )


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def add_when_due(request: StaffRequest) -> HttpResponse:
    at = timezone.now()
    form = forms.WhenDueForm(
        sent(request),
        on=today(at),
        courses=queries.course_choices(viewer=request.user),
    )
    asked = Sheet(request, form)
    if asked.is_saved(
        lambda: actions.add_when_due(
            by=request.user, at=at, answers=form.answers(), sent_as=asked.sent_as
        )
    ):
        messages.success(request, "It is written down when the course is due")
        return redirect("members:training")
    return show_sheet(request, asked, "Say when a course is due", "members:training")


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def strike_out_when_due(request: StaffRequest, pk: int) -> HttpResponse:
    struck = queries.get_when_due(pk, viewer=request.user)
    return show_strike_out(
        request,
        f"Strike out when this is due: {struck.course}",
        "members:training",
        lambda **why: actions.strike_out_when_due(struck, **why),
    )


@require_safe
@page(Permission.RUN_MEETINGS)
def session(request: StaffRequest, pk: int) -> HttpResponse:
    found = queries.get_session(pk, viewer=request.user)
    return render(request, "members/session.html", {"session": found})


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def add_session(request: StaffRequest) -> HttpResponse:
    at = timezone.now()
    form = _session_form(request, at)
    asked = Sheet(request, form)
    if asked.is_saved(
        lambda: actions.add_session(
            by=request.user,
            at=at,
            answers=form.of_session(),
            took_part=form.cleaned_data["councillors"],
            sent_as=asked.sent_as,
        )
    ):
        messages.success(request, "The session is added")
        return redirect("members:training")
    return show_sheet(request, asked, "Add a session", "members:training")


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def change_session(request: StaffRequest, pk: int) -> HttpResponse:
    at, changed = timezone.now(), queries.get_session(pk, viewer=request.user)
    were = [each.councillor_id for each in changed.took_part.all()]
    form = _session_form(request, at, {**vars(changed), "councillors": were})
    asked = Sheet(request, form, now=changed.version)
    if asked.is_saved(
        lambda: actions.change_session(
            changed,
            by=request.user,
            at=at,
            version=asked.version,
            answers=form.of_session(),
            took_part=form.cleaned_data["councillors"],
        )
    ):
        messages.success(request, "The session is changed")
        return redirect(changed)
    strike_out = reverse("members:strike_out_session", args=[pk])
    title = f"Change the session: {changed}"
    return show_sheet(request, asked, title, changed, strike_out=strike_out)


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def strike_out_session(request: StaffRequest, pk: int) -> HttpResponse:
    struck = queries.get_session(pk, viewer=request.user)
    return show_strike_out(
        request,
        f"Strike out the session: {struck}",
        "members:training",
        lambda **why: actions.strike_out_session(struck, **why),
    )


# -- champions -------------------------------------------------------------------------


@require_safe
@page(Permission.SEE_COUNCIL)
def champions(request: StaffRequest) -> HttpResponse:
    of_page = queries.champions_page(viewer=request.user, on=today(timezone.now()))
    return render(request, "members/champions.html", {"page": of_page})


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def add_champion(request: StaffRequest) -> HttpResponse:
    at = timezone.now()
    form = _champion_form(request, at)
    asked = Sheet(request, form)
    if asked.is_saved(
        lambda: actions.add_champion(
            by=request.user, at=at, answers=form.answers(), sent_as=asked.sent_as
        )
    ):
        messages.success(request, "The champion is added")
        return redirect("members:champions")
    return show_sheet(request, asked, "Add a champion", "members:champions")


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def change_champion(request: StaffRequest, pk: int) -> HttpResponse:
    at, changed = timezone.now(), queries.get_champion(pk, viewer=request.user)
    form = _champion_form(request, at, vars(changed))
    asked = Sheet(request, form, now=changed.version)
    if asked.is_saved(
        lambda: actions.change_champion(
            changed,
            by=request.user,
            at=at,
            version=asked.version,
            answers=form.answers(),
        )
    ):
        messages.success(request, "What is said of the champion is changed")
        return redirect("members:champions")
    strike_out = reverse("members:strike_out_champion", args=[pk])
    title = f"Change {changed}"
    return show_sheet(request, asked, title, "members:champions", strike_out=strike_out)


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def strike_out_champion(request: StaffRequest, pk: int) -> HttpResponse:
    struck = queries.get_champion(pk, viewer=request.user)
    return show_strike_out(
        request,
        f"Strike out {struck}",
        "members:champions",
        lambda **why: actions.strike_out_champion(struck, **why),
    )


@require_get_or_post
@page(Permission.SEE_COUNCIL)
def add_deed(request: StaffRequest, pk: int) -> HttpResponse:
    """For the champion themselves, and for whoever runs the meetings."""
    at, champion = timezone.now(), queries.champion_to_tell_of(pk, viewer=request.user)
    form = forms.DeedForm(sent(request), on=today(at))
    asked = Sheet(request, form)
    if asked.is_saved(
        lambda: actions.add_deed(
            champion,
            by=request.user,
            at=at,
            answers=form.answers(),
            sent_as=asked.sent_as,
        )
    ):
        messages.success(request, "What was done is added")
        return redirect(_home(request))
    title = f"Add what was done: {champion.of_what}"
    return show_sheet(request, asked, title, _home(request))


@require_get_or_post
@page(Permission.SEE_COUNCIL)
def change_deed(request: StaffRequest, pk: int) -> HttpResponse:
    at, deed = timezone.now(), queries.get_deed(pk, viewer=request.user)
    form = forms.DeedForm(sent(request), on=today(at), initial=vars(deed))
    asked = Sheet(request, form, now=deed.version)
    if asked.is_saved(
        lambda: actions.change_deed(
            deed,
            by=request.user,
            at=at,
            version=asked.version,
            answers=form.answers(),
        )
    ):
        messages.success(request, "What was done is changed")
        return redirect(_home(request))
    title = f"Change what was done: {deed.champion.of_what}"
    strike_out = reverse("members:strike_out_deed", args=[pk])
    return show_sheet(request, asked, title, _home(request), strike_out=strike_out)


@require_get_or_post
@page(Permission.SEE_COUNCIL)
def strike_out_deed(request: StaffRequest, pk: int) -> HttpResponse:
    deed = queries.get_deed(pk, viewer=request.user)
    return show_strike_out(
        request,
        f"Strike out what was done: {deed.champion.of_what}",
        _home(request),
        lambda **why: actions.strike_out_deed(deed, **why),
    )


# -- what these share ------------------------------------------------------------------


def _home(request: StaffRequest) -> str:
    """Where a deed is read: the councillor's own page, or the list of champions."""
    is_member = request.user.may(Permission.ACT_AS_MEMBER)
    return "members:your_page" if is_member else "members:champions"


def _session_form(
    request: StaffRequest, at: datetime, initial: dict[str, Any] | None = None
) -> forms.SessionForm:
    on = today(at)
    return forms.SessionForm(
        sent(request),
        on=on,
        courses=queries.course_choices(viewer=request.user),
        councillors=queries.councillor_choices(viewer=request.user, on=on),
        initial=initial,
    )


def _champion_form(
    request: StaffRequest, at: datetime, initial: dict[str, Any] | None = None
) -> forms.ChampionForm:
    on = today(at)
    return forms.ChampionForm(
        sent(request),
        on=on,
        councillors=queries.councillor_choices(viewer=request.user, on=on),
        initial=initial,
    )
