"""Server time of a panel's pages of 200 recommendations with ten years of updates.

    python -m tests.benchmark_recommendations

Run by `tests.benchmarks`: the last line is JSON, milliseconds by page. Fills a database
of its own the first time.
"""

import json
import os
import statistics
import time
from pathlib import Path

from tests.installed import migrated

ROOT = Path(__file__).resolve().parents[1]
TIMES = 20
MEMBER = "member-of-the-panel@aldermere.example"


def main() -> None:
    folder = ROOT / ".data" / "bench" / "recommendations"
    os.environ.setdefault("PARENTIS_DATA", str(folder))
    os.environ["DJANGO_SETTINGS_MODULE"] = "parentis.config.settings"
    with migrated():
        print(json.dumps(measured()))


def measured() -> dict[str, float]:
    from allauth.account.internal.flows.login import record_authentication
    from django.contrib.auth.signals import user_logged_in
    from django.db import connection
    from django.test import Client

    from parentis.accounts.models import User
    from parentis.accounts.tests.factories import ElectedMemberFactory
    from parentis.recommendations.models import Source
    from parentis.recommendations.tests.many import ten_years

    person = User.objects.filter(email=MEMBER).first()
    if person is None:
        person = ElectedMemberFactory.create(email=MEMBER)
        ten_years()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    source = Source.objects.latest("pk")
    one = source.recommendations.get(number="1").pk
    client = Client(SERVER_NAME="localhost")
    # As somebody comes who gave a second factor.
    user_logged_in.connect(
        lambda request, user, **_: record_authentication(request, user, "mfa"),
        weak=False,
    )
    client.force_login(person)
    pages = {
        "all sources": "/recommendations/",
        "the list": "/recommendations/list/",
        "one source": f"/recommendations/sources/{source.pk}/",
        "one of them": f"/recommendations/{one}/",
    }
    return {what: _milliseconds(client, address) for what, address in pages.items()}


def _milliseconds(client, address: str) -> float:
    taken = []
    for _ in range(TIMES + 1):
        began = time.perf_counter()
        response = client.get(address)
        taken.append((time.perf_counter() - began) * 1000)
        assert response.status_code == 200, response.status_code
    return round(statistics.median(taken[1:]), 1)


if __name__ == "__main__":
    main()
