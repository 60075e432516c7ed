"""Bodies: what they were called, who sat there when, and who may read which name."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from parentis.accounts.tests.factories import (
    AnalystFactory,
    CommitteeOfficerFactory,
    ElectedMemberFactory,
)
from parentis.bodies import actions, queries
from parentis.bodies.choices import BodyKind, Part, SeatKind
from parentis.bodies.models import Body, Membership
from parentis.bodies.tests.factories import (
    RECORDED,
    BodyFactory,
    CouncillorFactory,
    MembershipFactory,
    TermOfOfficeFactory,
)
from parentis.recorded.actions import NotRecorded

THAT_DAY = date(2022, 6, 1)
LONG_AGO = date(2010, 6, 1)
CANARY = "Zephyrine Quillfeather"


@pytest.fixture
def officer(db):
    return CommitteeOfficerFactory.create(name="Joan Okafor")


@pytest.fixture
def panel(db):
    return BodyFactory.create(name="Children's Panel", began_on=date(2006, 5, 11))


def day_of(name, day):
    return {
        f"{name}-day": str(day.day),
        f"{name}-month": str(day.month),
        f"{name}-year": str(day.year),
    }


BODY = {
    "sent_as": str(uuid4()),
    "name": "Corporate Parenting Panel",
    "kind": "panel",
    "terms_of_reference": "To be the parent every child would want.",
    "quorum": "3",
    "quorum_note": "One of them a councillor",
    "meetings_a_year": "6",
    "is_politically_balanced": "yes",
    "is_open_to_public": "yes",
    **day_of("began_on", date(2017, 5, 18)),
}
FOSTER_CARER = {
    "seat": "foster-carer",
    "name": CANARY,
    "part": "co-opted",
    "has_vote": "no",
    "why": "Cabinet of 15 April 2008 extended the panel",
    **day_of("started_on", date(2008, 5, 1)),
}


def test_a_body_is_added_once_and_its_page_tells_its_rules(visit, officer):
    page = visit("/bodies/add/", by=officer, answers=BODY)
    visit("/bodies/add/", by=officer, answers=BODY)

    assert page.heading == "Corporate Parenting Panel"
    assert page.summary["Quorum"].startswith("3 members with a vote, of 0")
    assert "One of them a councillor" in page
    assert page.summary["Meetings"].startswith("6 a year, open to the public")
    assert [str(each) for each in Body.objects.all()] == ["Corporate Parenting Panel"]


def test_what_is_missing_is_said_and_what_was_typed_stays(visit, officer):
    page = visit(
        "/bodies/add/", by=officer, answers={"quorum": "many", "quorum_note": "Half"}
    )

    assert page.errors == [
        "Enter what it is called",
        "Choose what kind of body it is",
        "How many members with a vote must be there? Write a number from 0 to 100",
        "Say whether political balance applies",
        "Say whether its meetings are open to the public",
    ]
    assert 'value="Half"' in page.html


def test_a_renamed_body_keeps_what_it_was_called(visit, officer, panel):
    answers = {
        "version": "1",
        "name": "Corporate Parenting Panel",
        "why": "It is for all who were in care",
        **day_of("since", date(2008, 4, 15)),
    }
    page = visit(f"/bodies/{panel.pk}/rename/", by=officer, answers=answers)
    before = visit(f"/bodies/{panel.pk}/?on-day=1&on-month=4&on-year=2008", by=officer)

    assert page.heading == "Corporate Parenting Panel"
    assert page.items("history")[0] == (
        "15 April 2008 Renamed Corporate Parenting Panel."
        " It is for all who were in care"
    )
    assert before.heading == "Children's Panel"
    told = queries.public_body(panel.pk, on=THAT_DAY)
    assert told.called_before == [("Children's Panel", date(2008, 4, 15))]


def test_nobody_overwrites_a_name_that_they_did_not_read(officer, panel, visit):
    actions.rename_body(
        panel, by=officer, at=RECORDED, version=1, name="The Board", since=LONG_AGO
    )
    page = visit(
        f"/bodies/{panel.pk}/rename/",
        by=officer,
        answers={"version": "1", "name": "Mine", **day_of("since", THAT_DAY)},
    )

    assert page.errors[0].startswith("Somebody else changed this")
    assert "Joan Okafor changed: The Board" in page
    assert 'value="Mine"' in page.html


def test_a_name_is_not_given_for_a_day_to_come(officer, panel):
    with pytest.raises(NotRecorded, match="still to come"):
        actions.rename_body(
            panel,
            by=officer,
            at=RECORDED,
            version=1,
            name="Board",
            since=date(2030, 1, 1),
        )


def test_bodies_never_report_to_themselves_in_the_end(officer, panel):
    below = BodyFactory.create(reports_to=panel)

    with pytest.raises(NotRecorded, match="report to itself"):
        actions.change_body(
            panel,
            by=officer,
            at=RECORDED,
            version=1,
            answers={"reports_to_id": below.pk},
        )


def test_extending_the_panel_is_told_in_its_history(visit, officer, panel):
    chair = CouncillorFactory.create(name="Desmond Pike")
    page = visit(f"/bodies/{panel.pk}/add-seat/", by=officer, answers=FOSTER_CARER)
    scrutiny = {
        "seat": "councillor",
        "councillor_id": str(chair.pk),
        "shown_as": "Chair of the scrutiny committee",
        "part": "member",
        "has_vote": "yes",
        **day_of("started_on", date(2021, 6, 1)),
    }
    page = visit(f"/bodies/{panel.pk}/add-seat/", by=officer, answers=scrutiny)

    history = page.items("history")
    assert history[0] == (
        "1 June 2021 Councillor Desmond Pike, Chair of the scrutiny committee:"
        " came as member"
    )
    assert history[1] == (
        f"1 May 2008 {CANARY}, Foster carer: came as co-opted member."
        " Cabinet of 15 April 2008 extended the panel"
    )


def test_a_seat_says_whose_it_is(visit, officer, panel):
    def errors(**answers):
        sheet = {"part": "member", "has_vote": "yes"} | answers
        sheet |= day_of("started_on", THAT_DAY)
        return visit(f"/bodies/{panel.pk}/add-seat/", by=officer, answers=sheet).errors

    assert errors(seat="councillor") == ["Choose which councillor"]
    assert errors(seat="officer") == ["Write their post or organisation"]
    assert errors() == ["Choose what they sit there as"]


def test_a_councillor_has_one_seat_there_at_a_time(visit, officer, panel):
    seat = MembershipFactory.create(body=panel, councillor__name="Desmond Pike")
    again = {
        "seat": "councillor",
        "councillor_id": str(seat.councillor_id),
        "part": "member",
        "has_vote": "yes",
        **day_of("started_on", date(2023, 6, 1)),
    }
    page = visit(f"/bodies/{panel.pk}/add-seat/", by=officer, answers=again)

    assert page.errors == [
        "The councillor has a seat there on some of these days already."
    ]


def test_a_seat_that_ends_is_in_the_history_and_on_the_days_before(
    visit, officer, panel
):
    seat = MembershipFactory.create(body=panel, councillor__name="Desmond Pike")
    answers = {"version": "1", **day_of("ended_on", date(2023, 5, 18))}
    page = visit(f"/bodies/seats/{seat.pk}/end/", by=officer, answers=answers)
    before = visit(f"/bodies/{panel.pk}/?on-day=1&on-month=6&on-year=2022", by=officer)

    assert page.items("history")[0] == (
        "18 May 2023 Councillor Desmond Pike: left as member"
    )
    assert "Councillor Desmond Pike" not in page.summary
    assert before.summary["Councillor Desmond Pike"] == (
        "Member Harbour Quarter, County Alliance Since 20 May 2021, until 18 May 2023"
    )


@pytest.mark.parametrize(
    "seat", [SeatKind.YOUNG_PERSON, SeatKind.FOSTER_CARER, SeatKind.ADOPTIVE_PARENT]
)
def test_only_who_runs_the_meetings_reads_the_name(visit, officer, panel, seat):
    MembershipFactory.create(
        body=panel, seat=seat, councillor=None, name=CANARY, shown_as=CANARY
    )
    address = f"/bodies/{panel.pk}/"

    assert CANARY in visit(address, by=officer)
    for other in (AnalystFactory.create(), ElectedMemberFactory.create()):
        page = visit(address, by=other)
        assert seat.label in page
        assert CANARY not in page.html
        assert CANARY not in str(
            queries.seats_told(panel.pk, viewer=other, on=THAT_DAY)
        )
    told = queries.public_body(panel.pk, on=THAT_DAY)
    is_young = seat is SeatKind.YOUNG_PERSON
    assert [each.name for each in told.seats] == [
        "Young people" if is_young else seat.label
    ]
    assert CANARY not in str(told)
    assert CANARY not in str(Membership.objects.get())


def test_nobody_outside_counts_the_young_people_on_a_body(db, panel):
    MembershipFactory.create_batch(3, body=panel, young_person=True)

    told = queries.public_body(panel.pk, on=THAT_DAY)

    assert [each.name for each in told.seats] == ["Young people"]


def test_the_public_reads_posts_and_is_told_nobody_of_young_peoples_bodies(db, officer):
    panel = BodyFactory.create()
    MembershipFactory.create(body=panel, officer=True, name="An Officer's Name")
    voices = BodyFactory.create(kind=BodyKind.CHILDREN_IN_CARE_COUNCIL)
    MembershipFactory.create(body=voices, young_person=True, name=CANARY)

    (seat,) = queries.public_body(panel.pk, on=THAT_DAY).seats
    assert seat.name == "Head of Fostering"
    assert queries.public_body(voices.pk, on=THAT_DAY).seats == []
    for_report = queries.seats_told(
        panel.pk, viewer=officer, on=THAT_DAY, for_public=True
    )
    assert for_report == [seat]


def test_political_balance_is_shown_beside_the_councils_make_up(visit, officer):
    panel = BodyFactory.create(is_politically_balanced=True)
    for group, on_council, there in (("County Alliance", 6, 3), ("Together", 4, 1)):
        for number in range(on_council):
            councillor = CouncillorFactory.create(term__party=group)
            if number < there:
                MembershipFactory.create(body=panel, councillor=councillor)
    # A substitute is no seat of their group.
    MembershipFactory.create(
        body=panel, part=Part.SUBSTITUTE, councillor=councillor, has_vote=False
    )
    page = visit(f"/bodies/{panel.pk}/", by=officer)

    assert page.table("Political balance") == [
        ["County Alliance", "6", "3", "2.4"],
        ["Together", "4", "1", "1.6"],
    ]
    assert "from memory, not yet confirmed" in page


def test_who_changes_group_counts_for_the_new_one_from_that_day(officer):
    pike = CouncillorFactory.create(term__party="County Alliance")
    panel = BodyFactory.create(is_politically_balanced=True)
    MembershipFactory.create(body=panel, councillor=pike)
    actions.begin_term(
        pike,
        by=officer,
        at=RECORDED,
        answers={
            "ward": "Thornley",
            "party": "Independents",
            "started_on": date(2023, 2, 1),
            "is_elected": False,
        },
    )

    def groups(day):
        page = queries.body_page(panel.pk, viewer=officer, on=day)
        return [(each.group, each.seats) for each in page.balance]

    assert groups(date(2023, 1, 31)) == [("County Alliance", 1)]
    assert groups(date(2023, 2, 1)) == [("Independents", 1)]


def test_a_body_with_seats_is_ended_and_not_struck_out(visit, officer, panel):
    MembershipFactory.create(body=panel)
    address = f"/bodies/{panel.pk}/strike-out/"
    page = visit(address, by=officer, answers={"why": "A mistake"})

    assert page.errors[0].startswith("Somebody has or had a seat there.")
    empty = BodyFactory.create(name="Typed twice")
    page = visit(
        f"/bodies/{empty.pk}/strike-out/", by=officer, answers={"why": "A mistake"}
    )
    assert page.heading == "Bodies"
    assert "Typed twice" not in page


def test_only_who_runs_the_meetings_writes(visit, panel):
    seat = MembershipFactory.create(body=panel)
    for address in (
        "/bodies/add/",
        f"/bodies/{panel.pk}/rename/",
        f"/bodies/{panel.pk}/add-seat/",
        f"/bodies/seats/{seat.pk}/end/",
        f"/bodies/councillors/{seat.councillor_id}/begin-term/",
    ):
        assert visit(address, by=ElectedMemberFactory.create()).status == 403
    with pytest.raises(PermissionDenied):
        actions.end_membership(
            seat,
            by=AnalystFactory.create(),
            at=RECORDED,
            version=1,
            ended_on=THAT_DAY,
        )


def test_a_page_asks_the_same_however_many_sit_there(
    officer, panel, django_assert_num_queries
):
    def asks(number):
        for _ in range(number):
            MembershipFactory.create(body=panel)
        queries.body_page(panel.pk, viewer=officer, on=THAT_DAY)

    asks(3)
    with django_assert_num_queries(5):
        queries.body_page(panel.pk, viewer=officer, on=THAT_DAY)
    asks(12)
    with django_assert_num_queries(5):
        queries.body_page(panel.pk, viewer=officer, on=THAT_DAY)
    with django_assert_num_queries(2):
        found = queries.councillors(viewer=officer, on=THAT_DAY)
        terms = [each.term_on(THAT_DAY) for each in found]
        assert {term.ward for term in terms if term} == {"Harbour Quarter"}


def test_terms_of_one_councillor_do_not_overlap(officer):
    term = TermOfOfficeFactory.create(ended_on=date(2025, 5, 6))

    with pytest.raises(NotRecorded, match="another term on some of these days"):
        actions.begin_term(
            term.councillor,
            by=officer,
            at=RECORDED,
            answers={
                "ward": "Thornley",
                "party": "Together",
                "started_on": date(2024, 5, 6),
                "is_elected": True,
            },
        )
