from django.contrib import messages
from django.http import Http404, HttpResponse
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
from parentis.meetings import queries as meetings
from parentis.meetings.agenda import actions, downloads, forms, queries
from parentis.meetings.choices import AGENDA_IS_OUT, CLEAR_DAYS, IN_THE_ROOM, Sheet
from parentis.meetings.downloads import document_download
from parentis.meetings.from_young_people import queries as from_young_people
from parentis.recorded.views import Sheet as Asked
from parentis.recorded.views import sent, show_sheet, today
from parentis.refusals import Refused

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


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
    item = meetings.get_item(pk, viewer=request.user)
    is_up = request.POST.get("where") == "up"
    actions.move_item(pk, by=request.user, at=timezone.now(), is_up=is_up)
    return redirect(f"{item.meeting.get_absolute_url()}#item-{pk}")


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
    return document_download(document, form=form, name=name)


@require_get_or_post
@page(Permission.KEEP_PROMISES)
def put_on_agenda(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    saying = from_young_people.get_from_young_people(pk, viewer=request.user)
    choices = meetings.meeting_choices(
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
