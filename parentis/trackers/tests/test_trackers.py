"""Reading a tracker in: what was found, what saving it does, and nothing twice."""

from datetime import UTC, date, datetime, timedelta

import pytest

from parentis.accounts.tests.factories import CommitteeOfficerFactory
from parentis.recommendations.in_reports import queries as in_reports
from parentis.recommendations.models import Recommendation, Source, Update
from parentis.recommendations.tests.factories import (
    RecommendationFactory,
    SourceFactory,
    UpdateFactory,
)
from parentis.recorded.actions import ChangedSince, NotRecorded
from parentis.tracker_files.giving import tracker_document, tracker_workbook
from parentis.trackers import actions, queries
from parentis.trackers.choices import Does, PieceKind, ReadingState
from parentis.trackers.models import Piece, Reading
from parentis.trackers.tests.trackers import NEARER_HOME, TWO_LISTS, uploaded

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
TODAY = AT.date()
NEARER = NEARER_HOME.encode()
pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return CommitteeOfficerFactory.create()


@pytest.fixture
def read(officer):
    def of(contents=NEARER, name="panel.txt", source=None):
        return actions.read_file(name, contents, by=officer, at=AT, source=source)

    return of


def planned(reading, officer):
    found = queries.plan(reading, viewer=officer, on=TODAY)
    return [(each.piece.number or each.piece.about, each.does) for each in found.pieces]


def save(reading, officer):
    """Gives the source that it was saved in."""
    source = actions.confirm_reading(reading, by=officer, at=AT).source_id
    assert source is not None
    return source


def piece(reading, **known):
    return Piece.objects.get(reading=reading, **known)


def test_what_was_found_says_what_saving_it_does(read, officer):
    reading = read()

    assert planned(reading, officer) == [
        ("1", Does.ADDS),
        ("1(i)", Does.ADDS),
        ("1(ii)", Does.ADDS),
        ("1", Does.TELLS),
        ("2", Does.ADDS),
        ("2", Does.TELLS),
        ("3", Does.ADDS),
        ("3, 4", Does.TELLS),
        ("4", Does.ADDS),
        ("", Does.IS_LEFT),
        ("", Does.IS_LEFT),
    ]
    assert reading.title == "Nearer to home"
    assert reading.report_by == "Lead Member for Children"
    assert (reading.told_to, reading.told_on) == (
        "Corporate Parenting Panel",
        date(2019, 3, 4),
    )
    assert not Source.objects.exists()


def test_saving_keeps_the_whole_story_once(read, officer):
    reading = read()

    actions.confirm_reading(reading, by=officer, at=AT)
    source = save(reading, officer)

    told = in_reports.told([source], viewer=officer, on=TODAY)[0]
    first, _, third, fourth = told.recommendations
    assert [part.number for part in first.parts] == ["(i)", "(ii)"]
    assert [each.on for each in first.updates] == [date(2019, 3, 4)]
    assert third.theme == fourth.theme == "Work"
    assert third.updates[0].words == fourth.updates[0].words
    assert list(third.updates[0].also) == ["4"]
    assert Update.objects.count() == 3


def test_reading_the_same_file_again_changes_nothing_and_says_so(read, officer):
    source = save(read(), officer)

    again = read(source=source)

    page = queries.reading_page(again.pk, viewer=officer, on=TODAY)
    assert page.plan.is_nothing_new
    actions.confirm_reading(again, by=officer, at=AT)
    assert Update.objects.count() == 3
    assert Recommendation.objects.count() == 6


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_what_is_given_out_can_be_read_again_and_says_the_same(form, read, officer):
    source = save(read(), officer)
    told = queries.source_told(source, viewer=officer, on=TODAY)
    given = (
        tracker_workbook(told, at=AT)
        if form == "xlsx"
        else tracker_document(told, organisation="Aldermere", at=AT)
    )

    again = read(given, f"tracker.{form}", source=source)

    assert {does for _, does in planned(again, officer)} == {Does.NOTHING}


def test_a_later_report_tells_of_what_is_there_and_both_are_kept(read, officer):
    source = save(read(), officer)
    later = (
        b"REPORT OF THE LEAD MEMBER FOR CHILDREN TO THE PANEL\nON 6 May 2021\n\n"
        b"Recommendation 1 has also been advanced: forty carers have joined.\n\n"
        b"Placements went well, which answers recommendations 3 - 4.\n"
    )

    reading = read(later, "later.txt", source=source)

    assert planned(reading, officer) == [("1", Does.TELLS), ("3, 4", Does.TELLS)]
    actions.confirm_reading(reading, by=officer, at=AT)
    told = queries.source_told(source, viewer=officer, on=TODAY)
    first = told.recommendations[0]
    assert [each.on for each in first.updates] == [date(2019, 3, 4), date(2021, 5, 6)]


def test_twenty_three_recommendations_of_one_council_are_one_history(
    read, officer, shared
):
    found = [
        sorted((shared / "reports").glob(f"{each}_*.txt")) for each in ("001", "000")
    ]
    if not all(found):
        pytest.skip("the council's reports are not beside the project")
    first, later = (paths[0].read_bytes() for paths in found)

    source = save(read(first, "2008.txt"), officer)
    save(read(later, "2010.txt", source=source), officer)

    told = queries.source_told(source, viewer=officer, on=TODAY)
    days = {each.number: [u.on for u in each.updates] for each in told.recommendations}
    once, twice = [date(2008, 12, 10)], [date(2008, 12, 10), date(2010, 4, 14)]
    assert {number for number, told_on in days.items() if told_on == twice} == {
        *("10", "11", "12", "13", "14", "15", "21")
    }
    assert {number for number, told_on in days.items() if told_on == once} == {
        *map(str, (*range(1, 10), *range(16, 21), 22, 23))
    }
    assert len(told.recommendations[0].parts) == 5


def test_what_differs_stays_until_somebody_chooses(read, officer):
    source = SourceFactory.create()
    kept = RecommendationFactory.create(
        source=source, number="1", text="Offer laptops", owner="Head of Fostering"
    )
    sheet = b"No,Recommendation,Owner\n1,Offer a laptop to all,Virtual School\n"
    reading = read(sheet, "t.csv", source=source.pk)
    found = queries.plan(reading, viewer=officer, on=TODAY).pieces[0]

    assert found.does is Does.DIFFERS
    assert [each.question for each in found.differs] == [
        "What is recommended",
        "Who sees to it",
    ]
    actions.change_piece(
        found.piece,
        by=officer,
        at=AT,
        version=1,
        answers={"is_theirs": True, "status": "green"},
    )
    actions.confirm_reading(reading, by=officer, at=AT)

    kept.refresh_from_db()
    assert (kept.text, kept.owner) == ("Offer a laptop to all", "Virtual School")
    told = queries.source_told(source.pk, viewer=officer, on=TODAY)
    assert told.recommendations[0].status == "Green"


def test_a_table_says_what_was_answered_and_on_what_a_status_rests(read, officer):
    sheet = (
        "No,Recommendation,Response,Update,Date,RAG,Evidence,Set by\n"
        '1,Ask,"Accepted in part: not at night",We asked.,4/3/2019,Amber,Minutes,Head\n'
    )

    source = SourceFactory.create().pk
    save(read(sheet.encode(), "t.csv", source=source), officer)

    told = queries.source_told(source, viewer=officer, on=TODAY).recommendations[0]
    assert told.answer == "Accepted in part: not at night"
    assert told.status == "Amber"
    assert told.updates[0].on == date(2019, 3, 4)
    assert told.updates[0].words == "We asked.\n\nWhat shows it: Minutes"
    again = read(sheet.encode(), "t.csv", source=source)
    assert set(planned(again, officer)) == {("1", Does.NOTHING)}


def test_two_sources_in_one_file_are_looked_through_and_saved_each_by_itself(
    read, officer, visit
):
    first = read(TWO_LISTS.encode(), "both.txt")
    (second,) = queries.other_lists(first, viewer=officer)

    assert read(TWO_LISTS.encode(), "both.txt") == first
    assert planned(first, officer) == [("1", Does.ADDS), ("1", Does.WAITS)]
    assert second.title == "Ofsted inspection 2024"
    assert [number for number, _ in planned(second, officer)] == ["1", "1", "2"]
    page = visit(f"/trackers/{first.pk}/", by=officer)
    assert "This file holds more than one list" in page.text
    assert "Ofsted inspection 2024: to be looked through" in page.text

    for reading in (first, second):
        answers = {"told_on": TODAY, "title": reading.title or "Scrutiny review"}
        changed = actions.change_reading(
            reading, by=officer, at=AT, version=1, answers=answers
        )
        save(changed, officer)
    assert set(Source.objects.values_list("title", flat=True)) == {
        "Scrutiny review",
        "Ofsted inspection 2024",
    }
    assert {
        (each.source.title, each.number, each.text)
        for each in Recommendation.objects.select_related("source")
    } == {
        ("Scrutiny review", "1", "Recruit carers"),
        ("Ofsted inspection 2024", "1", "Better plans"),
        ("Ofsted inspection 2024", "2", "Health checks in time"),
    }


def test_lists_that_are_one_after_all_are_put_together(read, officer, visit):
    first = read(TWO_LISTS.encode(), "both.txt")
    (second,) = queries.other_lists(first, viewer=officer)

    page = visit(f"/trackers/{second.pk}/put-together/", by=officer, answers={})

    assert "The lists of this file are one" in page.text
    assert page.url == f"/trackers/{first.pk}/"
    second.refresh_from_db()
    assert second.state == ReadingState.DISCARDED
    assert [number for number, _ in planned(first, officer)] == [
        *("1", "1"),
        *("1", "1", "2"),
    ]
    with pytest.raises(NotRecorded, match="recommendation 1 twice"):
        actions.confirm_reading(first, by=officer, at=AT)


def test_an_update_that_says_what_superseded_it_is_kept(read, officer):
    source = SourceFactory.create()
    for number in ("3", "14"):
        RecommendationFactory.create(source=source, number=number)
    sheet = (
        "No,Date,Status,Update\n"
        "3,4/3/2019,Superseded by recommendation 14,The board asks more.\n"
    )

    reading = read(sheet.encode(), "t.csv", source=source.pk)
    assert planned(reading, officer) == [("3", Does.TELLS)]
    actions.confirm_reading(reading, by=officer, at=AT)

    told = queries.source_told(source.pk, viewer=officer, on=TODAY).recommendations[0]
    assert told.status == "Superseded by 14"
    assert told.updates[0].status == "Superseded by 14"
    again = read(sheet.encode(), "t.csv", source=source.pk)
    assert planned(again, officer) == [("3", Does.NOTHING)]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Superseded", "does not say by which"),
        ("Superseded by 9", "superseded by recommendation 9, which is not there"),
    ],
)
def test_nothing_is_superseded_by_what_nobody_knows(read, officer, visit, said, asked):
    sheet = f"No,Recommendation,Status\n1,Ask,{said}\n2,Tell,\n"
    reading = read(sheet.encode(), "t.csv", source=SourceFactory.create().pk)
    with pytest.raises(NotRecorded, match=asked):
        actions.confirm_reading(reading, by=officer, at=AT)

    found = piece(reading, number="1")
    typed = {
        "number": "1",
        "text": "Ask",
        "status": "superseded",
        "superseded_by": "Rec 2",
        "version": "1",
    }
    visit(
        f"/trackers/{reading.pk}/pieces/{found.pk}/change/", by=officer, answers=typed
    )
    source = save(reading, officer)

    told = queries.source_told(source, viewer=officer, on=TODAY).recommendations[0]
    assert told.status == "Superseded by 2"


def test_nothing_is_saved_while_something_is_missing(read, officer):
    reading = read(b"As recommendation 9 asks, a seat was given.", "t.txt")
    update = piece(reading, kind=PieceKind.UPDATE)

    with pytest.raises(NotRecorded, match="Recommendation 9 is not there"):
        actions.confirm_reading(reading, by=officer, at=AT)

    source = SourceFactory.create()
    RecommendationFactory.create(source=source, number="9")
    actions.change_reading(
        reading, by=officer, at=AT, version=1, answers={"source_id": source.pk}
    )
    with pytest.raises(NotRecorded, match="on which day"):
        actions.confirm_reading(reading, by=officer, at=AT)
    told_on = {"told_on": date(2020, 1, 8)}
    actions.change_piece(update, by=officer, at=AT, version=1, answers=told_on)
    actions.confirm_reading(reading, by=officer, at=AT)
    assert Update.objects.get().reported_on == date(2020, 1, 8)


def test_words_not_understood_can_be_attached_and_others_joined(read, officer):
    reading = read()
    words = Piece.objects.filter(reading=reading, kind=PieceKind.LEFT_OVER)[0]
    first, second = Piece.objects.filter(reading=reading, kind=PieceKind.UPDATE)[:2]

    actions.change_piece(
        words,
        by=officer,
        at=AT,
        version=1,
        answers={"about": "2", "text": "It went on."},
    )
    actions.join_piece(second, into=first, by=officer, at=AT)
    actions.confirm_reading(reading, by=officer, at=AT)

    said = set(Update.objects.values_list("words", flat=True))
    assert "It went on." in said
    assert (
        "Allowances rose in April, and every carer has the handbook."
        "\n\nTwo teams try it."
    ) in said
    assert "Two teams try it." not in said


def test_two_people_who_correct_the_same_see_both_texts(read, officer):
    found = piece(read(), kind=PieceKind.RECOMMENDATION, number="2")
    said = {"text": "One worker each"}
    actions.change_piece(found, by=officer, at=AT, version=1, answers=said)

    with pytest.raises(ChangedSince):
        actions.change_piece(
            found, by=officer, at=AT, version=1, answers={"text": "One for all"}
        )


def test_a_file_is_looked_through_once_at_a_time(read):
    assert read() == read()


def test_discarding_keeps_none_of_its_words(read, officer):
    reading = read()

    actions.discard_reading(reading, by=officer, at=AT)

    assert not Piece.objects.exists()
    with pytest.raises(NotRecorded):
        actions.confirm_reading(reading, by=officer, at=AT)


def test_a_reading_that_nobody_goes_on_with_is_let_go(read):
    reading = read()

    actions.let_go(by=None, at=AT + timedelta(days=90))
    reading.refresh_from_db()
    assert reading.is_unfinished

    actions.let_go(by=None, at=AT + timedelta(days=91))
    reading.refresh_from_db()
    assert reading.state == ReadingState.DISCARDED
    assert not reading.pieces.exists()


# -- the pages -------------------------------------------------------------------------


def test_an_officer_reads_a_file_in_and_saves_it(visit, officer):
    answers = {"source": "", "file": uploaded()}
    page = visit("/trackers/upload/", by=officer, answers=answers)

    reading = Reading.objects.get()
    assert page.heading == "panel.txt"
    assert "New recommendation 1(ii)" in page.text
    assert "CONTACT OFFICER: Head of Fostering" in page.text
    assert "write the post instead" in page.text

    saved = visit(f"/trackers/{reading.pk}/save/", by=officer, answers={})

    assert "It is saved" in saved.text
    assert Source.objects.get().title == "Nearer to home"


def test_what_cannot_be_read_is_said_and_nothing_kept(visit, officer):
    broken = uploaded("PK\x03\x04 no zip at all", "tracker.docx")
    page = visit(
        "/trackers/upload/", by=officer, answers={"source": "", "file": broken}
    )

    assert "is damaged and could not be opened" in page.errors[0]
    assert not Reading.objects.exists()


def test_a_piece_is_corrected_or_left_out_on_its_page(visit, read, officer):
    reading = read()
    found = piece(reading, kind=PieceKind.UPDATE, about="3, 4")
    address = f"/trackers/{reading.pk}/pieces/{found.pk}"
    typed = {"about": "3–4, 1 (i)", "text": found.text, "version": "1"}

    visit(f"{address}/change/", by=officer, answers=typed)
    found.refresh_from_db()
    assert found.numbers == ["3", "4", "1(i)"]

    page = visit(f"{address}/leave-out/", by=officer, answers={"leave_out": "yes"})
    assert "Left out" in page.text
    wrong = visit(f"{address}/change/", by=officer, answers={"told_on-day": "31"})
    assert "The date must include a month and a year" in wrong.errors


def test_a_page_of_two_hundred_asks_as_often_as_one_of_ten(
    visit, read, officer, django_assert_max_num_queries
):
    source = SourceFactory.create()
    for number in range(1, 11):
        one = RecommendationFactory.create(source=source, number=str(number))
        UpdateFactory.create(source=source, of=[one])
    rows = "\n".join(f"{n},Ask for thing {n},Was told {n}" for n in range(1, 201))
    reading = read(f"No,Recommendation,Update\n{rows}".encode(), "t.csv", source.pk)

    with django_assert_max_num_queries(40):
        page = visit(f"/trackers/{reading.pk}/", by=officer)

    assert "New recommendation 11" in page.text


def test_a_tracker_is_given_out_to_all_staff(client, officer):
    source = SourceFactory.create()
    RecommendationFactory.create(source=source, number="1", text="=1+1")
    client.force_login(officer)

    workbook = client.get(f"/trackers/of/{source.pk}/workbook/")
    document = client.get(f"/trackers/of/{source.pk}/document/")

    assert workbook["Content-Disposition"].endswith('"tracker-nearer-to-home.xlsx"')
    assert document["Content-Disposition"].endswith('"tracker-nearer-to-home.docx"')
