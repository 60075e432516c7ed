from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.audit.choices import Looking
from parentis.support import queries
from parentis.young_people import queries as young_people


@require_safe
@page(Permission.SEE_CASEWORK, looking=Looking.OPENED)
def money(request: StaffRequest, pk: int) -> HttpResponse:
    """What was agreed and paid, against what the law or the government names today."""
    at = timezone.now()
    whose = young_people.get_young_person(pk, viewer=request.user, at=at)
    of_page = queries.money_page(
        whose, viewer=request.user, on=timezone.localtime(at).date()
    )
    return render(request, "support/money.html", {"page": of_page})
