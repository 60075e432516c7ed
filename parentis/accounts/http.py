"""A request as a view of ours receives it: somebody is signed in."""

from django.http import HttpRequest

from parentis.accounts.models import User


class StaffRequest(HttpRequest):
    """`permissions.AccessMiddleware` has seen to it that `user` is a person."""

    user: User
