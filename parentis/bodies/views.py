"""Bodies with who sits there, and councillors with their terms of office."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.bodies import actions, forms, queries
from parentis.recorded.views import Sheet, sent, show_sheet, show_strike_out, today

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


# -- bodies ----------------------------------------------------------------------------


@require_safe
@page(Permission.SEE_COUNCIL)
def bodies(request: StaffRequest) -> HttpResponse:
    on = today(timezone.now())
    of_page = {
        "bodies": queries.bodies(viewer=request.user, on=on),
        "past": queries.bodies_of_the_past(viewer=request.user, on=on),
        "may_change": request.user.may(Permission.RUN_MEETINGS),
    }
    return render(request, "bodies/bodies.html", of_page)


@require_safe
@page(Permission.SEE_COUNCIL)
def body(request: StaffRequest, pk: int) -> HttpResponse:
    """As it is today, or as it was on the day that is asked for."""
    now = today(timezone.now())
    form = forms.DayForm(request.GET if "on-day" in request.GET else None)
    on = form.cleaned_data["on"] if form.is_valid() else now
    return render(
        request,
        "bodies/body.html",
        {
            "page": queries.body_page(pk, viewer=request.user, on=on),
            "form": form,
            "is_today": on == now,
        },
    )


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def add_body(request: StaffRequest) -> HttpResponse:
    at = timezone.now()
    form = forms.AddBodyForm(sent(request), on=today(at), bodies=_bodies(request, at))
    asked = Sheet(request, form)
    if asked.is_saved(
        lambda: actions.add_body(
            by=request.user, at=at, answers=form.answers(), sent_as=asked.sent_as
        )
    ):
        messages.success(request, "The body is added")
        return redirect(asked.saved)
    return show_sheet(request, asked, "Add a body", "bodies:bodies")


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def change_body(request: StaffRequest, pk: int) -> HttpResponse:
    at, changed = timezone.now(), queries.get_body(pk, viewer=request.user)
    others = [each for each in _bodies(request, at) if each[0] != pk]
    form = forms.ChangeBodyForm(
        sent(request), on=today(at), bodies=others, initial=vars(changed)
    )
    asked = Sheet(request, form, now=changed.version)
    if asked.is_saved(
        lambda: actions.change_body(
            changed,
            by=request.user,
            at=at,
            version=asked.version,
            answers=form.answers(),
        )
    ):
        messages.success(request, "The body is changed")
        return redirect(changed)
    strike_out = reverse("bodies:strike_out_body", args=[pk])
    title = f"Change {changed}"
    return show_sheet(request, asked, title, changed, strike_out=strike_out)


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def rename_body(request: StaffRequest, pk: int) -> HttpResponse:
    at, renamed = timezone.now(), queries.get_body(pk, viewer=request.user)
    form = forms.RenameBodyForm(sent(request))
    asked = Sheet(request, form, now=renamed.version)
    if asked.is_saved(
        lambda: actions.rename_body(
            renamed,
            by=request.user,
            at=at,
            version=asked.version,
            **form.cleaned_data,
        )
    ):
        messages.success(request, "The body is renamed, and its old name is kept")
        return redirect(renamed)
    return show_sheet(request, asked, f"Rename {renamed}", renamed)


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def strike_out_body(request: StaffRequest, pk: int) -> HttpResponse:
    struck = queries.get_body(pk, viewer=request.user)
    return show_strike_out(
        request,
        f"Strike out {struck}",
        struck,
        lambda **why: actions.strike_out_body(struck, **why),
        "bodies:bodies",
    )


# -- seats -----------------------------------------------------------------------------


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def add_seat(request: StaffRequest, pk: int) -> HttpResponse:
    at, there = timezone.now(), queries.get_body(pk, viewer=request.user)
    form = forms.SeatForm(
        sent(request),
        on=today(at),
        councillors=_councillors(request, at),
        initial={"has_vote": True, "part": "member"},
    )
    asked = Sheet(request, form)
    if asked.is_saved(
        lambda: actions.add_membership(
            there,
            by=request.user,
            at=at,
            answers=form.answers(),
            sent_as=asked.sent_as,
        )
    ):
        messages.success(request, "The seat is added")
        return redirect(there)
    return show_sheet(request, asked, f"Add a seat: {there}", there)


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def change_seat(request: StaffRequest, pk: int) -> HttpResponse:
    at, seat = timezone.now(), queries.get_membership(pk, viewer=request.user)
    form = forms.SeatForm(
        sent(request),
        on=today(at),
        councillors=_councillors(request, at),
        initial=vars(seat),
    )
    asked = Sheet(request, form, now=seat.version)
    if asked.is_saved(
        lambda: actions.change_membership(
            seat,
            by=request.user,
            at=at,
            version=asked.version,
            answers=form.answers(),
        )
    ):
        messages.success(request, "The seat is changed")
        return redirect(seat.body)
    title = f"Change the seat of {seat.name_for(request.user)}"
    strike_out = reverse("bodies:strike_out_seat", args=[pk])
    return show_sheet(request, asked, title, seat.body, strike_out=strike_out)


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def end_seat(request: StaffRequest, pk: int) -> HttpResponse:
    at, seat = timezone.now(), queries.get_membership(pk, viewer=request.user)
    form = forms.EndSeatForm(
        sent(request), on=today(at), initial={"ended_on": seat.ended_on}
    )
    asked = Sheet(request, form, now=seat.version)
    if asked.is_saved(
        lambda: actions.end_membership(
            seat, by=request.user, at=at, version=asked.version, **form.answers()
        )
    ):
        messages.success(request, "The end of the seat is written down")
        return redirect(seat.body)
    of_whom = seat.name_for(request.user)
    return show_sheet(request, asked, f"End the seat of {of_whom}", seat.body)


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def strike_out_seat(request: StaffRequest, pk: int) -> HttpResponse:
    seat = queries.get_membership(pk, viewer=request.user)
    return show_strike_out(
        request,
        f"Strike out the seat of {seat.name_for(request.user)}",
        seat.body,
        lambda **why: actions.strike_out_membership(seat, **why),
        seat.body,
    )


# -- councillors -----------------------------------------------------------------------


@require_safe
@page(Permission.SEE_COUNCIL)
def councillors(request: StaffRequest) -> HttpResponse:
    on = today(timezone.now())
    found = queries.councillors(viewer=request.user, on=on)
    of_page = {
        "councillors": [(each, each.term_on(on)) for each in found],
        "past": queries.councillors_of_the_past(viewer=request.user, on=on),
        "may_change": request.user.may(Permission.RUN_MEETINGS),
    }
    return render(request, "bodies/councillors.html", of_page)


@require_safe
@page(Permission.SEE_COUNCIL)
def councillor(request: StaffRequest, pk: int) -> HttpResponse:
    on = today(timezone.now())
    of_page = queries.councillor_page(pk, viewer=request.user, on=on)
    return render(request, "bodies/councillor.html", {"page": of_page})


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def add_councillor(request: StaffRequest) -> HttpResponse:
    at = timezone.now()
    form = forms.AddCouncillorForm(sent(request), on=today(at))
    asked = Sheet(request, form)
    if asked.is_saved(
        lambda: actions.add_councillor(
            by=request.user,
            at=at,
            answers=form.of_councillor(),
            term=form.of_term(),
            sent_as=asked.sent_as,
        )
    ):
        messages.success(request, "The councillor is added")
        return redirect(asked.saved)
    return show_sheet(request, asked, "Add a councillor", "bodies:councillors")


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def change_councillor(request: StaffRequest, pk: int) -> HttpResponse:
    at, changed = timezone.now(), queries.get_councillor(pk, viewer=request.user)
    form = forms.CouncillorForm(sent(request), on=today(at), initial=vars(changed))
    asked = Sheet(request, form, now=changed.version)
    if asked.is_saved(
        lambda: actions.change_councillor(
            changed,
            by=request.user,
            at=at,
            version=asked.version,
            answers=form.answers(),
        )
    ):
        messages.success(request, "The councillor's details are changed")
        return redirect(changed)
    strike_out = reverse("bodies:strike_out_councillor", args=[pk])
    title = f"Change {changed}"
    return show_sheet(request, asked, title, changed, strike_out=strike_out)


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def link_councillor(request: StaffRequest, pk: int) -> HttpResponse:
    at, linked = timezone.now(), queries.get_councillor(pk, viewer=request.user)
    form = forms.LinkCouncillorForm(
        sent(request),
        on=today(at),
        people=queries.sign_in_choices(viewer=request.user, but=linked),
        initial=vars(linked),
    )
    asked = Sheet(request, form, now=linked.version)
    if asked.is_saved(
        lambda: actions.link_councillor(
            linked,
            by=request.user,
            at=at,
            version=asked.version,
            user=form.cleaned_data["user_id"],
        )
    ):
        messages.success(request, "Who signs in as the councillor is changed")
        return redirect(linked)
    return show_sheet(request, asked, f"Who signs in as {linked}", linked)


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def strike_out_councillor(request: StaffRequest, pk: int) -> HttpResponse:
    struck = queries.get_councillor(pk, viewer=request.user)
    return show_strike_out(
        request,
        f"Strike out {struck}",
        struck,
        lambda **why: actions.strike_out_councillor(struck, **why),
        "bodies:councillors",
    )


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def begin_term(request: StaffRequest, pk: int) -> HttpResponse:
    at, whose = timezone.now(), queries.get_councillor(pk, viewer=request.user)
    now = whose.term_on(today(at))
    known = {"ward": now.ward, "party": now.party} if now else {}
    form = forms.TermForm(sent(request), on=today(at), initial=known)
    asked = Sheet(request, form)
    if asked.is_saved(
        lambda: actions.begin_term(
            whose,
            by=request.user,
            at=at,
            answers=form.answers(),
            sent_as=asked.sent_as,
        )
    ):
        messages.success(request, "The term of office is added")
        return redirect(whose)
    return show_sheet(request, asked, f"New term of office: {whose}", whose)


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def change_term(request: StaffRequest, pk: int) -> HttpResponse:
    at, term = timezone.now(), queries.get_term(pk, viewer=request.user)
    form = forms.ChangeTermForm(sent(request), on=today(at), initial=vars(term))
    asked = Sheet(request, form, now=term.version)
    if asked.is_saved(
        lambda: actions.change_term(
            term,
            by=request.user,
            at=at,
            version=asked.version,
            answers=form.answers(),
        )
    ):
        messages.success(request, "The term of office is changed")
        return redirect(term.councillor)
    title = f"Change a term of office: {term.councillor}"
    strike_out = reverse("bodies:strike_out_term", args=[pk])
    return show_sheet(request, asked, title, term.councillor, strike_out=strike_out)


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def end_term(request: StaffRequest, pk: int) -> HttpResponse:
    at, term = timezone.now(), queries.get_term(pk, viewer=request.user)
    form = forms.EndTermForm(
        sent(request),
        on=today(at),
        initial={"ended_on": term.ended_on, "ends_seats": True},
    )
    asked = Sheet(request, form, now=term.version)
    if asked.is_saved(
        lambda: actions.end_term(
            term,
            by=request.user,
            at=at,
            version=asked.version,
            **form.cleaned_data,
        )
    ):
        messages.success(request, "The end of the term is written down")
        return redirect(term.councillor)
    title = f"End the term of office: {term.councillor}"
    return show_sheet(request, asked, title, term.councillor)


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def strike_out_term(request: StaffRequest, pk: int) -> HttpResponse:
    term = queries.get_term(pk, viewer=request.user)
    return show_strike_out(
        request,
        f"Strike out a term of office: {term.councillor}",
        term.councillor,
        lambda **why: actions.strike_out_term(term, **why),
        term.councillor,
    )


# -- what these share ------------------------------------------------------------------


def _bodies(request: StaffRequest, at: datetime) -> list[tuple[int, str]]:
    return queries.body_choices(viewer=request.user, on=today(at))


def _councillors(request: StaffRequest, at: datetime) -> list[tuple[int, str]]:
    """Those in office first; and those of the past, whose seats are history."""
    on, viewer = today(at), request.user
    past = queries.councillors_of_the_past(viewer=viewer, on=on)
    return [
        *queries.councillor_choices(viewer=viewer, on=on),
        *((each.pk, f"{each} (not in office)") for each in past),
    ]
