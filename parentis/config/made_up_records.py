"""The demo's teams, staff and young people as rows: by a command, and by no button."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from parentis.accounts.models import Service, Team, TeamMembership, User
from parentis.accounts.roles import Role
from parentis.madeup.caseload import TEAMS, Caseload, Restricted
from parentis.young_people.choices import AllocatedAs
from parentis.young_people.models import (
    Address,
    Allocation,
    ListedStaff,
    Restriction,
    YoungPerson,
)


def are_filled() -> bool:
    return YoungPerson.objects.exists()


@transaction.atomic
def fill(caseload: Caseload, *, at: datetime) -> int:
    """The demo's teams, staff and records. Gives how many records.

    Raises PermissionDenied where there is no demo: nobody there is made up.
    """
    if not settings.IS_DEMO:
        raise PermissionDenied("Made-up young people are in the demo alone.")
    teams = _made_up_teams()
    staff = _made_up_staff(caseload, teams, at)
    made = {
        each.child_number: each
        for each in YoungPerson.objects.bulk_create(
            YoungPerson(
                child_number=record.child.number,
                given_name=record.names.given,
                family_name=record.names.family,
                legal_given_name=record.names.legal_given,
                born=record.child.born,
                service=teams[record.team].service,
            )
            for record in caseload.records
        )
    }
    Address.objects.bulk_create(
        Address(
            young_person=made[record.child.number],
            lines=record.home.lines,
            postcode=record.home.postcode,
            started_on=record.work[0].started_on,
            is_confidential=record.is_confidential,
        )
        for record in caseload.records
    )
    Allocation.objects.bulk_create(
        Allocation(
            young_person=made[record.child.number],
            allocated_as=AllocatedAs(work.allocated_as),
            person=staff.get(work.email),
            team=teams.get(work.team),
            started_on=work.started_on,
            ended_on=work.ended_on,
        )
        for record in caseload.records
        for work in record.work
    )
    for record in caseload.records:
        if record.restricted is not None:
            _restrict(made[record.child.number], record.restricted, staff, at)
    return len(made)


def _made_up_teams() -> dict[str, Team]:
    found = {}
    for name, teams in TEAMS.items():
        service, _ = Service.objects.get_or_create(name=name)
        for team in teams:
            found[team], _ = Team.objects.get_or_create(service=service, name=team)
    return found


def _made_up_staff(
    caseload: Caseload, teams: dict[str, Team], at: datetime
) -> dict[str, User]:
    """Those the demo knows keep their accounts; the others never sign in."""
    there = set(User.objects.values_list("email", flat=True))
    User.objects.bulk_create(
        User(
            email=each.email,
            name=each.name,
            roles=[Role(each.role).value],
            password=make_password(None),
        )
        for each in caseload.staff
        if each.email not in there
    )
    neighbour, postcode = caseload.neighbour
    User.objects.filter(email=neighbour).update(home_postcode=postcode)
    found = {each.email: each for each in User.objects.all()}
    since = timezone.localtime(at).date() - timedelta(days=3 * 365)
    TeamMembership.objects.bulk_create(
        TeamMembership(
            person=found[each.email], team=teams[each.team], started_on=since
        )
        for each in caseload.staff
    )
    return found


def _restrict(
    young_person: YoungPerson,
    restricted: Restricted,
    staff: dict[str, User],
    at: datetime,
) -> None:
    """As it was restricted on a day gone by, which no button does."""
    restriction = Restriction.objects.create(
        young_person=young_person,
        reason=restricted.reason,
        restricted_by=staff[restricted.by],
        restricted_at=datetime.combine(restricted.restricted_on, at.timetz()),
        reviewed_on=restricted.restricted_on,
        review_on=restricted.review_on,
    )
    ListedStaff.objects.bulk_create(
        ListedStaff(restriction=restriction, person=staff[email])
        for email in dict.fromkeys(restricted.listed)
    )
