"""Whose work a young person is: allocating, ending, handing over."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from parentis.accounts.models import Team, User
from parentis.accounts.tests.factories import (
    AdviserFactory,
    AnalystFactory,
    ManagerFactory,
    TeamFactory,
    TeamMembershipFactory,
)
from parentis.audit.models import Look
from parentis.notices.models import Notice
from parentis.young_people import actions
from parentis.young_people.models import Allocation, YoungPerson
from parentis.young_people.tests.factories import (
    AllocationFactory,
    RestrictionFactory,
    YoungPersonFactory,
)


def parts(name: str, day: date) -> dict[str, str]:
    return {
        f"{name}-day": str(day.day),
        f"{name}-month": str(day.month),
        f"{name}-year": str(day.year),
    }


def work_of(person: User) -> set[YoungPerson]:
    on = timezone.localdate()
    return set(YoungPerson.objects.allocated_to(person, on=on))


def test_a_manager_allocates_and_the_record_opens_at_the_next_request(
    visit: Any, sam: YoungPerson, rukhsana: User, kwame: User
) -> None:
    assert visit(f"/young-people/{sam.pk}/", by=kwame).status == 404

    page = visit(
        f"/young-people/{sam.pk}/allocate/",
        by=rukhsana,
        answers={
            "to": f"person-{kwame.pk}",
            "allocated_as": "social-worker",
            **parts("started_on", timezone.localdate()),
        },
    )

    assert page.messages == ["Sam Thornbury is now the work of Kwame Aldous"]
    assert any(
        each.startswith("Kwame Aldous, social") for each in page.items("whose-work")
    )
    assert visit(f"/young-people/{sam.pk}/", by=kwame).status == 200


def test_a_team_needs_no_word_as_what(
    visit: Any, sam: YoungPerson, rukhsana: User, team: Team
) -> None:
    answers = {"to": f"team-{team.pk}", **parts("started_on", timezone.localdate())}

    page = visit(f"/young-people/{sam.pk}/allocate/", by=rukhsana, answers=answers)

    assert page.messages == ["Sam Thornbury is now the work of Leaving care north"]
    assert sam.allocations.get(team=team).allocated_as == "team"


def test_mistakes_in_allocating_are_told(
    visit: Any, sam: YoungPerson, rukhsana: User, bethan: User, kwame: User
) -> None:
    url = f"/young-people/{sam.pk}/allocate/"
    today = parts("started_on", timezone.localdate())

    page = visit(url, by=rukhsana, answers={})
    assert page.errors == ["Choose a person or a team", "Enter the first day"]
    page = visit(url, by=rukhsana, answers={"to": f"person-{kwame.pk}", **today})
    assert page.errors == ["Choose as what"]
    already = {
        "to": f"person-{bethan.pk}",
        "allocated_as": "personal-adviser",
        **today,
    }
    page = visit(url, by=rukhsana, answers=already)
    assert page.errors == ["They are allocated to Bethan Marsh already."]
    assert Allocation.objects.count() == 1


def test_only_who_does_casework_is_offered(
    visit: Any, sam: YoungPerson, rukhsana: User
) -> None:
    analyst = AnalystFactory.create(name="Amara Whitlock")
    TeamFactory.create(name="A team of another service")

    page = visit(f"/young-people/{sam.pk}/allocate/", by=rukhsana)

    assert analyst.name not in page
    assert "A team of another service" not in page
    assert "Kwame" not in page


def test_who_merely_said_why_allocates_and_restricts_nobody(
    visit: Any, sam: YoungPerson, team: Team
) -> None:
    """A manager of another team of the service: it is not their team's work."""
    other = TeamMembershipFactory.create(
        team=TeamFactory.create(service=team.service), person=ManagerFactory.create()
    ).person
    actions.say_why(sam, by=other, at=timezone.now(), reason="Covering for Rukhsana")

    page = visit(f"/young-people/{sam.pk}/", by=other)

    assert "Say whose work this is" not in page.items("actions")
    assert "Restrict this record" not in page.items("actions")
    for part in ("allocate", "restrict", f"allocations/{sam.allocations.get().pk}/end"):
        assert visit(f"/young-people/{sam.pk}/{part}/", by=other).status == 404


def test_an_adviser_allocates_nobody(
    visit: Any, sam: YoungPerson, bethan: User
) -> None:
    assert visit(f"/young-people/{sam.pk}/allocate/", by=bethan).status == 403


def test_ending_closes_the_record_and_leads_to_the_list_where_nobody_else_has_it(
    visit: Any, sam: YoungPerson, rukhsana: User, bethan: User
) -> None:
    allocation = sam.allocations.get()
    url = f"/young-people/{sam.pk}/allocations/{allocation.pk}/end/"
    assert "Personal adviser since 2 September 2024" in visit(url, by=rukhsana)

    page = visit(url, by=rukhsana, answers=parts("ended_on", timezone.localdate()))

    assert page.messages == ["Saved: it is no longer the work of Bethan Marsh"]
    assert page.heading == "Young people"
    assert work_of(bethan) == set()
    assert visit(f"/young-people/{sam.pk}/", by=bethan).status == 404


def test_ending_needs_a_day(visit: Any, sam: YoungPerson, rukhsana: User) -> None:
    allocation = sam.allocations.get()

    page = visit(
        f"/young-people/{sam.pk}/allocations/{allocation.pk}/end/",
        by=rukhsana,
        answers={},
    )

    assert page.errors == ["Enter the day it ends"]


def test_an_allocation_ends_only_below_whose_it_is(
    visit: Any, sam: YoungPerson, rukhsana: User
) -> None:
    another = AllocationFactory.create()

    url = f"/young-people/{sam.pk}/allocations/{another.pk}/end/"
    assert visit(url, by=rukhsana).status == 404


# -- handing over ----------------------------------------------------------------------


@pytest.fixture
def noor(team: Team, bethan: User) -> YoungPerson:
    noor: YoungPerson = YoungPersonFactory.create(
        service=team.service, given_name="Ayan", family_name="Noor"
    )
    AllocationFactory.create(young_person=noor, person=bethan)
    return noor


def test_a_manager_hands_over_those_they_tick(
    visit: Any,
    sam: YoungPerson,
    noor: YoungPerson,
    rukhsana: User,
    bethan: User,
    kwame: User,
) -> None:
    url = f"/young-people/hand-over/{bethan.pk}/"
    assert visit("/young-people/", by=rukhsana).links["Bethan Marsh"] == url
    page = visit(url, by=rukhsana)
    assert "Ayan Noor, personal adviser" in page
    assert "This list shows those you may open." in page

    page = visit(
        url,
        by=rukhsana,
        answers={"allocations": [noor.allocations.get().pk], "to": kwame.pk},
    )

    assert page.messages == ["Kwame Aldous takes over from today"]
    assert (work_of(bethan), work_of(kwame)) == ({sam}, {noor})


def test_who_has_one_of_them_already_keeps_them(
    visit: Any, sam: YoungPerson, rukhsana: User, bethan: User, kwame: User
) -> None:
    AllocationFactory.create(young_person=sam, person=kwame)

    page = visit(
        f"/young-people/hand-over/{bethan.pk}/",
        by=rukhsana,
        answers={
            "allocations": [sam.allocations.get(person=bethan).pk],
            "to": kwame.pk,
        },
    )

    assert page.messages == ["Kwame Aldous takes over from today"]
    assert (work_of(bethan), work_of(kwame)) == (set(), {sam})
    assert sam.allocations.filter(person=kwame).count() == 1


def test_mistakes_in_handing_over_are_told(
    visit: Any, sam: YoungPerson, rukhsana: User, bethan: User
) -> None:
    page = visit(f"/young-people/hand-over/{bethan.pk}/", by=rukhsana, answers={})

    assert page.errors == ["Tick at least one young person", "Choose who takes over"]
    assert work_of(bethan) == {sam}


def test_a_restricted_record_is_not_handed_over_and_not_named(
    visit: Any,
    sam: YoungPerson,
    noor: YoungPerson,
    rukhsana: User,
    bethan: User,
    kwame: User,
) -> None:
    RestrictionFactory.create(young_person=sam)
    url = f"/young-people/hand-over/{bethan.pk}/"

    page = visit(url, by=rukhsana)
    assert "Ayan Noor" in page
    assert "Thornbury" not in page.html
    assert {look.young_person for look in Look.objects.all()} == {noor.pk}

    page = visit(
        url,
        by=rukhsana,
        answers={"allocations": [sam.allocations.get().pk], "to": kwame.pk},
    )
    assert len(page.errors) == 1
    assert work_of(bethan) == {sam, noor}


def test_a_colleague_of_another_team_is_not_ones_to_hand_over(
    visit: Any, sam: YoungPerson, rukhsana: User, stranger: User
) -> None:
    for person in (stranger, AdviserFactory.create()):
        url = f"/young-people/hand-over/{person.pk}/"
        assert visit(url, by=rukhsana).status == 404
        assert visit(url, by=rukhsana, answers={"to": "1"}).status == 404


def test_the_work_of_somebody_who_left_stays_in_sight_until_it_is_handed_over(
    visit: Any, sam: YoungPerson, rukhsana: User, bethan: User, kwame: User
) -> None:
    """Their membership ended with their account; an earlier team's ended before."""
    earlier = TeamMembershipFactory.create(
        person=bethan,
        team=TeamFactory.create(service=sam.service),
        ended_on=date(2023, 1, 1),
    ).team
    other = TeamMembershipFactory.create(
        team=earlier, person=ManagerFactory.create()
    ).person
    now = timezone.now()
    bethan.memberships.filter(ended_on=None).update(ended_on=timezone.localdate())
    User.objects.filter(pk=bethan.pk).update(is_active=False, closed_at=now)
    url = f"/young-people/hand-over/{bethan.pk}/"

    with time_machine.travel(now + timedelta(30)):
        assert visit(f"/young-people/{sam.pk}/", by=rukhsana).status == 200
        assert visit(f"/young-people/{sam.pk}/", by=other).status == 404
        assert visit(url, by=other).status == 404
        assert visit("/young-people/", by=rukhsana).links["Bethan Marsh"] == url
        assert "Sam Thornbury, personal adviser" in visit(url, by=rukhsana)

        page = visit(
            url,
            by=rukhsana,
            answers={"allocations": [sam.allocations.get().pk], "to": kwame.pk},
        )

        assert page.heading == "Handed over: the young people of Bethan Marsh"
        assert work_of(kwame) == {sam}
        assert "Bethan Marsh" not in visit("/young-people/", by=rukhsana).links


def hand_over(visit: Any, by: User, of: User, *to: User) -> Any:
    return visit(
        f"/young-people/hand-over/{of.pk}/",
        by=by,
        answers={
            "allocations": list(of.allocations.values_list("pk", flat=True)),
            "to": [each.pk for each in to],
        },
    )


def test_several_are_shared_out_and_all_of_it_is_undone(
    visit: Any,
    team: Team,
    sam: YoungPerson,
    noor: YoungPerson,
    rukhsana: User,
    bethan: User,
    kwame: User,
) -> None:
    ines = AdviserFactory.create(name="Ines Holt")
    page = hand_over(visit, rukhsana, bethan, kwame, ines)

    assert page.messages == ["Ines Holt and Kwame Aldous take over from today"]
    assert page.heading == "Handed over: the young people of Bethan Marsh"
    assert work_of(bethan) == set()
    assert work_of(kwame) | work_of(ines) == {sam, noor}
    told = Notice.objects.values_list("person", "about")
    assert {person for person, _ in told} == {bethan.pk, kwame.pk, ines.pk}
    assert not any("Sam" in about or "Noor" in about for _, about in told)

    page = visit(f"{page.url}undo/", by=rukhsana, answers={})

    assert page.messages == ["Undone: 2 of 2 put back"]
    assert (work_of(bethan), work_of(kwame), work_of(ines)) == (
        {sam, noor},
        set(),
        set(),
    )
    assert Allocation.objects.count() == 4
    page = visit(f"{page.url}undo/", by=rukhsana, answers={})
    assert "This can no longer be undone. Hand over again instead." in page


def test_who_was_given_on_meanwhile_stays_where_they_are(
    visit: Any,
    sam: YoungPerson,
    noor: YoungPerson,
    rukhsana: User,
    bethan: User,
    kwame: User,
) -> None:
    url = hand_over(visit, rukhsana, bethan, kwame).url
    changed = sam.allocations.get(person=kwame)
    actions.end_allocation(changed, by=rukhsana, on=timezone.localdate())

    page = visit(f"{url}undo/", by=rukhsana, answers={})

    assert page.messages == ["Undone: 1 of 2 put back"]
    assert (work_of(bethan), work_of(kwame)) == ({noor}, set())


def test_a_hand_over_is_undone_for_seven_days_by_who_manages_it(
    visit: Any, sam: YoungPerson, rukhsana: User, bethan: User, kwame: User
) -> None:
    other = TeamMembershipFactory.create(
        team=TeamFactory.create(service=sam.service), person=ManagerFactory.create()
    ).person
    url = hand_over(visit, rukhsana, bethan, kwame).url
    assert visit(url, by=other).status == 404
    assert visit(f"{url}undo/", by=other, answers={}).status == 404
    assert "Undo" in visit(url, by=rukhsana)

    with time_machine.travel(timezone.now() + timedelta(days=8)):
        page = visit(f"{url}undo/", by=rukhsana, answers={})

    assert "This can no longer be undone. Hand over again instead." in page
    assert work_of(kwame) == {sam}


def test_a_hand_over_can_begin_later_and_not_in_the_past(
    visit: Any, sam: YoungPerson, rukhsana: User, bethan: User, kwame: User
) -> None:
    today = timezone.localdate()
    answers = {"allocations": [sam.allocations.get().pk], "to": [kwame.pk]}
    url = f"/young-people/hand-over/{bethan.pk}/"

    past = parts("starts_on", today - timedelta(1))
    page = visit(url, by=rukhsana, answers={**answers, **past})
    assert page.errors == ["Choose today, or a day within the next year"]
    later = parts("starts_on", today + timedelta(7))
    visit(url, by=rukhsana, answers={**answers, **later})

    assert (work_of(bethan), work_of(kwame)) == ({sam}, set())
    in_a_week = set(YoungPerson.objects.allocated_to(kwame, on=today + timedelta(7)))
    assert in_a_week == {sam}


def test_nobody_to_hand_over_is_said(visit: Any, rukhsana: User, kwame: User) -> None:
    page = visit(f"/young-people/hand-over/{kwame.pk}/", by=rukhsana)

    assert "There is nobody to hand over." in page


def test_the_page_asks_as_often_for_fifty_as_for_ten(
    client: Any,
    rukhsana: User,
    bethan: User,
    team: Team,
    django_assert_max_num_queries: Any,
) -> None:
    client.force_login(rukhsana)
    asked = []
    for more in (10, 40):
        for _ in range(more):
            AllocationFactory.create(
                young_person=YoungPersonFactory.create(service=team.service),
                person=bethan,
                started_on=timezone.localdate() - timedelta(3),
            )
        with django_assert_max_num_queries(12) as queries:
            client.get(f"/young-people/hand-over/{bethan.pk}/")
        asked.append(len(queries))

    assert asked[0] == asked[1]
