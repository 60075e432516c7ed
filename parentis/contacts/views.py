"""Recording a contact in three taps, and everything else about keeping in touch."""

from typing import TYPE_CHECKING, Any
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
from parentis.audit.choices import Looking
from parentis.contacts import actions, forms, queries
from parentis.contacts.choices import ContactKind, Show
from parentis.drafts import queries as drafts
from parentis.drafts.forms import typed
from parentis.recorded.forms import StrikeOutForm, sheet
from parentis.young_people import queries as young_people

if TYPE_CHECKING:
    from parentis.drafts.models import Draft
    from parentis.young_people.models import YoungPerson

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page(Permission.SEE_CASEWORK, looking=Looking.OPENED)
def contacts(request: StaffRequest, pk: int) -> HttpResponse:
    show, number = request.GET.get("show", ""), request.GET.get("page", "1")
    whose = _whose(request, pk)
    of_page = queries.contacts_page(
        whose,
        viewer=request.user,
        at=timezone.now(),
        show=Show(show) if show in Show.values else Show.ALL,
        page=int(number) if number.isdecimal() and len(number) < 6 else 1,
    )
    return render(
        request, "contacts/contacts.html", {"page": of_page, "filters": Show.choices}
    )


@require_safe
@page(Permission.SEE_CASEWORK, looking=Looking.OPENED)
def contact(request: StaffRequest, pk: int, contact: int) -> HttpResponse:
    whose = _whose(request, pk)
    found = queries.get_contact(contact, young_person=whose, viewer=request.user)
    return render(
        request,
        "contacts/contact.html",
        {
            "young_person": whose,
            "contact": found,
            "may_change": request.user.may(Permission.CHANGE_RECORDS),
        },
    )


@require_safe
@page(Permission.SEE_CASEWORK)
def about(request: StaffRequest, pk: int, entry: int) -> HttpResponse:
    """From a timeline's line about a search, a return or an answer: they are there."""
    return redirect("contacts:contacts", pk)


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def record_contact(request: StaffRequest, pk: int) -> HttpResponse:
    """From the record: this page, how it was, save. The rest may be said or not."""
    at, whose = timezone.now(), _whose(request, pk)
    draft = drafts.draft_of(
        actions.RECORD_CONTACT,
        str(pk),
        viewer=request.user,
        pk=request.GET.get("draft", ""),
    )
    is_sent = request.method == "POST"
    form = _contact_form(request, draft)
    sent_as = _sheet(request, draft)
    before = None
    if is_sent and form.is_valid():
        try:
            made = actions.record_contact(
                whose, by=request.user, at=at, answers=form.answers(), sent_as=sent_as
            )
        except actions.AlreadyRecorded as recorded:
            form.add_error(None, str(recorded))
            before, sent_as = recorded.contact, uuid4()
        except actions.NotRecorded as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The contact is saved")
            if "others-there" in request.POST:
                return redirect("contacts:others_there", pk, made.pk)
            return redirect("contacts:contacts", pk)
    return render(
        request,
        "contacts/record_contact.html",
        {
            "form": form,
            "young_person": whose,
            "sent_as": sent_as,
            "draft": None if is_sent else draft,
            "before": before,
            "says_more": form.says_more(),
        },
    )


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def change_contact(request: StaffRequest, pk: int, contact: int) -> HttpResponse:
    """Where somebody else was first, both texts are shown, and theirs is kept."""
    at, whose = timezone.now(), _whose(request, pk)
    changed = queries.get_contact(contact, young_person=whose, viewer=request.user)
    form = forms.ContactForm(
        request.POST if request.method == "POST" else None,
        at=at,
        initial=forms.ContactForm.initial_of(changed),
    )
    version, now = _version(request, changed.version), None
    if form.is_valid():
        try:
            actions.change_contact(
                changed,
                by=request.user,
                at=at,
                version=version,
                answers=form.answers(),
            )
        except actions.ChangedSince as meanwhile:
            form.add_error(None, str(meanwhile))
            now, version = meanwhile.now, meanwhile.now.version
        except actions.NotRecorded as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The contact is changed")
            return redirect("contacts:contact", pk, contact)
    return render(
        request,
        "contacts/change_contact.html",
        {
            "form": form,
            "young_person": whose,
            "contact": changed,
            "version": version,
            "now": now,
        },
    )


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def strike_out_contact(request: StaffRequest, pk: int, contact: int) -> HttpResponse:
    whose = _whose(request, pk)
    struck = queries.get_contact(contact, young_person=whose, viewer=request.user)
    form = StrikeOutForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.strike_out_contact(
            struck, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, "The contact is struck out")
        return redirect("contacts:contacts", pk)
    return render(
        request,
        "contacts/strike_out_contact.html",
        {"form": form, "young_person": whose, "contact": struck},
    )


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.LISTED)
def others_there(request: StaffRequest, pk: int, contact: int) -> HttpResponse:
    """Others of the viewer's work who were there: a contact of their own for each."""
    at, whose = timezone.now(), _whose(request, pk)
    made = queries.get_contact(contact, young_person=whose, viewer=request.user)
    work = young_people.work(viewer=request.user, at=at)
    form = forms.OthersThereForm(
        request.POST if request.method == "POST" else None,
        people=[each for each in work if each.pk != pk],
        note=made.note,
    )
    if form.is_valid():
        try:
            actions.record_others_there(made, by=request.user, at=at, **form.chosen())
        except actions.NotRecorded as refused:
            form.add_error("note", str(refused))
        else:
            messages.success(request, "Each of them has the contact in their record")
            return redirect("contacts:contacts", pk)
    return render(
        request,
        "contacts/others_there.html",
        {"form": form, "young_person": whose, "contact": made},
    )


@require_POST
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def finish_next_step(request: StaffRequest, pk: int, contact: int) -> HttpResponse:
    whose = _whose(request, pk)
    found = queries.get_contact(contact, young_person=whose, viewer=request.user)
    try:
        actions.finish_next_step(found, by=request.user, at=timezone.now())
    except actions.ChangedSince:
        messages.error(request, "Somebody changed this contact just now. Look at it")
    else:
        messages.success(request, "The next step is done")
    return redirect("contacts:contacts", pk)


# -- lost, and back --------------------------------------------------------------------


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def begin_looking(request: StaffRequest, pk: int) -> HttpResponse:
    at, whose = timezone.now(), _whose(request, pk)
    on = timezone.localtime(at).date()
    form = forms.BeginLookingForm(
        request.POST if request.method == "POST" else None,
        on=on,
        initial={"begun_on": on},
    )
    sent_as = sheet(request.POST.get("sent_as", "")) or uuid4()
    if form.is_valid():
        try:
            actions.begin_looking(
                whose, by=request.user, at=at, answers=form.answers(), sent_as=sent_as
            )
        except actions.NotRecorded as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The page says what to try, one after the other")
            return redirect("contacts:contacts", pk)
    return _form_page(
        request, "contacts/begin_looking.html", form, whose, sent_as=sent_as
    )


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def stop_looking(request: StaffRequest, pk: int) -> HttpResponse:
    whose = _whose(request, pk)
    lost = queries.get_search(young_person=whose, viewer=request.user)
    form = forms.StopLookingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.stop_looking(
            lost, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, "Nobody looks for them any more")
        return redirect("contacts:contacts", pk)
    return _form_page(request, "contacts/stop_looking.html", form, whose)


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def come_back(request: StaffRequest, pk: int) -> HttpResponse:
    at, whose = timezone.now(), _whose(request, pk)
    on = timezone.localtime(at).date()
    form = forms.ComeBackForm(
        request.POST if request.method == "POST" else None,
        on=on,
        initial={"came_back_on": on},
    )
    sent_as = sheet(request.POST.get("sent_as", "")) or uuid4()
    if form.is_valid():
        try:
            actions.come_back(
                whose, by=request.user, at=at, answers=form.answers(), sent_as=sent_as
            )
        except actions.NotRecorded as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "It is on the record that they came back")
            return redirect("contacts:contacts", pk)
    return _form_page(request, "contacts/come_back.html", form, whose, sent_as=sent_as)


# -- the return's question -------------------------------------------------------------


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def answer_in_touch(request: StaffRequest, pk: int, age: int) -> HttpResponse:
    """Both sides, where the record says two things, and whoever decides says why."""
    at, whose = timezone.now(), _whose(request, pk)
    on = timezone.localtime(at).date()
    sides = queries.in_touch_sides(whose, age, viewer=request.user, on=on)
    form = forms.InTouchAnswerForm(
        request.POST if request.method == "POST" else None,
        on=on,
        initial=vars(sides.entry) if sides.entry else {"answer": sides.found.answer},
    )
    sent_as = sheet(request.POST.get("sent_as", "")) or uuid4()
    version, now = _version(request, sides.entry.version if sides.entry else 0), None
    if form.is_valid():
        try:
            actions.answer_in_touch(
                whose,
                age,
                by=request.user,
                at=at,
                version=version,
                answers=form.answers(),
                sent_as=sent_as,
            )
        except actions.ChangedSince as meanwhile:
            form.add_error(None, str(meanwhile))
            now, version = meanwhile.now, meanwhile.now.version
        except actions.NotRecorded as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The answer is recorded")
            return redirect("contacts:contacts", pk)
    return _form_page(
        request,
        "contacts/answer_in_touch.html",
        form,
        whose,
        sides=sides,
        sent_as=sent_as,
        version=version,
        now=now,
    )


# -- in common to these ----------------------------------------------------------------


def _whose(request: StaffRequest, pk: int) -> "YoungPerson":
    return young_people.get_young_person(pk, viewer=request.user, at=timezone.now())


def _contact_form(request: StaffRequest, draft: "Draft | None") -> forms.ContactForm:
    """As it was sent, as it was typed before, or new. A link may say how."""
    at = timezone.now()
    if request.method == "POST":
        return forms.ContactForm(request.POST, at=at)
    if draft:
        return forms.ContactForm(at=at, initial=_typed(draft, at))
    kind = request.GET.get("kind", "")
    chosen = {"kind": kind} if kind in ContactKind.values else {}
    return forms.ContactForm(at=at, initial=chosen)


def _typed(draft: "Draft", at: Any) -> dict[str, Any]:
    return typed(forms.ContactForm(at=at), draft.fields)


def _sheet(request: StaffRequest, draft: "Draft | None") -> UUID:
    if request.method == "POST":
        return sheet(request.POST.get("sent_as", "")) or uuid4()
    return draft.sent_as if draft else uuid4()


def _version(request: StaffRequest, now: int) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else now


def _form_page(
    request: StaffRequest,
    template: str,
    form: Any,
    whose: "YoungPerson",
    **more: Any,
) -> HttpResponse:
    return render(request, template, {"form": form, "young_person": whose, **more})
