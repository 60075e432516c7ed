from datetime import date

import pytest

from parentis.bringing_in import actions, queries
from parentis.bringing_in.choices import FileHolds, FileState
from parentis.bringing_in.models import BroughtNote, Difference, OriginKey
from parentis.bringing_in.tests.conftest import AT
from parentis.contacts.models import Contact
from parentis.entries.models import TimelineEntry
from parentis.young_people.models import Address, Allocation, YoungPerson
from parentis.young_people.tests.factories import (
    RestrictionFactory,
    YoungPersonFactory,
)

PEOPLE = """Person ID,Name,DOB,Child ID
101,"THORNBURY, Sam",20/05/2006,70100042
102,"O'NEILL, Miss Mary Jane",01/02/2007,
,,,
103,"ALDOUS, Kwame",31/02/2007,
104,"PEEL, Ade",03/03/2005,70100044
"""
NOTES = """Person ID,Note ID,Contact Date,Contact Type,Outcome,Seen,Case Note,Author
101,9001,01/03/2026 14:30,Home visit,Successful,Y,"Sam made tea.
We spoke about work.",Bethan Marsh
101,9002,05/03/2026,Telephone call,No reply,,Left a message,J Smith
101,9003,06/03/2026,Professional meeting,,,Talked with housing,J Smith
999,9004,06/03/2026,Home visit,,,Who is this,J Smith
"""


def counts(file):
    return {name: n for name, n in file.counts.items() if n}


def everything():
    return {
        model.__name__: model.objects.count()
        for model in (
            YoungPerson,
            Address,
            Allocation,
            Contact,
            BroughtNote,
            TimelineEntry,
            OriginKey,
            Difference,
        )
    }


def test_people_of_another_system_become_records_of_the_team(brought, team):
    file = brought(FileHolds.PEOPLE, PEOPLE)

    assert file.state == FileState.DONE
    assert counts(file) == {"added": 3, "refused": 1}
    people = YoungPerson.objects.order_by("family_name")
    assert [person.name for person in people] == [
        "Mary Jane O'Neill",
        "Ade Peel",
        "Sam Thornbury",
    ]
    assert people[0].born == date(2007, 2, 1)
    assert {each.to for each in Allocation.objects.all()} == {team}


def test_each_cell_that_cannot_be_used_is_named_by_row_and_column(compared):
    file = compared(FileHolds.PEOPLE, PEOPLE)

    (refused,) = file.to_look_at.all()
    assert (refused.row, refused.column, refused.value) == (5, "DOB", "31/02/2007")
    assert refused.why.startswith("There is no such day as 31/02/2007")


def test_nothing_changes_before_it_is_confirmed(compared, team, rukhsana):
    before = everything()

    file = compared(FileHolds.PEOPLE, PEOPLE)

    assert file.state == FileState.READY
    assert counts(file) == {"added": 3, "refused": 1}
    assert everything() == before


@pytest.mark.parametrize("is_with_row_numbers", [True, False])
def test_the_same_files_again_add_nothing(brought, bethan, is_with_row_numbers):
    addresses = """Person ID,Address ID,Address Line 1,Town,Post Code,Start Date
101,1,14 Lantern Row,Aldermere,ZZ1 4AB,01/04/2025
"""
    allocations = """Person ID,Allocation ID,Worker,Start Date,End Date
101,1,"MARSH, Bethan",01/04/2025,
104,2,Bethan Marsh,01/04/2024,01/04/2025
"""
    notes = NOTES
    if not is_with_row_numbers:
        addresses = addresses.replace("Address ID", "Nothing")
        allocations = allocations.replace("Allocation ID", "Nothing")
        notes = notes.replace("Note ID", "Nothing")
    files = [
        (FileHolds.PEOPLE, PEOPLE),
        (FileHolds.ADDRESSES, addresses),
        (FileHolds.ALLOCATIONS, allocations),
        (FileHolds.CONTACTS, notes),
    ]
    first = [counts(brought(*each)) for each in files]
    before = everything()

    again = [counts(brought(*each)) for each in files]

    assert first == [
        {"added": 3, "refused": 1},
        {"added": 1},
        {"added": 2},
        {"added": 3, "refused": 1},
    ]
    assert again == [
        {"same": 3, "refused": 1},
        {"same": 1},
        {"same": 2},
        {"same": 3, "refused": 1},
    ]
    assert everything() == before


def test_contacts_and_notes_are_told_apart_and_attempts_are_no_contacts(
    brought, bethan
):
    brought(FileHolds.PEOPLE, PEOPLE)

    brought(FileHolds.CONTACTS, NOTES)

    visit, call = Contact.objects.order_by("held_at")
    assert (visit.kind, visit.is_made, visit.is_seen) == ("visit", True, True)
    assert visit.made_by == bethan
    assert visit.note == "Sam made tea.\nWe spoke about work."
    assert (call.kind, call.is_made) == ("call", False)
    assert call.note == "Left a message\n\nWritten by J Smith."
    (note,) = BroughtNote.objects.all()
    assert note.note == "Talked with housing"
    lines = TimelineEntry.objects.order_by("happened_on")
    assert [line.kind for line in lines] == ["contacts", "contacts", "notes"]


def test_what_the_other_system_changes_is_changed_if_nobody_wrote_here(brought):
    brought(FileHolds.PEOPLE, PEOPLE)

    file = brought(FileHolds.PEOPLE, PEOPLE.replace("Sam", "Samir"))

    assert counts(file) == {"changed": 1, "same": 2, "refused": 1}
    assert YoungPerson.objects.filter(given_name="Samir").exists()


def test_what_somebody_wrote_here_is_never_overwritten(brought, rukhsana):
    brought(FileHolds.PEOPLE, PEOPLE)
    sam = YoungPerson.objects.get(child_number="70100042")
    sam.given_name = "Samira"
    sam.save()

    file = brought(FileHolds.PEOPLE, PEOPLE.replace("Sam", "Samir"))

    sam.refresh_from_db()
    assert sam.given_name == "Samira"
    assert counts(file) == {"to-choose": 1, "same": 2, "refused": 1}
    (difference,) = Difference.objects.all()
    assert (difference.ours, difference.theirs) == ("Samira", "Samir")
    actions.choose(difference, by=rukhsana, at=AT, is_theirs=True)
    sam.refresh_from_db()
    assert sam.given_name == "Samir"
    again = brought(FileHolds.PEOPLE, PEOPLE.replace("Sam", "Samir"))
    assert counts(again) == {"same": 3, "refused": 1}


def test_a_choice_waits_once_however_often_the_file_comes(brought):
    YoungPersonFactory.create(
        child_number="70100042", given_name="Sammy", service=brought_service(brought)
    )

    brought(FileHolds.PEOPLE, PEOPLE)
    brought(FileHolds.PEOPLE, PEOPLE)

    fields = Difference.objects.values_list("field", flat=True)
    assert sorted(fields) == ["family_name", "given_name"]


def brought_service(_brought):
    from parentis.accounts.models import Service

    return Service.objects.get()


def test_work_that_stops_in_the_middle_goes_on_and_makes_no_doubles(
    compared, rukhsana, bethan, monkeypatch
):
    brought_people = compared(FileHolds.PEOPLE, PEOPLE)
    actions.confirm_file(brought_people, by=rukhsana, at=AT)
    actions.bring_in_file(brought_people.pk, by=None, at=AT)
    rows = "".join(
        f"101,{n},0{n % 9 + 1}/03/2026,Home visit,,,Visit {n},Bethan Marsh\n"
        for n in range(25)
    )
    file = compared(FileHolds.CONTACTS, NOTES.splitlines()[0] + "\n" + rows)
    actions.confirm_file(file, by=rukhsana, at=AT)
    monkeypatch.setattr(actions, "ROWS_AT_ONCE", 10)
    keep_rows, calls = actions._keep_rows, []

    def killed(*args):
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("the worker was killed")
        return keep_rows(*args)

    monkeypatch.setattr(actions, "_keep_rows", killed)
    with pytest.raises(RuntimeError):
        actions.bring_in_file(file.pk, by=None, at=AT)
    assert Contact.objects.count() == 10

    file = actions.bring_in_file(file.pk, by=None, at=AT)

    assert counts(file) == {"added": 25}
    assert Contact.objects.count() == TimelineEntry.objects.count() == 25
    actions.bring_in_file(file.pk, by=None, at=AT)
    assert Contact.objects.count() == 25


def test_a_row_that_is_there_twice_is_brought_in_once(compared):
    file = compared(
        FileHolds.PEOPLE,
        'Person ID,Name,DOB\n1,"A, B",1/2/2006\n1,"A, B",1/2/2006\n1,"A, C",\n',
    )

    assert counts(file) == {"added": 1, "same": 1, "refused": 1}
    assert "Row 2 has the same number" in file.to_look_at.get().why


def test_whom_a_restriction_hides_cannot_be_told_from_nobody(brought, team):
    hidden = YoungPersonFactory.create(child_number="70100042", service=team.service)
    RestrictionFactory.create(young_person=hidden)

    file = brought(
        FileHolds.CONTACTS,
        "Child ID,Date,Type,Note\n"
        "70100042,1/2/2026,Visit,x\n70100099,1/2/2026,Visit,x\n",
    )

    assert {each.why for each in file.to_look_at.all()} == {queries.NOT_HERE}
    assert not Contact.objects.exists()


def test_an_address_made_confidential_here_stays_so(brought):
    brought(FileHolds.PEOPLE, PEOPLE)
    text = "Person ID,Address,Confidential\n101,14 Lantern Row,No\n"
    brought(FileHolds.ADDRESSES, text)
    Address.objects.update(is_confidential=True)

    brought(FileHolds.ADDRESSES, text)

    assert Address.objects.get().is_confidential


def test_who_is_not_known_here_is_allocated_nobody(compared, brought, bethan):
    brought(FileHolds.PEOPLE, PEOPLE)

    file = compared(
        FileHolds.ALLOCATIONS,
        "Person ID,Worker,Start Date\n101,Nobody Known,1/2/2026\n",
    )

    row = file.to_look_at.get()
    assert (row.column, row.value) == ("Worker", "Nobody Known")
    assert row.why.startswith("There is nobody of this name")


def test_a_file_that_is_no_table_says_so(compared):
    assert compared(FileHolds.PEOPLE, b"\x00\x01\x02").refused_because
    locked = compared(FileHolds.PEOPLE, bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600)
    assert locked.state == FileState.REFUSED
    assert "save it as .xlsx" in locked.refused_because
