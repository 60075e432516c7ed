"""A sheet asked for, sent, saved and struck out: shared by the views of features."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from parentis.accounts.http import StaffRequest
from parentis.design.forms import GovukForm
from parentis.recorded.actions import ChangedSince, NotRecorded
from parentis.recorded.forms import (
    Beside,
    EntryForm,
    SheetForm,
    StrikeOutForm,
    sheet,
)

if TYPE_CHECKING:
    from parentis.recorded.models import Recorded


def today(at: datetime) -> date:
    return timezone.localtime(at).date()


def sent(request: HttpRequest) -> QueryDict | None:
    """What was typed, or None where the page is only asked for."""
    return request.POST if request.method == "POST" else None


def version_read(typed: str, now: int) -> int:
    """The version that a form says was read, or `now` where it says none."""
    return int(typed) if typed.isdecimal() and len(typed) < 10 else now


class Sheet:
    """A form as it was asked for or sent; and what somebody else saved meanwhile.

    `version` is the version that was read when the typing began; `saved` what came of
    it, as the action gave it. `SheetWithDraft` of parentis/drafts/views.py is kept
    while it is written.
    """

    keeps_draft: ClassVar[bool] = False

    def __init__(self, request: HttpRequest, form: GovukForm, *, now: int = 0) -> None:
        self.form = form
        self.sent_as: UUID = sheet(request.POST.get("sent_as", "")) or uuid4()
        self.version = version_read(request.POST.get("version", ""), now)
        self.now: Recorded | None = None
        self.beside: Sequence[Beside] = ()
        self.saved: Any = None

    def is_saved(self, act: Callable[[], object]) -> bool:
        """Does `act` if the form is in order. What is refused is said in the form."""
        if not self.form.is_valid():
            return False
        try:
            self.saved = act()
        except ChangedSince as found:
            self.now, self.version = found.now, found.now.version
            self.form.add_error(None, str(found))
            if isinstance(self.form, EntryForm):
                self.beside = self.form.beside(found.now)
        except NotRecorded as refused:
            self.form.add_error(None, str(refused))
        else:
            return True
        return False

    @property
    def different(self) -> list[Beside]:
        return [each for each in self.beside if each.is_different]


def show_sheet(
    request: StaffRequest, asked: Sheet, title: str, back: Any, **more: Any
) -> HttpResponse:
    """The page of one form. `back`: an address, a name of one, or whose page it is.

    `more`: `save` (what the button says), `intro`, `strike_out` (an address).
    """
    context: Mapping[str, Any] = {
        "asked": asked,
        "form": asked.form,
        "title": title,
        "back": redirect(back).url,
        "save": "Save",
    }
    return render(request, "recorded/sheet.html", {**context, **more})


def show_strike_out(
    request: StaffRequest,
    title: str,
    back: Any,
    act: Callable[..., object],
    afterwards: Any = None,
) -> HttpResponse:
    """Asks why, and strikes out by `act(by=, at=, why=)`.

    `back` and `afterwards`, as in `show_sheet`; `back` serves as both.
    """
    form = StrikeOutForm(sent(request))
    asked = Sheet(request, form)
    at = timezone.now()
    if asked.is_saved(lambda: act(by=request.user, at=at, **form.cleaned_data)):
        messages.success(request, "It is struck out, and stays readable")
        return redirect(afterwards or back)
    return show_sheet(request, asked, title, back, save="Strike it out")


def show_addition(
    request: StaffRequest,
    *,
    title: str,
    form_class: type[SheetForm],
    add: Callable[..., Any],
    back: Any,
    to: Any = None,
    initial: Mapping[str, Any],
    done: str = "What you wrote is saved",
) -> HttpResponse:
    """The sheet on which an entry is written, to be kept by `add([to], by=, at=, …)`.

    `to` is what it hangs on (None: on nothing).
    """
    at = timezone.now()
    form = _sheet_form(request, form_class, at=at, to=to, initial=initial)
    asked = Sheet(request, form)
    hung_on = () if to is None else (to,)
    if asked.is_saved(
        lambda: add(
            *hung_on, by=request.user, at=at, sent_as=asked.sent_as, **form.given()
        )
    ):
        messages.success(request, done)
        return redirect(asked.saved)
    return show_sheet(request, asked, title, back)


def show_change(
    request: StaffRequest,
    entry: Any,
    *,
    title: str,
    form_class: type[SheetForm],
    save: Callable[..., Any],
    but: Sequence[str] = (),
) -> HttpResponse:
    """The sheet on which an entry is changed, to be kept by `save(entry, by=, at=, …)`.

    Where somebody else was first, both texts are shown, and theirs is kept. `but` are
    questions that nothing is filled into.
    """
    at = timezone.now()
    kept = {name: value for name, value in vars(entry).items() if name not in but}
    form = _sheet_form(request, form_class, at=at, to=entry, initial=kept)
    asked = Sheet(request, form, now=entry.version)
    if asked.is_saved(
        lambda: save(
            entry, by=request.user, at=at, version=asked.version, **form.given()
        )
    ):
        messages.success(request, "What you wrote is saved")
        return redirect(asked.saved)
    return show_sheet(request, asked, f"{title}: {entry}", entry)


def _sheet_form(
    request: StaffRequest,
    form_class: type[SheetForm],
    *,
    at: datetime,
    to: Any,
    initial: Mapping[str, Any],
) -> SheetForm:
    return form_class(
        sent(request),
        request.FILES or None,
        on=today(at),
        viewer=request.user,
        to=to,
        initial=dict(initial),
    )
