"""The timeline: everything in order, some of it, page by page and on paper."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parentis.accounts.models import User
from parentis.audit.models import Look
from parentis.contacts.tests.factories import ContactFactory
from parentis.entries.models import TimelineEntry
from parentis.homes.tests.factories import HomeFactory
from parentis.young_people.models import YoungPerson
from parentis.young_people.tests.factories import AllocationFactory


@pytest.fixture
def sam(db: None) -> YoungPerson:
    sam: YoungPerson = AllocationFactory.create().young_person
    return sam


@pytest.fixture
def bethan(sam: YoungPerson) -> User:
    person = sam.allocations.get().person
    assert person
    return person


def tell(
    sam: YoungPerson, day: date, headline: str, kind: str = "contacts", words: str = ""
) -> TimelineEntry:
    return TimelineEntry.objects.create(
        young_person=sam,
        kind=kind,
        happened_on=day,
        headline=headline,
        words=words,
        recorded_at=datetime(2026, 5, 1, 9, tzinfo=UTC),
        about="contacts.contact",
        about_pk=TimelineEntry.objects.count() + 1,
    )


def headlines(page: Any) -> list[str]:
    return [
        line.headline
        for line in page.response.context["page"].lines
        for line in [line.line]
    ]


def test_everything_stands_in_order_with_a_link_to_its_entry(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    home = HomeFactory.create(young_person=sam)
    contact = ContactFactory.create(young_person=sam)
    for entry, kind in ((home, "homes"), (contact, "contacts")):
        TimelineEntry.of(entry, kind=kind).save()
    tell(sam, date(2020, 1, 1), "Of a kind nobody knows", kind="told-elsewhere")

    page = visit(f"/young-people/{sam.pk}/timeline/", by=bethan)

    assert page.links[home.headline] == (
        f"/young-people/{sam.pk}/record/homes/{home.pk}/"
    )
    assert page.links[contact.headline] == (
        f"/young-people/{sam.pk}/contacts/{contact.pk}/"
    )
    assert "1 January 2020 · Told elsewhere Of a kind nobody knows" in page.text


def test_it_shows_some_kinds_or_one_year(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    tell(sam, date(2025, 5, 1), "Phone call")
    tell(sam, date(2026, 5, 1), "Visit")
    tell(sam, date(2026, 5, 2), "Home: Foyer", kind="homes")
    at = f"/young-people/{sam.pk}/timeline/"

    assert headlines(visit(f"{at}?kind=homes", by=bethan)) == ["Home: Foyer"]
    both = visit(f"{at}?kind=homes&kind=contacts&year=2026", by=bethan)
    assert headlines(both) == ["Home: Foyer", "Visit"]
    assert headlines(visit(f"{at}?year=2025", by=bethan)) == ["Phone call"]
    assert headlines(visit(f"{at}?kind=nothing", by=bethan)) == []
    assert "Contacts (2)" in both.text


def test_what_nobody_could_have_asked_for_leaves_all_of_it(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    tell(sam, date(2026, 5, 1), "Visit")

    for asked in ("year=0", "year=99999", "before=x", "before=2026-05-01.", "kind=%00"):
        page = visit(f"/young-people/{sam.pk}/timeline/?{asked}", by=bethan)
        assert headlines(page) == ["Visit"], asked


def test_words_are_searched_for_and_stay_out_of_the_address(
    sam: YoungPerson, bethan: User
) -> None:
    tell(sam, date(2026, 5, 1), "Visit", words="The rent of his flat in Évora Street")
    tell(sam, date(2026, 5, 2), "Rent paid")
    tell(sam, date(2026, 5, 3), "Phone call", words="About football")
    client = Client()
    client.force_login(bethan)
    at = f"/young-people/{sam.pk}/timeline/"

    sent = client.post(f"{at}?kind=contacts", {"words": "RENT evora"})
    shown = client.get(sent["Location"])

    assert sent["Location"] == f"{at}?kind=contacts"
    assert [each.line.headline for each in shown.context["page"].lines] == ["Visit"]
    other = AllocationFactory.create(person=bethan).young_person
    tell(other, date(2026, 5, 1), "Visit")
    theirs = client.get(f"/young-people/{other.pk}/timeline/")
    assert len(theirs.context["page"].lines) == 1
    client.post(at, {"words": ""})
    assert len(client.get(at).context["page"].lines) == 3


def test_pages_follow_each_other_by_their_place_and_miss_no_line(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    # Several on each day: the place on the page is the day and the line.
    for number in range(120):
        day = date(2026, 5, 1) - timedelta(days=number // 7)
        tell(sam, day, f"Line {number}")
    at: str | None = f"/young-people/{sam.pk}/timeline/"
    seen: list[str] = []
    while at:
        page = visit(at, by=bethan)
        seen += headlines(page)
        further = page.links.get("Further back")
        at = further and f"{page.url}?{further.partition('?')[2]}"

    assert len(seen) == 120
    assert set(seen) == {f"Line {number}" for number in range(120)}


def test_the_printed_one_shows_what_was_asked_for_and_says_so(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    for number in range(60):
        tell(sam, date(2026, 5, 1), f"Line {number}")
    tell(sam, date(2026, 5, 2), "Home: Foyer", kind="homes")

    page = visit(f"/young-people/{sam.pk}/timeline/print/?kind=contacts", by=bethan)

    assert len(headlines(page)) == 60
    assert "This is not everything" in page.text
    assert Look.objects.latest("pk").looking == "printed"


@pytest.mark.parametrize("lines", [10, 100, 1_000])
def test_it_asks_the_database_as_often_however_long_a_life_is(
    visit: Any, sam: YoungPerson, bethan: User, lines: int
) -> None:
    TimelineEntry.objects.bulk_create(
        TimelineEntry(
            young_person=sam,
            kind=("contacts", "homes")[number % 2],
            happened_on=date(2026, 5, 1) - timedelta(days=number),
            headline=f"Line {number}",
            recorded_by=bethan,
            recorded_at=datetime(2026, 5, 1, 9, tzinfo=UTC),
            about="contacts.contact",
            about_pk=number,
        )
        for number in range(lines)
    )

    with CaptureQueriesContext(connection) as asked:
        page = visit(f"/young-people/{sam.pk}/timeline/", by=bethan)

    of_lines = [each for each in asked if "entries_timelineentry" in each["sql"]]
    assert len(of_lines) == 2
    assert len(headlines(page)) == min(lines, 50)
    assert not any("OFFSET" in each["sql"] for each in of_lines)
