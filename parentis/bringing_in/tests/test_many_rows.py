"""A whole service's records at once: 5,000 people and 100,000 notes."""

import time
from datetime import date, timedelta

import pytest

from parentis.bringing_in.choices import FileHolds
from parentis.contacts.models import Contact
from parentis.entries.models import TimelineEntry
from parentis.young_people.models import YoungPerson

PEOPLE, NOTES = 5_000, 100_000
MOST_SECONDS = 120
WORDS = (
    "We met and spoke about work, where to live, and what they would like next. " * 4
)


def a_service() -> tuple[str, str]:
    people = ["Person ID,Name,DOB,Child ID"]
    for n in range(PEOPLE):
        born = date(2003, 1, 1) + timedelta(days=n % 2000)
        name = "".join(chr(97 + int(digit)) for digit in str(n))
        people.append(f'{n},"NAME{name}, Young",{born:%d/%m/%Y},{70100000 + n}')
    notes = ["Person ID,Note ID,Contact Date,Contact Type,Outcome,Case Note,Author"]
    for n in range(NOTES):
        day = date(2024, 1, 1) + timedelta(days=n % 800)
        kind = ("Home visit", "Telephone call", "Management oversight")[n % 3]
        notes.append(
            f'{n % PEOPLE},{n},{day:%d/%m/%Y},{kind},Successful,"{WORDS}{n}",J Smith'
        )
    return "\n".join(people), "\n".join(notes)


@pytest.mark.slow
def test_five_thousand_people_and_a_hundred_thousand_notes_in_two_minutes(
    brought, capsys
):
    people, notes = a_service()

    begun = time.monotonic()
    brought(FileHolds.PEOPLE, people)
    after_people = time.monotonic()
    file = brought(FileHolds.CONTACTS, notes)
    took = time.monotonic() - begun

    with capsys.disabled():
        print(f"\npeople {after_people - begun:.0f} s, all {took:.0f} s")
    assert YoungPerson.objects.count() == PEOPLE
    assert file.counts == {"added": NOTES}
    assert TimelineEntry.objects.count() == NOTES
    assert Contact.objects.count() == NOTES - NOTES // 3
    assert took < MOST_SECONDS
