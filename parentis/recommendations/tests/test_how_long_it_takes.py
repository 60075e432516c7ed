"""A panel's page of 200 recommendations, told of every quarter for ten years."""

import time

import pytest
from django.db import connection

from parentis.accounts.tests.factories import ElectedMemberFactory
from parentis.recommendations.tests.many import ten_years

ALLOWED = 0.2
TIMES = 11


@pytest.mark.bench
def test_each_page_of_ten_years_is_there_in_200_ms(client, db):
    source = ten_years()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client.force_login(ElectedMemberFactory.create())
    one = source.recommendations.get(number="1").pk
    took = {}
    for address in (
        "/recommendations/",
        "/recommendations/list/",
        f"/recommendations/sources/{source.pk}/",
        f"/recommendations/{one}/",
    ):
        times = []
        for _ in range(TIMES):
            began = time.perf_counter()
            assert client.get(address).status_code == 200
            times.append(time.perf_counter() - began)
        took[address] = min(times)

    assert max(took.values()) <= ALLOWED, took
