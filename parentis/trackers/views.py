"""Reading a tracker in, looking through it, saving it; and giving one out."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.recorded.actions import ChangedSince, NotRecorded
from parentis.recorded.views import Sheet, sent, show_sheet, today
from parentis.refusals import Refused
from parentis.trackers import actions, downloads, forms, queries
from parentis.trackers.choices import PieceKind
from parentis.trackers.queries import ON_A_PAGE

if TYPE_CHECKING:
    from parentis.trackers.models import Piece

FORM_OF = {
    PieceKind.RECOMMENDATION: forms.RecommendationPieceForm,
    PieceKind.UPDATE: forms.UpdatePieceForm,
    PieceKind.LEFT_OVER: forms.LeftOverPieceForm,
}
MEANWHILE = "Somebody else changed this meanwhile. Look at it, and choose again."

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page(Permission.KEEP_PROMISES)
def trackers(request: StaffRequest) -> HttpResponse:
    unfinished, done = queries.readings(viewer=request.user)
    return render(
        request, "trackers/trackers.html", {"unfinished": unfinished, "done": done}
    )


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def upload_tracker(request: StaffRequest) -> HttpResponse:
    at = timezone.now()
    is_sent = request.method == "POST"
    asked_for = request.GET.get("source", "")
    form = forms.UploadTrackerForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        sources=queries.source_choices(viewer=request.user, on=today(at)),
        initial={"source": asked_for if asked_for.isdecimal() else ""},
    )
    asked = Sheet(request, form)
    if form.is_valid():
        try:
            reading = actions.read_file(
                form.name_of_file,
                form.contents,
                by=request.user,
                at=at,
                source=form.cleaned_data["source"],
                sent_as=asked.sent_as,
            )
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect(reading)
    return render(
        request, "trackers/upload_tracker.html", {"form": form, "asked": asked}
    )


@require_safe
@page(Permission.KEEP_PROMISES)
def reading(request: StaffRequest, pk: int) -> HttpResponse:
    return _reading(request, pk, timezone.now())


def _reading(
    request: StaffRequest, pk: int, at: datetime, refused: str = ""
) -> HttpResponse:
    after = request.GET.get("after", "")
    found = queries.reading_page(
        pk,
        viewer=request.user,
        on=today(at),
        after=int(after) if after.isdecimal() and len(after) < 7 else 0,
    )
    return render(request, "trackers/reading.html", {"page": found, "refused": refused})


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def change_reading(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    changed = queries.get_reading(pk, viewer=request.user)
    form = forms.ReadingForm(
        sent(request),
        on=today(at),
        sources=queries.source_choices(viewer=request.user, on=today(at)),
        bodies=queries.body_choices(viewer=request.user, on=today(at)),
        initial=vars(changed),
    )
    asked = Sheet(request, form, now=changed.version)
    if asked.is_saved(
        lambda: actions.change_reading(
            changed,
            by=request.user,
            at=at,
            version=asked.version,
            answers=form.answers(),
        )
    ):
        messages.success(request, "Where it is to be saved is changed")
        return redirect(changed)
    title = "Which recommendations, and which report"
    return show_sheet(request, asked, title, changed)


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def change_piece(request: StaffRequest, pk: int, piece: int) -> HttpResponse:
    at = timezone.now()
    changed = queries.get_piece(piece, of=pk, viewer=request.user)
    form = FORM_OF[PieceKind(changed.kind)](
        sent(request),
        on=today(at),
        planned=queries.planned_piece(changed, viewer=request.user, on=today(at)),
    )
    asked = Sheet(request, form, now=changed.version)
    if asked.is_saved(
        lambda: actions.change_piece(
            changed,
            by=request.user,
            at=at,
            version=asked.version,
            answers=form.answers(),
        )
    ):
        messages.success(request, "It is changed")
        return redirect(_beside(changed))
    return show_sheet(request, asked, f"Change {_named(changed)}", _beside(changed))


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def join_piece(request: StaffRequest, pk: int, piece: int) -> HttpResponse:
    joined = queries.get_piece(piece, of=pk, viewer=request.user)
    others = queries.pieces_to_join(joined, viewer=request.user)
    form = forms.JoinForm(sent(request), others=others)
    asked = Sheet(request, form)
    if asked.is_saved(
        lambda: actions.join_piece(
            joined,
            into=queries.get_piece(
                form.cleaned_data["into"], of=pk, viewer=request.user
            ),
            by=request.user,
            at=timezone.now(),
        )
    ):
        messages.success(request, "The two are joined")
        return redirect(_beside(joined))
    title = f"Join {_named(joined)} to another"
    return show_sheet(request, asked, title, _beside(joined), intro=joined.text)


@require_POST
@page(Permission.KEEP_PROMISES)
def leave_out_piece(request: StaffRequest, pk: int, piece: int) -> HttpResponse:
    left = queries.get_piece(piece, of=pk, viewer=request.user)
    try:
        actions.leave_out_piece(
            left,
            by=request.user,
            at=timezone.now(),
            is_left_out=request.POST.get("leave_out") != "no",
        )
    except (ChangedSince, NotRecorded):
        messages.warning(request, MEANWHILE)
    return redirect(_beside(left))


@require_POST
@page(Permission.KEEP_PROMISES)
def put_together(request: StaffRequest, pk: int) -> HttpResponse:
    found = queries.get_reading(pk, viewer=request.user)
    try:
        one = actions.put_together(found, by=request.user, at=timezone.now())
    except NotRecorded as refused:
        messages.warning(request, str(refused))
        return redirect(found)
    messages.success(request, "The lists of this file are one")
    return redirect(one)


@require_POST
@page(Permission.KEEP_PROMISES)
def confirm_reading(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    found = queries.get_reading(pk, viewer=request.user)
    try:
        saved = actions.confirm_reading(found, by=request.user, at=at)
    except Refused as refused:
        return _reading(request, pk, at, refused=str(refused))
    messages.success(request, "It is saved")
    return redirect(saved)


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def discard_reading(request: StaffRequest, pk: int) -> HttpResponse:
    found = queries.get_reading(pk, viewer=request.user)
    if request.method == "POST":
        try:
            actions.discard_reading(found, by=request.user, at=timezone.now())
        except NotRecorded as refused:
            messages.warning(request, str(refused))
            return redirect(found)
        messages.success(request, "The file is discarded. Nothing of it was saved")
        return redirect("trackers:trackers")
    return render(request, "trackers/discard_reading.html", {"reading": found})


@require_safe
@page(Permission.SEE_COUNCIL)
def tracker_workbook(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    told = queries.source_told(pk, viewer=request.user, on=today(at))
    return downloads.workbook_download(told, at=at)


@require_safe
@page(Permission.SEE_COUNCIL)
def tracker_document(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    told = queries.source_told(pk, viewer=request.user, on=today(at))
    return downloads.document_download(told, at=at)


def _beside(piece: "Piece") -> str:
    """The address of the page that it stands on, and its place there."""
    first = (piece.place - 1) // ON_A_PAGE * ON_A_PAGE
    address = reverse("trackers:reading", args=[piece.reading_id])
    return f"{address}?after={first}#piece-{piece.pk}"


def _named(piece: "Piece") -> str:
    match piece.kind:
        case PieceKind.RECOMMENDATION:
            return f"recommendation {piece.number}".strip()
        case PieceKind.UPDATE:
            return f"the update on {piece.about}" if piece.about else "the update"
        case _:
            return "what was not understood"
