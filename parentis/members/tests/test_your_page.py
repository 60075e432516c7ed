"""A councillor's own page: what waits for them, and no young person's name."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from parentis.accounts.tests.factories import (
    AnalystFactory,
    CommitteeOfficerFactory,
    ElectedMemberFactory,
)
from parentis.bodies.tests.factories import CouncillorFactory, MembershipFactory
from parentis.figures.models import ComputedFigure
from parentis.meetings.tests.factories import (
    ActionFactory,
    FromYoungPeopleFactory,
    MeetingFactory,
)
from parentis.members import queries
from parentis.members.tests.factories import (
    ChampionFactory,
    DeedFactory,
    SessionFactory,
    WhenDueFactory,
)
from parentis.visits.tests.factories import (
    DueVisitFactory,
    HomeFactory,
    VisitFactory,
)
from parentis.young_people.tests.factories import YoungPersonFactory

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
CANARY = "Zephyrine"


@pytest.fixture
def member(db):
    return ElectedMemberFactory.create(name="P. Hale")


@pytest.fixture
def hale(member):
    return CouncillorFactory.create(name="Priya Hale", surname="Hale", user=member)


def test_it_shows_what_waits_for_them(visit, member, hale):
    soon = timezone.now() + timedelta(days=30)
    seat = MembershipFactory.create(councillor=hale, body__name="The Panel")
    MeetingFactory.create(body=seat.body, begins_at=soon)
    MeetingFactory.create(body__name="Somebody else's board", begins_at=soon)
    ActionFactory.create(words="Write to the bus company", owner_user=member)
    ActionFactory.create(words="Somebody else's to do")
    rule = WhenDueFactory.create()
    SessionFactory.create(
        course=rule.course, held_on=date(2019, 5, 8), took_part=[hale]
    )
    home = HomeFactory.create(name="Larch House")
    DueVisitFactory.create(councillor=hale, home=home, month=date(2025, 2, 1))
    VisitFactory.create(councillor=hale, home=home, visited_on=date(2025, 1, 14))
    ChampionFactory.create(councillor=hale)
    page = visit("/members/", by=member)

    assert page.heading == "Your page: Councillor Priya Hale"
    (meeting,) = page.items("meetings")
    assert meeting.startswith("The Panel, ")
    assert page.items("visits-due") == ["Larch House, February 2025 Not made"]
    assert page.items("visits") == ["Larch House, 14 January 2025"]
    assert page.items("actions")[0].startswith("Write to the bus company")
    assert page.items("training") == ["Induction, by 8 August 2021 Overdue"]
    assert page.items("taken") == ["Induction, 8 May 2019"]
    assert "Health and well-being" in page
    assert "Somebody else" not in page


def test_whoever_is_no_councillor_yet_is_told_what_to_ask_for(visit, member):
    page = visit("/members/", by=member)

    assert page.heading == "Your page"
    assert "Nobody has said yet which councillor you are." in page
    assert "Nothing is open." in page


def test_it_shows_no_young_persons_name(visit, member, hale):
    """Named wherever a young person could be: in records, on bodies, in visits."""
    YoungPersonFactory.create(given_name=CANARY, family_name=CANARY)
    seat = MembershipFactory.create(councillor=hale)
    MembershipFactory.create(
        body=seat.body, young_person=True, name=CANARY, part="chair"
    )
    MeetingFactory.create(
        body=seat.body, begins_at=timezone.now() + timedelta(days=9), minutes=CANARY
    )
    FromYoungPeopleFactory.create(asked_of=seat.body, words=CANARY, said_by=CANARY)
    ActionFactory.create(owner_user=member, what_was_done=CANARY)
    ActionFactory.create(words=CANARY)
    VisitFactory.create(councillor=hale, saw=CANARY, young_people_said=CANARY)
    DeedFactory.create(words=CANARY)  # another's
    page = visit("/members/", by=member)

    assert page.items("actions")
    assert page.items("visits")
    assert CANARY not in page.html


def test_figures_are_those_that_everybody_may_read(visit, member, hale):
    """Of whatever is too small nothing is told, though an analyst may see it."""
    for code, year, number, is_hidden in (
        ("eet-19-to-21", 2025, 26, False),
        ("eet-19-to-21", 2024, 20, False),
        ("in-touch-19-to-21", 2025, 38, True),  # of 40: it tells of two
        ("higher-education-19-to-21", 2025, 12, False),  # no key figure
    ):
        ComputedFigure.objects.create(
            indicator=code,
            year=year,
            numerator=number,
            denominator=40,
            value=number / 40 * 100,
            is_hidden_from_public=is_hidden,
        )
    ComputedFigure.objects.create(
        indicator="health-assessment", year=2025, unavailable="needs the return of 2024"
    )
    both = AnalystFactory.create(roles=["elected-member", "performance-analyst"])
    page = queries.your_page(viewer=member, at=AT)

    assert queries.your_page(viewer=both, at=AT).figures == page.figures
    in_touch, eet = page.figures
    assert (in_touch.figure.indicator, in_touch.figure.is_hidden) == (
        "in-touch-19-to-21",
        True,
    )
    assert in_touch.figure.numerator is None
    assert (eet.figure.numerator, page.year) == (26, 2025)
    assert visit("/members/", by=member).summary == {
        "In touch, aged 19 to 21": "hidden in 2025",
        "In education, work or training, aged 19 to 21": "65% in 2025, 50% in 2024",
    }


def test_it_asks_the_same_however_much_there_is(
    member, hale, django_assert_max_num_queries
):
    rule = WhenDueFactory.create()

    def grow(number):
        for _ in range(number):
            seat = MembershipFactory.create(councillor=hale)
            MeetingFactory.create(body=seat.body, begins_at=AT + timedelta(days=3))
            ActionFactory.create(owner_user=member)
            SessionFactory.create(course=rule.course, took_part=[hale])
            DeedFactory.create(champion__councillor=hale)

    for number in (1, 7):
        grow(number)
        with django_assert_max_num_queries(22):
            page = queries.your_page(viewer=member, at=AT)
            assert len(page.champions) >= number


def test_it_is_for_members_alone(visit, db):
    for other in (CommitteeOfficerFactory.create(), AnalystFactory.create()):
        assert visit("/members/", by=other).status == 403
