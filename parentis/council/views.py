from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import page
from parentis.accounts.roles import Permission
from parentis.council import queries


@require_safe
@page(Permission.SEE_COUNCIL)
def home(request: StaffRequest) -> HttpResponse:
    of_page = queries.home_page(viewer=request.user, at=timezone.now())
    return render(request, "council/home.html", {"page": of_page})
