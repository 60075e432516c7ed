"""The pages of a record: its parts are listed, added to, corrected, struck out."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page, require
from parentis.accounts.roles import Permission
from parentis.audit.choices import Looking
from parentis.entries import actions as entries
from parentis.entries import queries as entries_of
from parentis.entries.forms import StrikeOutForm, sheet
from parentis.entries.parts import Part
from parentis.record import queries
from parentis.record.parts import BY_SLUG
from parentis.young_people import queries as young_people

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page(Permission.SEE_ALLOCATED, looking=Looking.OPENED)
def record(request: StaffRequest, pk: int) -> HttpResponse:
    """The first page of a record: what matters now, and all that it holds."""
    shown = young_people.young_person_page(pk, viewer=request.user, at=timezone.now())
    return render(request, "record/record.html", {"page": shown})


@require_safe
@page(Permission.SEE_ALLOCATED, looking=Looking.OPENED)
def entries_of_part(request: StaffRequest, pk: int, part: str) -> HttpResponse:
    of_part = _part(part)
    require(request.user, of_part.see)
    whose = young_people.get_young_person(pk, viewer=request.user, at=timezone.now())
    shown = queries.part_page(of_part, whose, viewer=request.user)
    return render(request, "record/entries_of_part.html", {"page": shown})


@require_get_or_post
@page(Permission.SEE_ALLOCATED, looking=Looking.OPENED)
def add_entry(request: StaffRequest, pk: int, part: str) -> HttpResponse:
    at, of_part = timezone.now(), _part(part)
    require(request.user, of_part.change)
    whose = young_people.get_young_person(pk, viewer=request.user, at=at)
    on = timezone.localtime(at).date()
    form = of_part.form(request.POST if request.method == "POST" else None, on=on)
    sent_as = sheet(request.POST.get("sent_as", "")) or uuid4()
    if form.is_valid():
        try:
            entries.add(
                of_part.model,
                whose,
                by=request.user,
                at=at,
                kind=of_part.slug,
                answers=form.answers(),
                sent_as=sent_as,
                needs=of_part.change,
            )
        except entries.NotRecorded as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"The {of_part.one} is added")
            return redirect("record:entries_of_part", pk, of_part.slug)
    return render(
        request,
        "record/add_entry.html",
        {"form": form, "young_person": whose, "part": of_part, "sent_as": sent_as},
    )


@require_get_or_post
@page(Permission.SEE_ALLOCATED, looking=Looking.OPENED)
def change_entry(request: StaffRequest, pk: int, part: str, entry: int) -> HttpResponse:
    """Where somebody else was first, both texts are shown, and theirs is kept."""
    at, of_part = timezone.now(), _part(part)
    require(request.user, of_part.change)
    whose = young_people.get_young_person(pk, viewer=request.user, at=at)
    changed = entries_of.get_entry(
        of_part.model,
        entry,
        young_person=whose,
        viewer=request.user,
        needs=of_part.see,
    )
    form = of_part.form(
        request.POST if request.method == "POST" else None,
        on=timezone.localtime(at).date(),
        initial=vars(changed),
    )
    version, now = _version(request, changed.version), None
    if form.is_valid():
        try:
            entries.change(
                changed,
                by=request.user,
                at=at,
                kind=of_part.slug,
                version=version,
                answers=form.answers(),
                needs=of_part.change,
            )
        except entries.ChangedSince as meanwhile:
            form.add_error(None, str(meanwhile))
            now, version = meanwhile.now, meanwhile.now.version
        except entries.NotRecorded as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"The {of_part.one} is changed")
            return redirect("record:entries_of_part", pk, of_part.slug)
    return render(
        request,
        "record/change_entry.html",
        {
            "form": form,
            "young_person": whose,
            "part": of_part,
            "entry": changed,
            "version": version,
            "now": now,
        },
    )


@require_get_or_post
@page(Permission.SEE_ALLOCATED, looking=Looking.OPENED)
def strike_out_entry(
    request: StaffRequest, pk: int, part: str, entry: int
) -> HttpResponse:
    at, of_part = timezone.now(), _part(part)
    require(request.user, of_part.change)
    whose = young_people.get_young_person(pk, viewer=request.user, at=at)
    struck = entries_of.get_entry(
        of_part.model,
        entry,
        young_person=whose,
        viewer=request.user,
        needs=of_part.see,
    )
    form = StrikeOutForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        entries.strike_out(
            struck, by=request.user, at=at, needs=of_part.change, **form.cleaned_data
        )
        messages.success(request, f"The {of_part.one} is struck out")
        return redirect("record:entries_of_part", pk, of_part.slug)
    return render(
        request,
        "record/strike_out_entry.html",
        {"form": form, "young_person": whose, "part": of_part, "entry": struck},
    )


def _part(slug: str) -> Part:
    if slug not in BY_SLUG:
        raise Http404("A record has no such part.")
    return BY_SLUG[slug]


def _version(request: StaffRequest, now: int) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else now
