"""A year's targets, what came of them, and the lists they are chosen from."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.design.downloads import download
from parentis.recorded.views import Sheet, sent, show_sheet, show_strike_out, today
from parentis.targets import actions, downloads, forms, queries
from parentis.targets.choices import year_name, year_of

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page(Permission.SEE_COUNCIL)
def targets(request: StaffRequest) -> HttpResponse:
    """The year that runs."""
    return _year(request, year_of(today(timezone.now())))


@require_safe
@page(Permission.SEE_COUNCIL)
def year(request: StaffRequest, year: int) -> HttpResponse:
    return _year(request, year)


def _year(request: StaffRequest, year: int) -> HttpResponse:
    viewer, on = request.user, today(timezone.now())
    shown = {
        "table": queries.year_table(year, viewer=viewer),
        "years": [
            (each, year_name(each)) for each in queries.years(viewer=viewer, on=on)
        ],
        "may_set": viewer.may(Permission.KEEP_PROMISES),
        "may_count": viewer.may(Permission.TELL_PROGRESS),
    }
    return render(request, "targets/targets.html", shown)


@require_safe
@page(Permission.SEE_COUNCIL)
def download_year(request: StaffRequest, year: int, form: str) -> HttpResponse:
    table = queries.year_table(year, viewer=request.user)
    made = downloads.table_download(table)
    return download(made, form=form, name=f"targets-{table.name}")


# -- targets ---------------------------------------------------------------------------


@require_safe
@page(Permission.SEE_COUNCIL)
def target(request: StaffRequest, pk: int) -> HttpResponse:
    of_page = queries.target_page(pk, viewer=request.user)
    return render(request, "targets/target.html", {"page": of_page})


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def set_target(request: StaffRequest, year: int) -> HttpResponse:
    at = timezone.now()
    # A year there is none of is refused before anybody types.
    queries.year_table(year, viewer=request.user)
    form = forms.TargetForm(
        sent(request),
        on=today(at),
        directorates=queries.directorate_choices(year, viewer=request.user),
        kinds=queries.kind_choices(viewer=request.user),
        meetings=queries.meeting_choices(viewer=request.user, at=at),
    )
    asked = Sheet(request, form)
    if asked.is_saved(
        lambda: actions.set_target(
            by=request.user,
            at=at,
            answers={**form.answers(), "year": year},
            sent_as=asked.sent_as,
        )
    ):
        messages.success(request, "The target is set")
        return redirect("targets:year", year)
    title = f"Set a target for {year_name(year)}"
    return show_sheet(request, asked, title, reverse("targets:year", args=[year]))


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def change_target(request: StaffRequest, pk: int) -> HttpResponse:
    at, changed = timezone.now(), queries.get_target(pk, viewer=request.user)
    form = forms.TargetForm(
        sent(request),
        on=today(at),
        directorates=queries.directorate_choices(changed.year, viewer=request.user),
        kinds=queries.kind_choices(viewer=request.user, besides=changed.kind_id),
        meetings=queries.meeting_choices(
            viewer=request.user, at=at, besides=changed.meeting_id or 0
        ),
        initial=vars(changed),
    )
    asked = Sheet(request, form, now=changed.version)
    if asked.is_saved(
        lambda: actions.change_target(
            changed,
            by=request.user,
            at=at,
            version=asked.version,
            answers=form.answers(),
        )
    ):
        messages.success(request, "The target is changed, and what it was is kept")
        return redirect(changed)
    return show_sheet(request, asked, f"Change a target: {changed}", changed)


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def strike_out_target(request: StaffRequest, pk: int) -> HttpResponse:
    struck = queries.get_target(pk, viewer=request.user)
    return show_strike_out(
        request,
        f"Strike out a target: {struck}",
        struck,
        lambda **why: actions.strike_out_target(struck, **why),
        reverse("targets:year", args=[struck.year]),
    )


# -- what was achieved -----------------------------------------------------------------


@require_safe
@page(Permission.TELL_PROGRESS)
def achieved(request: StaffRequest, year: int) -> HttpResponse:
    counted = queries.achieved_in(year, viewer=request.user)
    return render(
        request,
        "targets/achieved.html",
        {"counted": counted, "year": year, "name": year_name(year)},
    )


@require_get_or_post
@page(Permission.TELL_PROGRESS)
def count_achieved(request: StaffRequest, year: int) -> HttpResponse:
    at = timezone.now()
    queries.year_table(year, viewer=request.user)
    form = forms.AchievementForm(
        sent(request),
        on=today(at),
        directorates=queries.directorate_choices(year, viewer=request.user),
        kinds=queries.kind_choices(viewer=request.user),
    )
    asked = Sheet(request, form)
    if asked.is_saved(
        lambda: actions.count_achieved(
            by=request.user, at=at, answers=form.answers(), sent_as=asked.sent_as
        )
    ):
        messages.success(request, "It is counted")
        return redirect(_achieved_in(year_of(form.cleaned_data["happened_on"])))
    title = f"Count what was achieved in {year_name(year)}"
    return show_sheet(request, asked, title, _achieved_in(year))


@require_get_or_post
@page(Permission.TELL_PROGRESS)
def change_achieved(request: StaffRequest, pk: int) -> HttpResponse:
    at, changed = timezone.now(), queries.get_achieved(pk, viewer=request.user)
    year = year_of(changed.happened_on)
    form = forms.AchievementForm(
        sent(request),
        on=today(at),
        directorates=queries.directorate_choices(year, viewer=request.user),
        kinds=queries.kind_choices(viewer=request.user, besides=changed.kind_id),
        initial=vars(changed),
    )
    asked = Sheet(request, form, now=changed.version)
    if asked.is_saved(
        lambda: actions.change_achieved(
            changed,
            by=request.user,
            at=at,
            version=asked.version,
            answers=form.answers(),
        )
    ):
        messages.success(request, "It is changed, and what was counted before is kept")
        return redirect(_achieved_in(year_of(form.cleaned_data["happened_on"])))
    return show_sheet(request, asked, "Change what was counted", _achieved_in(year))


@require_get_or_post
@page(Permission.TELL_PROGRESS)
def strike_out_achieved(request: StaffRequest, pk: int) -> HttpResponse:
    struck = queries.get_achieved(pk, viewer=request.user)
    return show_strike_out(
        request,
        f"Strike out what was counted: {struck.kind}",
        _achieved_in(year_of(struck.happened_on)),
        lambda **why: actions.strike_out_achieved(struck, **why),
    )


# -- directorates, and kinds of opportunity --------------------------------------------


@require_safe
@page(Permission.SEE_COUNCIL)
def directorates(request: StaffRequest) -> HttpResponse:
    shown = {
        "directorates": queries.directorates(viewer=request.user),
        "kinds": queries.kinds(viewer=request.user),
        "may_change": request.user.may(Permission.KEEP_PROMISES),
    }
    return render(request, "targets/directorates.html", shown)


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def add_directorate(request: StaffRequest) -> HttpResponse:
    at = timezone.now()
    form = forms.AddDirectorateForm(sent(request), on=today(at))
    asked = Sheet(request, form)
    if asked.is_saved(
        lambda: actions.add_directorate(
            by=request.user, at=at, answers=form.answers(), sent_as=asked.sent_as
        )
    ):
        return _listed(request, "The directorate is added")
    return show_sheet(request, asked, "Add a directorate", "targets:directorates")


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def change_directorate(request: StaffRequest, pk: int) -> HttpResponse:
    at, changed = timezone.now(), queries.get_directorate(pk, viewer=request.user)
    form = forms.ChangeDirectorateForm(
        sent(request), on=today(at), initial=vars(changed)
    )
    asked = Sheet(request, form, now=changed.version)
    if asked.is_saved(
        lambda: actions.change_directorate(
            changed,
            by=request.user,
            at=at,
            version=asked.version,
            answers=form.answers(),
        )
    ):
        return _listed(request, "The directorate is changed")
    return show_sheet(request, asked, f"Change {changed}", "targets:directorates")


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def rename_directorate(request: StaffRequest, pk: int) -> HttpResponse:
    at, renamed = timezone.now(), queries.get_directorate(pk, viewer=request.user)
    form = forms.RenameDirectorateForm(sent(request), on=today(at))
    asked = Sheet(request, form, now=renamed.version)
    if asked.is_saved(
        lambda: actions.rename_directorate(
            renamed,
            by=request.user,
            at=at,
            version=asked.version,
            **form.cleaned_data,
        )
    ):
        return _listed(request, "The directorate is renamed, and its old name is kept")
    return show_sheet(request, asked, f"Rename {renamed}", "targets:directorates")


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def add_kind(request: StaffRequest) -> HttpResponse:
    at = timezone.now()
    form = forms.KindForm(sent(request), on=today(at), initial={"is_in_use": True})
    asked = Sheet(request, form)
    if asked.is_saved(
        lambda: actions.add_kind(
            by=request.user, at=at, answers=form.answers(), sent_as=asked.sent_as
        )
    ):
        return _listed(request, "The kind of opportunity is added")
    return show_sheet(
        request, asked, "Add a kind of opportunity", "targets:directorates"
    )


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def change_kind(request: StaffRequest, pk: int) -> HttpResponse:
    at, changed = timezone.now(), queries.get_kind(pk, viewer=request.user)
    form = forms.KindForm(sent(request), on=today(at), initial=vars(changed))
    asked = Sheet(request, form, now=changed.version)
    if asked.is_saved(
        lambda: actions.change_kind(
            changed,
            by=request.user,
            at=at,
            version=asked.version,
            answers=form.answers(),
        )
    ):
        return _listed(request, "The kind of opportunity is changed")
    return show_sheet(request, asked, f"Change {changed}", "targets:directorates")


# -- what these share ------------------------------------------------------------------


def _achieved_in(year: int) -> str:
    return reverse("targets:achieved", args=[year])


def _listed(request: StaffRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("targets:directorates")
