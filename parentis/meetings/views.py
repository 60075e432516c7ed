"""Meetings: lists, agendas, papers, who came, minutes, actions, what is planned."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import open_to_everyone, page, require
from parentis.accounts.roles import Permission
from parentis.meetings import actions, downloads, forms, queries
from parentis.meetings.choices import AGENDA_IS_OUT, CLEAR_DAYS, IN_THE_ROOM, Sheet
from parentis.meetings.parts import PARTS, Part
from parentis.recorded.forms import StrikeOutForm
from parentis.recorded.views import Sheet as Asked
from parentis.recorded.views import sent, show_sheet, today
from parentis.refusals import Refused

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


# -- meetings --------------------------------------------------------------------------


@require_safe
@page(Permission.SEE_COUNCIL)
def meetings(request: StaffRequest) -> HttpResponse:
    of_page = queries.meetings_page(
        viewer=request.user,
        at=timezone.now(),
        body=_number(request, "body"),
        page=_number(request, "page") or 1,
    )
    return render(request, "meetings/meetings.html", {"page": of_page})


@require_safe
@page(Permission.SEE_COUNCIL)
def meeting(request: StaffRequest, pk: int) -> HttpResponse:
    """The meeting is its agenda, with what came of each item beneath it."""
    of_page = queries.meeting_page(pk, viewer=request.user, at=timezone.now())
    return render(
        request,
        "meetings/meeting.html",
        {
            "page": of_page,
            "meeting": of_page.shown,
            "in_the_room": IN_THE_ROOM,
            "sheets": [
                (sheet.label, sheet.value)
                for sheet in Sheet
                if sheet == Sheet.AGENDA or of_page.shown.is_held
            ],
        },
    )


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def publish_agenda(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    of_page = queries.meeting_page(pk, viewer=request.user, at=at)
    refused = ""
    if request.method == "POST":
        try:
            actions.publish_agenda(pk, by=request.user, at=at)
        except Refused as why:
            refused = str(why)
        else:
            messages.success(request, "The agenda is published")
            return redirect("meetings:meeting", pk)
    context = {
        "page": of_page,
        "meeting": of_page.shown,
        "source": AGENDA_IS_OUT,
        "needed": CLEAR_DAYS,
        "refused": refused,
    }
    return render(request, "meetings/publish_agenda.html", context)


@require_POST
@page(Permission.RUN_MEETINGS)
def move_item(request: StaffRequest, pk: int) -> HttpResponse:
    item = queries.get_item(pk, viewer=request.user)
    is_up = request.POST.get("where") == "up"
    actions.move_item(pk, by=request.user, at=timezone.now(), is_up=is_up)
    return redirect(f"{item.meeting.get_absolute_url()}#item-{pk}")


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def record_attendance(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    of_page = queries.attendance_page(pk, viewer=request.user)
    form = forms.AttendanceForm(
        sent(request),
        seats=of_page.seats,
        councillors=of_page.councillors,
        initial=of_page.answered,
    )
    asked = Asked(request, form, now=of_page.meeting.version)
    if asked.is_saved(
        lambda: actions.record_attendance(
            of_page.meeting,
            by=request.user,
            at=at,
            version=asked.version,
            seats={
                seat: actions.WhoCame(
                    came=came, substitute_id=substitute, is_remote=is_remote
                )
                for seat, (came, substitute, is_remote) in form.answers().items()
            },
            also_present=form.cleaned_data["also_present"],
        )
    ):
        messages.success(request, "Who came is written down")
        return redirect("meetings:meeting", pk)
    return render(
        request,
        "meetings/record_attendance.html",
        {"asked": asked, "form": form, "page": of_page},
    )


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def approve_minutes(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    approved = queries.get_meeting(pk, viewer=request.user)
    form = forms.ApproveMinutesForm(sent(request))
    asked = Asked(request, form)
    if asked.is_saved(
        lambda: actions.approve_minutes(pk, by=request.user, at=at, **form.cleaned_data)
    ):
        messages.success(request, "The minutes are approved")
        return redirect(approved)
    title = f"Minutes approved: {queries.name_of(approved, viewer=request.user)}"
    intro = "From then on everybody may read them, where the body meets in public."
    return show_sheet(request, asked, title, approved, intro=intro)


@require_safe
@page(Permission.SEE_COUNCIL)
def print_meeting(
    request: StaffRequest, pk: int, sheet: str, form: str
) -> HttpResponse:
    """`?for=public` leaves out what is not open to them."""
    if sheet not in Sheet.values:
        raise Http404("There is no such sheet of a meeting.")
    at = timezone.now()
    is_for_public = request.GET.get("for") == "public"
    shown = queries.meeting_to_print(
        pk, viewer=request.user, on=today(at), for_public=is_for_public
    )
    document = downloads.document_of(shown, Sheet(sheet), at=at)
    name = f"{sheet} {shown.body} {shown.on.isoformat()}"
    if is_for_public:
        name = f"{name} public"
    return downloads.document_download(document, form=form, name=name)


# -- papers ----------------------------------------------------------------------------


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def upload_paper(request: StaffRequest, pk: int) -> HttpResponse:
    at, item = timezone.now(), queries.get_item(pk, viewer=request.user)
    is_sent = request.method == "POST"
    form = forms.UploadPaperForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        on=today(at),
    )
    asked = Asked(request, form)
    if asked.is_saved(
        lambda: actions.upload_paper(
            pk,
            by=request.user,
            at=at,
            title=form.cleaned_data["title"],
            is_exempt=form.cleaned_data["is_exempt"],
            paragraph=form.cleaned_data["paragraph"],
            file=actions.NewFile(
                form=form.form_of_file, name=form.name_of_file, contents=form.contents
            ),
            sent_as=asked.sent_as,
        )
    ):
        messages.success(request, "The paper is kept")
        return redirect(PARTS["items"].back(item))
    return render(
        request,
        "meetings/upload_paper.html",
        {"asked": asked, "form": form, "item": item, "back": PARTS["items"].back(item)},
    )


@require_safe
@page(Permission.SEE_COUNCIL)
def paper(request: StaffRequest, pk: int) -> HttpResponse:
    """A file to take away, or the report that put itself there."""
    found = queries.get_paper(pk, viewer=request.user)
    if found.address:
        return redirect(found.address)
    return downloads.paper_download(found)


# -- what is written down, whatever it is ----------------------------------------------


@require_get_or_post
@page(Permission.SEE_COUNCIL)
def add(request: StaffRequest, what: str) -> HttpResponse:
    return _add(request, _part(request, what, under=""))


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def add_to_meeting(request: StaffRequest, pk: int, what: str) -> HttpResponse:
    part = _part(request, what, under="meeting")
    return _add(request, part, queries.get_meeting(pk, viewer=request.user))


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def add_to_item(request: StaffRequest, pk: int, what: str) -> HttpResponse:
    part = _part(request, what, under="item")
    return _add(request, part, queries.get_item(pk, viewer=request.user))


def _add(request: StaffRequest, part: Part, under: Any = None) -> HttpResponse:
    at = timezone.now()
    form = (part.add_form or part.form)(sent(request), on=today(at))
    part.fit(form, under, viewer=request.user, at=at)
    asked = Asked(request, form)
    where = () if under is None else (under.pk,)
    add = part.add
    if add is None:
        raise Http404("This is not added by itself.")
    if asked.is_saved(
        lambda: add(
            *where,
            by=request.user,
            at=at,
            answers=form.answers(),
            sent_as=asked.sent_as,
        )
    ):
        messages.success(request, f"The {part.one} is added")
        return redirect(part.back(asked.saved))
    title = part.add_title if under is None else f"{part.add_title}: {under}"
    return show_sheet(request, asked, title, _page_of(part, under))


@require_get_or_post
@page(Permission.SEE_COUNCIL)
def change(request: StaffRequest, what: str, pk: int) -> HttpResponse:
    """Where somebody else was first, both texts are shown."""
    at, part = timezone.now(), _part(request, what)
    changed = part.get(pk, viewer=request.user)
    form = part.form(sent(request), on=today(at), initial=vars(changed))
    part.fit(form, changed, viewer=request.user, at=at)
    asked = Asked(request, form, now=changed.version)
    if asked.is_saved(
        lambda: actions.change(
            changed,
            by=request.user,
            at=at,
            needs=part.needs,
            version=asked.version,
            answers=form.answers(),
        )
    ):
        messages.success(request, f"The {part.one} is saved")
        return redirect(part.back(changed))
    title = f"{part.title_of_change()}: {changed}"
    return show_sheet(request, asked, title, part.back(changed))


@require_get_or_post
@page(Permission.SEE_COUNCIL)
def strike_out(request: StaffRequest, what: str, pk: int) -> HttpResponse:
    part = _part(request, what)
    if not part.may_be_struck_out:
        raise Http404("This is not struck out by itself.")
    at, struck = timezone.now(), part.get(pk, viewer=request.user)
    form = StrikeOutForm(sent(request))
    asked = Asked(request, form)
    if asked.is_saved(
        lambda: actions.strike_out(
            struck, by=request.user, at=at, needs=part.needs, **form.cleaned_data
        )
    ):
        messages.success(request, f"The {part.one} is struck out")
        return redirect(_page_of(part, struck, is_gone=True))
    title = f"Strike out the {part.one}: {struck}"
    return show_sheet(request, asked, title, part.back(struck), save="Strike it out")


def _part(request: StaffRequest, what: str, *, under: str | None = None) -> Part:
    """Raises Http404 for what there is none of, or which stands under another."""
    part = PARTS.get(what)
    if part is None or (under is not None and (part.under != under or not part.add)):
        raise Http404("Nothing of this kind is written down here.")
    require(request.user, part.needs)
    return part


def _page_of(part: Part, of: Any, *, is_gone: bool = False) -> str:
    """The page to go back to: a list's, or the meeting's that it belongs to."""
    lists = {
        "meetings": "meetings:meetings",
        "forward-plan": "meetings:forward_plan",
        "from-young-people": "meetings:from_young_people_list",
    }
    if part.slug in lists:
        return reverse(lists[part.slug])
    item = getattr(of, "item", None) if is_gone else of
    of_meeting = getattr(item, "meeting", None) or getattr(of, "meeting", None) or of
    return reverse("meetings:meeting", args=[of_meeting.pk])


# -- actions ---------------------------------------------------------------------------


@require_safe
@page(Permission.SEE_COUNCIL)
def actions_list(request: StaffRequest) -> HttpResponse:
    of_page = queries.actions_page(
        viewer=request.user,
        on=today(timezone.now()),
        body=_number(request, "body"),
        show=request.GET.get("show", ""),
        page=_number(request, "page") or 1,
    )
    return render(request, "meetings/actions.html", {"page": of_page})


@require_safe
@page(Permission.SEE_COUNCIL)
def action(request: StaffRequest, pk: int) -> HttpResponse:
    of_page = queries.action_page(pk, viewer=request.user, on=today(timezone.now()))
    return render(request, "meetings/action.html", {"page": of_page})


@require_get_or_post
@page(Permission.SEE_COUNCIL)
def finish_action(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    done = queries.get_action(pk, viewer=request.user)
    actions.require_may_finish(done, by=request.user)
    form = forms.FinishActionForm(
        sent(request), on=today(at), initial={"what_was_done": done.what_was_done}
    )
    asked = Asked(request, form, now=done.version)
    if asked.is_saved(
        lambda: actions.finish_action(
            done,
            by=request.user,
            at=at,
            version=asked.version,
            **form.cleaned_data,
        )
    ):
        messages.success(request, "What was done is written down")
        return redirect(done)
    return show_sheet(request, asked, f"It is done: {done}", done)


@require_POST
@page(Permission.SEE_COUNCIL)
def reopen_action(request: StaffRequest, pk: int) -> HttpResponse:
    again = queries.get_action(pk, viewer=request.user)
    try:
        actions.reopen_action(
            again, by=request.user, at=timezone.now(), version=again.version
        )
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, "The action is open again")
    return redirect(again)


# -- what young people ask -------------------------------------------------------------


@require_safe
@page(Permission.SEE_COUNCIL)
def from_young_people_list(request: StaffRequest) -> HttpResponse:
    of_page = queries.from_young_people_page(
        viewer=request.user,
        on=today(timezone.now()),
        body=_number(request, "body"),
        show=request.GET.get("show", ""),
        page=_number(request, "page") or 1,
    )
    return render(request, "meetings/from_young_people_list.html", {"page": of_page})


@require_safe
@page(Permission.SEE_COUNCIL)
def from_young_people(request: StaffRequest, pk: int) -> HttpResponse:
    said = queries.you_said(pk, viewer=request.user, on=today(timezone.now()))
    may_change = request.user.may(Permission.KEEP_PROMISES)
    return render(
        request,
        "meetings/from_young_people.html",
        {"said": said, "may_change": may_change},
    )


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def put_on_agenda(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    saying = queries.get_from_young_people(pk, viewer=request.user)
    choices = queries.meeting_choices(
        viewer=request.user, at=at, body=saying.asked_of_id
    )
    form = forms.PutOnAgendaForm(sent(request), meetings=choices)
    asked = Asked(request, form)
    if asked.is_saved(
        lambda: actions.put_on_agenda(
            saying, by=request.user, at=at, meeting=form.cleaned_data["meeting"]
        )
    ):
        messages.success(request, "It is on the agenda")
        return redirect(saying)
    intro = "" if choices else "No meeting of this body is planned. Add one first."
    title = "Put it on an agenda"
    return show_sheet(request, asked, title, saying, intro=intro)


# -- the forward plan ------------------------------------------------------------------


@require_safe
@page(Permission.SEE_COUNCIL)
def forward_plan(request: StaffRequest) -> HttpResponse:
    of_page = queries.forward_plan_page(
        viewer=request.user,
        on=today(timezone.now()),
        body=_number(request, "body"),
    )
    return render(request, "meetings/forward_plan.html", {"page": of_page})


@require_safe
@page(Permission.SEE_COUNCIL)
def print_forward_plan(request: StaffRequest, form: str) -> HttpResponse:
    at = timezone.now()
    of_page = queries.forward_plan_page(
        viewer=request.user, on=today(at), body=_number(request, "body")
    )
    document = downloads.forward_plan_document(of_page, at=at)
    name = f"forward plan {of_page.body_name} {today(at).isoformat()}"
    return downloads.document_download(document, form=form, name=name)


# -- the calendar ----------------------------------------------------------------------


@require_get_or_post
@page(Permission.SEE_COUNCIL)
def calendar(request: StaffRequest) -> HttpResponse:
    """The address is shown once, when it is made: only its hash is kept."""
    at, address = timezone.now(), ""
    if request.method == "POST" and "end" in request.POST:
        actions.end_feed(by=request.user)
        messages.success(request, "The calendar has ended")
        return redirect("meetings:calendar")
    of_page = queries.feed_page(viewer=request.user, on=today(at))
    form = forms.FeedForm(sent(request), bodies=of_page.bodies, chosen=of_page.chosen)
    if form.is_valid():
        token = actions.make_feed(by=request.user, at=at, **form.cleaned_data)
        address = request.build_absolute_uri(reverse("meetings:feed", args=[token]))
        of_page = queries.feed_page(viewer=request.user, on=today(at))
    return render(
        request,
        "meetings/calendar.html",
        {"form": form, "address": address, "page": of_page},
    )


@open_to_everyone
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody's own calendar reads: which body meets when, and where."""
    home = request.build_absolute_uri(reverse("meetings:meetings"))
    found = queries.feed(token, viewer=None, at=timezone.now(), home=home)
    response = HttpResponse(found, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "no-store, private"
    return response


# -- what these share ------------------------------------------------------------------


def _number(request: StaffRequest, name: str) -> int | None:
    """A number of the address, or None where it is no such number."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) < 10 else None
