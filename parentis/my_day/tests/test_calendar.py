"""Somebody's days in their own calendar: the days alone, and of nobody."""

import re
from typing import Any

from parentis.accounts.models import User
from parentis.my_day.models import CalendarFeed
from parentis.my_day.queries import _escaped, _folded
from parentis.young_people.models import YoungPerson
from parentis.young_people.tests.factories import AddressFactory


def make(visit: Any, by: User) -> str:
    page = visit("/my-day/calendar/", by=by, answers={"make": "1"})
    found = re.search(r"/my-day/calendar/[\w-]+\.ics", page.html)
    assert found
    return found[0]


def test_it_tells_the_days_and_nothing_of_whom(
    visit: Any, client: Any, sam: YoungPerson, bethan: User
) -> None:
    """A canary: no word of the record may be in it."""
    AddressFactory.create(young_person=sam)
    response = client.get(make(visit, bethan))
    told = response.content.decode()

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Next step\r\n" in told
    assert "DTSTART;VALUE=DATE:20260530\r\n" in told
    assert "SUMMARY:Birthday window closes\r\n" in told
    assert "URL:http://testserver/my-day/\r\n" in told
    for canary in (
        "Sam",
        "Thornbury",
        sam.child_number,
        "Lantern",
        "ZZ1",
        "housing",
        "homeless",
        "Bethan",
        bethan.email,
        f"young-people/{sam.pk}",
    ):
        assert canary.lower() not in told.lower()
    assert all(len(line.encode()) <= 75 for line in told.split("\r\n"))


def test_a_day_keeps_its_number_and_a_new_address_ends_the_old(
    visit: Any, client: Any, sam: YoungPerson, bethan: User
) -> None:
    first = make(visit, bethan)
    numbers = re.findall("UID:(.+)\r", client.get(first).content.decode())
    assert numbers == re.findall("UID:(.+)\r", client.get(first).content.decode())
    assert len(numbers) == len(set(numbers)) > 0

    second = make(visit, bethan)

    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert CalendarFeed.objects.count() == 1
    assert second.split("/")[-1][:-4] not in CalendarFeed.objects.get().token_hash


def test_it_ends_with_the_account_and_with_the_role_and_on_request(
    visit: Any, client: Any, sam: YoungPerson, bethan: User
) -> None:
    address = make(visit, bethan)
    User.objects.filter(pk=bethan.pk).update(is_active=False)
    assert client.get(address).status_code == 404
    User.objects.filter(pk=bethan.pk).update(is_active=True, roles=["auditor"])
    assert client.get(address).status_code == 404
    User.objects.filter(pk=bethan.pk).update(roles=["personal-adviser"])
    assert client.get(address).status_code == 200

    visit("/my-day/calendar/", by=bethan, answers={"end": "1"})

    assert client.get(address).status_code == 404


def test_a_managers_calendar_has_their_own_young_people_alone(
    visit: Any, client: Any, sam: YoungPerson, rukhsana: User
) -> None:
    assert "BEGIN:VEVENT" not in client.get(make(visit, rukhsana)).content.decode()


def test_long_lines_are_folded_between_letters_and_signs_escaped() -> None:
    folded = _folded(["SUMMARY:" + "Zoë " * 40])

    lines = folded.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert folded.replace("\r\n ", "").strip() == ("SUMMARY:" + "Zoë " * 40).strip()
    assert _escaped("a,b;c\\d\ne") == r"a\,b\;c\\d\ne"
