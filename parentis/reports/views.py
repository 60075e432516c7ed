from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.report_blocks.forms import BlocksForm
from parentis.reports import actions, forms, queries
from parentis.reports.choices import CONTENT_TYPES, DocumentForm, WhoMayRead

View = Callable[..., HttpResponse]


def not_once_frozen(view: View) -> View:
    """Whoever would change a frozen report is told that it stays as it went out."""

    @wraps(view)
    def asked(request: StaffRequest, pk: int, **places: str) -> HttpResponse:
        report = queries.get_report(pk, viewer=request.user)
        if report.is_frozen:
            messages.error(request, actions.FROZEN)
            return redirect(report)
        return view(request, pk, **places)

    return asked


@require_GET
@page(Permission.SEE_REPORTS)
def reports(request: StaffRequest) -> HttpResponse:
    of_page = queries.reports_page(viewer=request.user)
    return render(request, "reports/reports.html", {"page": of_page})


@require_http_methods(["GET", "POST"])
@page(Permission.WRITE_REPORTS)
def make_report(request: StaffRequest) -> HttpResponse:
    choices = queries.choices(viewer=request.user)
    form = _choice_form(request, choices)
    if form.is_valid():
        report = actions.make_report(
            by=request.user, at=timezone.now(), **form.chosen()
        )
        messages.success(request, "The report is begun. Now write what is missing")
        return redirect(report)
    return render(
        request, "reports/make_report.html", {"form": form, "choices": choices}
    )


@require_GET
@page(Permission.WRITE_REPORTS)
def report(request: StaffRequest, pk: int) -> HttpResponse:
    of_page = queries.report_page(pk, viewer=request.user)
    return render(request, "reports/report.html", {"page": of_page})


@require_http_methods(["GET", "POST"])
@page(Permission.WRITE_REPORTS)
@not_once_frozen
def change_report(request: StaffRequest, pk: int) -> HttpResponse:
    changed = queries.get_report(pk, viewer=request.user)
    choices = queries.choices(viewer=request.user, of=changed)
    form = _choice_form(
        request,
        choices,
        initial={
            "title": changed.title,
            "year": changed.year,
            "shape": changed.shape,
            "is_internal": changed.is_internal,
            "indicators": changed.indicators,
        },
    )
    if form.is_valid():
        actions.change_report(
            changed, by=request.user, at=timezone.now(), **form.chosen()
        )
        messages.success(request, "Your choices are saved")
        return redirect(changed)
    return render(
        request, "reports/change_report.html", {"form": form, "report": changed}
    )


@require_http_methods(["GET", "POST"])
@page(Permission.WRITE_REPORTS)
@not_once_frozen
def say_for_whom(request: StaffRequest, pk: int) -> HttpResponse:
    """To which meeting it goes, and whether everybody may read it."""
    changed = queries.get_report(pk, viewer=request.user)
    places = queries.places(viewer=request.user, at=timezone.now(), of=changed)
    form = forms.ForWhomForm(
        request.POST if request.method == "POST" else None,
        bodies=places.bodies,
        items=places.items,
        initial={
            **vars(changed),
            "who_may_read": WhoMayRead.EXEMPT
            if changed.is_exempt
            else WhoMayRead.EVERYBODY,
        },
    )
    if form.is_valid():
        try:
            actions.say_for_whom(
                changed, by=request.user, at=timezone.now(), **form.answers()
            )
        except actions.NotItsItem as why:
            form.add_error("item_id", str(why))
        else:
            messages.success(request, "Whom it is for, and who may read it, is saved")
            return redirect(changed)
    return render(
        request, "reports/say_for_whom.html", {"form": form, "report": changed}
    )


@require_http_methods(["GET", "POST"])
@page(Permission.WRITE_REPORTS)
@not_once_frozen
def choose_blocks(request: StaffRequest, pk: int) -> HttpResponse:
    """What the blocks show. *Show their recommendations* saves nothing yet."""
    changed = queries.get_report(pk, viewer=request.user)
    typed = request.POST.getlist("sources") if request.method == "POST" else []
    form = BlocksForm(
        request.POST if request.method == "POST" else None,
        parts=frozenset(changed.template.parts()),
        choices=queries.block_choices(
            changed,
            viewer=request.user,
            on=timezone.localdate(),
            sources=[int(each) for each in typed if _is_number(each)]
            or changed.chosen.sources,
        ),
        chosen=changed.chosen,
    )
    if form.is_valid() and "look" not in request.POST:
        actions.choose_blocks(
            changed, by=request.user, at=timezone.now(), chosen=form.chosen()
        )
        messages.success(request, "What the report shows is saved")
        return redirect(changed)
    return render(
        request, "reports/choose_blocks.html", {"form": form, "report": changed}
    )


@require_POST
@page(Permission.WRITE_REPORTS)
@not_once_frozen
def take_over_template(request: StaffRequest, pk: int) -> HttpResponse:
    report = queries.get_report(pk, viewer=request.user)
    actions.take_over_template(report, by=request.user, at=timezone.now())
    messages.success(
        request, "The report has the template of today. What was written stays"
    )
    return redirect(report)


@require_POST
@page(Permission.WRITE_REPORTS)
def follow_report(request: StaffRequest, pk: int) -> HttpResponse:
    """A new report that begins with what this one says."""
    report = queries.get_report(pk, viewer=request.user)
    new = actions.follow_report(report, by=request.user, at=timezone.now())
    messages.success(request, "A new report is begun from it. Choose its meeting")
    return redirect(new)


@require_http_methods(["GET", "POST"])
@page(Permission.WRITE_REPORTS)
@not_once_frozen
def write_narrative(request: StaffRequest, pk: int, part: str) -> HttpResponse:
    """One part of the report. Saving goes on to the next; *Save draft* stays here."""
    of_page = queries.writing_page(pk, part, viewer=request.user)
    is_sent = request.method == "POST"
    form = _writing_form(request, of_page)
    theirs = None
    if is_sent and form.is_valid():
        try:
            _save(request, of_page, form)
        except actions.DraftChanged as changed:
            form.add_error(None, str(changed))
            theirs = of_page.written
        else:
            return _after_saving(request, of_page)
    # After a conflict, saving again means: mine, knowing theirs.
    is_mine = is_sent and theirs is None
    return render(
        request,
        "reports/write_narrative.html",
        {
            "page": of_page,
            "form": form,
            "theirs": theirs,
            "base": request.POST.get("base", "") if is_mine else of_page.base,
        },
    )


@require_POST
@page(Permission.WRITE_REPORTS)
def save_draft(request: StaffRequest, pk: int, part: str) -> HttpResponse:
    """The same, asked by the page itself while somebody writes."""
    of_page = queries.writing_page(pk, part, viewer=request.user)
    form = _writing_form(request, of_page)
    if not form.is_valid():
        wrong = " ".join(str(each[0]) for each in form.errors.values())
        return JsonResponse({"message": f"Not saved yet. {wrong}"}, status=422)
    try:
        base = _save(request, of_page, form)
    except (actions.DraftChanged, actions.ReportFrozen) as refused:
        return JsonResponse({"message": f"Not saved. {refused}"}, status=409)
    return JsonResponse({"message": _saved_now(), "base": base})


@require_GET
@page(Permission.SEE_REPORTS)
def preview_report(request: StaffRequest, pk: int) -> HttpResponse:
    """For whoever writes or signs it; a 404 for other readers.

    A frozen one is read as it was signed, not as it would be written today.
    """
    if queries.get_report(pk, viewer=request.user).is_frozen:
        return redirect("sign_off:fair_copy", pk)
    of_page = queries.preview_page(pk, viewer=request.user, on=timezone.localdate())
    return render(request, "reports/preview_report.html", {"page": of_page})


@require_GET
@page(Permission.SEE_REPORTS)
def chart(request: StaffRequest, pk: int, key: str) -> HttpResponse:
    path = queries.chart_path(pk, key, viewer=request.user)
    return HttpResponse(path.read_bytes(), content_type="image/svg+xml")


@require_POST
@page(Permission.WRITE_REPORTS)
@not_once_frozen
def download_report(request: StaffRequest, pk: int, form: str) -> HttpResponse:
    """Makes the file, keeps it as it goes out, and gives it."""
    made = queries.made_document(pk, form, viewer=request.user, on=timezone.localdate())
    document = actions.keep_document(
        made.report,
        by=request.user,
        at=timezone.now(),
        form=made.form,
        contents=made.contents,
        provenance=made.provenance,
    )
    return _file(made.contents, name=document.name, form=made.form)


@require_GET
@page(Permission.WRITE_REPORTS)
def document(request: StaffRequest, pk: int, document: int) -> HttpResponse:
    """A file as it went out on its day."""
    kept = queries.get_document(pk, document, viewer=request.user)
    return _file(kept.path.read_bytes(), name=kept.name, form=DocumentForm(kept.form))


def _choice_form(
    request: StaffRequest,
    choices: queries.Choices,
    initial: dict[str, object] | None = None,
) -> forms.MakeReportForm:
    return forms.MakeReportForm(
        request.POST if request.method == "POST" else None,
        years=choices.years,
        offered=choices.offered,
        layouts=choices.layouts,
        may_be_internal=choices.may_be_internal,
        initial=initial,
    )


def _writing_form(
    request: StaffRequest, of_page: queries.WritingPage
) -> forms.WritingForm:
    return forms.writing_form(
        of_page.part,
        request.POST if request.method == "POST" else None,
        written=of_page.written,
        suggestion=of_page.suggestion,
    )


def _save(
    request: StaffRequest, of_page: queries.WritingPage, form: forms.WritingForm
) -> str:
    return actions.save_draft(
        of_page.report,
        by=request.user,
        at=timezone.now(),
        part=of_page.part,
        written=form.written(),
        base=request.POST.get("base", ""),
    )


def _after_saving(request: StaffRequest, of_page: queries.WritingPage) -> HttpResponse:
    messages.success(request, _saved_now())
    if "stay" in request.POST:
        return redirect(request.path)
    if of_page.following is None:
        return redirect(of_page.report)
    return redirect(
        reverse(
            "reports:write_narrative",
            args=[of_page.report.pk, of_page.following.code],
        )
    )


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdecimal() and len(typed) < 10


def _saved_now() -> str:
    now = timezone.localtime()
    return f"Draft saved on {date_format(now, 'j F')} at {date_format(now, 'H:i')}"


def _file(contents: bytes, *, name: str, form: DocumentForm) -> HttpResponse:
    response = HttpResponse(contents, content_type=CONTENT_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
