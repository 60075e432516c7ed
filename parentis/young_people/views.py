from collections.abc import Callable
from typing import Any, TypeVar

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
from parentis.design.downloads import download
from parentis.design.forms import GovukForm
from parentis.young_people import actions, downloads, forms, queries
from parentis.young_people.choices import THOSE_YOU_MAY_OPEN

T = TypeVar("T")

SEARCHED_FOR = "young people searched for"
LONGEST_SEARCH = 100
LONGEST_PAGE_NUMBER = 6

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


# -- lists -----------------------------------------------------------------------------


@require_safe
@page(Permission.SEE_ALLOCATED, looking=Looking.LISTED)
def young_people(request: StaffRequest) -> HttpResponse:
    at = timezone.now()
    shown = queries.caseload(viewer=request.user, at=at, page=_page_number(request))
    may_allocate = request.user.may(Permission.ALLOCATE)
    on = timezone.localtime(at).date()
    return render(
        request,
        "young_people/young_people.html",
        _of_list(request)
        | {
            "page": shown,
            "may_allocate": may_allocate,
            "colleagues": queries.colleagues(viewer=request.user, on=on)
            if may_allocate
            else [],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.SEE_ALLOCATED, looking=Looking.SEARCHED)
def search(request: StaffRequest) -> HttpResponse:
    """The words are kept in the session: an address stays in histories and in logs."""
    if request.method == "POST":
        # PostgreSQL knows no NUL, and nobody's name has one.
        words = request.POST.get("words", "").replace("\0", "").strip()
        request.session[SEARCHED_FOR] = words[:LONGEST_SEARCH]
        return redirect("young_people:search")
    words = request.session.get(SEARCHED_FOR, "")
    found = queries.search(
        words, viewer=request.user, at=timezone.now(), page=_page_number(request)
    )
    return render(
        request,
        "young_people/search.html",
        _of_list(request) | {"page": found, "words": words, "asked": "?"},
    )


@require_safe
@page(Permission.SEE_ALLOCATED, looking=Looking.EXPORTED)
def download_young_people(request: StaffRequest, form: str) -> HttpResponse:
    lines = queries.caseload_to_take_away(viewer=request.user, at=timezone.now())
    return download(downloads.caseload_download(lines), form=form, name="young-people")


# -- one record: its first page is `record.views.record` -------------------------------


@require_get_or_post
@page(Permission.ALLOCATE)
def add_young_person(request: StaffRequest) -> HttpResponse:
    at = timezone.now()
    on = timezone.localtime(at).date()
    teams = queries.teams_to_add_to(viewer=request.user, on=on)
    form = forms.AddYoungPersonForm(_sent(request), on=on, teams=teams)
    if form.is_valid():
        added = _tried(
            form,
            lambda: actions.add_young_person(by=request.user, at=at, **form.chosen()),
        )
        if added:
            messages.success(request, f"The record of {added} is begun")
            return redirect(added)
    return render(
        request, "young_people/add_young_person.html", {"form": form, "teams": teams}
    )


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def change_names(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    changed = queries.get_young_person(pk, viewer=request.user, at=at)
    form = forms.ChangeNamesForm(
        _sent(request),
        on=timezone.localtime(at).date(),
        initial={
            name: getattr(changed, name) for name in forms.ChangeNamesForm.base_fields
        },
    )
    if form.is_valid():
        actions.change_names(changed, by=request.user, **form.cleaned_data)
        messages.success(request, "The names are saved")
        return redirect(changed)
    return render(
        request,
        "young_people/change_names.html",
        {"form": form, "young_person": changed},
    )


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def add_address(request: StaffRequest, pk: int) -> HttpResponse:
    of_whom = queries.get_young_person(pk, viewer=request.user, at=timezone.now())
    form = forms.AddAddressForm(_sent(request))
    if form.is_valid():
        actions.add_address(of_whom, by=request.user, **form.cleaned_data)
        messages.success(request, "The address is added")
        return redirect(of_whom)
    return render(
        request,
        "young_people/add_address.html",
        {"form": form, "young_person": of_whom},
    )


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def change_address(request: StaffRequest, pk: int, address: int) -> HttpResponse:
    of_whom = queries.get_young_person(pk, viewer=request.user, at=timezone.now())
    changed = queries.get_address(address, young_person=of_whom, viewer=request.user)
    form = forms.ChangeAddressForm(
        _sent(request),
        initial={
            name: getattr(changed, name) for name in forms.ChangeAddressForm.base_fields
        },
    )
    if form.is_valid():
        actions.change_address(
            changed, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, "The address is saved")
        return redirect(of_whom)
    return render(
        request,
        "young_people/change_address.html",
        {"form": form, "young_person": of_whom, "address": changed},
    )


# -- whose work they are ---------------------------------------------------------------


@require_get_or_post
@page(Permission.ALLOCATE, looking=Looking.OPENED)
def allocate(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    on = timezone.localtime(at).date()
    of_whom = queries.get_young_person_of_theirs(pk, viewer=request.user, at=at)
    form = forms.AllocateForm(
        _sent(request),
        staff=queries.staff_to_allocate(viewer=request.user, on=on),
        teams=queries.teams_to_allocate(viewer=request.user, on=on),
        on=on,
    )
    if form.is_valid():
        allocated = _tried(
            form, lambda: actions.allocate(of_whom, by=request.user, **form.chosen())
        )
        if allocated:
            messages.success(request, f"{of_whom} is now the work of {allocated.to}")
            return redirect(of_whom)
    return render(
        request, "young_people/allocate.html", {"form": form, "young_person": of_whom}
    )


@require_get_or_post
@page(Permission.ALLOCATE, looking=Looking.OPENED)
def end_allocation(request: StaffRequest, pk: int, allocation: int) -> HttpResponse:
    at = timezone.now()
    of_whom = queries.get_young_person_of_theirs(pk, viewer=request.user, at=at)
    ended = queries.get_allocation(
        allocation, young_person=of_whom, viewer=request.user
    )
    form = forms.EndAllocationForm(
        _sent(request), initial={"ended_on": timezone.localtime(at).date()}
    )
    if form.is_valid():
        actions.end_allocation(ended, by=request.user, on=form.cleaned_data["ended_on"])
        messages.success(request, f"Saved: it is no longer the work of {ended.to}")
        return _back_to(request, pk)
    return render(
        request,
        "young_people/end_allocation.html",
        {"form": form, "young_person": of_whom, "allocation": ended},
    )


@require_get_or_post
@page(Permission.ALLOCATE, looking=Looking.LISTED)
def hand_over(request: StaffRequest, person: int) -> HttpResponse:
    at = timezone.now()
    on = timezone.localtime(at).date()
    of_page = queries.hand_over_page(person, viewer=request.user, at=at)
    staff = queries.staff_to_allocate(viewer=request.user, on=on)
    form = forms.HandOverForm(
        _sent(request),
        allocations=of_page.allocations,
        staff=[each for each in staff if each != of_page.person],
        on=on,
    )
    if form.is_valid():
        chosen = form.chosen()
        done = _tried(form, lambda: actions.hand_over(by=request.user, at=at, **chosen))
        if done:
            names = sorted({each.name for each in chosen["shares"].values()})
            verb = "takes" if len(names) == 1 else "take"
            since = "today" if chosen["on"] == on else f"{chosen['on']:%-d %B %Y}"
            messages.success(request, f"{' and '.join(names)} {verb} over from {since}")
            return redirect("young_people:handed_over", done.pk)
    return render(
        request,
        "young_people/hand_over.html",
        {"form": form, "page": of_page, "those_you_may_open": THOSE_YOU_MAY_OPEN},
    )


@require_safe
@page(Permission.ALLOCATE, looking=Looking.LISTED)
def handed_over(request: StaffRequest, handed: int) -> HttpResponse:
    """What a hand-over did, and the way back."""
    at = timezone.now()
    of_page = queries.handed_over_page(handed, viewer=request.user, at=at)
    return render(
        request,
        "young_people/handed_over.html",
        {"page": of_page, "those_you_may_open": THOSE_YOU_MAY_OPEN},
    )


@require_POST
@page(Permission.ALLOCATE)
def undo_hand_over(request: StaffRequest, handed: int) -> HttpResponse:
    at = timezone.now()
    done = queries.get_handed_over(handed, viewer=request.user, at=at)
    try:
        put_back = actions.undo_hand_over(done, by=request.user, at=at)
    except actions.NotDone as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Undone: {put_back} of {len(done.ended)} put back")
    return redirect("young_people:handed_over", handed)


# -- opening what is not one's work ----------------------------------------------------


@require_get_or_post
@page(Permission.SEE_WITH_REASON, looking=Looking.LISTED)
def say_why(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    if queries.may_open(pk, viewer=request.user, at=at):
        return redirect("record:record", pk)
    of_whom = queries.somebody_to_ask_for(pk, viewer=request.user, at=at)
    form = forms.SayWhyForm(_sent(request))
    if form.is_valid() and _is_done(
        form,
        lambda: actions.say_why(
            of_whom, by=request.user, at=at, reason=form.cleaned_data["reason"]
        ),
    ):
        return redirect(of_whom)
    return render(
        request, "young_people/say_why.html", {"form": form, "young_person": of_whom}
    )


@require_get_or_post
@page(Permission.BREAK_GLASS)
def open_in_emergency(request: StaffRequest) -> HttpResponse:
    form = forms.OpenInEmergencyForm(_sent(request))
    if form.is_valid():
        opened = actions.open_in_emergency(
            by=request.user, at=timezone.now(), **form.cleaned_data
        )
        if opened:
            return redirect(opened)
        form.add_error(
            None,
            "Nobody matches exactly these details. The data guardian has been told"
            " that you asked. Check them, or use the child number, which tells twins"
            " apart.",
        )
    return render(request, "young_people/open_in_emergency.html", {"form": form})


# -- restrictions ----------------------------------------------------------------------


@require_get_or_post
@page(Permission.RESTRICT_RECORDS, looking=Looking.OPENED)
def restrict(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    of_whom = queries.get_young_person_of_theirs(pk, viewer=request.user, at=at)
    form = forms.RestrictForm(
        _sent(request),
        staff=queries.staff_to_list(viewer=request.user),
        initial={"listed": queries.likely_to_list(of_whom, viewer=request.user, at=at)},
    )
    if form.is_valid() and _is_done(
        form,
        lambda: actions.restrict(of_whom, by=request.user, at=at, **form.chosen()),
    ):
        messages.success(request, "From now on only those listed may open the record")
        return _back_to(request, pk)
    return render(
        request, "young_people/restrict.html", {"form": form, "young_person": of_whom}
    )


@require_safe
@page(Permission.GUARD_RECORDS, looking=Looking.LISTED)
def restrictions(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    return render(
        request,
        "young_people/restrictions.html",
        {"restrictions": queries.restrictions(viewer=request.user), "today": today},
    )


@require_get_or_post
@page(Permission.GUARD_RECORDS)
def restrict_by_number(request: StaffRequest) -> HttpResponse:
    form = forms.RestrictByNumberForm(
        _sent(request), staff=queries.staff_to_list(viewer=request.user)
    )
    if form.is_valid():
        found = actions.young_person_to_restrict(
            form.cleaned_data["child_number"], by=request.user
        )
        if found is None:
            form.add_error("child_number", "There is no record of this child number")
        elif _is_done(
            form,
            lambda: actions.restrict(
                found, by=request.user, at=timezone.now(), **form.chosen()
            ),
        ):
            messages.success(request, f"The record {found.reference} is restricted")
            return redirect("young_people:restrictions")
    return render(request, "young_people/restrict_by_number.html", {"form": form})


@require_get_or_post
@page(Permission.RESTRICT_RECORDS, looking=Looking.OPENED)
def review_restriction(request: StaffRequest, restriction: int) -> HttpResponse:
    at = timezone.now()
    reviewed = queries.get_restriction(restriction, viewer=request.user, at=at)
    form = forms.RestrictForm(
        _sent(request),
        staff=queries.staff_to_list(viewer=request.user),
        initial={"reason": reviewed.reason, "listed": reviewed.listed},
    )
    if form.is_valid() and _is_done(
        form,
        lambda: actions.review_restriction(
            reviewed, by=request.user, at=at, **form.chosen()
        ),
    ):
        messages.success(request, "The review is saved")
        return _back_to(request, reviewed.young_person_id)
    return render(
        request,
        "young_people/review_restriction.html",
        {
            "form": form,
            "restriction": reviewed,
            "may_guard": request.user.may(Permission.GUARD_RECORDS),
        },
    )


@require_get_or_post
@page(Permission.RESTRICT_RECORDS, looking=Looking.OPENED)
def end_restriction(request: StaffRequest, restriction: int) -> HttpResponse:
    at = timezone.now()
    ended = queries.get_restriction(restriction, viewer=request.user, at=at)
    form = forms.EndRestrictionForm(_sent(request))
    if form.is_valid():
        actions.end_restriction(
            ended, by=request.user, at=at, why=form.cleaned_data["why"]
        )
        messages.success(request, "The restriction has ended")
        return _back_to(request, ended.young_person_id)
    return render(
        request,
        "young_people/end_restriction.html",
        {
            "form": form,
            "restriction": ended,
            "may_guard": request.user.may(Permission.GUARD_RECORDS),
        },
    )


# -- on paper --------------------------------------------------------------------------


@require_safe
@page(Permission.SEE_ALLOCATED, looking=Looking.PRINTED)
def print_young_person(request: StaffRequest, pk: int) -> HttpResponse:
    sheet = queries.young_person_sheet(
        pk, viewer=request.user, at=timezone.now(), confirmation=None
    )
    return render(request, "young_people/print_young_person.html", {"page": sheet})


@require_POST
@page(Permission.CHANGE_RECORDS, looking=Looking.PRINTED)
def print_confirmed(request: StaffRequest, pk: int, confirmation: int) -> HttpResponse:
    """The one sheet with a confidential address. Showing it uses the yes up."""
    at = timezone.now()
    asked = queries.get_confirmation(
        confirmation, young_person=pk, viewer=request.user, at=at
    )
    try:
        actions.use_confirmation(asked, by=request.user, at=at)
    except actions.NotDone as refused:
        messages.error(request, str(refused))
        return redirect("young_people:print_young_person", pk)
    sheet = queries.young_person_sheet(
        pk, viewer=request.user, at=at, confirmation=asked
    )
    return render(request, "young_people/print_young_person.html", {"page": sheet})


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def ask_to_show(request: StaffRequest, pk: int, address: int) -> HttpResponse:
    at = timezone.now()
    of_whom = queries.get_young_person(pk, viewer=request.user, at=at)
    shown = queries.get_confidential_address(
        address, young_person=of_whom, viewer=request.user
    )
    form = forms.AskToShowForm(_sent(request))
    if form.is_valid():
        actions.ask_to_show(
            shown, by=request.user, at=at, document=form.cleaned_data["document"]
        )
        messages.success(
            request,
            "You have asked. Somebody else must say yes before you can print it",
        )
        return redirect("young_people:print_young_person", pk)
    return render(
        request,
        "young_people/ask_to_show.html",
        {"form": form, "young_person": of_whom, "address": shown},
    )


@require_safe
@page(Permission.CHANGE_RECORDS, looking=Looking.LISTED)
def confirmations(request: StaffRequest) -> HttpResponse:
    waiting = queries.confirmations_waiting(viewer=request.user, at=timezone.now())
    return render(
        request,
        "young_people/confirmations.html",
        {"waiting": waiting, "those_you_may_open": THOSE_YOU_MAY_OPEN},
    )


@require_POST
@page(Permission.CHANGE_RECORDS, looking=Looking.LISTED)
def confirm(request: StaffRequest, confirmation: int) -> HttpResponse:
    at = timezone.now()
    asked = queries.get_confirmation(confirmation, viewer=request.user, at=at)
    answer = request.POST.get("answer")
    try:
        if answer not in {"yes", "no"}:
            raise actions.NotDone("Say yes or no.")
        is_allowed = answer == "yes"
        actions.confirm(asked, by=request.user, at=at, is_allowed=is_allowed)
    except actions.NotDone as refused:
        messages.error(request, str(refused))
    else:
        words = "may be on" if is_allowed else "stays off"
        messages.success(request, f"Saved: the address {words} the document")
    return redirect("young_people:confirmations")


# -- what these share ------------------------------------------------------------------


def _sent(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _tried(form: GovukForm, action: Callable[[], T]) -> T | None:
    """What the action gives, or nothing where it refused: the form then says why."""
    try:
        return action()
    except actions.NotDone as refused:
        form.add_error(None, str(refused))
        return None


def _is_done(form: GovukForm, action: Callable[[], object]) -> bool:
    return _tried(form, action) is not None


def _back_to(request: StaffRequest, pk: int) -> HttpResponse:
    """The record, unless what they did has closed it to them."""
    if queries.may_open(pk, viewer=request.user, at=timezone.now()):
        return redirect("record:record", pk)
    if request.user.may(Permission.GUARD_RECORDS):
        return redirect("young_people:restrictions")
    return redirect("young_people:young_people")


def _of_list(request: StaffRequest) -> dict[str, Any]:
    return {
        "those_you_may_open": THOSE_YOU_MAY_OPEN,
        "may_say_why": request.user.may(Permission.SEE_WITH_REASON),
        "may_break_glass": request.user.may(Permission.BREAK_GLASS),
        "may_change": request.user.may(Permission.CHANGE_RECORDS),
    }


def _page_number(request: StaffRequest) -> int:
    asked = request.GET.get("page", "")
    is_number = asked.isascii() and asked.isdecimal()
    return int(asked) if is_number and len(asked) <= LONGEST_PAGE_NUMBER else 1
