"""What training is due of whom, who took part, and who is reminded, once of each."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from parentis.accounts.tests.factories import (
    AnalystFactory,
    CommitteeOfficerFactory,
    ElectedMemberFactory,
)
from parentis.bodies.tests.factories import CouncillorFactory, TermOfOfficeFactory
from parentis.bodies.tests.test_bodies import day_of
from parentis.members import actions, queries, tasks
from parentis.members.models import Course, TookPart
from parentis.members.tests.factories import (
    CourseFactory,
    SessionFactory,
    WhenDueFactory,
)
from parentis.notices.models import Notice

ELECTED = date(2021, 5, 10)
IN_JUNE = date(2021, 6, 1)


@pytest.fixture
def officer(db):
    return CommitteeOfficerFactory.create()


@pytest.fixture
def pike(db):
    return CouncillorFactory.create(name="Desmond Pike", surname="Pike")


def owed(on):
    return [
        (str(due.councillor), str(due.course), due.due_on)
        for due in queries.all_due(viewer=None, on=on)
        if due.is_owed
    ]


def test_induction_is_due_within_ninety_days_of_an_election(pike):
    rule = WhenDueFactory.create(within_days=90)
    assert owed(IN_JUNE) == [("Councillor Desmond Pike", "Induction", date(2021, 8, 8))]

    SessionFactory.create(course=rule.course, took_part=[pike])
    assert owed(date(2021, 6, 9)) == [
        ("Councillor Desmond Pike", "Induction", date(2021, 8, 8))
    ]
    assert owed(date(2021, 6, 10)) == []


def test_induction_before_the_election_does_not_count_after_it(pike):
    rule = WhenDueFactory.create()
    SessionFactory.create(course=rule.course, took_part=[pike])
    pike.terms.update(ended_on=date(2025, 5, 6))
    TermOfOfficeFactory.create(councillor=pike, started_on=date(2025, 5, 6))

    assert owed(date(2025, 6, 1)) == [
        ("Councillor Desmond Pike", "Induction", date(2025, 8, 4))
    ]


def test_for_new_councillors_alone_what_they_took_before_counts(pike):
    rule = WhenDueFactory.create(is_for_new_members=True)
    SessionFactory.create(course=rule.course, took_part=[pike])
    pike.terms.update(ended_on=date(2025, 5, 6))
    TermOfOfficeFactory.create(councillor=pike, started_on=date(2025, 5, 6))
    # Another was out of office for a year: they are new again.
    back = CouncillorFactory.create(name="Priya Hale", surname="Hale")
    back.terms.update(ended_on=date(2024, 5, 6))
    TermOfOfficeFactory.create(councillor=back, started_on=date(2025, 5, 6))

    assert owed(date(2025, 6, 1)) == [
        ("Councillor Priya Hale", "Induction", date(2025, 8, 4))
    ]


def test_an_election_keeps_the_rule_of_its_day(pike):
    rule = WhenDueFactory.create(within_days=90, since=date(2017, 5, 1))
    WhenDueFactory.create(course=rule.course, within_days=30, since=IN_JUNE)

    assert owed(date(2021, 7, 1)) == [
        ("Councillor Desmond Pike", "Induction", date(2021, 8, 8))
    ]


def test_a_change_of_group_is_no_election(pike):
    WhenDueFactory.create()
    pike.terms.update(ended_on=date(2023, 2, 1))
    TermOfOfficeFactory.create(
        councillor=pike, started_on=date(2023, 2, 1), is_elected=False
    )

    assert owed(date(2023, 3, 1)) == [
        ("Councillor Desmond Pike", "Induction", date(2021, 8, 8))
    ]


def test_the_seminar_is_due_each_year_since_they_last_took_part(pike):
    rule = WhenDueFactory.create(seminar=True)
    assert owed(IN_JUNE)[0][2] == ELECTED + timedelta(days=365)

    SessionFactory.create(
        course=rule.course, held_on=date(2022, 3, 1), took_part=[pike]
    )
    assert owed(date(2022, 6, 1))[0][2] == date(2023, 3, 1)


def test_nothing_is_due_of_who_is_not_in_office_nor_counts_if_struck_out(pike, officer):
    rule = WhenDueFactory.create()
    session = SessionFactory.create(course=rule.course, took_part=[pike])
    actions.strike_out_session(
        session, by=officer, at=session.recorded_at, why="On another day"
    )
    assert owed(date(2022, 1, 1)) != []

    pike.terms.update(ended_on=date(2022, 1, 1))
    assert owed(date(2022, 1, 1)) == []


def test_the_register_lists_the_longest_overdue_first(visit, officer, pike):
    """Whatever day it is when this runs, both elections are long past."""
    WhenDueFactory.create()
    other = CouncillorFactory.create(
        name="Priya Hale", surname="Hale", term__started_on=date(2017, 5, 8)
    )
    page = visit("/members/training/", by=officer)

    assert list(page.summary.items())[:2] == [
        (str(other), "Induction, by 6 August 2017 Overdue"),
        (str(pike), "Induction, by 8 August 2021 Overdue"),
    ]
    assert page.summary["Induction"] == (
        "Within 90 days of an election Since 1 May 2017. Local choice"
    )


def test_a_course_its_rule_and_a_session_are_written_down(visit, officer, pike):
    course = {"title": "Induction", "kind": "induction"}
    visit("/members/training/courses/add/", by=officer, answers=course)
    pk = str(Course.objects.get().pk)
    rule = {
        "course_id": pk,
        "falls": "after-election",
        "within_days": "60",
        "is_for_new_members": "no",
        **day_of("since", date(2017, 5, 1)),
    }
    page = visit("/members/training/when-due/add/", by=officer, answers=rule)
    assert page.summary[str(pike)] == "Induction, by 9 July 2021 Overdue"

    held = {
        "course_id": pk,
        "councillors": [str(pike.pk)],
        **day_of("held_on", date(2021, 6, 10)),
    }
    page = visit("/members/training/sessions/add/", by=officer, answers=held)
    assert page.items("held") == ["Induction, 10 June 2021: 1 took part"]
    assert "Nothing is overdue." in page


def test_what_is_wrong_with_a_session_is_said(visit, officer, pike):
    ahead = day_of("held_on", date(2199, 6, 10))
    answers = {"councillors": [str(pike.pk)], "led_by": "Virtual School", **ahead}
    page = visit("/members/training/sessions/add/", by=officer, answers=answers)

    assert page.errors == [
        "Choose the course",
        "Nobody took part yet: it is held on a day to come",
    ]
    assert 'value="Virtual School"' in page.html


def test_two_who_say_who_took_part_lose_nothing(visit, officer, pike):
    session = SessionFactory.create()
    hale = CouncillorFactory.create(name="Priya Hale", surname="Hale")
    address = f"/members/training/sessions/{session.pk}/change/"

    def sheet(councillor):
        return {
            "version": "1",
            "course_id": str(session.course_id),
            "councillors": [str(councillor.pk)],
            **day_of("held_on", session.held_on),
        }

    visit(address, by=officer, answers=sheet(hale))
    page = visit(address, by=officer, answers=sheet(pike))

    assert page.errors[0].startswith("Somebody else changed this")
    assert "Who took part? " in page
    assert "Councillor Priya Hale" in page
    assert [each.councillor for each in TookPart.objects.all()] == [hale]


def test_each_is_reminded_once_that_it_is_due_and_once_that_it_is_overdue(officer):
    member = ElectedMemberFactory.create()
    pike = CouncillorFactory.create(name="Desmond Pike", user=member)
    CouncillorFactory.create(name="Priya Hale")  # signs in nowhere
    WhenDueFactory.create()

    def told_after(*days):
        for day in days:
            actions.remind(
                by=None, at=datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
            )
        theirs = Notice.objects.of(member).order_by("pk").values_list("about", "link")
        officers = Notice.objects.of(officer).order_by("pk")
        return list(theirs), [each.about for each in officers]

    first = ("Induction: you are due to take part by 8 August 2021.", "/members/")
    theirs, officers = told_after(
        date(2021, 5, 11), date(2021, 5, 12), date(2021, 8, 8)
    )
    assert theirs == [first]
    assert officers == ["Induction: due for 2 councillors."]

    SessionFactory.create(
        course=Course.objects.get(), held_on=date(2021, 8, 9), took_part=[pike]
    )
    theirs, officers = told_after(date(2021, 8, 9), date(2021, 8, 10))
    assert theirs == [first]
    assert officers[1:] == ["Induction: overdue for 1 councillor."]


def test_the_daily_task_reminds_and_writes_to_them(run_tasks, officer, pike):
    WhenDueFactory.create()
    tasks.remind(timestamp=0)
    run_tasks()

    assert Notice.objects.get().about == "Induction: overdue for 1 councillor."
    (message,) = mail.outbox
    assert message.to == [officer.email]
    assert "Pike" not in message.body


def test_a_seminar_is_asked_for_two_months_before(officer, pike):
    WhenDueFactory.create(seminar=True)  # due on 10 May 2022
    told = [
        actions.remind(by=None, at=datetime(2022, 3, day, 7, tzinfo=UTC))
        for day in (10, 11, 12)
    ]

    assert told == [0, 1, 0]


def test_the_register_is_for_who_runs_the_meetings(visit, pike):
    for address in ("/members/training/", f"/members/training/councillors/{pike.pk}/"):
        for other in (ElectedMemberFactory.create(), AnalystFactory.create()):
            assert visit(address, by=other).status == 403


def test_the_register_asks_the_same_however_many_there_are(
    officer, django_assert_num_queries
):
    rule = WhenDueFactory.create()

    def grow(number):
        for _ in range(number):
            SessionFactory.create(
                course=rule.course, took_part=[CouncillorFactory.create()]
            )

    for number in (2, 10):
        grow(number)
        with django_assert_num_queries(8):
            page = queries.register_page(viewer=officer, on=date(2022, 1, 1))
            assert len(page.councillors) == len(page.held) >= number


def test_a_course_struck_out_is_due_to_nobody(visit, officer, pike):
    rule = WhenDueFactory.create()
    page = visit(
        f"/members/training/courses/{rule.course_id}/strike-out/",
        by=officer,
        answers={"why": "Merged with another"},
    )

    assert "Nothing is overdue." in page
    assert CourseFactory._meta.model.objects.get().why_struck_out
