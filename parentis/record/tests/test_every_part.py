"""What holds for each part of a record, whoever wrote it: the promises of ADR 10."""

from typing import Any

import pytest
from django.utils import timezone

from parentis.accounts.models import User
from parentis.accounts.roles import Permission, Role
from parentis.accounts.tests.factories import UserFactory
from parentis.entries.models import Entry, TimelineEntry
from parentis.entries.parts import Part
from parentis.record.parts import PARTS
from parentis.record.tests.examples import a_text_of, good_answers
from parentis.recorded.forms import EntryForm
from parentis.young_people.choices import AllocatedAs
from parentis.young_people.models import YoungPerson
from parentis.young_people.tests.factories import AllocationFactory

every_part = pytest.mark.parametrize("part", PARTS, ids=lambda part: part.slug)


@pytest.fixture
def sam(db: None) -> YoungPerson:
    sam: YoungPerson = AllocationFactory.create().young_person
    return sam


@pytest.fixture
def adviser(sam: YoungPerson) -> User:
    person = sam.allocations.get().person
    assert person
    return person


@pytest.fixture
def employment_adviser(sam: YoungPerson) -> User:
    liam: User = UserFactory.create(role=Role.EMPLOYMENT_ADVISER)
    AllocationFactory.create(
        young_person=sam, person=liam, allocated_as=AllocatedAs.EMPLOYMENT_ADVISER
    )
    return liam


def form_of(part: Part, sam: YoungPerson, viewer: User, **initial: Any) -> EntryForm:
    form = part.form(on=timezone.localdate(), initial=initial)
    part.fit(form, sam, viewer=viewer)
    return form


def address(part: Part, sam: YoungPerson, *rest: object) -> str:
    below = "".join(f"{each}/" for each in rest)
    return f"/young-people/{sam.pk}/record/{part.slug}/{below}"


def the_line_of(entry: Entry) -> TimelineEntry:
    return TimelineEntry.objects.get(
        about=entry._meta.label_lower,
        about_pk=entry.pk,
        young_person=entry.young_person,
    )


def is_told_as_it_reads(entry: Entry, part: Part) -> bool:
    line = the_line_of(entry)
    return (line.kind, line.headline, line.words, line.happened_on) == (
        part.slug,
        entry.headline[:200],
        entry.words,
        entry.happened_on,
    )


@every_part
def test_it_refuses_an_empty_sheet_in_sentences(
    visit: Any, sam: YoungPerson, adviser: User, part: Part
) -> None:
    asked = visit(address(part, sam, "add"), by=adviser)
    assert asked.status == 200
    assert "Save draft" in asked.buttons

    page = visit(address(part, sam, "add"), by=adviser, answers={})

    assert page.errors
    assert not any("This field is required" in error for error in page.errors)
    assert not part.model._base_manager.exists()


@every_part
def test_it_is_added_told_changed_and_struck_out_and_nothing_is_lost(
    visit: Any, sam: YoungPerson, adviser: User, part: Part
) -> None:
    answers = good_answers(form_of(part, sam, adviser), part.slug)
    page = visit(address(part, sam, "add"), by=adviser, answers=answers)
    assert page.errors == []
    entry = part.model._base_manager.get(young_person=sam)
    assert entry.headline in page.text
    assert entry.headline in visit(f"/young-people/{sam.pk}/timeline/", by=adviser)
    assert is_told_as_it_reads(entry, part)

    # Two people change it: the second sees both texts.
    text = a_text_of(form_of(part, sam, adviser, id=entry.pk))
    first, second = ({text: each} if text else {} for each in ("First", "Second"))
    change = address(part, sam, entry.pk, "change")
    sent = answers | {"version": "1"}
    assert visit(change, by=adviser, answers=sent | first).errors == []
    page = visit(change, by=adviser, answers=sent | second)
    assert page.errors[0].startswith("Somebody else changed this while you were")
    if text:
        assert f"{adviser} saved First" in page.text
        assert "You wrote Second" in page.text
    entry.refresh_from_db()
    assert is_told_as_it_reads(entry, part)
    assert visit(address(part, sam, entry.pk), by=adviser).status == 200

    # What is struck out stays readable, with the reason, and leaves the timeline.
    strike = address(part, sam, entry.pk, "strike-out")
    page = visit(strike, by=adviser, answers={"why": "It was somebody else's."})
    assert "It was somebody else's." in page.text
    assert entry.headline in visit(address(part, sam, entry.pk), by=adviser).text
    assert not TimelineEntry.objects.filter(young_person=sam).exists()


@every_part
def test_it_opens_below_whose_it_is_and_for_whom_it_is(
    visit: Any, sam: YoungPerson, adviser: User, employment_adviser: User, part: Part
) -> None:
    answers = good_answers(form_of(part, sam, adviser), part.slug)
    visit(address(part, sam, "add"), by=adviser, answers=answers)
    entry = part.model._base_manager.get(young_person=sam)
    other = AllocationFactory.create(person=adviser).young_person

    # Below another record, which the adviser may open, there is no such entry.
    for rest in ((), ("change",), ("strike-out",)):
        assert visit(address(part, other, entry.pk, *rest), by=adviser).status == 404
    strike, sent = address(part, other, entry.pk, "strike-out"), {"why": "Not theirs"}
    assert visit(strike, by=adviser, answers=sent).status == 404
    entry.refresh_from_db()
    assert not entry.is_struck_out

    # Who knows them by referral reads what is for everybody allocated, and no more.
    may = part.see == Permission.SEE_ALLOCATED
    opened = visit(address(part, sam, entry.pk), by=employment_adviser)
    record = visit(f"/young-people/{sam.pk}/", by=employment_adviser)
    assert opened.status == (200 if may else 403)
    assert (part.title in record.links) == may
    assert may or entry.headline not in record.text
