from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import (
    AdviserFactory,
    CommitteeOfficerFactory,
    ElectedMemberFactory,
    ManagerFactory,
    UserFactory,
)
from parentis.bodies.tests.factories import CouncillorFactory
from parentis.entrance.models import HeldForm
from parentis.notices.models import Notice
from parentis.recorded.actions import NotRecorded
from parentis.visits import actions, queries
from parentis.visits.models import DueVisit, Visit, VisitAction, VisitAnswer
from parentis.visits.tests.factories import (
    DueVisitFactory,
    HomeFactory,
    VisitActionFactory,
    VisitAnswerFactory,
    VisitFactory,
)

NOW = datetime(2026, 10, 3, 9, tzinfo=UTC)
SHEET = "0d5ad10c-20a3-4dcb-9a34-04a1e7ee3f4d"
PERIOD = (date(2026, 9, 1), date(2026, 9, 30))


@pytest.fixture
def member(db):
    return ElectedMemberFactory.create()


@pytest.fixture
def hale(member):
    return CouncillorFactory.create(name="Priya Hale", user=member)


@pytest.fixture
def larch(db):
    return HomeFactory.create(name="Larch House")


def a_visit(home, **more):
    return {
        "sent_as": SHEET,
        "home_id": home.pk,
        "visited_on-day": "15",
        "visited_on-month": "9",
        "visited_on-year": "2026",
        "has_met_young_people": "yes",
        "has_met_staff": "yes",
        "saw": "A warm kitchen, and supper on the stove.",
        "young_people_said": "The wifi stops at ten.",
        "good_enough": "mostly",
        "why": "The garden gate is broken.",
        "asked_1": "Mend the gate",
        "owner_1": "Registered manager",
        "due_1-day": "1",
        "due_1-month": "10",
        "due_1-year": "2026",
        **more,
    }


def test_a_councillor_writes_down_a_visit_once_and_who_answers_is_told(
    visit, member, hale, larch
):
    manager = ManagerFactory.create()
    due = DueVisitFactory.create(home=larch, councillor=hale, month=date(2026, 9, 1))

    page = visit("/visits/record/", by=member, answers=a_visit(larch))
    visit("/visits/record/", by=member, answers=a_visit(larch))
    made = Visit.objects.get()

    assert page.heading == "Larch House, 15 September 2026"
    assert page.summary["Good enough for my child?"] == (
        "Mostly The garden gate is broken."
    )
    assert page.summary["What young people told me"] == "The wifi stops at ten."
    assert page.summary["Mend the gate Registered manager, by 1 October 2026"]
    assert (made.councillor, made.due_visit) == (hale, due)
    assert VisitAction.objects.get().words == "Mend the gate"
    assert [each.person for each in Notice.objects.all()] == [manager]
    assert "Larch House" not in Notice.objects.get().about


def test_what_is_missing_is_said_and_what_was_typed_stays(visit, member, hale, larch):
    page = visit(
        "/visits/record/",
        by=member,
        answers=a_visit(
            larch,
            home_id="",
            saw="",
            why="",
            asked_2="",
            owner_2="Head of Fostering",
            **{"visited_on-year": "2099"},
        ),
    )

    assert page.errors == [
        "Choose the home you visited",
        "The day must be today or in the past",
        "Write what you saw",
        "Write why it is not quite good enough",
        "Write what you ask for",
    ]
    assert "The wifi stops at ten." in page.html
    assert "Head of Fostering" in page.html
    assert not Visit.objects.exists()


def test_who_is_no_councillor_is_told_whom_to_ask_and_nothing_is_lost(
    visit, member, larch
):
    page = visit("/visits/record/", by=member)
    sent = visit("/visits/record/", by=member, answers=a_visit(larch))

    assert "Ask a committee officer" in page
    assert "You are not written down as a councillor yet" in sent.errors[0]
    assert not Visit.objects.exists()


def test_a_visit_fills_the_longest_due_place_of_the_rota_or_the_months(
    member, hale, larch
):
    other = DueVisitFactory.create(home=larch, month=date(2026, 9, 1))
    theirs = DueVisitFactory.create(home=larch, councillor=hale, month=date(2026, 8, 1))
    answers = {
        "home_id": larch.pk,
        "visited_on": date(2026, 9, 20),
        "has_met_young_people": True,
        "has_met_staff": False,
        "saw": "A quiet evening.",
        "good_enough": "yes",
    }

    made = [actions.record_visit(by=member, at=NOW, answers=answers) for _ in range(3)]

    assert [each.due_visit for each in made] == [theirs, other, None]


def test_a_visit_that_was_to_another_home_fills_the_place_that_is_due_there(
    visit, member, hale, larch
):
    rowan = HomeFactory.create(name="Rowan House")
    of_larch, of_rowan = (
        DueVisitFactory.create(home=home, councillor=hale, month=date(2026, 9, 1))
        for home in (larch, rowan)
    )
    theirs = VisitFactory.create(
        councillor=hale, home=larch, visited_on=date(2026, 9, 15), due_visit=of_larch
    )

    visit(
        f"/visits/{theirs.pk}/change/",
        by=member,
        answers=a_visit(rowan, saw="A warm kitchen.", version="1"),
    )

    theirs.refresh_from_db()
    assert theirs.due_visit == of_rowan
    [still] = queries.due_of(hale.pk, viewer=member, on=NOW.date())
    assert still.due_visit == of_larch
    visit(
        f"/visits/{theirs.pk}/change/",
        by=member,
        answers=a_visit(rowan, saw="A warmer kitchen.", version="2"),
    )
    theirs.refresh_from_db()
    assert (theirs.saw, theirs.due_visit) == ("A warmer kitchen.", of_rowan)


def test_a_councillor_changes_their_own_visit_and_nobody_elses(
    visit, member, hale, larch
):
    theirs = VisitFactory.create(councillor=hale, home=larch)
    another = VisitFactory.create(home=larch)
    answers = a_visit(larch, saw="A warm kitchen.", version="1")

    page = visit(f"/visits/{theirs.pk}/change/", by=member, answers=answers)
    refused = visit(f"/visits/{another.pk}/change/", by=member, answers=answers)
    first = visit(f"/visits/{theirs.pk}/change/", by=member, answers=answers)

    assert page.summary["What I saw"] == "A warm kitchen."
    assert refused.status == 404
    assert "Somebody else changed this while you were writing" in first.errors[0]
    with pytest.raises(NotRecorded, match="another councillor's"):
        actions.ask_for(another, by=member, at=NOW, answers={"words": "Paint"})


def test_the_homes_answer_goes_back_to_the_councillor_and_to_young_people(
    visit, member, hale, larch
):
    visited = VisitFactory.create(councillor=hale, home=larch)
    asked = VisitActionFactory.create(visit=visited, words="Mend the gate")
    manager = ManagerFactory.create()
    answer = {
        "answered_on-day": "20",
        "answered_on-month": "9",
        "answered_on-year": "2026",
        "words": "Thank you for coming.",
        f"done_{asked.pk}": "A new gate was put in",
        f"done_on_{asked.pk}-day": "19",
        f"done_on_{asked.pk}-month": "9",
        f"done_on_{asked.pk}-year": "2026",
        "sent_as": SHEET,
    }
    told = {
        "told_on-day": "21",
        "told_on-month": "9",
        "told_on-year": "2026",
        "how_told": "At the house meeting",
        "told_by": "Registered manager",
        "version": "1",
    }
    address = f"/visits/{visited.pk}/answer/"

    nothing = visit(address, by=manager, answers={})
    half = visit(address, by=manager, answers={**answer, "told_on-day": "21"})
    answered = visit(address, by=manager, answers=answer)
    closed = visit(address, by=manager, answers={**answer, **told})
    seen = visit(f"/visits/{visited.pk}/", by=member)

    assert nothing.errors == [
        "Enter the day on which the home answered",
        "Write what the home answers",
    ]
    assert "The date must include a month and a year" in half.errors
    assert "Young people not told yet" in answered
    assert "Answered and told" in closed
    assert "On 21 September 2026: At the house meeting, by Registered manager." in seen
    assert "Done 19 September 2026 A new gate was put in" in seen
    assert VisitAnswer.objects.count() == 1
    (notice,) = Notice.objects.filter(person=member)
    assert notice.link == f"/visits/{visited.pk}/"


def test_each_is_reminded_once_of_a_visit_not_made_and_an_answer_not_given(
    member, hale
):
    manager, officer = ManagerFactory.create(), CommitteeOfficerFactory.create()
    DueVisitFactory.create(councillor=hale, month=date(2026, 9, 1))
    DueVisitFactory.create(month=date(2026, 9, 1))
    DueVisitFactory.create(councillor=hale, month=date(2026, 10, 1))
    VisitFactory.create(visited_on=date(2026, 9, 18))
    fresh = VisitFactory.create(visited_on=date(2026, 9, 19))
    answered = VisitFactory.create(visited_on=date(2026, 9, 1))
    VisitAnswerFactory.create(visit=answered)

    assert actions.chase(by=None, at=NOW) == 3
    assert actions.chase(by=None, at=NOW) == 0
    told = {each.person: each.about for each in Notice.objects.all()}
    assert "September 2026 is not written down yet" in told[member]
    assert "waited more than 14 days" in told[manager]
    assert "does not sign in to Parentis" in told[officer]
    assert Visit.objects.get(pk=fresh.pk).chased_at is None


def test_the_rota_is_made_for_a_year_and_a_swap_says_who_goes_instead(
    visit, hale, larch
):
    officer = CommitteeOfficerFactory.create()
    pike = CouncillorFactory.create(name="Desmond Pike")
    millbrook = HomeFactory.create(name="Millbrook")
    made = actions.make_rota(
        by=officer,
        at=NOW,
        first_month=date(2026, 10, 1),
        homes=[larch.pk, millbrook.pk],
        councillors=[hale.pk, pike.pk],
    )
    again = actions.make_rota(
        by=officer,
        at=NOW,
        first_month=date(2026, 10, 1),
        homes=[larch.pk, millbrook.pk],
        councillors=[hale.pk],
    )
    visit(
        f"/visits/rota/{made[0].pk}/swap/",
        by=officer,
        answers={"councillor_id": pike.pk, "why_swapped": "On leave", "version": "1"},
    )
    page = visit("/visits/rota/?year=2027", by=officer)

    assert len(made) == 24
    assert again == []
    assert made[-1].month == date(2027, 9, 1)
    assert {each.councillor_id for each in made} == {hale.pk, pike.pk}
    swapped = DueVisit.objects.get(pk=made[0].pk)
    assert (swapped.councillor, swapped.why_swapped) == (pike, "On leave")
    assert page.table("Who is due in 2027")[0][:3] == [
        "January",
        "Larch House",
        "Councillor Priya Hale",
    ]
    with pytest.raises(NotRecorded, match="at least one home"):
        actions.make_rota(
            by=officer, at=NOW, first_month=NOW.date(), homes=[], councillors=[]
        )


def test_the_form_for_the_rota_asks_for_homes_and_councillors(visit, hale, larch):
    officer = CommitteeOfficerFactory.create()

    page = visit("/visits/rota/make/", by=officer, answers={})

    assert page.errors == [
        "Choose the first month",
        "Choose at least one home",
        "Choose at least one councillor",
    ]


def test_the_public_is_told_no_home_and_only_what_an_officer_wrote(visit, hale, larch):
    visited = VisitFactory.create(councillor=hale, home=larch)
    VisitActionFactory.create(visit=visited)
    VisitAnswerFactory.create(visit=visited)
    VisitFactory.create(home=larch, struck_out_at=NOW, why_struck_out="A mistake")
    DueVisitFactory.create(home=larch, councillor=hale)
    officer = CommitteeOfficerFactory.create()
    visit(
        f"/visits/{visited.pk}/for-everybody/",
        by=officer,
        answers={"for_public": "A welcoming home.", "version": "1"},
    )

    (told,) = queries.public_visits(*PERIOD).visits
    for_staff = queries.visits_told(*PERIOD, viewer=officer)
    for_report = queries.visits_told(*PERIOD, viewer=officer, for_public=True)
    to_adviser = queries.visits_told(*PERIOD, viewer=AdviserFactory.create())

    assert (told.home, told.by) == ("A children's home", "Councillor Priya Hale")
    assert (told.findings, told.answer) == ("A welcoming home.", "")
    assert told.actions == ["1 thing was asked for, 0 done"]
    assert list(for_report.visits) == [told] == list(to_adviser.visits)
    assert for_staff.due == 1
    assert for_staff.visits[0].home == "Larch House"
    assert for_staff.visits[0].findings.endswith("The wifi stops at ten.")
    assert for_staff.visits[0].answer == "The gate is mended."


def test_what_a_councillor_still_has_to_visit_is_theirs_alone(member, hale, larch):
    late = DueVisitFactory.create(home=larch, councillor=hale, month=date(2026, 8, 1))
    made = DueVisitFactory.create(home=larch, councillor=hale, month=date(2026, 9, 1))
    DueVisitFactory.create(month=date(2026, 10, 1))
    to_come = DueVisitFactory.create(
        home=larch, councillor=hale, month=date(2026, 10, 1)
    )
    visited = VisitFactory.create(home=larch, councillor=hale, due_visit=made)

    due = queries.due_of(hale.pk, viewer=member, on=NOW.date())

    assert [(each.due_visit, each.is_overdue) for each in due] == [
        (late, True),
        (to_come, False),
    ]
    assert queries.visits_of(hale.pk, viewer=member) == [visited]


def test_staff_who_do_not_read_visits_open_none(visit, larch):
    visited = VisitFactory.create(home=larch)
    adviser = AdviserFactory.create()
    addresses = ("", "record/", "rota/", "homes/", f"{visited.pk}/")

    assert [visit(f"/visits/{each}", by=adviser).status for each in addresses] == (
        [403] * 5
    )


def test_a_home_is_added_with_what_everybody_reads(visit):
    officer = CommitteeOfficerFactory.create()
    page = visit(
        "/visits/homes/add/",
        by=officer,
        answers={"name": "Millbrook", "public_name": "A children's home"},
    )

    assert page.summary["Millbrook"] == "Everybody else reads: A children's home"


def test_a_visit_struck_out_opens_its_place_of_the_rota_again(visit, hale, larch):
    due = DueVisitFactory.create(home=larch, councillor=hale)
    visited = VisitFactory.create(home=larch, councillor=hale, due_visit=due)
    officer = CommitteeOfficerFactory.create()
    visit(f"/visits/{visited.pk}/strike-out/", by=officer, answers={"why": "Not there"})

    assert visit(f"/visits/{visited.pk}/", by=officer).status == 404
    assert queries.due_of(hale.pk, viewer=officer, on=NOW.date())


def test_the_list_asks_the_same_of_ten_visits_as_of_one(visit, hale):
    manager = UserFactory.create(role=Role.TEAM_MANAGER)

    def asked(address):
        with CaptureQueriesContext(connection) as made:
            visit(address, by=manager)
        return len(made)

    def add():
        due = DueVisitFactory.create()
        visited = VisitFactory.create(due_visit=due, home=due.home)
        VisitActionFactory.create(visit=visited)
        VisitAnswerFactory.create(visit=visited)
        DueVisitFactory.create(month=date(2026, 1, 1))

    add()
    before = [asked("/visits/"), asked("/visits/rota/?year=2026")]
    for _ in range(9):
        add()

    assert [asked("/visits/"), asked("/visits/rota/?year=2026")] == before


def test_what_was_typed_when_the_session_had_ended_is_kept_and_sent_again(
    member, hale, larch
):
    with time_machine.travel("2026-09-16 18:00 +0000", tick=False) as clock:
        client = Client()
        client.force_login(member)
        clock.shift(31 * 60)
        client.post("/visits/record/", a_visit(larch))
        held = HeldForm.objects.get(person=member)
        assert not Visit.objects.exists()

        client.force_login(member)
        page = client.get("/visits/", follow=True).content.decode()
        assert 'action="/visits/record/"' in page
        assert "The wifi stops at ten." in page
        answers = a_visit(larch, held_form=held.pk)
        client.post("/visits/record/", answers)

    assert Visit.objects.get().saw == "A warm kitchen, and supper on the stove."
    assert not HeldForm.objects.exists()
