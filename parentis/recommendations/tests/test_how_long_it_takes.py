"""A panel's page of 200 recommendations, told of every quarter for ten years."""

import statistics
import time

import pytest

from parentis.accounts.tests.factories import ElectedMemberFactory
from parentis.recommendations.tests.many import ten_years

ALLOWED = 0.2
TIMES = 11


@pytest.mark.bench
@pytest.mark.parametrize(
    "address",
    [
        "/recommendations/",
        "/recommendations/list/",
        "/recommendations/sources/{pk}/",
        "/recommendations/{one}/",
    ],
)
def test_a_page_of_ten_years_is_there_in_200_ms(client, db, address):
    source = ten_years()
    client.force_login(ElectedMemberFactory.create())
    one = source.recommendations.get(number="1").pk
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        answer = client.get(address.format(pk=source.pk, one=one))
        taken.append(time.perf_counter() - began)
        assert answer.status_code == 200

    print(f"{address}: {statistics.median(taken[1:]) * 1000:.0f} ms")
    assert statistics.median(taken[1:]) <= ALLOWED
