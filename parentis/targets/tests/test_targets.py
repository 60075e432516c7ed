from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import (
    AnalystFactory,
    CommitteeOfficerFactory,
    ElectedMemberFactory,
    UserFactory,
)
from parentis.recorded.actions import NotRecorded
from parentis.targets import actions, queries
from parentis.targets.choices import CountedFrom, quarter_ends, year_name, year_of
from parentis.targets.models import Achievement, Directorate, Target, ToldTargets
from parentis.targets.tests.factories import (
    AchievementFactory,
    DirectorateFactory,
    DirectorateNameFactory,
    OpportunityKindFactory,
    TargetFactory,
)

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
JULY = datetime(2026, 7, 20, 6, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 20, 6, tzinfo=UTC)
SHEET = "5b0c7c2e-4a53-4c5e-9d3e-2a2b6f0a9c11"


@pytest.fixture
def officer(db):
    return UserFactory.create(role=Role.CORPORATE_PARENTING_OFFICER)


@pytest.fixture
def libraries(db):
    return DirectorateFactory.create(name="Communities and Libraries", place=1)


@pytest.fixture
def apprenticeship(db):
    return OpportunityKindFactory.create(name="Apprenticeship", place=1)


def the_set_of_2010():
    """As one council told its committee: three targets of the council as a whole."""
    for place, (name, places, eligibility, ring_fence) in enumerate(
        [
            ("Work experience", 50, "Children in our care and others", ""),
            ("Future Jobs Fund", 300, "On benefits for six months or more", ""),
            ("Apprenticeship", 12, "", "Children in our care and care leavers first"),
        ]
    ):
        TargetFactory.create(
            year=2010,
            directorate=None,
            kind=OpportunityKindFactory.create(name=name, place=place),
            places=places,
            eligibility=eligibility,
            ring_fence=ring_fence,
            ring_fenced_until=date(2010, 9, 30) if ring_fence else None,
        )


def test_a_financial_year_begins_in_april_and_is_told_for_two():
    ends = quarter_ends(2026)

    assert year_of(date(2027, 3, 31)) == 2026
    assert year_of(date(2026, 4, 1)) == 2026
    assert year_name(2010) == "2010-11"
    assert year_name(1999) == "1999-00"
    assert ends[0] == date(2026, 6, 30)
    assert ends[3] == date(2027, 3, 31)
    assert ends[-1] == date(2028, 3, 31)


def test_the_targets_of_2010_are_told_as_they_were_set(db):
    the_set_of_2010()

    told = queries.targets_told(2010, viewer=None)

    assert [(each.kind, each.target, each.directorate) for each in told] == [
        ("Work experience", 50, "The council as a whole"),
        ("Future Jobs Fund", 300, "The council as a whole"),
        ("Apprenticeship", 12, "The council as a whole"),
    ]
    assert told[1].eligibility == "On benefits for six months or more"
    assert told[2].ring_fence == (
        "Children in our care and care leavers first (until 30 September 2010)"
    )
    assert {each.year for each in told} == {"2010-11"}


def test_a_target_is_set_once_and_its_page_tells_what_it_was(
    visit, officer, libraries, apprenticeship
):
    answers = {
        "sent_as": SHEET,
        "directorate_id": libraries.pk,
        "kind_id": apprenticeship.pk,
        "places": "4",
        "ring_fence": "Care leavers first",
        "set_by": "Cabinet",
    }
    visit("/targets/2026/set-target/", by=officer, answers=answers)
    page = visit("/targets/2026/set-target/", by=officer, answers=answers)
    target = Target.objects.get()
    changed = {**answers, "places": "6", "version": "1"}
    told = visit(f"/targets/target/{target.pk}/change/", by=officer, answers=changed)

    assert page.url == "/targets/2026/"
    assert [
        "Communities and Libraries",
        "4 places: the target of Communities and Libraries",
        "0 (0%)",
        "not told yet",
    ] in page.table("Apprenticeship")
    assert told.summary["Target"] == "6 places from 1 April to 31 March"
    assert told.summary["For whom they are kept"] == "Care leavers first"
    assert "4 places, Apprenticeship" in told.items("before")[0]


def test_what_is_missing_is_said_and_two_targets_for_one_thing_are_refused(
    visit, officer, libraries, apprenticeship
):
    TargetFactory.create(directorate=libraries, kind=apprenticeship)

    nothing = visit("/targets/2026/set-target/", by=officer, answers={})
    again = visit(
        "/targets/2026/set-target/",
        by=officer,
        answers={
            "directorate_id": libraries.pk,
            "kind_id": apprenticeship.pk,
            "places": "9",
        },
    )

    assert nothing.errors == [
        "Choose what kind of opportunity it is",
        "Enter how many places",
    ]
    (error,) = again.errors
    assert error.startswith("There is a target for that year, directorate and kind")
    assert 'value="9"' in again.html


def test_nobody_overwrites_a_target_that_they_did_not_read(visit, officer):
    target = TargetFactory.create(places=10, version=2)
    page = visit(
        f"/targets/target/{target.pk}/change/",
        by=officer,
        answers={
            "directorate_id": target.directorate_id,
            "kind_id": target.kind_id,
            "places": "12",
            "version": "1",
        },
    )

    assert "Somebody else changed this while you were writing" in page.errors[0]
    assert Target.objects.get().places == 10


def test_a_renamed_directorate_keeps_its_old_name_in_the_years_before(
    visit, officer, apprenticeship
):
    directorate = DirectorateFactory.create(name="Environment")
    DirectorateNameFactory.create(
        directorate=directorate, name="Environment", since=date(2015, 4, 1)
    )
    for year in (2023, 2026):
        TargetFactory.create(year=year, directorate=directorate, kind=apprenticeship)
    visit(
        f"/targets/directorates/{directorate.pk}/rename/",
        by=officer,
        answers={
            "name": "Place and Environment",
            "since-day": "1",
            "since-month": "5",
            "since-year": "2025",
            "version": "1",
        },
    )

    assert visit("/targets/2023/", by=officer).table("Apprenticeship")[0][0] == (
        "Environment"
    )
    assert visit("/targets/2026/", by=officer).table("Apprenticeship")[0][0] == (
        "Place and Environment"
    )
    assert Directorate.objects.get().name == "Place and Environment"


def test_a_council_adds_a_kind_of_its_own(visit, officer):
    page = visit(
        "/targets/kinds/add/",
        by=officer,
        answers={"name": "Driving lessons and a job", "is_in_use": "yes", "place": "9"},
    )

    assert page.messages == ["The kind of opportunity is added"]
    assert "Driving lessons and a job" in page.summary


def test_what_is_counted_by_hand_adds_up_for_staff_who_may_see_small_numbers(
    visit, officer, libraries, apprenticeship
):
    TargetFactory.create(directorate=libraries, kind=apprenticeship, places=4)
    for offered, taken_up in (("3", "2"), ("1", "1")):
        page = visit(
            "/targets/2026/count-achieved/",
            by=officer,
            answers={
                "directorate_id": libraries.pk,
                "kind_id": apprenticeship.pk,
                "happened_on-day": "12",
                "happened_on-month": "5",
                "happened_on-year": "2026",
                "offered": offered,
                "taken_up": taken_up,
            },
        )

    assert [row[2:4] for row in page.table("Counted in 2026-27")] == [
        ["1", "1"],
        ["3", "2"],
    ]
    row = visit("/targets/2026/", by=AnalystFactory.create()).table("Apprenticeship")[0]
    assert row[0] == "Communities and Libraries Reached"
    assert row[2:] == ["4 (100%)", "3"]


def test_who_may_see_no_small_number_reads_only_what_they_wrote_themselves(
    visit, officer
):
    theirs = AchievementFactory.create(recorded_by=officer, taken_up=3)
    lead = UserFactory.create(role=Role.LEAD_MEMBER)

    def read(person):
        page = visit("/targets/2026/achieved/", by=person)
        return page.table("Counted in 2026-27")[0][3]

    assert read(officer) == "3"
    assert read(lead) == "hidden"
    assert read(AnalystFactory.create()) == "3"
    assert visit(f"/targets/achieved/{theirs.pk}/change/", by=lead).status == 404


def test_nothing_that_is_still_to_come_is_counted(officer, apprenticeship):
    with pytest.raises(NotRecorded, match="still to come"):
        actions.count_achieved(
            by=officer,
            at=NOW,
            answers={
                "happened_on": date(2026, 12, 1),
                "directorate_id": None,
                "kind_id": apprenticeship.pk,
                "offered": 1,
                "taken_up": 0,
            },
        )


def test_placements_count_themselves_once_and_are_corrected_at_their_source(
    officer, apprenticeship
):
    def count(taken_up):
        return actions.count_achieved(
            by=None,
            at=NOW,
            answers={
                "happened_on": date(2026, 9, 1),
                "directorate_id": None,
                "kind_id": apprenticeship.pk,
                "offered": 1,
                "taken_up": taken_up,
            },
            counted_from=CountedFrom.PLACEMENTS,
            key="placement-17",
        )

    count(0)
    again = count(1)

    assert Achievement.objects.get() == again
    assert (again.taken_up, again.version) == (1, 2)
    with pytest.raises(NotRecorded, match="Correct it there"):
        actions.strike_out_achieved(again, by=officer, at=NOW, why="A mistake")


# -- what the public is told -----------------------------------------------------------


def taken_up(year=2026, viewer=None):
    told = queries.targets_told(year, viewer=viewer)
    return {(each.directorate, each.kind): each.taken_up for each in told}


def test_the_public_is_told_totals_at_a_quarters_end_and_cells_after_the_year(
    libraries, apprenticeship
):
    TargetFactory.create(directorate=libraries, kind=apprenticeship)
    other = DirectorateFactory.create(name="Resources", place=2)
    for directorate, count in ((libraries, 9), (other, 8)):
        AchievementFactory.create(
            directorate=directorate, kind=apprenticeship, offered=30, taken_up=count
        )
    cell, total = (
        (str(libraries), "Apprenticeship"),
        ("The council as a whole", "Apprenticeship"),
    )

    assert taken_up()[total] == "not told yet"
    actions.tell_targets(by=None, at=datetime(2026, 7, 13, 6, tzinfo=UTC))
    assert taken_up()[total] == "not told yet"
    actions.tell_targets(by=None, at=JULY)
    assert (taken_up()[cell], taken_up()[total]) == ("not told yet", "17")
    actions.tell_targets(by=None, at=datetime(2027, 4, 20, tzinfo=UTC))
    assert (taken_up()[cell], taken_up()[total]) == ("9", "17")


def test_an_increase_by_few_keeps_what_was_told_and_says_of_which_day(apprenticeship):
    TargetFactory.create(directorate=None, kind=apprenticeship)
    AchievementFactory.create(
        directorate=None, kind=apprenticeship, offered=20, taken_up=7
    )
    actions.tell_targets(by=None, at=JULY)
    AchievementFactory.create(
        directorate=None,
        kind=apprenticeship,
        happened_on=date(2026, 8, 1),
        offered=2,
        taken_up=2,
    )
    actions.tell_targets(by=None, at=OCTOBER)
    total = ("The council as a whole", "Apprenticeship")

    assert taken_up()[total] == "7 by 30 June 2026"
    assert taken_up(viewer=CommitteeOfficerFactory.create())[total] == (
        "7 by 30 June 2026"
    )
    assert taken_up(viewer=AnalystFactory.create())[total] == "9"
    assert ToldTargets.objects.count() == 2


def test_with_few_places_not_even_a_nought_is_told(apprenticeship):
    """Hidden would say that somebody took up the one place there is."""
    TargetFactory.create(directorate=None, kind=apprenticeship)
    AchievementFactory.create(
        directorate=None, kind=apprenticeship, offered=1, taken_up=0
    )
    actions.tell_targets(by=None, at=JULY)

    assert taken_up()["The council as a whole", "Apprenticeship"] == "hidden"


def test_what_was_told_is_told_once_and_an_old_year_only_where_it_changed(
    apprenticeship,
):
    TargetFactory.create(year=2025, directorate=None, kind=apprenticeship)

    def tell(year, month, day):
        at = datetime(year, month, day, 6, tzinfo=UTC)
        return actions.tell_targets(by=None, at=at)

    assert len(tell(2026, 4, 20)) == 1
    assert not tell(2026, 4, 21)
    assert not tell(2026, 7, 20)
    AchievementFactory.create(
        directorate=None,
        kind=apprenticeship,
        happened_on=date(2026, 3, 1),
        offered=20,
        taken_up=12,
    )
    (late,) = tell(2026, 10, 20)
    assert (late.year, late.as_of) == (2025, date(2026, 9, 30))


def test_a_table_to_take_away_holds_what_its_page_shows(visit, apprenticeship):
    AchievementFactory.create(kind=apprenticeship, offered=30, taken_up=3)
    member = ElectedMemberFactory.create()
    actions.tell_targets(by=None, at=JULY)

    page = visit("/targets/2026/", by=member)
    sheet = visit("/targets/2026/download.csv", by=member)

    assert page.table("Apprenticeship")[-1][-1] == "hidden"
    assert ",30,hidden," in sheet.html
    assert visit("/targets/2026/download.pdf", by=member).status == 404


def test_only_who_keeps_promises_sets_targets(visit):
    target = TargetFactory.create()
    member = ElectedMemberFactory.create()

    assert "Set a target" not in visit("/targets/2026/", by=member).links
    for address in (
        "/targets/2026/set-target/",
        "/targets/2026/count-achieved/",
        f"/targets/target/{target.pk}/change/",
        "/targets/directorates/add/",
        "/targets/kinds/add/",
    ):
        assert visit(address, by=member).status == 403
    assert visit(f"/targets/target/{target.pk}/", by=member).status == 200
    assert visit("/targets/2500/", by=member).status == 404


def test_a_years_page_asks_the_same_however_much_is_in_it(visit):
    analyst = AnalystFactory.create()

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries_made:
            visit("/targets/2026/", by=analyst)
        return len(queries_made)

    TargetFactory.create(eligibility="Care leavers")
    one = asked()
    for _ in range(10):
        target = TargetFactory.create(eligibility="Care leavers")
        AchievementFactory.create(directorate=target.directorate, kind=target.kind)

    assert asked() == one
