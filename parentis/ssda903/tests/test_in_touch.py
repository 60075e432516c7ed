"""In touch means a contact made within the window: drawn cases on each side of it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parentis.law.care import Period
from parentis.ssda903.in_touch import (
    Facts,
    Reached,
    Recorded,
    age_in,
    decide,
    open_window,
    window_at,
    year_of,
)

BORN = date(2006, 5, 20)
# 20 on 20 May 2026: the window is from 20 February to 20 June.
AFTER = date(2026, 7, 1)
WINDOW = window_at(BORN, 20, on=AFTER)


def moment(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def reached(day: date, known: date | None = None) -> Reached:
    return Reached(on=day, known_at=moment(known or day), what="Phone call", pk=7)


def recorded(answer: str, on: date, *, said: date | None = None, why: str = ""):
    return Recorded(answer=answer, decided_at=moment(on), said_on=said, why=why, pk=3)


def test_the_window_is_three_months_before_to_one_month_after():
    assert (WINDOW.opens_on, WINDOW.closes_on) == (
        date(2026, 2, 20),
        date(2026, 6, 20),
    )


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        (date(2026, 2, 19), "NO"),
        (date(2026, 2, 20), "YES"),
        (date(2026, 5, 20), "YES"),
        (date(2026, 6, 20), "YES"),
        (date(2026, 6, 21), "NO"),
    ],
)
def test_a_contact_counts_on_the_windows_days_alone(day, answer):
    found = decide(WINDOW, Facts(reached=[reached(day)]), on=AFTER)

    assert found.answer == answer


def test_nobody_is_out_of_touch_while_the_window_is_open():
    assert decide(WINDOW, Facts(), on=date(2026, 6, 20)).answer == ""
    assert decide(WINDOW, Facts(), on=date(2026, 6, 21)).answer == "NO"


def test_the_contact_nearest_to_the_birthday_is_what_it_rests_on():
    facts = Facts(reached=[reached(date(2026, 3, 1)), reached(date(2026, 5, 18))])

    assert decide(WINDOW, facts, on=AFTER).rests_on == "Phone call on 18 May 2026."


def test_somebody_recorded_in_touch_without_a_contact_is_not():
    facts = Facts(recorded=recorded("YES", date(2026, 6, 1), why="I am sure"))

    found = decide(WINDOW, facts, on=AFTER)

    assert found.answer == "NO"
    assert found.conflict == (
        "It was recorded that they are in touch. No contact was made between"
        " 20 February 2026 and 20 June 2026. Attempts do not count."
    )


@pytest.mark.parametrize("answer", ["REFU", "NREQ", "NO"])
def test_a_contact_that_speaks_against_an_answer_is_put_to_a_person(answer):
    facts = Facts(
        recorded=recorded(answer, date(2026, 3, 2), said=date(2026, 3, 1)),
        reached=[reached(date(2026, 4, 1))],
    )

    found = decide(WINDOW, facts, on=AFTER)

    assert found.answer == answer
    assert found.conflict.endswith("But they were reached: phone call, 1 April 2026.")


def test_a_decision_that_says_why_settles_it_until_the_next_contact():
    said = date(2026, 3, 1)
    decided = recorded("REFU", date(2026, 4, 2), said=said, why="They rang to say no")
    before, later = reached(date(2026, 4, 1)), reached(date(2026, 5, 1))

    settled = decide(WINDOW, Facts(recorded=decided, reached=[before]), on=AFTER)
    anew = decide(WINDOW, Facts(recorded=decided, reached=[before, later]), on=AFTER)

    assert settled.conflict == ""
    assert anew.conflict != ""


def test_a_contact_written_down_after_the_decision_asks_anew():
    decided = recorded("NO", date(2026, 6, 30), why="Nobody reached them")
    late = reached(date(2026, 4, 1), known=date(2026, 7, 1))

    found = decide(WINDOW, Facts(recorded=decided, reached=[late]), on=AFTER)

    assert found.conflict != ""


def test_a_refusal_speaks_only_of_what_came_after_it_and_of_the_window():
    decided = recorded("REFU", date(2026, 1, 10), said=date(2026, 1, 9))
    long_before = reached(date(2025, 12, 1))

    facts = Facts(recorded=decided, reached=[long_before])

    assert decide(WINDOW, facts, on=AFTER).conflict == ""


def test_who_died_is_answered_by_the_record():
    facts = Facts(died_on=date(2026, 6, 1), reached=[reached(date(2026, 5, 1))])

    assert decide(WINDOW, facts, on=AFTER).answer == "DIED"


@pytest.mark.parametrize(
    ("start", "end", "answer"),
    [
        (date(2025, 11, 1), None, "RHOM"),
        (date(2025, 12, 20), None, "RHOM"),
        (date(2025, 12, 21), None, "NO"),
        (date(2025, 11, 1), date(2026, 4, 30), "NO"),
        (date(2025, 11, 1), date(2026, 5, 20), "NO"),
        (date(2025, 11, 1), date(2026, 5, 21), "RHOM"),
    ],
)
def test_at_home_for_six_months_over_the_birthday_is_returned_home(start, end, answer):
    facts = Facts(at_home=[Period(start=start, end=end)])

    assert decide(WINDOW, facts, on=AFTER).answer == answer


def test_from_22_only_those_who_asked_for_support_are_asked_about():
    window = window_at(BORN, 22, on=date(2028, 6, 1))
    asked = Facts(asked_for_support=[Period(start=date(2028, 5, 1))])

    assert (window.opens_on, window.closes_on) == (date(2028, 4, 1), date(2029, 3, 31))
    assert window.is_for(asked)
    assert not window.is_for(Facts())


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 3, 31), 2026), (date(2026, 4, 1), 2027)]
)
def test_the_returns_year_ends_on_31_march(day, year):
    assert year_of(day) == year


@pytest.mark.parametrize(("year", "age"), [(2023, None), (2024, 17), (2027, 20)])
def test_the_return_asks_at_the_birthday_in_its_year(year, age):
    assert age_in(year, BORN) == age


# -- what holds for everybody ----------------------------------------------------------

BIRTHDAYS = st.dates(date(1998, 1, 1), date(2010, 12, 31))
AGES = st.integers(17, 21)
ANSWERS = st.sampled_from(["YES", "NO", "REFU", "NREQ"])
# A busy machine is no fault of these.
patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@patiently
@given(born=BIRTHDAYS, age=AGES, answer=ANSWERS, later=st.integers(-400, 400))
def test_without_a_contact_made_nobody_is_ever_in_touch(born, age, answer, later):
    """Attempts are no `Reached`: however many there were, they are not here."""
    window = window_at(born, age, on=born)
    on = window.closes_on + timedelta(days=later)
    said = recorded(answer, window.opens_on, said=window.opens_on, why="Because")

    assert decide(window, Facts(recorded=said), on=on).answer != "YES"
    assert decide(window, Facts(), on=on).answer != "YES"


@patiently
@given(born=BIRTHDAYS, age=AGES, days=st.integers(1, 400), is_before=st.booleans())
def test_a_contact_outside_the_window_never_makes_anybody_in_touch(
    born, age, days, is_before
):
    window = window_at(born, age, on=born)
    away = timedelta(days=days)
    day = window.opens_on - away if is_before else window.closes_on + away
    facts = Facts(
        reached=[reached(day)], recorded=recorded("YES", day, why="I am sure")
    )

    assert decide(window, facts, on=window.closes_on + away).answer != "YES"


@patiently
@given(born=BIRTHDAYS, age=AGES, share=st.floats(0, 1))
def test_a_contact_on_any_day_of_the_window_makes_them_in_touch(born, age, share):
    window = window_at(born, age, on=born)
    length = (window.closes_on - window.opens_on).days
    day = window.opens_on + timedelta(days=round(length * share))

    assert decide(window, Facts(reached=[reached(day)]), on=day).answer == "YES"


@patiently
@given(born=BIRTHDAYS, on=st.dates(date(2015, 1, 1), date(2035, 1, 1)))
def test_an_open_window_holds_the_day_and_no_other_age_does(born, on):
    found = open_window(born, on=on)

    others = [age for age in range(17, 22) if window_at(born, age, on=on).holds(on)]
    assert others == ([found.age] if found else [])
    assert found is None or found.days_left >= 0


@patiently
@given(born=BIRTHDAYS, year=st.integers(2014, 2036))
def test_every_age_is_asked_about_in_one_year(born, year):
    age = age_in(year, born)

    if age is not None:
        assert age_in(year + 1, born) in {age + 1, None}
        assert age_in(year - 1, born) in {age - 1, None}
