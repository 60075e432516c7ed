"""Who young people are, for whoever has them in a list."""

from collections.abc import Collection

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.personal_details.choices import DocumentKind
from parentis.personal_details.models import AboutThem, IdentityDocument


def about(pks: Collection[int], *, viewer: User) -> dict[int, AboutThem]:
    """The page about each, by the young person's key; who has none is left out."""
    require(viewer, Permission.SEE_CASEWORK)
    found = AboutThem.objects.filter(young_person__in=pks, struck_out_at__isnull=True)
    return {each.young_person_id: each for each in found}


def insurance_numbers(pks: Collection[int], *, viewer: User) -> dict[int, str]:
    """National Insurance numbers, to find two records of one young person by."""
    require(viewer, Permission.BRING_IN_RECORDS)
    found = IdentityDocument.objects.filter(
        young_person__in=pks,
        kind=DocumentKind.NATIONAL_INSURANCE,
        struck_out_at__isnull=True,
    ).exclude(number="")
    return {
        each.young_person_id: "".join(each.number.split()).upper() for each in found
    }
