"""The lists: every source, one under its headings, and by status, owner or day."""

from datetime import date

import pytest

from parentis.accounts.tests.factories import (
    CommitteeOfficerFactory,
    ElectedMemberFactory,
)
from parentis.recommendations.tests.factories import (
    RecommendationFactory,
    SourceFactory,
    StatusSetFactory,
    UpdateFactory,
)

LONG_AGO = date(2019, 5, 1)


@pytest.fixture
def nearer_to_home(db):
    """Two headings; the second recommendation is complete, the third overdue."""
    source = SourceFactory.create(made_on=date(2018, 5, 1), update_every=12)
    one = RecommendationFactory.create(source=source, number="1", theme="Homes")
    two = RecommendationFactory.create(source=source, number="2", theme="Homes")
    three = RecommendationFactory.create(
        source=source, number="3", theme="Work", due_on=LONG_AGO, owner="Head of HR"
    )
    StatusSetFactory.create(recommendation=one, status="amber", set_on=LONG_AGO)
    StatusSetFactory.create(recommendation=two, status="complete")
    UpdateFactory.create(source=source, of=[one, three], reported_on=LONG_AGO)
    return [one, two, three]


def test_every_source_says_how_far_its_recommendations_have_come(visit, nearer_to_home):
    page = visit("/recommendations/", by=ElectedMemberFactory.create())

    assert "1 amber 1 complete 1 no status yet" in page.text
    assert "1 overdue" in page.text
    assert "2 with an update overdue" in page.text


def test_a_source_lists_its_recommendations_under_its_headings(visit, nearer_to_home):
    source = nearer_to_home[0].source
    page = visit(f"/recommendations/sources/{source.pk}/", by=member())

    assert page.heading == "Nearer to home"
    homes, work = page.text.index(" Homes "), page.text.index(" Work ")
    assert homes < page.text.index("Recommendation 2") < work
    assert "Last told on 1 May 2019: Everybody in year 10" in page.text
    assert "Overdue: it was to be done by 1 May 2019" in page.text
    assert "An update was due on 1 May 2020" in page.text


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("", ["1", "2", "3"]),
        ("?show=complete", ["2"]),
        ("?show=none", ["3"]),
        ("?show=overdue", ["3"]),
        ("?show=due", ["1", "3"]),
        ("?owner=Head+of+HR", ["3"]),
        ("?source=0", ["1", "2", "3"]),
    ],
)
def test_a_list_shows_what_is_asked_for(visit, nearer_to_home, asked, numbers):
    page = visit(f"/recommendations/list/{asked}", by=member())

    shown = [n for n in "123" if f"Recommendation {n} " in page.text]
    assert shown == numbers


def test_a_finished_recommendation_owes_nothing(nearer_to_home):
    from parentis.recommendations.chasing import queries

    due = queries.updates_due(viewer=None, on=date(2026, 1, 1))

    assert [line.recommendation.number for line in due] == ["1", "3"]


def test_as_many_queries_for_two_hundred_as_for_ten(
    db, django_assert_max_num_queries, client
):
    source = SourceFactory.create()
    person = CommitteeOfficerFactory.create()
    client.force_login(person)
    found = RecommendationFactory.create_batch(10, source=source)
    UpdateFactory.create(source=source, of=found)
    of_ten = queries_of(client, source)
    found += RecommendationFactory.create_batch(190, source=source)
    UpdateFactory.create(source=source, of=found)
    for each in found[::10]:
        StatusSetFactory.create(recommendation=each)

    assert queries_of(client, source) == of_ten


def queries_of(client, source):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for address in (
        "/recommendations/",
        "/recommendations/list/",
        f"/recommendations/sources/{source.pk}/",
    ):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
    return counts


def member():
    return ElectedMemberFactory.create()
