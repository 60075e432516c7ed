from allauth.account.views import PasswordChangeView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from parentis.accounts.http import StaffRequest
from parentis.accounts.permissions import signed_in
from parentis.accounts.roles import Permission


@signed_in
@require_safe
def your_account(request: StaffRequest) -> HttpResponse:
    person = request.user
    return render(
        request,
        "accounts/your_account.html",
        {
            "role": ", ".join(role.label for role in person.roles_held),
            "permissions": [p.label for p in Permission if person.may(p)],
        },
    )


class ChangePassword(PasswordChangeView):  # type: ignore[misc]
    success_url = reverse_lazy("your_account")

    def form_valid(self, form: object) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        messages.success(self.request, "Your password is changed")
        return response


change_password = ChangePassword.as_view()


@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """Where allauth sends somebody whose account was closed. It says no more."""
    return render(request, "account/account_inactive.html")
