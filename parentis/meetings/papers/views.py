from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.meetings import queries as meetings
from parentis.meetings.papers import actions, downloads, forms, queries
from parentis.recorded.views import Sheet as Asked
from parentis.recorded.views import today

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_get_or_post
@page(Permission.RUN_MEETINGS)
def upload_paper(request: StaffRequest, pk: int) -> HttpResponse:
    at, item = timezone.now(), meetings.get_item(pk, viewer=request.user)
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
        return redirect(item.get_absolute_url())
    return render(
        request,
        "meetings/upload_paper.html",
        {"asked": asked, "form": form, "item": item, "back": item.get_absolute_url()},
    )


@require_safe
@page(Permission.SEE_COUNCIL)
def paper(request: StaffRequest, pk: int) -> HttpResponse:
    """A file to take away, or the report that put itself there."""
    found = queries.get_paper(pk, viewer=request.user)
    if found.address:
        return redirect(found.address)
    return downloads.paper_download(found)
