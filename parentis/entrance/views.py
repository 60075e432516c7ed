from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import open_to_everyone, page, signed_in
from parentis.accounts.queries import get_staff
from parentis.accounts.roles import Permission
from parentis.entrance import actions, forms, queries, single_sign_on
from parentis.entrance import enter_as as demo

SHOWN_LINK = "invitation_shown"
# -- the demo --------------------------------------------------------------------------


@open_to_everyone
@never_cache
def enter_as(request: HttpRequest) -> HttpResponse:
    if not demo.is_open(request):
        raise Http404("There is no demo here.")
    cards = queries.demo_cards(viewer=None)
    chosen = request.POST.get("email", "")
    if request.method == "POST" and chosen in {card.email for card in cards}:
        demo.enter(request, get_staff(chosen))
        return redirect("home")
    return render(request, "entrance/enter_as.html", {"cards": cards})


# -- staying signed in -----------------------------------------------------------------


@signed_in
@never_cache
def stay_signed_in(request: StaffRequest) -> HttpResponse:
    """Asked by the page's script: how long is left, or with POST, begin it anew.

    Asking does not keep somebody signed in: `sessions` counts the POST alone.
    """
    return JsonResponse({"seconds_left": getattr(request, "seconds_left", 0)})


@signed_in
@require_GET
def held_form(request: StaffRequest, pk: int) -> HttpResponse:
    held = queries.held_form(pk, viewer=request.user, at=timezone.now())
    return render(request, "entrance/held_form.html", {"held": held})


@require_POST
@signed_in
def discard_held_form(request: StaffRequest, pk: int) -> HttpResponse:
    actions.let_go_of_held_form(pk, by=request.user)
    messages.success(request, "What you wrote is thrown away")
    return redirect("home")


# -- invitations -----------------------------------------------------------------------


@page(Permission.MANAGE_PEOPLE)
@require_GET
def invitations(request: StaffRequest) -> HttpResponse:
    return render(
        request,
        "entrance/invitations.html",
        {
            "invited": queries.open_invitations(viewer=request.user, at=timezone.now()),
            "link": request.session.pop(SHOWN_LINK, None),
        },
    )


@page(Permission.MANAGE_PEOPLE)
def invite(request: StaffRequest) -> HttpResponse:
    form = forms.InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            invitation, token = actions.invite(
                by=request.user, at=timezone.now(), **form.chosen()
            )
        except actions.HasAnAccount:
            form.add_error("email", "Somebody signs in with this address already")
        else:
            _hand_over(request, invitation, token)
            return redirect("invitations")
    return render(request, "entrance/invite.html", {"form": form})


def _hand_over(request: StaffRequest, invitation: Any, token: str) -> None:
    """By e-mail, and on the administrator's next page."""
    link = request.build_absolute_uri(reverse("accept_invitation", args=[token]))
    _send(request, invitation.email, name=invitation.name, link=link)
    request.session[SHOWN_LINK] = {"name": invitation.name, "link": link}


def _send(request: StaffRequest, email: str, *, name: str, link: str) -> None:
    words = {
        "name": name,
        "link": link,
        "by": request.user.name,
        "council": settings.COUNCIL_NAME,
    }
    try:
        send_mail(
            f"Your way in to Parentis at {settings.COUNCIL_NAME}",
            render_to_string("entrance/invitation.txt", words),
            None,
            [email],
        )
    except OSError:
        messages.warning(
            request, "The email could not be sent. Give them the link yourself"
        )
    else:
        if settings.EMAIL_HOST:
            messages.success(request, f"An email is on its way to {email}")


@page(Permission.MANAGE_PEOPLE)
def help_back_in(request: StaffRequest, pk: int) -> HttpResponse:
    """For somebody who cannot sign in any more. Asked first: it reaches far."""
    person = queries.somebody_to_help(pk, viewer=request.user)
    if request.method != "POST":
        return render(request, "entrance/help_back_in.html", {"person": person})
    invitation, token = actions.help_back_in(pk, by=request.user, at=timezone.now())
    _hand_over(request, invitation, token)
    return redirect("invitations")


@page(Permission.MANAGE_PEOPLE)
@require_POST
def withdraw_invitation(request: StaffRequest, pk: int) -> HttpResponse:
    actions.withdraw_invitation(pk, by=request.user, at=timezone.now())
    messages.success(request, "The invitation is withdrawn: its link opens nothing now")
    return redirect("invitations")


@open_to_everyone
@never_cache
@sensitive_post_parameters("password")
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it does nothing, so that programs which try links in e-mails may."""
    now = timezone.now()
    invitation = queries.invitation_of(token, viewer=None, at=now)
    if invitation is None:
        return render(request, "entrance/invitation_is_over.html", status=404)
    form = forms.AcceptInvitationForm(
        request.POST if request.method == "POST" else None, invitation=invitation
    )
    if not form.is_valid():
        return render(
            request,
            "entrance/accept_invitation.html",
            {"form": form, "invitation": invitation},
        )
    try:
        person = actions.accept_invitation(
            token, by=None, at=now, password=form.cleaned_data["password"]
        )
    except actions.InvitationIsOver:
        return render(request, "entrance/invitation_is_over.html", status=404)
    get_adapter().logout(request)
    answer: HttpResponse = perform_password_login(
        request, {"email": person.email}, Login(user=person)
    )
    return answer


# -- single sign-on --------------------------------------------------------------------


@open_to_everyone
@never_cache
@require_GET
def begin_single_sign_on(request: HttpRequest) -> HttpResponse:
    """A link, not a form: the policy of our pages lets no form lead to another site.

    Only our own link, or an address typed in: another site may not sign somebody in
    behind their back, and its visitors are shown the page to sign in.
    """
    if not settings.SSO_ISSUER:
        raise Http404("There is no single sign-on here.")
    if request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
        return redirect("account_login")
    try:
        return single_sign_on.begin(request, next_url=get_next_redirect_url(request))
    except (RequestException, OAuth2Error, ValueError, KeyError):
        return single_sign_on.did_not_work(request)


@open_to_everyone
@never_cache
@require_GET
def single_sign_on_back(request: HttpRequest) -> HttpResponse:
    """Where the provider sends people back to."""
    if not settings.SSO_ISSUER:
        raise Http404("There is no single sign-on here.")
    provider = single_sign_on.CouncilProvider(request, settings.SSO_ISSUER)
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(provider)(request)
    except (RequestException, OAuth2Error, ValueError, KeyError):
        return single_sign_on.did_not_work(request)
    return answer
