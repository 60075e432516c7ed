"""Who is counted, from real records: the two cohorts and their neighbours."""

from datetime import date

import pytest

from parentis.indicators.people import members
from parentis.indicators.position import SHOWN
from parentis.position import queries
from parentis.position.choices import CohortKind
from parentis.position.tests.conftest import TODAY, does, lives, reach
from parentis.young_people.tests.factories import RestrictionFactory

IN_TOUCH = "in-touch-19-to-21"
EET = "eet-19-to-21"
SUITABLE = "suitable-accommodation-19-to-21"
RETURN, EVERYBODY = CohortKind.RETURN_YEAR, CohortKind.EVERYBODY


def who(kind, code, *, on=TODAY):
    """Who counts, and out of whom, by child number."""
    position = queries.position_on(viewer=None, on=on)
    counted = position.cohorts[kind]
    child = {row.record.key: row.record.child for row in counted.cohort.rows}
    out_of = {key: s for key, s in counted.standings.items() if code in s.out_of}
    return (
        {child[key] for key, s in out_of.items() if code in s.counted},
        {child[key] for key in out_of},
    )


def test_a_contact_made_in_the_window_is_in_touch_and_an_attempt_never_is(care_leaver):
    care_leaver("ann")
    tried = care_leaver("ben", reached=None)
    reach(tried, date(2026, 6, 3), tried=True)
    news = care_leaver("cat", reached=None)
    reach(news, date(2026, 6, 3), kind="family")
    care_leaver("dan", reached=date(2026, 7, 2))

    assert who(RETURN, IN_TOUCH) == ({"ann"}, {"ann", "ben", "cat", "dan"})


def test_losing_touch_never_improves_a_figure(care_leaver):
    care_leaver("ann")
    care_leaver("ben", activity="G5", home="U2")
    before = [who(RETURN, code) for code in (IN_TOUCH, EET, SUITABLE)]

    care_leaver("lost", activity="", home="", reached=None)

    after = [who(RETURN, code) for code in (IN_TOUCH, EET, SUITABLE)]
    assert [counted for counted, _ in before] == [counted for counted, _ in after]
    assert all("lost" in out_of for _, out_of in after)


def test_a_home_that_changed_after_the_birthday_differs_between_the_cohorts(
    care_leaver,
):
    ann = care_leaver("ann", home="", reached=date(2026, 11, 2))
    reach(ann, date(2026, 6, 3))
    lives(ann, "U1", since=date(2025, 6, 1), until=date(2026, 9, 1))
    lives(ann, "S2", since=date(2026, 9, 1))

    assert who(RETURN, SUITABLE) == ({"ann"}, {"ann"})
    assert who(EVERYBODY, SUITABLE) == (set(), {"ann"})


def test_in_touch_on_a_day_is_reached_in_the_eight_weeks_before(care_leaver):
    care_leaver("ann", reached=date(2026, 9, 25))
    care_leaver("ben", reached=date(2026, 9, 24))

    assert who(EVERYBODY, IN_TOUCH) == ({"ann"}, {"ann", "ben"})


def test_a_birthday_to_come_is_in_the_cohort_of_the_day_alone(care_leaver):
    """Turns 20 in February: 19 today, and in this year's return from then on."""
    care_leaver("ann", born=date(2007, 2, 1), reached=date(2026, 11, 2))

    assert who(RETURN, IN_TOUCH) == (set(), set())
    assert who(EVERYBODY, IN_TOUCH) == ({"ann"}, {"ann"})


def test_the_age_of_a_day_is_the_one_they_have_on_it(care_leaver):
    """22 since the spring: neither in the cohort of 19 to 21, nor in the return's."""
    care_leaver("ann", born=date(2004, 5, 1))
    care_leaver("ben", born=date(2004, 12, 1))

    assert who(EVERYBODY, IN_TOUCH)[1] == {"ben"}


@pytest.mark.parametrize(
    ("story", "care"),
    [
        ("died in care", {"reason_ceased": "E2"}),
        ("taken over by another council", {"reason_ceased": "E3"}),
        ("in short breaks alone", {"legal_status": "V4"}),
        ("in care for a month", {"started_on": date(2025, 5, 1)}),
        ("out of care before 16", {"ended_on": date(2022, 6, 1)}),
    ],
)
def test_whom_the_return_leaves_out_both_leave_out(care_leaver, story, care):
    care_leaver("ann")
    care_leaver(story.replace(" ", "")[:20], **care)

    assert who(RETURN, IN_TOUCH)[1] == {"ann"}
    assert who(EVERYBODY, IN_TOUCH)[1] == {"ann"}


@pytest.mark.parametrize("answer", ["DIED", "RHOM"])
def test_who_died_or_went_home_is_in_no_figure(care_leaver, answer):
    care_leaver("ann")
    care_leaver("ben", answer=answer)

    assert who(RETURN, IN_TOUCH)[1] == {"ann"}
    assert who(EVERYBODY, IN_TOUCH)[1] == {"ann"}


def test_at_17_whoever_is_looked_after_is_no_care_leaver(care_leaver):
    turned_17 = date(2009, 6, 1)
    care_leaver("still", born=turned_17, ended_on=None, reason_ceased="")
    care_leaver("since", born=turned_17, ended_on=date(2026, 7, 1))
    care_leaver("left", born=turned_17, ended_on=date(2026, 5, 1))

    assert who(RETURN, "in-touch-17-to-18")[1] == {"left"}
    assert who(EVERYBODY, "in-touch-17-to-18")[1] == {"left", "since"}


def test_who_left_care_by_turning_18_is_in_the_return_of_that_birthday(care_leaver):
    care_leaver("ann", born=date(2008, 6, 1))

    assert who(RETURN, "in-touch-17-to-18") == ({"ann"}, {"ann"})


def test_what_was_done_around_the_birthday_counts_and_later_does_not(care_leaver):
    near = care_leaver("near", activity="")
    does(near, "F2", since=date(2026, 6, 20))
    later = care_leaver("later", activity="")
    does(later, "F2", since=date(2026, 8, 1))

    assert who(RETURN, EET) == ({"near"}, {"near", "later"})
    assert who(EVERYBODY, EET) == ({"near", "later"}, {"near", "later"})


def test_a_restricted_record_is_counted_like_any_other(care_leaver):
    RestrictionFactory.create(young_person=care_leaver("ann"))

    assert who(RETURN, IN_TOUCH) == ({"ann"}, {"ann"})


@pytest.mark.parametrize("kind", CohortKind)
def test_who_counts_here_is_who_counts_in_a_return(care_leaver, kind: CohortKind):
    """One definition: the indicator itself, asked of the tables of casework."""
    care_leaver("ann")
    care_leaver("ben", activity="G5", home="S2", reached=None)
    care_leaver("cat", born=date(2008, 6, 1), answer="REFU", reached=None)
    counted = queries.position_on(viewer=None, on=TODAY).cohorts[kind]

    for indicator in SHOWN:
        found = members(indicator, counted.cohort.returns, "", 2027)
        figure, _ = counted.figures[indicator.code]
        assert (figure.numerator, figure.denominator) == (
            sum(each.counted for each in found),
            len(found),
        )
        assert who(kind, indicator.code) == (
            {each.child for each in found if each.counted},
            {each.child for each in found},
        )
