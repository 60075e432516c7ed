from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.committee_report.shape import Entry, Shape
from parentis.recorded.actions import ChangedSince, NotRecorded
from parentis.recorded.forms import Beside, StrikeOutForm, sheet
from parentis.report_templates import actions, choices, forms, queries

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])
CHANGED = "Somebody else changed this template meanwhile. Look at it, and try again"


@require_safe
@page(Permission.EDIT_TEMPLATES)
def templates(request: StaffRequest) -> HttpResponse:
    of_page = queries.templates_page(viewer=request.user)
    return render(request, "report_templates/templates.html", {"page": of_page})


@require_get_or_post
@page(Permission.EDIT_TEMPLATES)
def make_template(request: StaffRequest) -> HttpResponse:
    layouts = queries.layouts(viewer=request.user)
    form = forms.MakeTemplateForm(_sent(request), layouts=layouts)
    if request.method != "POST":
        form.initial["based_on"] = request.GET.get("from", "")
    sent_as = _sheet(request)
    if form.is_valid():
        chosen = form.cleaned_data["based_on"]
        based_on = next(each for each in layouts if each.code == chosen)
        try:
            made = actions.make_template(
                by=request.user,
                at=timezone.now(),
                name=form.cleaned_data["name"],
                based_on=based_on.shape,
                based_on_name=based_on.name,
                sent_as=sent_as,
            )
        except NotRecorded as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, "The template is made. Now change what differs")
            return redirect(made)
    return render(
        request,
        "report_templates/make_template.html",
        {"form": form, "sent_as": sent_as},
    )


@require_safe
@page(Permission.EDIT_TEMPLATES)
def template(request: StaffRequest, pk: int) -> HttpResponse:
    of_page = queries.template_page(pk, viewer=request.user)
    return render(request, "report_templates/template.html", {"page": of_page})


@require_get_or_post
@page(Permission.EDIT_TEMPLATES)
def change_about(request: StaffRequest, pk: int) -> HttpResponse:
    of_page = queries.template_page(pk, viewer=request.user)
    form = forms.AboutForm(
        _sent(request), initial=forms.AboutForm.initial_of(of_page.shape)
    )
    return _changed(
        request, of_page, form, change=form.changed, title="What is true of all of it"
    )


@require_get_or_post
@page(Permission.EDIT_TEMPLATES)
def add_line(request: StaffRequest, pk: int) -> HttpResponse:
    of_page = queries.template_page(pk, viewer=request.user)
    form = forms.AddLineForm(_sent(request))

    def change(shape: Shape) -> Shape:
        holds = form.cleaned_data["holds"]
        return choices.added_line(shape, form.line("new"), holds)

    return _changed(
        request, of_page, form, change=change, title="Add a line", is_added=True
    )


@require_get_or_post
@page(Permission.EDIT_TEMPLATES)
def change_line(request: StaffRequest, pk: int, line: str) -> HttpResponse:
    of_page = queries.template_page(pk, viewer=request.user)
    changed: Entry = queries.get_line(of_page, line, viewer=request.user)
    form = forms.LineForm(_sent(request), initial=forms.LineForm.initial_of(changed))

    def change(shape: Shape) -> Shape:
        return choices.changed_line(shape, form.line(line))

    return _changed(
        request, of_page, form, change=change, title=f"Line: {changed.label}"
    )


@require_get_or_post
@page(Permission.EDIT_TEMPLATES)
def add_section(request: StaffRequest, pk: int) -> HttpResponse:
    of_page = queries.template_page(pk, viewer=request.user)
    form = forms.SectionForm(_sent(request))

    def change(shape: Shape) -> Shape:
        section = choices.with_answers(form.section(), form.asked(), shape)
        return choices.added_section(shape, section)

    return _changed(
        request, of_page, form, change=change, title="Add a section", is_added=True
    )


@require_get_or_post
@page(Permission.EDIT_TEMPLATES)
def change_section(request: StaffRequest, pk: int, section: str) -> HttpResponse:
    of_page = queries.template_page(pk, viewer=request.user)
    before = queries.get_section(of_page, section, viewer=request.user)
    form = forms.SectionForm(
        _sent(request), section=before, initial=forms.SectionForm.initial_of(before)
    )

    def change(shape: Shape) -> Shape:
        answered = form.section(before)
        return choices.changed_section(
            shape, choices.with_answers(answered, form.asked(), shape)
        )

    return _changed(
        request, of_page, form, change=change, title=f"Section: {before.heading}"
    )


@require_POST
@page(Permission.EDIT_TEMPLATES)
def rearrange(request: StaffRequest, pk: int) -> HttpResponse:
    """Moves a line or a section a place up or down, or removes it."""
    of_page = queries.template_page(pk, viewer=request.user)
    try:
        of = choices.Of(request.POST.get("of", ""))
        how = choices.Rearranged(request.POST.get("how", ""))
    except ValueError:
        return redirect(of_page.template)
    code = request.POST.get("code", "")
    try:
        actions.change_template(
            of_page.template,
            by=request.user,
            at=timezone.now(),
            version=_version(request, of_page),
            change=lambda shape: choices.rearranged(shape, of, code, how),
        )
    except ChangedSince:
        messages.error(request, CHANGED)
    except NotRecorded as refused:
        messages.error(request, str(refused))
    return redirect(f"{of_page.template.get_absolute_url()}#{of.value}-{code[:100]}")


@require_get_or_post
@page(Permission.EDIT_TEMPLATES)
def strike_out_template(request: StaffRequest, pk: int) -> HttpResponse:
    struck = queries.get_template(pk, viewer=request.user)
    form = StrikeOutForm(_sent(request))
    if form.is_valid():
        actions.strike_out_template(
            struck, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, "No new report begins with this template any more")
        return redirect("report_templates:templates")
    return render(
        request,
        "report_templates/strike_out_template.html",
        {"form": form, "template": struck},
    )


def _changed(
    request: StaffRequest,
    of_page: queries.TemplatePage,
    form: forms.TemplateForm,
    *,
    change: Callable[[Shape], Shape],
    title: str,
    is_added: bool = False,
) -> HttpResponse:
    """One part of a template as it was answered, or what is wrong with it.

    After a change by somebody else both answers are shown; saving again means: mine.
    """
    # What is added goes beside whatever somebody else changed meanwhile.
    version = of_page.template.version if is_added else _version(request, of_page)
    beside: list[Beside] = []
    if form.is_valid():
        try:
            actions.change_template(
                of_page.template,
                by=request.user,
                at=timezone.now(),
                version=version,
                change=change,
            )
        except ChangedSince as meanwhile:
            form.add_error(None, str(meanwhile))
            beside, version = form.beside(form.initial), meanwhile.now.version
        except NotRecorded as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The template is changed")
            return redirect(of_page.template)
    return render(
        request,
        "report_templates/change_template.html",
        {
            "page": of_page,
            "form": form,
            "title": title,
            "version": version,
            "beside": beside,
        },
    )


def _sent(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _sheet(request: StaffRequest) -> UUID:
    return sheet(request.POST.get("sent_as", "")) or uuid4()


def _version(request: StaffRequest, of_page: queries.TemplatePage) -> int:
    typed = request.POST.get("version", "")
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < 10
    return int(typed) if is_number else of_page.template.version
