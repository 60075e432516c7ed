from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.meetings import queries as meetings
from parentis.meetings.minutes import actions, forms
from parentis.recorded.views import Sheet as Asked
from parentis.recorded.views import sent, show_sheet

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def approve_minutes(request: StaffRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    approved = meetings.get_meeting(pk, viewer=request.user)
    form = forms.ApproveMinutesForm(sent(request))
    asked = Asked(request, form)
    if asked.is_saved(
        lambda: actions.approve_minutes(pk, by=request.user, at=at, **form.cleaned_data)
    ):
        messages.success(request, "The minutes are approved")
        return redirect(approved)
    title = f"Minutes approved: {meetings.name_of(approved, viewer=request.user)}"
    intro = "From then on everybody may read them, where the body meets in public."
    return show_sheet(request, asked, title, approved, intro=intro)
