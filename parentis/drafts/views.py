"""Drafts: kept as they are typed, found again, thrown away, taken over."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page, signed_in, signed_in_to_see
from parentis.accounts.roles import Permission
from parentis.audit.choices import Looking
from parentis.design.forms import GovukForm
from parentis.drafts import actions, queries
from parentis.drafts.forms import fields_of, is_too_long, typed
from parentis.recorded.views import Sheet, version_read
from parentis.young_people import queries as young_people

if TYPE_CHECKING:
    from parentis.drafts.models import Draft

DONE_WITH = (
    "Not kept as a draft: it was saved, or its draft was discarded, in another window."
)


class SheetWithDraft(Sheet):
    """A sheet that is kept while it is written, for its writer alone, until saved.

    What is sent and refused is kept too: its answer may get lost on the way. Where
    nothing is sent, the form opens with what was typed before. `title` is what the
    sheet becomes. Files are not kept.
    """

    keeps_draft: ClassVar[bool] = True

    def __init__(
        self, request: StaffRequest, form: GovukForm, *, title: str, now: int = 0
    ) -> None:
        super().__init__(request, form, now=now)
        self.request, self.title = request, title
        self.page_name, self.about = _page_of(request)
        self.draft = None if form.is_bound else self._found()
        if self.draft:
            before = dict(self.draft.fields)
            form.initial = {**form.initial, **typed(form, self.draft.fields)}
            self.sent_as = self.draft.sent_as
            self.version = version_read(before.get("version", ""), now)

    def is_saved(self, act: Callable[[], object]) -> bool:
        is_saved = super().is_saved(act)
        if is_saved:
            actions.discard(
                self.page_name,
                self.about,
                by=self.request.user,
                at=timezone.now(),
                sent_as=self.sent_as,
            )
        elif self.form.is_bound:
            self._keep()
        return is_saved

    def _found(self) -> "Draft | None":
        return queries.draft_of(
            self.page_name,
            self.about,
            viewer=self.request.user,
            pk=self.request.GET.get("draft", ""),
        )

    def _keep(self) -> None:
        fields = fields_of(self.request.POST)
        if not is_too_long(fields):
            actions.keep(
                self.page_name,
                self.about,
                fields,
                None,
                self.request.user,
                timezone.now(),
                title=self.title,
                sent_as=self.sent_as,
            )


@require_safe
@signed_in_to_see(Looking.LISTED)
def drafts(request: StaffRequest) -> HttpResponse:
    found = queries.drafts(viewer=request.user, at=timezone.now())
    lines = [(each, _address_of(each, request)) for each in found]
    return render(request, "drafts/drafts.html", {"drafts": lines})


@require_POST
@signed_in
def keep(request: StaffRequest) -> HttpResponse:
    """Sent by the page itself as somebody types, or with the button *Save draft*."""
    at, sent = timezone.now(), request.POST
    form, about = sent.get("draft-form", "")[:80], sent.get("draft-about", "")[:80]
    fields = fields_of(sent)
    if not queries.is_of_a_page(form, about, viewer=request.user):
        return HttpResponseBadRequest("No page of ours has this draft.")
    if is_too_long(fields):
        return HttpResponseBadRequest("This is too long to keep.")
    pk = _number(sent.get("draft-young-person", ""))
    _may_keep(request, form, about, pk)
    how = {"title": sent.get("draft-title", "")}
    sheet = _sheet(sent.get("sent_as", ""))
    draft = actions.keep(
        form, about, fields, pk, request.user, at, sent_as=sheet, **how
    )
    if draft.done_at and "save-draft" in sent:
        # Whoever asks for it by the button does not come late: it is a new sheet.
        draft = actions.keep(
            form, about, fields, pk, request.user, at, sent_as=uuid4(), **how
        )
    if "save-draft" in sent:
        messages.success(request, _words_of(draft))
        return redirect(draft)
    return JsonResponse({"message": _words_of(draft)})


@require_POST
@signed_in
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    draft = queries.get_draft(pk, viewer=request.user)
    actions.discard(
        draft.form,
        draft.about,
        by=request.user,
        at=timezone.now(),
        sent_as=draft.sent_as,
    )
    messages.success(request, "The draft is discarded")
    is_of_page = "start-again" in request.POST
    return redirect((is_of_page and draft.page()) or "drafts:drafts")


@require_POST
@page(Permission.CHANGE_RECORDS)
def take_over(request: StaffRequest, pk: int) -> HttpResponse:
    draft = queries.get_draft_left(pk, viewer=request.user, at=timezone.now())
    actions.take_over(draft, by=request.user)
    messages.success(request, "The draft is yours now")
    return redirect(draft.get_absolute_url() or "drafts:drafts")


def _may_keep(request: StaffRequest, form: str, about: str, pk: int | None) -> None:
    """Whoever lost the record while they typed loses no word: others take it over."""
    viewer = request.user
    if pk is None or young_people.may_open(pk, viewer=viewer, at=timezone.now()):
        return
    if not queries.is_known(form, about, viewer=viewer, young_person=pk):
        raise Http404("Nobody is here by this number.")


def _address_of(draft: "Draft", request: StaffRequest) -> str:
    """Where it is written on, for who may still do so."""
    may = draft.may_be_written_by(request.user)
    return draft.get_absolute_url() if may else ""


def _page_of(request: StaffRequest) -> tuple[str, str]:
    """The page's name, and the numbers in its address with / between."""
    match = request.resolver_match
    if match is None:
        return "", ""
    return match.view_name, "/".join(str(each) for each in match.kwargs.values())


def _words_of(draft: "Draft") -> str:
    if draft.done_at:
        return DONE_WITH
    return f"Draft saved at {timezone.localtime(draft.saved_at):%H:%M}"


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None


def _sheet(sent_as: str) -> UUID | None:
    try:
        return UUID(sent_as)
    except ValueError:
        return None
