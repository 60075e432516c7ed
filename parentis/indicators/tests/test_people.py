"""The young people behind a figure."""

from datetime import date

from parentis.indicators import INDICATOR_BY_CODE, INDICATORS
from parentis.indicators.people import COLUMNS, TOLD_AS, Member, members


def test_each_young_person_comes_with_what_decided_it_in_words(drawn):
    returns = drawn(
        oc3="""
            child | dob        | in_touch | activ
            ------+------------+----------+------
            ben   | 2005-06-01 | NO       |
            ann   | 2005-06-01 | YES      | F4
        """
    )

    assert members(INDICATOR_BY_CODE["eet-19-to-21"], returns, "888", 2025) == [
        Member(
            child="ann",
            dob=date(2005, 6, 1),
            age=19,
            counted=True,
            facts=("Activity: Apprenticeship, full time", "Contact: In touch"),
        ),
        Member(
            child="ben",
            dob=date(2005, 6, 1),
            age=19,
            counted=False,
            facts=("Activity: not recorded", "Contact: Not in touch"),
        ),
    ]


def test_what_was_worked_out_is_told_too(drawn):
    returns = drawn(
        episodes="""
            child | decom      | rne | ls | place | dec        | rec
            ------+------------+-----+----+-------+------------+----
            ann   | 2020-01-01 | S   | C2 | U6    | 2024-06-03 | E4A
        """,
        missing="child | missing | mis_start\n-\nann | M | 2024-05-01",
    )

    assert [
        fact
        for code in ("missing", "ceased")
        for member in members(INDICATOR_BY_CODE[code], returns, "888", 2025)
        for fact in member.facts
    ] == [
        "Missing in the year: yes",
        "Reason for leaving care: Returned home, as planned",
        "Left care on: 3 June 2024",
    ]


def test_another_councils_young_people_are_not_there(on_polars):
    indicator = INDICATOR_BY_CODE["looked-after"]

    both = indicator.members(on_polars).collect().to_native()
    one = members(indicator, on_polars, "888", 2025)

    assert set(both["council"]) == {"888", "889"}
    assert len(one) == both.filter(council="888", year=2025).height


def test_every_indicator_says_what_decides_it(on_polars):
    for indicator in INDICATORS:
        assert indicator.decided_by, indicator.code
        for name in indicator.decided_by:
            assert name in TOLD_AS or name in COLUMNS, name
    for indicator in (each for each in INDICATORS if each.is_main):
        names = indicator.cohort.rows(on_polars).collect_schema().names()
        assert set(indicator.decided_by) <= set(names), indicator.code
