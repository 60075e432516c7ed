"""Pages that belong to no feature: start page, council's colour, accessibility."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import open_to_everyone, signed_in
from parentis.config.health import is_ready
from parentis.config.navigation import open_to

PLAIN = "text/plain; charset=utf-8"


@signed_in
@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """Straight to what this role comes for."""
    places = open_to(request.user)
    if places:
        return redirect(places[0].address)
    return render(request, "accounts/nothing_yet.html")


@open_to_everyone
@require_safe
@cache_control(public=True, max_age=365 * 24 * 60 * 60, immutable=True)
def brand(request: HttpRequest) -> HttpResponse:
    """The council's colour, as a stylesheet: the pages allow no style of their own."""
    css = f":root {{ --govuk-brand-colour: {settings.BRAND_COLOUR}; }}\n"
    return HttpResponse(css, content_type="text/css; charset=utf-8")


@open_to_everyone
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "design/accessibility.html")


@open_to_everyone
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """For whoever watches the process: it answers."""
    return HttpResponse("ok\n", content_type=PLAIN)


@open_to_everyone
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """For whoever sends visitors here: this process can do its work now."""
    if is_ready(at=timezone.now()):
        return HttpResponse("ready\n", content_type=PLAIN)
    return HttpResponse("not ready\n", content_type=PLAIN, status=503)
