"""What the record of looking adds to a page, and how fast it is verified.

    python -m tests.benchmark_looking

Each page is opened in turn with the record and without it, so that whatever else the
machine does meets both alike; medians are compared. The embedded server runs as for an
installation: a look is on disk (fsync) before its page leaves. Fills a database of its
own the first time: 415 young people of one team, and 300,000 looks.
"""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.installed import migrated

ROOT = Path(__file__).resolve().parents[1]
YOUNG_PEOPLE, LOOKS, TIMES = 415, 300_000, 60
MANAGER = "manager-of-415@aldermere.example"
PAGES = {
    "A record": "/young-people/{pk}/",
    "A list of 50": "/young-people/",
    "A file of 415": "/young-people/download.csv",
}


def main() -> None:
    os.environ.setdefault("PARENTIS_DATA", str(ROOT / ".data" / "bench" / "looking"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "parentis.config.settings"
    with migrated():
        client, pk = fill()
        for what, address in PAGES.items():
            print(f"{what}: {cost(partial(client.get, address.format(pk=pk)))}")
        print(verification())


def fill():
    """The manager's browser, and one of their young people."""
    from allauth.account.internal.flows.login import record_authentication
    from django.contrib.auth.signals import user_logged_in
    from django.db import connection
    from django.test import Client

    from parentis.accounts.models import User
    from parentis.accounts.tests.factories import (
        ManagerFactory,
        TeamFactory,
        TeamMembershipFactory,
    )
    from parentis.audit.models import Look
    from parentis.young_people.models import YoungPerson
    from parentis.young_people.tests.factories import (
        AddressFactory,
        AllocationFactory,
        YoungPersonFactory,
    )

    manager = User.objects.filter(email=MANAGER).first()
    if manager is None:
        team = TeamFactory.create(name="The team of 415")
        for _ in range(YOUNG_PEOPLE):
            young_person = YoungPersonFactory.create(service=team.service)
            AddressFactory.create(young_person=young_person)
            AllocationFactory.create(
                young_person=young_person, allocated_as="team", person=None, team=team
            )
        manager = ManagerFactory.create(email=MANAGER)
        TeamMembershipFactory.create(team=team, person=manager)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_look (at, person, looking, page, young_person, child,"
            " where_from, why, patterns, request)"
            " SELECT now() - interval '1 year' + n * interval '90 seconds', n %% 200,"
            " 'listed', 'young_people:young_people', n %% 2000, '7010' || n %% 2000,"
            " '10.0.0.7', '', '{}', gen_random_uuid()"
            " FROM generate_series(%s, %s) AS n",
            [Look.objects.count() + 1, LOOKS],
        )
        cursor.execute("ANALYZE")
    client = Client(SERVER_NAME="localhost")
    # As somebody comes who gave a second factor.
    user_logged_in.connect(
        lambda request, user, **_: record_authentication(request, user, "mfa"),
        weak=False,
    )
    client.force_login(manager)
    return client, YoungPerson.objects.filter(service__teams__name="The team of 415")[
        0
    ].pk


def cost(open_page: Callable[[], object]) -> str:
    with_record, without = [], []
    for _ in range(TIMES):
        with_record.append(_milliseconds(open_page))
        with unrecorded():
            without.append(_milliseconds(open_page))
    added = statistics.median(
        one - other for one, other in zip(with_record, without, strict=True)
    )
    return (
        f"{statistics.median(with_record):.1f} ms, without the record"
        f" {statistics.median(without):.1f} ms: it adds {added:.1f} ms"
    )


@contextmanager
def unrecorded() -> Iterator[None]:
    from parentis.audit.looking import Record

    write = Record.write
    Record.write = lambda _record: None  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        Record.write = write  # type: ignore[method-assign]


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    response = work()
    taken = (time.perf_counter() - began) * 1000
    assert response.status_code == 200, response  # type: ignore[attr-defined]
    return taken


def verification() -> str:
    from parentis.audit import queries

    began = time.perf_counter()
    broken, head = queries.verify(viewer=None)
    seconds = time.perf_counter() - began
    assert broken is None, broken
    return (
        f"Verified {head.position:,} looks in {seconds:.1f} s, so three million in"
        f" {seconds / head.position * 3_000_000:.0f} s"
    )


if __name__ == "__main__":
    main()
