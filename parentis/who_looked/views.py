from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.audit.choices import Looking, Outcome
from parentis.audit.plain_words import MEANINGS
from parentis.design.downloads import download
from parentis.who_looked import actions, downloads, forms, queries

SEARCHED_FOR = "looks searched for"
LONGEST_NUMBER = 18


@require_safe
@page(Permission.REVIEW_LOOKING, looking=Looking.LISTED)
def who_looked(request: StaffRequest) -> HttpResponse:
    """Where an auditor begins: what waits, and a search."""
    groups = queries.waiting(viewer=request.user)
    return render(request, "who_looked/who_looked.html", {"groups": groups})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.REVIEW_LOOKING, looking=Looking.SEARCHED)
def search(request: StaffRequest) -> HttpResponse:
    """By number or by colleague. The words are kept in the session, not the address."""
    if request.method == "POST":
        # PostgreSQL knows no NUL, and no number has one.
        words = request.POST.get("words", "").replace("\0", "").strip()
        request.session[SEARCHED_FOR] = words[: forms.LONGEST_SEARCH]
        return redirect("who_looked:search")
    words = request.session.get(SEARCHED_FOR, "")
    found = queries.find(words, viewer=request.user)
    return render(request, "who_looked/search.html", {"words": words, "found": found})


@require_safe
@page(Permission.REVIEW_LOOKING, looking=Looking.LISTED)
def reviewed(request: StaffRequest) -> HttpResponse:
    shown, lines = queries.reviewed(
        viewer=request.user, page=_number(request, "page") or 1
    )
    return render(request, "who_looked/reviewed.html", {"page": shown, "lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.REVIEW_LOOKING, looking=Looking.LISTED)
def flag(request: StaffRequest, pk: int) -> HttpResponse:
    flagged = queries.get_flag(pk, viewer=request.user)
    form = forms.ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.review_flag(
                flagged,
                by=request.user,
                at=timezone.now(),
                outcome=Outcome(form.cleaned_data["outcome"]),
                note=form.cleaned_data["note"],
            )
        except actions.FlagNotReviewed as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "What you found is kept")
            return redirect("who_looked:who_looked")
    of_page = queries.flag_page(flagged, viewer=request.user)
    return render(request, "who_looked/flag.html", {"page": of_page, "form": form})


@require_safe
@page(Permission.SEE_WHO_LOOKED, looking=Looking.OPENED)
def young_person(request: StaffRequest, pk: int) -> HttpResponse:
    record = queries.get_record(pk, viewer=request.user, at=timezone.now())
    return _looks_at(request, record)


@require_safe
@page(Permission.REVIEW_LOOKING, looking=Looking.OPENED)
def child(request: StaffRequest, number: str) -> HttpResponse:
    """A child of a return who has no record here."""
    record = queries.get_child(number, viewer=request.user)
    if record.young_person:
        return redirect("who_looked:young_person", record.young_person)
    return _looks_at(request, record)


@require_safe
@page(Permission.SEE_WHO_LOOKED, looking=Looking.PRINTED)
def for_them(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    record = queries.get_record(pk, viewer=request.user, at=at)
    form = forms.ForThemForm(request.GET, on=timezone.localtime(at).date())
    told = queries.for_them(record, viewer=request.user, at=at, asked=form.asked)
    return render(
        request,
        "who_looked/for_them.html",
        {"page": told, "form": form, "meanings": MEANINGS},
    )


@require_safe
@page(Permission.REVIEW_LOOKING, looking=Looking.LISTED)
def staff(request: StaffRequest, pk: int) -> HttpResponse:
    form = forms.LooksForm(request.GET)
    of_page = queries.staff_page(
        pk,
        viewer=request.user,
        on=timezone.localdate(),
        asked=form.asked,
        before=_number(request, "before"),
        after=_number(request, "after"),
    )
    return render(
        request,
        "who_looked/staff.html",
        {"page": of_page, "form": form, "is_auditor": True},
    )


@require_safe
@page(Permission.REVIEW_LOOKING, looking=Looking.EXPORTED)
def download_staff(request: StaffRequest, pk: int, form: str) -> HttpResponse:
    who, lines = queries.staff_to_take_away(
        pk,
        viewer=request.user,
        on=timezone.localdate(),
        asked=forms.LooksForm(request.GET).asked,
    )
    made = downloads.staff_download(who, lines)
    return download(made, form=form, name=f"what-person-{pk}-looked-at")


def _looks_at(request: StaffRequest, record: queries.Record) -> HttpResponse:
    people = queries.who_looked_at(record, viewer=request.user)
    form = forms.LooksAtForm(request.GET, people=people)
    looks = queries.looks_at(
        record,
        viewer=request.user,
        asked=form.asked,
        before=_number(request, "before"),
        after=_number(request, "after"),
    )
    return render(
        request,
        "who_looked/young_person.html",
        {
            "record": record,
            "looks": looks,
            "form": form,
            "is_auditor": request.user.may(Permission.REVIEW_LOOKING),
        },
    )


def _number(request: StaffRequest, name: str) -> int | None:
    asked = request.GET.get(name, "")
    is_number = asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_NUMBER
    return int(asked) if is_number else None
