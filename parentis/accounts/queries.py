"""Who somebody is."""

from parentis.accounts.models import User


def get_staff(who: int | str) -> User:
    """The person with this number, or this e-mail address. Raises User.DoesNotExist.

    For tasks and commands, which are told who acts: there is no viewer before this.
    """
    if isinstance(who, int):
        return User.objects.get(pk=who, is_active=True)
    return User.objects.get(email__iexact=who, is_active=True)
