from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.meetings.attendance import actions, forms, queries
from parentis.recorded.views import Sheet as Asked
from parentis.recorded.views import sent

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


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
