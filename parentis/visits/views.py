"""Visits to children's homes: the form for a phone, answers, the rota, homes."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.bodies import queries as bodies
from parentis.drafts.views import SheetWithDraft
from parentis.recorded.views import Sheet, sent, show_sheet, show_strike_out, today
from parentis.visits import actions, forms, queries
from parentis.visits.choices import (
    DAYS_TO_ANSWER,
    INDEPENDENT_VISIT,
    MONTHS_OF_A_ROTA,
    month_after,
)

if TYPE_CHECKING:
    from parentis.visits.models import Visit

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page(Permission.SEE_VISITS)
def visits(request: StaffRequest) -> HttpResponse:
    of_page = queries.visits_page(
        viewer=request.user,
        on=today(timezone.now()),
        page=request.GET.get("page", ""),
        home=_number(request.GET.get("home", "")),
    )
    shown = {"page": of_page, "independent": INDEPENDENT_VISIT}
    return render(request, "visits/visits.html", shown)


@require_safe
@page(Permission.SEE_VISITS)
def visit(request: StaffRequest, pk: int) -> HttpResponse:
    of_page = queries.visit_page(pk, viewer=request.user, on=today(timezone.now()))
    shown = {
        "page": of_page,
        "days_to_answer": DAYS_TO_ANSWER,
        "independent": INDEPENDENT_VISIT,
    }
    return render(request, "visits/visit.html", shown)


@require_get_or_post
@page(Permission.ACT_AS_MEMBER)
def record_visit(request: StaffRequest) -> HttpResponse:
    return _record(request, {}, "A visit to a children's home")


@require_get_or_post
@page(Permission.ACT_AS_MEMBER)
def record_due_visit(request: StaffRequest, due: int) -> HttpResponse:
    """The same, with the home that the rota names."""
    home = queries.home_of_turn(due, viewer=request.user)
    return _record(request, {"home_id": home.pk}, f"A visit to {home}")


def _record(request: StaffRequest, initial: dict[str, Any], title: str) -> HttpResponse:
    """What is written is kept while it is written: a phone may lose its signal."""
    at = timezone.now()
    form = forms.RecordVisitForm(
        sent(request),
        on=today(at),
        homes=queries.home_choices(viewer=request.user, on=today(at)),
        initial={"visited_on": today(at), **initial},
    )
    asked = SheetWithDraft(request, form, title=title)
    recorded: list[Visit] = []
    if asked.is_saved(
        lambda: recorded.append(
            actions.record_visit(
                by=request.user,
                at=at,
                answers=form.answers(),
                asked_for=form.asked_for(),
                sent_as=asked.sent_as,
            )
        )
    ):
        messages.success(request, "Thank you. Your visit is written down")
        return redirect(recorded[0])
    shown = {
        "form": form,
        "asked": asked,
        "is_councillor": bodies.councillor_of(request.user, viewer=request.user),
        "independent": INDEPENDENT_VISIT,
    }
    return render(request, "visits/record_visit.html", shown)


@require_get_or_post
@page(Permission.ACT_AS_MEMBER)
def change_visit(request: StaffRequest, pk: int) -> HttpResponse:
    at, changed = timezone.now(), queries.get_own_visit(pk, viewer=request.user)
    form = forms.VisitForm(
        sent(request),
        on=today(at),
        homes=queries.home_choices(
            viewer=request.user, on=today(at), besides=changed.home_id
        ),
        initial=vars(changed),
    )
    title = f"Change your visit: {changed}"
    asked = SheetWithDraft(request, form, title=title, now=changed.version)
    if asked.is_saved(
        lambda: actions.change_visit(
            changed,
            by=request.user,
            at=at,
            version=asked.version,
            answers=form.answers(),
        )
    ):
        messages.success(request, "Your visit is changed")
        return redirect(changed)
    return show_sheet(request, asked, title, changed)


@require_get_or_post
@page(Permission.ACT_AS_MEMBER)
def ask_for(request: StaffRequest, pk: int) -> HttpResponse:
    at, visited = timezone.now(), queries.get_own_visit(pk, viewer=request.user)
    form = forms.AskForForm(sent(request), on=today(at))
    title = f"Ask for one thing more: {visited}"
    asked = SheetWithDraft(request, form, title=title)
    if asked.is_saved(
        lambda: actions.ask_for(
            visited,
            by=request.user,
            at=at,
            answers=form.answers(),
            sent_as=asked.sent_as,
        )
    ):
        messages.success(request, "It is asked for")
        return redirect(visited)
    return show_sheet(request, asked, title, visited)


@require_get_or_post
@page(Permission.ANSWER_VISITS)
def answer_visit(request: StaffRequest, pk: int) -> HttpResponse:
    """The answer, and what is added to it later: that young people were told."""
    at, visited = timezone.now(), queries.get_visit(pk, viewer=request.user)
    before = queries.answer_of(visited, viewer=request.user)
    form = forms.AnswerForm(
        sent(request),
        on=today(at),
        asked=queries.actions_of(visited, viewer=request.user),
        initial=vars(before) if before else {},
    )
    asked = SheetWithDraft(
        request,
        form,
        title=f"Answer: {visited}",
        now=before.version if before else 0,
    )

    def save() -> object:
        said: dict[str, Any] = {"answers": form.answers(), "done": form.done()}
        if before is None:
            return actions.answer_visit(
                visited, by=request.user, at=at, sent_as=asked.sent_as, **said
            )
        return actions.change_answer(
            before, by=request.user, at=at, version=asked.version, **said
        )

    if asked.is_saved(save):
        messages.success(request, "The answer is kept, and the councillor can read it")
        return redirect(visited)
    shown = {"form": form, "asked": asked, "visit": visited}
    return render(request, "visits/answer_visit.html", shown)


@require_get_or_post
@page(Permission.PUBLISH)
def tell_everybody(request: StaffRequest, pk: int) -> HttpResponse:
    at, visited = timezone.now(), queries.get_visit(pk, viewer=request.user)
    form = forms.ForPublicForm(
        sent(request), on=today(at), initial={"for_public": visited.for_public}
    )
    asked = Sheet(request, form, now=visited.version)
    if asked.is_saved(
        lambda: actions.tell_everybody(
            visited,
            by=request.user,
            at=at,
            version=asked.version,
            words=form.cleaned_data["for_public"],
        )
    ):
        messages.success(request, "What everybody may read is kept")
        return redirect(visited)
    return show_sheet(request, asked, f"For everybody: {visited}", visited)


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def strike_out_visit(request: StaffRequest, pk: int) -> HttpResponse:
    struck = queries.get_visit(pk, viewer=request.user)
    return show_strike_out(
        request,
        f"Strike out a visit: {struck}",
        struck,
        lambda **why: actions.strike_out_visit(struck, **why),
        "visits:visits",
    )


# -- the rota --------------------------------------------------------------------------


@require_safe
@page(Permission.SEE_VISITS)
def rota(request: StaffRequest) -> HttpResponse:
    on = today(timezone.now())
    year = _number(request.GET.get("year", "")) or on.year
    shown = {
        "turns": queries.rota(year, viewer=request.user, on=on),
        "year": year,
        "years": queries.years_of_rota(viewer=request.user, on=on),
        "may_change": request.user.may(Permission.RUN_MEETINGS),
    }
    return render(request, "visits/rota.html", shown)


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def make_rota(request: StaffRequest) -> HttpResponse:
    at = timezone.now()
    on = today(at)
    months = [on.replace(day=1)]
    while len(months) < MONTHS_OF_A_ROTA:
        months.append(month_after(months[-1]))
    form = forms.MakeRotaForm(
        sent(request),
        months=months,
        homes=queries.home_choices(viewer=request.user, on=on),
        councillors=bodies.councillor_choices(viewer=request.user, on=on),
    )
    asked = Sheet(request, form)
    if asked.is_saved(
        lambda: actions.make_rota(
            by=request.user,
            at=at,
            first_month=form.first_month,
            homes=form.cleaned_data["homes"],
            councillors=form.cleaned_data["councillors"],
        )
    ):
        messages.success(request, "The rota is made for twelve months")
        return redirect("visits:rota")
    return show_sheet(request, asked, "Make the rota", "visits:rota")


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def swap_visit(request: StaffRequest, pk: int) -> HttpResponse:
    at, due = timezone.now(), queries.get_due(pk, viewer=request.user)
    on = today(at)
    form = forms.SwapVisitForm(
        sent(request),
        on=on,
        councillors=bodies.councillor_choices(viewer=request.user, on=on),
    )
    asked = Sheet(request, form, now=due.version)
    if asked.is_saved(
        lambda: actions.swap_visit(
            due,
            by=request.user,
            at=at,
            version=asked.version,
            answers=form.answers(),
        )
    ):
        messages.success(request, "The visit is swapped")
        return redirect("visits:rota")
    return show_sheet(
        request, asked, f"Swap a visit: {due}, {due.councillor}", "visits:rota"
    )


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def strike_out_due(request: StaffRequest, pk: int) -> HttpResponse:
    due = queries.get_due(pk, viewer=request.user)
    return show_strike_out(
        request,
        f"Strike out a visit that is due: {due}",
        "visits:rota",
        lambda **why: actions.strike_out_due(due, **why),
    )


# -- homes -----------------------------------------------------------------------------


@require_safe
@page(Permission.SEE_VISITS)
def homes(request: StaffRequest) -> HttpResponse:
    shown = {
        "homes": queries.homes(viewer=request.user),
        "may_change": request.user.may(Permission.RUN_MEETINGS),
    }
    return render(request, "visits/homes.html", shown)


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def add_home(request: StaffRequest) -> HttpResponse:
    at = timezone.now()
    form = forms.HomeForm(
        sent(request), on=today(at), initial={"public_name": "A children's home"}
    )
    asked = Sheet(request, form)
    if asked.is_saved(
        lambda: actions.add_home(
            by=request.user, at=at, answers=form.answers(), sent_as=asked.sent_as
        )
    ):
        messages.success(request, "The home is added")
        return redirect("visits:homes")
    return show_sheet(request, asked, "Add a home", "visits:homes")


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def change_home(request: StaffRequest, pk: int) -> HttpResponse:
    at, changed = timezone.now(), queries.get_home(pk, viewer=request.user)
    form = forms.HomeForm(sent(request), on=today(at), initial=vars(changed))
    asked = Sheet(request, form, now=changed.version)
    if asked.is_saved(
        lambda: actions.change_home(
            changed,
            by=request.user,
            at=at,
            version=asked.version,
            answers=form.answers(),
        )
    ):
        messages.success(request, "The home is changed")
        return redirect("visits:homes")
    return show_sheet(request, asked, f"Change {changed}", "visits:homes")


# -- what these share ------------------------------------------------------------------


def _number(asked: str) -> int | None:
    is_number = asked.isascii() and asked.isdecimal() and len(asked) < 10
    return int(asked) if is_number else None
