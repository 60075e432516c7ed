"""Who is let in, and as what."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission, Role


@transaction.atomic
def add_person(*, by: User | None, email: str, name: str, roles: list[Role]) -> User:
    """Somebody new, who cannot sign in until `set_password`.

    `by` is None for the operator at the machine's own command line, who needs no role.
    """
    if by is not None:
        require(by, Permission.MANAGE_PEOPLE)
    return User.objects.create_user(email, name=name, roles=roles)


@transaction.atomic
def set_password(person: User, *, by: User | None, password: str) -> None:
    if by is not None and by != person:
        require(by, Permission.MANAGE_PEOPLE)
    person.set_password(password)
    person.save(update_fields=["password"])


@transaction.atomic
def add_demo_person(
    *, by: None, email: str, name: str, roles: list[Role], word: str
) -> User:
    """Somebody made up, with a password that is printed. Only in the demo.

    Raises PermissionDenied elsewhere: a known password opens a council's records.
    """
    if not settings.IS_DEMO:
        raise PermissionDenied("Made-up people sign in to the demo alone.")
    person = User.objects.filter(email=email).first() or add_person(
        by=by, email=email, name=name, roles=roles
    )
    set_password(person, by=by, password=word)
    return person
