"""A team's work in numbers, cover, the rota, and moving to another team."""

from datetime import date
from typing import Any

from parentis.accounts.models import Team, User
from parentis.accounts.tests.factories import TeamFactory
from parentis.entries.models import TimelineEntry
from parentis.my_day.models import Cover, OnDuty, Transfer
from parentis.my_day.tests.conftest import TODAY, a_young_person
from parentis.notices.models import Notice
from parentis.young_people.models import YoungPerson
from parentis.young_people.tests.factories import AllocationFactory


def parts(name: str, day: date) -> dict[str, str]:
    return {
        f"{name}-day": str(day.day),
        f"{name}-month": str(day.month),
        f"{name}-year": str(day.year),
    }


def work_of(person: User, on: date = TODAY) -> set[YoungPerson]:
    return set(YoungPerson.objects.allocated_to(person, on=on))


def test_each_number_of_the_team_opens_its_list(
    visit: Any, team: Team, sam: YoungPerson, noor: YoungPerson, rukhsana: User
) -> None:
    alone = a_young_person(team, None, given_name="Idil", family_name="Warsame")
    AllocationFactory.create(
        young_person=alone, allocated_as="team", team=team, person=None
    )

    page = visit("/my-day/team/", by=rukhsana)

    unsuitable = page.links["1 of Bethan Marsh: Somewhere unsuitable"]
    assert "Sam Thornbury" in visit(unsuitable, by=rukhsana)
    listed = visit(page.links["1 of Nobody yet"], by=rukhsana)
    assert "Idil Warsame" in listed
    assert "Sam Thornbury" not in listed
    assert "Pathway plan: 1" in page or "Overdue by duty" in page
    for name in ("Thornbury", "Noor", "Warsame"):
        assert name not in page.html


def test_another_teams_manager_sees_none_of_it(
    visit: Any, sam: YoungPerson, bethan: User, other_manager: User
) -> None:
    page = visit("/my-day/team/", by=other_manager)

    assert "Your teams have no young people yet" in page
    assert "Bethan" not in page
    assert visit("/my-day/team/", by=bethan).status == 403


def test_a_colleague_covers_until_the_day_somebody_is_back(
    visit: Any, sam: YoungPerson, bethan: User, kwame: User, rukhsana: User
) -> None:
    back = date(2026, 6, 15)
    page = visit(
        "/my-day/team/cover/",
        by=rukhsana,
        answers={
            "person": bethan.pk,
            "covered_by": kwame.pk,
            **parts("started_on", TODAY),
            **parts("ended_on", back),
        },
    )

    assert page.messages == ["Kwame Aldous covers for Bethan Marsh"]
    assert work_of(kwame) == {sam}
    assert work_of(kwame, back) == set()
    assert work_of(bethan) == {sam}
    assert sam.allocations.get(person=kwame).note == "cover for Bethan Marsh"
    told = Notice.objects.values_list("person", "about")
    assert {person for person, _ in told} == {bethan.pk, kwame.pk}
    assert not any("Sam" in about for _, about in told)

    cover = Cover.objects.get()
    page = visit(f"/my-day/team/cover/{cover.pk}/end/", by=rukhsana, answers={})
    assert page.messages == ["The cover has ended"]
    assert work_of(kwame) == set()
    assert sam.allocations.count() == 2


def test_mistakes_in_covering_are_told(
    visit: Any, sam: YoungPerson, bethan: User, kwame: User, rukhsana: User
) -> None:
    url = "/my-day/team/cover/"
    page = visit(url, by=rukhsana, answers={})
    assert page.errors == [
        "Choose who is away",
        "Choose who covers",
        "Enter the first day",
        "Enter the day they are back",
    ]
    wrong = {
        "person": bethan.pk,
        "covered_by": bethan.pk,
        **parts("started_on", TODAY),
        **parts("ended_on", TODAY),
    }
    page = visit(url, by=rukhsana, answers=wrong)
    assert page.errors == [
        "Choose somebody else to cover",
        "They must be back after the first day",
    ]
    nobody = {
        "person": kwame.pk,
        "covered_by": bethan.pk,
        **parts("started_on", TODAY),
        **parts("ended_on", date(2026, 7, 1)),
    }
    page = visit(url, by=rukhsana, answers=nobody)
    assert page.errors == ["Bethan Marsh has all of their young people already."]


def test_another_manager_ends_no_cover(
    visit: Any, bethan: User, kwame: User, rukhsana: User, other_manager: User
) -> None:
    cover = Cover.objects.create(
        person=bethan,
        covered_by=kwame,
        started_on=TODAY,
        ended_on=date(2026, 7, 1),
        made_by=rukhsana,
        made_at="2026-06-01T09:00Z",
    )

    url = f"/my-day/team/cover/{cover.pk}/end/"
    assert visit(url, by=other_manager, answers={}).status == 404
    assert Cover.objects.get().ended_at is None


def test_who_is_on_duty_is_shown_to_the_team(
    visit: Any,
    team: Team,
    sam: YoungPerson,
    bethan: User,
    kwame: User,
    rukhsana: User,
    other_manager: User,
) -> None:
    answers = {"team": team.pk, "person": kwame.pk, **parts("on", TODAY)}
    page = visit("/my-day/team/duty/", by=rukhsana, answers=answers)

    assert page.messages == ["They are on duty that day"]
    assert "On duty today: Kwame Aldous" in visit("/my-day/", by=bethan)
    duty = OnDuty.objects.get()
    url = f"/my-day/team/duty/{duty.pk}/take-off/"
    visit(url, by=other_manager, answers={})
    assert OnDuty.objects.get() == duty
    visit(url, by=rukhsana, answers={})
    assert not OnDuty.objects.exists()


def test_duty_and_transfer_say_what_is_missing(
    visit: Any, sam: YoungPerson, rukhsana: User
) -> None:
    page = visit("/my-day/team/duty/", by=rukhsana, answers={})
    assert page.errors == ["Choose a team", "Choose who is on duty", "Enter the day"]
    page = visit(f"/young-people/{sam.pk}/transfer/", by=rukhsana, answers={})
    assert page.errors == [
        "Choose the team",
        "Enter the first day",
        "Write what the next team should know",
    ]


def test_a_young_person_moves_to_another_team_with_a_summary(
    visit: Any, team: Team, sam: YoungPerson, bethan: User, rukhsana: User
) -> None:
    south = TeamFactory.create(name="South", service=team.service)
    answers = {
        "to_team": south.pk,
        **parts("moved_on", TODAY),
        "summary": "Sam likes to be rung in the evening.",
    }

    page = visit(f"/young-people/{sam.pk}/transfer/", by=rukhsana, answers=answers)

    assert page.messages == ["Sam Thornbury moves to the other team"]
    assert work_of(bethan) == set()
    assert sam.allocations.get(team=south).started_on == TODAY
    assert Transfer.objects.get().summary == "Sam likes to be rung in the evening."
    line = TimelineEntry.objects.get(young_person=sam, kind="transfers")
    assert line.headline == "Moved from Leaving care north to South"
    assert visit(f"/young-people/{sam.pk}/", by=bethan).status == 404


def test_another_teams_manager_moves_nobody(
    visit: Any, sam: YoungPerson, other_manager: User
) -> None:
    url = f"/young-people/{sam.pk}/transfer/"
    assert visit(url, by=other_manager).status == 404
