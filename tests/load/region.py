"""A region in a database of its own: 5,000 young people, 1,000,000 timeline entries.

`python -m tests.load.region` fills it once, and prints where the staff's sessions are.
Names and care come from the made-up county's rules; the many contacts are drawn by
PostgreSQL itself, with triggers held off: their history would say nothing here.
"""

import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.installed import migrated

ROOT = Path(__file__).resolve().parents[2]
YOUNG_PEOPLE, ADVISERS, TEAMS = 5_000, 200, 20
CONTACTS_EACH = 194
NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
SESSIONS = "sessions.json"


def main() -> None:
    os.environ.setdefault("PARENTIS_DATA", str(ROOT / ".data" / "bench" / "region"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parentis.config.settings")
    with migrated():
        fill()
        where = Path(os.environ["PARENTIS_DATA"]) / SESSIONS
        where.write_text(json.dumps(sessions()))
        print(where)


def fill() -> None:
    """Staff, records, allocations; then what was written down of them."""
    from django.db import connection, transaction

    from parentis.young_people.models import YoungPerson

    if YoungPerson.objects.exists():
        return
    with transaction.atomic():
        teams = _teams()
        advisers = _staff(teams)
        people = _young_people(teams)
        _allocate(people, advisers, teams)
        _write_of(people, advisers)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE contacts_contact DISABLE TRIGGER USER")
        for statement in MANY:
            cursor.execute(statement, {"each": CONTACTS_EACH})
        cursor.execute("ALTER TABLE contacts_contact ENABLE TRIGGER USER")
        cursor.execute("VACUUM ANALYZE")


def _teams() -> list:
    from parentis.accounts.models import Service, Team

    service = Service.objects.create(name="Leaving care")
    return [
        Team.objects.create(service=service, name=f"Leaving care {number}")
        for number in range(1, TEAMS + 1)
    ]


def _staff(teams: list) -> list:
    """Ten advisers and a manager in each team."""
    from parentis.accounts.models import TeamMembership, User
    from parentis.accounts.roles import Role
    from parentis.madeup.names import staff_name

    def person(number: int, role: Role) -> User:
        return User(
            email=f"staff{number}@region.example",
            name=staff_name(number, seed=1),
            roles=[role.value],
            password="!",
        )

    managers = User.objects.bulk_create(
        person(1_000 + number, Role.TEAM_MANAGER) for number in range(len(teams))
    )
    advisers = User.objects.bulk_create(
        person(number, Role.PERSONAL_ADVISER) for number in range(ADVISERS)
    )
    TeamMembership.objects.bulk_create(
        TeamMembership(person=each, team=team, started_on=date(2024, 1, 1))
        for number, team in enumerate(teams)
        for each in (managers[number], *advisers[number :: len(teams)])
    )
    return advisers


def _young_people(teams: list) -> list:
    from parentis.madeup.names import young_persons_names
    from parentis.young_people.models import YoungPerson

    def born(number: int) -> date:
        return date(2001, 5, 5) + timedelta(days=number * 7 % 3_300)

    made = []
    for number in range(YOUNG_PEOPLE):
        names = young_persons_names(
            str(number), sex="MF"[number % 2], ethnic="WBRI", seed=1
        )
        made.append(
            YoungPerson(
                child_number=f"{900_000 + number}",
                given_name=names.given,
                family_name=names.family,
                born=born(number),
                service=teams[0].service,
            )
        )
    return YoungPerson.objects.bulk_create(made)


def _allocate(people: list, advisers: list, teams: list) -> None:
    from parentis.young_people.choices import AllocatedAs
    from parentis.young_people.models import Address, Allocation

    Allocation.objects.bulk_create(
        Allocation(
            young_person=each,
            allocated_as=AllocatedAs.PERSONAL_ADVISER,
            person=advisers[number % len(advisers)],
            started_on=date(2024, 9, 2),
        )
        for number, each in enumerate(people)
    )
    Allocation.objects.bulk_create(
        Allocation(
            young_person=each,
            allocated_as=AllocatedAs.TEAM,
            team=teams[number % len(teams)],
            started_on=date(2024, 9, 2),
        )
        for number, each in enumerate(people)
    )
    Address.objects.bulk_create(
        Address(
            young_person=each,
            lines=f"{number % 90 + 1} Lantern Row\nAldermere",
            postcode=f"ZZ{number % 20 + 1} 4AB",
            started_on=date(2025, 1, 6),
        )
        for number, each in enumerate(people)
    )


def _write_of(people: list, advisers: list) -> None:
    """A period in care until 18, a home and a main activity of each."""
    from parentis.activities.models import MainActivity
    from parentis.care_history.models import CarePeriod
    from parentis.homes.models import Home
    from parentis.law.care import birthday

    CarePeriod.objects.bulk_create(
        CarePeriod(
            young_person=each,
            started_on=birthday(each.born, 11),
            legal_status="C2",
            placement="U6",
            ended_on=birthday(each.born, 18),
            reason_ceased="E17",
            came_from="return",
            recorded_at=NOW,
        )
        for each in people
    )
    Home.objects.bulk_create(
        Home(
            young_person=each,
            kind="UDZS"[number % 4],
            is_suitable=number % 4 != 3,
            why="" if number % 4 != 3 else "Staying with friends.",
            started_on=max(birthday(each.born, 18), date(2024, 6, 1)),
            recorded_at=NOW,
        )
        for number, each in enumerate(people)
    )
    MainActivity.objects.bulk_create(
        MainActivity(
            young_person=each,
            kind=("F2", "F5", "G5", "F4", "G4")[number % 5],
            started_on=date(2025, 9, 1),
            recorded_at=NOW,
        )
        for number, each in enumerate(people)
    )


# One contact every nine days or so, for five years back; one in seven only tried.
MANY = (
    """
    INSERT INTO contacts_contact (
        young_person_id, recorded_by_id, made_by_id, recorded_at, held_at, kind,
        is_made, is_seen, is_seen_alone, "where", who_else, note, their_words,
        next_step, version, why_struck_out
    )
    SELECT a.young_person_id, a.person_id, a.person_id, t, t,
        (ARRAY['visit', 'call', 'text', 'meeting'])[1 + n %% 4],
        n %% 7 > 0, n %% 7 > 0 AND n %% 4 IN (0, 3), false, '', '',
        'We went through the budget on the kitchen table, and rang the supplier.', '',
        '', 1, ''
    FROM young_people_allocation a, generate_series(1, %(each)s) n,
        LATERAL (SELECT timestamptz '2026-05-04 09:00+00'
            - make_interval(days => n * 9 + (a.young_person_id %% 80)::int)) x(t)
    WHERE a.person_id IS NOT NULL
    """,
    """
    INSERT INTO entries_timelineentry (
        young_person_id, kind, happened_on, headline, words, recorded_by_id,
        recorded_at, about, about_pk
    )
    SELECT young_person_id, 'contacts', held_at::date,
        CASE WHEN is_made THEN initcap(kind) ELSE initcap(kind) || ': tried' END,
        note, recorded_by_id, recorded_at, 'contacts.contact', id
    FROM contacts_contact
    """,
    """
    INSERT INTO entries_timelineentry (
        young_person_id, kind, happened_on, headline, words, recorded_at, about,
        about_pk
    )
    SELECT young_person_id, 'homes', started_on, 'Home', '', recorded_at,
        'homes.home', id FROM homes_home
    UNION ALL
    SELECT young_person_id, 'activities', started_on, 'Work and learning', '',
        recorded_at, 'activities.mainactivity', id FROM activities_mainactivity
    UNION ALL
    SELECT young_person_id, 'care-history', started_on, 'Looked after', '',
        recorded_at, 'care_history.careperiod', id FROM care_history_careperiod
    """,
)


def sessions() -> list[dict[str, object]]:
    """Sixty people who signed in: the session of each, and whom they know."""
    from allauth.account.internal.flows.login import record_authentication
    from django.conf import settings
    from django.contrib.auth.signals import user_logged_in
    from django.test import Client

    from parentis.accounts.models import User
    from parentis.young_people.models import Allocation

    def give_two_factors(*, request: Any, user: User, **_: Any) -> None:
        record_authentication(request, user, "mfa", type="totp")

    user_logged_in.connect(give_two_factors)

    managers = User.objects.filter(roles=["team-manager"]).order_by("pk")[:6]
    advisers = User.objects.filter(roles=["personal-adviser"]).order_by("pk")[:54]
    found = []
    for person in [*managers, *advisers]:
        client = Client()
        client.force_login(person)
        known = Allocation.objects.filter(person=person) or Allocation.objects.filter(
            team__in=person.memberships.values("team")
        )
        found.append(
            {
                "cookie": settings.SESSION_COOKIE_NAME,
                "csrf": settings.CSRF_COOKIE_NAME,
                "session": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "young_people": list(known.values_list("young_person_id", flat=True)),
            }
        )
    return found


if __name__ == "__main__":
    main()
