"""What stands in the tables is what the law reads: nothing more, less or otherwise."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parentis.accounts.tests.factories import AdviserFactory
from parentis.care_history import queries
from parentis.care_history.choices import StayKind
from parentis.care_history.models import (
    Adoption,
    CarePeriod,
    GuardianshipOrder,
    Programme,
    Stay,
    SupportAskedFor,
)
from parentis.care_history.queries import ACCOMMODATED, DETAINED
from parentis.law.care import (
    Accommodated,
    Detained,
    Education,
    History,
    LookedAfter,
    Period,
    SpecialGuardianship,
)
from parentis.young_people.tests.factories import YoungPersonFactory

BORN = date(2006, 6, 1)
DAYS = st.dates(min_value=date(2018, 1, 1), max_value=date(2030, 1, 1))
SPANS = st.builds(
    lambda start, length: {
        "start": start,
        "end": start + timedelta(days=length) if length else None,
    },
    DAYS,
    st.integers(min_value=0, max_value=900),
)
WRITTEN = {"recorded_at": datetime(2026, 2, 3, tzinfo=UTC)}


@st.composite
def one_after_another(draw):
    """Periods that never overlap, as the database holds them."""
    cuts = sorted(draw(st.sets(DAYS, min_size=0, max_size=4)))
    spans = list(zip(cuts[::2], [*cuts[1::2], None], strict=False))
    return [
        LookedAfter(
            start=start,
            end=end,
            legal_status=draw(st.sampled_from(["C2", "V2", "V4"])),
            placement=draw(st.sampled_from(["U6", "K2", ""])),
        )
        for start, end in spans
    ]


HISTORIES = st.builds(
    History,
    born=st.just(BORN),
    looked_after=one_after_another(),
    detained=st.lists(SPANS.map(lambda span: Detained(**span)), max_size=1),
    at_home=st.lists(SPANS.map(lambda span: Period(**span)), max_size=2),
    accommodated=st.lists(
        SPANS.map(lambda span: Accommodated(**span, kind="private_fostering")),
        max_size=1,
    ),
    special_guardianship=st.none()
    | SPANS.map(
        lambda span: SpecialGuardianship(**span, was_looked_after_before=False)
    ),
    education=st.lists(
        st.builds(
            Education,
            is_in_plan_from_before_21=st.booleans(),
            informed_on=st.none() | DAYS,
            ends_on=st.none() | DAYS.map(lambda day: max(day, date(2026, 1, 1))),
        ),
        max_size=1,
    ),
    asked_for_support=st.lists(SPANS.map(lambda span: Period(**span)), max_size=1),
    adopted_on=st.none() | DAYS,
)


def days(period):
    return {"started_on": period.start, "ended_on": period.end}


def entries(history):
    """What stands in the tables for a history: each table, and what is in a row."""
    stays = [
        *((stay, StayKind.DETAINED) for stay in history.detained),
        *((stay, StayKind.AT_HOME) for stay in history.at_home),
        *((stay, StayKind.PRIVATE_FOSTERING) for stay in history.accommodated),
    ]
    order, adopted_on = history.special_guardianship, history.adopted_on
    return [
        *(
            (CarePeriod, days(each) | fields(each, "legal_status", "placement"))
            for each in history.looked_after
        ),
        *((Stay, days(stay) | {"kind": kind}) for stay, kind in stays),
        *(
            (Programme, A_COURSE | {"ended_on": each.ends_on} | fields(each, *ASKED))
            for each in history.education
        ),
        *((SupportAskedFor, days(asked)) for asked in history.asked_for_support),
        *([(GuardianshipOrder, days(order) | BEFORE)] if order else []),
        *([(Adoption, {"adopted_on": adopted_on})] if adopted_on else []),
    ]


A_COURSE = {"kind": "other", "name": "A course", "started_on": date(2020, 1, 1)}
ASKED = ("informed_on", "is_in_plan_from_before_21")
BEFORE = {"was_looked_after_before": False}


def fields(of, *names):
    return {name: getattr(of, name) for name in names}


def write_down(young_person, history):
    for model, told in entries(history):
        model.objects.create(young_person=young_person, **told, **WRITTEN)


@pytest.mark.django_db
@settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(history=HISTORIES)
def test_a_history_written_down_is_the_history_read(history):
    young_person = YoungPersonFactory.create(born=BORN)
    write_down(young_person, history)

    read = queries.histories([young_person], viewer=AdviserFactory.create())

    in_order = sorted(history.at_home, key=lambda home: home.start)
    assert read[young_person.pk] == History(
        **{
            name: getattr(history, name)
            for name in History.__dataclass_fields__
            if name not in {"periods", "_spans", "at_home"}
        },
        at_home=in_order,
    )


def test_a_hospital_counts_for_both_sections_that_ask_of_one():
    assert DETAINED[StayKind.HOSPITAL] == ACCOMMODATED[StayKind.HOSPITAL] == "hospital"


def test_histories_take_as_many_queries_for_many_as_for_one(
    db, django_assert_max_num_queries
):
    adviser = AdviserFactory.create()
    people = [YoungPersonFactory.create() for _ in range(6)]
    with django_assert_max_num_queries(12) as for_one:
        queries.histories(people[:1], viewer=adviser)
    with django_assert_max_num_queries(len(for_one)):
        queries.histories(people, viewer=adviser)
