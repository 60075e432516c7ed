"""What is read of a case file."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.case_file.models import Death
from parentis.law import retention as law
from parentis.law.retention import Retention

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson


def died_on(pks: Collection[int], *, viewer: User) -> dict[int, date]:
    """When those who died did so, by the young person's key. The others are not in it.

    For whoever knows the young person: nobody is to ring or to wish them well.
    """
    require(viewer, Permission.SEE_ALLOCATED)
    found = Death.objects.filter(young_person__in=pks, struck_out_at__isnull=True)
    return dict(found.values_list("young_person_id", "died_on"))


def retention(young_person: "YoungPerson", *, viewer: User) -> Retention:
    """Until when the record is kept. Nothing of it is deleted before."""
    require(viewer, Permission.SEE_CASEWORK)
    died = died_on([young_person.pk], viewer=viewer)
    return law.retention(born=young_person.born, died_on=died.get(young_person.pk))
