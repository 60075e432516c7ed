from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.audit.choices import Looking
from parentis.duplicates import actions, forms, queries
from parentis.refusals import Refused
from parentis.young_people import queries as young_people


@require_safe
@page(Permission.BRING_IN_RECORDS, looking=Looking.LISTED)
def duplicates(request: StaffRequest) -> HttpResponse:
    pairs = queries.likely_pairs(viewer=request.user, at=timezone.now())
    return render(request, "duplicates/duplicates.html", {"pairs": pairs})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.BRING_IN_RECORDS, looking=Looking.OPENED)
def join(request: StaffRequest, one: int, other: int) -> HttpResponse:
    """Two records side by side. The first stays, and the other leads on to it."""
    at = timezone.now()
    of_page = queries.side_by_side(one, other, viewer=request.user, at=at)
    trial = actions.try_to_join(of_page.other, into=of_page.one, by=request.user)
    form = forms.JoinForm(
        request.POST if request.method == "POST" else None,
        of=of_page,
        clashes=trial.clashes,
    )
    if form.is_valid():
        try:
            joined = actions.join(
                of_page.other,
                into=of_page.one,
                by=request.user,
                at=at,
                values=form.values,
                strike_out=form.strike_out,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The two records are joined")
            return redirect("duplicates:joined", joined.pk)
    return render(
        request,
        "duplicates/join.html",
        {"form": form, "page": of_page, "trial": trial},
    )


@require_safe
@page(Permission.SEE_ALLOCATED, looking=Looking.OPENED)
def joined(request: StaffRequest, pk: int) -> HttpResponse:
    """What was joined to a record, and what each of those said. A former leads on."""
    at = timezone.now()
    into = young_people.merged_into(pk, viewer=request.user, at=at)
    if into is not None:
        return redirect("duplicates:joined", into)
    young_person = young_people.get_young_person(pk, viewer=request.user, at=at)
    merged = young_people.merged_from(young_person, viewer=request.user)
    return render(
        request,
        "duplicates/joined.html",
        {"young_person": young_person, "merged": merged},
    )
