from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.audit.choices import Looking
from parentis.case_file import actions, downloads, forms, queries
from parentis.drafts import actions as drafts
from parentis.drafts import queries as drafts_of
from parentis.drafts.forms import typed
from parentis.entries import actions as entries
from parentis.recorded.actions import ChangedSince, NotRecorded
from parentis.recorded.forms import StrikeOutForm, sheet
from parentis.young_people import queries as young_people

if TYPE_CHECKING:
    from parentis.drafts.models import Draft

PAGE_OF_LETTERS = "case_file:write_letter"

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page(Permission.SEE_CASEWORK, looking=Looking.OPENED)
def papers(request: StaffRequest, pk: int) -> HttpResponse:
    whose = young_people.get_young_person(pk, viewer=request.user, at=timezone.now())
    of_page = queries.papers_page(whose, viewer=request.user)
    return render(request, "case_file/papers.html", {"page": of_page})


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def upload_paper(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    whose = young_people.get_young_person(pk, viewer=request.user, at=at)
    is_sent = request.method == "POST"
    form = forms.UploadPaperForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        on=timezone.localtime(at).date(),
    )
    sent_as = _sheet(request)
    if form.is_valid():
        file = actions.NewFile(
            form=form.form_of_file, name=form.name_of_file, contents=form.contents
        )
        try:
            actions.keep_paper(
                whose,
                by=request.user,
                at=at,
                answers=form.answers(),
                files=[file],
                sent_as=sent_as,
            )
        except NotRecorded as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The document is kept")
            return redirect("case_file:papers", pk)
    return render(
        request,
        "case_file/upload_paper.html",
        {"form": form, "young_person": whose, "sent_as": sent_as},
    )


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def change_paper(request: StaffRequest, pk: int, paper: int) -> HttpResponse:
    at = timezone.now()
    whose = young_people.get_young_person(pk, viewer=request.user, at=at)
    changed = queries.get_paper(paper, young_person=whose, viewer=request.user)
    form = forms.ChangePaperForm(_sent(request), initial=vars(changed))
    version, now = _version(request, changed.version), None
    if form.is_valid():
        try:
            entries.change(
                changed,
                by=request.user,
                at=at,
                kind=actions.PAPERS,
                version=version,
                answers=form.answers(),
            )
        except ChangedSince as meanwhile:
            form.add_error(None, str(meanwhile))
            now, version = meanwhile.now, meanwhile.now.version
        else:
            messages.success(request, "What is said of the document is changed")
            return redirect("case_file:papers", pk)
    return render(
        request,
        "case_file/change_paper.html",
        {
            "form": form,
            "young_person": whose,
            "paper": changed,
            "version": version,
            "now": now,
        },
    )


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def strike_out_paper(request: StaffRequest, pk: int, paper: int) -> HttpResponse:
    at = timezone.now()
    whose = young_people.get_young_person(pk, viewer=request.user, at=at)
    struck = queries.get_paper(paper, young_person=whose, viewer=request.user)
    form = StrikeOutForm(_sent(request))
    if form.is_valid():
        entries.strike_out(struck, by=request.user, at=at, **form.cleaned_data)
        messages.success(request, "The document is struck out, and its file is kept")
        return redirect("case_file:papers", pk)
    return render(
        request,
        "case_file/strike_out_paper.html",
        {"form": form, "young_person": whose, "paper": struck},
    )


@require_safe
@page(Permission.SEE_CASEWORK, looking=Looking.EXPORTED)
def download_file(request: StaffRequest, pk: int, file: int) -> HttpResponse:
    whose = young_people.get_young_person(pk, viewer=request.user, at=timezone.now())
    kept = queries.get_file(file, young_person=whose, viewer=request.user)
    return downloads.file_download(kept)


@require_safe
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def choose_letter(request: StaffRequest, pk: int) -> HttpResponse:
    whose = young_people.get_young_person(pk, viewer=request.user, at=timezone.now())
    died = queries.died_on([pk], viewer=request.user).get(pk)
    return render(
        request,
        "case_file/choose_letter.html",
        {
            "young_person": whose,
            "letters": queries.letters(viewer=request.user),
            "died_on": died,
        },
    )


@require_get_or_post
@page(Permission.CHANGE_RECORDS, looking=Looking.OPENED)
def write_letter(request: StaffRequest, pk: int, letter: str) -> HttpResponse:
    """*Look at it* shows the letter and keeps nothing; *Make the letter* keeps it."""
    at = timezone.now()
    of_page = queries.letter_page(pk, letter, viewer=request.user, at=at)
    form = forms.WriteLetterForm(
        _sent(request),
        address=of_page.address,
        initial={"title": of_page.title, "text": of_page.text},
    )
    about = f"{pk}/{letter}"
    draft = _draft(request, about)
    if draft:
        form.initial.update(typed(form, draft.fields))
    sent_as = draft.sent_as if draft and draft.sent_as else _sheet(request)
    is_preview = "preview" in request.POST
    if form.is_valid() and not is_preview and _is_made(request, form, of_page, sent_as):
        drafts.discard(PAGE_OF_LETTERS, about, by=request.user, at=at, sent_as=sent_as)
        messages.success(request, "The letter is made, as Word and as PDF")
        return redirect("case_file:papers", pk)
    return render(
        request,
        "case_file/write_letter.html",
        {
            "page": of_page,
            "form": form,
            "sent_as": sent_as,
            "draft": draft,
            "page_name": PAGE_OF_LETTERS,
            "about": about,
            "is_preview": is_preview and form.is_valid(),
            "on": timezone.localtime(at).date(),
        },
    )


def _draft(request: StaffRequest, about: str) -> "Draft | None":
    """What they wrote before, where they have come back to the page."""
    if request.method == "POST":
        return None
    pk = request.GET.get("draft", "")
    return drafts_of.draft_of(PAGE_OF_LETTERS, about, viewer=request.user, pk=pk)


def _is_made(
    request: StaffRequest,
    form: forms.WriteLetterForm,
    of_page: queries.LetterPage,
    sent_as: UUID,
) -> bool:
    """Whether it is kept. Where it is not, the form says why."""
    if of_page.died_on:
        form.add_error(None, "They have died. No letter is written to them")
        return False
    if to_fill_in := form.to_fill_in():
        form.add_error(
            "text", f"Fill in what stands in brackets: {', '.join(to_fill_in)}"
        )
        return False
    try:
        actions.make_letter(
            of_page.young_person,
            by=request.user,
            at=timezone.now(),
            letter=of_page.letter,
            title=form.cleaned_data["title"],
            text=form.cleaned_data["text"],
            address=of_page.address if form.is_posted else (),
            sent_as=sent_as,
        )
    except NotRecorded as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _sent(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _sheet(request: StaffRequest) -> UUID:
    return sheet(request.POST.get("sent_as", "")) or uuid4()


def _version(request: StaffRequest, now: int) -> int:
    typed = request.POST.get("version", "")
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < 10
    return int(typed) if is_number else now
